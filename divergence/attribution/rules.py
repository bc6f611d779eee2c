"""Attribution by clear rules: who said what, read off reporting verbs and quotation marks.

Comes in: a Document. Goes out: Attributions in document order. Each sentence is searched for
reporting verbs outside quotation marks; the subject gives the source, and what stands after,
before or around it the content. Quotations without a verb of their own follow the last speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from divergence.attribution.cues import Verb, cue_lexicon
from divergence.attribution.quotations import quotations
from divergence.attribution.subjects import (
    Token,
    after_tail,
    is_speaker,
    phrase_end,
    phrase_start,
    skip_left,
    tokens_of,
    verb_use,
)
from divergence.language.segmentation import paragraphs, sentences, trimmed
from divergence.model import Attribution, Document, Kind, Span

CLOSING = "\"”’'»›」』"
DESCRIBING = frozenset(
    (
        "describe",
        "characterise",
        "characterize",
        "dismiss",
        "hail",
        "condemn",
        "denounce",
        "label",
        "brand",
        "reject",
        "criticise",
        "criticize",
        "praise",
        "welcome",
    )
)
"""Verbs that "as" may follow: "dismissed it as", "denounced as"."""
CONTRACTED = frozenset(("he's", "she's", "it's", "who's", "that's"))
DATELINE = re.compile(
    r"[A-Z][A-Z.'’\-]{2,}(?: [A-Z][A-Z.'’\-]+){0,3}(?:, [A-Z][\w. ]{1,20})?(?: \([\w .]{2,30}\))?"
    r"\s*(?:—|–|--|-)\s+"
)
SHORT_QUOTATION = 4
"""Words below which a quotation is a name or scare quotes, not a statement of its own."""


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb with its subject and content, before quotations are joined to it.

    ``trailing`` tells that the content stands before the verb.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    trailing: bool = False


def attribute_by_rules(document: Document) -> tuple[Attribution, ...]:
    """All reported speech of a document, outside its asides."""
    found: list[Attribution] = []
    text = document.text
    speaking: Report | None = None
    for paragraph in _body_paragraphs(document):
        quoted = quotations(text, *paragraph)
        reports: list[Report] = []
        for sentence in sentences(text, *paragraph):
            reports.extend(_reports(text, sentence, quoted))
        joined, speaking = _join_quotations(text, paragraph, reports, quoted, speaking)
        found.extend(_attribution(text, report, quoted) for report in joined)
    return tuple(found)


def _body_paragraphs(document: Document) -> Iterator[Span]:
    """Paragraphs that are no furniture."""
    asides = sorted((aside.start, aside.end) for aside in document.aside)
    for paragraph in paragraphs(document.text):
        at = paragraph.start
        for start, end in asides:
            if end <= at or start >= paragraph.end:
                continue
            if start > at:
                yield trimmed(document.text, at, start)
            at = max(at, end)
        if at < paragraph.end:
            yield trimmed(document.text, at, paragraph.end)


def _reports(text: str, sentence: Span, quoted: Sequence[Span]) -> list[Report]:
    """The reporting verbs of one sentence, left to right, with their contents."""
    dateline = DATELINE.match(text, sentence.start, sentence.end)
    if dateline:
        sentence = Span(dateline.end(), sentence.end)
    tokens = tokens_of(text, sentence, quoted)
    reports: list[Report] = []
    taken = 0
    at = 0
    while at < len(tokens):
        made = None
        if not tokens[at].quoted:
            made = _according(text, tokens, at, taken) or _verb_report(text, tokens, at, reports)
        if made is None:
            at += 1
            continue
        report, until = made
        reports.append(report)
        taken = until
        at = max(until, at + 1)
    return _bounded(text, reports)


def _according(
    text: str, tokens: Sequence[Token], at: int, taken: int
) -> tuple[Report, int] | None:
    """ "According to X, A" and "A, according to X"."""
    if tokens[at].lower != "according" or at + 2 >= len(tokens) or tokens[at + 1].lower != "to":
        return None
    until = phrase_end(tokens, at + 2)
    if until == at + 2 or not is_speaker(tokens, at + 2, until):
        return None
    source = Span(tokens[at + 2].start, tokens[until - 1].end)
    cue = Span(tokens[at].start, tokens[at + 1].end)
    before = _content(text, tokens, taken, at)
    after = _content(text, tokens, until, len(tokens))
    opening = before is None or before.end - before.start < 4
    if opening and after is not None:
        return Report(source, cue, (after,)), until
    if before is None:
        return None
    if until < len(tokens) and tokens[until].text == "," and after is not None:
        return _around(text, tokens, before, until, source, cue)
    return Report(source, cue, (before,), trailing=True), until


def _verb_report(
    text: str, tokens: Sequence[Token], at: int, earlier: Sequence[Report]
) -> tuple[Report, int] | None:
    """A reporting verb at a token, with its subject and content; and where to look on."""
    verb = _verb_at(tokens, at)
    if verb is None or verb.kind == "ascribed":
        return None
    end = at + 1 + len(verb.particles)
    cue = Span(tokens[at].start, tokens[end - 1].end)
    lexicon = cue_lexicon()
    left, helpers = skip_left(tokens, at - 1)
    if helpers & lexicon.words["hypothetical"]:
        return None
    if "to" in helpers and not (verb.lemma in ("say", "claim") and "continues" in helpers):
        return None
    if verb.form == "past" and helpers & lexicon.words["passive"]:
        if verb.lemma in ("claim", "expect") or "being" in helpers:
            return None
        return _passive_report(text, tokens, at, end, cue)
    following = tokens[end].lower if end < len(tokens) else ""
    if following in ("by", "as") and verb.form == "past" and verb.lemma not in DESCRIBING:
        return None
    if following == "as" and verb.lemma not in DESCRIBING:
        return None
    if following == "of" and verb.lemma == "accuse":
        return None
    before = tokens[left] if left >= 0 else None
    if verb.form != "participle" and verb.lemma not in ("tell", "inform"):
        inverted = _inverted(text, tokens, at, left, end, cue)
        if inverted is not None:
            return inverted
    if before is None:
        return None
    if verb.form == "participle" and not helpers & lexicon.words["passive"]:
        return _participle_report(text, tokens, at, end, cue, earlier, before)
    if before.lower in ("and", "but", "then", "or") or (
        before.text == "," and earlier and left >= 1 and tokens[left - 1].quoted
    ):
        return _carried_report(text, tokens, left, end, cue, earlier, verb)
    source_start, source_end = phrase_start(tokens, left)
    if source_start is None and before.text == "," and left:
        opened = _main_subject(tokens, left)
        if opened is not None:
            source_start, source_end = opened
    if source_start is None or not is_speaker(tokens, source_start, source_end):
        return None
    if tokens[source_end - 1].lower in ("i", "we", "you"):
        return None
    if verb.kind == "whole" and _relative_object(tokens, source_start, end):
        return None
    source = Span(tokens[source_start].start, tokens[source_end - 1].end)
    if before.lower in ("who", "which") and left < at:
        tokens = tokens[: _clause_end(tokens, end)]
    return _placed(text, tokens, source_start, end, source, cue, verb, earlier)


def _silent(tokens: Sequence[Token], at: int) -> bool:
    """Whether "declined" or "refused" is followed by a verb of speech, or by a thing."""
    if at + 1 < len(tokens) and tokens[at].lower == "to":
        lexicon = cue_lexicon()
        following = tokens[at + 1].lower
        return following in lexicon.verbs or following in ("discuss", "give", "provide", "accept")
    return at < len(tokens) and tokens[at].lower in ("any", "the", "an", "a", "comment")


def _clause_end(tokens: Sequence[Token], begin: int) -> int:
    """Where a relative clause ends: at its comma, or with the sentence."""
    for at in range(begin, len(tokens)):
        if tokens[at].text in ",;—–)" and not tokens[at].quoted:
            return at
    return len(tokens)


def _relative_object(tokens: Sequence[Token], first: int, end: int) -> bool:
    """ "whom X denounces as a traitor": the object stands before, so X's words are not told."""
    if not first or tokens[first - 1].lower not in ("whom", "which", "that"):
        return False
    return end >= len(tokens) or tokens[end].lower in ("as", "of", "for", ".", ",")


