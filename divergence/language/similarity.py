"""How alike two texts are, as cheap features read off words, stems, names, numbers and characters.

Comes in: texts. Goes out: a ``Profile`` of each, made once, and for a claim and a text that may
support it the values of ``FEATURES``, each 0 to 1. What a word tells is its idf times its rarity
within the other account: the words that run through all of it ("the Geneva talks") show little
about a single sentence. Ratios of characters are those of rapidfuzz.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from divergence.language.idf import load_idf
from divergence.language.quantities import quantities
from divergence.language.segmentation import WORD, stem
from divergence.language.tables import load_table
from divergence.model import Quantity

LONGEST = 1_500
"""Characters of a text that are looked at, so that no pair costs more than about a millisecond."""

HEAD = 3
"""Letters that two stems share at least to be compared at all."""

FEATURES = ("covered", "names", "partial", "brevity")
"""Share of the claim's words that the other text has, soft and weighted; how few of its names are
missing there; rapidfuzz's partial ratio; length of the claim against the other text."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What ``features`` needs of a text.

    ``folded`` are its words in lower case, joined by one space; ``weights`` maps each telling stem
    to its weight; ``soft`` every stem to its (small) one; ``heads`` stems by their first letters.
    """

    folded: str
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    soft: Mapping[str, float]
    heads: Mapping[str, tuple[str, ...]]
    names: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    quantities: tuple[Quantity, ...]
    total: float


def profile(text: str, figures: tuple[Quantity, ...] | None = None) -> Profile:
    """The profile of a text; ``figures`` are its quantities where they are known already."""
    text = text[:LONGEST]
    idf = load_idf()
    limits = load_table("alignment.json")["words"]
    words = [match.group() for match in WORD.finditer(text)]
    stems = tuple(stem(word) for word in words)
    weights: dict[str, float] = {}
    names = set()
    for at, (word, root) in enumerate(zip(words, stems, strict=True)):
        weight = idf[root] - limits["common"]
        if weight > 0:
            weights[root] = weight
            if word[0].isupper() and (at or word.isupper()):
                names.add(root)
    soft = {root: idf[root] ** limits["power"] for root in stems}
    heads: dict[str, tuple[str, ...]] = {}
    for root in soft:
        if len(root) >= HEAD:
            heads[root[:HEAD]] = (*heads.get(root[:HEAD], ()), root)
    return Profile(
        folded=" ".join(words).casefold(),
        stems=stems,
        weights=weights,
        soft=soft,
        heads=heads,
        names=frozenset(names),
        bigrams=frozenset(pairwise(stems)),
        quantities=quantities(text) if figures is None else figures,
        total=math.fsum(weights.values()),
    )


class Rarity(dict[str, float]):
    """Stem to its rarity within an account, 0 (in every text) to 1 (in one or none)."""

    def __missing__(self, root: str) -> float:
        return 1.0


def rarity(profiles: Sequence[Profile]) -> Rarity:
    """How rare each stem is among the texts of one account."""
    count = Counter(root for item in profiles for root in item.soft)
    whole = math.log(len(profiles) + 1)
    floor = load_table("alignment.json")["words"]["floor"]
    return Rarity(
        {root: max(floor, 1.0 - math.log(n) / whole) for root, n in count.items() if n > 1}
    )


@dataclass(frozen=True, slots=True)
class Sought:
    """A claim as it is sought in another account: what each of its stems weighs there.

    ``names`` are its names that do not run through that account.
    """

    profile: Profile
    weights: Mapping[str, float]
    whole: float
    names: frozenset[str]


def sought(claim: Profile, rare: Rarity) -> Sought:
    """Weigh a claim's stems by their rarity in the account in which it is sought."""
    power = load_table("alignment.json")["words"]["rarity"]
    weights = {root: weight * rare[root] ** power for root, weight in claim.soft.items()}
    names = frozenset(root for root in claim.names if rare[root] > 0.5)
    return Sought(claim, weights, math.fsum(weights.values()), names)


def features(claim: Sought, other: Profile) -> tuple[float, ...]:
    """The features of a claim and a text that may support it, in the order of ``FEATURES``.

    The ratio of characters, the dearest of them, is only taken where enough words are shared to
    matter.
    """
    held = claim.whole
    missing = 0
    for root in [root for root in claim.weights if root not in other.soft]:
        near = likeness(root, other)
        held -= claim.weights[root] * (1.0 - near)
        if near < 0.5 and root in claim.names:
            missing += 1
    covered = min(1.0, max(0.0, held / claim.whole)) if claim.whole else 0.0
    here, there = claim.profile, other
    partial = 0.0
    if covered >= load_table("alignment.json")["words"]["worthwhile"]:
        partial = fuzz.partial_ratio(here.folded, there.folded) / 100
    return (
        covered,
        1.0 / (1.0 + missing),
        partial,
        min((len(here.stems) or 1) / (len(there.stems) or 1), 1.0),
    )


def likeness(root: str, other: Profile) -> float:
    """How near a text's words come to a stem: 1 for the stem itself, else by shared beginning."""
    if root in other.soft:
        return 1.0
    best = 0.0
    for kin in other.heads.get(root[:HEAD], ()):
        longer = max(len(root), len(kin))
        shared = HEAD
        for one, two in zip(root[HEAD:], kin[HEAD:], strict=False):
            if one != two:
                break
            shared += 1
        if shared * 2 > longer:
            best = max(best, shared / longer)
    return best


def wording(left: str, right: str) -> float:
    """How alike two texts are in their very words, 0 to 1 (order of words aside)."""
    return float(fuzz.token_sort_ratio(_folded(left), _folded(right)) / 100)


def _folded(text: str) -> str:
    return " ".join(match.group() for match in WORD.finditer(text[:LONGEST])).casefold()
