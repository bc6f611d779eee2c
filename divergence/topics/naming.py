"""A name for a group of claims that no topic takes, made of the claims' own words.

Comes in: the texts of the claims. Goes out: a noun phrase of two to five words that the texts
share and that is rare elsewhere ("legal title to the land"). There is no part-of-speech tagger:
noun phrases are what is left between function words and verbs, known by closed word lists
(``divergence/data/topics-naming.toml``) and endings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

from divergence.errors import DataFileError
from divergence.language.idf import load_idf
from divergence.language.segmentation import stem

DATA = "topics-naming.toml"
NAMELESS = "other statements"
"""The name of a group whose texts hold no noun phrase."""

MOST_TEXTS = 12
"""Texts that are read; a group is named as well by its first ones."""

MOST_CHARACTERS = 600
"""Of each text."""

ARTICLES = frozenset({"the", "a", "an"})

MOST_CONTENT = 5
"""Content words of a name."""

WORD = re.compile(r"[^\W_]+(?:['’‑‐\-.][^\W_]+)*['’]?")
VERBAL = re.compile(r"(?:[^aeiou]i[sz]e[sd]?|ify|ifies|-called)$")
ADJECTIVE = re.compile(
    r"(?:al|ive|ous|ic|able|ible|ful|less|ary|ish|-scale|-like|-level|-term|-wide|-based|-led|-backed|-time)$"
)


def name_group(texts: Sequence[str], background: Mapping[str, float] | None = None) -> str:
    """A short noun phrase for what ``texts`` share.

    ``background`` gives the idf weight of stems (``load_idf()`` by default). The name is made of
    words that stand side by side in one of the texts, in lower case but for proper names.
    """
    idf = load_idf() if background is None else background
    unseen = max(idf.values(), default=1.0)
    read = [_words(text[:MOST_CHARACTERS]) for text in texts[:MOST_TEXTS]]
    proper = _proper_names(read)
    phrases = [list(_phrases(words, proper)) for words in read]
    spread = _spread(read)
    best: tuple[float, str] | None = None
    for place, candidates in enumerate(phrases):
        for candidate in candidates:
            score = _score(candidate, spread, idf, phrases, place, unseen)
            if best is None or score > best[0]:
                best = (score, candidate.text)
    return best[1] if best else NAMELESS


class _Word(NamedTuple):
    text: str
    lower: str
    kind: str
    """``noun`` (or adjective), ``determiner``, ``connector``, ``number`` or ``other``."""
    first: bool
    joined: bool
    """Nothing but a space before it."""


class _Phrase(NamedTuple):
    text: str
    stems: tuple[str, ...]
    head: str
    names_only: bool
    chunks: int
    place: int
    adjective: bool
    light_tail: bool
    truncated: bool


class _Lists(NamedTuple):
    words: Mapping[str, frozenset[str]]
    scores: Mapping[str, float]


@cache
def _lists() -> _Lists:
    try:
        data: dict[str, Any] = tomllib.loads((files("divergence.data") / DATA).read_text("utf-8"))
        words = {name: frozenset(text.split()) for name, text in data["words"].items()}
        return _Lists(words, data["scores"])
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DataFileError(
            f"divergence/data/{DATA}: {error!r}; install the package again"
        ) from error


def _words(text: str) -> list[_Word]:
    found: list[_Word] = []
    end = 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        word = match.group().rstrip("'") if not _is_plural_possessive(match.group()) else match[0]
        lower = word.lower().replace("’", "'")
        joined = bool(found) and gap.strip() == ""
        first = not found or any(mark in gap for mark in '.!?:"“')
        found.append(_Word(word, lower, _kind(lower, word, found, joined), first, joined))
        end = match.end()
    return found


def _is_plural_possessive(word: str) -> bool:
    return word[-1] in "'’" and word[-2:-1] == "s"


def _kind(lower: str, word: str, before: Sequence[_Word], joined: bool) -> str:
    """What a word may be in a name, by the lists, its ending and the word before it."""
    words = _lists().words
    if lower in words["determiners"]:
        return "determiner"
    if lower in words["connectors"]:
        return "connector"
    if lower.endswith("ly") and lower not in words["not_adverbs"] and word[0].islower():
        return "other"
    bare = lower.split("'")[0]
    if bare in words["function"] or lower in words["auxiliaries"]:
        return "other"
    if any(letter.isdigit() for letter in lower):
        named = before and joined and before[-1].kind == "noun" and before[-1].text[0].isupper()
        return "noun" if named or not lower[0].isdigit() else "number"
    previous = before[-1] if before and joined else None
    possessed = previous is not None and previous.lower.endswith(("'s", "s'"))
    after_noun_sign = possessed or (previous is not None and previous.kind == "determiner")
    if previous is not None and previous.lower in ("to", "not") and lower in words["verbs"]:
        return "other"
    if lower in words["nouns"] or (word[0].isupper() and before):
        return "noun"
    if lower in words["verb_forms"] or VERBAL.search(lower):
        return "other"
    if previous is not None and (
        previous.lower in words["auxiliaries"] or previous.lower in _PRONOUNS
    ):
        return "other" if _may_be_verb(lower) else "noun"
    if lower.endswith("ing") and len(lower) > 4:
        return "noun" if possessed or (after_noun_sign and not _is_verb(lower)) else "other"
    if lower.endswith("ed") and len(lower) > 4:
        return "noun" if after_noun_sign else "other"
    if _is_verb(lower) and not after_noun_sign and (previous is None or previous.kind != "noun"):
        # "to return", "they return" are verbs; "the return", "Syrian return" are nouns
        governed = previous is not None and previous.kind == "connector" and previous.lower != "to"
        return "noun" if governed else "other"
    return "noun"


_PRONOUNS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "which", "that"])


def _may_be_verb(lower: str) -> bool:
    return _is_verb(lower) or lower.endswith(("ed", "ing", "en"))


def _is_verb(lower: str) -> bool:
    """Whether a word is a form of a listed verb."""
    verbs = _lists().words["verbs"]
    if lower in verbs:
        return True
    for ending, instead in _ENDINGS:
        if lower.endswith(ending) and lower[: -len(ending)] + instead in verbs:
            return True
    return False


_ENDINGS = (
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)


def _proper_names(read: Sequence[Sequence[_Word]]) -> frozenset[str]:
    """Words that are written with a capital where no sentence begins."""
    return frozenset(
        word.lower for words in read for word in words if word.text[0].isupper() and not word.first
    )


def _phrases(words: Sequence[_Word], proper: frozenset[str]) -> Iterator[_Phrase]:
    """Noun phrases and pairs of them around a connector."""
    chunks = list(_chunks(words))
    for place, (start, end) in enumerate(chunks):
        for begin in _beginnings(words, start, end):
            if end - begin <= MOST_CONTENT:
                yield _phrase(words, begin, end, proper, 1, place, begin > start)
                if end - begin > 1 and words[end - 1].lower in _lists().words["directions"]:
                    yield _phrase(words, begin, end - 1, proper, 1, place, begin > start)
    for place, ((start, end), (next_start, next_end)) in enumerate(pairwise(chunks)):
        between = words[end:next_start]
        if not 1 <= len(between) <= 2 or between[0].kind != "connector":
            continue
        if len(between) == 2 and between[1].lower not in ARTICLES:
            continue
        if not all(word.joined for word in words[end : next_start + 1]):
            continue
        for begin in _beginnings(words, start, end):
            if end - begin + next_end - next_start <= MOST_CONTENT:
                yield _phrase(words, begin, next_end, proper, 2, place, begin > start)


def _beginnings(words: Sequence[_Word], start: int, end: int) -> Iterator[int]:
    """Where a phrase may begin in a run: not inside a proper name of several words."""
    for begin in range(start, end):
        inner = begin > start and words[begin].text[0].isupper()
        if not (inner and words[begin - 1].text[0].isupper()):
            yield begin


def _chunks(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
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


def _phrase(
    words: Sequence[_Word],
    begin: int,
    end: int,
    proper: frozenset[str],
    chunks: int,
    place: int,
    truncated: bool,
) -> _Phrase:
    shown = [
        _shown(word, following, proper)
        for word, following in zip(words[begin:end], (*words[begin + 1 : end], None), strict=True)
    ]
    content = [word for word in words[begin:end] if word.kind == "noun"]
    # The head of "benefits for firefighters" is "benefits"
    head = words[end - 1].lower
    if chunks == 2:
        joint = next(at for at in range(begin, end) if words[at].kind == "connector")
        head = words[joint - 1].lower
    text = " ".join(shown)
    if text.endswith(("'s", "’s")):
        text = text[:-2]
    return _Phrase(
        text.rstrip("'’"),
        tuple(stem(word.lower) for word in content),
        head.removesuffix("'s").rstrip("'"),
        all(word.text[0].isupper() and word.lower in proper for word in content),
        chunks,
        place,
        _is_adjective(words[end - 1].lower) or _is_adjective(head),
        words[end - 1].lower in _lists().words["light"],
        truncated,
    )


def _is_adjective(lower: str) -> bool:
    words = _lists().words
    if lower in words["adjectives"]:
        return True
    return lower not in words["nouns"] and ADJECTIVE.search(lower) is not None


def _shown(word: _Word, following: _Word | None, proper: frozenset[str]) -> str:
    """The word, without the capital that it has only because it opens a sentence."""
    named = word.lower in proper or (following is not None and following.text[0].isupper())
    if word.first and not named and not word.text[1:2].isupper():
        return word.text[0].lower() + word.text[1:]
    return word.text


def _spread(read: Sequence[Sequence[_Word]]) -> dict[str, int]:
    """In how many of the texts each stem stands."""
    spread: dict[str, int] = {}
    for words in read:
        for root in sorted({stem(word.lower) for word in words}):
            spread[root] = spread.get(root, 0) + 1
    return spread


def _score(
    phrase: _Phrase,
    spread: Mapping[str, int],
    idf: Mapping[str, float],
    phrases: Sequence[Sequence[_Phrase]],
    place: int,
    unseen: float,
) -> float:
    scores, words = _lists().scores, _lists().words
    weights: list[float] = [
        (idf.get(root, unseen) - 1.0) * scores["shared"] ** (spread.get(root, 1) - 1)
        for root in dict.fromkeys(phrase.stems)
    ]
    size = len(weights)
    score: float = sum(weights) / (size + 1.0) ** 0.75
    if size == 1:
        score *= scores["one_word"]
    if size > 4:
        score *= scores["long"]
    if phrase.head in words["light"]:
        score *= scores["light_head"]
    elif phrase.light_tail:
        score *= scores["light_tail"]
    if phrase.adjective:
        score *= scores["adjective_head"]
    if phrase.truncated:
        score *= scores["truncated"]
    if phrase.names_only:
        score *= scores["names_only"]
    shared = all(spread.get(root, 1) > 1 for root in phrase.stems)
    if phrase.chunks == 2:
        score *= scores["joined_shared"] if shared else scores["joined"]
    wanted = phrase.stems
    if any(
        other.stems == wanted
        for there, others in enumerate(phrases)
        if there != place
        for other in others
    ):
        score *= scores["whole_phrase"]
    return score * max(0.2, 1.0 - scores["early"] * phrase.place)
