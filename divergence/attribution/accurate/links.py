"""From possible cues to links: whose words each would report, and how likely people mark it so.

Comes in: tokens and the network's reading of them. Goes out: `Link` values, as the small model
makes them, with log-odds for each by a logistic regression on a few numbers: how firm the cue,
its source and its content are, what the token heads say of the same words, and the rivals that
claim them. Decoding is on whole numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from divergence.attribution.accurate.network import STEPS, Candidate, Reading
from divergence.attribution.crf import decode
from divergence.attribution.linking import Link
from divergence.attribution.tagger import Tagging
from divergence.attribution.tokens import Tokens

NONE, SOURCE, CUE, CONTENT = range(4)
BEGINS, IN_SOURCE, IN_CUE, IN_CONTENT = range(4)
AT_ONCE = 400
"""Candidates decoded side by side; bounds the memory."""
CAP = 8.0
"""Nats beyond which a margin says no more."""
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The fitted logistic regression: ``weights`` of the features, the last one the constant.

    ``switch`` is the cost, in nats, of a change of role between neighbouring tokens.
    """

    weights: Numbers
    switch: float


def links_of(tokens: Tokens, reading: Reading, switch: float) -> list[Link]:
    """One link for each candidate, in order."""
    found: list[Link] = []
    for first in range(0, len(reading.candidates), AT_ONCE):
        found.extend(_decoded(tokens, reading.candidates[first : first + AT_ONCE], switch))
    return found


def _decoded(tokens: Tokens, candidates: Sequence[Candidate], switch: float) -> list[Link]:
    lengths = [len(one.roles) for one in candidates]
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.int64)
    scores = np.round(np.concatenate([one.roles for one in candidates]) * STEPS).astype(np.int32)
    change = np.full((4, 4), -round(switch * STEPS), dtype=np.int32)
    np.fill_diagonal(change, 0)
    labels, margins = decode(scores, change, starts)
    firm = margins[np.arange(len(labels)), labels] / STEPS
    found = []
    for one, start, length in zip(candidates, starts.tolist(), lengths, strict=True):
        own, held = labels[start : start + length], firm[start : start + length]
        found.append(_link(tokens, one, own, held))
    return found


def _link(tokens: Tokens, one: Candidate, labels: npt.NDArray[np.int64], firm: Numbers) -> Link:
    at = one.anchor - one.first
    last = at + 1
    while last < len(labels) and labels[last] == CUE:
        last += 1
    first = at
    while first > 0 and labels[at] == CUE and labels[first - 1] == CUE:
        first -= 1
    parts = {role: _pieces(labels == role, one.first) for role in (SOURCE, CONTENT)}
    sure = {
        SOURCE: firm[labels == SOURCE].min(initial=CAP),
        CONTENT: firm[labels == CONTENT].mean() if parts[CONTENT] else -1.0,
    }
    return Link(
        (one.first + first, one.first + last),
        parts[SOURCE],
        _worded(tokens, parts[CONTENT]),
        one.begins > 0,
        one.holds,
        float(sure[SOURCE]) if parts[SOURCE] else -1.0,
        float(sure[CONTENT]),
    )


def _pieces(inside: npt.NDArray[np.bool_], base: int) -> tuple[tuple[int, int], ...]:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return tuple(
        (base + int(a), base + int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)
    )


