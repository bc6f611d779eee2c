"""Charged words: where a text uses words that judge while they tell.

Comes in: a text. Goes out: the charged words and phrases with their characters, lexicon classes
and stance (hostile, favourable, or none for words that only mark a subjective voice). The lexicon
is ``data/framing-charged.toml``; a word with a plain sense too is told apart by the words beside
it.

Sources for the classes: M. Recasens, C. Danescu-Niculescu-Mizil and D. Jurafsky (2013), Linguistic
Models for Analyzing and Detecting Biased Language; H. Rashkin, S. Singh and Y. Choi (2016),
Connotation Frames; G. Da San Martino et al. (2019), Fine-Grained Analysis of Propaganda.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from divergence.framing.tokens import Token, base_forms, clause_numbers, tokens
from divergence.language.tables import load_table

Charge = Literal["hostile", "favourable", "none"]

LONGEST_PLAIN = 6
"""Letters of a word that is not looked at for how it is built."""

BESIDE = 4
"""Words to either side that decide between a plain and a charged sense."""


class ChargedWord(NamedTuple):
    """A charged word or phrase: places of its words, lexicon entry, classes and stance.

    ``first`` and ``last`` are the indices of its words in ``tokens(text)``, the last included.
    ``doubtful`` marks a hit that the words beside it speak against; only features count it.
    """

    start: int
    end: int
    first: int
    last: int
    entry: str
    classes: tuple[str, ...]
    stance: Charge
    doubtful: bool = False


@lru_cache(maxsize=4096)
def charged_words(text: str) -> tuple[ChargedWord, ...]:
    """All charged words and phrases of ``text`` in order, longest match first, none overlapping."""
    lexicon = _lexicon()
    words = tokens(text)
    found = []
    at = 0
    while at < len(words):
        entry, size = lexicon.longest_at(words, at)
        if not size:
            at += 1
            continue
        classes = lexicon.classes.get(entry) or lexicon.affix(entry)
        last = at + size - 1
        found.append(
            ChargedWord(
                words[at].start,
                words[last].end,
                at,
                last,
                entry,
                classes,
                lexicon.stance(classes),
                not _in_charged_sense(text, words, at, last, entry),
            )
        )
        at += size
    return tuple(found)


class Lexicon(NamedTuple):
    """The data file, ready to look up."""

    classes: dict[str, tuple[str, ...]]
    phrases: dict[str, list[tuple[str, ...]]]
    stances: dict[str, Charge]
    figurative: dict[str, frozenset[str]]
    literal: dict[str, frozenset[str]]
    affixes: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]

    def longest_at(self, words: tuple[Token, ...], at: int) -> tuple[str, int]:
        """The entry that begins at a word and its length in words; ("", 0) for none."""
        for base in base_forms(words[at].folded):
            for phrase in self.phrases.get(base, ()):
                if _continues(words, at, phrase):
                    return " ".join(phrase), len(phrase)
        entry = self.entry_of(words[at].folded)
        return (entry, 1) if entry else ("", 0)

    def entry_of(self, word: str) -> str:
        """The lexicon entry that one word is a form of, or ''."""
        for base in base_forms(word):
            if base in self.classes:
                return base
        return word if len(word) > LONGEST_PLAIN and self.affix(word) else ""

    def affix(self, word: str) -> tuple[str, ...]:
        """The class of a word by how it is built; () for none."""
        for name, (prefixes, suffixes) in self.affixes.items():
            if word.startswith(prefixes) or word.endswith(suffixes):
                return (name,)
        return ()

    def stance(self, classes: Iterable[str]) -> Charge:
        """The first stance other than none among the classes."""
        stances = [self.stances.get(name, "none") for name in classes]
        return next((stance for stance in stances if stance != "none"), "none")


def _continues(words: tuple[Token, ...], at: int, phrase: tuple[str, ...]) -> bool:
    if at + len(phrase) > len(words):
        return False
    return all(
        part in base_forms(words[at + offset].folded)
        for offset, part in enumerate(phrase)
        if offset
    )


def _in_charged_sense(
    text: str, words: tuple[Token, ...], first: int, last: int, entry: str
) -> bool:
    """Whether the words beside an entry leave it its charged sense."""
    lexicon = _lexicon()
    needed = lexicon.figurative.get(entry)
    plain = lexicon.literal.get(entry)
    if needed is None and plain is None:
        return True
    clauses = clause_numbers(text)
    beside = {
        form
        for place in range(max(0, first - BESIDE), min(len(words), last + 1 + BESIDE))
        if not first <= place <= last and clauses[place] == clauses[first]
        for form in base_forms(words[place].folded)
    }
    if first and words[first - 1].folded.endswith("'s"):
        beside.add("'s")
    if plain is not None and beside & plain:
        return False
    return needed is None or bool(beside & needed)


@cache
def _lexicon() -> Lexicon:
    table = load_table("framing-charged.toml")
    classes: dict[str, tuple[str, ...]] = {}
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for name, group in table["classes"].items():
        for entry in _entries(group["words"]):
            classes[entry] = (*classes.get(entry, ()), name)
            if " " in entry:
                parts = tuple(entry.split())
                phrases.setdefault(parts[0], []).append(parts)
    for options in phrases.values():
        options.sort(key=lambda parts: (-len(parts), parts))
    return Lexicon(
        classes=classes,
        phrases=phrases,
        stances={
            **{name: group["stance"] for name, group in table["classes"].items()},
            "hostile affix": "hostile",
        },
        figurative={word: frozenset(near.split()) for word, near in table["figurative"].items()},
        literal={word: frozenset(near.split()) for word, near in table["literal"].items()},
        affixes={
            f"{kind} affix": (
                tuple(_entries(table["affixes"][f"{kind}_prefixes"])),
                tuple(_entries(table["affixes"][f"{kind}_suffixes"])),
            )
            for kind in ("hostile", "plain")
        },
    )


def _entries(listed: str) -> list[str]:
    return [entry.strip() for entry in listed.replace("\n", " ").split(",") if entry.strip()]
