"""One thing under two names: claims that only their labels bring together.

Comes in: the groups of an event and its claims. Goes out: the groups, where a party that nobody
answers is answered by another that speaks of the same thing under another name ("exercises" here,
"manoeuvres" there, "sanctions" against "severe costs"). Only families of names for one thing count
(``meets`` in ``data/framing-families.toml``), and only where each side uses the name so seldom that
nothing else can be meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from divergence.framing.families import brings_together, labels
from divergence.framing.statement import statement
from divergence.grouping import Group
from divergence.model import Claim

MOST = 2
"""Claims of one party that may hold a name of a family: more of them make it the event's theme."""


def meet_by_name(groups: Sequence[Group], claims: Sequence[Claim]) -> tuple[Group, ...]:
    """The groups of an event, claims brought together that name one thing by two names.

    At least one side stands alone so far. Where the other is in a group with somebody else, its
    claim is in both.
    """
    by_id = {claim.id: claim for claim in claims}
    order = {claim.id: at for at, claim in enumerate(claims)}
    found = list(groups)
    for one, other in _met(claims):
        homes = [[g for g in found if claim.id in g.claims] for claim in (one, other)]
        if any(other.id in g.claims for g in homes[0]):
            continue
        alone = [next((g for g in there if _alone(g, by_id)), None) for there in homes]
        if alone[0] is None and alone[1] is None:
            continue
        names = {one.id, other.id}
        for group in alone:
            if group is not None:
                names |= set(group.claims)
                found.remove(group)
        topic = next((g.topic for g in alone if g is not None and g.topic), "")
        found.append(Group(topic, tuple(sorted(names, key=order.__getitem__))))
    return tuple(sorted(found, key=lambda group: [order[name] for name in group.claims]))


def _alone(group: Group, by_id: dict[str, Claim]) -> bool:
    return len({by_id[name].party for name in group.claims}) == 1


def _met(claims: Iterable[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs of claims of two parties, each with its own name for one thing, in order."""
    told: dict[str, dict[str, list[tuple[Claim, str]]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.role != "account" or claim.party is None:
            continue
        start, end = statement(claim.text)
        names = {
            label.family: label.entry
            for label in labels(claim.text)
            if brings_together(label.family) and start <= label.start and label.end <= end
        }
        for family, entry in names.items():
            told[family][claim.party].append((claim, entry))
    pairs = []
    for parties in told.values():
        if any(len(there) > MOST for there in parties.values()):
            continue
        for first, second in combinations(parties.values(), 2):
            pairs += [
                (one, other) for one, name in first for other, another in second if name != another
            ]
    return pairs
