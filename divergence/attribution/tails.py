"""What may follow a reporting verb before its content: whom, when, where, how.

Comes in: tokens and the position after a cue. Goes out: the position after "reporters in Geneva on
Friday", "in a statement", "later", where content, a mark or the end of the sentence stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.sentence import Token, tail_phrase_end
from divergence.attribution.subjects import phrase_end


def after_tail(tokens: Sequence[Token], at: int, addressed: bool = False) -> int:
    """Passes what may follow a cue before its content or the end: whom, when, where, how."""
    words = cue_lexicon().words
    begin = at
    heard = False
    while at < len(tokens) and not tokens[at].quoted:
        lower = tokens[at].lower
        said = tokens[at - 1].lower in words["venues"] if at > begin else False
        if said and lower in (
            "with",
            "released",
            "issued",
            "published",
            "posted",
            "sent",
            "carried",
        ):
            until = _venue_end(tokens, at)
            if until == at:
                return at
            at = until
            continue
        if addressed:
            addressed = False
            until = _addressee_end(tokens, at)
            if until > at:
                at, heard = until, True
                continue
        if heard and lower in ("in", "at") and (until := _place_end(tokens, at)) > at:
            at = until
            continue
        if (
            lower in words["days"]
            or (
                lower in words["adverbs"]
                and lower not in ("all", "both", "each", "not", "never", "only")
            )
            or lower in words["manner"]
        ):
            at += 1
        elif lower in (
            "in",
            "at",
            "on",
            "during",
            "through",
            "via",
            "to",
            "late",
            "early",
            "last",
            "earlier",
            "by",
            "this",
            "after",
            "from",
            "over",
        ):
            until = tail_phrase_end(tokens, at)
            if until == at:
                return at
            at = until
        else:
            return at
    return at


def _place_end(tokens: Sequence[Token], at: int) -> int:
    """After "in PLACE" between a hearer and what was heard; ``at`` where no place is named."""
    until = at + 1
    while until < len(tokens) and tokens[until].text[0].isupper() and until - at <= 3:
        until += 1
    return until if until > at + 1 else at


def _venue_end(tokens: Sequence[Token], at: int) -> int:
    """After whom an interview was "with", or who a statement was "released by" or sent to."""
    by = at + 1
    if tokens[at].lower != "with" and by < len(tokens) and tokens[by].lower not in ("by", "to"):
        return by
    first = by if tokens[at].lower == "with" else by + 1
    until = first
    while until < len(tokens) and not tokens[until].quoted and until - first < 8:
        lower = tokens[until].lower
        article = until == first and lower in cue_lexicon().words["determiners"]
        if not (article or tokens[until].text[0].isupper() or lower in ("of", "&", "campaign")):
            break
        if lower in cue_lexicon().words["days"]:
            break
        until += 1
    return until if until > first else by if by < len(tokens) else at


def _addressee_end(tokens: Sequence[Token], at: int) -> int:
    """After "told": the end of the phrase that names the hearer."""
    determiners = cue_lexicon().words["determiners"]
    until = at
    if tokens[at].lower in ("him", "her", "them", "us", "me", "it"):
        return at + 1
    if tokens[at].lower in cue_lexicon().words["hearers"]:
        return at + 1
    if tokens[at].lower in determiners:
        until = phrase_end(tokens, at)
        return until if until - at <= 9 else min(until, at + 2)
    while (
        until < len(tokens)
        and (
            tokens[until].text[0].isupper()
            or (
                tokens[until].lower in ("of", "the", "and", "&")
                and until > at
                and until + 1 < len(tokens)
                and tokens[until + 1].text[0].isupper()
            )
        )
        and not tokens[until].quoted
    ):
        until += 1
    return until
