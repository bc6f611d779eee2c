"""Phrases of two texts that stand in each other's place.

Comes in: two texts. Goes out: runs of words that replace each other, from an alignment of their
stems with difflib (Ratcliff and Obershelp, 1988).
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from divergence.framing.statement import stated
from divergence.framing.tokens import Token
from divergence.framing.vocabulary import content_stems, is_function_word, stated_stems, text_stems
from divergence.language.segmentation import stem

LEAST_SHARED = 0.5
"""Share of the shorter claim's content words that both must have for its wording to be compared."""

LONGEST_CLAIM = 80
"""Words of a claim that are aligned."""


class Phrase(NamedTuple):
    """A run of words of a text."""

    text: str
    words: tuple[Token, ...]

    @property
    def start(self) -> int:
        """First character in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Character after the last in the text."""
        return self.words[-1].end

    def __str__(self) -> str:
        return self.text[self.start : self.end]


class Replacement(NamedTuple):
    """Two phrases that stand in each other's place."""

    first: Phrase
    second: Phrase


def replacements(first: str, second: str) -> tuple[Replacement, ...]:
    """Phrases that stand in each other's place, function words trimmed, with content on both sides.

    Symmetric: the texts the other way round give the same pairs the other way round.
    """
    if first <= second:
        return _replacements(first, second)
    return tuple([Replacement(right, left) for left, right in _replacements(second, first)])


def moved(left: Phrase, right: Phrase) -> bool:
    """Whether the words of one side stand elsewhere on the other: moved, not replaced."""
    return content_stems(left.words) <= text_stems(right.text) or (
        content_stems(right.words) <= text_stems(left.text)
    )


@lru_cache(maxsize=2048)
def _replacements(first: str, second: str) -> tuple[Replacement, ...]:
    left, right = stated(first)[:LONGEST_CLAIM], stated(second)[:LONGEST_CLAIM]
    keys = [stem(token.folded) for token in left], [stem(token.folded) for token in right]
    stems = stated_stems(first), stated_stems(second)
    shared = stems[0] & stems[1]
    least = min(len(stems[0]), len(stems[1]))
    if not least or len(shared) / least < LEAST_SHARED:
        return ()
    found = []
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, a, b, c, d in _merged(matcher.get_opcodes(), left):
        if tag != "replace":
            continue
        one, other = _trimmed(left[a:b]), _trimmed(right[c:d])
        if one and other:
            found.append(Replacement(Phrase(first, one), Phrase(second, other)))
    return tuple(found)


def _merged(
    codes: Iterable[tuple[str, int, int, int, int]], left: tuple[Token, ...]
) -> list[tuple[str, int, int, int, int]]:
    """Edits with a single function word between them as one edit."""
    merged: list[tuple[str, int, int, int, int]] = []
    for tag, a, b, c, d in codes:
        if (
            tag != "equal"
            and len(merged) > 1
            and merged[-1][0] == "equal"
            and merged[-1][2] - merged[-1][1] == 1
            and is_function_word(left[merged[-1][1]])
            and merged[-2][0] != "equal"
            and left[merged[-1][1]].folded != "and"
        ):
            merged.pop()
            before = merged.pop()
            merged.append(("replace", before[1], b, before[3], d))
        else:
            merged.append((tag, a, b, c, d))
    return merged


def _trimmed(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without function words at either end; () where nothing else is there."""
    start, end = 0, len(words)
    while start < end and is_function_word(words[start]):
        start += 1
    while end > start and is_function_word(words[end - 1]):
        end -= 1
    return words[start:end]
