"""Quotations and the reports that they belong to, across the sentences of a paragraph.

Comes in: the reports of a paragraph, its quotations, and who spoke at the end of the one before.
Goes out: reports whose contents hold whole quotations; a quotation without a verb of its own goes
to the speaker before it, or to the one right after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.report import CLOSING, Report
from divergence.model import Span

REACH = 6000
"""Characters within which a quotation looks for the report that it belongs to."""
REACH_REPORTS = 40
REMAINDER = 120
"""Characters after a paragraph's last quotation within which its speaker still goes on."""
SHORT_QUOTATION = 4
"""Words below which a quotation is a name or scare quotes, not a statement of its own."""


def join_quotations(
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
    cues = [report.cue.start for report in joined]
    carried: list[Report] = []
    for place, quotation in enumerate(quoted):
        n = _holder(text, paragraph, place, quoted, joined, cues)
        if n is not None:
            joined[n] = replace(joined[n], content=merged_spans((*joined[n].content, quotation)))
        elif speaking is not None and _stands_alone(text, paragraph, quotation):
            carried.append(replace(speaking, content=(quotation,)))
    joined = [report for report in (*joined, *carried) if report.content]
    joined.sort(key=lambda report: min(report.content))
    last = None
    if quoted and paragraph.end - quoted[-1].end < REMAINDER:
        for report in joined[-REACH_REPORTS:]:
            if any(overlap(quoted[-1], c) for c in report.content):
                last = report
    return joined, last


def _holder(
    text: str,
    paragraph: Span,
    place: int,
    quoted: Sequence[Span],
    reports: Sequence[Report],
    cues: Sequence[int],
) -> int | None:
    """The number of the report that a quotation belongs to: it touches it, or stands beside it."""
    quotation = quoted[place]
    near = range(
        bisect_left(cues, quotation.start - REACH), bisect_left(cues, quotation.end + REACH)
    )
    touching = [n for n in near if any(overlap(quotation, c) for c in reports[n].content)]
    if touching:
        return touching[-1] if reports[touching[-1]].trailing else touching[0]
    if not _stands_alone(text, paragraph, quotation):
        return None
    following = _followed_by(text, place, quoted, reports, near)
    if following is not None:
        return following
    before = bisect_left(cues, quotation.start) - 1
    while before >= 0 and not reports[before].content:
        before -= 1
    return before if before >= 0 else None


def _stands_alone(text: str, paragraph: Span, quotation: Span) -> bool:
    """Whether a quotation is a statement of its own rather than words in the outlet's sentence."""
    words = text[quotation.start : quotation.end]
    if len(words.split()) < SHORT_QUOTATION or words.rstrip(CLOSING).endswith(","):
        return False
    return _own_sentence(text, paragraph, quotation)


def _with_quotation_before(text: str, report: Report, quoted: Sequence[Span]) -> Report:
    """ "A?" X said.: where the sentence ends inside the quotation, it is still what X said."""
    if report.content or report.source is None:
        return report
    begins = min(report.source.start, report.cue.start)
    at = bisect_left(quoted, Span(begins, begins)) - 1
    if at >= 0 and quoted[at].end <= begins and not text[quoted[at].end : begins].strip():
        return replace(report, content=(quoted[at],))
    return report


def _followed_by(
    text: str,
    place: int,
    quoted: Sequence[Span],
    reports: Sequence[Report],
    near: Sequence[int],
) -> int | None:
    """The report of the quotation that follows with nothing but space between, if it trails."""
    end = quoted[place].end
    for following in quoted[place + 1 : place + 1 + REACH_REPORTS]:
        if text[end : following.start].strip():
            return None
        for n in near:
            if reports[n].trailing and any(overlap(following, c) for c in reports[n].content):
                return n
        end = following.end
    return None


def _own_sentence(text: str, paragraph: Span, quotation: Span) -> bool:
    """Whether a quotation stands alone rather than inside the outlet's sentence."""
    before = text[max(paragraph.start, quotation.start - 40) : quotation.start].rstrip()
    return not before or before[-1] in ".:?!" + CLOSING


def shared_characters(span: Span, others: Sequence[Span]) -> int:
    """Characters of ``span`` that lie in ``others``, which stand in order without overlap."""
    at = max(0, bisect_left(others, Span(span.start, span.start)) - 1)
    shared = 0
    while at < len(others) and others[at].start < span.end:
        shared += max(0, min(span.end, others[at].end) - max(span.start, others[at].start))
        at += 1
    return shared


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one.start < other.end and other.start < one.end


def merged_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans in order, overlapping ones made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)
