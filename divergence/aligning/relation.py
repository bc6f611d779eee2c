"""How one sentence stands to a claim that it is known to be about: says it, denies it, neither.

Comes in: a claim and one sentence. Goes out: the values of ``measures`` and ``slots.py``, and the
scores of the linear model of ``marks.py``, of which the fitted trees of ``data/relation.json`` make
three chances. This is for pairs that somebody or something has already brought together as claim
and evidence (VitaminC, Schuster et al. 2021): on loose pairs it sees contradictions where there
are none, so no verdict rests on it alone.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import Any, Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from divergence.aligning.laid import Laid
from divergence.aligning.marks import Linear, hashed
from divergence.aligning.slots import slot_measures
from divergence.aligning.trees import Forest
from divergence.language import polarity
from divergence.language.idf import load_idf
from divergence.language.similarity import (
    LONGEST,
    Profile,
    features,
    likeness,
    profile,
    rarity,
    sought,
)
from divergence.language.standing import compare
from divergence.language.tables import load_table
from divergence.model import Quantity

Label = Literal["entail", "neutral", "contradict"]
LABELS: tuple[Label, ...] = ("entail", "neutral", "contradict")

TOKEN = re.compile(r"[\w$%£€][\w.,'’-]*\w|\w")
FIGURE = re.compile(r"\d[\d,.]*\d|\d")
HELD = 0.6
"""From this likeness on, a word counts as held by the other text."""

FIGURES = 2
"""Figures of the claim that are looked at one by one, bounded ones first."""


def relation(claim: str, sentence: str) -> tuple[float, float, float]:
    """Chances that ``sentence`` entails, neither entails nor contradicts, contradicts ``claim``."""
    chances = _model().chances(Described.of(claim, sentence))
    return chances[0], chances[1], chances[2]


@dataclass(frozen=True, slots=True)
class Described:
    """A claim and a sentence as the models see them: ``measures`` and hashed marks."""

    values: tuple[float, ...]
    marks: Mapping[int, float]

    @classmethod
    def of(cls, claim: str, sentence: str) -> Described:
        """Measure and mark a pair, of which the first LONGEST characters are looked at."""
        laid = Laid.of(claim[:LONGEST], sentence[:LONGEST])
        values = (*measures(claim, sentence), *slot_measures(laid))
        return cls(values, hashed(laid))


@dataclass(frozen=True, slots=True)
class Stack:
    """The linear model of the marks, and the trees that see its scores beside the measures."""

    linear: Linear
    forest: Forest

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Stack:
        """The model of a data file."""
        return cls(Linear.of(table["linear"]), Forest.of(table))

    def chances(self, pair: Described) -> list[float]:
        """The chance of each of LABELS."""
        return self.forest.chances((*pair.values, *self.linear.scores(pair.marks)))


def measures(claim: str, sentence: str) -> tuple[float, ...]:
    """What tells of a pair as a whole, in a fixed order: words, figures, negation, edits."""
    pair = _Pair.of(claim[:LONGEST], sentence[:LONGEST])
    return (
        *_overlap(pair),
        *_missing(pair),
        *_figures(pair),
        *_polarity(pair),
        *_opposites(pair),
        *_edits(pair),
        *_signs(pair),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """A claim and a sentence with their words in lower case and their profiles."""

    claim: str
    sentence: str
    words: list[str]
    there: list[str]
    left: Profile
    right: Profile

    @classmethod
    def of(cls, claim: str, sentence: str) -> _Pair:
        return cls(
            claim,
            sentence,
            TOKEN.findall(claim.casefold()),
            TOKEN.findall(sentence.casefold()),
            profile(claim),
            profile(sentence),
        )


def _overlap(pair: _Pair) -> list[float]:
    """Shares and ratios of words and characters."""
    left, right = pair.left, pair.right
    idf = load_idf()
    near = {root: likeness(root, right) for root in left.soft}
    covered = []
    for power in (0.0, 0.3, 1.0):
        weights = {root: idf[root] ** power for root in near}
        whole = math.fsum(weights.values()) or 1.0
        covered.append(math.fsum(weights[root] * near[root] for root in near) / whole)
    stems = len(left.stems) or 1
    return [
        *features(sought(left, rarity([right])), right),
        *covered,
        LCSseq.similarity(left.stems, right.stems) / stems,
        fuzz.token_set_ratio(left.folded, right.folded) / 100,
        fuzz.token_sort_ratio(left.folded, right.folded) / 100,
        fuzz.ratio(left.folded, right.folded) / 100,
        fuzz.partial_ratio(left.folded, right.folded) / 100,
        len(left.bigrams & right.bigrams) / (len(left.bigrams) or 1),
        float(stems),
        float(len(right.stems)),
    ]


def _missing(pair: _Pair) -> list[float]:
    """Words of either text that the other lacks: how many, of which kind, how telling."""
    left, right = pair.left, pair.right
    idf = load_idf()
    lacking = [root for root in left.weights if likeness(root, right) < HELD]
    extra = [root for root in right.weights if likeness(root, left) < HELD]
    plain = [root for root in lacking if root not in left.names and not _digit(root)]
    telling = list(left.weights)
    return [
        float(len(lacking)),
        float(sum(root in left.names for root in lacking)),
        float(sum(_digit(root) for root in lacking)),
        float(len(plain)),
        float(sum(root not in left.weights and root not in right.soft for root in left.soft)),
        float(len(telling)),
        float(len(extra)),
        float(sum(root in right.names for root in extra)),
        float(sum(_digit(root) for root in extra)),
        math.fsum(idf[root] for root in lacking),
        max((idf[root] for root in plain), default=0.0),
        _held(telling[:2], right),
        _held(telling[-2:], right),
    ]


def _figures(pair: _Pair) -> list[float]:
    """How the claim's figures and dates stand to the nearest ones of the sentence."""
    dates: list[list[float]] = []
    numbers: list[list[float]] = []
    for quantity in pair.left.quantities:
        if quantity.kind == "date":
            dates.append(_date(quantity, pair))
        else:
            numbers.append(_number(quantity, pair))
    numbers.sort(key=lambda row: row[0] not in (2.0, 3.0))
    nothing = [0.0, 0.0, -2.0, -1.0, -1.0]
    found = [*(dates[:1] or [nothing]), *(numbers + [nothing] * FIGURES)[:FIGURES]]
    rows = dates + numbers
    standing = [_best_standing(q, pair.right.quantities) for q in pair.left.quantities]
    figures, there = set(FIGURE.findall(pair.claim)), set(FIGURE.findall(pair.sentence))
    return [
        *(value for row in found for value in row),
        *(float(sum(row[2] == state for row in rows)) for state in (0.0, 1.0, -1.0)),
        float(sum(row[2] == 0.0 and row[0] in (2.0, 3.0) for row in numbers)),
        *(float(standing.count(kind)) for kind in ("same", "compatible", "different", "")),
        float(len(pair.right.quantities)),
        float(len(figures - there)),
        float(len(figures & there)),
    ]


