"""One reporting verb with its subject and content, wherever in the sentence they stand.

Comes in: the tokens of a sentence and a position. Goes out: a Report: whose words, by what sign,
which words; and the position to go on from. Content stands after the verb ("X said A"), before it
("A, X said"; "A," said X) or around it ("A, X said, B").
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.attribution.cues import Verb, cue_lexicon
from divergence.attribution.sentence import Token, skip_left
from divergence.attribution.subjects import is_speaker, phrase_end, phrase_start
from divergence.attribution.tails import after_tail
from divergence.attribution.verbs import DESCRIBING, is_verb, verb_at
from divergence.model import Span

CLOSING = "\"”’'»›」』"


ADDED = frozenset(
    (
        "who",
        "which",
        "in",
        "on",
        "but",
        "and",
        "while",
        "hours",
        "days",
        "weeks",
        "minutes",
        "months",
        "as",
        "after",
        "amid",
        "despite",
    )
)
"""Words that open what the outlet adds after an inner cue ("A, X said, hours after ...")."""


CLAIMED = frozenset(("life", "lives", "victims", "casualties"))
"""What an illness or a storm claims without a word."""


OPENINGS = frozenset(("last", "next", "this", "but", "and", "so", "however"))


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb with its subject and content, before quotations are joined to it.

    ``trailing`` tells that the content stands before the verb.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    trailing: bool = False


def according_report(
    text: str, tokens: Sequence[Token], at: int, taken: int
) -> tuple[Report, int] | None:
    """ "According to X, A" and "A, according to X"."""
    if tokens[at].lower != "according" or at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    until = _plain_end(tokens, at + 2, phrase_end(tokens, at + 2))
    if until == at + 2 or not is_speaker(tokens, at + 2, until):
        return None
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
        return _around(text, tokens, before, closing, source, cue)
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


def verb_report(
    text: str, tokens: Sequence[Token], at: int, earlier: Sequence[Report]
) -> tuple[Report, int] | None:
    """A reporting verb at a token, with its subject and content; and where to look on."""
    verb = verb_at(tokens, at)
    if verb is None or verb.kind == "ascribed":
        return None
    end = at + 1 + len(verb.particles)
    cue = Span(tokens[at].start, tokens[end - 1].end)
    lexicon = cue_lexicon()
    left, helpers = skip_left(tokens, at - 1)
    if helpers & lexicon.words["hypothetical"]:
        return None
    if (
        helpers & lexicon.words["negations"]
        and verb.lemma not in lexicon.negatable | lexicon.deciding
    ):
        return None
    if "to" in helpers and not (verb.lemma in ("say", "claim") and "continues" in helpers):
        return None
    if verb.lemma == "claim" and {t.lower for t in tokens[end : end + 5]} & CLAIMED:
        return None
    if verb.lemma in lexicon.naming and not _named_as(tokens, end):
        return None
    if verb.form == "past" and helpers & lexicon.words["passive"]:
        if verb.lemma in lexicon.deciding or verb.lemma == "ask":
            return None
        if verb.lemma in ("claim", "expect") or "being" in helpers:
            return None
        return _passive_report(tokens, end, cue)
    following = tokens[end].lower if end < len(tokens) else ""
    if following in ("by", "as") and verb.form == "past" and verb.lemma not in DESCRIBING:
        return None
    if following == "as" and verb.lemma not in DESCRIBING:
        return None
    if following == "of" and verb.lemma == "accuse":
        return None
    before = tokens[left] if left >= 0 else None
    if verb.form != "participle" and verb.lemma not in ("tell", "inform"):
        inverted = _inverted(tokens, at, left, end, cue, verb)
        if inverted is not None:
            return inverted
    if before is None:
        return None
    if verb.form == "participle" and not helpers & lexicon.words["passive"]:
        return _participle_report(tokens, at, end, cue, earlier, before, verb)
    if before.lower in ("and", "but", "then", "or") or (
        before.text == "," and earlier and left >= 1 and tokens[left - 1].quoted
    ):
        return _carried_report(tokens, left, end, cue, earlier, verb)
    source_start, source_end = phrase_start(tokens, left)
    if source_start is None and before.text == "," and left:
        opened = _main_subject(tokens, left)
        if opened is not None:
            source_start, source_end = opened
    if source_start is None:
        return None
    while source_end > source_start + 1 and _dated(tokens[source_end - 1]):
        source_end -= 1
    if not is_speaker(tokens, source_start, source_end) and not (
        verb.lemma in lexicon.sure and tokens[source_start].lower == "the"
    ):
        return None
    opening = tokens[source_start]
    if verb.lemma in lexicon.deciding and not _decides(tokens, source_start, source_end, end):
        return None
    if tokens[source_end - 1].lower in ("i", "we", "you"):
        return None
    gerund = any(v.form == "participle" for v in lexicon.verbs.get(opening.lower, ()))
    if gerund or (opening.lower.endswith("ing") and opening.text.islower()):
        return None
    if verb.kind == "whole" and _relative_object(tokens, source_start, end):
        return None
    if source_start > 1 and tokens[source_start - 1].lower in ("as", "than", "what", "how"):
        stops = end >= len(tokens) or tokens[end].text in ".,;"
        if stops and tokens[source_start - 2].text not in ",—–":
            return None
    last = tokens[source_end - 1]
    contracted = re.search(r"(?:'(?:ve|d)|(?<=he|it)'s)\Z", last.lower)
    shorter = last.end - last.start - contracted.start() if contracted else 0
    source = Span(tokens[source_start].start, last.end - shorter)
    of_object = source_start > 1 and tokens[source_start - 1].lower == "which"
    if (before.lower in ("who", "which") and left < at) or of_object:
        tokens = tokens[: _clause_end(tokens, end)]
    return _placed(text, tokens, source_start, end, source, cue, verb, earlier)


def _dated(token: Token) -> bool:
    """Whether a word only dates its noun: "the report published Tuesday"."""
    return token.lower in cue_lexicon().words["days"] or (
        token.text.islower() and token.lower in ("published", "released", "issued", "dated")
    )


def _named_as(tokens: Sequence[Token], end: int) -> bool:
    """Whether "as" or a quotation follows within the clause: "named X as a threat"."""
    for token in tokens[end : end + 20]:
        if token.quoted or token.lower == "as":
            return True
        if token.text in ".;:":
            return False
    return False


def _decides(tokens: Sequence[Token], first: int, until: int, end: int) -> bool:
    """Whether a court, a panel or a finding is the subject of a verb of deciding."""
    words = cue_lexicon().words
    nouns = words["judges"] | words["findings"]
    subject = any(token.lower in nouns for token in tokens[first:until])
    return subject and end < len(tokens) and tokens[end].text not in ".,;"


def _relative_object(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "whom X denounces as a traitor": the object stands before, so X's words are not told."""
    if first and tokens[first - 1].lower == "what":
        return True
    if not first or tokens[first - 1].lower not in ("whom", "which", "that"):
        return False
    return end >= len(tokens) or tokens[end].lower in ("as", "of", "for", ".", ",")


