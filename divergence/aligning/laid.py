"""A claim laid beside a sentence, word by word: what it keeps and what stands for the rest.

Comes in: a claim and one sentence. Goes out: ``Laid``, in which each word of the claim has its
place in the sentence or none, and for a word without a place the words of the sentence that stand
where it would: its slot. ``slots.py`` measures that, ``marks.py`` names it for a linear model. Word
lists are in ``data/alternatives.toml``, number words in ``data/quantities.toml``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from divergence.language.equivalents import sets_of
from divergence.language.idf import load_idf
from divergence.language.segmentation import stem
from divergence.language.similarity import HEAD, nearness
from divergence.language.tables import load_table

TOKEN = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['’-][^\W\d_]+)*|[%$€£]")
YEARS = (1400, 2100)
"""A whole figure of four digits between these is taken for a year."""

NEAR = 0.6
"""From this nearness on, two stems count as one word."""

EQUIVALENT = 0.65
"""Nearness of words that may say the same thing."""

REACH = 4
"""Words of the claim around one with several places whose places tell which of them is meant."""

WINDOW = 3
WIDEST = 7
"""Words of the claim on either side of a missing one, and words of the sentence between their
places, among which its slot is looked for."""

RARE, TELLING = 6.5, 4.0
"""Inverse document frequencies that part words into three kinds."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case with its stem, its value where it is a number, and its kind.

    ``plain`` words only hold others together; ``name``: written with a capital inside a text.
    """

    word: str
    root: str
    value: float | None
    name: bool
    plain: bool

    @property
    def year(self) -> bool:
        """Whether the word is a year in figures."""
        whole = self.word.isdigit() and len(self.word) == 4
        return self.value is not None and whole and YEARS[0] <= self.value <= YEARS[1]

    @property
    def kind(self) -> str:
        """The word itself where it is plain, else "year", "number", "name" or how rare it is."""
        if self.value is not None:
            return "year" if self.year else "number"
        if self.plain:
            return self.word
        if self.name:
            return "name"
        weight = load_idf()[self.root]
        return "rare" if weight >= RARE else "telling" if weight >= TELLING else "common"


def tokens(text: str) -> list[Token]:
    """The words, figures and signs of a text; "2.5 million" has the value of both on the figure."""
    lists = _lists()
    found = []
    matches = list(TOKEN.finditer(text))
    for at, match in enumerate(matches):
        word = match.group().casefold()
        value = lists.numbers.get(word)
        if word[0].isdigit():
            value = _figure(word)
        following = matches[at + 1].group().casefold() if at + 1 < len(matches) else ""
        if value is not None and word not in lists.scales:
            value *= lists.scales.get(following, 1.0)
        name = match.start() > 0 and match.group()[0].isupper()
        found.append(Token(word, stem(word), value, name, word in lists.plain))
    return found


@dataclass(frozen=True, slots=True)
class Laid:
    """A claim and a sentence with the place in the sentence of each word of the claim, or None.

    ``alike`` tells of which words the sentence has not the very stem but one that comes near.
    """

    claim: Sequence[Token]
    sentence: Sequence[Token]
    places: Sequence[int | None]
    alike: Sequence[bool]
    taken: frozenset[int]

    @classmethod
    def of(cls, claim: str, sentence: str) -> Laid:
        """Lay a claim beside a sentence. Words with one place first, the others near to those."""
        here, there = tokens(claim), tokens(sentence)
        options, alike = _options(here, there)
        places: list[int | None] = [
            found[0] if len(found) == 1 and not token.plain else None
            for token, found in zip(here, options, strict=True)
        ]
        for at, found in enumerate(options):
            if found and places[at] is None:
                places[at] = _nearest(at, found, places)
        taken = frozenset(place for place in places if place is not None)
        return cls(here, there, places, alike, taken)

    def slot(self, at: int) -> tuple[bool, list[int]]:
        """Where in the sentence the word at ``at`` would stand: whether held on both sides, places.

        Between the places of its neighbours, else just after the one before or before the one
        after. Places that other words of the claim take are left out.
        """
        nearby = range(at - 1, max(-1, at - 1 - WINDOW), -1)
        before = next((p for k in nearby if (p := self.places[k]) is not None), None)
        coming = range(at + 1, min(len(self.claim), at + 1 + WINDOW))
        after = next((p for k in coming if (p := self.places[k]) is not None), None)
        if before is not None and after is not None and 0 < after - before <= WIDEST:
            return True, [p for p in range(before + 1, after) if p not in self.taken]
        beside = [] if before is None else [before + 1, before + 2]
        beside += [] if after is None else [after - 1, after - 2]
        return False, [p for p in beside if 0 <= p < len(self.sentence) and p not in self.taken]


def near(root: str, other: str) -> float:
    """How near two stems come, 0 to 1: the same, a common beginning, or words for one thing."""
    if root == other:
        return 1.0
    close = nearness(root, other) if root[:HEAD] == other[:HEAD] and len(root) >= HEAD else 0.0
    if close < NEAR and sets_of(root) & sets_of(other):
        return EQUIVALENT
    return close


def _options(here: Sequence[Token], there: Sequence[Token]) -> tuple[list[list[int]], list[bool]]:
    """For each word of the claim the places where the sentence has it, or comes nearest to it."""
    by_root: dict[str, list[int]] = defaultdict(list)
    by_value: dict[float, list[int]] = defaultdict(list)
    for place, token in enumerate(there):
        by_root[token.root].append(place)
        if token.value is not None:
            by_value[token.value].append(place)
    options, alike = [], []
    for token in here:
        found = by_root.get(token.root, [])
        if not found and token.value is not None:
            found = by_value.get(token.value, [])
        soft = not found and token.value is None and len(token.root) > HEAD
        if soft:
            closest = [(near(token.root, other.root), -place) for place, other in enumerate(there)]
            best = max(closest, default=(0.0, 0))
            found = [-best[1]] if best[0] >= NEAR else []
        options.append(found)
        alike.append(soft and bool(found))
    return options, alike


def _nearest(at: int, found: Sequence[int], places: Sequence[int | None]) -> int:
    """Of several places the one that fits best to the place of the nearest word that has one."""
    known = [
        (abs(at - k), place + at - k)
        for k, place in enumerate(places)
        if place is not None and abs(at - k) <= REACH
    ]
    if not known:
        return found[0]
    wanted = min(known)[1]
    return min(found, key=lambda place: (abs(place - wanted), place))


def _figure(word: str) -> float | None:
    try:
        return float(word.replace(",", ""))
    except ValueError:
        return None  # "1.2.3"


@dataclass(frozen=True, slots=True)
class _Lists:
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    plain: frozenset[str]


@cache
def _lists() -> _Lists:
    table = load_table("quantities.toml")
    numbers = {**table["numbers"], **table["ordinals"], "hundred": 100}
    numbers = {
        word: float(value) for word, value in numbers.items() if word not in ("pair", "both")
    }
    scales = {word: float(value) for word, value in table["scales"].items() if len(word) > 3}
    scales["crores"] = scales["crore"]
    return _Lists(numbers, scales, frozenset(load_table("alternatives.toml")["plain"].split()))
