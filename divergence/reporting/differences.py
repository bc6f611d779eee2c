"""Which words two wordings of one thing do not share.

Comes in: two texts. Goes out: each text cut into pieces, marked as shared or not. The comparison
is by words, without case or the punctuation at their edges (difflib, Ratcliff and Obershelp).
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from divergence.reporting.escaping import one_line

MOST_WORDS = 400
"""Longer wordings are not marked: nobody reads such marks, and the time grows with the square."""

LEAST_SHARED = 0.3
"""Marks on two texts that share less than this are noise: everything would be marked."""

EDGES = ".,;:!?\"'“”‘’«»()[]…–—"


class Piece(NamedTuple):
    """A run of words of one text; ``differs`` where the other text does not have them."""

    text: str
    differs: bool


def marked(text: str, other: str | None) -> list[Piece]:
    """``text`` on one line, cut where it starts or stops to differ from ``other``.

    The pieces joined by a space are the text. One unmarked piece where there is no other text,
    or the two have too little in common for marks to help.
    """
    words = one_line(text).split(" ")
    if other is None:
        return [Piece(" ".join(words), False)]
    folded, folded_other = _folded(words), _folded(one_line(other).split(" "))
    if max(len(words), len(folded_other)) > MOST_WORDS:
        return [Piece(" ".join(words), False)]
    matcher = SequenceMatcher(None, folded, folded_other, autojunk=False)
    if matcher.ratio() < LEAST_SHARED:
        return [Piece(" ".join(words), False)]
    pieces = []
    for code, start, end, _, _ in matcher.get_opcodes():
        if start < end:
            pieces.append(Piece(" ".join(words[start:end]), code != "equal"))
    return _merged(pieces)


def _folded(words: list[str]) -> list[str]:
    return [word.strip(EDGES).casefold() or word for word in words]


def _merged(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        if merged and merged[-1].differs == piece.differs:
            merged[-1] = Piece(f"{merged[-1].text} {piece.text}", piece.differs)
        else:
            merged.append(piece)
    return merged
