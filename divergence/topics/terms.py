"""The notation of topic terms, and finding them among the words of a text.

Comes in: terms as topics.toml writes them. Goes out: where they stand in a text.

- ``refugee`` also finds its regular endings (refugees, and so on for -ed, -ing);
- ``withdraw*`` finds every word that begins so;
- ``territorial integrity`` finds the words side by side;
- ``withdraw* & troop*`` finds both, in either order, the second at most NEAR words away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from divergence.language.idf import load_idf
from divergence.language.phrases import Token
from divergence.language.segmentation import stem

NEAR = 6
"""Most words between the first part of an ``&`` term and another."""

LEAST_PREFIX = 3
LEAST_MISSPELT = 8
"""Letters that a word must have to be taken for a misspelling of another."""

TWO_SLIPS = 12
"""Letters from which on two slips are forgiven, not one."""

ANY_SLIP = 11
"""Letters from which on a wrong letter is forgiven. In shorter words only a letter that is missing,
doubled or has changed places: "collusion" is no misspelt "collision"."""


PLAIN = str.maketrans("", "", " *")
"""What a term may hold besides letters and digits without being taken apart."""

SIGNS = str.maketrans("&-'’", "    ", ".")
"""Signs that part the words of a term, and one that is left out of them."""

SELDOM = 6.6
"""Idf weight from which on a word may be a slip: at most one text in some three hundred has it."""


class Term(NamedTuple):
    """A term of a topic: its parts (of words or ``prefix*``), and how much it shows (0 to 1)."""

    topic: str
    text: str
    parts: tuple[tuple[str, ...], ...]
    weight: float
    needs: frozenset[str] = frozenset()
    """What a text must hold beside the first word, looked up before any place is compared."""


class Hit(NamedTuple):
    """A term found in words ``first`` up to ``after``; ``parts`` are where its parts stand."""

    term: Term
    first: int
    after: int
    parts: tuple[tuple[int, int], ...]


def term(topic: str, text: str, weight: float) -> Term:
    """A term from its notation. ValueError where nothing is left of it."""
    if _is_plain(text):  # most terms: one part, no signs
        parts: tuple[tuple[str, ...], ...] = (tuple(text.lower().split()),)
    else:
        signed = text.lower().replace("’", "'").split("&")
        parts = tuple([tuple(_elements(part)) for part in signed])
    if not all(parts):
        raise ValueError(f"the term {text!r} has no words, or none beside an '&'")
    if "*" in text:
        for word in (word for part in parts for word in part):
            if "*" in word[:-1]:
                raise ValueError(f"the term {text!r} has a '*' inside a word")
            if word.endswith("*") and len(word) <= LEAST_PREFIX:
                raise ValueError(
                    f"the term {text!r} has a stem of fewer than {LEAST_PREFIX} letters"
                )
    needs = frozenset([word for part in parts for word in part]) - {parts[0][0]}
    return Term(topic, text, parts, weight, needs)


class RawTerm(NamedTuple):
    """A term as it is written; taken apart only when its first word turns up in a text."""

    topic: str
    text: str
    weight: float


class TermIndex:
    """Terms by their first word. Built once for a catalogue; asked once for each text."""

    def __init__(self, terms: Iterable[RawTerm]) -> None:
        self._raw: dict[str, list[RawTerm]] = {}
        self._read_terms: dict[str, tuple[Term, ...]] = {}
        written = []
        for entry in terms:
            self._raw.setdefault(_first_word(entry.text), []).append(entry)
            written.append(entry.text)
        vocabulary = set(" ".join(written).lower().translate(SIGNS).split())
        self._whole = frozenset([word for word in vocabulary if not word.endswith("*")])
        self._prefixes = frozenset([word[:-1] for word in vocabulary if word.endswith("*")])
        self._longest = max(map(len, self._prefixes), default=0)
        self._misspelt: dict[str, list[str]] | None = None
        self._elements_of = lru_cache(maxsize=20_000)(self._read)

    def hits(self, words: Sequence[Token]) -> Iterator[Hit]:
        """All places where a term stands among ``words``, by first word."""
        read = [
            self._elements_of(word.folded, word.text[0].islower() or place == 0)
            for place, word in enumerate(words)
        ]
        present = frozenset([element for elements in read for element in elements])
        for place, elements in enumerate(read):
            for element in elements:
                for entry in self._beginning_with(element):
                    if not entry.needs:
                        yield Hit(entry, place, place + 1, ((place, place + 1),))
                    elif entry.needs <= present and (
                        after := _part_at(read, place, entry.parts[0])
                    ):
                        parts = _with_others(read, place, after, entry.parts[1:])
                        if parts is not None:
                            first, last = min(parts)[0], max(end for _, end in parts)
                            yield Hit(entry, first, last, parts)

    def _beginning_with(self, element: str) -> tuple[Term, ...]:
        """The terms whose first word is ``element``, taken apart once."""
        found = self._read_terms.get(element)
        if found is None:
            raw = self._raw.get(element, ())
            found = self._read_terms[element] = tuple([term(*entry) for entry in raw])
        return found

    def _read(self, word: str, may_be_misspelt: bool) -> tuple[str, ...]:
        """The elements of terms that a word fulfils."""
        found = [form for form in _endings_off(word) if form in self._whole]
        for length in range(LEAST_PREFIX, min(len(word), self._longest) + 1):
            if word[:length] in self._prefixes:
                found.append(word[:length] + "*")
        if not found and may_be_misspelt and len(word) >= LEAST_MISSPELT:
            found = self._spelt_right(word)
        return tuple(dict.fromkeys(found))

    def _spelt_right(self, word: str) -> list[str]:
        """The elements that an unknown word is a misspelling of: one slip, two in long words."""
        alike = self._alike(word)
        if not alike or load_idf()[stem(word)] < SELDOM:
            return []
        from rapidfuzz.distance import OSA

        found = []
        for element in alike:
            bare = element.rstrip("*")
            slips = 2 if len(word) >= TWO_SLIPS and bare == element else 1
            seen = word[: len(bare)] if element.endswith("*") else word
            if (
                abs(len(seen) - len(bare)) <= slips
                and OSA.distance(seen, bare, score_cutoff=slips) <= slips
                and (len(seen) >= ANY_SLIP or _slipped(seen, bare))
            ):
                found.append(element)
        return found

    def _alike(self, word: str) -> list[str]:
        """Long elements that begin with the same letter."""
        if self._misspelt is None:
            self._misspelt = {}
            least = LEAST_MISSPELT - 1
            elements = [word for word in self._whole if len(word) >= least]
            elements += [prefix + "*" for prefix in self._prefixes if len(prefix) >= least]
            for element in sorted(elements):
                self._misspelt.setdefault(element[0], []).append(element)
        return self._misspelt.get(word[0], [])


def _slipped(seen: str, meant: str) -> bool:
    """Whether one slip of the pen makes ``seen`` of ``meant``, and no other letter is in it."""
    if len(seen) > len(meant):
        return any(a == b for a, b in pairwise(seen)) and set(seen) == set(meant)
    return len(seen) < len(meant) or sorted(seen) == sorted(meant)


def _is_plain(text: str) -> bool:
    return text.isascii() and text.translate(PLAIN).isalnum()


def _first_word(text: str) -> str:
    """The first word of a term's first part, as ``term`` reads it."""
    first = text.partition("&")[0]
    if _is_plain(first):
        return first.lower().split()[0]
    return term("", text, 0.0).parts[0][0]


