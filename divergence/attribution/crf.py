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
        """A table that finds rows by feature number in constant time."""
        buckets = np.zeros(1 << BUCKET_BITS, dtype=np.int32)
        slots = bucket_of(self.keys)
        # Of two features in one bucket only the last stays; fitting leaves none such.
        buckets[slots] = np.arange(1, len(self.keys) + 1, dtype=np.int32)
        keys = np.concatenate((np.zeros(1, dtype=np.uint32), self.keys))
        rows = np.concatenate((np.zeros((1, self.rows.shape[1]), dtype=np.int8), self.rows))
        return FeatureTable(buckets, keys, rows)


def bucket_of(keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """The bucket of each feature number."""
    result: npt.NDArray[np.uint32] = keys >> np.uint32(32 - BUCKET_BITS)
    return result


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Weight rows by feature number; row 0 is all zero and stands for unknown features."""

    buckets: npt.NDArray[np.int32]
    keys: npt.NDArray[np.uint32]
    rows: npt.NDArray[np.int8]

    def emissions(self, features: npt.NDArray[np.uint32]) -> Scores:
        """The summed weights of each token (column of ``features``) for each label."""
        total = np.zeros((features.shape[1], self.rows.shape[1]), dtype=np.int32)
        for line in features:
            found = self.buckets[bucket_of(line)]
            found *= self.keys[found] == line
            total += self.rows[found]
        return total


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
    order = np.argsort(-lengths, kind="stable")
    starts, lengths = starts[order], lengths[order]
    active = (lengths[None, :] > np.arange(lengths[0])[:, None]).sum(axis=1).tolist()
    forward = emissions.copy()
    backward = np.zeros_like(emissions)
    arrows = transitions.T[None]
    for t in range(1, int(lengths[0])):
        at = starts[: active[t]] + t
        forward[at] += (forward[at - 1][:, None, :] + arrows).max(axis=2)
    for t in range(int(lengths[0]) - 1, 0, -1):
        at = starts[: active[t]] + t
        backward[at - 1] = (transitions[None] + (backward[at] + emissions[at])[:, None, :]).max(
            axis=2
        )
    through = forward + backward
    best = through.argmax(axis=1)
    rows = np.arange(count)
    top = through[rows, best]
    masked = through.copy()
    masked[rows, best] = np.iinfo(np.int32).min
    second = masked.max(axis=1)
    margins = through - top[:, None]
    margins[rows, best] = np.minimum(top - second, -NEVER)
    return best, np.maximum(margins, NEVER)
