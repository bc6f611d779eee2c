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
    """What one side says in all documents: words, statements, and how it is named.

    ``known`` marks states, bodies and camps rather than a person; ``opening`` whether the headline
    or the first sentences name it, since the article is about what it does.
    """

    key: str
    label: str
    words: int
    statements: int
    kind: str = ""
    known: bool = False
    opening: bool = False


def pick_sides(voices: Sequence[Voice]) -> tuple[tuple[str, ...], str]:
    """The sides whose accounts are compared, and how they were picked.

    The two that weigh most: attributed words, more for sides that the opening names. Further
    ones that weigh at least a share of the second; and bodies that the opening names. The shares
    are in `data/claims.toml`.
    """
    limits: Mapping[str, float] = load_lexicon("claims.toml")["accounts"]

    def weight(voice: Voice) -> float:
        return voice.words * (limits["weight_of_opening"] if voice.opening else 1.0)

    ranked = sorted(
        (v for v in voices if v.statements), key=lambda v: (-weight(v), -v.statements, v.key)
    )
    picked = ranked[:2]
    for voice in ranked[2:]:
        if len(picked) >= limits["most_parties"]:
            break
        about = voice.known and voice.opening and voice.words >= limits["words_in_the_opening"]
        if about or weight(voice) >= limits["share_of_second"] * picked[1].words:
            picked.append(voice)
    return tuple(voice.key for voice in picked), _sentence(picked, ranked)


def _sentence(picked: Sequence[Voice], ranked: Sequence[Voice]) -> str:
    if not picked:
        return "No party was found that says anything of the event."
    told = ", ".join(f"{voice.label} ({voice.words} words)" for voice in picked)
    rest = [voice.label for voice in ranked if voice not in picked]
    left = f"; others say less and were left out: {', '.join(rest[:6])}" if rest else ""
    how = "Parties were picked by the words attributed to each and by whom the opening names"
    return f"{how}: {told}{left}."
