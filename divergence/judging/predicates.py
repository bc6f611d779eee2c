"""The acts that a claim tells: its verbs, by their stems.

Comes in: the text of a claim. Goes out: for each verb that is more than a light one its stem (with
a particle: "come back") and its characters. There is no parser: a verb is known by its form and by
the word before it. Light verbs and particles are in ``data/accord.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

from divergence.framing.certainty import certainty_marks
from divergence.framing.deed_words import lexicon, listed, past, verb_stem
from divergence.framing.statement import stated
from divergence.framing.tokens import Token, base_forms, tokens
from divergence.framing.vocabulary import is_function_word
from divergence.language.segmentation import stem
from divergence.language.tables import load_table

Span = tuple[int, int]

LONG_ENOUGH = 3
"""Letters of a word that may be a verb."""


@lru_cache(maxsize=4096)
def predicates(text: str) -> Mapping[str, tuple[Span, bool]]:
    """The verbs of what a text states: stem to characters, and whether its form alone shows it.

    After "to" a noun may stand as well as a verb ("committed to dialogue"), so that is not enough
    for both of two texts.
    """
    words = tokens(text)
    inside = {word.start for word in stated(text)}
    judged = [(mark.start, mark.end) for mark in certainty_marks(text)]
    found: dict[str, tuple[Span, bool]] = {}
    for place, word in enumerate(words):
        if word.start not in inside or len(word.text) < LONG_ENOUGH or is_function_word(word):
            continue
        if word.text[:1].isupper() or any(start <= word.start < end for start, end in judged):
            continue
        before = _before(words, place)
        shown = _shows_itself(word, before)
        if not (shown or before == "to"):
            continue
        particle = _particle(words, place)
        if _light(word) and not particle:
            continue
        end = words[place + 1].end if particle else word.end
        for root in _roots(word):
            key = f"{root} {particle}".strip()
            if key not in found or shown:
                found[key] = ((word.start, end), shown)
    return found


def _before(words: tuple[Token, ...], place: int) -> str:
    """The word before, adverbs and "not" aside."""
    at = place - 1
    while at >= 0 and (words[at].folded in _between() or words[at].folded.endswith("ly")):
        at -= 1
    return words[at].folded if at >= 0 else ""


def _between() -> frozenset[str]:
    return frozenset(("not", "also", "never", "been", "being", "now", "then", "again"))


def _shows_itself(word: Token, before: str) -> bool:
    """Whether a word can only be a verb: after a helping verb or pronoun, or past by its form."""
    known = lexicon()
    if word.folded.endswith("ing"):
        return before in known.be
    if before in known.be:
        return past(word.folded) or word.folded in known.participles
    if before in known.modals or before in known.helpers or before in listed("pronouns"):
        return True
    nominal = before in listed("determiners") or before in listed("possessives")
    return past(word.folded) and not nominal and before not in listed("prepositions")


def _particle(words: tuple[Token, ...], place: int) -> str:
    after = words[place + 1].folded if place + 1 < len(words) else ""
    return after if after in _listed("particles") else ""


def _light(word: Token) -> bool:
    """Whether a verb tells nothing by itself, or only that somebody speaks."""
    speaking = load_table("framing-acts.toml")["frame"]["speaking"].split()
    return any(base in _listed("light") or base in speaking for base in base_forms(word.folded))


def _roots(word: Token) -> frozenset[str]:
    return frozenset([verb_stem(word.folded), *(stem(base) for base in base_forms(word.folded))])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(load_table("accord.toml")["predicate"][name].split())
