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


def cue_spans(tagging: Tagging, tokens: Tokens) -> npt.NDArray[np.int64]:
    """First and one-past-last token of each cue on the best path, one row each."""
    inside = (tagging.labels == CUE) | (tagging.labels == CUE + 1)
    begins = inside & (
        (tagging.labels == CUE)
        | (np.diff(tokens.unit, prepend=-1) != 0)
        | ~np.concatenate(([False], inside[:-1]))
    )
    ends = inside & ~np.concatenate((inside[1:] & ~begins[1:], [False]))
    return np.stack((np.flatnonzero(begins), np.flatnonzero(ends) + 1), axis=1)
