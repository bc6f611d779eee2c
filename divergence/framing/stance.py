"""Stance: what each side does with a matter by speaking of it.

Comes in: two aligned claims. Goes out: the act of each ("a demand", "a warning", "thanks",
"something done") with the words that show it, where the acts are not alike. The act is that of the
attributing verb, else of the verb by which the text opens or ends, else the first that the text
names, else how far along it tells the thing to be.

Source: J. Searle (1976), A Classification of Illocutionary Acts; status after R. Saurí and J.
Pustejovsky (2009), FactBank.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.framing.context import FramingContext, evidence, quoted, threshold
from divergence.framing.statement import speaking_verb, statement
from divergence.framing.tokens import tokens
from divergence.language.polarity import pattern
from divergence.language.tables import load_table
from divergence.model import Claim, Evidence, FramingDifference

SPOKEN = 1.0
"""Difference where both acts are said outright."""

TOLD = 0.7
"""Difference where one of them is only told as done, under way or to come."""

TENSES = ("coming", "going", "done")
"""Kinds of acts that only the tense of a verb tells."""

PLAIN = "plain"
"""Kind of a claim that shows no act: it states what the other turns down or criticises."""

REACH = 12
"""Words of a statement among which its act is looked for."""


class Act(NamedTuple):
    """What a claim does: the kind of act and the characters that show it."""

    kind: str
    start: int
    end: int


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """The acts of two aligned claims; None where one has none or the two are alike."""
    acts = tuple(
        act_of_claim(claim) or _plain(claim, act_of_claim(rival))
        for claim, rival in ((first, second), (second, first))
    )
    if acts[0] is None or acts[1] is None or alike(acts[0][0], acts[1][0]):
        return None
    sides = tuple(zip((first, second), acts, strict=True))
    nouns = load_table("framing-acts.toml")["nouns"]
    tenses = {kind for kind, _ in (acts[0], acts[1])} & set(TENSES)
    return FramingDifference(
        "stance",
        scope,
        tuple((str(claim.party), nouns[act[0]]) for claim, act in sides if act),
        TOLD if tenses else SPOKEN,
        threshold(scope, "stance"),
        _reason(sides, context),
        (acts[0][1], acts[1][1]),
        (first.id, second.id),
    )


def _reason(
    sides: Sequence[tuple[Claim, tuple[str, Evidence] | None]], context: FramingContext
) -> str:
    """What each does by speaking, with the words that show it; a plain statement is not quoted."""
    nouns = load_table("framing-acts.toml")["nouns"]
    acts = [
        (claim, act[0], f"{nouns[act[0]]} ({quoted(act[1].text)})") for claim, act in sides if act
    ]
    plain = [claim for claim, kind, _ in acts if kind == PLAIN]
    if plain:
        other, _, shown = next(act for act in acts if act[1] != PLAIN)
        return f"{context.says(other, 'tells')} of {shown}, {context.says(plain[0], 'does')} not"
    (first, _, one), (second, _, two) = acts
    return f"{context.says(first, 'tells')} of {one}, {context.label(second)} of {two}"


def alike(one: str, other: str) -> bool:
    """Whether two kinds of acts are too near to each other to make a difference."""
    table = load_table("framing-acts.toml")["near"]
    if one == other or frozenset((one, other)) in _near():
        return True
    told = [kind for kind in (one, other) if kind in TENSES]
    if len(told) == 2:
        return set(told) <= set(table["near_tenses"])
    return bool(told) and not {one, other} & set(table["against_tense"])


def _plain(claim: Claim, rival: tuple[str, Evidence] | None) -> tuple[str, Evidence] | None:
    """The act of a claim that shows none, held against one that turns down or criticises."""
    if rival is None or rival[0] not in load_table("framing-acts.toml")["near"]["against_plain"]:
        return None
    return PLAIN, evidence(claim)


def act_of_claim(claim: Claim) -> tuple[str, Evidence] | None:
    """The act of a claim with the words that show it, those of the attributing verb first."""
    cue = claim.cue
    if cue is not None and not claim.start <= cue.start < claim.end:
        spoken = _first_of(cue.text, 0, len(cue.text), "acts")
        if spoken is not None:
            return spoken.kind, cue
    act = act_of(claim.text)
    return None if act is None else (act.kind, evidence(claim, act.start, act.end))


@lru_cache(maxsize=4096)
def act_of(text: str) -> Act | None:
    """The act of a text, or None where nothing shows one."""
    start, end = statement(text)
    verb = speaking_verb(text)
    words = tokens(text)
    frames = [(words[verb].start, words[min(verb + 2, len(words) - 1)].end)] if verb else []
    if end < len(text):
        frames.append((end, len(text)))
    for since, until in frames:
        spoken = _first_of(text, since, until, "verbs") or _first_of(text, since, until, "acts")
        if spoken is not None:
            return spoken
    return _first_of(text, start, end, "acts") or _first_of(text, start, end, "tense")


def _first_of(text: str, start: int, end: int, table: str) -> Act | None:
    """The first act of a stretch of text; the longest of those that begin there.

    An act is looked for among the first REACH words: further on it is somebody else's.
    """
    near = [word.end for word in tokens(text) if start <= word.start < end][:REACH]
    last = min(end, near[-1]) if near else end
    found = [
        Act(kind, match.start(), match.end())
        for kind, words in _patterns(table)
        if (match := words.search(text, start, last)) is not None
    ]
    return min(found, key=lambda act: (act.start, -act.end, act.kind), default=None)


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries = load_table("framing-acts.toml")[table]
    return tuple(
        (
            kind,
            re.compile(words, re.IGNORECASE) if isinstance(words, str) else pattern(words),
        )
        for kind, words in entries.items()
    )


@cache
def _near() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in load_table("framing-acts.toml")["near"]["pairs"])
