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

LINE = re.compile(r"[^\r\n\u2028\u2029]+")
WORD = re.compile(r"[^\W_]+(?:['’.\-/&][^\W_]+)*")
BULLET = re.compile(r"(?:[•‣▪●◦·–—*+\-]|\(?(?:\d{1,2}|[a-z])[.)])[ \t\u00a0]+(?=\S)")
HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
FINAL_STOP = re.compile(r"[.!?…‽。！？][\"'”’»›)\]*_`\d]*(?:\[[^\]\s]{1,12}\])*$")
COMPLETE = re.compile(rf"(?:{FINAL_STOP.pattern})|\)$")
MARKUP = re.compile(r"[*_`>#\\]+")
INNER_STOP = re.compile(r"[.!?][\"'”’»)]*\s+[\"'“‘«(]*[A-Z0-9]")
QUOTES = re.compile(r"[\"“”„«»]|(?:^|\s)['‘]\w")
LOWER_START = re.compile(r"[a-zà-öø-ÿ]")
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


def units(text: str, wrapped_width: int) -> list[Unit]:
    """The units of ``text``; ``wrapped_width`` is the longest line of a text wrapped by hand."""
    found: list[Unit] = []
    for paragraph in paragraphs(text):
        lines = [
            line
            for match in LINE.finditer(text, paragraph.start, paragraph.end)
            if (line := trimmed(text, *match.span())).start < line.end
        ]
        tokens = [[len(word) for word in text[a:b].split(" ")] for a, b in lines]
        lengths = [_breakable_length(sizes) for sizes in tokens]
        firsts = [sizes[0] for sizes in tokens]
        glued = False
        for group in _grouped(text, lines, lengths, firsts, wrapped_width):
            start, end = lines[group[0]].start, lines[group[-1]].end
            found.append(_unit(text, start, end, glued))
            glued = True
    return found


def _grouped(
    text: str,
    lines: Sequence[tuple[int, int]],
    lengths: Sequence[int],
    firsts: Sequence[int],
    wrapped_width: int,
) -> Iterator[list[int]]:
    """Numbers of lines that belong together: runs in which each line is as full as it could be.

    A line is full when the first word of the next would not have fitted into the width of its
    paragraph (Unix `fmt` read backwards).
    """
    width = max((length for length in lengths if length <= wrapped_width), default=0)
    # a text wrapped by hand breaks inside sentences; where no line does, each is whole
    whole = all(COMPLETE.search(_tail(text, *line)) for line in lines)
    group = [0]
    for before, after in pairwise(range(len(lines))):
        full = (
            not whole
            and width >= wrapped_width // 3
            and lengths[before] <= wrapped_width
            and lengths[after] <= wrapped_width
            and (
                lengths[before] + 1 + firsts[after] > width
                or lengths[before] + LONGEST_WORD < _length(lines[before])
            )
        )
        start = lines[after][0]
        marked = BULLET.match(text, start) or HEADING.match(text, start)
        goes_on = (
            LOWER_START.match(text, start) is not None
            and FINAL_STOP.search(_tail(text, *lines[before])) is None
        )
        if (full or (goes_on and lengths[before] <= wrapped_width)) and not marked:
            group.append(after)
        else:
            yield group
            group = [after]
    if lines:
        yield group


def _tail(text: str, start: int, end: int) -> str:
    return text[max(start, end - 40) : end]


def _length(line: tuple[int, int]) -> int:
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
