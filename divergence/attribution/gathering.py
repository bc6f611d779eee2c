"""Words that the first pass calls reported and no chosen attribution took: whose are they?

Comes in: all links with the log-odds by which the third pass holds them. Goes out: the links to
report. Words left over go to the firmest link that was not chosen but claims them; else, to the
attribution beside them in the paragraph; else, for quotations, to the last speaker before, as a
row of quoted paragraphs has one. What then remains is reported without source and cue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log2

import numpy as np
import numpy.typing as npt

from divergence.attribution.linking import Link
from divergence.attribution.tagger import CONTENT, Tagging, stretches
from divergence.attribution.tokens import Tokens

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Gathering:
    """What is kept and gathered; fitted on a slice of the training corpus.

    ``bar`` is the least log-odds of a link whose content has USUAL_SIZE tokens; ``relief`` is by
    how much it falls each time the content is twice as long. Words left over count when there
    are ``least_quoted`` words in quotation marks, or ``least_words`` that the first pass holds by
    ``least_margin`` nats on average.
    """

    bar: float = -0.8
    relief: float = 0.2
    least_quoted: int = 4
    least_words: int = 6
    least_margin: float = 2.0


USUAL_SIZE = 12
UNCERTAIN = -1.0
"""The log-odds given to words that are reported without source and cue."""


def gather(
    tokens: Tokens,
    tagging: Tagging,
    links: Sequence[Link],
    odds: npt.NDArray[np.float64],
    rule: Gathering = Gathering(),
) -> list[tuple[Link, float]]:
    """The links to report with their log-odds, in the order of the text."""
    kept, other = _parted(links, odds, rule)
    covered = _painted(kept, links, len(tokens)) >= 0
    claims = _painted(sorted(other, key=lambda i: links[i].cue_margin), links, len(tokens))
    cues = [links[i].cue[0] for i in kept]
    chosen = list(kept)
    extra: dict[int, list[Piece]] = {}
    alone: list[Piece] = []
    speaker: tuple[int, int] | None = None
    for piece, quoted in _left_over(tokens, tagging, covered, rule):
        claimant = _claimant(claims, piece)
        if claimant is not None:
            chosen.append(claimant)
            claims[claims == claimant] = -1
            continue
        owner = _beside(tokens, links, kept, cues, piece, quoted)
        if owner is None and quoted:
            owner = _speaking(tokens, links, kept, cues, piece, speaker)
        if owner is None:
            alone.append(piece)
        else:
            extra.setdefault(owner, []).append(piece)
            speaker = (piece[1] - 1, owner)
    found = [
        (replace(links[i], content=_merged([*links[i].content, *extra.get(i, [])])), float(odds[i]))
        for i in chosen
    ]
    found += [(Link((a, a), (), ((a, b),), False, 0.0, 0.0, 0.0), UNCERTAIN) for a, b in alone]
    return sorted(found, key=lambda pair: (pair[0].cue, pair[0].content))


def _parted(
    links: Sequence[Link], odds: npt.NDArray[np.float64], rule: Gathering
) -> tuple[list[int], list[int]]:
    """Numbers of the links that pass the bar and of those that do not."""
    kept: list[int] = []
    other: list[int] = []
    for number, link in enumerate(links):
        size = sum(end - start for start, end in link.content)
        if size:
            bar = rule.bar - rule.relief * log2(size / USUAL_SIZE)
            (kept if odds[number] > bar else other).append(number)
    return kept, other


def _painted(numbers: Sequence[int], links: Sequence[Link], count: int) -> npt.NDArray[np.int64]:
    """For each token the number of the last of these links whose content has it, or -1."""
    owner = np.full(count, -1, dtype=np.int64)
    for number in numbers:
        for start, end in links[number].content:
            owner[start:end] = number
    return owner


def _left_over(
    tokens: Tokens, tagging: Tagging, covered: npt.NDArray[np.bool_], rule: Gathering
) -> list[tuple[Piece, bool]]:
    """Stretches that the first pass calls content and nothing covers; whether they are quoted."""
    inside = (tagging.labels >= CONTENT) & ~covered
    edge = np.diff(tokens.unit, prepend=-1) != 0
    own = tagging.margins[np.arange(len(tokens)), tagging.labels] / tagging.scale
    found = []
    for start, end in stretches(inside, edge):
        size = sum(word[0].isalnum() for word in tokens.words[start:end])
        quoted = bool(np.mean(tokens.quote[start:end] == 1) > 0.5)
        if (
            size >= rule.least_quoted
            if quoted
            else (size >= rule.least_words and own[start:end].mean() >= rule.least_margin)
        ):
            found.append(((start, end), quoted))
    return found


def _claimant(claims: npt.NDArray[np.int64], piece: Piece) -> int | None:
    """The link that was not chosen and claims at least half of the piece."""
    numbers, counts = np.unique(claims[slice(*piece)], return_counts=True)
    best = int(counts.argmax())
    if numbers[best] < 0 or counts[best] * 2 < piece[1] - piece[0]:
        return None
    return int(numbers[best])


def _beside(
    tokens: Tokens,
    links: Sequence[Link],
    kept: Sequence[int],
    cues: Sequence[int],
    piece: Piece,
    quoted: bool,
) -> int | None:
    """The nearest attribution of the paragraph; for words not quoted, one that touches them."""
    start, end = piece
    at = bisect_left(cues, start)
    best: tuple[int, int] | None = None
    for number in kept[max(at - 2, 0) : at + 2]:
        link = links[number]
        if tokens.paragraph[link.cue[0]] != tokens.paragraph[start]:
            continue
        if not quoted and not any(
            abs(b - start) <= 1 or abs(a - end) <= 1 for a, b in link.content
        ):
            continue
        distance = min(abs(start - link.cue[1]), abs(link.cue[0] - end))
        best = min(best or (distance, number), (distance, number))
    return best[1] if best else None


def _speaking(
    tokens: Tokens,
    links: Sequence[Link],
    kept: Sequence[int],
    cues: Sequence[int],
    piece: Piece,
    speaker: tuple[int, int] | None,
) -> int | None:
    """The last attribution of the paragraph before, or whose row of quotations goes on."""
    paragraph = int(tokens.paragraph[piece[0]])
    at = bisect_left(cues, piece[0])
    if at and paragraph - int(tokens.paragraph[links[kept[at - 1]].cue[0]]) <= NEXT:
        return kept[at - 1]
    if speaker and paragraph - int(tokens.paragraph[speaker[0]]) <= NEXT:
        return speaker[1]
    return None


NEXT = 2
"""Paragraph numbers between neighbours: a blank line counts as one too."""


def _merged(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Sorted pieces, those that touch or overlap joined."""
    merged: list[Piece] = []
    for start, end in sorted(pieces):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
