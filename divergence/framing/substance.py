"""Substance: what one side tells of a matter and the other leaves out.

Comes in: two aligned claims. Goes out: for each side the phrase of its statement that has no
counterpart in the other's, where it is more than a word and makes up enough of the statement.
Figures, dates and names are told by ``selection``; everyday synonyms and other forms of a word are
counterparts.

Source: R. Fan et al. (2019), In Plain Sight (BASIL), on informational bias: what a text chooses to
tell.
"""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.framing.context import FramingContext, evidence, listed, quoted, threshold
from divergence.framing.families import labels
from divergence.framing.statement import stated
from divergence.framing.tokens import Token, base_forms, tokens
from divergence.framing.vocabulary import is_function_word, synonyms
from divergence.language.idf import load_idf
from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Claim, FramingDifference

STOP = re.compile(r"[.;:!?,()\[\]\n“”\"—–]|\s-\s")
"""What a phrase does not reach over."""

LONGEST = 9
"""Words of a phrase that is shown; a clause of no more is shown whole."""

COMMON = 2
"""Words that both texts have and that a reason names."""

TELLING = 0.7
"""Weight from which a word that both have says what the matter is."""


class Own(NamedTuple):
    """What only one text tells: its share of the text's weight, and the phrase that shows it."""

    share: float
    start: int
    end: int


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """What each of two aligned claims tells that the other leaves out; None where neither does."""
    sides = [
        (claim, own)
        for claim, other in ((first, second), (second, first))
        if (own := own_part(claim.text, other.text)) is not None
    ]
    if not sides:
        return None
    shown = {claim.id: claim.text[own.start : own.end] for claim, own in sides}
    if len(sides) == 2:
        reason = (
            f"{context.says(first, 'speaks')} of {quoted(shown[first.id])}, "
            f"{context.label(second)} of {quoted(shown[second.id])}"
        )
    else:
        reason = f"only {context.says(sides[0][0], 'speaks')} of {quoted(shown[sides[0][0].id])}"
    common = in_common(first.text, second.text)
    if common:
        reason += f"; both of {listed(common)}"
    return FramingDifference(
        "substance",
        scope,
        tuple((str(claim.party), shown.get(claim.id, "")) for claim in (first, second)),
        round(max(own.share for _, own in sides), 4),
        threshold(scope, "substance"),
        reason,
        tuple(evidence(claim, own.start, own.end) for claim, own in sides),
        (first.id, second.id),
    )


@lru_cache(maxsize=4096)
def in_common(text: str, other: str) -> tuple[str, ...]:
    """The most telling words that both texts state, at most COMMON, each in the shorter form.

    The texts the other way round give the same words.
    """
    found: dict[str, float] = {}
    for word in stated(text):
        weight = _weight(word)
        if weight < TELLING or word.text[:1].isupper() or word.folded in _no_matter():
            continue
        same = [twin.text for twin in stated(other) if stem(twin.folded) == stem(word.folded)]
        same = [twin for twin in same if not twin[:1].isupper()]
        if same:
            found[min(word.folded, *same, key=lambda form: (len(form), form))] = weight
    return tuple(sorted(found, key=lambda form: (-found[form], form))[:COMMON])


@lru_cache(maxsize=4096)
def own_part(text: str, other: str) -> Own | None:
    """What ``text`` states and ``other`` does not, or None for a word or a small part."""
    limits = load_table("framing-thresholds.toml")["substance"]
    words = stated(text)
    number = dict(zip(tokens(text), _clauses(text), strict=True))
    clauses = [number[word] for word in words]
    theirs = _senses_of(other)
    weights = [_weight(word) for word in words]
    alone = [
        weight > 0 and not (_senses(word) & theirs)
        for word, weight in zip(words, weights, strict=True)
    ]
    whole = math.fsum(weights)
    if sum(alone) < limits["words"] or not whole:
        return None
    share = math.fsum(w for w, own in zip(weights, alone, strict=True) if own) / whole
    first, last = _heaviest(clauses, weights, alone)
    there = [place for place, clause in enumerate(clauses) if clause == clauses[first]]
    if len(there) <= LONGEST:
        first, last = there[0], there[-1]
    else:
        first, last = _completed(text, words, clauses, first, last)
    return Own(round(share, 4), words[first].start, words[last].end)


