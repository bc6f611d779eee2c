"""Linear-chain conditional random fields with quantised weights, many sequences decoded at once.

Comes in: feature numbers of tokens. Goes out: the best labels and, for every label, how much the
best path through it falls short of the best path of all. All arithmetic is on integers, so that
the result is the same on every machine. Source: J. Lafferty, A. McCallum and F. Pereira (2001),
Conditional random fields; A. Viterbi (1967).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.int32]
NEVER = -(1 << 24)
"""The score of a transition that never occurs."""
BUCKET_BITS = 20


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of a fitted field.

    ``keys`` are feature numbers in rising order, ``rows`` the weights of each for all labels,
    ``transitions[a, b]`` the weight of label b after label a; all in units of ``1 / scale``.
    """

    labels: tuple[str, ...]
    keys: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.int8]
    transitions: Scores
    scale: float

    def table(self) -> FeatureTable:
        """A table that finds the weights of a feature in constant time."""
        buckets = np.zeros(1 << BUCKET_BITS, dtype=np.int32)
        # Of two features in one bucket only the last stays; fitting leaves none such.
        buckets[bucket_of(self.keys)] = np.arange(1, len(self.keys) + 1, dtype=np.int32)
        keys = np.concatenate((np.zeros(1, dtype=np.uint32), self.keys))
        lanes = []
        for first in range(0, len(self.labels), LANES):
            lane = np.zeros(len(keys), dtype=np.int64)
            for place, column in enumerate(self.rows.T[first : first + LANES]):
                lane[1:] += column.astype(np.int64) << (LANE_BITS * place)
            lanes.append(lane)
        return FeatureTable(buckets, keys, tuple(lanes), len(self.labels))


LANES = 4
LANE_BITS = 16
"""Weights of four labels are summed in one 64-bit number: 127 times 250 templates fit a lane."""


def bucket_of(keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The bucket of each feature number."""
    result: npt.NDArray[np.uint32] = keys >> np.uint32(32 - BUCKET_BITS)
    return result


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Weights by feature number; row 0 is all zero and stands for unknown features."""

    buckets: npt.NDArray[np.int32]
    keys: npt.NDArray[np.uint32]
    lanes: tuple[npt.NDArray[np.int64], ...]
    width: int

    def emissions(self, features: npt.NDArray[np.uint32]) -> Scores:
        """The summed weights of each token (column of ``features``) for each label."""
        count = features.shape[1]
        sums = [np.zeros(count, dtype=np.int64) for _ in self.lanes]
        for line in features:
            found = self.buckets.take(bucket_of(line))
            found *= self.keys.take(found) == line
            for total, lane in zip(sums, self.lanes, strict=True):
                total += lane.take(found)
        out = np.empty((count, self.width), dtype=np.int32)
        for number, total in enumerate(sums):
            for place in range(number * LANES, min(self.width, (number + 1) * LANES)):
                lowest = total.astype(np.int16)
                out[:, place] = lowest
                total -= lowest
                total >>= LANE_BITS
        return out


def decode(
    emissions: Scores, transitions: Scores, starts: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], Scores]:
    """Best labels, and the max-marginals, of the sequences that begin at ``starts``.

    Returns (labels, margins): ``margins[t, y]`` is the score of the best path with label y at t
    less that of the best path whose label there differs; positive for the best path's own label.
    """
    count, width = emissions.shape
    if count == 0:
        return np.zeros(0, dtype=np.int64), np.zeros((0, width), dtype=np.int32)
    lengths = np.diff(np.append(starts, count))
    through = np.empty_like(emissions)
    order = np.argsort(-lengths, kind="stable")
    for first in range(0, len(order), AT_ONCE):
        _sweep(emissions, transitions, starts, lengths, order[first : first + AT_ONCE], through)
    best = through.argmax(axis=1)
    rows = np.arange(count)
    top = through[rows, best]
    margins = through - top[:, None]
    through[rows, best] = np.iinfo(np.int32).min
    margins[rows, best] = np.minimum(top - through.max(axis=1), -NEVER)
    return best, np.maximum(margins, NEVER)


AT_ONCE = 512
"""Sequences decoded side by side; bounds the memory for long documents."""


def _sweep(
    emissions: Scores,
    transitions: Scores,
    starts: npt.NDArray[np.int64],
    lengths: npt.NDArray[np.int64],
    chosen: npt.NDArray[np.int64],
    through: Scores,
) -> None:
    """Fills ``through`` with the score of the best path through each label at each token.

    The forward sweep and, from the last token on, the backward sweep advance side by side.
    ``chosen`` are sequence numbers, the longest first.
    """
    begin, size = starts[chosen], lengths[chosen]
    longest = int(size[0])
    step = np.arange(longest)[:, None]
    inside = step < size
    ahead = np.where(inside, begin + step, 0)
    back = np.where(inside, begin + size - 1 - step, 0)
    local = np.stack((emissions[ahead], emissions[back]), axis=1).transpose(0, 1, 3, 2).copy()
    arrows = np.stack((transitions.T, transitions))[:, :, :, None]
    active = inside.sum(axis=1).tolist()
    for t in range(1, longest):
        near = active[t]
        local[t, :, :, :near] += (local[t - 1, :, None, :, :near] + arrows).max(axis=2)
    flat = inside.ravel()
    forward = local[:, 0].transpose(0, 2, 1).reshape(-1, emissions.shape[1])
    backward = local[:, 1].transpose(0, 2, 1).reshape(-1, emissions.shape[1])
    through[ahead.ravel()[flat]] = forward[flat]
    # Both sweeps count the token's own emission.
    through[back.ravel()[flat]] += backward[flat] - emissions[back.ravel()[flat]]
