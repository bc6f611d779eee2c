"""Runs the network: scores of tokens, and for possible cues the roles of the tokens around them.

Comes in: tokens and their inputs. Goes out: `Scores` and `Candidate` values. All that later
decisions rest on is rounded here to steps of 1/32 nat, so that differences in the last bits of
floating-point numbers, between processors or numbers of threads, change nothing, save where a
number lies within such a difference of the middle between two steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from divergence.attribution.accurate.inputs import (
    FEATURE_SIZES,
    REACH,
    Inputs,
    Window,
    relations,
    windows,
)
from divergence.attribution.tokens import Tokens

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

FIRST_PIECE, LAST_PIECE = 101, 102
EDGE_FEATURE = sum(FEATURE_SIZES)
STEPS = 32.0
"""Steps to a nat of all scores that decisions rest on."""
LEAST_CUE = -3.0
"""Log-odds from which a token may begin a cue."""
MOST_CUES = 64
"""Possible cues of one window; the likeliest are looked at."""


class Session(Protocol):
    """What is used of an ONNX Runtime session."""

    def run(self, names: Sequence[str], given: dict[str, Any]) -> list[Any]:
        """The named outputs for the given inputs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible cue: its first token, log-odds, and role scores of tokens ``first`` and on.

    ``begins`` are the odds by the token alone, ``holds`` those by the tokens around it too.
    ``roles`` has a row a token and columns none, source, cue, content, in nats.
    """

    anchor: int
    begins: float
    holds: float
    first: int
    roles: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network makes of a text.

    ``scores`` has a row a token, log-odds that it begins a cue and that it is in a source, a cue, a
    content. ``candidates`` are the possible cues, in order.
    """

    scores: Floats
    candidates: list[Candidate]


def read(
    tokens: Tokens, inputs: Inputs, encoder: Session, linker: Session, threads: int = 1
) -> Reading:
    """The reading of a whole text, up to ``threads`` windows at a time.

    Each window is computed by one thread, so that their number cannot change a number.
    """
    scores: Floats = np.zeros((len(tokens), 4), dtype=np.float32)
    candidates: list[Candidate] = []
    cut = windows(tokens, inputs.offsets)

    def one(window: Window) -> tuple[Floats, list[Candidate]]:
        return _read_window(tokens, inputs, window, encoder, linker)

    if threads > 1 and len(cut) > 1:
        with ThreadPoolExecutor(threads) as pool:
            done = list(pool.map(one, cut))
    else:
        done = [one(window) for window in cut]
    for window, (own, found) in zip(cut, done, strict=True):
        scores[window.begin : window.end] = own
        candidates.extend(found)
    return Reading(scores, candidates)


def _read_window(
    tokens: Tokens, inputs: Inputs, window: Window, encoder: Session, linker: Session
) -> tuple[Floats, list[Candidate]]:
    """The scores of the tokens that are read from a window, and the possible cues among them."""
    states, scores = _encoded(inputs, window, encoder)
    begin, end = window.begin - window.first, window.end - window.first
    scores = rounded(scores)
    anchors = _possible(scores[:, 0], begin, end)
    found = list(_linked(tokens, inputs, window, states, scores, anchors, linker))
    return scores[begin:end], found


def rounded(values: Floats) -> Floats:
    """Values on the grid of whole steps."""
    return (np.round(values * np.float32(STEPS)) / np.float32(STEPS)).astype(np.float32)


def _encoded(inputs: Inputs, window: Window, encoder: Session) -> tuple[Floats, Floats]:
    """States and scores of a window's tokens."""
    offsets = inputs.offsets[window.first : window.last + 1]
    size = int(offsets[-1] - offsets[0])
    pieces = np.empty(size + 2, dtype=np.int64)
    pieces[0], pieces[-1] = FIRST_PIECE, LAST_PIECE
    pieces[1:-1] = inputs.pieces[offsets[0] : offsets[-1]]
    features = np.full((size + 2, len(FEATURE_SIZES)), EDGE_FEATURE, dtype=np.int64)
    features[1:-1] = np.repeat(inputs.features[window.first : window.last], np.diff(offsets), 0)
    given = {"pieces": pieces, "features": features, "first": 1 + offsets[:-1] - offsets[0]}
    states, scores = encoder.run(["states", "scores"], given)
    return states, scores


def _possible(begins: Floats, begin: int, end: int) -> Ints:
    """The tokens that may begin a cue among those read from the window, in order."""
    found = begin + np.flatnonzero(begins[begin:end] > LEAST_CUE)
    if len(found) > MOST_CUES:
        found = np.sort(found[np.argsort(-begins[found], kind="stable")[:MOST_CUES]])
    return found


def _linked(
    tokens: Tokens,
    inputs: Inputs,
    window: Window,
    states: Floats,
    scores: Floats,
    anchors: Ints,
    linker: Session,
) -> Iterator[Candidate]:
    """The roles of the tokens around each anchor, an index into the window."""
    if not len(anchors):
        return
    count = window.last - window.first
    grid = anchors[:, None] + np.arange(-REACH, REACH + 1)
    inside = (grid >= 0) & (grid < count)
    others = np.clip(grid, 0, count - 1)
    given = {
        "states": states,
        "anchors": anchors,
        "others": others,
        "relation": relations(tokens, inputs.marks, anchors + window.first, others + window.first),
        "inside": inside.astype(np.float32),
    }
    roles, holds = linker.run(["roles", "holds"], given)
    roles, holds = rounded(roles), rounded(holds)
    for row, anchor in enumerate(anchors.tolist()):
        low, high = max(anchor - REACH, 0), min(anchor + REACH + 1, count)
        yield Candidate(
            window.first + anchor,
            float(scores[anchor, 0]),
            float(holds[row]),
            window.first + low,
            roles[row, low - anchor + REACH : high - anchor + REACH],
        )
