"""The words of a claim with what each may be in a noun phrase.

Comes in: a text. Goes out: its words, each a noun (or adjective before one), determiner,
connector, number, auxiliary, verb or other word. There is no part-of-speech tagger: closed word
lists (``divergence/data/topics-naming.toml``), endings and the neighbours of a word decide.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from divergence.errors import DataFileError

DATA = "topics-naming.toml"

LONGEST = 30
"""Letters from which on a word is an address of a page or the like."""

MOST_OPENING = 8
"""Words of a claim's beginning that stands for a name."""

WORD = re.compile(r"(?:[^\W\d_]\.){2,}(?:[-‐‑][^\W_]+)*|[^\W_]+(?:['’‑‐\-.][^\W_]+)*['’]?")
VERBAL = re.compile(r"(?:[^aeiou]i[sz]e[sd]?|ify|ifies|-called)$")
ADJECTIVE = re.compile(
    r"(?:al|ive|ous|ic|able|ible|ful|less|ary|ish|-scale|-like|-level|-term|-wide|-based|-led"
    r"|-backed|-time)$"
)
ENDINGS = (
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ies", "y"),
    ("ed", ""),
    ("d", ""),
    ("ied", "y"),
    ("ing", ""),
    ("ing", "e"),
)
WHEN = frozenset(["this", "last", "next", "every", "each"])
"""Determiners that open a time more often than an object: "the missile tests this year"."""
PRONOUNS = frozenset(["i", "you", "he", "she", "it", "we", "they", "who", "which", "that"])


@dataclass(slots=True)
class Word:
    """A word; ``joined`` where nothing but a space stands before it, ``first`` in a sentence."""

    text: str
    lower: str
    kind: str
    """``noun``, ``determiner``, ``connector``, ``number``, ``auxiliary``, ``verb``, ``other``."""
    first: bool
    joined: bool


class Lists(NamedTuple):
    """The data file: word lists, nominalisations by base form, and weights."""

    words: Mapping[str, frozenset[str]]
    nominals: Mapping[str, str]
    happenings: Mapping[str, str]
    qualities: Mapping[str, str]
    irregular: Mapping[str, str]
    scores: Mapping[str, float]


@cache
def lists() -> Lists:
    """The shipped lists. DataFileError where the file is missing or damaged."""
    try:
        data: dict[str, Any] = tomllib.loads((files("divergence.data") / DATA).read_text("utf-8"))
        words = {name: frozenset(text.split()) for name, text in data["words"].items()}
        tables = [
            dict(_pair(entry) for entry in data["nominals"][name].split(",") if entry.strip())
            for name in ("verbs", "happenings", "qualities", "irregular")
        ]
        words["verbs"] |= frozenset([*tables[0], *tables[1]])
        return Lists(words, tables[0], tables[1], tables[2], tables[3], data["scores"])
    except (OSError, ValueError, KeyError, AttributeError) as error:
        raise DataFileError(
            f"divergence/data/{DATA}: {error!r}; install the package again"
        ) from error


def read_words(text: str) -> list[Word]:
    """The words of ``text`` in order, each with its kind."""
    found: list[Word] = []
    end = 0
    for match in WORD.finditer(text):
        gap = text[end : match.start()]
        whole = match.group()
        word = whole if _is_plural_possessive(whole) else whole.rstrip("'’")
        lower = word.lower().replace("’", "'")
        joined = bool(found) and gap.strip() == ""
        first = not found or (
            any(mark in gap for mark in '.!?:"“') and not _is_abbreviation(found[-1].lower)
        )
        found.append(Word(word, lower, _kind(lower, word, found, joined), first, joined))
        end = match.end()
    _finite_verbs(found)
    return found


@lru_cache(maxsize=4096)
def verb_base(lower: str) -> str:
    """The base form of a listed verb's form, else ''."""
    table = lists()
    if lower in table.irregular:
        return table.irregular[lower]
    verbs = table.words["verbs"]
    for ending, instead in ENDINGS:
        if lower.endswith(ending):
            base = lower[: len(lower) - len(ending)] + instead
            if base in verbs:
                return base
            doubled = ending in ("ed", "ing") and len(base) > 3 and base[-1] == base[-2]
            if doubled and base[:-1] in verbs:
                return base[:-1]
    return ""


@lru_cache(maxsize=4096)
def is_adjective(lower: str) -> bool:
    """Whether a word by list or ending is more likely an adjective than a noun."""
    words = lists().words
    if lower in words["adjectives"]:
        return True
    return lower not in words["nouns"] and ADJECTIVE.search(lower) is not None


def opening(words: Sequence[Word]) -> str:
    """The first words of what is said, cut where something ends; all of them where they are few."""
    if len(words) > MOST_OPENING:
        for place, word in enumerate(words[:MOST_OPENING]):
            if word.kind == "verb" and place + 3 < len(words):
                if verb_base(word.lower) in lists().words["reporting"]:
                    words = words[place + 1 :]  # "They discussed": not the matter
                break
    for place, word in enumerate(words[: 2 * MOST_OPENING]):
        if word.lower == "that" and any(before.kind == "verb" for before in words[:place]):
            following = words[place + 1 : place + 2]
            if following and following[0].kind not in ("verb", "auxiliary"):
                words = words[place + 1 :]  # "She said that": not the matter
            break
    if not words:
        return ""
    kept = list(words[:MOST_OPENING])
    if len(words) > MOST_OPENING:
        for place in range(MOST_OPENING - 1, 2, -1):
            if not words[place].joined:  # a comma or quotation mark is a clean boundary
                kept = list(words[:place])
                break
        while len(kept) > 2 and (
            kept[-1].kind not in ("noun", "verb") or is_adjective(kept[-1].lower)
        ):
            kept.pop()
    return " ".join(word.text for word in kept) + ("…" if len(kept) < len(words) else "")