def _number(wanted: Quantity, pair: _Pair) -> list[float]:
    """Bound, relative distance (thousandths), whether met, whether the same figure and head."""
    bound = 1.0
    value = (wanted.low + wanted.high) / 2
    if math.isinf(wanted.high):
        bound, value = 2.0, wanted.low
    elif wanted.low == 0 and wanted.high > 0:
        bound, value = 3.0, wanted.high
    elif wanted.low != wanted.high:
        bound = 4.0
    best: tuple[float, float, Quantity] | None = None
    exact = False
    for other in pair.right.quantities:
        loose = {wanted.kind, other.kind} <= {"number", "percent", "money"}
        if other.kind != wanted.kind and not loose:
            continue
        there = other.low if 0 < other.low < math.inf else other.high
        if math.isinf(there):
            continue
        distance = (there - value) / (max(abs(there), abs(value)) or 1.0)
        exact = exact or abs(distance) < 1e-9
        cost = abs(distance) + 0.3 * (other.kind != wanted.kind)
        cost -= 0.15 * bool(other.of and other.of == wanted.of)
        if best is None or cost < best[0]:
            best = (cost, distance, other)
    if best is None:
        return [bound, 0.0, -1.0, 0.0, 0.0]
    _, distance, other = best
    met = other.low <= wanted.high and wanted.low <= other.high
    head = bool(other.of and other.of == wanted.of)
    return [bound, round(distance * 1000, 3), float(met), float(exact), float(head)]


def _date(wanted: Quantity, pair: _Pair) -> list[float]:
    """Word before the date, days to the nearest date, whether it is met, whether the very date."""
    codes: Mapping[str, int] = load_table("alternatives.toml")["dates"]
    before = re.findall(r"[a-z]+", pair.claim.casefold()[: wanted.start])[-2:]
    inside = re.findall(r"[a-z]+", pair.claim.casefold()[wanted.start : wanted.end])[:1]
    code = next((codes[w] for w in (*inside, *reversed(before)) if w in codes), 0)
    gaps = [
        gap
        for other in pair.right.quantities
        if other.kind == "date" and (gap := _days(wanted, other)) is not None
    ]
    if not gaps:
        return [float(code), 0.0, -1.0, 0.0, 0.0]
    gap = min(gaps, key=abs)
    met = {1: gap < 0, 2: gap <= 0, 3: gap <= 0, 4: gap > 0, 5: gap >= 0}.get(code, gap == 0)
    return [float(code), float(max(-1000, min(1000, gap))), float(met), float(0 in gaps), 1.0]


