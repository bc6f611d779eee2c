"""What two texts call a quality, a deed or the thing itself, wherever it stands in them.

Comes in: two texts. Goes out: pairs of phrases that answer each other though they do not stand in
each other's place: qualities of one family ("constructive", "positive"), verbs of one family
("detained", "abducted"), and what each text says that something is ("as a triumph", "a sham").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from divergence.framing.families import Label, labels
from divergence.framing.phrases import Phrase, Replacement
from divergence.framing.statement import speaking_verb, statement
from divergence.framing.tokens import Token, base_forms, clause_numbers, tokens
from divergence.framing.vocabulary import (
    alike,
    content_stems,
    is_function_word,
    stated_stems,
    text_stems,
)
from divergence.language.tables import load_table

LONGEST_CHARACTER = 5
"""Words of what a text says that something is."""

FEW_SHARED = 2
"""Content words that both texts have, from which their verbs are compared."""

LEAST_STATED = 0.6
"""Share of content words of the longer statement from which two texts state all but the same."""

LEAST_VERB_STANCE = 0.5
"""Stance points from which two verbs of one family are told apart."""


def qualities_apart(first: str, second: str) -> list[Replacement]:
    """Qualities of one family, one in each text and not the same: "constructive", "positive"."""
    return _family_apart(first, second, "atmosphere", 0.0)


def verbs_apart(first: str, second: str) -> list[Replacement]:
    """Verbs of one family and of different stance, in texts that tell the same otherwise."""
    if not alike(first, second) and len(stated_stems(first) & stated_stems(second)) < FEW_SHARED:
        return []
    return _family_apart(first, second, "verb", LEAST_VERB_STANCE)


def characters_apart(first: str, second: str) -> list[Replacement]:
    """What each text says that something is: "as a triumph of democracy" against "as a sham"."""
    left, right = character(first), character(second)
    if left is None or right is None or content_stems(left.words) & content_stems(right.words):
        return []
    return [Replacement(left, right)]


def frames_apart(first: str, second: str) -> list[Replacement]:
    """Who speaks and by which verb, each as a pair, where both texts state all but the same.

    "The rebels alleged that ..." against "The inspectors verified that ...".
    """
    verbs = speaking_verb(first), speaking_verb(second)
    if verbs[0] is None or verbs[1] is None:
        return []
    stems = stated_stems(first), stated_stems(second)
    if len(stems[0] & stems[1]) < LEAST_STATED * max(len(stems[0]), len(stems[1]), 1):
        return []
    words = tokens(first), tokens(second)
    pairs = [
        Replacement(
            Phrase(first, words[0][verbs[0] : verbs[0] + 1]),
            Phrase(second, words[1][verbs[1] : verbs[1] + 1]),
        )
    ]
    speakers = tuple(_group(words[side][: verbs[side]]) for side in (0, 1))
    if speakers[0] and speakers[1]:
        pairs.insert(0, Replacement(Phrase(first, speakers[0]), Phrase(second, speakers[1])))
    return [
        pair
        for pair in pairs
        if content_stems(pair.first.words) != content_stems(pair.second.words)
    ]


@lru_cache(maxsize=4096)
def character(text: str) -> Phrase | None:
    """What a text says that something is ("described it as X", "spoke of X"), or None."""
    words = tokens(text)
    clauses = clause_numbers(text)
    for place, word in enumerate(words):
        bases = base_forms(word.folded)
        if any(base in _words("of") for base in bases):
            following = words[place + 1 : place + 2]
            phrase = _group(words[place + 2 :]) if following and following[0].folded == "of" else ()
            if phrase:
                return Phrase(text, phrase)
        for kind, openers in (("as", ("as",)), ("article", ("a", "an"))):
            if not any(base in _words(kind) for base in bases):
                continue
            for at in range(place + 2, len(words)):
                if clauses[at] != clauses[place]:
                    break
                if words[at].folded not in openers:
                    continue
                phrase = _group(words[at + 1 :])
                if phrase:
                    return Phrase(text, phrase)
    return None


def _group(words: Sequence[Token]) -> tuple[Token, ...]:
    """The first words up to a preposition other than "of", without articles; () where too many."""
    start = 0
    while start < len(words) and words[start].folded in ("a", "an", "the"):
        start += 1
    found: list[Token] = []
    for word in words[start:]:
        if is_function_word(word) and word.folded not in ("of", "on", "and"):
            break
        found.append(word)
    while found and is_function_word(found[-1]):
        found.pop()
    return tuple(found) if len(found) <= LONGEST_CHARACTER else ()


def _family_apart(first: str, second: str, kind: str, least: float) -> list[Replacement]:
    sides = [_of_kind(text, kind) for text in (first, second)]
    pairs = []
    for family in sorted(set(sides[0]) & set(sides[1])):
        left, right = (side[family] for side in sides)
        if len({label.entry for label in left}) != 1 or len({label.entry for label in right}) != 1:
            continue
        if left[0].entry == right[0].entry or abs(left[0].stance - right[0].stance) < least:
            continue
        pair = Replacement(_phrase_of(first, left[0]), _phrase_of(second, right[0]))
        if kind != "verb" or not (
            content_stems(pair.first.words) & text_stems(second)
            or content_stems(pair.second.words) & text_stems(first)
        ):
            pairs.append(pair)
    return pairs


def _of_kind(text: str, kind: str) -> dict[str, list[Label]]:
    """The labels of one kind by family, without those in the words of who speaks."""
    start, end = statement(text)
    found: dict[str, list[Label]] = {}
    for label in labels(text):
        if label.kind == kind and (start <= label.start and label.end <= end):
            found.setdefault(label.family, []).append(label)
    return found


def _phrase_of(text: str, label: Label) -> Phrase:
    words = tuple(
        [token for token in tokens(text) if label.start <= token.start and token.end <= label.end]
    )
    return Phrase(text, words)


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(load_table("framing-acts.toml")["character"][kind].split())
