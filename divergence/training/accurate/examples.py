"""Annotated texts as the network's examples: windows, what people marked, and batches.

Comes in: annotated texts. Goes out: `Example` values, one a text, and padded batches of their
windows with targets. Everything random is drawn from a seeded generator.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from divergence.attribution.accurate.inputs import (
    FEATURE_SIZES,
    LONGEST_WINDOW,
    REACH,
    Inputs,
    Splitter,
    Window,
    inputs_of,
    relations,
    windows,
)
from divergence.attribution.tokens import Tokens, tokenize
from divergence.training.accurate.network import Batch
from divergence.training.corpus import AnnotatedText
from divergence.training.gold import Marked, marked

FIRST_PIECE, LAST_PIECE = 101, 102
EDGE_FEATURE = sum(FEATURE_SIZES)
SHORTEST_BUDGET = 150

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Example:
    """One text: ``targets`` has a row a token: begins a cue, and in a source, cue, content."""

    name: str
    tokens: Tokens
    inputs: Inputs
    gold: list[Marked]
    targets: npt.NDArray[np.float32]
    by_anchor: dict[int, Marked]


@dataclass(frozen=True)
class Targets:
    """What a batch should give; ``read`` flags tokens that count; anchors index the tokens."""

    tokens: Tensor
    read: Tensor
    anchors: Tensor
    roles: Tensor
    sources: list[tuple[Example, Window, int]]


def example_of(text: AnnotatedText, split: Splitter, cue_classes: dict[int, int]) -> Example:
    """A text made ready."""
    tokens = tokenize(text.text)
    gold = marked(tokens, text.attributions)
    targets = np.zeros((len(tokens), 4), dtype=np.float32)
    by_anchor: dict[int, Marked] = {}
    for one in gold:
        for first, last in one.source:
            targets[first:last, 1] = 1
        for first, last in one.content:
            targets[first:last, 3] = 1
        if one.cue:
            first, last = one.cue
            targets[first, 0] = 1
            targets[first:last, 2] = 1
            by_anchor[first] = _both(one, by_anchor[first]) if first in by_anchor else one
    return Example(
        text.name, tokens, inputs_of(tokens, split, cue_classes), gold, targets, by_anchor
    )


def _both(one: Marked, other: Marked) -> Marked:
    """Two attributions with one cue as one."""
    cue = max(one.cue or (0, 0), other.cue or (0, 0))
    return Marked(cue, (*other.source, *one.source), (*other.content, *one.content))


def epoch(
    examples: Sequence[Example], at_once: int, draw: np.random.Generator
) -> Iterator[list[tuple[Example, Window]]]:
    """Batches over all windows of all texts, in drawn order, cut anew each time."""
    found: list[tuple[int, int, Example, Window]] = []
    for example in examples:
        budget = int(draw.integers(SHORTEST_BUDGET, LONGEST_WINDOW + 1))
        for window in windows(example.tokens, example.inputs.offsets, budget):
            size = int(example.inputs.offsets[window.last] - example.inputs.offsets[window.first])
            found.append((size + int(draw.integers(0, 8)), len(found), example, window))
    found.sort(key=lambda entry: entry[:2])
    groups: list[list[tuple[Example, Window]]] = [[]]
    total = 0
    for size, _, example, window in found:
        if total + size > at_once:
            groups.append([])
            total = 0
        groups[-1].append((example, window))
        total += size
    for number in draw.permutation(len(groups)):
        yield groups[number]


def batch_of(group: Sequence[tuple[Example, Window]]) -> tuple[Batch, Targets]:
    """Padded windows and their targets."""
    sizes = [int(e.inputs.offsets[w.last] - e.inputs.offsets[w.first]) for e, w in group]
    length = max(sizes) + 2
    pieces = np.zeros((len(group), length), dtype=np.int64)
    features = np.full((len(group), length, len(FEATURE_SIZES)), EDGE_FEATURE, dtype=np.int64)
    mask = np.zeros((len(group), length), dtype=bool)
    first, low, high, targets, read = [], [], [], [], []
    anchors: list[int] = []
    roles: list[npt.NDArray[np.int64]] = []
    sources: list[tuple[Example, Window, int]] = []
    base = 0
    for row, ((example, window), size) in enumerate(zip(group, sizes, strict=True)):
        given = example.inputs
        a, b = window.first, window.last
        offsets = given.offsets[a : b + 1] - given.offsets[a]
        pieces[row, 0] = FIRST_PIECE
        pieces[row, 1 : size + 1] = given.pieces[given.offsets[a] : given.offsets[b]]
        pieces[row, size + 1] = LAST_PIECE
        features[row, 1 : size + 1] = np.repeat(given.features[a:b], np.diff(offsets), axis=0)
        mask[row, : size + 2] = True
        first.append(row * length + 1 + offsets[:-1])
        low.append(np.full(b - a, base))
        high.append(np.full(b - a, base + b - a))
        targets.append(example.targets[a:b])
        flags = np.zeros(b - a, dtype=bool)
        flags[window.begin - a : window.end - a] = True
        read.append(flags)
        for anchor in range(window.begin, window.end):
            if anchor in example.by_anchor:
                anchors.append(base + anchor - a)
                roles.append(role_grid(example.by_anchor[anchor], anchor))
        sources.append((example, window, base))
        base += b - a
    batch = Batch(
        torch.from_numpy(pieces),
        torch.from_numpy(features),
        torch.from_numpy(mask),
        _joined(first),
        _joined(low),
        _joined(high),
    )
    grid = np.stack(roles) if roles else np.zeros((0, 2 * REACH + 1), dtype=np.int64)
    return batch, Targets(
        _joined(targets),
        _joined(read),
        torch.tensor(anchors, dtype=torch.int64),
        torch.from_numpy(grid),
        sources,
    )


def _joined(parts: list[npt.NDArray[Any]]) -> Tensor:
    return torch.from_numpy(np.concatenate(parts))


def role_grid(one: Marked, anchor: int) -> Ints:
    """The role of each token around an anchor."""
    roles = np.zeros(2 * REACH + 1, dtype=np.int64)
    parts = [(one.content, 3), (one.source, 1), ((one.cue,) if one.cue else (), 2)]
    for pieces, role in parts:
        for first, last in pieces:
            roles[max(first - anchor + REACH, 0) : max(last - anchor + REACH, 0)] = role
    return roles


def relation_grid(targets: Targets, anchors: Ints, others: Ints) -> Tensor:
    """How the tokens around each anchor stand to it; ``others`` lie in the anchor's window."""
    bases = np.array([base for _, _, base in targets.sources] + [len(targets.read)])
    found = np.zeros(others.shape, dtype=np.int64)
    row = np.searchsorted(bases, anchors, "right") - 1
    for number, (example, window, base) in enumerate(targets.sources):
        mine = np.flatnonzero(row == number)
        if len(mine):
            move = window.first - base
            found[mine] = relations(
                example.tokens, example.inputs.marks, anchors[mine] + move, others[mine] + move
            )
    return torch.from_numpy(found)
