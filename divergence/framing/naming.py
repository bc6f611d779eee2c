"""One thing under two names: claims that only their labels bring together.

Comes in: the groups of an event and its claims. Goes out: the groups, where a party that nobody
answers is answered by another that speaks of the same thing under another name ("exercises" here,
"manoeuvres" there, "sanctions" against "severe costs"). Only families of names for one thing count
(``meets`` in ``data/framing-families.toml``), and only where each side uses the name so seldom that
nothing else can be meant.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from divergence.framing.families import brings_together, labels
from divergence.framing.labels import names_of
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
    spoken: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        if claim.role != "account" or claim.party is None:
            continue
        spoken.update({(label.family, claim.party) for label in labels(claim.text)})
        for family, found in names_of(claim.text).items():
            if brings_together(family):
                told[family][claim.party].append((claim, found[0].entry))
    pairs = []
    for family, parties in told.items():
        if any(spoken[family, party] > MOST for party in parties):
            continue
        for first, second in combinations(parties.values(), 2):
            pairs += [
                (one, other) for one, name in first for other, another in second if name != another
            ]
    return pairs
