"""Page furniture: what stands on a page and is not the article.

Comes in: a decoded text. Goes out: its title, its date and the stretches to set aside with their
reasons. Each line or paragraph is judged by its own marks first; then the body is the stretch of
the page that holds the most prose for the least furniture (maximum subsequence segmentation,
Pasternack and Roth, WWW 2009), and what lies before and after it is furniture too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.model import Span
from divergence.reading.dates import stated_date
from divergence.reading.lexicon import Lexicon, lexicon
from divergence.reading.marks import (
    ADDRESS,
    BYLINE,
    CAPTION,
    CREDIT,
    DATE,
    PICTURE,
    RULE,
    TABLE,
    invites,
    own_mark,
    speaks,
)
from divergence.reading.units import Unit, units

HEADLINE, SUBTITLE, SUBHEADING = "headline", "subtitle", "subheading"
CODE, NAMES, DATELINE = "code", "list of short lines", "dateline"
TEASER, BEFORE, AFTER, LIST = (
    "teaser of another story",
    "page furniture before the article",
    "page furniture after the article",
    "list of a page box",
)

ANYWHERE = frozenset((CAPTION, CREDIT, RULE, PICTURE, DATE, TABLE, CODE, ADDRESS, "advertisement"))
"""Furniture that stands between the paragraphs of an article as well as around it."""

OPEN_END = re.compile(r"(?:[,;:–—-]|\b(?:and|or))\Z")
SHORT_SENTENCE = re.compile(r"[\"“'‘]?[A-Z][\w'’]*\s+[a-z]")
FENCE = re.compile(r"(?:```|~~~)")
DATELINE_MARK = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+(?:[ ,/]+[A-ZÀ-Þ][A-ZÀ-Þ'’.\-]+){0,4}"
    r"(?:,\s[A-Z][A-Za-z.]+){0,2}(?:,?\s[A-Z][a-z]{2,8}\.?\s\d{1,2}(?:,\s\d{4})?)?"
    r"(?:,?\s\d{1,2}\s[A-Z][a-z]{2,8}\.?(?:\s\d{4})?)?(?:\s\([A-Za-z /.\-]{2,30}\))?"
    r"|\([A-Z][A-Za-z ]{1,20}\))\s*(?:—|–|--|-)\s+(?=\S)"
)


@dataclass(frozen=True, slots=True)
class Page:
    """What was found: the title and the ISO date that the page states, and what is not body."""

    title: str | None
    date: str | None
    aside: tuple[tuple[Span, str], ...]
    body: tuple[Span, ...]


def read_page(text: str, markdown: bool = False, account: bool = False) -> Page:
    """The furniture of ``text``, sorted, trimmed and without overlap, and the body between it.

    ``markdown`` takes fenced blocks for code. ``account`` is for a party's own statement, where a
    paragraph without a full stop is no caption. Time is linear in the length of the text.
    """
    words = lexicon()
    page = units(text)
    reasons = _own_marks(page, words, markdown)
    _take_boxes(page, reasons, words)
    first, last = _body(page, reasons, words)
    title = _judge_head(page, reasons, first, words)
    _judge_inside(page, reasons, range(first, last), words, account)
    _judge_tail(page, reasons, range(last, len(page)), words)
    return Page(
        title=title,
        date=_date(page[: first + 3], reasons),
        aside=tuple(_merged(page, reasons)),
        body=tuple(
            Span(unit.start, unit.end)
            for unit, reason in zip(page, reasons, strict=True)
            if reason is None
        ),
    )


def dateline(text: str, start: int, end: int) -> Span | None:
    """The place, day and agency that open a paragraph ("PARIS, May 2 (AP) — "), with the dash."""
    found = DATELINE_MARK.match(text, start, min(end, start + 120))
    return Span(*found.span()) if found else None


def _own_marks(page: Sequence[Unit], words: Lexicon, markdown: bool) -> list[str | None]:
    """The reason that each unit gives by itself; None for all that may be body."""
    reasons: list[str | None] = []
    fenced = False
    for unit in page:
        if markdown and FENCE.match(unit.raw):
            # a fence that opens and closes within one unit leaves the state as it is
            fenced ^= unit.raw.count(unit.raw[:3]) % 2 == 1
            reasons.append(CODE)
        else:
            reasons.append(CODE if fenced else own_mark(unit, words))
    for at, reason in enumerate(reasons):
        if reason == TABLE and TABLE not in (
            *reasons[max(at - 1, 0) : at],
            *reasons[at + 1 : at + 2],
        ):
            reasons[at] = "navigation"  # a single row of cells is a bar of links
    return reasons


def _take_boxes(page: Sequence[Unit], reasons: list[str | None], words: Lexicon) -> None:
    """A box takes the list items, short lines and single blurbs that follow its opening."""
    opening = {kind.reason for kind in words.kinds if kind.opens}
    at = 0
    while at < len(page):
        if reasons[at] not in opening or not _opens(page[at], words):
            at += 1
            continue
        reason = reasons[at]
        at += 1
        while at < len(page) and _continues_box(page, reasons, at, words):
            if reasons[at] is None:
                blurb = reason == "related stories" or reasons[at - 1] in (CAPTION, CREDIT)
                reasons[at] = TEASER if blurb else LIST if page[at].bullet else reason
            elif reasons[at] in opening:
                reason = reasons[at]
            at += 1


def _opens(unit: Unit, words: Lexicon) -> bool:
    """A heading opens a box; a line such as "Read more: ..." is the whole of it."""
    return not unit.final and unit.words <= words.limits["short_words"]


def _continues_box(
    page: Sequence[Unit], reasons: Sequence[str | None], at: int, words: Lexicon
) -> bool:
    if reasons[at] is not None or not _is_prose(page[at], words):
        return True
    unit, limits = page[at], words.limits
    if unit.words > limits["blurb_words"] or _is_prose(page[at - 1], words):
        return False
    if at + 1 == len(page):
        return not speaks(unit, words)
    # a blurb has a heading before and after it; before a caption or a date the article goes on
    return not _is_prose(page[at + 1], words) and reasons[at + 1] not in ANYWHERE


def _is_prose(unit: Unit, words: Lexicon) -> bool:
    return unit.words >= words.limits["prose_words"] and (
        unit.final or (unit.several and unit.words > 2 * words.limits["short_words"])
    )


def _is_reported(unit: Unit, words: Lexicon) -> bool:
    """Prose that reports speech: body even where furniture parts it from the rest."""
    return _is_prose(unit, words) and speaks(unit, words) and not invites(unit, words)


def _body(page: Sequence[Unit], reasons: Sequence[str | None], words: Lexicon) -> tuple[int, int]:
    """The stretch of units, end exclusive, whose prose outweighs its furniture the most."""
    scores = [_weight(page, reasons, at, words) for at in range(len(page))]
    for at in _listed(page, reasons):
        scores[at] = max(scores[at], page[at].words // 2 + 1)
    if not any(score > 0 for score in scores):
        # a page of bare lines (a list of demands, a statement without full stops) is all body
        # but for what is known to be furniture
        known = sum(reason is not None for reason in reasons)
        return (0, len(page)) if 2 * known < len(page) else (0, 0)
    best, best_span, run, run_start = 0, (0, 0), 0, 0
    for at, score in enumerate(scores):
        if run <= 0:
            run, run_start = 0, at
        run += score
        if run > best:
            best, best_span = run, (run_start, at + 1)
    return best_span


def _listed(page: Sequence[Unit], reasons: Sequence[str | None]) -> list[int]:
    """Lists with the line that introduces them ("The parties agreed:"), unless it is a box."""
    listed: list[int] = []
    inside = False
    for at, unit in enumerate(page):
        if reasons[at] is not None or (unit.final and not unit.bullet):
            inside = False
        elif unit.colon and unit.words >= 2:
            inside = True
        if inside:
            listed.append(at)
    return listed


def _weight(page: Sequence[Unit], reasons: Sequence[str | None], at: int, words: Lexicon) -> int:
    """Words for the body (positive) or for furniture (negative)."""
    unit, most = page[at], words.limits["prose_weight"]
    counted = min(unit.words, most)
    reason = reasons[at]
    if reason in ANYWHERE:
        return 0
    if reason is not None:
        return -(counted // 2 + 3)
    if _is_prose(unit, words):
        addressed = invites(unit, words) and unit.words <= most and not speaks(unit, words)
        return -counted // 2 if addressed else counted
    if unit.bullet and unit.words >= words.limits["prose_words"]:
        return counted // 2
    if unit.words > words.limits["short_words"] and OPEN_END.search(unit.plain):
        return counted // 2
    if unit.words > 2 * words.limits["short_words"]:
        return counted // 4
    if unit.final and SHORT_SENTENCE.match(unit.raw) and not invites(unit, words):
        return 1
    return -3


def _judge_head(
    page: Sequence[Unit], reasons: list[str | None], first: int, words: Lexicon
) -> str | None:
    """Names what stands before the body; returns the headline."""
    head = range(min(first, len(page)))
    limits = words.limits
    headline = _headline(page, reasons, head, words)
    for at in head:
        if reasons[at] is None and (at == headline or not _is_reported(page[at], words)):
            reasons[at] = BEFORE
    if headline is None:
        return None
    reasons[headline] = HEADLINE
    after = range(headline + 1, first)
    for at in after:
        if (
            reasons[at] is BEFORE
            and limits["prose_words"] <= page[at].words <= limits["subtitle_words"]
            and not OPEN_END.search(page[at].plain)
        ):
            reasons[at] = SUBTITLE
            break
    _set_subtitle(page, reasons, first, words)
    return page[headline].raw.strip().strip("*_#` ").rstrip("\\").strip() or None


def _headline(
    page: Sequence[Unit], reasons: Sequence[str | None], head: range, words: Lexicon
) -> int | None:
    """The first marked heading, else the longest line without a mark among the first ones."""
    limits = words.limits
    candidates = [
        at
        for at in head[-limits["head_units"] :]
        if reasons[at] is None
        and (1 if page[at].heading else 2) <= page[at].words <= limits["headline_words"]
    ]
    for at in candidates:
        if page[at].heading:
            return at
    return max(
        candidates,
        key=lambda at: (min(page[at].words, limits["short_words"] // 2), -at),
        default=None,
    )


def _set_subtitle(
    page: Sequence[Unit], reasons: list[str | None], first: int, words: Lexicon
) -> None:
    """One sentence between headline and the byline, date or dateline that opens the article."""
    if first + 1 >= len(page) or page[first].several:
        return
    if page[first].words > words.limits["subtitle_words"] or reasons[first] is not None:
        return
    at = first + 1
    opened = False
    while at < len(page) and at < first + 6 and reasons[at] is not None:
        opened = opened or reasons[at] in (DATE, BYLINE)
        at += 1
    if at < len(page) and (opened or DATELINE_MARK.match(page[at].raw)):
        reasons[first] = SUBTITLE


def _judge_inside(
    page: Sequence[Unit], reasons: list[str | None], inside: range, words: Lexicon, account: bool
) -> None:
    """Headings and captions without a credit among the paragraphs of the body."""
    limits = words.limits
    prose = sum(_is_prose(page[at], words) for at in inside)
    bare = sum(
        not page[at].final and page[at].words > limits["short_words"] and not page[at].bullet
        for at in inside
        if reasons[at] is None
    )
    if not prose:
        return
    punctuated = prose >= 4 * bare and not account
    for at in inside:
        unit = page[at]
        if reasons[at] is not None or (unit.final and not unit.heading):
            continue
        if unit.heading:
            reasons[at] = SUBHEADING
        elif (
            unit.bullet
            or unit.lower
            or unit.raw.startswith(("—", "–", "―"))
            or OPEN_END.search(unit.plain)
            or words.first_person.search(unit.plain)
            or (at + 1 < len(page) and page[at + 1].lower)
        ):
            continue
        elif unit.words <= limits["short_words"] - 2 and not (unit.quoted or unit.several):
            if not words.speaking.search(unit.plain):
                reasons[at] = SUBHEADING
        elif (
            punctuated
            and unit.words <= limits["caption_words"]
            and '"' not in unit.plain
            and not words.speaking.search(unit.plain)
            and (words.picture_verbs.search(unit.plain) or reasons[at - 1] == CAPTION)
        ):
            reasons[at] = CAPTION


def _judge_tail(
    page: Sequence[Unit], reasons: list[str | None], tail: range, words: Lexicon
) -> None:
    """Names what stands after the body, but for reported speech before any box."""
    opening = {kind.reason for kind in words.kinds if kind.opens}
    boxed = False
    for at in tail:
        boxed = boxed or reasons[at] in opening
        if reasons[at] is None and (boxed or not _is_reported(page[at], words)):
            unit = page[at]
            headline_like = not unit.final and not unit.bullet and unit.words >= 5
            reasons[at] = TEASER if headline_like else LIST if unit.bullet else AFTER


def _date(page: Sequence[Unit], reasons: Sequence[str | None]) -> str | None:
    """The day of the first date line above the article or below its first paragraph."""
    for unit, reason in zip(page, reasons, strict=False):
        if reason in (DATE, BYLINE) and (day := stated_date(unit.plain)):
            return day
    return None


def _merged(page: Sequence[Unit], reasons: Sequence[str | None]) -> list[tuple[Span, str]]:
    """One stretch for neighbours with the same reason."""
    reasons = list(reasons)
    for at in range(1, len(page)):
        if reasons[at] in (SUBHEADING, NAMES) and reasons[at - 1] in (SUBHEADING, NAMES):
            reasons[at] = reasons[at - 1] = NAMES
    merged: list[tuple[Span, str]] = []
    last = -1
    for at, (unit, reason) in enumerate(zip(page, reasons, strict=True)):
        if reason is None:
            continue
        if merged and last == at - 1 and merged[-1][1] == reason:
            merged[-1] = (Span(merged[-1][0].start, unit.end), reason)
        else:
            merged.append((Span(unit.start, unit.end), reason))
        last = at
    return merged