def _days(one: Quantity, other: Quantity) -> int | None:
    """Days from one date to another, by the parts that both name; None where they share none."""
    parts = [part for part in "ymd" if part in one.unit and part in other.unit]
    if one.unit in ("weekday", "relative") or other.unit in ("weekday", "relative") or not parts:
        return None
    first, last = _parts(one), _parts(other)
    return sum((last[part] - first[part]) * {"y": 365, "m": 30, "d": 1}[part] for part in parts)


def _parts(date: Quantity) -> dict[str, int]:
    value = int(date.low)
    parts = {}
    for part in ("d", "m", "y"):
        if part in date.unit:
            value, parts[part] = divmod(value, 100) if part != "y" else (0, value)
    return parts


def _best_standing(wanted: Quantity, there: Sequence[Quantity]) -> str:
    found = {compare(wanted, other) for other in there}
    return next((kind for kind in ("same", "compatible", "different") if kind in found), "")


def _polarity(pair: _Pair) -> list[float]:
    """Negations of both and whether their number is odd together; denials."""
    here, there = polarity.negations(pair.claim), polarity.negations(pair.sentence)
    return [
        float(here),
        float(there),
        float((here - there) % 2),
        float(polarity.denied_stretch(pair.claim) is not None),
        float(polarity.denied_stretch(pair.sentence) is not None),
    ]


def _opposites(pair: _Pair) -> list[float]:
    """Opposites and alternatives: one text has one of them and the other another."""
    here, there = set(pair.words), set(pair.there)
    antonyms = polarity.opposites(here - there, there - here)
    changed, last = 0, 0
    for at, group in enumerate(_alternatives(), start=1):
        if (here & group) - there and there & group:
            changed, last = changed + 1, at
    return [float(len(antonyms)), float(changed), float(last)]


def _edits(pair: _Pair) -> list[float]:
    """What an edit that turns the sentence into the claim would replace, add and keep."""
    stems = SequenceMatcher(None, pair.right.stems, pair.left.stems, autojunk=False)
    codes = stems.get_opcodes()
    equal = [j2 - j1 for tag, _, _, j1, j2 in codes if tag == "equal"]
    words = SequenceMatcher(None, pair.there, pair.words, autojunk=False)
    here, there = set(pair.words), set(pair.there)
    swapped, figures, likest = 0, 0, 0.0
    for tag, i1, i2, j1, j2 in words.get_opcodes():
        if tag != "replace" or j2 - j1 > 3 or i2 - i1 > 4:
            continue
        new = [word for word in pair.words[j1:j2] if word not in there and len(word) > 3]
        old = [word for word in pair.there[i1:i2] if word not in here and len(word) > 3]
        if new and old:
            swapped += 1
            figures += any(map(_digit, new)) and any(map(_digit, old))
            likest = max(likest, *(fuzz.ratio(a, b) for a in new for b in old))
    enclosed = sum(
        word not in there and len(word) > 3 and before in there and after in there
        for before, word, after in zip(pair.words, pair.words[1:], pair.words[2:], strict=False)
    )
    return [
        float(sum(tag == "replace" for tag, *_ in codes)),
        float(sum(tag == "insert" for tag, *_ in codes)),
        float(len(equal)),
        max(equal, default=0) / (len(pair.left.stems) or 1),
        stems.ratio(),
        float(swapped),
        float(figures),
        likest,
        float(enclosed),
    ]


def _signs(pair: _Pair) -> list[float]:
    """Words of the claim that limit it: 1 where only the claim has them, 0.5 both, -0.5 not it."""
    here, there = set(pair.words), set(pair.there)
    signs = load_table("alternatives.toml")["signs"]
    return [(sign in here) - 0.5 * (sign in there) for sign in signs]


def _held(roots: Sequence[str], other: Profile) -> float:
    return sum(root in other.soft for root in roots) / (len(roots) or 1)


def _digit(word: str) -> bool:
    return any(map(str.isdigit, word))


@cache
def _alternatives() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in load_table("alternatives.toml")["sets"])


@cache
def _model() -> Stack:
    return Stack.of(load_table("relation.json"))
