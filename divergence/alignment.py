"""Which claims of different parties' accounts speak of the same thing, and how surely.

Comes in: all claims of an event. Goes out: ``Pair`` values: each account claim with the claims of
every other party that come nearest to it, where they come near enough. Two scores are computed:
``support`` (does the other claim say this one) by a fitted model, and ``affinity`` (do the two
speak of one matter), which also weighs shared topics and how common a word is within the event.
Weights and thresholds are in ``data/alignment.json``; ``docs/alignment.md`` is their model card.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

from divergence.aligning.matter import SIGNS, Scene, scene
from divergence.aligning.support import Support, load_support
from divergence.language.markup import ADDRESS, unmarked
from divergence.language.similarity import (
    Profile,
    Rarity,
    Sought,
    mutual,
    profile,
    rarity,
    sought,
)
from divergence.model import Claim, Pair, Party, Relation

PREFIX = 5
"""Letters that two telling stems share at least to make their claims worth a look."""

CROWD = 40
THIN = 0.01
"""Claims that carry a topic, and its weight within the event, above and below which sharing it
shows nothing: nearly all of them carry it."""

COPIES = 3
"""How often a party may say the very same thing and still have each time compared with all."""


WORDS_SHARED = SIGNS.index("words shared")


@dataclass(frozen=True, slots=True)
class Match:
    """Two claims of different parties held against each other.

    ``forward`` is the support (0 to 1) that the first claim finds in the second, ``backward`` the
    other way round; ``affinity`` (0 to 1) tells whether they speak of one matter. ``answer`` is
    how one takes up the other ("refusal"), or "".
    """

    left: str
    right: str
    forward: float
    backward: float
    affinity: float
    answer: str = ""

    @property
    def support(self) -> float:
        """The better of the two supports: one claim may say more than the other."""
        return max(self.forward, self.backward)

    @property
    def strength(self) -> float:
        """What matches are ranked by: the same matter, or even the same words."""
        return max(self.affinity, self.support)


@dataclass(frozen=True, slots=True)
class Alignment:
    """All that is known of how the claims of an event stand to each other.

    ``matches`` holds every compared pair of account claims of different parties by their ids (in
    the order of the claims), ``kin`` the affinity of account claims of one party, ``pairs`` what
    was aligned.
    """

    matches: Mapping[tuple[str, str], Match]
    kin: Mapping[tuple[str, str], float]
    pairs: tuple[Pair, ...]
    order: Mapping[str, int] = field(default_factory=dict)
    profiles: Mapping[str, Profile] = field(default_factory=dict)

    def match(self, left: str, right: str) -> Match | None:
        """The match of two claims in either order, or None where nothing links them."""
        return self.matches.get((left, right)) or self.matches.get((right, left))

    def affinity(self, left: str, right: str) -> float:
        """How surely two claims speak of one matter; 0 where nothing links them."""
        match = self.match(left, right)
        if match is not None:
            return match.affinity
        return self.kin.get((left, right)) or self.kin.get((right, left)) or 0.0


def align(
    claims: Sequence[Claim],
    parties: Sequence[Party] = (),
    profiles: Mapping[str, Profile] | None = None,
    general: Collection[str] = (),
) -> Alignment:
    """Align the account claims of all parties; ``parties`` lets their own names weigh little.

    ``general`` are the ids of topics so wide that a special one beside them tells more.

    A pair is kept where its affinity or its support reaches its threshold and it is among the
    best that either claim finds in the other's account. The cost grows with the number of claims
    that share a telling word or a topic, not with the product of the accounts.
    """
    told = [claim for claim in claims if claim.role == "account" and claim.party is not None]
    known = dict(profiles or {})
    for claim in told:
        if claim.id not in known:
            known[claim.id] = claim_profile(claim)
    model = load_support()
    setting = scene(told, known, parties, general)
    rare = account_rarity(told, known)
    weighed: dict[tuple[str, str], Sought] = {}

    def wanted(claim: Claim, other: Claim) -> Sought:
        key = (claim.id, other.party or "")
        if key not in weighed:
            weighed[key] = sought(known[claim.id], rare[key[1]])
        return weighed[key]

    matches: dict[tuple[str, str], Match] = {}
    kin: dict[tuple[str, str], float] = {}
    for left, right in candidates(told, setting):
        signs = setting.signs(left, right)
        affinity = setting.affinity(signs)
        if left.party == right.party:
            kin[left.id, right.id] = affinity
            continue
        forward = backward = 0.0
        if signs[WORDS_SHARED] >= model.worth or known[left.id].folded == known[right.id].folded:
            there, back = mutual(wanted(left, right), wanted(right, left))
            forward, backward = model.chance(there), model.chance(back)
        answer = setting.answers.get((left.id, right.id), "")
        matches[left.id, right.id] = Match(left.id, right.id, forward, backward, affinity, answer)
    order = {claim.id: at for at, claim in enumerate(told)}
    pairs = kept(told, matches, model)
    return Alignment(matches, kin, pairs, order, known)


def kept(
    claims: Sequence[Claim], matches: Mapping[tuple[str, str], Match], model: Support
) -> tuple[Pair, ...]:
    """The pairs that count: good enough, and among the best that one of the two claims has.

    Of each claim and each other party the best match is kept, and those within ``margin`` of it.
    """
    party = {claim.id: claim.party for claim in claims}
    best: dict[tuple[str, str | None], float] = defaultdict(float)
    near = []
    for match in matches.values():
        strength = match.strength
        for key in ((match.left, party[match.right]), (match.right, party[match.left])):
            if strength > best[key]:
                best[key] = strength
        if match.affinity >= model.together or match.support >= model.told:
            near.append((match, strength + model.margin))
    chosen = []
    for match, reach in near:
        if (
            reach < best[match.left, party[match.right]]
            and reach < best[match.right, party[match.left]]
        ):
            continue
        relation: Relation = "supports" if match.support >= model.told else "related"
        chosen.append(Pair((match.left, match.right), relation, round(match.support, 4)))
    return tuple(chosen)


def claim_profile(claim: Claim) -> Profile:
    """The profile of a claim, with what its anaphors stand for."""
    text = unmarked(ADDRESS.sub(" ", claim.text))
    if claim.details.context:
        return profile(f"{text} {claim.details.context}")
    return profile(text, claim.details.quantities or None)


def candidates(claims: Sequence[Claim], setting: Scene) -> list[tuple[Claim, Claim]]:
    """Pairs of claims that share a telling word, a kin word or a topic, in the order of claims.

    Words that the scene finds to tell next to nothing bring no claims together, and no more does a
    topic that nearly all of many claims carry; the very same words do. Of what a party says over
    and over not each time meets each other time (``_turns``).
    """
    copies: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, claim in enumerate(claims):
        folded, classes = setting.profiles[claim.id].folded, setting.classes[claim.id]
        copies[claim.party, folded, claim.topics, classes].append(at)
    families = list(copies.values())
    carried = Counter(topic for places in families for topic in {*claims[places[0]].topics})
    thin = {t for t, n in carried.items() if n > CROWD and setting.topics[t] < THIN}
    keys: dict[str, list[int]] = defaultdict(list)
    for family, places in enumerate(families):
        claim = claims[places[0]]
        roots = [root for root, w in setting.words[claim.id].items() if w >= setting.telling]
        marks = {f"p {root[:PREFIX]}" for root in roots}
        marks |= {f"t {topic}" for topic in claim.topics if topic not in thin}
        marks |= {f"k {name}" for name in setting.classes[claim.id]}
        marks.add(f"s {setting.profiles[claim.id].folded}")
        for mark in marks:
            keys[mark].append(family)
    found = {p for places in families if len(places) > 1 for p in _turns(places, places)}
    for one, other in {pair for members in keys.values() for pair in combinations(members, 2)}:
        if len(families[one]) == len(families[other]) == 1:
            found.add((families[one][0], families[other][0]))
        else:
            found.update(_turns(families[one], families[other]))
    turns = {at: (turn, places) for places in families for turn, at in enumerate(places)}
    place = {claim.id: at for at, claim in enumerate(claims)}
    for names in setting.answers:
        left, right = (place[name] for name in names)
        if _meet(*turns[left], *turns[right]):
            found.add((left, right))
    return [(claims[left], claims[right]) for left, right in sorted(found)]


def _turns(left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Which copies of one claim are held against which copies of another, by their places.

    The first COPIES of both are, each with each. A later copy meets the same turn of the other
    claim, or its last one. So the pairs grow with the copies and not with their product.
    """
    if left is right:
        yield from combinations(left[:COPIES], 2)
        yield from pairwise(left)
        return
    pairs = list(product(left[:COPIES], right[:COPIES]))
    pairs += [
        (left[min(turn, len(left) - 1)], right[min(turn, len(right) - 1)])
        for turn in range(COPIES, max(len(left), len(right)))
    ]
    yield from ((min(pair), max(pair)) for pair in pairs)


def _meet(turn: int, left: Sequence[int], other: int, right: Sequence[int]) -> bool:
    """Whether ``_turns`` holds these copies of two claims against each other."""
    if max(turn, other) < COPIES or turn == other:
        return True
    return turn == len(left) - 1 < other or other == len(right) - 1 < turn


def account_rarity(claims: Sequence[Claim], profiles: Mapping[str, Profile]) -> dict[str, Rarity]:
    """What a stem tells within each party's account."""
    return {
        party: rarity([profiles[claim.id] for claim in claims if claim.party == party])
        for party in sorted({claim.party or "" for claim in claims})
    }