def _elements(part: str) -> Iterator[str]:
    for word in part.replace("-", " ").replace("'", " ").split():
        star = word.endswith("*")
        bare = word[:-1] if star else word
        if not bare.isalnum():
            bare = "".join([letter for letter in bare if letter.isalnum()])
        if bare:
            yield bare + "*" if star else bare


def _endings_off(word: str) -> Iterator[str]:
    """The word and what is left of it without a regular English ending."""
    yield word
    if word.endswith("s") and len(word) > 3:
        yield word[:-1]
        if word.endswith("ies"):
            yield word[:-3] + "y"
        elif word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
            yield word[:-2]
    for ending in ("ed", "ing"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word[: -len(ending)]
            yield bare
            yield bare + "e"
            if bare[-1] == bare[-2]:
                yield bare[:-1]
            if bare.endswith("i"):
                yield bare[:-1] + "y"


def _part_at(read: Sequence[Sequence[str]], place: int, part: Sequence[str]) -> int:
    """The word after ``part`` where it stands at ``place``, else 0."""
    if place + len(part) > len(read):
        return 0
    for offset, element in enumerate(part):
        if element not in read[place + offset]:
            return 0
    return place + len(part)


def _with_others(
    read: Sequence[Sequence[str]], place: int, after: int, parts: Sequence[Sequence[str]]
) -> tuple[tuple[int, int], ...] | None:
    """Where the parts of a term stand, or None where one is not near."""
    found = [(place, after)]
    for part in parts:
        other = _near(read, place, after, part)
        if other is None:
            return None
        found.append(other)
    return tuple(found)


def _near(
    read: Sequence[Sequence[str]], place: int, after: int, part: Sequence[str]
) -> tuple[int, int] | None:
    """Where ``part`` stands nearest to ``place`` and ``after``, at most NEAR words off."""
    for distance in range(NEAR + 1):
        for start in (after + distance, place - len(part) - distance):
            if 0 <= start < len(read) and (end := _part_at(read, start, part)):
                return start, end
    return None
