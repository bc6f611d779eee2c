"""The sentences of a document that can hold claims, and what stands around them.

Comes in: a document. Goes out: its body sentences in order, and asides for headlines, summaries
above a dateline, bylines and lines without a statement, each with a plain reason.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.attribution.rules import DATELINE
from divergence.language.segmentation import paragraphs, sentences, trimmed
from divergence.model import Aside, Document, Span

HEADLINE = "headline"
STANDFIRST = "headline or summary above the article"
NO_STATEMENT = "no statement"
END_MARKS = ".!?…:;\"”’'»)"
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Body:
    """Body sentences in order, and the asides that were found besides the reader's own."""

    sentences: tuple[Span, ...]
    asides: tuple[Aside, ...]


def body_of(document: Document) -> Body:
    """The body of a document, without what the reader set aside already."""
    text = document.text
    found: list[Span] = []
    asides: list[Aside] = []

    def leave(span: Span, reason: str) -> None:
        asides.append(Aside(document.name, span.start, span.end, reason))

    parts = _parts(document)
    dateline = _dateline(text, parts)
    for number, part in enumerate(parts):
        if dateline is not None and number < dateline:
            leave(part, STANDFIRST)
            continue
        if _headline(text, part, number, parts):
            leave(part, HEADLINE)
            continue
        for sentence in sentences(text, *part):
            start = sentence.start
            opening = DATELINE.match(text, start, sentence.end) if start == part.start else None
            if opening and opening.end() < sentence.end:
                start = opening.end()
            if len(WORD.findall(text[start : sentence.end])) < 3:
                leave(sentence, NO_STATEMENT)
            else:
                found.append(Span(start, sentence.end))
    return Body(tuple(found), tuple(asides))


def _parts(document: Document) -> list[Span]:
    """Paragraphs, or what is left of them outside the asides."""
    text = document.text
    asides = sorted((a.start, a.end) for a in document.aside)
    parts: list[Span] = []
    for paragraph in paragraphs(text):
        at = paragraph.start
        for start, end in asides:
            if end <= at or start >= paragraph.end:
                continue
            if start > at:
                parts.append(trimmed(text, at, start))
            at = max(at, end)
        if at < paragraph.end:
            parts.append(trimmed(text, at, paragraph.end))
    return [part for part in parts if part.start < part.end]


def _dateline(text: str, parts: Sequence[Span]) -> int | None:
    """The number of the paragraph that opens with a dateline, among the first dozen."""
    for number, part in enumerate(parts[:12]):
        if DATELINE.match(text, part.start, part.end):
            return number
    return None


def _headline(text: str, part: Span, number: int, parts: Sequence[Span]) -> bool:
    """A line without an end mark, above the body or between its paragraphs."""
    words = text[part.start : part.end]
    closed = sum(text[other.end - 1] in END_MARKS for other in parts)
    if words[-1] in END_MARKS or len(words) > 220 or 3 * closed < len(parts):
        return False  # in a text without full stops their lack shows nothing
    return number == 0 or ("\n" not in words and len(words.split()) <= 14)
