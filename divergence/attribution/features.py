"""Features of tokens as hashed numbers, for the tagger and the linker.

Comes in: `Tokens` and the word table that was fitted with the weights. Goes out: a matrix with
one row a token and one column a template, whose entries are 32-bit feature numbers. What depends
on a word alone is computed once for each word form and kept; all else is arithmetic on whole
arrays. Hashes are CRC-32 and fixed multipliers, so they are the same in every process.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

from divergence.attribution.tokens import Tokens, shifted
from divergence.attribution.wordlists import word_lists

Numbers = npt.NDArray[np.uint32]
Columns = dict[str, Numbers]

WORD_COLUMNS = ("w", "sh", "s3", "s2", "cl", "cue", "src", "clu")
STRONG_CUE = 3
"""Cue classes from here on count as candidates when distances to cues are measured."""
MOST_FORMS = 60_000
"""Word forms kept at once; the table starts anew beyond that, which bounds the memory."""

DIGIT = re.compile(r"\d")


@dataclass(slots=True)
class WordTable:
    """What is known of words from fitting, by the hash of the lower-case form.

    ``cue`` and ``src`` say how often a word was part of a cue or a source (0 never seen, 1 to 5);
    ``clu`` is the number of its cluster (0 none).
    """

    known: dict[int, tuple[int, int, int]] = field(default_factory=dict)
    _rows: dict[str, int] = field(default_factory=dict)
    _values: Numbers = field(
        default_factory=lambda: np.zeros((256, len(WORD_COLUMNS)), dtype=np.uint32)
    )

    def columns(self, words: Sequence[str]) -> Columns:
        """The columns of all `words` that depend on the form alone."""
        if len(self._rows) > MOST_FORMS:
            self._rows.clear()
        rows = self._rows
        numbers = [rows[word] if word in rows else self._add(word) for word in words]
        picked = self._values[numbers]
        return {name: np.ascontiguousarray(picked[:, i]) for i, name in enumerate(WORD_COLUMNS)}

    def _add(self, word: str) -> int:
        number = len(self._rows)
        if number >= len(self._values):
            self._values = np.concatenate((self._values, np.zeros_like(self._values)))
        self._rows[word] = number
        self._values[number] = self._describe(word)
        return number

    def _describe(self, word: str) -> tuple[int, ...]:
        lower = word.lower().replace("’", "'")
        bare = lower.removesuffix("'s")
        form = DIGIT.sub("0", bare)
        cue, src, cluster = self.known.get(word_hash(form), (0, 0, 0))
        ending = form if len(form) < 5 else form[-3:]
        short = form if len(form) < 4 else form[-2:]
        return (
            word_hash(form),
            word_hash(_shape(word)),
            word_hash("3" + ending),
            word_hash("2" + short),
            _class_of(word, lower, bare),
            cue,
            src,
            cluster,
        )


def word_hash(text: str) -> int:
    """The 32-bit hash of a form, the same everywhere."""
    return crc32(text.encode("utf-8", "surrogatepass"))


def form_of(word: str) -> str:
    """The form under which a word is known: lower case, no possessive, digits as 0."""
    return DIGIT.sub("0", word.lower().replace("’", "'").removesuffix("'s"))


def _shape(word: str) -> str:
    if not word[0].isalnum():
        return word[:2]
    if word.isdigit():
        return "d" if len(word) != 4 else "dddd"
    if word.isupper():
        return "X" if len(word) == 1 else "XX"
    shape = "x" if word[0].islower() else "Xx" if word[0].isupper() else "dx"
    if "-" in word:
        shape += "-"
    if "." in word:
        shape += "."
    if word.endswith(("'s", "’s")):
        shape += "'"
    return shape


ENDINGS = (
    "ing", "ed", "ly", "tion", "ment", "ness", "ity", "ers", "er", "ors", "or", "ists", "ist",
    "ans", "an", "ive", "ous", "al", "able", "ic", "ies", "es", "s", "en", "y",
)  # fmt: skip


def _class_of(word: str, lower: str, bare: str) -> int:
    """A rough part of speech: a closed class, a mark, or what the form suggests."""
    listed = word_lists().classes.get(bare)
    possessive = 500 if bare != lower else 0
    if listed is not None:
        return listed + possessive + (250 if word[0].isupper() and len(word) > 1 else 0)
    if not word[0].isalnum():
        return 1000 + min(ord(word[0]), 30_000)
    if word[0].isdigit():
        return 100
    kind = 101
    for number, ending in enumerate(ENDINGS):
        if lower.endswith(ending) and len(lower) > len(ending) + 2:
            kind = 102 + number
            break
    if word[0].isupper():
        kind = 150
    return kind + possessive


def columns_of(tokens: Tokens, table: WordTable) -> Columns:
    """All columns that the templates of the tagger draw on."""
    columns = table.columns(_evened(tokens))
    count = len(tokens)
    index = np.arange(count, dtype=np.int64)
    first, last = _bounds(tokens.sentence)
    from_start, to_end = index - first, last - 1 - index
    columns["q"] = tokens.quote.astype(np.uint32) * 3 + tokens.mark
    columns["sp"] = (bucket(from_start) * 16 + bucket(to_end)).astype(np.uint32)
    columns["sp1"] = np.minimum(from_start, 3).astype(np.uint32)
    candidate = (columns["cue"] >= STRONG_CUE) & (tokens.quote == 0)
    left, right = nearest(candidate, index)
    left_ok, right_ok = left >= first, right < last
    word, cue = columns["w"], columns["cue"]
    left_at, right_at = np.maximum(left, 0), np.minimum(right, max(count - 1, 0))
    columns["lc"] = np.where(left_ok, bucket(index - left) + 1, 0).astype(np.uint32)
    columns["rc"] = np.where(right_ok, bucket(right - index) + 1, 0).astype(np.uint32)
    columns["lcw"] = np.where(left_ok, word[left_at], 0)
    columns["rcw"] = np.where(right_ok, word[right_at], 0)
    columns["lcc"] = np.where(left_ok, cue[left_at], 0)
    columns["rcc"] = np.where(right_ok, cue[right_at], 0)
    quoted = _any_in(tokens.quote == 1, first, last)
    unquoted = _any_in(tokens.quote != 1, first, last)
    strong = _any_in(candidate, first, last)
    columns["sf"] = (quoted * 4 + unquoted * 2 + strong).astype(np.uint32)
    opened, closed = nearest(tokens.mark > 0, index)
    columns["qd"] = (
        bucket(np.minimum(index - opened, 99)) * 16 + bucket(np.minimum(closed - index, 99))
    ).astype(np.uint32)
    comma_left, comma_right = nearest(columns["cl"] == 1000 + ord(","), index)
    columns["pu"] = (
        (comma_left >= np.maximum(left, first)) * 2 + (comma_right < np.minimum(right, last))
    ).astype(np.uint32)
    edge = np.zeros(count, dtype=np.uint32)
    if count:
        edge[1:] = tokens.unit[1:] != tokens.unit[:-1]
        edge[0] = 1
    columns["edge"] = edge
    columns["doc"] = (tokens.paragraph == tokens.paragraph[:1]).astype(np.uint32)
    return columns


def _evened(tokens: Tokens) -> list[str]:
    """The words, those of sentences in capitals with only their first letter kept so."""
    words = tokens.words
    capitals = np.fromiter((w.isupper() and len(w) > 1 for w in words), bool, len(words))
    letters = np.fromiter((w[0].isalpha() for w in words), bool, len(words))
    if not capitals.any():
        return words
    first, last = _bounds(tokens.sentence)
    shout = _count_in(capitals, first, last) * 3 > _count_in(letters, first, last) * 2
    shout &= _count_in(letters, first, last) > 2
    if not shout.any():
        return words
    return [
        word.lower() if loud and word.isupper() else word
        for word, loud in zip(words, shout.tolist(), strict=True)
    ]


def _bounds(group: npt.NDArray[np.int32]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """First and one-past-last index of each token's run of equal ``group`` numbers."""
    count = len(group)
    starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))[:count]
    lengths = np.diff(np.concatenate((starts, [count])))
    return np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)


