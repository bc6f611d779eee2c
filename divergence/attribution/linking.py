"""Second pass: for each cue, whose words it reports and which they are.

Comes in: tokens, their columns and what the first pass made of them. Goes out: for each cue a
source and a content. Both are sought anew for every cue, in a window around it, by a second field
whose features tell how each word stands to that cue; so one source may serve several cues, and a
content may have several pieces.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from divergence.attribution.crf import FeatureTable, Weights, decode
from divergence.attribution.features import Columns, Numbers
from divergence.attribution.tagger import Tagging, cue_margins
from divergence.attribution.tokens import Tokens
from divergence.attribution.windows import Indices, windows, word_features

LABELS = ("O", "source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Link:
    """One cue with its source and content, as (first, one past last) tokens.

    ``on_path`` tells whether the first pass's best path has this cue. The margins, in nats, say
    by how much each part holds against its best rival: the cue in the first pass, the weakest
    word of the source and the mean of the content in the second.
    """

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    on_path: bool
    cue_margin: float
    source_margin: float
    content_margin: float


def link(
    tokens: Tokens,
    columns: Columns,
    tagging: Tagging,
    cues: Indices,
    weights: Weights,
    table: FeatureTable,
) -> list[Link]:
    """The source and content of each cue."""
    found: list[Link] = []
    local = word_features(tokens, columns, tagging)
    for first in range(0, len(cues), AT_ONCE):
        part = cues[first : first + AT_ONCE]
        found.extend(_linked(tokens, columns, tagging, local, part, weights, table))
    return found


AT_ONCE = 500
"""Cues whose windows are held in memory at once."""


def _linked(
    tokens: Tokens,
    columns: Columns,
    tagging: Tagging,
    local: Numbers,
    cues: Indices,
    weights: Weights,
    table: FeatureTable,
) -> list[Link]:
    """The links of a few hundred cues."""
    around = windows(tokens, columns, tagging, cues, local)
    labels, margins = decode(table.emissions(around.features), weights.transitions, around.starts)
    firm = margins[np.arange(len(labels)), labels] / weights.scale
    pieces: list[dict[int, list[tuple[int, int]]]] = [{1: [], 3: []} for _ in cues]
    parts: list[dict[int, list[float]]] = [{1: [], 3: []} for _ in cues]
    change = np.flatnonzero((np.diff(labels) != 0) | (np.diff(around.cue) != 0)) + 1
    firsts = np.concatenate(([0], change))
    lasts = np.concatenate((change, [len(labels)])) - 1
    for first, last, label in zip(
        firsts.tolist(), lasts.tolist(), labels[firsts].tolist(), strict=True
    ):
        if label in (1, 3):
            number = int(around.cue[first])
            pieces[number][label].append((int(around.token[first]), int(around.token[last]) + 1))
            parts[number][label].extend(firm[first : last + 1].tolist())
    sure = cue_margins(tagging)
    return [
        Link(
            (a, b),
            tuple(found[1]),
            tuple(found[3]),
            bool(sure[a:b].min() > 0),
            float(sure[a:b].max()),
            min(held[1], default=-1.0),
            sum(held[3]) / len(held[3]) if held[3] else -1.0,
        )
        for (a, b), found, held in zip(cues.tolist(), pieces, parts, strict=True)
    ]