def _main_subject(tokens: Sequence[Token], before: int) -> tuple[int, int] | None:
    """The subject of a sentence: after an opening phrase and its comma, else at its start."""
    words = cue_lexicon().words
    first = 0
    opening = tokens[0].lower if tokens else ""
    if opening in words["prepositions"] or opening in words["subordinators"]:
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


def _verb_at(tokens: Sequence[Token], at: int) -> Verb | None:
    """The reporting verb whose form and particles stand at a token and can be a verb there."""
    lexicon = cue_lexicon()
    token = tokens[at]
    if at and token.text[0].isupper():
        return None
    for verb in lexicon.verbs.get(token.lower, ()):
        following = tuple(t.lower for t in tokens[at + 1 : at + 1 + len(verb.particles)])
        if following != verb.particles:
            continue
        if at and tokens[at - 1].lower in lexicon.words["determiners"]:
            if tokens[at - 1].lower not in ("both", "all", "this", "that", "which", "two", "each"):
                return None
        before = tokens[at - 1] if at else token
        if (
            before.lower.endswith(("'s", "s'"))
            and verb.form != "participle"
            and not (before.lower in CONTRACTED or before.text[0].isupper())
        ):
            return None
        if verb.lemma in ("refuse", "decline") and not _silent(tokens, at + 1):
            continue
        if at and token.lower in lexicon.words["ambiguous"] and not verb_use(tokens, at, verb):
            return None
        return verb
    return None


