"""Quotations as readers expect them: in one pair of marks, and no mark without its partner.

Comes in: the words of a claim, whose span may begin or end within a quotation and hold marks of
Markdown. Goes out: the words with balanced marks, without those of Markdown. Only what is shown
changes; spans and texts of claims stay exact.
"""

from __future__ import annotations

import re

from divergence.language.markup import unmarked

PAIRS = (("“", "”"), ("«", "»"), ("„", "“"), ("‘", "’"), ('"', '"'), ("'", "'"))
UNMISTAKABLE = (("“", "”"), ("«", "»"), ('"', '"'))
"""Marks that are never apostrophes, nor the closing ones of another pair."""
FIRST, LAST = ("".join(marks) for marks in zip(*PAIRS, strict=True))
APOSTROPHES = "’'"
STOPS = ".,!?;:…"
WITHIN = str.maketrans("“”", "‘’")
"""A quotation within a quotation has single marks."""

STRAIGHT = re.compile(r'"([^"“”]+)"')


def balanced(text: str) -> str:
    """``text`` with the partner of a quotation mark that stands alone."""
    text = unmarked(text)
    before, after = _missing(text)
    return f"{before}{text}{after}"


def quoted(text: str) -> str:
    """``text`` in quotation marks; marks of its own at its very ends are not doubled."""
    text = unmarked(text).strip()
    before, after = _missing(text)
    if after and text[0] in FIRST:
        text = text[1:]
    elif before and text[-1] in LAST:
        text = text[:-1]
    elif before or after:
        text = f"{before}{text}{after}"
    elif _is_one_quotation(text):
        text = text[1:-1]
    if _unpaired(text, '"', '"') == ([], []):
        text = text.replace('"', "'")
    return f"“{text.translate(WITHIN)}”"


def curly(text: str) -> str:
    """A sentence of our own with the words that it quotes in curly marks."""
    return STRAIGHT.sub(r"“\1”", text)


def _missing(text: str) -> tuple[str, str]:
    """The marks to put before and after ``text`` so that those of its own have partners.

    Single marks within a text may be apostrophes, and a double one after a figure means inches.
    """
    for first, last in PAIRS:
        opening, closing = _unpaired(text, first, last)
        if opening[:1] == [0]:
            return "", last
        if closing[-1:] == [len(text) - 1]:
            return first, ""
    for first, last in UNMISTAKABLE:
        opening, closing = _unpaired(text, first, last)
        if len(opening) == 1 and not closing:
            return "", last
        if len(closing) == 1 and not opening and not text[closing[0] - 1].isdigit():
            return first, ""
    return "", ""


def _unpaired(text: str, first: str, last: str) -> tuple[list[int], list[int]]:
    """Where quotations are opened and never closed, and closed but never opened.

    A single mark within or after a word ("the unions'") is an apostrophe, unless a stop stands
    before it or it closes a quotation.
    """
    opening: list[int] = []
    closing: list[int] = []
    for at, mark in enumerate(text):
        if mark not in (first, last):
            continue
        before, after = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
        single = mark in APOSTROPHES
        closes = before.isalnum() or before in STOPS or (at > 0 and at == len(text) - 1)
        if mark == first and not (first == last and closes):
            if not single or (after.isalnum() and not before.isalnum()):
                opening.append(at)
        elif not single or (not after.isalnum() and (opening or before in STOPS)):
            if opening:
                opening.pop()
            else:
                closing.append(at)
    return opening, closing


def _is_one_quotation(text: str) -> bool:
    """Whether the last mark closes the quotation that the first one opens."""
    for first, last in PAIRS:
        if len(text) > 1 and text[0] == first and text[-1] == last:
            return _unpaired(text[1:-1], first, last) == ([], [])
    return False
