"""Where the content of a verb with its subject before it stands.

Comes in: tokens, a subject and a cue. Goes out: a Report with the content after the verb ("X said
A"), before the subject ("A, X said") or around both ("A, X said, B"), or None.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from divergence.attribution.cues import Verb, cue_lexicon
from divergence.attribution.report import CLOSING, Report, content_between
from divergence.attribution.sentence import Token
from divergence.attribution.subjects import phrase_end
from divergence.attribution.tails import after_tail
from divergence.attribution.verbs import is_verb
from divergence.model import Span

LONGEST_TAIL = 12
"""Tokens after a verb that may tell only when and where it was said."""


def placed(
    text: str,
    tokens: Sequence[Token],
    first: int,
    end: int,
    source: Span,
    cue: Span,
    verb: Verb,
    earlier: Sequence[Report],
) -> tuple[Report, int] | None:
    """A subject before its verb: is the content after it, before it, or around it?"""
    tail = after_tail(tokens, end, addressed=verb.lemma in cue_lexicon().addressed)
    if verb.lemma == "call" and _calls_together(tokens, end):
        return None
    if verb.lemma in cue_lexicon().complete:
        told = content_between(tokens, end - len(verb.particles), clause_end(tokens, end))
        return (Report(source, cue, (told,)), end) if told else None
    if verb.lemma in cue_lexicon().needy and not _speech_shown(tokens, first, tail):
        return None
    stop = tail >= len(tokens) or tokens[tail].text in ".;?!"
    before = content_between(tokens, _clause_floor(tokens, earlier), first)
    long_before = before is not None and _has_body(text, before)
    closing = first > 0 and tokens[first - 1].quoted and tokens[first - 1].text[-1] in CLOSING
    if closing and before is not None and not (tail < len(tokens) and _goes_on(tokens, tail)):
        return Report(source, cue, (before,), trailing=True), max(tail, end)
    if stop and before is not None and not _closed(tokens, tail):
        return Report(source, cue, (before,), trailing=True), max(tail, end)
    if long_before and before is not None and _only_added(tokens, first, tail):
        return Report(source, cue, (before,), trailing=True), len(tokens)
    inside = tail < len(tokens) and tokens[tail].text in ",—–-" and long_before
    if inside and before is not None:
        following = tokens[tail + 1 : tail + 2]
        if not following or not following[0].quoted or tokens[first - 1].quoted:
            return around(text, tokens, before, tail, source, cue)
    if verb.kind == "whole" and tail > end and _relative_follows(tokens, tail):
        told = content_between(tokens, end, tail)
        return (Report(source, cue, (told,)), tail) if told else None
    begin = tail
    while begin < len(tokens) and tokens[begin].text in ",:—–-":
        begin += 1
    if begin < len(tokens) and tokens[begin].lower == "that":
        begin += 1
    begin = _past_place(tokens, begin)
    pointing = end < len(tokens) and tokens[end].lower in ("that", "this", "it", "them")
    opens = stop and first == 0 and before is None and not (pointing and verb.kind == "whole")
    if opens and tail < len(tokens) and tokens[tail].text == ".":
        return Report(source, cue, (), trailing=True), max(tail, end)
    content = content_between(tokens, begin, _aside_end(tokens, first, begin))
    if content is None and verb.kind == "plain":
        content = content_between(tokens, end, len(tokens))
    if content is None and verb.kind == "whole" and pointing and first == 0:
        content = Span(tokens[end].start, tokens[end].end)
    if content is None:
        return None
    return Report(source, cue, (content,)), max(end, begin)


def _only_added(tokens: Sequence[Token], first: int, tail: int) -> bool:
    """ "A, X said after the attacks.": when or where, and nothing said, follows the verb."""
    if first < 2 or tokens[first - 1].text != "," or not 2 <= len(tokens) - tail <= LONGEST_TAIL:
        return False
    rest = tokens[tail:]
    if rest[0].lower not in cue_lexicon().words["prepositions"] or any(t.quoted for t in rest):
        return False
    return not any(
        t.lower in ("that", ",", ":") or is_verb(tokens, n) for n, t in enumerate(rest, tail)
    )


def _past_place(tokens: Sequence[Token], begin: int) -> int:
    """After "from the balcony of the palace," where a quotation follows at once."""
    words = cue_lexicon().words
    if begin >= len(tokens) or tokens[begin].quoted:
        return begin
    if tokens[begin].lower == "according":
        comma = next((n for n in range(begin, len(tokens)) if tokens[n].text == ","), begin)
        that = comma + 1 < len(tokens) and tokens[comma + 1].lower == "that"
        return comma + 2 if that and comma > begin else begin
    if tokens[begin].lower not in words["prepositions"] | words["subordinators"] - {"that"}:
        return begin
    for at in range(begin + 1, min(len(tokens), begin + 14)):
        if tokens[at].quoted:
            return at if tokens[at - 1].text in ",:" else begin
    return begin


def _relative_follows(tokens: Sequence[Token], at: int) -> bool:
    """Whether ", which ..." stands here."""
    return at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].lower == "which"


def _calls_together(tokens: Sequence[Token], end: int) -> bool:
    """ "called an election", "called off the vote": no words are told."""
    following = {token.lower for token in tokens[end : end + 4]}
    return bool(following & cue_lexicon().words["called_together"])


def _speech_shown(tokens: Sequence[Token], first: int, tail: int) -> bool:
    """Whether quotation marks, a colon or "that" show that a doubtful verb reports speech."""
    if first and (tokens[first - 1].quoted or (first > 1 and tokens[first - 2].quoted)):
        return True
    if first and tokens[first - 1].text == "," and tail < len(tokens) and tokens[tail].text == ".":
        return True
    for token in tokens[tail : tail + 2]:
        if token.quoted or token.text == ":" or token.lower == "that":
            return True
    until = phrase_end(tokens, tail)
    return until > tail and is_verb(tokens, until)


def _goes_on(tokens: Sequence[Token], tail: int) -> bool:
    """Whether quoted words follow right after the cue: "A," X said, "B"."""
    return tokens[tail].quoted or (
        tokens[tail].text in ",:" and tail + 1 < len(tokens) and tokens[tail + 1].quoted
    )


def _aside_end(tokens: Sequence[Token], first: int, begin: int) -> int:
    """Where content ends: with the inserted clause ("- which X says A -") or the sentence."""
    if first >= 2 and tokens[first - 1].lower in ("which", "that", "who", "whom"):
        mark = tokens[first - 2].text
        if mark in "-–—(":
            closing = ")" if mark == "(" else mark
            for at in range(begin, len(tokens)):
                if tokens[at].text == closing and not tokens[at].quoted:
                    return at
    return len(tokens)


def _clause_floor(tokens: Sequence[Token], earlier: Sequence[Report]) -> int:
    """Where content before a subject may begin: after the last report's cue and source."""
    if not earlier:
        return 0
    floor = max(max(span.end for span in (r.cue, r.source) if span) for r in earlier[-4:])
    return bisect_left(tokens, floor, key=lambda token: token.start)