def _passive_report(
    text: str, tokens: Sequence[Token], at: int, end: int, cue: Span
) -> tuple[Report, int] | None:
    """ "The talks were described as frank by both sides": the speaker follows "by"."""
    for position in range(end, min(len(tokens) - 1, end + 12)):
        if tokens[position].lower == "by" and not tokens[position].quoted:
            until = phrase_end(tokens, position + 1)
            if until > position + 1 and is_speaker(tokens, position + 1, until):
                source = Span(tokens[position + 1].start, tokens[until - 1].end)
                content = _content(text, tokens, 0, position)
                if content is not None:
                    return Report(source, cue, (content,), trailing=True), until
    return None


def _inverted(
    text: str, tokens: Sequence[Token], at: int, left: int, end: int, cue: Span
) -> tuple[Report, int] | None:
    """ "A," said X: the subject follows the verb and nothing but its trail follows the subject."""
    if at == 0 or (left != at - 1 and tokens[at - 1].lower not in ("adds", "added")):
        return None
    before = tokens[at - 1]
    closes = before.quoted and before.text[-1] in CLOSING
    if not closes and before.text not in (",", "—", "–", "-"):
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
    content = _content(text, tokens, 0, at)
    if content is None:
        return None
    source = Span(tokens[end].start, tokens[until - 1].end)
    return Report(source, cue, (content,), trailing=True), tail


