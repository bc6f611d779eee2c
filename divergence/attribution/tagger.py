"""First pass: which words are sources, cues and contents, before anyone joins them.

Comes in: tokens and their columns. Goes out: a label for each token, and how firmly it holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from divergence.attribution.crf import FeatureTable, Scores, Weights, decode
from divergence.attribution.features import Columns, hashed, parse_templates
from divergence.attribution.tokens import Tokens

LABELS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
ROLE_OF_LABEL = (0, 1, 1, 2, 2, 3, 3)
"""0 none, 1 source, 2 cue, 3 content."""
CUE = 3
"""The label that begins a cue."""
CONTENT = 5
"""The label that begins a content; the last two are content."""
CORE = 1.5
"""Nats below the peak of a possible cue within which its neighbours belong to it."""
LEAST_CUE = -3.0
"""Nats below the best path down to which a cue is possible; nine in ten cues are within."""

TEMPLATES = parse_templates(
    """
w
w-1
w+1
w-2
w+2
w-3
w+3
w-1 w
w w+1
w-2 w-1
w+1 w+2
w-1 w w+1
cl
cl-1
cl+1
cl-2
cl+2
cl-1 cl
cl cl+1
cl-2 cl-1
cl+1 cl+2
cl-1 cl cl+1
cl-2 cl-1 cl
cl cl+1 cl+2
s3
s3-1
s3+1
s2
s3 cl+1
cl-1 s3
sh
sh-1
sh+1
sh-1 sh sh+1
cue
cue-1
cue+1
cue cl+1
cue-1 cl
cue cl-1
cue w+1
cl-1 cue cl+1
src
src-1 src
src src+1
src cue+1
src cl-1
cue-1 src
clu
clu-1
clu+1
clu-2
clu+2
clu-1 clu
clu clu+1
w clu+1
clu-1 w
q
q-1 q q+1
q w
q cue
q cl
q sf
qd
q qd cl
sf
sf cl
sp
sp1 cl
sp1 w
lc rc
lc rc cl
lc rc q
lcw
rcw
lcw lc
rcw rc
lcw q
rcw q
lcc rcc
lcc rcc q
lcw pu
rcw pu
lcw cl
rcw cl
pu lc rc
edge cl
edge+1 cl
edge w
edge sf q
doc cl
doc
"""
)


@dataclass(frozen=True, slots=True)
class Tagging:
    """The label of each token, the margins of all labels, and the scale of the margins."""

    labels: npt.NDArray[np.int64]
    margins: Scores
    scale: float


def tag(tokens: Tokens, columns: Columns, weights: Weights, table: FeatureTable) -> Tagging:
    """Labels of all tokens, decoded unit by unit."""
    emissions = table.emissions(hashed(columns, TEMPLATES))
    labels, margins = decode(emissions, weights.transitions, starts_of(tokens.unit))
    return Tagging(labels, margins, weights.scale)


def starts_of(group: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """The first index of each run of equal numbers."""
    if not len(group):
        return np.zeros(0, dtype=np.int64)
    return np.concatenate(([0], np.flatnonzero(np.diff(group)) + 1))


def cue_margins(tagging: Tagging) -> npt.NDArray[np.float64]:
    """For each token by how much, in nats, the best path through a cue there is ahead."""
    result: npt.NDArray[np.float64] = tagging.margins[:, CUE : CUE + 2].max(axis=1) / tagging.scale
    return result


def possible_cues(
    tagging: Tagging, tokens: Tokens, least: float = LEAST_CUE
) -> npt.NDArray[np.int64]:
    """First and one-past-last token of each possible cue, one row each, in order.

    Cues of the best path, and the peaks of stretches elsewhere whose margin is above ``least``
    nats, with their neighbours within CORE nats of the peak.
    """
    inside = (tagging.labels == CUE) | (tagging.labels == CUE + 1)
    edge = np.diff(tokens.unit, prepend=-1) != 0
    found = stretches(inside, (tagging.labels == CUE) | edge)
    margins = cue_margins(tagging)
    beside = inside.copy()
    beside[1:] |= inside[:-1] & ~edge[1:]
    beside[:-1] |= inside[1:] & ~edge[1:]
    weak = (margins > least) & ~inside
    for begin, end in stretches(weak, edge):
        if beside[begin] or beside[end - 1]:
            continue
        low = begin + int(margins[begin:end].argmax())
        high = low + 1
        bar = margins[low] - CORE
        while low > begin and margins[low - 1] > bar:
            low -= 1
        while high < end and margins[high] > bar:
            high += 1
        if any(tokens.words[i][0].isalnum() or tokens.words[i] == ":" for i in range(low, high)):
            found.append((low, high))
    return np.array(sorted(found), dtype=np.int64).reshape(-1, 2)


def stretches(
    inside: npt.NDArray[np.bool_], begins: npt.NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Runs of flagged tokens, parted where ``begins`` is set."""
    opened = inside & (begins | ~np.concatenate(([False], inside[:-1])))
    closed = inside & ~np.concatenate((inside[1:] & ~opened[1:], [False]))
    return list(
        zip(np.flatnonzero(opened).tolist(), (np.flatnonzero(closed) + 1).tolist(), strict=True)
    )