def _clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Where a relative clause ends: at its comma, or with the sentence."""
    for at in range(begin, len(tokens)):
        if tokens[at].text in ",;—–)" and not tokens[at].quoted:
            return at
    return len(tokens)


def _main_subject(tokens: Sequence[Token], before: int) -> tuple[int, int] | None:
    """The subject of a sentence: after an opening phrase and its comma, else at its start."""
    words = cue_lexicon().words
    first = 0
    opening = tokens[0].lower if tokens else ""
    if opening in words["prepositions"] | words["subordinators"] | {"according"}:
        comma = next((n for n in range(before) if tokens[n].text == ","), None)
        if comma is None:
            return None
        first = comma + 1
    while first < before and tokens[first].lower in words["adverbs"] | {"but", "and"}:
        first += 1
    until = phrase_end(tokens, first)
    if until == first or until > before + 1 or not is_speaker(tokens, first, until):
        return None
    return first, until


def _passive_report(tokens: Sequence[Token], end: int, cue: Span) -> tuple[Report, int] | None:
    """ "The talks were described as frank by both sides": the speaker follows "by"."""
    for position in range(end, min(len(tokens) - 1, end + 12)):
        if tokens[position].lower == "by" and not tokens[position].quoted:
            until = phrase_end(tokens, position + 1)
            if until > position + 1 and is_speaker(tokens, position + 1, until):
                source = Span(tokens[position + 1].start, tokens[until - 1].end)
                content = content_between(tokens, 0, position)
                if content is not None:
                    return Report(source, cue, (content,), trailing=True), until
    return None


def _inverted(
    tokens: Sequence[Token], at: int, left: int, end: int, cue: Span, verb: Verb
) -> tuple[Report, int] | None:
    """ "A," said X: the subject follows the verb and nothing but its trail follows the subject.

    Without quotation marks only after a comma and for few verbs ("A, say doctors"), since a
    comma may also close an apposition ("X, chief of Y, blamed Z").
    """
    if at == 0 or (left != at - 1 and tokens[at - 1].lower not in ("adds", "added")):
        return None
    before = tokens[at - 1]
    closes = before.quoted and before.text[-1] in CLOSING
    if not closes and before.text not in (",", "—", "–", "-"):
        return None
    closes = closes or (at > 1 and tokens[at - 2].quoted)
    if not closes and verb.lemma not in cue_lexicon().inverting:
        return None
    until = phrase_end(tokens, end)
    if until == end or not is_speaker(tokens, end, until):
        return None
    tail = after_tail(tokens, until)
    if tail < len(tokens) and tokens[tail].text not in ".,;:—–-?!" and not tokens[tail].quoted:
        return None
    if tail < len(tokens) and tokens[tail].text == "," and not closes:
        following = phrase_end(tokens, tail + 1)
        if following < len(tokens) and tokens[following].text not in ".,":
            return None
    content = content_between(tokens, 0, at)
    if content is None:
        return None
    source = Span(tokens[end].start, tokens[until - 1].end)
    opens = tail + 1 if tail < len(tokens) and tokens[tail].text == "," else tail
    if closes and opens < len(tokens) and tokens[opens].quoted:
        rest = content_between(tokens, opens, _quotation_end(tokens, opens))
        if rest is not None:
            return Report(source, cue, (content, rest), trailing=True), tail
    return Report(source, cue, (content,), trailing=True), tail


def _quotation_end(tokens: Sequence[Token], at: int) -> int:
    """After the last token of a quotation."""
    while at < len(tokens) and tokens[at].quoted:
        at += 1
    return at


def _participle_report(
    tokens: Sequence[Token],
    at: int,
    end: int,
    cue: Span,
    earlier: Sequence[Report],
    before: Token,
    verb: Verb,
) -> tuple[Report, int] | None:
    """ ", adding that A": the speaker is the one of the sentence's last report, or its subject."""
    joins = before.text in (",", "and", "—", "–") or before.lower == "while"
    joins = joins or (before.quoted and at > 1 and "," in (before.text, tokens[at - 2].text))
    if not (joins or _letter_before(tokens, at)):
        return None
    begin = after_tail(tokens, end, addressed=verb.lemma in cue_lexicon().addressed)
    opening = tokens[begin].lower if begin < len(tokens) else ""
    adjunct = opening in cue_lexicon().words["prepositions"] - {"if", "when", "while"}
    if verb.kind == "plain" and adjunct and not tokens[begin].quoted:
        return None
    content = content_between(tokens, begin, len(tokens))
    source = earlier[-1].source if earlier else _first_subject(tokens)
    if content is None or source is None:
        return None
    return Report(source, cue, (content,)), end


