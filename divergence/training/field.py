"""Fits a linear-chain conditional random field and turns it into the quantised form that ships.

Comes in: for each sequence the hashed features and labels. Goes out: `Weights`. The fit is
AdaGrad on mini-batches (J. Duchi, E. Hazan and Y. Singer, 2011) with an L1 penalty by proximal
steps, and the mean of the later iterates is taken; it needs SciPy.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from divergence.attribution.crf import NEVER, Weights, bucket_of

LARGEST = 127
Example = tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a field is fitted.

    ``l1`` and ``l2`` are penalties on each weight, relative to the summed loss of all tokens.
    ``batch`` counts tokens. ``most_features`` are kept, the heaviest first.
    """

    least_count: int = 3
    l1: float = 2.0
    l2: float = 0.3
    epochs: int = 8
    rate: float = 0.05
    batch: int = 8000
    most_features: int = 80_000
    seed: int = 1


def fit_field(
    sequences: Sequence[Example],
    labels: tuple[str, ...],
    settings: FitSettings = FitSettings(),
    forbidden: Iterable[tuple[int, int]] = (),
) -> Weights:
    """A field fitted on (features, labels) pairs; features have one column a token.

    ``forbidden`` are label pairs that never follow one another.
    """
    kept = _frequent([features for features, _ in sequences], settings.least_count)
    blocked = list(forbidden)
    batches = [
        _Batch.of([sequences[i] for i in chosen], kept)
        for chosen in _batches([len(gold) for _, gold in sequences], settings)
    ]
    width = len(labels)
    weights = np.zeros((len(kept), width), dtype=np.float32)
    squares = np.full_like(weights, 1e-2)
    mean = np.zeros_like(weights)
    moves = np.zeros((width, width), dtype=np.float32)
    move_squares = np.full_like(moves, 1e-2)
    mean_moves = np.zeros_like(moves)
    generator = np.random.default_rng(settings.seed)
    averaged = 0
    share = 1.0 / len(batches)
    for epoch in range(settings.epochs):
        loss = 0.0
        for number in generator.permutation(len(batches)).tolist():
            batch = batches[number]
            part, slope, move_slope = batch.gradient(weights, moves, blocked)
            loss += part
            slope += settings.l2 * share * weights
            squares += slope * slope
            step = settings.rate / np.sqrt(squares)
            weights -= step * slope
            step *= settings.l1 * share
            weights = np.sign(weights) * np.maximum(np.abs(weights) - step, 0)
            move_slope += settings.l2 * share * moves
            move_squares += move_slope * move_slope
            moves -= settings.rate * move_slope / np.sqrt(move_squares)
            if epoch * 2 >= settings.epochs:
                averaged += 1
                mean += weights
                mean_moves += moves
    weights = mean / np.float32(averaged)
    weights[np.abs(weights) < 0.01] = 0
    used = int(weights.any(axis=1).sum())
    print(f"  loss {loss:.0f}, {used} of {len(weights)} features are used", flush=True)
    return _quantised(kept, weights, mean_moves / np.float32(averaged), labels, settings, blocked)


def _frequent(matrices: list[npt.NDArray[np.uint32]], least: int) -> npt.NDArray[np.uint32]:
    """The feature numbers that occur at least ``least`` times, template by template."""
    kept = []
    for row in range(matrices[0].shape[0]):
        numbers, counts = np.unique(
            np.concatenate([matrix[row] for matrix in matrices]), return_counts=True
        )
        kept.append(numbers[counts >= least])
    return np.unique(np.concatenate(kept))


def _batches(lengths: list[int], settings: FitSettings) -> list[list[int]]:
    """Sequence numbers in shuffled batches of about the same number of tokens."""
    batches: list[list[int]] = [[]]
    size = 0
    for number in np.random.default_rng(settings.seed).permutation(len(lengths)).tolist():
        if size >= settings.batch:
            batches.append([])
            size = 0
        batches[-1].append(number)
        size += lengths[number]
    return batches


