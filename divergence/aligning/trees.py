"""Gradient boosted trees, evaluated without the library that fitted them.

Comes in: the table of a fitted model as ``training/alignment.py`` writes it, and the values of one
case. Goes out: a chance for each class (softmax of the summed leaves; Friedman 2001).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Tree = tuple[Sequence[int], Sequence[float], Sequence[int], Sequence[int]]
"""Feature (-1 in a leaf), threshold (or value of the leaf), left child, right child of each node.
A case goes left where its value is at most the threshold."""


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees in rounds of one a class, and what each class starts from."""

    start: tuple[float, ...]
    rounds: tuple[tuple[Tree, ...], ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Forest:
        """The model of a data file."""
        rounds = tuple(
            tuple((tree[0], tree[1], tree[2], tree[3]) for tree in trees)
            for trees in table["rounds"]
        )
        return cls(tuple(table["start"]), rounds)

    def chances(self, values: Sequence[float]) -> list[float]:
        """The chance of each class, adding up to 1."""
        scores = list(self.start)
        for trees in self.rounds:
            for at, tree in enumerate(trees):
                scores[at] += _leaf(tree, values)
        top = max(scores)
        raised = [math.exp(score - top) for score in scores]
        whole = math.fsum(raised)
        return [value / whole for value in raised]


def _leaf(tree: Tree, values: Sequence[float]) -> float:
    feature, threshold, left, right = tree
    node = 0
    while feature[node] >= 0:
        node = left[node] if values[feature[node]] <= threshold[node] else right[node]
    return threshold[node]
