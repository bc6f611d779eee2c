"""The sentences of a document that can hold claims, and what stands around them.

Comes in: a document. Goes out: its body sentences in order, and asides for headlines, summaries
above a dateline, bylines and lines without a statement, each with a plain reason.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from divergence.attribution.rules import DATELINE
from divergence.claiming.items import items_of
from divergence.language.segmentation import sentences
from divergence.model import Aside, Document, Span
from divergence.reading.document import body_paragraphs

HEADLINE = "headline"
STANDFIRST = "headline or summary above the article"
NO_STATEMENT = "no statement"
NAMES = "list of names"
CREDIT = "credit of a quotation"
CREDITS = re.compile(r"[—–―-]{1,2}\s*[A-Z]")
"""A line that only says whose words a box beside the text quotes: "— Orla Finn, mayor"."""
END_MARKS = ".!?…:;\"”’'»)"
WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Body:
    """Body sentences in order, and the asides that were found besides the reader's own.

    ``introduced`` gives what introduces a sentence that is an item of a list.
    """

    sentences: tuple[Span, ...]
    asides: tuple[Aside, ...]
    introduced: Mapping[Span, Span] = field(default_factory=dict)


def body_of(document: Document) -> Body:
    """The body of a document, without what the reader set aside already."""
    text = document.text
    found: list[Span] = []
    short: list[Span] = []
    asides: list[Aside] = []

    def leave(span: Span, reason: str) -> None:
        asides.append(Aside(document.name, span.start, span.end, reason))

    parts = list(body_paragraphs(document))
    dateline = _dateline(text, parts)
    closed = _closed(text, parts)
    for number, part in enumerate(parts):
        if dateline is not None and number < dateline:
            leave(part, STANDFIRST)
            continue
        if closed and _headline(text, part, number):
            leave(part, CREDIT if CREDITS.match(text, *part) else HEADLINE)
            continue
        for sentence in sentences(text, *part):
            start = sentence.start
            opening = DATELINE.match(text, start, sentence.end) if start == part.start else None
            if opening and opening.end() < sentence.end:
                start = opening.end()
            if len(WORD.findall(text[start : sentence.end])) < 3:
                short.append(sentence)
            else:
                found.append(Span(start, sentence.end))
    items = items_of(text, sorted([*found, *short]))
    for sentence in short:
        leave(sentence, NAMES if sentence in items.names else NO_STATEMENT)
    for sentence in found:
        if sentence in items.names:
            leave(sentence, NAMES)
    kept = tuple(sentence for sentence in found if sentence not in items.names)
    return Body(kept, tuple(asides), items.introduced)


def _dateline(text: str, parts: Sequence[Span]) -> int | None:
    """The number of the paragraph that opens with a dateline, among the first dozen."""
    for number, part in enumerate(parts[:12]):
        if DATELINE.match(text, part.start, part.end):
            return number
    return None


def _closed(text: str, parts: Sequence[Span]) -> bool:
    """Whether paragraphs end in full stops here; else their lack shows nothing."""
    return 3 * sum(text[part.end - 1] in END_MARKS for part in parts) >= len(parts)


def _headline(text: str, part: Span, number: int) -> bool:
    """A line without an end mark, above the body or between its paragraphs."""
    words = text[part.start : part.end]
    if words[-1] in END_MARKS or len(words) > 220:
        return False
    return number == 0 or ("\n" not in words and len(words.split()) <= 14)
