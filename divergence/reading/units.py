"""The units of a page: the lines or paragraphs that are judged as one.

Comes in: a text. Goes out: its units in order, each with the measures by which body text and
furniture are told apart. A paragraph wrapped by hand is one unit; lines that merely stand close
together, as in a pasted page, are units of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from divergence.language.segmentation import paragraphs, trimmed
from divergence.model import Span
from divergence.reading.lexicon import lexicon

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
WORD = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*")
BULLET = re.compile(r"(?:[•‣▪●◦·–—*+\-]|\(?(?:\d{1,2}|[a-z])[.)])[ \t\u00a0]+(?=\S)")
HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
FINAL_STOP = re.compile(r"[.!?…‽。！？][\"'”’»›)\]*_`\d]*(?:\[[^\]\s]{1,12}\])*$")
COMPLETE = re.compile(rf"(?:{FINAL_STOP.pattern})|\)$")
LAST_WORD = re.compile(r"(?<!\S)[a-z]+\Z")
MARKUP = re.compile(r"[*_`>#\\]+")
INNER_STOP = re.compile(r"[.!?][\"'”’»)]*\s+[\"'“‘«(]*[A-Z0-9]")
QUOTES = re.compile(r"[\"“”„«»]|(?:^|\s)['‘]\w")
LOWER_START = re.compile(r"[a-zà-öø-ÿ]")
FEWEST_INSIDE = 0.25
"""Share of line breaks inside sentences from which on a text counts as wrapped by hand."""

LONGEST_WRAPPED = 100
"""Characters; a longer line was not broken by hand."""

LONGEST_WORD = 40
"""Characters; anything longer stands on a line by itself where a text is wrapped."""

MOST_WORDS = 400
"""Words that are counted in a unit; beyond it every unit is prose."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: ``text[start:end]``, trimmed.

    ``plain`` is it without marks of Markdown at the edges, case folded, with straight
    apostrophes, cut after 2,000 characters. ``words`` counts its words (up to 400). ``glued``
    says that only a line break parts it from the unit before. ``final`` is whether it ends as a
    sentence ends.
    """

    start: int
    end: int
    raw: str
    plain: str
    words: int
    glued: bool
    final: bool
    bullet: bool
    heading: bool
    quoted: bool
    several: bool
    lower: bool

    @property
    def colon(self) -> bool:
        """Whether it ends in a colon, as the line above a list does."""
        return self.plain.endswith(":")


def units(text: str) -> list[Unit]:
    """The units of ``text``, in order."""
    found: list[Unit] = []
    split = [
        [
            line
            for match in LINE.finditer(text, paragraph.start, paragraph.end)
            if (line := trimmed(text, *match.span())).start < line.end
        ]
        for paragraph in paragraphs(text)
    ]
    widest = LONGEST_WRAPPED if _is_wrapped(text, split) else 0
    for lines in split:
        tokens = [[len(word) for word in text[a:b].split(" ")] for a, b in lines]
        lengths = [_breakable_length(sizes) for sizes in tokens]
        firsts = [sizes[0] for sizes in tokens]
        glued = False
        for group in _grouped(text, lines, lengths, firsts, widest):
            start, end = lines[group[0]].start, lines[group[-1]].end
            found.append(_unit(text, start, end, glued))
            glued = True
    return found


def _is_wrapped(text: str, split: Sequence[Sequence[Span]]) -> bool:
    """Whether lines end by width: then a good part of them goes on in small letters."""
    breaks = inside = 0
    for lines in split:
        for before, after in pairwise(lines):
            breaks += 1
            inside += _goes_on(text, before, after)
    return inside >= FEWEST_INSIDE * breaks > 0


def _goes_on(text: str, before: Span, after: Span) -> bool:
    """Whether the sentence of one line plainly goes on in the next."""
    end = _tail(text, *before)
    if FINAL_STOP.search(end):
        return False
    last = LAST_WORD.search(end)
    return LOWER_START.match(text, after.start) is not None or (
        last is not None and last.group() in lexicon().languages["en"]
    )


def _grouped(
    text: str,
    lines: Sequence[Span],
    lengths: Sequence[int],
    firsts: Sequence[int],
    widest: int,
) -> Iterator[list[int]]:
    """Numbers of lines that belong together: runs in which each line is as full as it could be.

    A line is full when the first word of the next would not have fitted into the width of its
    paragraph (Unix `fmt` read backwards).
    """
    width = max((length for length in lengths if length <= widest), default=0)
    # a text wrapped by hand breaks inside sentences; where no line does, each is whole
    whole = all(COMPLETE.search(_tail(text, *line)) for line in lines)
    group = [0]
    for before, after in pairwise(range(len(lines))):
        full = (
            not whole
            and width >= LONGEST_WRAPPED // 3
            and lengths[before] <= widest
            and lengths[after] <= widest
            and (
                lengths[before] + 1 + firsts[after] > width
                or lengths[before] + LONGEST_WORD < _length(lines[before])
            )
        )
        start = lines[after].start
        marked = BULLET.match(text, start) or HEADING.match(text, start)
        goes_on = _goes_on(text, lines[before], lines[after])
        if (full or (goes_on and lengths[before] <= LONGEST_WRAPPED)) and not marked:
            group.append(after)
        else:
            yield group
            group = [after]
    if lines:
        yield group


def _tail(text: str, start: int, end: int) -> str:
    return text[max(start, end - 40) : end]


def _length(line: Span) -> int:
    """Length of a line in characters."""
    return line[1] - line[0]


def _breakable_length(sizes: Sequence[int]) -> int:
    """Length of a line in characters, without the addresses and other words too long to wrap."""
    return sum(size + 1 for size in sizes if size <= LONGEST_WORD) - 1


def _unit(text: str, start: int, end: int, glued: bool) -> Unit:
    bullet = BULLET.match(text, start, end)
    heading = HEADING.match(text, start, end)
    at = bullet.end() if bullet else heading.end() if heading else start
    head = text[at : min(end, at + 2000)]
    plain = MARKUP.sub("", head).strip().casefold().replace("’", "'").replace("\u00a0", " ")
    tail = _tail(text, at, end)
    words = 0
    for _ in WORD.finditer(text, at, end):
        words += 1
        if words == MOST_WORDS:
            break
    return Unit(
        start=start,
        end=end,
        raw=head,
        plain=plain,
        words=words,
        glued=glued,
        final=FINAL_STOP.search(tail) is not None,
        bullet=bullet is not None,
        heading=heading is not None,
        quoted=QUOTES.search(head) is not None,
        several=INNER_STOP.search(head) is not None,
        lower=LOWER_START.match(text, at) is not None,
    )
