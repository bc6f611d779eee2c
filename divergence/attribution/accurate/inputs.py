"""What the network reads: word pieces of tokens, what is known of each token, and windows.

Comes in: `Tokens`. Goes out: `Inputs`, flat arrays over all tokens and pieces, and windows of
whole paragraphs that fit the network. A paragraph too long for one window is cut into windows
that overlap; each token is read from one window only, which shows OVERLAP pieces on either side of
it, so that no seam shows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from divergence.attribution.features import form_of, word_hash
from divergence.attribution.tokens import Tokens

Ints = npt.NDArray[np.int64]
Splitter = Callable[[Sequence[str]], list[list[int]]]

LONGEST_WINDOW = 254
"""Pieces of one window, without the two marks of its ends."""
REACH = 64
"""Tokens on either side of a cue in which its source and content are sought: nearly all."""
OVERLAP = 64
"""Pieces that a cut paragraph's window sees beyond the tokens that are read from it."""
MOST_PIECES = 6
"""Pieces read of one token; what a token has beyond is left out."""

FEATURE_SIZES = (9, 8, 3, 2, 6)
"""How many values each feature of a token has: quotation, shape, start, title, cue class."""
RELATIONS = 12
"""How many values the relation of two tokens has: where they stand, and the marks between."""


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``first`` to ``last`` are seen; those from ``begin`` to ``end`` are read from it."""

    first: int
    last: int
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Inputs:
    """``pieces`` of all tokens in a row, token i's from ``offsets[i]`` to ``offsets[i + 1]``.

    ``features`` has a row a token: numbers of embeddings in one table, one a feature. ``marks``
    counts the quotation marks before each token.
    """

    pieces: Ints
    offsets: Ints
    features: Ints
    marks: Ints


def inputs_of(tokens: Tokens, split: Splitter, cue_classes: dict[int, int]) -> Inputs:
    """The inputs of a text; ``split`` gives the pieces of words."""
    forms = list(dict.fromkeys(tokens.words))
    number = {form: i for i, form in enumerate(forms)}
    picked = [part[:MOST_PIECES] or [UNKNOWN] for part in split(forms)]
    row = np.array([number[word] for word in tokens.words], dtype=np.int64)
    counts = np.array([len(part) for part in picked], dtype=np.int64)
    begins = np.concatenate(([0], np.cumsum(counts)))
    flat = np.array([piece for part in picked for piece in part], dtype=np.int64)
    offsets = np.concatenate(([0], np.cumsum(counts[row])))
    owner = np.repeat(np.arange(len(row)), counts[row])
    pieces = flat[begins[row[owner]] + np.arange(len(owner)) - offsets[owner]]
    shapes = np.array([_shape(form) for form in forms], dtype=np.int64)
    classes = np.array(
        [cue_classes.get(word_hash(form_of(form)), 0) for form in forms], dtype=np.int64
    )
    starts = np.zeros(len(tokens), dtype=np.int64)
    starts[np.diff(tokens.sentence, prepend=-1) != 0] = 1
    starts[np.diff(tokens.paragraph, prepend=-1) != 0] = 2
    title = (tokens.paragraph == tokens.paragraph[:1]).astype(np.int64)
    quote = tokens.quote.astype(np.int64) * 3 + tokens.mark
    columns = (quote, shapes[row], starts, title, classes[row])
    bases = np.cumsum((0, *FEATURE_SIZES[:-1]))
    features = np.stack([column + base for column, base in zip(columns, bases, strict=True)], 1)
    marks = np.cumsum(tokens.mark > 0, dtype=np.int64)
    return Inputs(pieces, offsets, features, marks)


UNKNOWN = 100
"""The piece that stands for what has none."""


def _shape(word: str) -> int:
    if not word[0].isalnum():
        return 0
    if word[0].isdigit():
        return 1
    if word.isupper():
        return 2 if len(word) == 1 else 3
    if word[0].isupper():
        return 5 if word.endswith(("'s", "’s")) else 4
    return 7 if "-" in word else 6


def relations(tokens: Tokens, marks: Ints, anchors: Ints, others: Ints) -> Ints:
    """For each anchor (row) how each of its ``others`` stands to it."""
    at = anchors[:, None]
    place = (tokens.paragraph[at] != tokens.paragraph[others]).astype(np.int64)
    place += tokens.sentence[at] != tokens.sentence[others]
    between = np.minimum(np.abs(marks[at] - marks[others]), 3)
    result: Ints = place * 4 + between
    return result


def windows(tokens: Tokens, offsets: Ints, longest: int = LONGEST_WINDOW) -> list[Window]:
    """Windows over all tokens: whole paragraphs while they fit, long ones cut."""
    count = len(tokens)
    starts = np.flatnonzero(np.diff(tokens.paragraph, prepend=-1)).tolist()
    found: list[Window] = []
    begin = 0
    for start, end in zip(starts, [*starts[1:], count], strict=True):
        if offsets[end] - offsets[begin] <= longest:
            continue
        if start > begin:
            found.append(Window(begin, start, begin, start))
        begin = start
        if offsets[end] - offsets[start] > longest:
            found.extend(_cut(offsets, start, end, longest))
            begin = end
    if begin < count:
        found.append(Window(begin, count, begin, count))
    return found


def _cut(offsets: Ints, start: int, end: int, longest: int) -> list[Window]:
    """Overlapping windows over one long paragraph."""
    found: list[Window] = []
    longest = max(longest, 3 * OVERLAP)
    begin = start
    while begin < end:
        first = max(start, int(np.searchsorted(offsets, offsets[begin] - OVERLAP)))
        last = min(end, int(np.searchsorted(offsets, offsets[first] + longest, "right")) - 1)
        until = last
        if last < end:
            until = int(np.searchsorted(offsets, offsets[last] - OVERLAP, "right")) - 1
            until = max(until, begin + 1)
        found.append(Window(first, last, begin, until))
        begin = until
    return found