def _letter_before(tokens: Sequence[Token], at: int) -> bool:
    """ "has written to X accusing Y of": a message is mentioned before the participle."""
    issued = {"written", "wrote", "letter", "statement", "issued", "tweeted", "spoken", "tweet"}
    return any(token.lower in issued for token in tokens[max(0, at - 12) : at])


def _first_subject(tokens: Sequence[Token]) -> Span | None:
    """The subject of a sentence, if it can speak."""
    found = _main_subject(tokens, len(tokens))
    if found is None:
        return None
    return Span(tokens[found[0]].start, tokens[found[1] - 1].end)


def _carried_report(
    tokens: Sequence[Token],
    left: int,
    end: int,
    cue: Span,
    earlier: Sequence[Report],
    verb: Verb,
) -> tuple[Report, int] | None:
    """ "X said A and called for B": the second verb keeps the first one's subject."""
    words = cue_lexicon().words
    deciders = words["judges"] | words["findings"]
    if verb.lemma in cue_lexicon().deciding and not any(t.lower in deciders for t in tokens[:left]):
        return None
    content = content_between(tokens, after_tail(tokens, end), len(tokens))
    if content is None:
        return None
    source = earlier[-1].source if earlier else None
    if source is None:
        if verb.form == "base":
            return None
        source = _first_subject(tokens[:left])
    if source is None:
        return None
    return Report(source, cue, (content,)), end


