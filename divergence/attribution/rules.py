"""Attribution by clear rules: who said what, read off reporting verbs and quotation marks.

Comes in: a Document. Goes out: Attributions in document order. Each sentence is searched for
reporting verbs outside quotation marks; the subject gives the source, and what stands after,
before or around it the content. Quotations without a verb of their own follow the last speaker.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.according import according_report
from divergence.attribution.clauses import verb_report
from divergence.attribution.cues import cue_lexicon
from divergence.attribution.introductions import introduced
from divergence.attribution.joining import join_quotations, shared_characters
from divergence.attribution.quotations import quotations
from divergence.attribution.report import Report
from divergence.attribution.scope import own_words
from divergence.attribution.sentence import tokens_of
from divergence.language.segmentation import sentences, trimmed
from divergence.model import Attribution, Document, Kind, Span
from divergence.reading.document import body_paragraphs

POINTING = ("that", "this", "it", "them")
"""What a party denies or confirms without naming it again ("rejected that")."""
DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’/\-]{2,}(?: [A-Z][A-Z.'’/\-]+){0,3}(?:, [A-Z][\w. ]{1,20})?"
    r"(?: \([\w .]{2,30}\))?"
    r"|[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}(?:, [A-Z][\w. ]{1,20})? \([A-Z][\w .]{1,25}\))"
    r"\s*(?:—|–|--|-)\s+"
    r"|[A-Z]\w+(?: [A-Z]\w+)?(?:, [A-Z][\w. ]{1,20})? \((?:[A-Z]{2,7}|[A-Z][a-z]+)\)\s+(?=[A-Z\"“])"
)


def attribute_by_rules(document: Document) -> tuple[Attribution, ...]:
    """All reported speech of a document, outside its asides."""
    found: list[Attribution] = []
    text = document.text
    speaking: Report | None = None
    opened: Report | None = None
    for paragraph in body_paragraphs(document):
        quoted = quotations(text, *paragraph)
        reports: list[Report] = []
        split = sentences(text, *paragraph)
        for sentence in split:
            reports.extend(_reports(text, sentence, quoted))
        added, opened = introduced(text, split, quoted, reports, opened)
        if added:
            reports = sorted((*reports, *added), key=lambda report: report.cue)
        joined, speaking = join_quotations(text, paragraph, reports, quoted, speaking)
        found.extend(_attribution(report, quoted) for report in joined)
    return tuple(found)


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
            made = according_report(text, tokens, at, taken) or verb_report(
                text, tokens, at, reports
            )
        if made is None:
            at += 1
            continue
        report, until = made
        reports.append(report)
        taken = until
        at = max(until, at + 1)
    return [own_words(tokens, report) for report in _bounded(text, reports)]


def _bounded(text: str, reports: Sequence[Report]) -> list[Report]:
    """Contents cut where the next report of the sentence begins, or the last one ended."""
    bounded: list[Report] = []
    reports = [r for n, r in enumerate(reports) if n == 0 or not _embedded(text, r, reports[n - 1])]
    relayed = {n for n, report in enumerate(reports) if _relayed(report, reports[:n])}
    for number, report in enumerate(reports):
        if number in relayed:
            continue
        limit = None
        for place, later in enumerate(reports[number + 1 :], number + 1):
            if place in relayed:
                limit = later.cue.start
                break
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
            lone = text[slice(*cut)].casefold() in cue_lexicon().words["subordinators"]
            pointing = text[slice(*cut)] in POINTING and report.content == (span,)
            if pointing or (cut.end - cut.start > 2 and not lone):
                content.append(cut)
        bounded.append(replace(report, content=tuple(content)))
    return bounded


def _embedded(text: str, report: Report, outer: Report) -> bool:
    """ "X explained why he thinks A": the inner clause is all that X says."""
    if outer.trailing or report.trailing or not outer.content or report.source is None:
        return False
    content = outer.content[-1]
    inside = content.start <= report.source.start and report.cue.end < content.end
    inside = inside and text[slice(*report.source)].casefold() in ("he", "she", "they", "it")
    return inside and len(text[content.start : report.source.start].split()) < 2


def _relayed(report: Report, earlier: Sequence[Report]) -> bool:
    """ "X said A, according to the Post": the paper only relays what X said."""
    return report.trailing and any(
        not other.trailing
        and other.content
        and report.content[0].start <= other.content[-1].start
        and other.cue.start < report.cue.start <= other.content[-1].end
        for other in earlier
        if report.content
    )


JOINER = re.compile(
    r"(?:[\s,;–—-]|\b(?:and|but|while|then|as|which|who|that|also|has|have|had))+\Z"
)


LONGEST_JOIN = 60
"""Characters that joining words take at most."""


def _shed(text: str, start: int, end: int) -> Span:
    """A span without the joining words that lead to the next clause."""
    found = JOINER.search(text, max(start, end - LONGEST_JOIN), end)
    if found and found.end() == end and found.start() > start:
        end = found.start()
    return trimmed(text, start, end)


def _attribution(report: Report, quoted: Sequence[Span]) -> Attribution:
    source = (report.source,) if report.source else ()
    kind = kind_of(report.content, quoted)
    return Attribution(source, (report.cue,), report.content, kind)


def kind_of(content: Sequence[Span], quoted: Sequence[Span]) -> Kind:
    """Direct when nearly all characters are quoted, mixed when some are, else indirect."""
    total = sum(span.end - span.start for span in content)
    inside = sum(shared_characters(span, quoted) for span in content)
    if not inside:
        return "indirect"
    return "direct" if inside >= 0.9 * total - 2 else "mixed"
