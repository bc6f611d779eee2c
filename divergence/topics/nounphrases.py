"""The noun phrases that a claim's words hold, from which its name is taken.

Comes in: the words of a text with their kinds. Goes out: noun phrases, pairs of them around a
preposition, and what a verb and its object make ("release the crew": "release of the crew").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from divergence.language.idf import load_idf
from divergence.language.segmentation import stem
from divergence.topics.wording import Word, is_adjective, lists, verb_base

MOST_CONTENT = 5
"""Content words of a name."""

POSSESSIVES = frozenset({"its", "their", "his", "her", "our", "my", "your"})
BEFORE_NOUN = frozenset({"the", "a", "an"}) | POSSESSIVES
COUNTED = frozenset({"million", "billion", "trillion", "thousand", "hundred", "percent"})
root_of = lru_cache(maxsize=8192)(stem)
"""The stem of a word."""


class Phrase(NamedTuple):
    """A noun phrase of a text, with what tells whether it makes a good name."""

    text: str
    stems: tuple[str, ...]
    head: str
    names_only: bool
    chunks: int
    place: int
    weak_end: bool
    """The last word or the head says little or is an adjective."""
    cut: bool
    """Words that belong to it are left out: its first ones or its "of ..."."""
    nominal: bool


def phrases_of(
    words: Sequence[Word], proper: frozenset[str], barred: frozenset[str]
) -> Iterator[Phrase]:
    """Noun phrases, pairs of them around a connector, and verbs with their objects."""
    chunks = [chunk for run in _runs(words) if (chunk := _trimmed(words, *run, barred))]
    made = _Maker(words, proper, barred)
    joints = [_joint(words, left, right) for left, right in pairwise(chunks)] + [0]
    for place, (start, end) in enumerate(chunks):
        joint = joints[place]
        governed = place > 0 and joints[place - 1] > 0
        for begin in _beginnings(words, start, end):
            cut = begin > start or governed or _goes_on(words, end)
            if end - begin <= MOST_CONTENT:
                yield made.phrase(begin, end, end, place, cut=cut)
        if joint:
            last = chunks[place + 1][1]
            if _goes_on(words, last) and joints[place + 1]:
                last = chunks[place + 2][1]
            more = _goes_on(words, last)
            for begin in _beginnings(words, start, end):
                size = sum(word.kind == "noun" for word in words[begin:last])
                if size <= MOST_CONTENT:
                    yield made.phrase(begin, last, end, place, cut=begin > start or more)
        yield from _nominals(words, chunks, joints, place, made)


def _nominals(
    words: Sequence[Word],
    chunks: Sequence[tuple[int, int]],
    joints: Sequence[int],
    place: int,
    made: _Maker,
) -> Iterator[Phrase]:
    """The noun phrases that a verb and its object, or a subject and what is said of it, make."""
    start, end = chunks[place]
    table = lists()
    last = end
    if joints[place] and words[end].lower in ("of", "to"):
        last = chunks[place + 1][1]
    if last - start > MOST_CONTENT + 1:
        last = end
    verb = start - 1
    while verb >= 0 and words[verb].kind in ("determiner", "number") and words[verb + 1].joined:
        if words[verb].lower == "that":
            break  # "recalled that the court": not what is recalled
        verb -= 1
    if verb >= 0 and words[verb].kind == "verb" and words[verb + 1].joined:
        passive = words[verb].lower.endswith(("ed", "en")) and (
            verb > 0 and words[verb - 1].kind == "auxiliary"
        )
        base = verb_base(words[verb].lower)
        noun = table.nominals.get(base)
        if noun and not passive and not is_adjective(words[verb].lower):
            yield made.nominal(noun, base, start, last, end, place, cut=_goes_on(words, last))
    if place and joints[place - 1]:
        return
    at = last
    passive = False
    while at < len(words) and words[at].joined and words[at].kind in ("auxiliary", "other"):
        passive = passive or words[at].kind == "auxiliary"
        at += 1
    if at >= len(words) or not words[at].joined:
        return
    base = verb_base(words[at].lower)
    said = None
    if words[at].kind == "verb":
        if passive and words[at].lower.endswith(("ed", "en", "n", "t")):
            said = table.nominals.get(base, "")
        said = said if said and said.endswith(" of") else table.happenings.get(base)
    elif passive:
        base = words[at].lower
        said = table.qualities.get(base)
    if said:
        yield made.nominal(said, base, start, last, end, place, cut=False)


def _goes_on(words: Sequence[Word], end: int) -> bool:
    """Whether an "of ..." stands behind the words up to ``end``, which belongs to them."""
    return end < len(words) and words[end].joined and words[end].lower == "of"


def _runs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Runs of nouns and adjectives, as first word and word after the last."""
    start: int | None = None
    for place, word in enumerate(words):
        if start is not None and (word.kind != "noun" or not word.joined):
            yield start, place
            start = None
        if start is None and word.kind == "noun":
            start = place
    if start is not None:
        yield start, len(words)


def _trimmed(
    words: Sequence[Word], start: int, end: int, barred: frozenset[str]
) -> tuple[int, int] | None:
    """A run without titles, speakers' and parties' names before it and adjectives behind it."""
    titles = lists().words["titles"]
    behind_connector = start > 0 and words[start - 1].kind == "connector"
    if behind_connector and end == start + 1 and _bare(words[start]) in lists().words["adverbial"]:
        return None  # "in conjunction with"
    while start < end and _bare(words[start]) in barred:
        start += 1
    if start and words[start - 1].lower in titles:
        return None  # "Mr. Sullivan"
    if start < end and words[start].lower in titles:
        named = [p for p in range(start, end) if words[p].lower not in titles]
        if named and words[named[0]].text[0].isupper():
            return None  # a person: "Foreign Minister Renn"
    while end > start and (
        words[end - 1].lower in lists().words["adjectives"] and words[end - 1].text[0].islower()
    ):
        end -= 1
    if end > start + 1 and words[end - 1].lower in lists().words["directions"]:
        end -= 1
    if end > start + 1 and len(words[end - 1].text) == 1 and words[end - 1].text.isupper():
        end -= 1  # "reporter William S."
    empty = lists().words["empty"]
    while start < end - 1 and words[start].lower in empty:
        start += 1
    if all(is_adjective(word.lower) for word in words[start:end]):
        return None
    return (start, end) if start < end else None