def _participle_report(
    text: str,
    tokens: Sequence[Token],
    at: int,
    end: int,
    cue: Span,
    earlier: Sequence[Report],
    before: Token,
) -> tuple[Report, int] | None:
    """ ", adding that A": the speaker is the one of the sentence's last report, or its subject."""
    if before.text not in (",", "and", "—", "–") and before.lower != "while":
        if not earlier and not _letter_before(tokens, at):
            return None
    content = _content(text, tokens, end, len(tokens))
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
    text: str,
    tokens: Sequence[Token],
    left: int,
    end: int,
    cue: Span,
    earlier: Sequence[Report],
    verb: Verb,
) -> tuple[Report, int] | None:
    """ "X said A and called for B": the second verb keeps the first one's subject."""
    content = _content(text, tokens, after_tail(tokens, end), len(tokens))
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
    if verb.lemma in cue_lexicon().needy and not _speech_shown(tokens, first, tail):
        return None
    stop = tail >= len(tokens) or tokens[tail].text in ".;?!"
    before = _content(text, tokens, _clause_floor(tokens, first, earlier), first)
    long_before = before is not None and _has_body(text, before)
    closing = first > 0 and tokens[first - 1].quoted and tokens[first - 1].text[-1] in CLOSING
    if closing and before is not None and not (tail < len(tokens) and _goes_on(tokens, tail)):
        return Report(source, cue, (before,), trailing=True), max(tail, end)
    if stop and before is not None and not _closed(tokens, tail):
        return Report(source, cue, (before,), trailing=True), max(tail, end)
    if tail < len(tokens) and tokens[tail].text in ",—–-" and long_before and before is not None:
        if (
            not tokens[tail + 1 : tail + 2]
            or not tokens[tail + 1].quoted
            or tokens[first - 1].quoted
        ):
            return _around(text, tokens, before, tail, source, cue)
    begin = tail
    while begin < len(tokens) and tokens[begin].text in ",:—–-":
        begin += 1
    if begin < len(tokens) and tokens[begin].lower == "that":
        begin += 1
    if stop and first == 0 and tail < len(tokens) and tokens[tail].text == "." and before is None:
        return Report(source, cue, (), trailing=True), max(tail, end)
    content = _content(text, tokens, begin, _aside_end(tokens, first, begin))
    if content is None and verb.kind == "plain":
        content = _content(text, tokens, end, len(tokens))
    if content is None:
        return None
    return Report(source, cue, (content,)), max(end, begin)


def _speech_shown(tokens: Sequence[Token], first: int, tail: int) -> bool:
    """Whether quotation marks, a colon or "that" show that a doubtful verb reports speech."""
    if first and (tokens[first - 1].quoted or (first > 1 and tokens[first - 2].quoted)):
        return True
    for token in tokens[tail : tail + 2]:
        if token.quoted or token.text == ":" or token.lower == "that":
            return True
    return False


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


def _clause_floor(tokens: Sequence[Token], first: int, earlier: Sequence[Report]) -> int:
    """Where content before a subject may begin: after the last report's cue and source."""
    if not earlier:
        return 0
    floor = max(max(span.end for span in (r.cue, r.source) if span) for r in earlier)
    return bisect_left([token.start for token in tokens], floor)


def _closed(tokens: Sequence[Token], tail: int) -> bool:
    """Whether a quotation follows after the end mark ("said. "A" is rare; a colon is not)."""
    return tail < len(tokens) and tokens[tail].text == ":"


def _has_body(text: str, content: Span) -> bool:
    """Whether content before an inner cue is more than an opening such as "On Monday"."""
    words = text[content.start : content.end].split()
    first = words[0].strip("“\"'").casefold()
    if text[content.start] in "“\"'‘":
        return True
    return len(words) >= 3 and first not in cue_lexicon().words["prepositions"]


def _around(
    text: str, tokens: Sequence[Token], before: Span, tail: int, source: Span, cue: Span
) -> tuple[Report, int]:
    """ "A, X said, B": both parts, but for a closing apposition that the outlet adds."""
    after = _content(text, tokens, tail + 1, len(tokens))
    if after is None or len(text[before.start : before.end].split()) >= 6:
        opening = tokens[tail + 1].lower if tail + 1 < len(tokens) else ""
        added = opening.endswith("ing") or opening in cue_lexicon().words["determiners"]
        if after is None or added or opening in ("who", "which", "in", "on", "but", "and", "while"):
            return Report(source, cue, (before,), trailing=True), tail
    return Report(source, cue, (before, after), trailing=True), tail + 1


def _content(text: str, tokens: Sequence[Token], first: int, until: int) -> Span | None:
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


def _bounded(text: str, reports: Sequence[Report]) -> list[Report]:
    """Contents cut where the next report of the sentence begins, or the last one ended."""
    bounded: list[Report] = []
    for number, report in enumerate(reports):
        limit = None
        for later in reports[number + 1 :]:
            own = report.source is not None and later.source == report.source
            begins = later.cue.start if own or later.source is None else later.source.start
            begins = min(begins, later.cue.start)
            if later.trailing and not report.trailing:
                begins = later.content[0].start if later.content else begins
            if begins > report.cue.end:
                limit = begins
                break
        content = []
        for span in report.content:
            end = span.end
            if limit is not None and span.start < limit < end:
                end = limit
            cut = _shed(text, span.start, end)
            if cut.end - cut.start > 2:
                content.append(cut)
        bounded.append(replace(report, content=tuple(content)))
    return bounded


