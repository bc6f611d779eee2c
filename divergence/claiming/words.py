"""The words of a stretch as the splitter sees them, and its word lists.

Comes in: a text and a span. Goes out: `Word` values with their depth in brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.model import Span

SUBJECT_REACH = 12
"""Words within which a sentence's first verb stands."""
TOKEN = re.compile(r"\w+(?:['’.\-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Rules:
    """The word lists of the splitter."""

    listing: frozenset[str]
    not_gerunds: frozenset[str]
    matters: frozenset[str]
    auxiliaries: frozenset[str]
    subjects: frozenset[str]
    past: frozenset[str]
    speaking: frozenset[str]
    not_past: frozenset[str]
    no_verbs: frozenset[str]
    contrast: frozenset[str]
    clauses: frozenset[str]
    modals: frozenset[str]
    behind_have: frozenset[str]
    day_parts: frozenset[str]
    kinds_of_hearers: frozenset[str]
    fewest: int
    longest: int


@cache
def rules() -> Rules:
    """The packaged lists. Raises DataFileError when the file is missing or damaged."""
    data = load_lexicon("claims.toml")["splitting"]
    lists = {name: frozenset(data[name]) for name in Rules.__annotations__ if name in data}
    return Rules(**lists, fewest=data["fewest_words"], longest=data["longest_characters"])


@dataclass(frozen=True, slots=True)
class Word:
    """One word or mark; ``depth`` counts the brackets around it."""

    start: int
    end: int
    text: str
    lower: str
    depth: int


def words_within(text: str, span: Span) -> list[Word]:
    """Words and marks with their depth in brackets; quotation marks do not count as depth."""
    words = []
    depth = 0
    for found in TOKEN.finditer(text, span.start, span.end):
        word = found.group()
        if word in "([":
            depth += 1
        words.append(
            Word(found.start(), found.end(), word, word.casefold().replace("’", "'"), depth)
        )
        if word in ")]" and depth:
            depth -= 1
    return words


@cache
def cue_forms() -> frozenset[str]:
    """Forms of reporting verbs and of verbs of discussion."""
    return frozenset(cue_lexicon().verbs) | rules().listing


def is_verbal(words: Sequence[Word], at: int) -> bool:
    """Whether a predicate without a subject begins here."""
    return words[at].lower in rules().auxiliaries or is_past(words[at])


def is_past(word: Word) -> bool:
    """Whether a word is a past form, by the list or its ending."""
    return word.lower in rules().past or (
        word.lower.endswith("ed")
        and len(word.lower) > 4
        and word.text[0].islower()
        and word.lower not in rules().not_past
    )
