"""Where the words of a claim begin and end: whole phrases, whole brackets, no leftovers.

Comes in: a text and the span of a claim to be. Goes out: the span without signs of omission, marks
of its neighbours and what belongs to its introduction ("night that ..."), and with the bracket that
closes one of its own.
"""

from __future__ import annotations

import re
from functools import cache

from divergence.attribution.cues import cue_lexicon
from divergence.claiming.words import rules
from divergence.language.segmentation import trimmed
from divergence.model import Span

LEFT_OUT = re.compile(r"\[(?:(?:\. ?){1,4}|…)\]|\.\.\.|…")
"""Words left out of a quotation, or a full stop that its editor set."""
QUOTES = '"“”„«»‹›「」『』'
BRACKETS = {"(": ")", "[": "]"}
THAT = re.compile(r"\s*,?\s+that\s+|\s+", re.IGNORECASE)
PRONOUN = re.compile(r"\s+(?:that|this|it|them|him|her|us|me|those|these)\b(?!['’])")
NEAR = 80
"""Characters after a cue within which its introduction may go on."""


def without_leftovers(text: str, span: Span) -> Span:
    """The span without signs of omission and marks at its ends that belong to its neighbours.

    A mark with a space on its inner side opens or closes something outside: ``... by doctors "``.
    """
    start, end = trimmed(text, *span)
    before = None
    while before != (start, end):
        before = (start, end)
        start, end = trimmed(text, start, end)
        opening = LEFT_OUT.match(text, start + (text[start : start + 1] in QUOTES), end)
        if opening and opening.end() < end:
            start = opening.end()
        for found in LEFT_OUT.finditer(text, max(start, end - 9), end):
            if found.start() > start and not text[found.end() : end].strip(QUOTES + " "):
                end = found.start()
                break
        if end - start > 2 and text[end - 1] in QUOTES and text[end - 2].isspace():
            end -= 1
        if end - start > 2 and text[start] in QUOTES and text[start + 1].isspace():
            start += 1
    return Span(start, end)


def with_closing_bracket(text: str, span: Span) -> Span:
    """The span with the bracket right behind it that closes one of its own."""
    behind = text[span.end : span.end + 1]
    for first, last in BRACKETS.items():
        if behind == last:
            inside = text[span.start : span.end]
            if inside.count(first) > inside.count(last):
                return Span(span.start, span.end + 1)
    return span


def with_object(text: str, span: Span) -> Span:
    """The span with the pronoun that its last preposition governs ("a big factor in that")."""
    last = text[span.start : span.end].split()[-1:]
    if last and last[0].casefold() in cue_lexicon().words["prepositions"]:
        found = PRONOUN.match(text, span.end)
        if found:
            return Span(span.start, found.end())
    return span


def without_introduction(text: str, span: Span, cue: Span | None) -> Span:
    """The span without what its cue still governs: when it was said, and to whom.

    "said yesterday night that X" and "told local media X" begin with X.
    """
    if cue is None or not 0 <= span.start - cue.end <= NEAR:
        return span
    patterns = [_time_words()]
    if addresses(text, cue):
        patterns.append(_hearers())
    start = span.start
    for pattern in patterns:
        found = pattern.match(text, start, span.end)
        day = text[cue.end : start].split()[-1:]
        if found and (pattern is not patterns[0] or (day and day[0].casefold() in _days())):
            start = found.end()
    return Span(start, span.end) if start < span.end else span


def addresses(text: str, cue: Span) -> bool:
    """Whether a cue's first object is the one spoken to ("told")."""
    return text[cue.start : cue.end].split()[-1].casefold() in _addressing()


@cache
def _time_words() -> re.Pattern[str]:
    return re.compile(rf"(?:{_any(rules().day_parts)})(?:{THAT.pattern})", re.IGNORECASE)


@cache
def _hearers() -> re.Pattern[str]:
    kinds, hearers = _any(rules().kinds_of_hearers), _any(cue_lexicon().words["hearers"])
    return re.compile(
        rf"(?:the\s+)?(?:(?:{kinds})\s+){{1,2}}(?:{hearers})(?:{THAT.pattern})",
        re.IGNORECASE,
    )


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


@cache
def _days() -> frozenset[str]:
    return cue_lexicon().words["days"] | frozenset(("this", "last"))


@cache
def _addressing() -> frozenset[str]:
    lexicon = cue_lexicon()
    return frozenset(
        form
        for form, verbs in lexicon.verbs.items()
        if any(verb.lemma in lexicon.addressed for verb in verbs)
    )
