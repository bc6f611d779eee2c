"""The words and limits of page furniture, read once from the data file.

Comes in: ``divergence/data/furniture.toml``. Goes out: one ``Lexicon`` with compiled patterns.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from divergence.errors import DataFileError

DATA_FILE = "furniture.toml"
BEFORE_WORD, AFTER_WORD = r"(?<!\w)", r"(?!\w)"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of furniture: its reason, and the patterns that tell it."""

    reason: str
    opens: bool
    whole: frozenset[str]
    pattern: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All words and limits. Patterns expect case-folded text with straight apostrophes."""

    limits: Mapping[str, int]
    kinds: tuple[Kind, ...]
    saying: re.Pattern[str]
    speaking: re.Pattern[str]
    reader: re.Pattern[str]
    first_person: re.Pattern[str]
    inviting: re.Pattern[str]
    credits: re.Pattern[str]
    caption: re.Pattern[str]
    caption_opening: re.Pattern[str]
    caption_dated: re.Pattern[str]
    picture_verbs: re.Pattern[str]
    published: re.Pattern[str]
    months: Mapping[str, int]
    languages: Mapping[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """The package's lexicon; DataFileError when its file is missing or damaged."""
    try:
        text = (files("divergence") / "data" / DATA_FILE).read_text(encoding="utf-8")
        return _built(tomllib.loads(text))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(
            f"divergence/data/{DATA_FILE}: {error}; install the package again"
        ) from error


def _built(table: Mapping[str, Any]) -> Lexicon:
    words, caption = table["words"], table["caption"]
    return Lexicon(
        limits=table["limits"],
        kinds=tuple(_kind(entry) for entry in table["kind"]),
        saying=_phrases(words["saying"]),
        speaking=_phrases(words["speaking"]),
        reader=_phrases(words["reader"]),
        first_person=_phrases(words["first_person"]),
        inviting=re.compile(rf"(?:{_alternatives(words['inviting'])})\b"),
        credits=_phrases(caption["credits"]),
        caption=_phrases(caption["strong"]),
        caption_opening=_phrases(caption["opening"]),
        caption_dated=_phrases(caption["dated"]),
        picture_verbs=_phrases(caption["picture_verbs"]),
        published=re.compile(rf"(?:{_alternatives(table['published']['starts'])})\b[^\w]*"),
        months={
            form: number
            for number, forms in enumerate(table["months"].values(), start=1)
            for form in forms
        },
        languages={code: frozenset(forms) for code, forms in table["languages"].items()},
    )


def _kind(entry: Mapping[str, Any]) -> Kind:
    phrases, starts = entry.get("phrases", []), entry.get("starts", [])
    parts = []
    if phrases:
        parts.append(_phrases(phrases).pattern)
    if starts:
        parts.append(rf"\A(?:{_alternatives(starts)})")
    return Kind(
        reason=entry["reason"],
        opens=entry.get("opens", False),
        whole=frozenset(entry.get("whole", [])),
        pattern=re.compile("|".join(parts)) if parts else None,
    )


def _phrases(phrases: Iterable[str]) -> re.Pattern[str]:
    """Any of the phrases, not inside a longer word.

    Phrases that begin and end alike share one group, which the regular expression engine searches
    by their first characters.
    """
    groups: dict[tuple[bool, bool], list[str]] = {}
    for phrase in phrases:
        groups.setdefault((phrase[0].isalnum(), phrase[-1].isalnum()), []).append(phrase)
    return re.compile(
        "|".join(
            f"{BEFORE_WORD if starts else ''}(?:{_alternatives(group)}){AFTER_WORD if ends else ''}"
            for (starts, ends), group in sorted(groups.items())
        )
    )


def _alternatives(phrases: Iterable[str]) -> str:
    """Longest first, so that the longest phrase is the one found."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase) for phrase in ordered)
