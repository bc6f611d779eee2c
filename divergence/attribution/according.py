"""Sources that "according to" names: before what they say, after it, or inside.

Comes in: the tokens of a sentence and the place of "according". Goes out: a Report and where to
look on, or None.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.placing import around
from divergence.attribution.report import Report, content_between
from divergence.attribution.sentence import Token
from divergence.attribution.speakers import is_speaker
from divergence.attribution.subjects import phrase_end
from divergence.attribution.tails import after_tail
from divergence.attribution.verbs import verb_at
from divergence.model import Span


def according_report(
    text: str, tokens: Sequence[Token], at: int, taken: int
) -> tuple[Report, int] | None:
    """ "According to X, A" and "A, according to X"."""
    if tokens[at].lower != "according" or at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    until = _plain_end(tokens, at + 2, phrase_end(tokens, at + 2))
    if until == at + 2 or not is_speaker(tokens, at + 2, until):
        return None
    until = _before_other_subject(tokens, at + 2, until)
    source = Span(tokens[at + 2].start, tokens[until - 1].end)
    cue = Span(tokens[at].start, tokens[at + 1].end)
    joined = _conjunct(tokens, at, until)
    if joined is not None:
        return Report(source, cue, (joined,)), until
    before = content_between(tokens, _last_stop(tokens, taken, at), at)
    after = content_between(tokens, _past_date(tokens, until), len(tokens))
    opening = before is None or before.end - before.start < 4
    if opening and after is not None:
        return Report(source, cue, (after,)), until
    if before is None:
        return None
    closing = after_tail(tokens, until)
    if closing < len(tokens) and tokens[closing].text == "," and after is not None:
        return around(text, tokens, before, closing, source, cue)
    return Report(source, cue, (before,), trailing=True), until


def _plain_end(tokens: Sequence[Token], first: int, until: int) -> int:
    """The end of a phrase without what follows the comma after a common noun.

    "According to the ruling, a host must ...": a noun without a name has no apposition there.
    """
    for at in range(first, until):
        if tokens[at].text == ",":
            named = any(token.text[0].isupper() for token in tokens[first:at])
            return until if named else at
    return until


def _before_other_subject(tokens: Sequence[Token], first: int, until: int) -> int:
    """ "According to X, Y said A": what stands before a verb of speech is its subject, Y."""
    behind = until + 1 if until < len(tokens) and tokens[until].text == "," else until
    if behind >= len(tokens) or verb_at(tokens, behind) is None:
        return until
    return next((n for n in range(first + 1, until) if tokens[n].text == ","), until)


def _past_date(tokens: Sequence[Token], at: int) -> int:
    """After "dated May 5," or "released by the bank," that follow a source."""
    if at < len(tokens) and tokens[at].lower.endswith("ed"):
        return next((n for n in range(at, min(len(tokens), at + 14)) if tokens[n].text == ","), at)
    return at


def _conjunct(tokens: Sequence[Token], at: int, until: int) -> Span | None:
    """ "A and, according to X, B": X says only B."""
    before = at - 1 if at and tokens[at - 1].text == "," else at
    joins = before > 2 and tokens[before - 1].lower in ("and", "but", "or")
    if not joins or until >= len(tokens) or tokens[until].text != ",":
        return None
    return content_between(tokens, until, len(tokens))


def _last_stop(tokens: Sequence[Token], first: int, until: int) -> int:
    """After the last semicolon before a place."""
    for at in range(until - 1, first, -1):
        if tokens[at].text == ";" and not tokens[at].quoted:
            return at + 1
    return first