def _bare(word: Word) -> str:
    return word.lower.removesuffix("'s").strip("'.")


def _joint(words: Sequence[Word], left: tuple[int, int], right: tuple[int, int]) -> int:
    """The connector that joins two noun phrases into one, as its place; 0 if none does."""
    end, following = left[1], right[0]
    between = words[end:following]
    if not between or between[0].kind != "connector":
        return 0
    if any(word.kind not in ("determiner", "number") for word in between[1:]):
        return 0
    if any(word.kind == "determiner" and word.lower not in BEFORE_NOUN for word in between[1:]):
        return 0
    if following == end + 1 and _bare(words[following]) in lists().words["adverbial"]:
        return 0  # "in connection"
    if between[0].lower == "to" and words[end - 1].lower not in lists().words["takes_to"]:
        return 0
    return end if all(word.joined for word in words[end : following + 1]) else 0


def _beginnings(words: Sequence[Word], start: int, end: int) -> Iterator[int]:
    """Where a phrase may begin in a run: at its start, or past adjectives that lead it."""
    yield start
    for begin in range(start + 1, end):
        if words[begin - 1].text[0].isupper() or not is_adjective(words[begin - 1].lower):
            return
        yield begin


class _Maker:
    """Makes phrases of one text's words."""

    def __init__(
        self, words: Sequence[Word], proper: frozenset[str], barred: frozenset[str]
    ) -> None:
        self.words, self.proper, self.barred = words, proper, barred

    def phrase(self, begin: int, last: int, head: int, place: int, *, cut: bool) -> Phrase:
        """Words ``begin`` up to ``last``, whose first noun phrase ends before ``head``."""
        shown = self.shown(begin, last)
        return self.made(shown, begin, last, self.words[head - 1], head < last, place, cut, False)

    def nominal(
        self, noun: str, base: str, begin: int, last: int, head: int, place: int, *, cut: bool
    ) -> Phrase:
        """``noun`` ("release of"), made of ``base``, with words ``begin`` up to ``last``."""
        first = begin
        before = self.words[first - 1] if first else None
        if before is not None and (before.lower == "the" or before.kind == "number"):
            first -= 1
        shown = f"{noun} {self.shown(first, last)}"
        phrase = self.made(shown, begin, last, self.words[head - 1], False, place, cut, True)
        return phrase._replace(stems=(root_of(base), *phrase.stems))

    def made(
        self,
        shown: str,
        begin: int,
        last: int,
        head: Word,
        joined: bool,
        place: int,
        cut: bool,
        nominal: bool,
    ) -> Phrase:
        content = [word for word in self.words[begin:last] if word.kind == "noun"]
        light = lists().words["light"]
        told = content
        if joined:  # "Sweden for membership" names Sweden; "Bank of England" may be the matter
            until = next(at for at in range(begin, last) if self.words[at] is head) + 1
            if self.words[until].lower != "of":
                told = [word for word in self.words[begin:until] if word.kind == "noun"]
        ends = (self.words[last - 1], head)
        return Phrase(
            shown,
            tuple([root_of(word.lower) for word in content]),
            _bare(head),
            self.subject_name(begin, last)
            or all(
                (word.text[0].isupper() and word.lower in self.proper)
                or _bare(word) in self.barred
                or word.lower in lists().words["titles"]
                for word in told
            ),
            1 + joined,
            place,
            any(is_adjective(word.lower) or _bare(word) in light for word in ends),
            cut,
            nominal,
        )

    def subject_name(self, begin: int, last: int) -> bool:
        """Whether one capitalised word opens the text, in the singular, and a verb follows."""
        word, after = self.words[begin], self.words[last : last + 1]
        return (
            last - begin == 1
            and word.first
            and not word.lower.endswith("s")
            and bool(after)
            and after[0].kind in ("verb", "auxiliary", "other")
        )

    def shown(self, begin: int, last: int) -> str:
        """The words as they stand, without the capital that only opens a sentence."""
        if begin and self.words[begin].lower in COUNTED and self.words[begin - 1].kind == "number":
            begin -= 1  # "5 million euros"
        words = self.words[begin:last]
        parts = [
            _shown(word, following, self.proper)
            for word, following in zip(words, (*words[1:], None), strict=True)
        ]
        text = " ".join(parts)
        return text.removesuffix("'s").removesuffix("’s").rstrip("'’")


def _is_owner(word: Word) -> bool:
    """Whether a possessive is of a word that no other text has: a name ("Nabil's")."""
    if not word.lower.endswith(("'s", "s'")):
        return False
    known = load_idf()
    return known[root_of(word.lower)] >= known.unseen


def _shown(word: Word, following: Word | None, proper: frozenset[str]) -> str:
    if word.lower in POSSESSIVES:
        return "the"  # whose it is cannot be seen in a name
    named = word.lower in proper or (following is not None and following.text[0].isupper())
    if word.first and not (named or _is_owner(word)) and not word.text[1:2].isupper():
        return word.text[0].lower() + word.text[1:]
    return word.text
