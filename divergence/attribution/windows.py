"""The words around each cue, as features of the second pass.

Comes in: tokens, their columns, what the first pass made of them, and cues. Goes out: for each
cue a window of words with hashed features that tell what each word is and how it stands to that
cue: on which side, how far, and what lies between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from divergence.attribution.features import (
    MIX,
    Columns,
    Numbers,
    bucket,
    hashed,
    parse_templates,
)
from divergence.attribution.tagger import ROLE_OF_LABEL, Tagging
from divergence.attribution.tokens import Tokens

REACH = 150
"""Tokens on either side of a cue in which its source and content are sought."""
SEED = 2

Indices = npt.NDArray[np.int64]

NEAR = parse_templates(
    """
w
w-1
w+1
cl-1 cl
cl cl+1
cl-1 cl cl+1
cl
sh
src cl
clu
q sp1
role
firm
role-1 role role+1
firm-1 firm
firm firm+1
role w
role cl
mk
mk-1 mk mk+1
"""
)
"""Templates over the words themselves; each is joined with how the word stands to the cue."""

WHERE = (
    ("w", "side"),
    ("w-1", "side"),
    ("w+1", "side"),
    ("cl-1 cl", "side"),
    ("cl cl+1", "side"),
    ("cl-1 cl cl+1", "side"),
    ("cl", "place"),
    ("cl", "head"),
    ("sh", "place"),
    ("src cl", "side"),
    ("src cl", "place"),
    ("clu", "side"),
    ("clu", "place"),
    ("q sp1", "place"),
    ("role", "place"),
    ("role", "near"),
    ("role", "head"),
    ("role", "tail"),
    ("role", "ends"),
    ("role", "order"),
    ("role", "around"),
    ("firm", "order"),
    ("firm", "place"),
    ("firm", "near"),
    ("role-1 role role+1", "near"),
    ("firm-1 firm", "order"),
    ("firm firm+1", "order"),
    ("role w", "order"),
    ("role cl", "order"),
    ("mk", "place"),
    ("mk", "head"),
    ("mk", "around"),
    ("mk-1 mk mk+1", "near"),
    ("mk-1 mk mk+1", "ends"),
    ("cl-1 cl", "near"),
    ("cl cl+1", "near"),
    ("cl", "ends"),
    ("w", "near"),
    ("cl", "form"),
    ("role", "form"),
    ("role", "fordr"),
)


@dataclass(frozen=True, slots=True)
class Windows:
    """The words around each cue, one window after another.

    ``token`` is the index of each word, ``cue`` the number of its cue, ``starts`` where each
    window begins, ``features`` has one column a word.
    """

    token: Indices
    cue: Indices
    starts: Indices
    features: Numbers


def windows(
    tokens: Tokens,
    columns: Columns,
    tagging: Tagging,
    cues: Indices,
    words: Numbers | None = None,
) -> Windows:
    """The windows of ``cues``, an array of first and one-past-last token of each.

    ``words`` are the ``word_features`` of the whole text, where they are at hand already.
    """
    role = np.array(ROLE_OF_LABEL)[tagging.labels]
    words = word_features(tokens, columns, tagging) if words is None else words
    first_of_unit, end_of_unit = _ends(tokens.unit)
    begin, end = cues[:, 0], cues[:, 1]
    low = np.maximum(first_of_unit[begin], begin - REACH)
    high = np.minimum(end_of_unit[begin], end + REACH)
    lengths = high - low
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1])) if len(cues) else begin
    number = np.repeat(np.arange(len(cues)), lengths)
    token = np.arange(len(number)) - starts[number] + low[number]
    where = _standing(tokens, columns, role, begin[number], end[number], token, cues, number)
    names = [" ".join(part) for part in _written(NEAR)]
    features = np.empty((len(WHERE), len(token)), dtype=np.uint32)
    for row, (word, place) in enumerate(WHERE):
        value = words[names.index(word)][token] ^ (where[place] * MIX)
        value = (value + np.uint32(row)) * MIX
        features[row] = value ^ (value >> np.uint32(15))
    return Windows(token, number, starts, features)


def word_features(tokens: Tokens, columns: Columns, tagging: Tagging) -> Numbers:
    """What is read off each word of a text whatever the cue; one row a template of NEAR."""
    role = np.array(ROLE_OF_LABEL)[tagging.labels]
    local: dict[str, npt.NDArray[Any]] = dict(columns)
    local["role"] = tagging.labels.astype(np.uint32)
    local["firm"] = _firmness(tagging.labels, role, tagging.margins, tagging.scale)
    local["mk"] = (tokens.quote.astype(np.uint32) * 3 + tokens.mark) * 8 + role
    return hashed(local, NEAR, SEED)


def _written(templates: tuple[tuple[tuple[str, int], ...], ...]) -> list[list[str]]:
    return [[f"{name}{by:+d}" if by else name for name, by in parts] for parts in templates]


def _firmness(
    labels: npt.NDArray[np.int64],
    role: Indices,
    margins: npt.NDArray[np.int32],
    scale: float,
) -> Numbers:
    """The role of the first pass with how firm it is, and the runner-up where it is not."""
    own = margins[np.arange(len(labels)), labels] / scale
    other = margins.copy()
    other[np.arange(len(labels)), labels] = np.iinfo(np.int32).min
    second = np.array(ROLE_OF_LABEL)[other.argmax(axis=1)]
    steps = np.searchsorted(np.array([0.5, 1.5, 3.0, 6.0]), own)
    return (role * 32 + steps * 4 + np.where(steps < 3, second, 0)).astype(np.uint32)


def _ends(group: npt.NDArray[np.int32]) -> tuple[Indices, Indices]:
    count = len(group)
    cuts = np.flatnonzero(np.diff(group)) + 1
    starts = np.concatenate(([0], cuts))
    lengths = np.diff(np.concatenate((starts, [count])))
    return np.repeat(starts, lengths), np.repeat(starts + lengths, lengths)


def _standing(
    tokens: Tokens,
    columns: Columns,
    role: Indices,
    begin: Indices,
    end: Indices,
    token: Indices,
    cues: Indices,
    number: Indices,
) -> Columns:
    """How each word of each window stands to its cue."""
    side = np.where(token < begin, 0, np.where(token >= end, 2, 1))
    distance = np.where(side == 0, begin - token, np.where(side == 2, token - end + 1, 0))
    nearer = np.where(side == 0, token + 1, end)
    further = np.where(side == 0, begin, np.maximum(token, end))

    def between(flags: npt.NDArray[np.bool_], most: int) -> Indices:
        total = np.concatenate(([0], np.cumsum(flags)))
        result: Indices = np.minimum(total[further] - total[np.minimum(nearer, further)], most)
        return np.where(side == 1, 0, result)

    previous = np.concatenate(([0], role[:-1]))
    starts_of = [(role == r) & (previous != r) for r in range(4)]
    marks = between(tokens.mark > 0, 3)
    commas = between(columns["cl"] == 1000 + ord(","), 2)
    sentence = np.clip(tokens.sentence[token] - tokens.sentence[begin], -2, 2) + 2
    place = (side * 16 + bucket(distance)) * 5 + sentence
    near = ((side * 4 + marks) * 3 + commas) * 5 + sentence
    order = (
        (side * 4 + between(starts_of[2], 3)) * 16
        + between(starts_of[1], 3) * 4
        + between(starts_of[3], 3)
    ) * 5 + sentence
    first, last = cues[:, 0], cues[:, 1]
    strength = columns["cue"]
    head = np.array(
        [a + int(strength[a:b].argmax()) for a, b in cues.tolist()], dtype=np.int64
    ).reshape(-1)
    final = len(tokens) - 1
    word, kind = columns["w"], columns["cl"]
    after, before = kind[np.minimum(last, final)], kind[np.maximum(first - 1, 0)]
    ends = before * np.uint32(65_537) + after
    form = kind[first] * np.uint32(65_537) + kind[last - 1] + columns["s2"][head] % 9973
    around = _surroundings(tokens, role, first, last)
    wide = side.astype(np.uint32)
    sides = (wide + 1) * np.uint32(0x51ED27)
    placed = order.astype(np.uint32)
    return {
        "side": wide,
        "place": place.astype(np.uint32),
        "near": near.astype(np.uint32),
        "order": placed,
        "head": word[head][number] ^ sides,
        "tail": word[last - 1][number] ^ sides,
        "ends": ends[number] ^ sides,
        "form": form[number] ^ sides,
        "fordr": form[number] * np.uint32(31) ^ placed,
        "around": (around[number] * np.uint32(4096)) ^ placed,
    }


def _surroundings(tokens: Tokens, role: Indices, first: Indices, last: Indices) -> Numbers:
    """Which roles the first pass found on either side of each cue, up to the next cue."""
    count = len(role)
    out = np.zeros(len(first), dtype=np.uint32)
    sentence = tokens.sentence
    for i, (a, b) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        left = role[max(0, a - 40) : a][::-1]
        same = sentence[max(0, a - 40) : a][::-1] == sentence[a]
        left = left[same]
        stop = np.flatnonzero(left == 2)
        left = left[: stop[0]] if len(stop) else left
        right = role[b : min(count, b + 40)]
        right = right[sentence[b : min(count, b + 40)] == sentence[a]]
        stop = np.flatnonzero(right == 2)
        right = right[: stop[0]] if len(stop) else right
        out[i] = (
            ((1 in left) * 8 + (3 in left) * 4 + (1 in right) * 2 + (3 in right)) * 16
            + (left[0] if len(left) else 0) * 4
            + (right[0] if len(right) else 0)
        )
    return out
