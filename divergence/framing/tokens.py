"""The words of a sentence as the framing measures see them, and the base forms of a word.

Comes in: any string. Goes out: tokens with their characters, and for a word the base forms that
English inflection may have made it from. No dictionary: a form that does not exist does no harm,
since it is only looked up in the lexicons.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.language.tables import load_table

TOKEN = re.compile(r"\w+(?:['’\-‑]\w+)*")
CLAUSE_END = re.compile(r"[.;:!?()\[\]\n—–]")
ENOUGH = 20_000
"""Characters of one text that are looked at; longer texts are no claims."""


class Token(NamedTuple):
    """A word: its characters, lower case with plain apostrophes, and whether it begins a clause."""

    start: int
    end: int
    text: str
    folded: str


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of ``text`` in order."""
    return tuple(
        [
            Token(found.start(), found.end(), found.group(), _folded(found.group()))
            for found in TOKEN.finditer(text, 0, ENOUGH)
        ]
    )


@lru_cache(maxsize=4096)
def clause_numbers(text: str) -> tuple[int, ...]:
    """For each word of ``text`` the number of the clause (between . ; : ! ? and brackets)."""
    words = tokens(text)
    numbers = []
    number = 0
    before = 0
    for word in words:
        if CLAUSE_END.search(text, before, word.start):
            number += 1
        numbers.append(number)
        before = word.end
    return tuple(numbers)


@lru_cache(maxsize=100_000)
def base_forms(word: str) -> tuple[str, ...]:
    """``word`` itself and what it may be an inflection or a derived adverb of, nearest first."""
    found = [word]
    if word in irregular():
        found.append(irregular()[word])
    if word.endswith("'s"):
        word = word[:-2]
        found.append(word)
    elif word.endswith("'"):
        word = word[:-1]
        found.append(word)
    if len(word) > 3:
        found.extend(_without_endings(word))
    return tuple(dict.fromkeys(found))


@cache
def irregular() -> dict[str, str]:
    """Irregular past forms and participles with their base."""
    pairs = load_table("framing-agency.toml")["forms"]["irregular"].split()
    return dict(pair.split(":", 1) for pair in pairs)


def _folded(word: str) -> str:
    return word.lower().replace("’", "'").replace("‑", "-")


def _without_endings(word: str) -> list[str]:
    found: list[str] = []
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("es"):
            found.append(word[:-2])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
    for ending in ("ed", "ing", "er", "est"):
        if word.endswith(ending) and len(word) - len(ending) > 1:
            root = word[: -len(ending)]
            found += [root, root + "e"]
            if len(root) > 2 and root[-1] == root[-2]:
                found.append(root[:-1])
            if root.endswith("i"):
                found.append(root[:-1] + "y")
    if word.endswith("ly") and len(word) > 4:
        root = word[:-2]
        found.append(root)
        if root.endswith("i"):
            found.append(root[:-1] + "y")
        if root.endswith("b") or root.endswith("p"):
            found.append(root + "le")
        if root.endswith("al"):
            found.append(root[:-2])
        if root.endswith("l"):
            found.append(root + "l")
    if word.endswith("ness"):
        root = word[:-4]
        found.append(root)
        if root.endswith("i"):
            found.append(root[:-1] + "y")
    return found
