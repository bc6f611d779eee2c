"""Marks of Markdown in a text that was kept as it was read: links, emphasis, escaped signs.

Comes in: any string. Goes out: its words as a reader of the rendered page sees them, or where the
targets of its links stand. Offsets into a document never change: only what is shown and what is
read for topics goes without the marks.
"""

from __future__ import annotations

import re

from divergence.model import Span

TARGET = r"(?:https?://|www\.|mailto:|\.{0,2}/|#)[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*"
LINK = re.compile(
    rf"!?\[((?:[^\[\]\n]|\n(?!\s*\n))*)\]\(\s*<?({TARGET})>?(?:\s+\"[^\"\n]*\")?\s*\)"
)
"""``[words](target)``; what stands in brackets before a parenthesis without a target is prose."""
ADDRESS = re.compile(r"https?://[^\s<>\"”]*[^\s<>\"”.,;:!?)\]]")
STRONG = re.compile(r"(?<![\w*\\])(\*\*\*|\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1(?![\w*])")
LONE_STRONG = re.compile(r"(?<=[^\W\d])\*\*(?=[\s,.;:!?]|\Z)|(?:(?<=\s)|\A)\*\*(?=[^\W\d])")
"""A pair's mark of which the other stands outside of the text."""
EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\W_])([^*\n]{1,500}?)(?<=[\w.,;:!?])\*(?![\w*])")
ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>$'\"])")
MARKS = frozenset("[*_\\")


def unmarked(text: str) -> str:
    """``text`` without the marks of Markdown; a link is its words."""
    if MARKS.isdisjoint(text):
        return text
    text = LINK.sub(r"\1", text)
    text = STRONG.sub(r"\2", text)
    text = LONE_STRONG.sub("", text)
    return ESCAPED.sub(r"\1", EMPHASIS.sub(r"\1", text))


def links_in(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Where links stand, each with its words and its target."""
    end = len(text) if end is None else end
    return tuple(Span(*found.span()) for found in LINK.finditer(text, start, end))


def targets_in(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """Where targets of links and bare addresses stand: characters that say nothing."""
    end = len(text) if end is None else end
    if text.find("//", start, end) < 0 and text.find("](", start, end) < 0:
        return ()
    spans = [found.span(2) for found in LINK.finditer(text, start, end)]
    spans += [found.span() for found in ADDRESS.finditer(text, start, end)]
    return tuple(Span(*span) for span in sorted(set(spans)))
