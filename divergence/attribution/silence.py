"""Silence said aloud: "declined to comment", "made no mention of", "was not raised".

Comes in: the words of a sentence or claim. Goes out: the kind of silence that they report, if any.
The patterns are data (`data/claims.toml`).
"""

from __future__ import annotations

import re
from functools import cache
from typing import cast

from divergence.attribution.cues import load_lexicon
from divergence.model import Silence, Span


def silence_in(text: str, start: int, end: int) -> tuple[Silence, Span] | None:
    """The first report of silence in ``text[start:end]``: its kind and the words that say so."""
    best: tuple[Silence, Span] | None = None
    for kind, pattern in _patterns():
        found = pattern.search(text, start, end)
        if found and (best is None or found.start() < best[1].start):
            best = (kind, Span(*found.span()))
    return best


@cache
def _patterns() -> tuple[tuple[Silence, re.Pattern[str]], ...]:
    entries = load_lexicon("claims.toml")["silence"]["patterns"]
    return tuple(
        (cast(Silence, entry["kind"]), re.compile(entry["pattern"], re.IGNORECASE))
        for entry in entries
    )