JOINER = re.compile(
    r"(?:[\s,;–—-]|\b(?:and|but|while|then|as|which|who|that|also|has|have|had))+\Z"
)


def _shed(text: str, start: int, end: int) -> Span:
    """A span without the joining words that lead to the next clause."""
    found = JOINER.search(text, start, end)
    if found and found.end() == end and found.start() > start:
        end = found.start()
    return trimmed(text, start, end)


def _join_quotations(
    text: str,
    paragraph: Span,
    reports: Sequence[Report],
    quoted: Sequence[Span],
    speaking: Report | None,
) -> tuple[list[Report], Report | None]:
    """Whole quotations for the reports that touch them; the rest go to the last speaker.

    Returns the reports and the one whose speaker goes on in the next paragraph, which is so
    only where the paragraph ends in that speaker's quotation.
    """
    joined = [_with_quotation_before(text, report, quoted) for report in reports]
    for quotation in quoted:
        touching = [
            n for n, r in enumerate(joined) if any(_overlap(quotation, c) for c in r.content)
        ]
        if touching:
            n = touching[-1] if joined[touching[-1]].trailing else touching[0]
            joined[n] = replace(joined[n], content=_merged((*joined[n].content, quotation)))
            continue
        if len(text[quotation.start : quotation.end].split()) < SHORT_QUOTATION:
            continue
        if not _own_sentence(text, paragraph, quotation):
            continue
        before = [n for n, r in enumerate(joined) if r.cue.start < quotation.start]
        after = _followed_by(text, quotation, quoted, joined)
        if after is not None:
            merged = _merged((quotation, *joined[after].content))
            joined[after] = replace(joined[after], content=merged)
        elif before:
            n = before[-1]
            joined[n] = replace(joined[n], content=_merged((*joined[n].content, quotation)))
        elif speaking is not None:
            joined.append(replace(speaking, content=(quotation,)))
    joined = [report for report in joined if report.content]
    joined.sort(key=lambda report: min(report.content, default=report.cue))
    last = None
    if quoted and paragraph.end - quoted[-1].end < 120:
        for report in joined:
            if any(_overlap(quoted[-1], c) for c in report.content):
                last = report
    return joined, last


def _with_quotation_before(text: str, report: Report, quoted: Sequence[Span]) -> Report:
    """ "A?" X said.: where the sentence ends inside the quotation, it is still what X said."""
    if report.content or report.source is None:
        return report
    begins = min(report.source.start, report.cue.start)
    for quotation in quoted:
        if quotation.end <= begins and not text[quotation.end : begins].strip():
            return replace(report, content=(quotation,))
    return report


def _followed_by(
    text: str, quotation: Span, quoted: Sequence[Span], reports: Sequence[Report]
) -> int | None:
    """The report of the quotation that follows with nothing but space between, if it trails."""
    end = quotation.end
    for following in quoted:
        if following.start < end:
            continue
        if text[end : following.start].strip():
            return None
        for number, report in enumerate(reports):
            if report.trailing and any(_overlap(following, span) for span in report.content):
                return number
        end = following.end
    return None


def _own_sentence(text: str, paragraph: Span, quotation: Span) -> bool:
    """Whether a quotation stands alone rather than inside the outlet's sentence."""
    before = text[paragraph.start : quotation.start].rstrip()
    return not before or before[-1] in ".:?!" + CLOSING


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping ones made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _attribution(text: str, report: Report, quoted: Sequence[Span]) -> Attribution:
    source = (report.source,) if report.source else ()
    kind = kind_of(text, report.content, quoted)
    return Attribution(source, (report.cue,), report.content, kind)


def kind_of(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Kind:
    """Direct when nearly all characters are quoted, mixed when some are, else indirect."""
    total = sum(span.end - span.start for span in content)
    inside = sum(
        max(0, min(span.end, q.end) - max(span.start, q.start)) for span in content for q in quoted
    )
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total - 2 else "mixed"
