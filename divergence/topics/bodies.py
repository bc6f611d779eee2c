"""Names of offices, authorities and companies in a text, and where given names stand.

Comes in: the words of a text, the words that such names hold ("Department", "Bank"), or names.
Goes out: the stretches that name a body. What a body is called is not what a text is about: the
Secretary of Energy may speak of anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from divergence.language.phrases import Token
from divergence.model import Span

LINKS = frozenset({"of", "for", "and", "the", "on"})
"""Small words inside a name: "Department of Health and Social Care"."""

MOST_WORDS = 12
"""A longer run of capitals is a headline or a list, not a name."""


class Body(NamedTuple):
    """A name from word ``first`` up to ``after``; ``heads`` are the words that show a body."""

    first: int
    after: int
    heads: tuple[int, ...]


def bodies_in(words: Sequence[Token], text: str, heads: frozenset[str]) -> list[Body]:
    """Runs of capitalised words that hold one of ``heads`` ("Energy Secretary")."""
    found = []
    place = 0
    while place < len(words):
        if not words[place].text[0].isupper():
            place += 1
            continue
        first, after = place, place + 1
        place += 1
        while place < len(words) and text[words[place - 1].end : words[place].start] in _GAPS:
            if words[place].text[0].isupper():
                after = place + 1
            elif words[place].folded not in LINKS:
                break
            place += 1
        at = tuple([there for there in range(first, after) if words[there].folded in heads])
        if at and 1 < after - first <= MOST_WORDS:
            found.append(Body(first, after, at))
    return found


_GAPS = frozenset({" ", "\n", "-", "'", "’", " & ", ". "})


def spans_of_names(text: str, names: Iterable[str]) -> tuple[Span, ...]:
    """Where one of ``names`` stands in ``text`` as whole words with the same capitals.

    Names without a capital ("the union") are common words and are left out.
    """
    pattern = _any_of(tuple(names))
    return tuple(Span(*found.span()) for found in pattern.finditer(text)) if pattern else ()


@lru_cache(maxsize=64)
def _any_of(names: tuple[str, ...]) -> re.Pattern[str] | None:
    longest_first = sorted(
        {name for name in names if name != name.lower()}, key=lambda n: (-len(n), n)
    )
    if not longest_first:
        return None
    written = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{written})(?!\w)")