def _heaviest(clauses: list[int], weights: list[float], alone: list[bool]) -> tuple[int, int]:
    """First and last word of the run that tells most of what only one text has.

    A run keeps within a clause. Words of both texts may stand inside it, not at its ends; the
    earliest of equals is taken.
    """
    best, found = -1.0, (0, 0)
    places = [place for place, own in enumerate(alone) if own]
    for first in places:
        for last in (place for place in places if first <= place < first + LONGEST):
            if clauses[last] != clauses[first]:
                break
            inside = range(first, last + 1)
            told = math.fsum(weights[at] for at in inside if alone[at])
            shared = sum(weights[at] > 0 and not alone[at] for at in inside)
            if told - shared / 2 > best:
                best, found = told - shared / 2, (first, last)
    return found


def _completed(
    text: str, words: tuple[Token, ...], clauses: list[int], first: int, last: int
) -> tuple[int, int]:
    """The run with the nouns that end it and the words that describe its beginning.

    "Guidance is that cold" goes on to "calling", "family" back to "American".
    """
    while (
        last + 1 < len(words)
        and last + 1 - first < LONGEST
        and clauses[last + 1] == clauses[first]
        and not is_function_word(words[last + 1])
        and text[words[last].end : words[last + 1].start].isspace()
    ):
        last += 1
    while (
        first > 0
        and last + 1 - first < LONGEST
        and clauses[first - 1] == clauses[first]
        and not is_function_word(words[first - 1])
        and text[words[first - 1].end : words[first].start].isspace()
    ):
        first -= 1
    return first, last


@lru_cache(maxsize=4096)
def _clauses(text: str) -> tuple[int, ...]:
    """For each word the number of its stretch between stops, commas and quotation marks."""
    words = tokens(text)
    numbers = []
    number = before = 0
    for word in words:
        number += bool(STOP.search(text, before, word.start))
        numbers.append(number)
        before = word.end
    return tuple(numbers)


def _weight(word: Token) -> float:
    """What a word tells; 0 for function words, figures, and names inside a sentence."""
    if is_function_word(word) or word.text[:1].isdigit():
        return 0.0
    if word.text[:1].isupper() and word.start > 0:
        return 0.0
    return min(1.0, load_idf()[stem(word.folded)] / FULL)


FULL = 5.0
"""Idf from which a word counts in full."""


@lru_cache(maxsize=4096)
def _senses_of(text: str) -> frozenset[int | str]:
    found: set[int | str] = set()
    for word in stated(text):
        found |= _senses(word)
    for label in labels(text):
        found.add(f"family {label.family}")
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _senses_of_word(folded: str) -> frozenset[int | str]:
    found: set[int | str] = {stem(folded)}
    for base in base_forms(folded):
        found.add(stem(base))
        found |= synonyms().get(base, frozenset())
        for prefix in _prefixes():
            if base.startswith(prefix) and len(base) > len(prefix) + 2:
                found.add(stem(base.removeprefix(prefix)))
    return frozenset(found)


def _senses(word: Token) -> frozenset[int | str]:
    """By what a word is found again: its stems, its sets of synonyms, and without "re-"."""
    return _senses_of_word(word.folded)


@cache
def _no_matter() -> frozenset[str]:
    """Words that name no matter though they are rare: numbers, and those that open a clause."""
    table = load_table("framing-synonyms.toml")
    return frozenset(f"{table['number_words']} {table['clause_words']}".split())


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(load_table("framing-synonyms.toml")["prefixes"].split())
