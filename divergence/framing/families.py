"""Families of names: words that sides use for the same actor, place, thing, act or deed.

Comes in: a phrase. Goes out: the family names in it with their stance. The families are in
``data/framing-families.toml``.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.framing.tokens import Token, base_forms, irregular, tokens
from divergence.language.tables import load_table


class Label(NamedTuple):
    """A family name in a text: its characters, the entry, its family and kind, and its stance."""

    start: int
    end: int
    entry: str
    family: str
    kind: str
    stance: float


class PlaceName(NamedTuple):
    """One of the names of a disputed place: its characters, as written, and the place's number."""

    start: int
    end: int
    text: str
    place: int


@lru_cache(maxsize=4096)
def labels(text: str) -> tuple[Label, ...]:
    """All family names of a text in order."""
    table = _entries()
    words = tokens(text)
    found: list[Label] = []
    at = 0
    while at < len(words):
        entry, size = _longest(table, words, at)
        for family, kind, stance in table.get(entry, ()):
            found.append(
                Label(words[at].start, words[at + size - 1].end, entry, family, kind, stance)
            )
        at += max(size, 1)
    return tuple(found)


@cache
def names_one_thing(family: str) -> bool:
    """Whether all words of a family name one thing, so that any two of them are two labels."""
    return bool(load_table("framing-families.toml")["families"][family].get("one", False))


@cache
def brings_together(family: str) -> bool:
    """Whether two names of a family are enough to show that two claims speak of one thing."""
    return bool(load_table("framing-families.toml")["families"][family].get("meets", False))


@lru_cache(maxsize=4096)
def place_names(text: str) -> tuple[PlaceName, ...]:
    """Names of disputed places in a text, longest first, in order."""
    pattern, numbers = _places()
    return tuple(
        [
            PlaceName(found.start(), found.end(), found.group(), numbers[_plain(found.group())])
            for found in pattern.finditer(text)
        ]
    )


def _longest(
    table: dict[str, list[tuple[str, str, float]]], words: tuple[Token, ...], at: int
) -> tuple[str, int]:
    for size in (4, 3, 2, 1):
        if at + size > len(words):
            continue
        if (
            size > 1
            and words[at].folded not in _first_words()
            and not (set(base_forms(words[at].folded)) & _first_words())
        ):
            continue
        head = [words[at + offset].folded for offset in range(size - 1)]
        for base in base_forms(words[at + size - 1].folded):
            entry = " ".join([*head, base])
            if entry in table:
                return entry, size
        if size > 1:  # "shot down", "laid off": the verb bends, not the last word
            for base in base_forms(words[at].folded):
                entry = " ".join([base, *(words[at + o].folded for o in range(1, size))])
                if entry in table:
                    return entry, size
    base = irregular().get(words[at].folded, "")
    return (base, 1) if base in table else ("", 0)


@cache
def _entries() -> dict[str, list[tuple[str, str, float]]]:
    found: dict[str, list[tuple[str, str, float]]] = {}
    for name, family in load_table("framing-families.toml")["families"].items():
        for item in family["words"].split(","):
            entry, _, stance = item.strip().rpartition(":")
            found.setdefault(entry, []).append((name, family["kind"], float(stance)))
    return found


@cache
def _first_words() -> frozenset[str]:
    return frozenset([entry.split()[0] for entry in _entries() if " " in entry])


@cache
def _places() -> tuple[re.Pattern[str], dict[str, int]]:
    numbers: dict[str, int] = {}
    for number, line in enumerate(load_table("framing-families.toml")["places"]["names"]):
        for name in line.split("|"):
            numbers.setdefault(_plain(name), number)
    names = sorted(
        {name for line in load_table("framing-families.toml")["places"]["names"]
         for name in line.split("|")},
        key=lambda name: (-len(name), name),
    )  # fmt: skip
    whole = "|".join(re.escape(name).replace("'", "['’]") for name in names)
    return re.compile(rf"\b(?:{whole})\b"), numbers


def _plain(name: str) -> str:
    return name.replace("’", "'")
