"""Which capitalised words belong to names: titles, offices, words of bodies, sentence openings.

Comes in: a word, a form of a name or a stretch of text. Goes out: what kind of word it is, and
forms folded for comparison. The words are those of `data/attribution-sources.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.attribution.nouns import noun_kind, words_of

APPOSED = re.compile(r",\s(?:a|an|the)\s[^,.;:]{3,60},\s[a-z]")
NEXT_WORD = re.compile(r"\s([a-z]+)")
NAMES = "attribution-names.toml"
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


@cache
def listed(name: str) -> tuple[str, ...]:
    """One list of `data/attribution-names.toml`."""
    return tuple(load_lexicon(NAMES)[name])


@cache
def connectors() -> frozenset[str]:
    """Small words within a name."""
    return frozenset(listed("connectors"))


@cache
def _particle() -> re.Pattern[str]:
    """A surname's article ("al-Masri")."""
    return re.compile(rf"(?:{'|'.join(listed('articles'))})-[A-Z]")


def capital(word: str) -> bool:
    """Whether a word can be part of a name: a capital, or a surname's article."""
    if _particle().match(word):
        return True
    return word[0].isupper() and (len(word) > 1 or word not in "IA")


@cache
def never() -> frozenset[str]:
    """Capitalised words that begin no name."""
    words = cue_lexicon().words
    return (
        words["days"]
        | words["determiners"]
        | words["prepositions"]
        | words["subordinators"]
        | words["adverbs"]
        | frozenset(listed("never"))
    ) - {"may"}


@cache
def dates() -> frozenset[str]:
    """Days and months: "NAME on August 4" is no longer name."""
    return cue_lexicon().words["days"] | frozenset(
        load_lexicon("attribution-sources.toml")["grammar"]["months"]
    )


def fold(form: str) -> str:
    """A form for comparison: case folded, without article, title or possessive ending."""
    words = [POSSESSIVE.sub("", word) for word in form.replace("’", "'").casefold().split()]
    passed = titles()
    while len(words) > 1 and (words[0].rstrip(".") in passed or words[0] == "the"):
        words = words[1:]
    return " ".join(word.rstrip(".") for word in words)


@cache
def titles() -> frozenset[str]:
    """Forms of address before a name, folded."""
    return frozenset(load_lexicon("attribution-sources.toml")["people"]["titles"])


def personal(words: Sequence[str]) -> bool:
    """Whether a name of two or three words can be a person's."""
    return 2 <= len(words) <= 3 and not any(
        org_word(word) or noun_kind(word) or word in connectors() for word in words
    )


def org_word(word: str) -> bool:
    """Whether a folded word is one of a body's name."""
    return word in name_words() or word in company_words()


@cache
def name_words() -> frozenset[str]:
    """Words within the names of unions, regulators and offices."""
    data = load_lexicon("attribution-sources.toml")["organisations"]
    return frozenset([*data["union_names"], *data["regulator_names"], *listed("bodies")])


@cache
def company_words() -> frozenset[str]:
    """Words within the names of companies."""
    return frozenset(load_lexicon("attribution-sources.toml")["organisations"]["company_names"])


@cache
def people_words() -> frozenset[str]:
    """Offices that people hold."""
    data = load_lexicon("attribution-sources.toml")["people"]
    return frozenset(word for name in ("state", "office") for word in data[name])


def is_title(word: str) -> bool:
    """Whether a folded word can stand before a person's name without being part of it."""
    return (
        word in people_words()
        or word in words_of("people", "before_names")
        or word.startswith("co-")
        or word.endswith(("ologist", "physicist", "-year-old"))
    )


@cache
def role_words() -> frozenset[str]:
    """All nouns that can speak."""
    data = load_lexicon("attribution-sources.toml")
    return frozenset(
        word
        for section in ("people", "organisations")
        for words in data[section].values()
        for word in words
    )


@cache
def state_words() -> frozenset[str]:
    """Nouns for organs of a state."""
    return frozenset(load_lexicon("attribution-sources.toml")["organisations"]["state"])


@cache
def abbreviations() -> frozenset[str]:
    """Short forms of places, which are no names of speakers."""
    return frozenset(load_lexicon("attribution-sources.toml")["places"]["abbreviations"])


@cache
def verbs() -> frozenset[str]:
    """Words that follow a name as its verb, and other closed classes."""
    lexicon = cue_lexicon()
    closed = ("auxiliaries", "verbs", "prepositions", "subordinators", "adverbs")
    words = frozenset(word for name in closed for word in lexicon.words[name])
    return words | frozenset(lexicon.verbs) | {"and", "or"}


def odd(word: str) -> bool:
    """Capitals inside a word, as only names have ("KCNA", "McDonald")."""
    return len(word) > 1 and not word[1:].islower() and not word.isnumeric()


def after_common_opening(text: str, start: int, end: int, inner: set[str]) -> int | None:
    """Where a run that opens a sentence really begins: its first word may be a common one.

    None when the run is one common word ("Officials said").
    """
    run = text[start:end]
    first, _, rest = run.partition(" ")
    if fold(run) in inner or odd(first):
        return start
    if not rest:
        known = any(f" {fold(run)} " in f" {name} " for name in inner)
        known = known or fold(run) in seen_alone(text) or speaks(text, end, run)
        known = known or (APPOSED.match(text, end) is not None and not common(text, run))
        return start if known else None
    joined = re.match(r"(?:of|in|for|at|from|with)\s+(?:the\s+)?", rest)
    if joined and fold(first).rstrip("s") in role_words():
        return start + len(first) + 1 + joined.end()
    if fold(rest) in inner and fold(first).rstrip("s") in role_words():
        return start + len(first) + 1
    return start


def speaks(text: str, end: int, word: str) -> bool:
    """Whether a lone word that opens a sentence is a name: a verb of speech follows it.

    Not for a noun that can speak ("Officials said") nor for a word used in small letters too.
    """
    found = NEXT_WORD.match(text, end)
    if found is None or not cue_lexicon().verbs.get(found.group(1)):
        return False
    return not common(text, word)


def common(text: str, word: str) -> bool:
    """Whether a capitalised word is a noun that can speak, or used in small letters too."""
    if noun_kind(word) or word.casefold().endswith((*listed("person_plurals"), "ly")):
        return True
    return word.casefold() in small_words(text)


@lru_cache(maxsize=4)
def small_words(text: str) -> frozenset[str]:
    """All words of a text that begin with a small letter."""
    return frozenset(re.findall(r"\b[a-z][\w'’\-]*", text))


@lru_cache(maxsize=4)
def seen_alone(text: str) -> frozenset[str]:
    """Words capitalised in the middle of a sentence anywhere in the text."""
    return frozenset(
        fold(found.group(1)) for found in re.finditer(r"[a-z,;] ([A-Z][\w'’\-]+)", text)
    )
