"""The words by which deeds are told, and the stems that they are compared by.

Comes in: words. Goes out: the lists of ``data/framing-agency.toml`` as sets, and what they say of a
word: whether it is a past form, which listed verb it belongs to, whether its deed is a grave one.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from divergence.framing.tokens import base_forms, irregular
from divergence.language.segmentation import stem
from divergence.language.tables import load_table

Form = Literal["passive", "nominal", "happening", "active", "agent", "owner"]
"""Without a doer: passive, act as noun, happening. With one: active verb, "by", "X's killing"."""

HIDDEN: tuple[Form, ...] = ("passive", "nominal", "happening")


class Deed(NamedTuple):
    """A deed as told: characters of its verb or noun, its form, its stem, and who did it (or
    '')."""

    start: int
    end: int
    form: Form
    stem: str
    actor: str


def is_grave(verb_stem: str) -> bool:
    """Whether a stem is one of a deed, an act or a happening that the lexicon lists."""
    return verb_stem in lexicon().grave


def no_deed(word: str) -> bool:
    """Whether a verb or noun tells of no deed that a doer could be left out of."""
    word = word.lower()
    bases = {*base_forms(word), irregular().get(word, word)}
    return bool(bases & (lexicon().natural | lexicon().undone))


def verb_stem(word: str) -> str:
    """The stem of a verb's base form."""
    base = irregular().get(word)
    return stem(base or word)


def act_stem(noun: str) -> str:
    """The stem of the verb that an act's noun comes from, as far as endings tell."""
    return lexicon().verb_of.get(noun, stem(noun))


def listed_verb(word: str, listed: frozenset[str]) -> str:
    """The listed verb that a finite form belongs to, or ''."""
    base = irregular().get(word, "")
    if base in listed:
        return base
    if word in listed:
        return word
    return next((base for base in base_forms(word) if base in listed), "")


def past(word: str) -> bool:
    """Whether a word can be a past form."""
    return (word.endswith("ed") and len(word) > 3 and word not in lexicon().not_participles) or (
        word in irregular()
    )


class Lexicon(NamedTuple):
    """The data file as sets."""

    be: frozenset[str]
    helpers: frozenset[str]
    modals: frozenset[str]
    participles: frozenset[str]
    participles_only: frozenset[str]
    states: frozenset[str]
    not_participles: frozenset[str]
    acts: frozenset[str]
    happenings: frozenset[str]
    undergo: frozenset[str]
    deeds: frozenset[str]
    light: frozenset[str]
    natural: frozenset[str]
    undone: frozenset[str]
    befalling: frozenset[str]
    under: frozenset[str]
    undergone_losses: frozenset[str]
    compounds: frozenset[str]
    verb_of: dict[str, str]
    grave: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The data file, ready to look up."""
    table = load_table("framing-agency.toml")
    forms, acts = table["forms"], table["acts"]
    lists = ("nouns", "happenings", "undergo", "deeds")
    listed = {name: frozenset(acts[name].split()) for name in lists}
    verb_of = {
        noun: stem(verb) for noun, verb in (pair.split(":") for pair in acts["verbs"].split())
    }
    grave = {stem(word) for word in listed["deeds"] | listed["undergo"] | listed["happenings"]}
    grave |= {verb_of.get(noun, stem(noun)) for noun in listed["nouns"]}
    return Lexicon(
        be=frozenset(forms["be"].split()),
        helpers=frozenset(forms["helpers"].split()),
        modals=frozenset(forms["modals"].split()),
        participles=frozenset(forms["participles"].split()) | frozenset(irregular()),
        participles_only=frozenset(forms["participles_only"].split()),
        states=frozenset(forms["states"].split()),
        not_participles=frozenset(forms["not_participles"].split()),
        acts=listed["nouns"],
        happenings=listed["happenings"],
        undergo=listed["undergo"],
        deeds=listed["deeds"],
        light=frozenset(acts["light"].split()),
        natural=frozenset(acts["natural"].split()),
        undone=frozenset(acts["undone"].split()),
        befalling=frozenset(acts["befalling"].split()),
        under=frozenset(acts["under"].split()),
        undergone_losses=frozenset(acts["undergone_losses"].split()),
        compounds=frozenset(acts["compounds"].split()),
        verb_of=verb_of,
        grave=frozenset(grave),
    )


@cache
def listed(name: str) -> frozenset[str]:
    """The words of one list of the data file's ``words``."""
    return frozenset(load_table("framing-agency.toml")["words"][name].split())