def _worded(tokens: Tokens, pieces: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The pieces that hold a word."""
    return tuple(p for p in pieces if any(tokens.words[i][0].isalnum() for i in range(*p)))


FEATURES = 24


def features_of(tokens: Tokens, reading: Reading, links: Sequence[Link]) -> npt.NDArray[np.float64]:
    """A row of numbers for each link."""
    rows = np.zeros((len(links), FEATURES))
    rivals = _rivals(links, len(tokens))
    scores = np.clip(reading.scores.astype(np.float64), -CAP, CAP)
    for row, (one, link) in enumerate(zip(reading.candidates, links, strict=True)):
        inside = [i for a, b in link.content for i in range(a, b)]
        size = np.log2(1 + len(inside))
        own = scores[inside, IN_CONTENT].mean() if inside else 0.0
        quoted = float(np.mean(tokens.quote[inside] == 1)) if inside else 0.0
        source = [i for a, b in link.source for i in range(a, b)]
        by_head = scores[source, IN_SOURCE].mean() if source else 0.0
        anchor = one.anchor
        rows[row] = (
            np.clip(one.holds, -CAP, CAP),
            np.clip(one.begins, -CAP, CAP),
            np.clip(scores[anchor, IN_CUE], -CAP, CAP),
            min(link.content_margin, CAP),
            min(link.source_margin, CAP),
            size,
            size * size / 8,
            bool(link.source),
            bool(inside),
            own,
            by_head,
            quoted,
            tokens.quote[anchor] == 1,
            len(link.content) > 1,
            len(link.source) > 1,
            *rivals[row],
            scores[anchor, IN_CONTENT],
            max(one.holds, 0.0),
            min(link.source_margin, 1.0) if source else 0.0,
            min(link.content_margin, 1.0) if inside else 0.0,
            1.0,
        )
    return rows


def odds_of(features: Numbers, choice: Choice) -> Numbers:
    """The log-odds of each link, rounded to steps."""
    total = (features * choice.weights).sum(axis=1)
    result: Numbers = np.round(total * STEPS) / STEPS
    return result


def _rivals(links: Sequence[Link], count: int) -> list[tuple[float, float, float, float]]:
    """For each link, how it stands to others that claim the same words.

    The share of its content that a firmer one claims, and a weaker one; whether its cue lies in a
    firmer one's content; whether a firmer one's cue lies in its own.
    """
    best = np.full(count, -1e9)
    second = np.full(count, -1e9)
    owner = np.full(count, -1)
    cue_firm = np.full(count, -1e9)
    for number, link in enumerate(links):
        value = link.cue_margin
        cue_firm[link.cue[0] : link.cue[1]] = np.maximum(cue_firm[link.cue[0] : link.cue[1]], value)
        for a, b in link.content:
            better = value > best[a:b]
            second[a:b] = np.where(better, best[a:b], np.maximum(second[a:b], value))
            owner[a:b] = np.where(better, number, owner[a:b])
            best[a:b] = np.where(better, value, best[a:b])
    found = []
    for number, link in enumerate(links):
        total = sum(b - a for a, b in link.content)
        lost = sum(float((owner[a:b] != number).sum()) for a, b in link.content)
        rest = sum(
            float(((owner[a:b] == number) & (second[a:b] > -1e8)).sum()) for a, b in link.content
        )
        holds = any(bool((cue_firm[a:b] > link.cue_margin).any()) for a, b in link.content)
        at = link.cue[0]
        within = owner[at] not in (-1, number) and best[at] > link.cue_margin
        found.append(
            (
                lost / total if total else 0.0,
                rest / total if total else 0.0,
                float(within),
                float(holds),
            )
        )
    return found


def distinct(links: Sequence[Link], odds: Numbers, shared: float = 0.5) -> Numbers:
    """Odds with those of a link lowered beyond all bars where a likelier one says the same.

    The same: their contents share more than ``shared`` of both together.
    """
    result = odds.copy()
    order = sorted(range(len(links)), key=lambda i: (-odds[i], i))
    by_token: dict[int, list[int]] = {}
    members = [frozenset(i for a, b in link.content for i in range(a, b)) for link in links]
    for number in order:
        mine = members[number]
        near = {other for i in mine for other in by_token.get(i, ())}
        if any(len(mine & members[other]) > shared * len(mine | members[other]) for other in near):
            result[number] = DUPLICATE
            continue
        for i in mine:
            by_token.setdefault(i, []).append(number)
    return result


DUPLICATE = -99.0
"""The odds of a link that says what a likelier one says."""


def tagging_of(reading: Reading, level: float = 0.0) -> Tagging:
    """The token heads as labels and margins, as gathering reads them."""
    value = np.round((reading.scores[:, IN_CONTENT] - level) * STEPS).astype(np.int32)
    labels = np.where(value > 0, 6, 0).astype(np.int64)
    margins = np.zeros((len(value), 7), dtype=np.int32)
    margins[:, 6], margins[:, 0] = value, -value
    return Tagging(labels, margins, STEPS)
