"""Silences said aloud as findings of their own: who keeps silent, in what way, on which topic.

Comes in: the claims of an event with their topics. Goes out: a `ToldSilence` for each claim that
says of a party that it keeps silent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Literal

from divergence.model import Claim, ToldSilence

REACH = 400
"""Characters back in which the matter that a silence is about was spoken of."""


def told_silences(claims: Sequence[Claim]) -> tuple[ToldSilence, ...]:
    """The silences that claims tell of, in the order of the claims.

    The topic is the claim's own; where its words name none ("declined to comment"), that of the
    last claim before it, within REACH characters; else none.
    """
    found: dict[str, ToldSilence] = {}
    for claim in claims:
        if claim.silence is None:
            continue
        topic = next(iter(claim.topics), None) or _topic_before(claims, claim)
        told_by: Literal["party", "outlet"] = "party" if claim.role == "account" else "outlet"
        name = _identity(claim, topic)
        found.setdefault(
            name, ToldSilence(name, claim.party, claim.silence, topic, claim.id, told_by)
        )
    return tuple(found.values())


def _topic_before(claims: Sequence[Claim], silent: Claim) -> str | None:
    """The topic of the last claim before a silence that has one."""
    before = [
        claim
        for claim in claims
        if claim.document == silent.document
        and claim.topics
        and silent.start - REACH <= claim.end <= silent.start
    ]
    last = max(before, key=lambda claim: (claim.end, claim.id), default=None)
    return last.topics[0] if last is not None else None


def _identity(claim: Claim, topic: str | None) -> str:
    """A digest of what is said of whom, not of where it stands."""
    words = " ".join(claim.text.casefold().split())
    digest = hashlib.sha256(f"{claim.party or ''}|{claim.silence}|{topic or ''}|{words}".encode())
    return f"s-{digest.hexdigest()[:12]}"
