"""Longest matches of many fixed phrases in a text, word by word.

Comes in: phrases with any value attached, and a text. Goes out: which phrase begins at which word.
Words are compared folded (case, accents, kinds of apostrophe and hyphen); a phrase's capitals must
be there in the text too, so that "Turkey" and "US" are not "turkey" and "us".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

V = TypeVar("V")

TOKEN = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+")
"""Dotted initials ("U.S.") or a run of letters and digits."""

GAP = re.compile(r"[ \t\u00a0\u202f]*(?:\r\n|\r|\n)?[ \t\u00a0\u202f]*|[-‐‑–'’ʼ‘`]")
"""What may stand between two words of one phrase: white space within a paragraph, or one sign."""

PLURAL_GAP = re.compile(r"['’ʼ‘`][ \u00a0\u202f]")
"""After a word in "s" an apostrophe and a space may stand too ("Teachers' Union")."""

ABBREVIATION_GAP = re.compile(r"\. ?")
"""After a word of at most ABBREVIATION letters a full stop may stand too ("St. Lucia")."""

ABBREVIATION = 3

ANY_CASE, CAPITAL, EXACT = 0, 1, 2


class Token(NamedTuple):
    """A word: its characters in the text, as they stand, and folded for comparison."""

    start: int
    end: int
    text: str
    folded: str


class Phrase(NamedTuple, Generic[V]):
    """A phrase as it was given, its folded words, the case each must have, and its value."""

    form: str
    words: tuple[str, ...]
    cases: tuple[int, ...]
    value: V


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of ``text[start:end]`` with offsets into ``text``."""
    end = len(text) if end is None else end
    found = []
    for match in TOKEN.finditer(text, start, end):
        word = match.group()
        if "." in word:
            # A sentence may end in initials: the last full stop belongs to either.
            word = word.replace(".", "")
        found.append(Token(match.start(), match.end(), word, fold(word)))
    return found


def fold(word: str) -> str:
    """The word without case and accents, so that "Türkiye" and "turkiye" are one."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return bare.translate(UNDECOMPOSED)


UNDECOMPOSED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe"})


def phrase(form: str, value: V, *, any_case: bool = False) -> Phrase[V]:
    """A phrase from its written form; ``any_case`` lets it match whatever the capitals."""
    if form.isascii() and form.replace(" ", "").isalpha():  # most: nothing to take apart
        folded = tuple(form.lower().split())
        bare = form.split()
        cases = tuple([ANY_CASE if any_case else _case(word) for word in bare])
        return Phrase(form, folded, cases, value)
    words = tokens(form)
    return Phrase(
        form,
        tuple([word.folded for word in words]),
        tuple([ANY_CASE if any_case else _case(word.text) for word in words]),
        value,
    )


class PhraseTable(Generic[V]):
    """Phrases by their first word; of equal ones the first given wins."""

    def __init__(self, phrases: Iterable[Phrase[V]]) -> None:
        self._by_first: dict[str, list[Phrase[V]]] = {}
        for entry in phrases:
            if entry.words:
                self._by_first.setdefault(entry.words[0], []).append(entry)
        for entries in self._by_first.values():
            if len(entries) > 1:
                entries.sort(key=_length, reverse=True)

    def __contains__(self, first_word: str) -> bool:
        return first_word in self._by_first

    def at(
        self, text: str, words: list[Token], place: int, *, any_case: bool = False
    ) -> Phrase[V] | None:
        """The longest phrase that begins at ``words[place]``, or None."""
        entries = self._by_first.get(words[place].folded)
        if entries is None:
            return None
        for entry in entries:
            if _matches(text, words, place, entry, any_case):
                return entry
        return None


def joined(text: str, left: Token, right: Token) -> bool:
    """Whether two neighbouring words may belong to one phrase, by what stands between them."""
    gap = text[left.end : right.start]
    if gap == " ":
        return True
    if GAP.fullmatch(gap) or (left.folded.endswith("s") and PLURAL_GAP.fullmatch(gap)):
        return True
    return len(left.text) <= ABBREVIATION and ABBREVIATION_GAP.fullmatch(gap) is not None


def _case(word: str) -> int:
    if word.isupper() and len(word) > 1:
        return EXACT
    return CAPITAL if word[0].isupper() else ANY_CASE


def _length(entry: Phrase[V]) -> int:
    return len(entry.words)


def _matches(text: str, words: list[Token], place: int, entry: Phrase[V], any_case: bool) -> bool:
    size = len(entry.words)
    if place + size > len(words):
        return False
    for offset in range(size):
        word = words[place + offset]
        if word.folded != entry.words[offset]:
            return False
        case = entry.cases[offset]
        if case and not any_case:
            if not word.text[0].isupper():
                return False
            if case == EXACT and not word.text.isupper():
                return False
        if offset and not joined(text, words[place + offset - 1], word):
            return False
    return True