@dataclass(frozen=True, slots=True)
class _Batch:
    """Sequences laid out one after another, longest first."""

    features: Any
    turned: Any
    gold: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    active: list[int]

    @classmethod
    def of(cls, sequences: list[Example], kept: npt.NDArray[np.uint32]) -> _Batch:
        from scipy.sparse import csr_matrix

        sequences = sorted(sequences, key=lambda pair: -len(pair[1]))
        matrix = np.concatenate([features for features, _ in sequences], axis=1).T
        places = np.minimum(np.searchsorted(kept, matrix), len(kept) - 1)
        known = kept[places] == matrix
        pointers = np.concatenate(([0], np.cumsum(known.sum(axis=1))))
        columns = places[known].astype(np.int32)
        ones = np.ones(len(columns), dtype=np.float32)
        table = csr_matrix((ones, columns, pointers), shape=(len(matrix), len(kept)))
        lengths = np.array([len(gold) for _, gold in sequences])
        active = (lengths[None, :] > np.arange(lengths[0])[:, None]).sum(axis=1).tolist()
        return cls(
            table,
            table.T.tocsr(),
            np.concatenate([gold for _, gold in sequences]),
            np.concatenate(([0], np.cumsum(lengths)[:-1])),
            active,
        )

    def gradient(
        self,
        weights: npt.NDArray[np.float32],
        moves: npt.NDArray[np.float32],
        blocked: list[tuple[int, int]],
    ) -> tuple[float, npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        """Negative log-likelihood and its slopes, by scaled forward and backward sums."""
        scores = (self.features @ weights).astype(np.float64)
        top = scores.max(axis=1, keepdims=True)
        local = np.exp(scores - top)
        step = np.exp(moves.astype(np.float64))
        for before, after in blocked:
            step[before, after] = 0
        forward = local.copy()
        scale = np.ones(len(local))
        steps = len(self.active)
        for t in range(steps):
            at = self.starts[: self.active[t]] + t
            if t:
                forward[at] *= forward[at - 1] @ step
            scale[at] = forward[at].sum(axis=1)
            forward[at] /= scale[at, None]
        backward = np.ones_like(local)
        pairs = np.zeros_like(step)
        for t in range(steps - 1, 0, -1):
            at = self.starts[: self.active[t]] + t
            onward = local[at] * backward[at] / scale[at, None]
            backward[at - 1] = onward @ step.T
            pairs += forward[at - 1].T @ onward
        pairs *= step
        chance = forward * backward
        rows = np.arange(len(chance))
        loss = float(np.log(scale).sum() + top.sum() - scores[rows, self.gold].sum())
        chance[rows, self.gold] -= 1
        inner = np.ones(len(rows), dtype=bool)
        inner[self.starts] = False
        later = rows[inner]
        np.add.at(pairs, (self.gold[later - 1], self.gold[later]), -1)
        for before, after in blocked:
            pairs[before, after] = 0
        loss -= float(moves[self.gold[later - 1], self.gold[later]].sum())
        slope = np.asarray(self.turned @ chance.astype(np.float32))
        return loss, slope, pairs.astype(np.float32)


def _quantised(
    keys: npt.NDArray[np.uint32],
    values: npt.NDArray[np.float32],
    transitions: npt.NDArray[np.float32],
    labels: tuple[str, ...],
    settings: FitSettings,
    blocked: list[tuple[int, int]],
) -> Weights:
    """The heaviest features as small integers, one for each bucket of the decoder's table."""
    heaviest = np.argsort(-np.abs(values).max(axis=1), kind="stable")[: settings.most_features * 2]
    _, first = np.unique(bucket_of(keys[heaviest]), return_index=True)
    chosen = np.sort(heaviest[np.sort(first)[: settings.most_features]])
    keys, values = keys[chosen], values[chosen]
    scale = LARGEST / float(np.quantile(np.abs(values), 0.9999))
    whole = np.rint(transitions * scale).astype(np.int32)
    for before, after in blocked:
        whole[before, after] = NEVER
    small = np.clip(np.rint(values * scale), -LARGEST, LARGEST).astype(np.int8)
    used = small.any(axis=1)
    return Weights(labels, keys[used], small[used], whole, scale)