def _placed(
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
        told = content_between(tokens, end - len(verb.particles), _clause_end(tokens, end))
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
    inside = tail < len(tokens) and tokens[tail].text in ",—–-" and long_before
    if inside and before is not None:
        following = tokens[tail + 1 : tail + 2]
        if not following or not following[0].quoted or tokens[first - 1].quoted:
            return _around(text, tokens, before, tail, source, cue)
    if verb.kind == "whole" and tail > end and _relative_follows(tokens, tail):
        told = content_between(tokens, end, tail)
        return (Report(source, cue, (told,)), tail) if told else None
    begin = tail
    while begin < len(tokens) and tokens[begin].text in ",:—–-":
        begin += 1
    if begin < len(tokens) and tokens[begin].lower == "that":
        begin += 1
    begin = _past_place(tokens, begin)
    if stop and first == 0 and tail < len(tokens) and tokens[tail].text == "." and before is None:
        return Report(source, cue, (), trailing=True), max(tail, end)
    content = content_between(tokens, begin, _aside_end(tokens, first, begin))
    if content is None and verb.kind == "plain":
        content = content_between(tokens, end, len(tokens))
    pointing = end < len(tokens) and tokens[end].lower in ("that", "this", "it", "them")
    if content is None and verb.kind == "whole" and pointing:
        content = Span(tokens[end].start, tokens[end].end)
    if content is None:
        return None
    return Report(source, cue, (content,)), max(end, begin)


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
    if first in lexicon["prepositions"] or first in lexicon["adverbs"] or first in OPENINGS:
        return False
    return len(words) >= 2 and words[-1].casefold() not in lexicon["days"] | lexicon["times"]


def _around(
    text: str, tokens: Sequence[Token], before: Span, tail: int, source: Span, cue: Span
) -> tuple[Report, int]:
    """ "A, X said, B": both parts, but for a closing apposition that the outlet adds."""
    after = content_between(tokens, tail + 1, len(tokens))
    if after is None or len(text[before.start : before.end].split()) >= 6:
        opening = tokens[tail + 1].lower if tail + 1 < len(tokens) else ""
        added = opening.endswith("ing") or opening in cue_lexicon().words["determiners"]
        if after is None or added or opening in ADDED:
            return Report(source, cue, (before,), trailing=True), tail
    return Report(source, cue, (before, after), trailing=True), tail + 1


def content_between(tokens: Sequence[Token], first: int, until: int) -> Span | None:
    """The tokens' stretch without commas, dashes and brackets at its ends; None when empty."""
    while first < until and tokens[first].text in ",;:—–-." and not tokens[first].quoted:
        first += 1
    while until > first and tokens[until - 1].text in ",;:—–-.)" and not tokens[until - 1].quoted:
        until -= 1
    while first < until and tokens[first].lower in ("but", "and", "that", "however"):
        first += 1
        if first < until and tokens[first].text == ",":
            first += 1
    if first >= until:
        return None
    start, end = tokens[first].start, tokens[until - 1].end
    return Span(start, end) if end - start > 2 else None
