"""Claims that speak of one thing, gathered into groups that each become a finding.

Comes in: the claims of an event and their alignment. Goes out: groups of account claims, each with
its topic. A claim that carries two matters may be in two groups; every account claim is in one at
least. Thresholds are in ``data/alignment.json``.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from divergence.alignment import Alignment, Match
from divergence.language.polarity import anaphoric
from divergence.language.tables import load_table
from divergence.model import Claim, Document

BREAK = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r|\n)")
"""A blank line, where a paragraph ends."""

Namer = Callable[[Sequence[str], str], str]
"""Gives a group of texts, of a topic (its id) or none (''), a short name."""


@dataclass(frozen=True, slots=True)
class Group:
    """Account claims of one or more parties about one matter, in the order of the event.

    ``topic`` is the id of the topic that most of them carry, or '' where no topic takes them.
    """

    topic: str
    claims: tuple[str, ...]


def group(
    claims: Sequence[Claim], alignment: Alignment, documents: Sequence[Document] = ()
) -> tuple[Group, ...]:
    """Gather account claims into groups.

    ``documents`` tell where paragraphs end; without them nothing is known to go on.

    The aligned pairs are taken from the surest down. A pair of two new claims opens a group. A
    new claim joins the group of its counterpart where it also fits that group's other claims of
    its own party; else the pair opens a group of its own, and the counterpart is in both. What is
    left is gathered by party and topic.
    """
    limits = load_table("alignment.json")["grouping"]
    by_id = {claim.id: claim for claim in claims}
    told = [c.id for c in claims if c.role == "account" and c.party is not None]
    members: list[list[str]] = []
    home: dict[str, list[int]] = defaultdict(list)
    told_together = _joint(told, by_id)
    for names in told_together:
        _open(members, home, names)
    closed = {name for names in told_together for name in names}
    for match in _ranked(alignment):
        left, right = match.left, match.right
        if left in closed or right in closed:
            continue
        if not home[left] and not home[right]:
            _open(members, home, (left, right))
        elif home[left] and home[right]:
            if set(home[left]) & set(home[right]):
                continue
            if match.strength >= limits["second"]:
                _open(members, home, (left, right))
        else:
            new, old = (right, left) if home[left] else (left, right)
            at = home[old][0]
            if _fits(new, members[at], by_id, alignment, limits):
                members[at].append(new)
                home[new].append(at)
            elif match.strength >= limits["again"]:
                _open(members, home, (new, old))
    order = {name: at for at, name in enumerate(told)}
    _join(told, members, len(told_together), home, by_id, alignment, limits)
    texts = {document.name: document.text for document in documents}
    unanswered = [name for name in told if not home[name]]
    for alone in _alone(unanswered, by_id, alignment, limits, texts):
        members.append(alone)
    groups = [
        Group(
            _topic([by_id[name] for name in names]),
            tuple(sorted(set(names), key=order.__getitem__)),
        )
        for names in members
    ]
    return tuple(sorted(set(groups), key=lambda item: [order[name] for name in item.claims]))


def _joint(names: Sequence[str], by_id: dict[str, Claim]) -> list[list[str]]:
    """The same words ascribed to several parties ("both accused each other"): a group each."""
    places: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for name in names:
        claim = by_id[name]
        places[claim.document, claim.start, claim.end].append(name)
    return [there for there in places.values() if len(there) > 1]


def _ranked(alignment: Alignment) -> list[Match]:
    """The aligned matches, the surest first."""
    matches = [match for pair in alignment.pairs if (match := alignment.match(*pair.claims))]
    order = alignment.order
    return sorted(matches, key=lambda m: (-m.strength, -m.affinity, order[m.left], order[m.right]))


def _open(members: list[list[str]], home: dict[str, list[int]], names: Sequence[str]) -> None:
    for name in names:
        home[name].append(len(members))
    members.append(list(names))


def _fits(
    new: str,
    names: Sequence[str],
    by_id: dict[str, Claim],
    alignment: Alignment,
    limits: dict[str, float],
) -> bool:
    """Whether a claim belongs to a group: near to all its own party's claims there."""
    own = [name for name in names if by_id[name].party == by_id[new].party]
    if len(own) >= limits["most"]:
        return False
    return all(alignment.affinity(new, name) >= limits["own"] for name in own)


