"""Paragraphs, sentences and words of a text, as exact spans.

Comes in: any string. Goes out: spans into that string, in order, without overlap. Sentence
boundaries are those of the sentencex library, given one paragraph at a time with the line breaks
inside it blanked (pages and readouts are often wrapped by hand), and at most WINDOW characters at
once, so that the time stays linear in the length of a text.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from divergence.language.tables import load_table
from divergence.model import Span

WINDOW = 4000
"""Characters handed to the sentence splitter at once; longer paragraphs are cut at a space."""

PARAGRAPH_BREAK = re.compile(
    r"(?:\r\n|\r|\n|\u2029)[ \t\u00a0]*(?:(?:\r\n|\r|\n|\u2029)[ \t\u00a0]*)+"
)
LINE_BREAK = re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]")
QUOTATION_MARK = re.compile(r"[\"“”„«»‹›「」『』]")
WORD = re.compile(r"\w+(?:['’.\-]\w+)*")
TITLE = re.compile(
    r"(?<![\w.])(?:M[rs]|Mrs|Mx|Dr|Prof|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Cmdr|Adm|Sgt|Cpl|Pvt|"
    r"Supt|Insp|Det|Atty|Hon|Rev|Msgr|Pres|Amb)\.\s*\Z"
)
"""A title or part of a name at the end of a piece: its full stop ends no sentence."""
LONGEST_TITLE = 12
LEFT_OUT = re.compile(r"\[(?:(?:\. ?){1,4}|…)\](?=\s+(\w+(?:['’]\w+)?))")
"""What a quotation leaves out, or a full stop that its editor set, and the word after it."""
INITIALS = re.compile(r"\b[A-Z]\.(?=[A-Z]\.)")
"""A full stop inside an abbreviation, also behind a hyphen ("Indo-U.S.")."""

ITEM = re.compile(r"(?:\A|(?<=[\n\r]))[ \t]*(?:[-*•·‣▪◦–]|\d{1,2}[.)])[ \t]+(?=\S)")
"""The mark before an item of a list, at the start of a line."""
FEWEST_ITEMS = 2
"""Items from which lines that begin so are a list: one alone may be a dash in wrapped prose."""


def paragraphs(text: str) -> list[Span]:
    """Stretches of ``text`` between blank lines, trimmed, without the empty ones."""
    spans = []
    start = 0
    for found in PARAGRAPH_BREAK.finditer(text):
        spans.append(trimmed(text, start, found.start()))
        start = found.end()
    spans.append(trimmed(text, start, len(text)))
    return [span for span in spans if span.start < span.end]


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Sentences of ``text[start:end]``, trimmed, as spans into ``text``.

    A line break inside a paragraph does not end a sentence; a blank line does, and the next item
    of a list, whose mark belongs to no sentence.
    """
    end = len(text) if end is None else end
    found: list[Span] = []
    for paragraph in paragraphs(text[start:end]):
        at = start + paragraph.start
        while at < start + paragraph.end:
            until = _window_end(text, at, start + paragraph.end)
            found.extend(_split(text, at, until))
            at = until
    return found


def words(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Runs of word characters with inner apostrophes, hyphens and full stops."""
    end = len(text) if end is None else end
    return [Span(*found.span()) for found in WORD.finditer(text, start, end)]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The Snowball English stem of one word, case folded, without a possessive ending.

    Source: M. Porter, Snowball (2001), through the snowballstemmer library.
    """
    folded = word.casefold().replace("’", "'")
    folded = folded.removesuffix("'s").removesuffix("'")
    return str(_stemmer().stemWord(folded))


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at either end."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


@cache
def _stemmer() -> Any:
    import snowballstemmer  # only loaded by commands that compare words

    return snowballstemmer.stemmer("english")


@cache
def _openers() -> frozenset[str]:
    return frozenset(load_table("sentences.toml")["openers"].split())


@cache
def _whole_words() -> re.Pattern[str]:
    """Words before a full stop that are no abbreviations before a capital ("no", "May", "me")."""
    words = "|".join(load_table("sentences.toml")["whole_words"].split())
    return re.compile(rf"\b((?:{words})\.)\s+(?=[A-Z])")


def _left_out(window: str) -> set[int]:
    """Where one sentence ends and another begins around words that were left out."""
    return {
        found.end()
        for found in LEFT_OUT.finditer(window)
        if found.group(1)[0].isupper() and found.group(1).casefold().replace("’", "'") in _openers()
    }


def _window_end(text: str, start: int, end: int) -> int:
    """Where to cut a paragraph: its end, or after the last space within the window."""
    if end - start <= WINDOW:
        return end
    for mark in (". ", " "):
        cut = text.rfind(mark, start + WINDOW // 2, start + WINDOW)
        if cut != -1:
            return cut + len(mark)
    return start + WINDOW


def _split(text: str, start: int, end: int) -> list[Span]:
    """Sentences of a window that holds no blank line.

    Quotation marks are blanked too, since the splitter would keep a long quotation, or all that
    lies between two unbalanced marks, as one sentence. A mark between two sentences goes with
    the side that it touches.
    """
    from sentencex import get_sentence_boundaries

    window = QUOTATION_MARK.sub(" ", LINE_BREAK.sub(" ", text[start:end]))
    cuts = [start]
    ends = [
        trimmed(window, boundary["start_index"], boundary["end_index"]).end
        for boundary in get_sentence_boundaries("en", window)
    ]
    items = [found.span() for found in ITEM.finditer(text[start:end])]
    if len(items) < FEWEST_ITEMS:
        items = []
    marks = {place for item in items for place in item} - {0}
    inside = {found.end() for found in INITIALS.finditer(window)}
    whole = {found.end(1) for found in _whole_words().finditer(window)}
    for cut in sorted(({*ends} - inside) | marks | whole | _left_out(window)):
        cut += start
        while cut < end and QUOTATION_MARK.match(text[cut]):
            cut += 1
        if cut > cuts[-1] and not TITLE.search(text, max(cuts[-1], cut - LONGEST_TITLE), cut):
            cuts.append(cut)
    if cuts[-1] > start and not text[cuts[-1] : end].strip():
        cuts.pop()
    cuts.append(end)
    spans = [trimmed(text, cut, until) for cut, until in pairwise(cuts)]
    bare = {trimmed(text, start + first, start + last) for first, last in items}
    return [span for span in spans if span.start < span.end and span not in bare]
