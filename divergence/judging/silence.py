"""What a silent party did say that comes nearest, and how its silence came about.

Comes in: the claims of a finding, a silent party, and all claims of the event with
what they were held against. Goes out: a ``Nearest`` and the reason that tells of the silence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from divergence.alignment import Match
from divergence.language.tables import load_table
from divergence.model import Claim, Nearest, Party, Reason, Silence

Met = Mapping[tuple[str, str | None], Sequence[tuple[Match, str]]]
"""For a claim's id and a party: each match with a claim of that party, and that claim's id."""


def nearest_said(
    members: Sequence[Claim], party: str, claims: Sequence[Claim], met: Met
) -> Nearest:
    """The closest thing that a silent party did say, and how its silence came about."""
    best: Match | None = None
    claim = None
    for member in members:
        for match, other in met.get((member.id, party), ()):
            if best is None or (match.affinity, match.support) > (best.affinity, best.support):
                best, claim = match, other
    score = round(best.affinity, 4) if best else 0.0
    return Nearest(party, claim, score, silence_of(members, party, claims))


def silence_of(members: Sequence[Claim], party: str, claims: Sequence[Claim]) -> Silence:
    """Whether a party declined to speak, says it did not come up, or an outlet tells of it."""
    wanted = {topic for member in members for topic in member.topics[:1]}
    for claim in claims:
        if (
            claim.party == party
            and claim.silence
            and (not claim.topics or wanted & set(claim.topics))
        ):
            return claim.silence
    for claim in claims:
        if claim.party == party and claim.role == "narrated" and wanted & set(claim.topics):
            return "outlet only"
    return "plain"


def absence(near: Nearest, parties: Sequence[Party]) -> Reason:
    """The reason that tells of a silence."""
    label = next((p.label for p in parties if p.id == near.party), near.party)
    text = load_table("verdicts.toml")["sentences"][f"absent.{near.silence}"].format(silent=label)
    return Reason(f"absent.{near.silence}", text)
