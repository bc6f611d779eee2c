"""Which sides have accounts of the event: the parties to compare when the user names none.

Comes in: the claims-to-be of every side, as words attributed to each. Goes out: the sides picked,
largest account first, and a sentence that says how they were picked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from divergence.attribution.cues import load_lexicon


@dataclass(frozen=True, slots=True)
class Voice:
    """What one side says in all documents: words, statements, and how many documents hold any."""

    key: str
    label: str
    words: int
    statements: int
    kind: str = ""


def pick_sides(voices: Sequence[Voice]) -> tuple[tuple[str, ...], str]:
    """The sides whose accounts are compared, and how they were picked.

    The two with most attributed words; further ones that say at least a share of what the second
    says, in at least two statements. The shares are in `data/claims.toml`.
    """
    limits: Mapping[str, float] = load_lexicon("claims.toml")["accounts"]
    ranked = sorted(
        (v for v in voices if v.statements), key=lambda v: (-v.words, -v.statements, v.key)
    )
    picked = ranked[:2]
    for voice in ranked[2:]:
        if len(picked) >= limits["most_parties"]:
            break
        if (
            voice.statements >= limits["fewest_statements"]
            and voice.words >= limits["share_of_second"] * picked[1].words
        ):
            picked.append(voice)
    return tuple(voice.key for voice in picked), _sentence(picked, ranked)


def _sentence(picked: Sequence[Voice], ranked: Sequence[Voice]) -> str:
    if not picked:
        return "No party was found that says anything of the event."
    told = ", ".join(f"{voice.label} ({voice.words} words)" for voice in picked)
    rest = [voice.label for voice in ranked if voice not in picked]
    left = f"; others say less and were left out: {', '.join(rest[:6])}" if rest else ""
    return f"Parties were picked by the words attributed to each: {told}{left}."