def _join(
    told: Sequence[str],
    members: list[list[str]],
    first: int,
    home: dict[str, list[int]],
    by_id: dict[str, Claim],
    alignment: Alignment,
    limits: dict[str, float],
) -> None:
    """Put claims that no other party answers where their own party already speaks of the matter.

    The claim goes on where the one before it left off, or is near to a claim of its own party in
    the group, or nearly near enough to one of another party to be aligned with it. Of several
    groups the nearest takes it. Groups before ``first`` are closed.
    """
    for before, name in pairwise(["", *told]):
        if home[name]:
            continue
        if before and home[before] and _continues(by_id[before], by_id[name], limits):
            at = home[before][0]
            own = [other for other in members[at] if by_id[other].party == by_id[name].party]
            if at >= first and len(own) < limits["most"]:
                members[at].append(name)
                home[name].append(at)
                continue
        best, there = limits["join"], -1
        for at, names in enumerate(members[first:], start=first):
            own = [other for other in names if by_id[other].party == by_id[name].party]
            if len(own) >= limits["most"]:
                continue
            if not own or (own != names and _settled(names, alignment, limits)):
                continue
            near = max(alignment.affinity(name, other) for other in own)
            rivals = [other for other in names if other not in own]
            far = max((alignment.affinity(name, other) for other in rivals), default=0.0)
            if far >= limits["answer"]:
                near = max(near, limits["join"] + far)
            if near > best:
                best, there = near, at
        if there >= 0:
            members[there].append(name)
            home[name].append(there)


def _settled(names: Sequence[str], alignment: Alignment, limits: dict[str, float]) -> bool:
    """Whether a group holds one proposition that both sides tell: nothing is added to that."""
    pairs = [alignment.match(one, other) for one, other in combinations(names, 2)]
    return any(pair is not None and pair.support >= limits["settled"] for pair in pairs)


def _continues(before: Claim, claim: Claim, limits: dict[str, float]) -> bool:
    """Whether a claim goes on where the same voice left off ("they were not the focus ...").

    So does a part of the same sentence that has no subject of its own ("and must be lifted").
    """
    if before.party != claim.party or before.document != claim.document or claim.topics:
        return False
    gap = claim.start - before.end
    part = claim.text[:1].islower() and 0 <= gap <= limits["breath"]
    return part or (0 <= gap <= limits["gap"] and anaphoric(claim.text))


def _alone(
    names: Sequence[str],
    by_id: dict[str, Claim],
    alignment: Alignment,
    limits: dict[str, float],
    texts: Mapping[str, str],
) -> list[list[str]]:
    """Claims that no other party answers, gathered where they speak of one matter.

    What a party says without a break is one matter where it goes on with what was said before:
    within one quotation, with a pronoun, without a topic of its own or with one that it shares.
    """
    gathered: list[list[str]] = []
    for name in names:
        for there in gathered:
            if (
                by_id[there[0]].party == by_id[name].party
                and all(alignment.affinity(name, other) >= limits["own"] for other in there)
                and len(there) < limits["most_alone"]
            ):
                there.append(name)
                break
        else:
            last = gathered[-1] if gathered else []
            if (
                last
                and len(last) < limits["most_run"]
                and alignment.order[name] - alignment.order[last[-1]] == 1
                and _runs_on(by_id[last[-1]], by_id[name], limits, texts)
            ):
                last.append(name)
            else:
                gathered.append([name])
    return gathered


def _runs_on(
    before: Claim, claim: Claim, limits: dict[str, float], texts: Mapping[str, str]
) -> bool:
    """Whether a party goes on, in one paragraph, with the matter that it spoke of just before."""
    if before.party != claim.party or before.document != claim.document:
        return False
    if claim.document not in texts:
        return False
    gap = claim.start - before.end
    if not 0 <= gap <= limits["run"]:
        return False
    if BREAK.search(texts[claim.document], before.end, claim.start):
        return False
    apart = before.topics and claim.topics and set(before.topics).isdisjoint(claim.topics)
    return not apart or anaphoric(claim.text)


def _topic(claims: Sequence[Claim]) -> str:
    """The topic that most of the claims carry, the better place first."""
    votes: Counter[str] = Counter()
    for claim in claims:
        for place, topic in enumerate(claim.topics):
            votes[topic] += max(1, 10 - 4 * place)
    if not votes:
        return ""
    best = max(votes.values())
    return min(topic for topic, count in votes.items() if count == best)
