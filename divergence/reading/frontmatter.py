"""The block of `key: value` lines between `---` marks that opens many Markdown files.

Comes in: a text. Goes out: its fields and where the block ends. Only simple lines are read; a
block that holds anything else is left as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

BLOCK = re.compile(
    r"(---|\+\+\+)[ \t]*(?:\r\n|\r|\n)"
    r"(?P<lines>(?:[^\r\n]*(?:\r\n|\r|\n)){0,60}?)\1[ \t]*(?=[\r\n]|\Z)"
)
FIELD = re.compile(r"(?P<key>[A-Za-z][\w\- ]{0,40}?)[ \t]*[:=][ \t]*(?P<value>.*?)[ \t]*\Z")
IGNORED = re.compile(r"[ \t]*(?:#.*|-[ \t].*|[\[\]{}].*)?\Z|[ \t]+\S.*\Z")
LONGEST_LINE = 1000
"""Characters; a longer line is text."""

NAMES = {
    "title": "title",
    "headline": "title",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "site": "outlet",
    "date": "date",
    "published": "date",
    "party": "account",
    "account": "account",
    "account_of": "account",
}
"""Keys that are read, and the fields that they stand for."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Fields (``title``, ``outlet``, ``date``, ``account``), and the end of the block."""

    fields: Mapping[str, str]
    end: int


def front_matter(text: str) -> FrontMatter | None:
    """The front matter of ``text``, None where it has none."""
    block = BLOCK.match(text)
    if not block:
        return None
    fields: dict[str, str] = {}
    known = 0
    for line in block["lines"].splitlines():
        if len(line) > LONGEST_LINE:
            return None
        found = FIELD.match(line)
        if not found:
            if IGNORED.match(line):
                continue
            return None
        known += 1
        name = NAMES.get(found["key"].casefold())
        value = _unquoted(found["value"])
        if name and value:
            fields.setdefault(name, value)
    return FrontMatter(MappingProxyType(fields), block.end()) if known else None


def _unquoted(value: str) -> str:
    for quote in "\"'":
        if len(value) >= 2 and value[0] == quote == value[-1]:
            return value[1:-1].strip()
    return value.strip()
