"""Framing: how each party tells what both say.

Comes in: aligned claims, the claims of a topic, or whole accounts. Goes out: one
``FramingDifference`` a measure with both sides' values, a reason in plain words and the characters
that show it, and a ``Profile`` an account. Every measure is symmetric, and none says who is
biased, right or wrong. The measures and their figures are in ``docs/framing.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from divergence.framing import (
    agency,
    certainty,
    emphasis,
    labels,
    selection,
    stance,
    substance,
    tone,
    wording,
)
from divergence.framing.context import FramingContext
from divergence.framing.naming import meet_by_name
from divergence.framing.profile import profiles
from divergence.grouping import Group
from divergence.model import Claim, FramingDifference, Pair

MEASURES = (
    "wording",
    "labels",
    "tone",
    "agency",
    "certainty",
    "stance",
    "emphasis",
    "selection",
    "substance",
)
"""All measures, in the order in which they are reported."""

__all__ = [
    "MEASURES",
    "FramingContext",
    "measure_event",
    "measure_group",
    "measure_pair",
    "meet_by_name",
    "profiles",
]


def measure_event(
    groups: Sequence[Group], claims: Iterable[Claim], pairs: Iterable[Pair], context: FramingContext
) -> tuple[FramingDifference, ...]:
    """How the parties differ in each aligned pair, and over each group of claims.

    Two parties whose claims came into one group without an aligned pair are compared by all pairs.
    """
    by_id = {claim.id: claim for claim in claims}
    aligned = [pair.claims for pair in pairs]
    found: list[FramingDifference] = []
    for names in (*aligned, *_unpaired(groups, by_id, {frozenset(pair) for pair in aligned})):
        first, second = (by_id[name] for name in names)
        found += measure_pair(first, second, context)
    for gathered in groups:
        members = [by_id[name] for name in gathered.claims]
        found += measure_group(members, context, gathered.topic or None)
    return tuple(found)


def _unpaired(
    groups: Iterable[Group], by_id: dict[str, Claim], aligned: set[frozenset[str]]
) -> list[tuple[str, str]]:
    """Pairs of claims in groups where no pair of their two parties is aligned."""
    found: dict[tuple[str, str], None] = {}
    for gathered in groups:
        across = [
            (one, other)
            for one, other in combinations(gathered.claims, 2)
            if by_id[one].party != by_id[other].party
        ]
        met = {_sides(pair, by_id) for pair in across if frozenset(pair) in aligned}
        found.update(dict.fromkeys(pair for pair in across if _sides(pair, by_id) not in met))
    return list(found)


def _sides(pair: tuple[str, str], by_id: dict[str, Claim]) -> frozenset[str | None]:
    return frozenset(by_id[name].party for name in pair)


def measure_pair(
    first: Claim, second: Claim, context: FramingContext | None = None
) -> tuple[FramingDifference, ...]:
    """How two aligned claims of different parties differ, one entry a measure that finds anything.

    Entries below their threshold are given too (``FramingDifference.notable`` tells). The claims
    the other way round give the same differences with the values the other way round.
    """
    context = context or FramingContext()
    found = (
        wording.between(first, second, context),
        labels.between(first, second, context),
        tone.between(first, second, context),
        agency.between(first, second, context),
        certainty.between(first, second, context),
        stance.between(first, second, context),
        selection.between(first, second, context),
        substance.between(first, second, context),
    )
    return tuple([difference for difference in found if difference is not None])


def measure_group(
    claims: Iterable[Claim], context: FramingContext | None = None, topic: str | None = None
) -> tuple[FramingDifference, ...]:
    """How the parties differ over the claims of one topic or finding: labels, emphasis, selection.

    Claims of nobody and narrated ones are left out. Fewer than two parties give no difference.
    """
    context = context or FramingContext()
    by_party: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.party is not None and claim.role == "account":
            by_party.setdefault(claim.party, []).append(claim)
    if len(by_party) < 2:
        return ()
    ordered = _in_order(by_party, context)
    found = (
        *labels.across(ordered, context),
        *emphasis.across(ordered, context),
        *selection.across(ordered, context),
    )
    return tuple([replace(difference, topic=topic) for difference in found])


def _in_order(
    by_party: dict[str, list[Claim]], context: FramingContext
) -> dict[str, Sequence[Claim]]:
    """Parties in the order of the event, their claims in the order of the documents."""
    place = {party: number for number, party in enumerate(context.labels)}
    parties = sorted(by_party, key=lambda party: (place.get(party, len(place)), party))
    return {
        party: sorted(by_party[party], key=lambda claim: (claim.document, claim.start, claim.id))
        for party in parties
    }
