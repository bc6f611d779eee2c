"""One reporting verb with its subject and content, wherever in the sentence they stand.

Comes in: the tokens of a sentence and a position. Goes out: a Report: whose words, by what sign,
which words; and the position to go on from. Which side of the verb the content stands on is for
`placing.py`, "according to" for `according.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.attribution.cues import Verb, cue_lexicon
from divergence.attribution.placing import clause_end, placed
from divergence.attribution.report import CLOSING, Report, content_between
from divergence.attribution.sentence import Token, skip_left
from divergence.attribution.speakers import is_speaker
from divergence.attribution.subjects import phrase_end, phrase_start
from divergence.attribution.tails import after_tail
from divergence.attribution.verbs import is_verb, verb_at
from divergence.model import Span

LONGEST_RELATIVE = 16
"""Tokens of a relative clause without commas between a subject and its verb."""


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
    if verb.lemma == "ask" and [t.lower for t in tokens[end : end + 2]] == ["not", "to"]:
        return None
    wordless = lexicon.words["claimed_without_words"]
    if verb.lemma == "claim" and {t.lower for t in tokens[end : end + 5]} & wordless:
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
    if (
        following in ("by", "as")
        and verb.form == "past"
        and verb.lemma not in lexicon.words["describing"]
    ):
        return None
    if following == "as" and verb.lemma not in lexicon.words["describing"]:
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
    if source_start is None or not is_speaker(tokens, source_start, source_end):
        over = _over_relative(tokens, left)
        source_start, source_end = over if over[0] is not None else (source_start, source_end)
    if source_start is None:
        return None
    source_start = _past_source(tokens, source_start, source_end, earlier)
    while source_end > source_start + 1 and _dated(tokens[source_end - 1]):
        source_end -= 1
    if not is_speaker(tokens, source_start, source_end) and not (
        verb.lemma in lexicon.sure and tokens[source_start].lower == "the"
    ):
        return None
    opening = tokens[source_start]
    if opening.lower in lexicon.words["nobody"]:
        return None
    if verb.lemma in lexicon.deciding and not _decides(tokens, source_start, source_end, end):
        return None
    if tokens[source_end - 1].lower in ("i", "we", "you"):
        return None
    gerund = any(v.form == "participle" for v in lexicon.verbs.get(opening.lower, ()))
    if gerund or (opening.lower.endswith("ing") and opening.text.islower()):
        return None
    if verb.kind == "whole" and _relative_object(tokens, source_start, end):
        return _denial_of_object(tokens, source_start, source_end, end, cue)
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
        tokens = tokens[: clause_end(tokens, end)]
    return placed(text, tokens, source_start, end, source, cue, verb, earlier)


def _past_source(tokens: Sequence[Token], first: int, until: int, earlier: Sequence[Report]) -> int:
    """ "According to X, Y said A": where Y begins, which no phrase of X's reaches into."""
    source = earlier[-1].source if earlier else None
    if source is None or not tokens[first].start <= source.start < tokens[until - 1].start:
        return first
    if not any(t.lower == "according" for t in tokens if t.start == earlier[-1].cue.start):
        return first
    after = next((n for n in range(first, until) if tokens[n].start >= source.end), first)
    return after + 1 if tokens[after].text == "," and after + 1 < until else after


def _over_relative(tokens: Sequence[Token], last: int) -> tuple[int | None, int]:
    """ "A resident who asked for help said A": the subject before a clause without commas."""
    for at in range(last, max(-1, last - LONGEST_RELATIVE), -1):
        if tokens[at].text in ",;:.—–" or tokens[at].quoted:
            break
        if tokens[at].lower == "who" and at < last - 1:
            return phrase_start(tokens, at)
    return None, 0


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


def _denial_of_object(
    tokens: Sequence[Token], first: int, until: int, end: int, cue: Span
) -> tuple[Report, int] | None:
    """ "..., a charge that X denied": the noun with its clause is what X says of it."""
    if tokens[first - 1].lower not in ("that", "which"):
        return None
    noun = first - 2 if tokens[first - 2].text != "," else first - 3
    if noun < 1 or tokens[noun].lower not in cue_lexicon().words["claims_made"]:
        return None
    opening = next(
        (n for n in range(noun, max(-1, noun - 4), -1) if tokens[n].text in ",—–"), noun - 2
    )
    stop = clause_end(tokens, end)
    content = content_between(tokens, opening + 1, stop)
    source = Span(tokens[first].start, tokens[until - 1].end)
    return (Report(source, cue, (content,), trailing=True), stop) if content else None


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
    if not closes and not any(is_verb(tokens, n) for n in range(1, at)):
        return None
    until = phrase_end(tokens, end)
    if until == end or not is_speaker(tokens, end, until):
        return None
    if tokens[end].lower in cue_lexicon().words["prepositions"]:
        return None
    tail = after_tail(tokens, until)
    if tail < len(tokens) and tokens[tail].text not in ".,;:—–-?!" and not tokens[tail].quoted:
        return None
    goes_on = False
    if tail < len(tokens) and tokens[tail].text == "," and not closes:
        goes_on = _clause_goes_on(tokens, at, tail + 1)
        following = phrase_end(tokens, tail + 1)
        if not goes_on and following < len(tokens) and tokens[following].text not in ".,":
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
    if goes_on:
        rest = content_between(tokens, opens, len(tokens))
        if rest is not None:
            return Report(source, cue, (content, rest), trailing=True), len(tokens)
    return Report(source, cue, (content,), trailing=True), tail


def _clause_goes_on(tokens: Sequence[Token], at: int, after: int) -> bool:
    """ "A was found, said X, and B": a clause before the inner cue goes on behind it."""
    if after >= len(tokens) or not any(is_verb(tokens, n) for n in range(1, at)):
        return False
    return tokens[after].lower in cue_lexicon().words["goes_on"]


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