def _pair(entry: str) -> tuple[str, str]:
    base, _, noun = entry.partition("=")
    if not noun:
        raise ValueError(f"no '=' in {entry!r}")
    return base.strip(), " ".join(noun.split())


def _is_abbreviation(lower: str) -> bool:
    """Whether a full stop behind a word ends no sentence: "Mr. Renn", "Joseph R. Biden"."""
    return len(lower) < 3 or lower in lists().words["titles"]


def _is_plural_possessive(word: str) -> bool:
    return word[-1] in "'’" and word[-2:-1] == "s"


def _kind(lower: str, word: str, before: Sequence[Word], joined: bool) -> str:
    """What a word may be in a name, by the lists, its ending and the word before it."""
    words = lists().words
    if lower in words["determiners"]:
        return "determiner"
    if lower in words["connectors"]:
        return "connector"
    if lower in words["auxiliaries"]:
        return "auxiliary"
    if lower in words["numbers"]:
        return "number"
    if lower.endswith("ly") and lower not in words["not_adverbs"] and word[0].islower():
        return "other"
    if lower.split("'")[0] in words["function"] or len(lower) > LONGEST:
        return "other"
    previous = before[-1] if before and joined else None
    if any(letter.isdigit() for letter in lower):
        named = previous is not None and previous.kind == "noun" and previous.text[0].isupper()
        return "noun" if named or not lower[0].isdigit() else "number"
    possessed = previous is not None and previous.lower.endswith(("'s", "s'"))
    after_noun_sign = possessed or (previous is not None and previous.kind == "determiner")
    base = verb_base(lower)
    if previous is not None and previous.lower in ("to", "not") and base == lower:
        return "verb"
    if word.islower() and _after_modal(before, joined):
        return "verb"
    if lower in words["nouns"] or lower.removesuffix("s") in words["nouns"]:
        return "noun"
    if word[0].isupper() and before:
        return "noun"
    if lower in words["verb_forms"]:
        return "verb"
    if VERBAL.search(lower):
        return "verb"
    if previous is not None and (previous.kind == "auxiliary" or previous.lower in PRONOUNS):
        return "verb" if base or lower.endswith(("ed", "ing", "en")) else "noun"
    if lower.endswith("ing") and len(lower) > 4:
        qualified = (
            len(before) > 1
            and _after_adjective(previous)
            and before[-2].kind == "determiner"  # "the smooth functioning"
        )
        return "noun" if possessed or qualified or (after_noun_sign and not base) else "verb"
    if lower.endswith("ed") and len(lower) > 4:
        return "noun" if after_noun_sign else "verb"
    if base and not after_noun_sign:
        after_singular = (
            previous is not None and previous.kind == "noun" and not _is_plural(previous.lower)
        )
        if after_singular and lower == base:
            return "noun"  # "cooling pump"
        if base not in words["also_nouns"]:
            return "verb"
        coordinate = len(before) > 1 and joined and before[-2].kind == "noun"
        if coordinate and previous is not None and previous.lower in ("and", "or"):
            return "noun"  # "search and rescue operation"
        if previous is None or previous.kind != "noun":
            # "to return", "they return" are verbs; "of return", "Syrian return" are nouns
            governed = previous is not None and previous.kind in ("connector", "number")
            return "noun" if governed and previous and previous.lower != "to" else "verb"
    return "noun"


def _is_plural(lower: str) -> bool:
    """Whether a noun has the ending of a plural: not "gas", "access", "virus" or "crisis"."""
    return lower.endswith("s") and not lower.endswith(("ss", "us", "is", "as"))


def _after_adjective(previous: Word | None) -> bool:
    """Whether the word before is an adjective in small letters."""
    return previous is not None and previous.text.islower() and is_adjective(previous.lower)


def _after_modal(before: Sequence[Word], joined: bool) -> bool:
    """Whether "did", "will" or the like stands right before, or with a "not" between."""
    if not before or not joined:
        return False
    last = before[-2] if before[-1].lower == "not" and len(before) > 1 else before[-1]
    return last.lower in lists().words["modals"]


def _finite_verbs(found: Sequence[Word]) -> None:
    """Turn what was taken for a noun into a verb where its neighbours show it."""
    for place in range(1, len(found)):
        word, previous = found[place], found[place - 1]
        if word.kind != "noun" or not word.joined or previous.kind != "noun":
            continue
        if word.text[0].isupper() or not (base := verb_base(word.lower)):
            continue
        if previous.lower.endswith(("'s", "s'")) or is_adjective(previous.lower):
            continue
        following = found[place + 1] if place + 1 < len(found) else None
        opened = (
            following is not None
            and following.joined
            and following.lower not in WHEN
            and following.kind
            in (
                "determiner",
                "number",
            )
        )
        agrees = (word.lower == base) == _is_plural(previous.lower)
        if agrees and (opened or word.lower == base):
            word.kind = "verb"
