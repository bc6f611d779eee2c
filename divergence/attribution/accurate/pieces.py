"""Words into the pieces of a vocabulary, as BERT's uncased models read them.

Comes in: words and a vocabulary. Goes out: for each word the numbers of its pieces. The same
pieces as the package `tokenizers` gives (a test compares them); written out here because that
package brings 41 MB of others for what takes a few dozen lines. Source: J. Devlin et al. (2019);
the longest piece first, as M. Schuster and K. Nakajima (2012).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

UNKNOWN = "[UNK]"
LONGEST_WORD = 100
"""Characters; a longer run without marks is unknown as a whole."""
IDEOGRAPHS = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F),
    (0x2B920, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)
"""Blocks whose characters stand alone, as the vocabulary was made."""


class WordPieces:
    """Splits words; remembers none, so that memory stays bounded."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._numbers = dict(vocabulary)
        self._unknown = self._numbers[UNKNOWN]

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """The numbers of each word's pieces."""
        return [
            [number for run in _runs(word[:LONGEST_TOKEN]) for number in self._split(run)]
            for word in words
        ]

    def _split(self, run: str) -> list[int]:
        whole = self._numbers.get(run)
        if whole is not None:
            return [whole]
        if len(run) > LONGEST_WORD:
            return [self._unknown]
        found: list[int] = []
        start = 0
        while start < len(run):
            stem = "##" if start else ""
            for end in range(len(run), start, -1):
                number = self._numbers.get(stem + run[start:end])
                if number is not None:
                    found.append(number)
                    start = end
                    break
            else:
                return [self._unknown]
        return found


LONGEST_TOKEN = 400
"""Characters looked at of one token, so that an endless one costs no more than others."""


def _runs(word: str) -> list[str]:
    """Runs of letters and digits, and single marks, in lower case without accents."""
    if word.isascii() and word.isalnum():
        return [word.lower()]
    plain = unicodedata.normalize("NFD", _spaced(word))
    kept = "".join(c for c in plain if unicodedata.category(c) != "Mn").lower()
    runs: list[str] = []
    open_run = False
    for character in kept:
        if character.isspace():
            open_run = False
        elif _is_mark(character):
            runs.append(character)
            open_run = False
        elif open_run:
            runs[-1] += character
        else:
            runs.append(character)
            open_run = True
    return runs


def _spaced(word: str) -> str:
    """Without control characters, ideographs set apart."""
    out = []
    for character in word:
        code = ord(character)
        if code in (0, 0xFFFD) or unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs"):
            continue
        if any(low <= code <= high for low, high in IDEOGRAPHS):
            out.append(f" {character} ")
        else:
            out.append(character)
    return "".join(out)


def _is_mark(character: str) -> bool:
    """Punctuation, or any ASCII sign that is neither letter, digit nor space."""
    if character.isascii():
        return character.isprintable() and not character.isalnum() and character != " "
    return unicodedata.category(character).startswith("P")
