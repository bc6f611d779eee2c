"""Words that attribute speech, looked up by their inflected forms.

Comes in: the lexicon `data/attribution-cues.toml`. Goes out: for a word form, the class of the
reporting verb it is a form of (plain, whole, ascribed), and the closed word classes that the
rules need to find a cue's subject.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from divergence.errors import DataFileError

CLASSES = ("ascribed", "whole", "plain")
"""Verb classes, the later taking a form that two of them have."""

GROUPS = (
    "addressed",
    "needy",
    "sure",
    "inverting",
    "negatable",
    "deciding",
    "naming",
    "complete",
    "doing",
)
"""Lists of verbs that are read in a way of their own."""


@dataclass(frozen=True, slots=True)
class Verb:
    """One inflected form of a reporting verb: its base form, class, and shape of the form.

    ``particles`` are the words that must follow ("for" in "called for"); ``form`` is ``base``,
    ``present``, ``past`` or ``participle`` (the -ing form).
    """

    lemma: str
    kind: str
    form: str
    particles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CueLexicon:
    """Reporting verbs by word form, and closed word classes by name."""

    verbs: Mapping[str, tuple[Verb, ...]]
    words: Mapping[str, frozenset[str]]
    addressed: frozenset[str]
    needy: frozenset[str]
    sure: frozenset[str]
    inverting: frozenset[str]
    negatable: frozenset[str]
    deciding: frozenset[str]
    naming: frozenset[str]
    complete: frozenset[str]
    doing: frozenset[str]


@cache
def cue_lexicon() -> CueLexicon:
    """The packaged lexicon. Raises DataFileError when the file is missing or damaged."""
    data = load_lexicon("attribution-cues.toml")
    try:
        irregular = {base: tuple(forms.split()) for base, forms in data["irregular"].items()}
        verbs: dict[str, list[Verb]] = {}
        for kind in CLASSES:
            for lemma in data["verbs"][kind]:
                base, *particles = lemma.split()
                for form, word in _inflected(base, irregular.get(base)):
                    entries = verbs.setdefault(word, [])
                    entries[:] = [v for v in entries if v.particles != tuple(particles)]
                    entries.append(Verb(lemma, kind, form, tuple(particles)))
        words = {name: frozenset(entries) for name, entries in data["words"].items()}
        groups = {name: frozenset(data["verbs"][name]) for name in GROUPS}
    except (KeyError, TypeError, AttributeError) as problem:
        raise DataFileError(
            f"attribution-cues.toml: entry {problem} is missing or not a list; reinstall divergence"
        ) from problem
    by_length = {
        word: tuple(sorted(entries, key=lambda verb: -len(verb.particles)))
        for word, entries in verbs.items()
    }
    return CueLexicon(by_length, words, **groups)


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """A packaged TOML lexicon. Raises DataFileError when it is missing or not TOML."""
    try:
        text = resources.files("divergence.data").joinpath(name).read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise DataFileError(
            f"{name}: cannot be read as TOML ({problem}); reinstall divergence"
        ) from problem


def _inflected(base: str, irregular: tuple[str, ...] | None) -> list[tuple[str, str]]:
    """The forms of a verb with their names, regular unless given."""
    if irregular is not None:
        named = [("base", base)]
        for word in irregular:
            if word.endswith("ing"):
                named.append(("participle", word))
            elif word.endswith("s") and word[:2] == base[:2]:
                named.append(("present", word))
            else:
                named.append(("past", word))
        return named
    if base.endswith("e"):
        present, past, participle = base + "s", base + "d", base[:-1] + "ing"
    elif base.endswith("y") and base[-2] not in "aeiou":
        present, past, participle = base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    elif base.endswith(("s", "sh", "ch", "x")):
        present, past, participle = base + "es", base + "ed", base + "ing"
    else:
        present, past, participle = base + "s", base + "ed", base + "ing"
    return [("base", base), ("present", present), ("past", past), ("participle", participle)]
