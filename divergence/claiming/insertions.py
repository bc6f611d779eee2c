"""Statements that the name of their speaker interrupts: "The gate, she said, will be examined".

Comes in: the pieces of one speaker's words and where the speaker is named. Goes out: pieces that
are whole clauses. One that is interrupted, or whose subject stands before the interruption ("the
launch, which the agency said may slip"), holds the interruption too, since a claim is one span.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.claiming.context import LAST_WORDS
from divergence.claiming.propositions import QUOTES, starts_clause
from divergence.claiming.words import rules, words_within
from divergence.language.segmentation import trimmed
from divergence.model import Span

RELATIVE = re.compile(r"\b(which|who)\s+$")
LONGEST_SUBJECT = 8
"""Words between a verb of saying and a bare predicate that hold its subject."""
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


def with_subject(text: str, sentence: Span, piece: Span, insertions: Sequence[Span]) -> Span:
    """The piece with its subject, where a bare predicate is left of it.

    The subject is the "which" before the speaker's name, or what stands between the verb of
    saying and the piece ("told the Herald two guards were hurt").
    """
    words = words_within(text, piece)
    if not words or words[0].lower not in rules().auxiliaries or not insertions:
        return piece
    start, end = min(insertions).start, max(span.end for span in insertions)
    if not (sentence.start <= start and end <= piece.start):
        return piece
    relative = RELATIVE.search(text, sentence.start, start)
    if relative is not None:
        return Span(relative.start(1), piece.end)
    between = text[end : piece.start].strip()
    if between and "," not in between and len(between.split()) <= LONGEST_SUBJECT:
        return Span(trimmed(text, end, piece.end).start, piece.end)
    return piece


def antecedent(text: str, sentence: Span, piece: Span) -> str | None:
    """The words before a piece that opens with "which", which it relates to."""
    words = words_within(text, piece)
    if not words or words[0].lower not in ("which", "who"):
        return None
    before = words_within(text, Span(sentence.start, piece.start))
    before = [word for word in before if word.text not in ",;"][-LAST_WORDS:]
    return text[before[0].start : before[-1].end] if before else None


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
