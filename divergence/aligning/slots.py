"""How a claim laid beside a sentence differs from it, as numbers for the fitted trees.

Comes in: a ``Laid`` pair. Goes out: the values of ``slot_measures`` in a fixed order: what stands
in place of the words that the sentence lacks, whether its figures are met under the words that
bound them, and how far the kept words keep their order and company.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from divergence.aligning.laid import NEAR, Laid, Token, near
from divergence.language.idf import load_idf
from divergence.language.polarity import opposites
from divergence.language.tables import load_table

KINDS = {"number": 1, "year": 2, "name": 3, "common": 4, "telling": 5, "rare": 6}

TOP = 2
"""Missing words that are described one by one, the rarest first."""

NOTHING = (0.0,) * 8
"""The description of a missing word where there is none."""


def slot_measures(laid: Laid) -> tuple[float, ...]:
    """What the trees are told of a laid pair."""
    return (*_missing(laid), *_numbers(laid), *_company(laid))


def _missing(laid: Laid) -> list[float]:
    """What stands where the missing words would: counts by kind, and the rarest one by one.

    Counts: a name for a name, other words for a name, nothing for a name; a word for a word, a
    name for a word, nothing for a word; alternatives; words whose opposite the sentence has.
    """
    counts = dict.fromkeys(("nn", "nw", "n0", "ww", "wn", "w0", "other", "opposite"), 0)
    rows = []
    for at, token in enumerate(laid.claim):
        if laid.places[at] is not None or token.plain or token.value is not None:
            continue
        between, places = laid.slot(at)
        slot = [laid.sentence[p] for p in places if not laid.sentence[p].plain]
        names = any(other.name for other in slot)
        words = any(not other.name and other.value is None for other in slot)
        if token.name:
            counts["nn" if names else "nw" if slot else "n0"] += 1
        else:
            counts["ww" if words else "wn" if names else "w0"] += 1
        counts["other"] += any(_alternatives(token.word, other.word) for other in slot)
        against = [other.word for other in laid.sentence if not other.plain]
        opposite = bool(opposites([token.word], against))
        counts["opposite"] += opposite
        rows.append(
            (
                load_idf()[token.root],
                float(KINDS[token.kind]),
                float(between),
                float(len(places)),
                float(max((KINDS.get(other.kind, 0) for other in slot), default=0)),
                max((fuzz.ratio(token.word, other.word) for other in slot), default=0.0),
                at / len(laid.claim),
                float(opposite),
            )
        )
    rows.sort(reverse=True)
    told = (rows + [NOTHING] * TOP)[:TOP]
    return [*map(float, counts.values()), *(value for row in told for value in row)]


def _numbers(laid: Laid) -> list[float]:
    """Figures of the claim met, not met, unanswered, not met in the same company; then one of them.

    The one described is the first that is not met, or the first: its bound, whether it is met, how
    well the company of the figure that it is held against fits, and how far off that is.
    """
    met = missed = open_ = surely = 0
    chosen: list[float] = [0.0, 0.0, 0.0, 0.0]
    described = False
    for at, token in enumerate(laid.claim):
        if token.value is None or token.plain:
            continue
        fit, value, off = _counterpart(laid, at)
        bound = _bound(laid.claim, at)
        standing = 0.0
        if value is None:
            open_ += 1
        elif _holds(bound, value, token.value, off):
            met, standing = met + 1, 1.0
        else:
            missed, standing = missed + 1, -1.0
            surely += fit >= 1.0
        if not described or (standing < 0 and chosen[1] >= 0):
            chosen, described = [float(bound), standing, fit, off], True
    return [float(met), float(missed), float(open_), float(surely), *chosen]


def _counterpart(laid: Laid, at: int) -> tuple[float, float | None, float]:
    """The figure of the sentence that a figure of the claim is held against.

    Returns how well its company fits, its value (None where there is none) and how far off it is,
    as a share of the larger. Words beside it count, and nearness of the values.
    """
    token = laid.claim[at]
    assert token.value is not None
    after = _roots(laid.claim[at + 1 : at + 4])[:2]
    before = _roots(laid.claim[max(0, at - 4) : at])[-2:]
    best: tuple[float, float | None, float] = (-9.0, None, -1.0)
    for place, other in enumerate(laid.sentence):
        if other.value is None or other.year != token.year:
            continue
        later = _roots(laid.sentence[place + 1 : place + 5], figures=True)
        sooner = _roots(laid.sentence[max(0, place - 5) : place], figures=True)
        fit = 2.0 * _shared(after, later) + _shared(before, sooner)
        fit += 0.5 * (_shared(after, sooner) + _shared(before, later))
        off = abs(other.value - token.value) / (max(abs(other.value), abs(token.value)) or 1.0)
        fit -= off * (30.0 if token.year else 1.5)
        if fit > best[0]:
            best = (fit, other.value, off)
    return best


def _roots(stretch: Sequence[Token], figures: bool = False) -> list[str]:
    return [t.root for t in stretch if not t.plain and (figures or t.value is None)]


def _shared(some: Sequence[str], others: Sequence[str]) -> int:
    return sum(any(near(root, other) >= NEAR for other in others) for root in some)


def _bound(claim: Sequence[Token], at: int) -> int:
    """The code of the nearest of the three words before a figure that bounds it, or 0."""
    codes = load_table("alternatives.toml")["bounds"]
    words = [token.word for token in claim[max(0, at - 3) : at]]
    return next((codes[word] for word in reversed(words) if word in codes), 0)


def _holds(bound: int, there: float, here: float, off: float) -> bool:
    """Whether a figure of the sentence meets a bounded one of the claim (codes of ``bounds``)."""
    return {
        1: there > here,
        -1: there < here,
        2: there >= here,
        -2: there <= here,
        3: there >= here,
        -3: there <= here,
        4: off < 0.12,
    }.get(bound, there == here)


def _company(laid: Laid) -> list[float]:
    """Order and company of the kept words, and whether the claim opens and ends with kept ones."""
    claim, sentence, taken = laid.claim, laid.sentence, laid.taken
    telling = [at for at, token in enumerate(claim) if not token.plain]
    kept = [place for at in telling if (place := laid.places[at]) is not None]
    turned = sum(one > other for one, other in pairwise(kept))
    span, inside = 0.0, 0
    if kept:
        first, last = min(kept), max(kept)
        span = (last - first + 1) / len(kept)
        inside = sum(p not in taken and not sentence[p].plain for p in range(first, last))
    opening = [at for at in telling if at < 6][:2]
    opened = sum(laid.places[at] is not None for at in opening) / (len(opening) or 1)
    limited = described = 0
    limiting = load_table("alternatives.toml")["limiting"]
    for at in telling:
        place = laid.places[at]
        if not place or place - 1 in taken:
            continue
        before = sentence[place - 1]
        if before.word in limiting or (before.plain and before.value is not None):
            limited += 1
        elif not (before.plain or before.name or before.value is not None):
            described += 1
    ending = [laid.places[at] is not None for at in telling[-3:]]
    return [
        float(turned),
        span,
        float(inside),
        opened,
        float(described),
        float(limited),
        float(sum(laid.alike)),
        float(sum(ending)),
        float(bool(ending) and ending[-1]),
        float(len(telling)),
        len(kept) / (len(telling) or 1),
    ]


def _alternatives(one: str, other: str) -> bool:
    return any(one in group and other in group for group in _groups())


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(group) for group in load_table("alternatives.toml")["sets"])
