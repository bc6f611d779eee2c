"""The words of a sentence, and what may stand between a subject, its cue and the content.

Comes in: a sentence and the quotations of its paragraph. Goes out: tokens, and positions reached
by passing auxiliaries, adverbs, times, places of speech and hearers around a reporting verb.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.attribution.cues import cue_lexicon
from divergence.model import Span

TOKEN = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][a-z]{0,3}\.(?=\s+[A-Z])|\w+(?:['’.\-&]\w+)*['’]?|\S")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark of a sentence; ``quoted`` inside quotation marks, marks included."""

    start: int
    end: int
    text: str
    lower: str
    quoted: bool


def tokens_of(text: str, sentence: Span, quoted: Sequence[Span]) -> list[Token]:
    """The tokens of a sentence."""
    starts = [span.start for span in quoted]
    tokens = []
    for found in TOKEN.finditer(text, sentence.start, sentence.end):
        number = bisect_right(starts, found.start()) - 1
        inside = number >= 0 and found.start() < quoted[number].end
        word, end = found.group(), found.end()
        if not inside and word[-1] in "'’" and len(word) > 1 and word[-2] != "s":
            word, end = word[:-1], end - 1
        tokens.append(Token(found.start(), end, word, word.casefold().replace("’", "'"), inside))
    return tokens


def skip_left(tokens: Sequence[Token], at: int) -> tuple[int, set[str]]:
    """Passes auxiliaries, adverbs, times and "in a statement" from ``at`` leftwards.

    Returns the position of the first other token (-1 when there is none) and the words passed.
    """
    words = cue_lexicon().words
    passed: set[str] = set()
    while at >= 0 and not tokens[at].quoted:
        lower = tokens[at].lower
        manner = lower.endswith("ly") and len(lower) > 4 and tokens[at].text[0].islower()
        if at == 0 and lower in ("both", "all", "each"):
            break
        if lower in words["auxiliaries"] or lower in words["adverbs"] or manner:
            passed.add(lower)
        else:
            start = _time_or_venue(tokens, at)
            if start is None:
                break
            at = start
        at -= 1
    return at, passed


def skip_right(tokens: Sequence[Token], at: int) -> int:
    """Passes adverbs from ``at`` rightwards ("then strongly", "both yesterday")."""
    words = cue_lexicon().words
    while at < len(tokens) - 1 and not tokens[at].quoted:
        lower = tokens[at].lower
        manner = lower.endswith("ly") and len(lower) > 4 and tokens[at].text[0].islower()
        if not (manner or lower in words["adverbs"] or lower in words["days"]):
            break
        at += 1
    return at


def _time_or_venue(tokens: Sequence[Token], at: int) -> int | None:
    """The first token of "on Friday", "last week", "in a statement" that ends at ``at``."""
    words = cue_lexicon().words
    lower = tokens[at].lower
    if lower in words["days"]:
        start = at
        while start and (
            tokens[start - 1].lower
            in ("on", "late", "early", "last", "earlier", "in", "this", "of")
            or tokens[start - 1].lower in words["days"]
        ):
            start -= 1
        return start
    if lower in words["times"]:
        for start in range(at - 1, max(-1, at - 4), -1):
            if tokens[start].lower in (
                "last",
                "this",
                "earlier",
                "later",
                "on",
                "in",
                "next",
                "at",
            ):
                if start and tokens[start - 1].lower in ("earlier", "late", "later"):
                    return start - 1
                return start
        return None
    if lower in words["venues"]:
        for start in range(at - 1, max(-1, at - 6), -1):
            if tokens[start].lower in ("in", "at", "during", "on", "through", "via", "by"):
                return start
            if tokens[start].text in ",.;:":
                return None
    return None


def tail_phrase_end(tokens: Sequence[Token], at: int) -> int:
    """The end of a phrase of time, place of speech or hearer that begins at ``at``."""
    words = cue_lexicon().words
    for until in range(at + 1, min(len(tokens), at + 9)):
        lower = tokens[until].lower
        if tokens[until].quoted or tokens[until].text in ",.;:":
            return at
        if lower in words["venues"] | words["days"] | words["times"] or lower in (
            "reporters",
            "journalists",
        ):
            return until + 1
    return at
