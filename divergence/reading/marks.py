"""What a line or paragraph of a page shows by itself: the marks of each kind of furniture.

Comes in: one unit of a page. Goes out: the reason to set it aside, or None where it may be body.
Words and limits are those of the lexicon.
"""

from __future__ import annotations

import re

from divergence.reading.dates import only_a_date, stated_date
from divergence.reading.lexicon import Lexicon
from divergence.reading.units import Unit

END = "end mark"
CAPTION, CREDIT = "photo caption", "photo credit"
TABLE, RULE, PICTURE, ADDRESS = "table", "rule", "picture", "web address"
DATE, BYLINE = "date line", "byline"

NOTICES = frozenset(("copyright notice", "credits of the article", "tag list"))
"""Kinds that are written as sentences which address nobody."""

SENTENCE_START = re.compile(r"\A|[.!?]\s+")
NO_WORDS = re.compile(r"[\W_]*\Z")
WEB_ADDRESS = re.compile(r"\W*(?:https?://|www\.)\S+\W*\Z", re.IGNORECASE)
PICTURE_MARK = re.compile(r"!\[[^\]]*\]\([^)]*\)\s*\Z")
CELLS = re.compile(r"\t|\s\|\s|^\||\|$")
PRICE = re.compile(r"[$€£¥₹]\s?\d[\d.,]*\s*(?:/|per\b|a (?:month|week|year)\b)")
BYLINE_MARK = re.compile(
    r"(?:By|BY|From)\s+(?:[A-Z][\w.'’\-]*|and|de|van|von|of|in|for|&)"
    r"(?:[\s,|]+(?:[A-Z][\w.'’\-]*|and|de|van|von|of|in|for|the|&))*[.|\s]*\Z"
)
COUNTED_COMMENTS = re.compile(r"\(?\d+\)?\s+(?:comments?|shares?|views?|likes?|replies)\Z")
TIME_AGO = re.compile(
    r"(?:updated\s+|published\s+)?(?:\d+|an?)\s*"
    r"(?:s|m|h|d|secs?|mins?|hrs?|seconds?|minutes?|hours?|days?|weeks?|months?|years?)\s+ago\Z"
)
DATE_START = re.compile(r"(?:[a-z]{3,9}[.,]?\s+)?(?:[a-z]{3,9}\.?\s+\d{1,2}\b|\d{1,4}\b)")
DATE_END = re.compile(r"(?:\b[a-z]{3,9}\.?\s+\d{1,2},?|\b\d{1,2}\s+[a-z]{3,9}\.?,?)\s+\d{4}\.?\Z")
NOT_YET = re.compile(r"\b(?:to|will|would|shall|should|can|could|may|must|not)\s+(?:\w+ly\s+)?\Z")
CREDIT_APART = re.compile(r"[(\[./|:—–-]\Z")


def own_mark(unit: Unit, words: Lexicon) -> str | None:
    """The reason that a unit gives by itself; None for what may be body."""
    plain = unit.plain
    if PICTURE_MARK.match(unit.raw):
        return PICTURE
    if unit.glued and unit.lower and unit.final:
        return None  # the end of a sentence that was broken by hand
    for kind in words.kinds:
        if plain in kind.whole or plain.rstrip(":.>»→ ") in kind.whole or unit.raw in kind.whole:
            return kind.reason
    if NO_WORDS.match(unit.raw):
        return END if "#" in unit.raw else RULE
    if WEB_ADDRESS.match(unit.raw):
        return ADDRESS
    if _is_table(unit):
        return TABLE
    if unit.words <= 20 and _is_date_line(unit, words):
        return DATE
    if unit.words <= 20 and BYLINE_MARK.match(unit.raw):
        return BYLINE
    if unit.words <= 4 and COUNTED_COMMENTS.match(plain):
        return "share box"
    if reason := _caption(unit, words):
        return reason
    if unit.words <= words.limits["marker_words"] and not speaks(unit, words):
        for kind in words.kinds:
            if kind.pattern and kind.pattern.search(plain):
                return kind.reason if _may_be_box(unit, kind.reason, words) else None
        if PRICE.search(plain) and not unit.final:
            return "subscription or sign-in box"
    return None


def speaks(unit: Unit, words: Lexicon) -> bool:
    """A sentence that reports or quotes somebody: never judged by a phrase in it."""
    return unit.final and (words.saying.search(unit.plain) is not None or unit.quoted)


def _may_be_box(unit: Unit, reason: str, words: Lexicon) -> bool:
    """A short line, or one that addresses its reader; other prose only speaks of such things."""
    if not unit.final or unit.words < words.limits["prose_words"]:
        return unit.words <= 2 * words.limits["short_words"]
    return (
        words.reader.search(unit.plain) is not None
        or invites(unit, words)
        or (reason in NOTICES and unit.words <= 30 and not unit.plain.endswith("?"))
    )


def invites(unit: Unit, words: Lexicon) -> bool:
    """Whether a sentence of it asks the reader to do something: "Try it for free"."""
    return any(
        words.inviting.match(unit.plain, found.end())
        for found in SENTENCE_START.finditer(unit.plain)
    )


def _is_table(unit: Unit) -> bool:
    cells = len(CELLS.findall(unit.raw))
    return cells >= 2 and not (unit.final and unit.words > 25)


def _is_date_line(unit: Unit, words: Lexicon) -> bool:
    """Whether it tells when the page was published: "Published: 3 May 2024", "3 hours ago"."""
    plain = unit.plain
    return (
        only_a_date(plain)
        or _is_published_line(plain, words)
        or TIME_AGO.match(plain) is not None
        or (
            not unit.final
            and unit.words <= words.limits["short_words"]
            and DATE_START.match(plain) is not None
            and stated_date(plain) is not None
        )
    )


def _is_published_line(plain: str, words: Lexicon) -> bool:
    found = words.published.match(plain)
    if not found:
        return False
    rest = plain[found.end() :]
    return not rest or stated_date(rest) is not None or "release" in plain[: found.end()]


def _caption(unit: Unit, words: Lexicon) -> str | None:
    """Told by a credit, or by the words with which pictures are described."""
    limits = words.limits
    if unit.words <= limits["credit_words"]:
        tail = unit.plain[-160:]
        found = words.credits.search(tail)
        if found and not words.speaking.search(tail):
            before = tail[: found.start()].rstrip()
            apart = not before or CREDIT_APART.search(before) is not None
            # "pictures from Getty Images showed ..." is a sentence that names an agency
            if apart or not unit.final:
                return CREDIT if unit.words <= 8 else CAPTION
    if unit.words > limits["caption_words"] or unit.quoted or words.saying.search(unit.plain):
        return None
    if words.reader.search(unit.plain):
        return None
    described = words.caption.search(unit.plain) or words.caption_opening.match(unit.plain)
    return CAPTION if described or _is_dated_scene(unit, words) else None


def _is_dated_scene(unit: Unit, words: Lexicon) -> bool:
    """One sentence on what is seen, that ends in a full date: "... in Vienna, May 3, 2019."."""
    if unit.several or not DATE_END.search(unit.plain):
        return False
    found = words.caption_dated.search(unit.plain)
    return found is not None and not NOT_YET.search(unit.plain[: found.start()])
