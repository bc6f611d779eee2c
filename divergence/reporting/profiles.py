"""How each account is told as a whole: the measures of the profile table, in words.

Comes in: a ``ComparisonIndex``. Goes out: which measures the table shows, their readings, what
they mean, and which accounts are too short to say; plain text, not escaped.
"""

from __future__ import annotations

from collections.abc import Mapping

from divergence.model import Profile
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.limits import limit
from divergence.reporting.wording import counted, joined, measure_label, sentence

LEAST_READING = 0.005
"""Readings below this are shown as 0."""

SIGNED_MEASURES = {"tone", "certainty"}

MEANINGS: Mapping[str, str] = {
    "tone": "from -1 (hostile) to +1 (favourable)",
    "charged words": "share of claims with a word that praises or blames",
    "actor named": "share of deeds told with who did them",
    "blame": "share of claims that hold somebody responsible",
    "certainty": "from -1 (doubtful) to +1 (sure)",
    "hedged": "share of claims told as unsure",
    "detail": "share of claims with a figure, date or name",
}
"""What a reading of ``framing/profile.py`` is: a range, or what it counts."""


def measures_note(index: ComparisonIndex) -> str:
    """What the measures in the table mean, and that some are left out where some are."""
    shown = told_measures(index)
    meanings = [
        f"{measure_label(name).lower()}: {MEANINGS[name]}" for name in shown if name in MEANINGS
    ]
    told = sentence("; ".join(meanings)) if meanings else ""
    every = {name for profile in index.comparison.profiles for name, _ in profile.measures}
    return f"{told} What is 0 for all is left out.".strip() if every - set(shown) else told


def is_too_short(index: ComparisonIndex, profile: Profile) -> bool:
    """Whether an account is too short for its shares and its tone to mean anything."""
    claims = len(index.account_claims.get(profile.party, []))
    return profile.words < limit("profile", "words") or claims < limit("profile", "claims")


def told_measures(index: ComparisonIndex) -> list[str]:
    """The measures that say something of an account that is long enough: not 0 for all."""
    told = [p for p in index.comparison.profiles if not is_too_short(index, p)]
    names = dict.fromkeys(name for profile in told for name, _ in profile.measures)
    return [
        name
        for name in names
        if any(abs(dict(profile.measures).get(name, 0.0)) >= LEAST_READING for profile in told)
    ]


def too_short(index: ComparisonIndex) -> str:
    """Which accounts are too short to say how they are told; '' where none is."""
    short = [p for p in index.comparison.profiles if is_too_short(index, p)]
    if not short:
        return ""
    named = joined(
        f"{index.label(profile.party)} ({counted(profile.words, 'word')}, "
        f"{counted(len(index.account_claims.get(profile.party, [])), 'claim')})"
        for profile in short
    )
    return (
        f"Too short to say: {named}. Shares and tone mean something from "
        f"{limit('profile', 'words'):.0f} words and {limit('profile', 'claims'):.0f} claims on."
    )


def profile_reading(measure: str, value: float) -> str:
    """A measure of an account: signed readings with their sign, shares in per cent."""
    return f"{value:+.2f}" if measure in SIGNED_MEASURES else f"{value:.0%}"
