"""Items of written lists: the words that introduce them, and lists that only name people.

Comes in: a text and its sentences in order. Goes out: which sentences are items and what
introduces each ("The parties agreed to:"), and those that are no statement but a name ("Senator
Jane Doe (D-IL)") in a list of who took part.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.claiming.propositions import starts_clause
from divergence.claiming.words import cue_forms, rules, words_within
from divergence.language.segmentation import ITEM
from divergence.model import Span

WORD = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")
ADDRESS = re.compile(r"\(?https?://\S+")
FIRST_WORDS = 10
"""Words of an item within which its verb stands."""
LONGEST_MARK = 60
"""Characters of an item's indentation and mark."""
LONGEST_NAME = 30
"""Words of an item that may still be a name with an office."""
CAPITALS = 0.6
"""Share of an item's longer words that have a capital where it is a name."""
FEWEST_NAMES = 2
SHORT_INTRODUCTION = 14
"""Words of an introduction that says nothing but what the list is of."""


@dataclass(frozen=True, slots=True)
class Items:
    """``introduced``: what introduces each item; ``names``: sentences that only name someone."""

    introduced: Mapping[Span, Span] = field(default_factory=dict)
    names: frozenset[Span] = frozenset()


def items_of(text: str, sentences: Sequence[Span]) -> Items:
    """The items among the sentences of a text."""
    introduced: dict[Span, Span] = {}
    names: set[Span] = set()
    group: list[Span] = []
    opening: Span | None = None
    for before, sentence in pairwise([None, *sentences, None]):
        if sentence is not None and _is_item(text, sentence):
            if before is not None and text[before.end - 1] == ":":
                opening = before  # also an item that opens a list of its own
            group.append(sentence)
            if opening is not None:
                introduced[sentence] = opening
        elif group and (sentence is None or _opens_line(text, sentence)):
            names |= _names(text, group, opening)
            group, opening = [], None
    return Items(introduced, frozenset(names))


def is_clause(text: str, item: Span) -> bool:
    """Whether an item has a subject and a verb of its own, so that it carries no introduction.

    "Norway commits to open the strait" is one; "opening of the strait" is not.
    """
    if starts_clause(text, item):
        return True
    words = words_within(text, item)[:FIRST_WORDS]
    for place, word in enumerate(words[1:-1], 1):
        if word.text in ",;:":
            return False
        if not word.text.islower() or word.lower.endswith("ing"):
            continue
        if word.lower.endswith(("s", "ed")) and word.lower in cue_forms():
            return True
        named = words[place - 1].text[0].isupper() and words[place + 1].lower in ("to", "that")
        if word.lower.endswith("s") and named:
            return True
    return False


def _is_item(text: str, sentence: Span) -> bool:
    """Whether the mark of an item stands before a sentence, or opens it."""
    line = _line_start(text, sentence.start)
    found = ITEM.match(text, line) if line is not None else None
    return found is not None and sentence.start <= found.end()


def _opens_line(text: str, sentence: Span) -> bool:
    """Whether a sentence begins a line without any indentation: it goes on behind the list."""
    return _line_start(text, sentence.start) == sentence.start


def _line_start(text: str, at: int) -> int | None:
    """Where the line begins that holds ``at``, or None where that is far before it."""
    nearest = max(0, at - LONGEST_MARK)
    found = max(text.rfind("\n", nearest, at), text.rfind("\r", nearest, at))
    return found + 1 if found >= 0 or not nearest else None


def _names(text: str, group: Sequence[Span], opening: Span | None) -> set[Span]:
    """The items of a list of people and bodies, and its introduction where that says no more."""
    named = [item for item in group if _is_name(text, item)]
    if len(named) < max(FEWEST_NAMES, len(group) / 2):
        return set()
    words = _words(text, opening) if opening is not None else []
    told = any(word.casefold() in _takers_part() for word in words)
    titled = sum(any(w.casefold() in _titles() for w in _words(text, item)) for item in named)
    if not told and titled < len(named) / 2:
        return set()
    found = set(named)
    if opening is not None and told and len(words) <= SHORT_INTRODUCTION:
        found.add(opening)
    return found


def _is_name(text: str, item: Span) -> bool:
    """Whether an item names somebody with an office or a place, and states nothing."""
    words = _words(text, item)
    if not words or len(words) > LONGEST_NAME:
        return False
    verbs = rules().auxiliaries | rules().past | frozenset(cue_lexicon().verbs)
    if any(word.islower() and (word in verbs or word.endswith(("ed", "ing"))) for word in words):
        return False
    longer = [word for word in words if len(word) > 3]
    return sum(word[0].isupper() for word in longer) >= CAPITALS * max(1, len(longer))


def _words(text: str, span: Span) -> list[str]:
    return WORD.findall(ADDRESS.sub(" ", text[span.start : span.end]))


@cache
def _takers_part() -> frozenset[str]:
    return frozenset(load_lexicon("claims.toml")["names"]["introduced_by"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_lexicon("claims.toml")["names"]["titles"])
