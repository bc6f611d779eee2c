"""Quotations in a text: where they open and close, whatever marks are used.

Comes in: a stretch of text. Goes out: spans of what is quoted, marks included, in order and
without overlap. A new opening mark closes a quotation that was left open, as in rows of quoted
sentences that each open anew and close only at the end.
"""

from __future__ import annotations

import re

from divergence.language.segmentation import paragraphs
from divergence.model import Span

PAIRS = {"“": "”", "„": "“”", "«": "»", "‹": "›", "「": "」", "『": "』", "‘": "’"}
DOUBLED = re.compile(r"''|``")
DOUBLE = "“„"
STRAIGHT = "\"'"
LONGEST = 4000
"""Characters after which an open quotation is given up, so that a stray mark cannot take a page."""


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Quoted stretches of ``text[start:end]``, marks included, paragraph by paragraph."""
    end = len(text) if end is None else end
    found: list[Span] = []
    plain = DOUBLED.sub(' "', text[start:end])
    for paragraph in paragraphs(plain):
        found.extend(_in_paragraph(plain, *paragraph))
    return [Span(_mark_start(text, start + span.start), start + span.end) for span in found]


def _mark_start(text: str, at: int) -> int:
    """The first character of a mark that two characters make."""
    return at - 1 if at and DOUBLED.match(text, at - 1) else at


def _in_paragraph(text: str, start: int, end: int) -> list[Span]:
    """One pass with at most one quotation open; inner quotations belong to the outer one."""
    found: list[Span] = []
    opened: int | None = None
    mark = ""
    doubtful: int | None = None
    for at in range(start, end):
        char = text[at]
        if char not in PAIRS and char not in STRAIGHT and char not in "”’»›」』":
            continue
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if opened is not None and at - opened > LONGEST:
            opened = None
        if opened is None:
            if _opens(char, before, after):
                opened, mark, doubtful = at, char, None
        elif (
            (char == mark or {char, mark} <= set('"“'))
            and _opens(char, before, after)
            and (mark not in "'‘")
        ):
            found.append(Span(opened, _back(text, opened, at)))
            opened, doubtful = at, None
        elif _closes(mark, char, before, after):
            if mark in "'‘" and before == "s" and after == " " and _closer_follows(text, at, end):
                doubtful = at
                continue
            found.append(Span(opened, at + 1))
            opened = None
    if opened is not None:
        if mark not in "'‘" or opened == start:
            found.append(Span(opened, _back(text, opened, min(end, opened + LONGEST))))
        elif doubtful is not None:
            found.append(Span(opened, doubtful + 1))
    return [span for span in found if span.end - span.start > 2]


def _opens(char: str, before: str, after: str) -> bool:
    if char in PAIRS:
        return char != "‘" or not before.isalnum()
    if char not in STRAIGHT:
        return False
    opens = (before.isspace() or before in "([{-–—/:;") and not after.isspace()
    return opens and (char == '"' or after not in "0123456789")


def _closes(mark: str, char: str, before: str, after: str) -> bool:
    if mark in DOUBLE and char == '"':
        return True
    if mark == '"' and char == "”":
        return True
    if mark in PAIRS and char not in PAIRS[mark]:
        return False
    if mark not in PAIRS and char != mark:
        return False
    if char in "'’":
        return not after.isalnum() and not before.isspace()
    return True


def _closer_follows(text: str, at: int, end: int) -> bool:
    """Whether a surer closing mark follows a plural possessive ("workers' rights")."""
    for position in range(at + 1, min(end, at + 600)):
        if text[position] in "'’":
            before = text[position - 1]
            after = text[position + 1] if position + 1 < end else " "
            if before in ".,!?" and not after.isalnum():
                return True
            if before.isspace():
                return False
    return False


def _back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