def nearest(
    flags: npt.NDArray[np.bool_], index: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The nearest flagged index strictly to the left (or -1) and to the right (or a large one)."""
    left = np.maximum.accumulate(np.where(flags, index, -1))
    right = np.minimum.accumulate(np.where(flags, index, 1 << 30)[::-1])[::-1]
    return shifted(left, -1, -1), shifted(right, 1, 1 << 30)


def _count_in(
    flags: npt.NDArray[np.bool_], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    total = np.concatenate(([0], np.cumsum(flags, dtype=np.int64)))
    result: npt.NDArray[np.int64] = total[last] - total[first]
    return result


def _any_in(
    flags: npt.NDArray[np.bool_], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    return (_count_in(flags, first, last) > 0).astype(np.int64)


BUCKETS = np.array([0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8], dtype=np.int64)


def bucket(distance: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Distances as 0 to 10: exact when near, coarse when far."""
    near = BUCKETS[np.clip(distance, 0, 15)]
    return near + (distance > 20) + (distance > 35)


Template = tuple[tuple[str, int], ...]


def parse_templates(lines: str) -> tuple[Template, ...]:
    """Templates written as ``w-1 w0``: columns with the offset at which each is read."""
    parsed = []
    for line in lines.strip().splitlines():
        parts = [re.fullmatch(r"([a-z]\w*?)([+-]\d)?", part) for part in line.split()]
        parsed.append(tuple((p.group(1), int(p.group(2) or 0)) for p in parts if p))
    return tuple(parsed)


MIX = np.uint32(0x9E3779B1)


def hashed(
    columns: Mapping[str, npt.NDArray[Any]], templates: Sequence[Template], seed: int = 0
) -> npt.NDArray[np.uint32]:
    """Feature numbers, one row a template and one column a token; 0 marks "no feature"."""
    count = len(next(iter(columns.values())))
    out = np.empty((len(templates), count), dtype=np.uint32)
    moved: dict[tuple[str, int], npt.NDArray[Any]] = {}
    for number, template in enumerate(templates):
        value: Any = np.full(count, word_hash(f"{seed}:{template}"), dtype=np.uint32)
        for part in template:
            column = moved.get(part)
            if column is None:
                column = moved[part] = shifted(columns[part[0]], part[1], 7) * MIX
            value = (value ^ column) * MIX
            value ^= value >> np.uint32(15)
        out[number] = value
    return out
