"""A claim laid beside a sentence as named marks, and the linear model that weighs them.

Comes in: a ``Laid`` pair. Goes out: its marks with their values ("M|larg": a missing word, "P|larg|
small": what stands in its place, runs of kept and missing words), and from the weights of
``data/relation.json`` one score a label. Marks are hashed into BUCKETS (Weinberger et al. 2009), so
that no word of the data that it was fitted on is shipped.
"""

from __future__ import annotations

import base64
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from divergence.aligning.laid import Laid, Token

Marks = defaultdict[str, float]

BUCKETS = 2**15

HALF = 0.5
"""What a mark counts that many words of the sentence may set."""


@dataclass(frozen=True, slots=True)
class Linear:
    """The weights of each label for each bucket, whole numbers, with a scale and an intercept."""

    weights: tuple[bytes, ...]
    scale: float
    intercept: tuple[float, ...]

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Linear:
        """The model of a data file."""
        weights = tuple(base64.b85decode(text) for text in table["weights"])
        return cls(weights, table["scale"], tuple(table["intercept"]))

    def scores(self, marks: Mapping[int, float]) -> list[float]:
        """The logarithms of the chances of each label."""
        raw = [
            start + self.scale * math.fsum((row[at] - 128) * value for at, value in marks.items())
            for row, start in zip(self.weights, self.intercept, strict=True)
        ]
        top = max(raw)
        whole = top + math.log(math.fsum(math.exp(value - top) for value in raw))
        return [value - whole for value in raw]


def hashed(laid: Laid) -> dict[int, float]:
    """The marks of a laid pair by bucket, of length 1 together."""
    buckets: defaultdict[int, float] = defaultdict(float)
    for mark, value in marks(laid).items():
        buckets[crc32(mark.encode()) % BUCKETS] += value
    length = math.sqrt(math.fsum(value * value for value in buckets.values())) or 1.0
    return {at: value / length for at, value in sorted(buckets.items())}


def marks(laid: Laid) -> Mapping[str, float]:
    """The marks of a laid pair with how often each stands, as far as that matters."""
    found: Marks = defaultdict(float)
    if not laid.claim or not laid.sentence:
        return {"empty": 1.0}
    runs = [_word(laid, at, found) for at in range(len(laid.claim))]
    _neighbours(laid, found)
    _around(laid, found)
    bordered = ["^", *runs, "$"]
    for size in (2, 3):
        for at in range(len(bordered) - size + 1):
            found["R|" + " ".join(bordered[at : at + size])] += 1
    return found


def _word(laid: Laid, at: int, found: Marks) -> str:
    """The marks of one word of the claim; returned is what it is in the run of words."""
    token = laid.claim[at]
    kept = laid.places[at] is not None
    if token.plain:
        found[f"{'k' if kept else 'm'}|{token.word}"] += 1
        return token.word + ("+" if kept else "-")
    if token.value is not None:
        return _number(laid, at, found)
    found[f"{'K' if kept else 'M'}|{token.root}"] += 1
    if kept:
        return ("N" if token.name else "K") + ("~" if laid.alike[at] else "")
    _missing(laid, at, found)
    return "Mn" if token.name else "M"


def _number(laid: Laid, at: int, found: Marks) -> str:
    """How a figure of the claim stands to the one it is held against, under the words before it."""
    token = laid.claim[at]
    standing = "=" if laid.places[at] is not None else _standing(laid, at)
    before = [other.word for other in laid.claim[max(0, at - 2) : at]]
    found[f"n|{token.kind}{standing}"] += 1
    found[f"b|{before[-1] if before else '^'}|{standing}"] += 1
    found[f"bb|{' '.join(before)}|{standing}"] += 1
    return "#" + standing


def _standing(laid: Laid, at: int) -> str:
    """Whether the sentence's figure is higher or lower, whether the next word is the same ("c")
    and whether it is within a quarter ("~"); "0" where the sentence has no figure."""
    wanted, following = laid.claim[at].value, laid.claim[at + 1 : at + 2]
    assert wanted is not None
    values, company = [], []
    for place, other in enumerate(laid.sentence):
        if other.value is None:
            continue
        values.append(other.value)
        after = [word.root for word in laid.sentence[place + 1 : place + 3]]
        if following and following[0].root in after:
            company.append(other.value)
    if not values:
        return "0"
    value = min(company or values, key=lambda there: abs(there - wanted))
    sign = ">" if value > wanted else "<" if value < wanted else "="
    off = abs(value - wanted) / (max(abs(value), abs(wanted)) or 1.0)
    return ("c" if company else "") + sign + ("~" if off < 0.25 else "")


def _missing(laid: Laid, at: int, found: Marks) -> None:
    """A word that the sentence lacks: its kind and place, what stands before it and for it."""
    token = laid.claim[at]
    kind = token.kind
    before = _kind(laid.claim, at - 1)
    found[f"t|{kind}"] += 1
    found[f"p|{3 * at // len(laid.claim)}{kind}"] += 1
    found[f"mb|{before}|{token.root}"] += 1
    between, places = laid.slot(at)
    side = "b" if between else "s"
    found[f"s|{side}{kind}|{min(len(places), 3)}"] += 1
    for place in places:
        other = laid.sentence[place]
        found[f"st|{side}{kind}|{other.kind}"] += 1
        if not other.plain:
            found[f"sp|{token.root}|{other.root}"] += 1
    here = {word.root for word in laid.claim}
    for other in laid.sentence:
        named = other.plain or other.name or token.name or other.value is not None
        if not named and other.root not in here:
            found[f"x|{token.root}|{other.root}"] += HALF


def _kind(words: Sequence[Token], at: int) -> str:
    return words[at].kind if 0 <= at < len(words) else "^"


def _neighbours(laid: Laid, found: Marks) -> None:
    """What stands before a kept word in one text and nowhere in the other ("third largest")."""
    here = {token.root for token in laid.claim}
    there = {token.root for token in laid.sentence}
    for at, token in enumerate(laid.claim):
        place = laid.places[at]
        if place is None or token.plain:
            continue
        if place and laid.sentence[place - 1].root not in here:
            other = laid.sentence[place - 1]
            found[f"kl|{token.root}|{_named(other)}"] = 1
            found[f"klt|{token.kind}|{other.kind}"] += 1
        if at and laid.claim[at - 1].root not in there:
            found[f"cl|{_named(laid.claim[at - 1])}|{token.root}"] = 1


def _named(token: Token) -> str:
    return token.root if token.value is None else "#"


def _around(laid: Laid, found: Marks) -> None:
    """Words of the sentence that the claim has not, near its kept ones or plain anywhere."""
    here = {token.root for token in laid.claim}
    if laid.taken:
        first, last = min(laid.taken) - 2, max(laid.taken) + 2
        for place in range(max(0, first), min(len(laid.sentence), last + 1)):
            token = laid.sentence[place]
            if place in laid.taken:
                continue
            if token.plain:
                found[f"ef|{token.word}"] += 1
            elif token.value is None and not token.name:
                found[f"e|{token.root}"] += 1
    for token in laid.sentence:
        if token.plain and token.root not in here:
            found[f"ex|{token.word}"] += HALF
