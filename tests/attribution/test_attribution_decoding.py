"""The fast decoder and the packed weights against plain code that is obviously right."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from divergence.attribution.crf import Weights, bucket_of, decode


def brute_force(emissions, transitions):
    """For each token and label the score of the best path through it."""
    count, width = emissions.shape
    best = np.full((count, width), -(10**9))
    for path in product(range(width), repeat=count):
        score = sum(int(emissions[t, y]) for t, y in enumerate(path))
        score += sum(int(transitions[a, b]) for a, b in pairwise(path))
        for t, y in enumerate(path):
            best[t, y] = max(best[t, y], score)
    return best


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 4), min_size=1, max_size=4), st.integers(0, 10_000))
def test_margins_are_those_of_all_paths_tried_one_by_one(lengths, seed):
    random = np.random.default_rng(seed)
    emissions = random.integers(-200, 200, (sum(lengths), 3)).astype(np.int32)
    transitions = random.integers(-200, 200, (3, 3)).astype(np.int32)
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    labels, margins = decode(emissions, transitions, starts)
    for start, length in zip(starts.tolist(), lengths, strict=True):
        through = brute_force(emissions[start : start + length], transitions)
        for t in range(length):
            for y in range(3):
                others = max(through[t, z] for z in range(3) if z != y)
                expected = through[t, y] - (
                    others if through[t, y] == through[t].max() else through[t].max()
                )
                if y == labels[start + t] or expected < 0:
                    assert margins[start + t, y] == expected
            assert through[t, labels[start + t]] == through[t].max()


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 7), st.integers(0, 10_000))
def test_packed_weights_sum_as_plain_ones_do(width, seed):
    random = np.random.default_rng(seed)
    keys = np.unique(random.integers(0, 2**32, 500, dtype=np.uint64)).astype(np.uint32)
    keys = keys[np.unique(bucket_of(keys), return_index=True)[1]]
    rows = random.integers(-127, 128, (len(keys), width)).astype(np.int8)
    labels = tuple(str(number) for number in range(width))
    weights = Weights(labels, keys, rows, np.zeros((width, width), dtype=np.int32), 1.0)
    features = random.choice(np.concatenate((keys, keys + np.uint32(1))), (90, 20))
    plain = np.zeros((20, width), dtype=np.int64)
    place = {int(key): number for number, key in enumerate(keys)}
    for line in features:
        for token, key in enumerate(line.tolist()):
            if key in place:
                plain[token] += rows[place[key]]
    assert (weights.table().emissions(features) == plain).all()
