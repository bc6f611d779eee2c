"""The words of a noun phrase, folded, with its head.

Comes in: a text and the span of a source. Goes out: a `Phrase`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.attribution.nouns import words_of
from divergence.model import Span

WORD = re.compile(r"\w+(?:['’\-]\w+)*")
COMMA = re.compile(r",\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source's words, folded: its core up to ``core_end``, then its apposition."""

    start: int
    end: int
    core_end: int
    words: tuple[str, ...]
    head: str


def phrase_of(text: str, source: Span) -> Phrase:
    """The words of a source."""
    comma = COMMA.search(text, source.start, source.end)
    core_end = comma.start() if comma else source.end
    words = tuple(words_in(text, source.start, core_end))
    return Phrase(source.start, source.end, core_end, words, _head(words))


def _head(words: Sequence[str]) -> str:
    """The noun that a phrase is about: the last one before a preposition, or what is counted."""
    ends = words_of("grammar", "head_ends")
    for at, word in enumerate(words):
        if word in ends and at:
            counted = word == "of" and words[at - 1] in words_of("grammar", "quantities")
            return _head(words[at + 1 :]) if counted and words[at + 1 :] else words[at - 1]
    return words[-1] if words else ""


def words_in(text: str, start: int, end: int) -> list[str]:
    """Words of a stretch, folded, with straight apostrophes."""
    return [m.group().casefold().replace("’", "'") for m in WORD.finditer(text, start, end)]