def _closed(tokens: Sequence[Token], tail: int) -> bool:
    """Whether a quotation follows after the end mark ("said. "A" is rare; a colon is not)."""
    return tail < len(tokens) and tokens[tail].text == ":"


def _has_body(text: str, content: Span) -> bool:
    """Whether content before an inner cue is more than an opening such as "On Monday"."""
    words = text[content.start : content.end].split()
    first = words[0].strip("“\"'").casefold()
    if text[content.start] in "“\"'‘":
        return True
    lexicon = cue_lexicon().words
    if first in lexicon["prepositions"] | lexicon["adverbs"] | lexicon["openings"]:
        return False
    return len(words) >= 2 and words[-1].casefold() not in lexicon["days"] | lexicon["times"]


def around(
    text: str, tokens: Sequence[Token], before: Span, tail: int, source: Span, cue: Span
) -> tuple[Report, int]:
    """ "A, X said, B": both parts, but for a closing apposition that the outlet adds."""
    after = content_between(tokens, tail + 1, len(tokens))
    if after is None or len(text[before.start : before.end].split()) >= 6:
        opening = tokens[tail + 1].lower if tail + 1 < len(tokens) else ""
        added = opening.endswith("ing") or opening in cue_lexicon().words["determiners"]
        if after is None or added or opening in cue_lexicon().words["added_after"]:
            return Report(source, cue, (before,), trailing=True), tail
    return Report(source, cue, (before, after), trailing=True), tail + 1


def clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Where a relative clause ends: at its comma, or with the sentence."""
    for at in range(begin, len(tokens)):
        if tokens[at].text in ",;—–)" and not tokens[at].quoted:
            return at
    return len(tokens)
