"""What people marked, in the terms of each pass of the attribution model.

Comes in: an annotated text with its tokens. Goes out: a label for each token (first pass), a role
for each word around a cue (second pass), and which links are right (third pass). Right is what
the usual measure calls right: the words of the content shared by half or more of both together,
and a word of the source in common, or no source in either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from divergence.attribution.linking import Link
from divergence.attribution.tokens import Tokens
from divergence.model import Attribution, Span

Piece = tuple[int, int]
LEAST_SHARED = 0.5
LONGEST_CUE = 15


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution as tokens; the cue as one stretch, or None."""

    cue: Piece | None
    source: tuple[Piece, ...]
    content: tuple[Piece, ...]


def marked(tokens: Tokens, attributions: Sequence[Attribution]) -> list[Marked]:
    """Attributions as (first, one past last) tokens."""
    found = []
    for one in attributions:
        cue = pieces(tokens, one.cue)
        whole = (cue[0][0], min(cue[-1][1], cue[0][0] + LONGEST_CUE)) if cue else None
        found.append(Marked(whole, pieces(tokens, one.source), pieces(tokens, one.content)))
    return found


def pieces(tokens: Tokens, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The tokens that overlap each span."""
    found = []
    for start, end in spans:
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end, side="left"))
        if first < last:
            found.append((first, last))
    return tuple(found)


def token_labels(tokens: Tokens, attributions: Sequence[Attribution]) -> npt.NDArray[np.int64]:
    """The first pass's label of each token; where roles overlap cue goes before source, content."""
    labels = np.zeros(len(tokens), dtype=np.int64)
    for role, begin in (("content", 5), ("source", 1), ("cue", 3)):
        for one in attributions:
            for first, last in pieces(tokens, getattr(one, role)):
                labels[first] = begin
                labels[first + 1 : last] = begin + 1
    for i, label in enumerate(labels.tolist()):
        if label in (2, 4, 6):
            first_of_unit = i == 0 or tokens.unit[i] != tokens.unit[i - 1]
            if first_of_unit or labels[i - 1] not in (label, label - 1):
                labels[i] = label - 1
    return labels


def training_cues(
    cues: npt.NDArray[np.int64], gold: Sequence[Marked]
) -> list[tuple[Piece, Marked]]:
    """Cues to learn linking from: those found that overlap a marked one, and those missed."""
    pairs: list[tuple[Piece, Marked]] = []
    used: set[int] = set()
    for begin, end in cues.tolist():
        best = (0, -1)
        for number, one in enumerate(gold):
            if one.cue:
                shared = min(end, one.cue[1]) - max(begin, one.cue[0])
                best = max(best, (shared, -number - 1)) if shared > 0 else best
        if best[0]:
            number = -best[1] - 1
            pairs.append(((begin, end), gold[number]))
            used.add(number)
    pairs.extend(
        (one.cue, one) for number, one in enumerate(gold) if one.cue and number not in used
    )
    return pairs


def window_labels(token: npt.NDArray[np.int64], cue: Piece, one: Marked) -> npt.NDArray[np.int64]:
    """The second pass's label of each word of a window."""
    labels = np.zeros(len(token), dtype=np.int64)
    for first, last in one.content:
        labels[(token >= first) & (token < last)] = 3
    for first, last in one.source:
        labels[(token >= first) & (token < last)] = 1
    labels[(token >= cue[0]) & (token < cue[1])] = 2
    return labels


def right_links(
    tokens: Tokens, links: Sequence[Link], gold: Sequence[Marked]
) -> npt.NDArray[np.int64]:
    """1 for each link that is matched one to one with a marked attribution, else 0."""
    word = [form[0].isalnum() for form in tokens.words]

    def members(parts: Sequence[Piece]) -> frozenset[int]:
        return frozenset(i for first, last in parts for i in range(first, last) if word[i])

    wanted = [(members(one.content), members(one.source)) for one in gold]
    candidates = []
    for i, link in enumerate(links):
        content, source = members(link.content), members(link.source)
        for j, (gold_content, gold_source) in enumerate(wanted):
            shared = len(content & gold_content)
            if shared and (source & gold_source or not (source or gold_source)):
                part = shared / len(content | gold_content)
                if part >= LEAST_SHARED:
                    candidates.append((-part, i, j))
    labels = np.zeros(len(links), dtype=np.int64)
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if not labels[i] and j not in taken:
            labels[i] = 1
            taken.add(j)
    return labels
