"""Emphasis: how much of its account each party gives to a topic, and where.

Comes in: the claims of one topic by party, and the length of each account. Goes out: each party's
weight for the topic, from its share of the account's words, its place (lead, title) and
repetition, and the difference between the largest and the smallest.

Sources: R. Entman (1993), Framing, on selection and salience; F. Hamborg et al. (2019) on bias by
placement and size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from divergence.framing.context import (
    FramingContext,
    evidence,
    is_plural,
    threshold,
    weights,
)
from divergence.framing.tokens import tokens
from divergence.framing.vocabulary import text_stems
from divergence.model import Claim, FramingDifference


def across(
    by_party: Mapping[str, Sequence[Claim]], context: FramingContext
) -> tuple[FramingDifference, ...]:
    """Who gives the topic clearly more weight; nothing where fewer than two parties speak of it."""
    speaking = {party: claims for party, claims in by_party.items() if claims}
    if len(speaking) < 2:
        return ()
    weight = {party: weight_of(party, claims, context) for party, claims in speaking.items()}
    ordered = sorted(weight, key=lambda party: (-weight[party], party))
    most, least = ordered[0], ordered[-1]
    gap = weight[most] - weight[least]
    if gap < weights()["least_gap"]:
        return ()
    shares = {party: share_of(party, speaking[party], context) for party in speaking}
    parts = [
        f"{context.party_says(most, 'gives')} it {_percent(shares[most])} of "
        f"{'their' if is_plural(context.party_label(most)) else 'its'} words, "
        f"{context.party_label(least)} {_percent(shares[least])}"
    ]
    for party in (most, least):
        if any(claim.id in context.lead for claim in speaking[party]):
            parts.append(f"{context.party_says(party, 'opens')} with it")
        if _in_title(speaking[party], context):
            parts.append(f"{context.party_says(party, 'has')} it in the headline")
    return (
        FramingDifference(
            "emphasis",
            "topic",
            tuple((party, round(shares[party], 4)) for party in speaking),
            round(1 - weight[least] / weight[most], 4),
            threshold("topic", "emphasis"),
            "; ".join(parts),
            tuple(evidence(claim) for claims in speaking.values() for claim in claims),
            tuple(claim.id for claims in speaking.values() for claim in claims),
        ),
    )


def share_of(party: str, claims: Sequence[Claim], context: FramingContext) -> float:
    """Share of a party's words that these claims hold, 0 to 1."""
    words = sum(len(tokens(claim.text)) for claim in claims)
    return min(1.0, words / max(context.account_words.get(party, words), words, 1))


def weight_of(party: str, claims: Sequence[Claim], context: FramingContext) -> float:
    """A party's weight for a topic: its share of the words with place and repetition added."""
    table = weights()
    weight: float = share_of(party, claims, context)
    weight += float(table["repetition"]) * (len(claims) - 1)
    if any(claim.id in context.lead for claim in claims):
        weight += float(table["lead"])
    if _in_title(claims, context):
        weight += float(table["title"])
    return weight


def _in_title(claims: Sequence[Claim], context: FramingContext) -> bool:
    """Whether the title of a claim's document shares two content words with it."""
    for claim in claims:
        title = context.titles.get(claim.document)
        if title and len(text_stems(title) & text_stems(claim.text)) > 1:
            return True
    return False


def _percent(share: float) -> str:
    return f"{share * 100:.0f}%"
