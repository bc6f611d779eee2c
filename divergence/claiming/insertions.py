"""Statements that the name of their speaker interrupts: "The gate, she said, will be examined".

Comes in: the pieces of one speaker's words and what stands between them. Goes out: pieces that
are whole clauses; one that is interrupted holds the interruption too, since a claim is one span.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.claiming.propositions import QUOTES, starts_clause
from divergence.model import Span

LONGEST_INSERTION = 160
"""Characters of a speaker's name, title and verb that may stand inside a statement."""


def uninterrupted(text: str, pieces: Sequence[Span], insertions: Sequence[Span]) -> list[Span]:
    """The pieces of one sentence, two that only a speaker's name parts as one.

    ``insertions`` are the cue and the source, one of which stands in the gap. A second piece with
    a subject and a verb of its own stays by itself.
    """
    joined: list[Span] = []
    for piece in pieces:
        if joined and _goes_on(text, joined[-1], piece, insertions):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def _goes_on(text: str, first: Span, second: Span, insertions: Sequence[Span]) -> bool:
    """Whether the second piece goes on with the clause of the first."""
    if not 0 <= second.start - first.end <= LONGEST_INSERTION:
        return False
    if not any(first.end <= span.start and span.end <= second.start for span in insertions):
        return False
    start = second.start
    while start < second.end and (text[start].isspace() or text[start] in QUOTES + "'‘"):
        start += 1
    return text[start : start + 1].islower() and not starts_clause(text, Span(start, second.end))
