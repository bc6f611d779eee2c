"""Words, punctuation, sentences and quotations of a text, as arrays for the tagger.

Comes in: a document's text and the stretches to leave out. Goes out: `Tokens`, parallel arrays
over all tokens; punctuation counts as tokens, since quotation marks and commas bear most of what
shows where a statement begins and ends. Everything is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from divergence.attribution.wordlists import word_lists
from divergence.model import Span

Ints = npt.NDArray[np.int32]

TOKEN = re.compile(r"\w+(?:['’.\-]\w+)*|\.{2,}|-{2,}|[^\w\s]|_")
LONGEST_UNIT = 240
"""Tokens handed to the decoder as one sequence; longer paragraphs are cut at a sentence end."""

OPENING = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』", "„": "“"}
CLOSING = frozenset("”»›」』")
SINGLE = frozenset("'‘’`")
SENTENCE_END = frozenset({".", "!", "?", "...", "…", "。", "！", "？"})
LINE = re.compile(r"\r\n|[\n\r\u2028\u2029\x0b\x0c\x85]")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel arrays over the tokens of a text.

    ``starts`` and ``ends`` are characters. ``unit`` numbers the sequences that are decoded one
    by one (paragraphs, or pieces of long ones), ``sentence`` the sentences. ``quote`` is 0
    outside quotations, 1 within double and 2 within single marks (the marks themselves count as
    inside); ``mark`` is 1 where a token opens a quotation, 2 where it closes one.
    """

    words: list[str]
    starts: Ints
    ends: Ints
    paragraph: Ints
    unit: Ints
    sentence: Ints
    quote: npt.NDArray[np.uint8]
    mark: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.words)


def tokenize(text: str, aside: Sequence[Span] = ()) -> Tokens:
    """The tokens of ``text`` outside the stretches ``aside``."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _kept(len(text), aside):
        for found in TOKEN.finditer(text, start, end):
            words.append(found.group())
            starts.append(found.start())
            ends.append(found.end())
    first = np.array(starts, dtype=np.int32)
    last = np.array(ends, dtype=np.int32)
    breaks = _paragraph_breaks(text, aside)
    paragraph = np.searchsorted(breaks, first, side="right").astype(np.int32)
    quote, mark = _quotations(text, words, starts, ends, paragraph)
    sentence = _sentences(words, paragraph, mark)
    return Tokens(words, first, last, paragraph, _units(paragraph, sentence), sentence, quote, mark)


def _kept(length: int, aside: Sequence[Span]) -> list[Span]:
    """The stretches of a text that are not set aside."""
    kept = []
    at = 0
    for start, end in sorted(aside):
        if start > at:
            kept.append(Span(at, start))
        at = max(at, end)
    if at < length:
        kept.append(Span(at, length))
    return kept


def _paragraph_breaks(text: str, aside: Sequence[Span]) -> npt.NDArray[np.int64]:
    """Characters at which a new paragraph begins.

    A line break is a paragraph's end, unless the text is wrapped by hand: where two in five lines
    go on in lower case, only blank lines part paragraphs.
    """
    lines = [found.span() for found in LINE.finditer(text)]
    breaks = {span.start for span in aside} | {span.end for span in aside}
    blank: list[int] = []
    single: list[int] = []
    wrapped = 0
    for number, (start, end) in enumerate(lines):
        until = lines[number + 1][0] if number + 1 < len(lines) else len(text)
        before = lines[number - 1][1] if number else 0
        following = text[end : min(until, end + 80)].strip()
        if following and text[max(before, start - 80) : start].strip():
            single.append(end)
            wrapped += following[0].islower()
        else:
            blank.append(end)
    breaks.update(blank)
    if wrapped * 5 < len(single) * 2:
        breaks.update(single)
    return np.array(sorted(breaks), dtype=np.int64)


def _quotations(
    text: str, words: list[str], starts: list[int], ends: list[int], paragraph: Ints
) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]:
    """For each token the kind of quotation it is in, and whether it opens or closes one.

    A quotation ends with its paragraph: one that goes on has a mark of its own there.
    """
    quote = np.zeros(len(words), dtype=np.uint8)
    mark = np.zeros(len(words), dtype=np.uint8)
    opened: tuple[int, int, str] | None = None
    single: tuple[int, int] | None = None
    paragraphs = paragraph.tolist()
    for i, word in enumerate(words):
        if len(word) != 1 or word.isalnum():
            continue
        if opened and paragraphs[i] != opened[1]:
            quote[opened[0] : _first_of(paragraph, opened[1] + 1)] = 1
            opened = None
        before = text[starts[i] - 1] if starts[i] else " "
        after = text[ends[i]] if ends[i] < len(text) else " "
        if word == '"':
            if opened:
                quote[opened[0] : i + 1] = 1
                mark[i], opened = 2, None
            else:
                mark[i], opened = 1, (i, paragraphs[i], '"')
        elif opened and word == opened[2]:
            quote[opened[0] : i + 1] = 1
            mark[i], opened = 2, None
        elif word in OPENING:
            if not opened:
                mark[i], opened = 1, (i, paragraphs[i], OPENING[word])
        elif word in CLOSING:
            if opened:
                quote[opened[0] : i + 1] = 1
                opened = None
            mark[i] = 2
        elif word in SINGLE and not opened:
            if single and single[1] == paragraphs[i] and word != "‘" and not after.isalnum():
                quote[single[0] : i + 1] = 2
                mark[i], single = 2, None
            elif word != "’" and not before.isalnum() and not after.isspace():
                mark[i], single = 1, (i, paragraphs[i])
    if opened:
        quote[opened[0] : _first_of(paragraph, opened[1] + 1)] = 1
    return quote, mark


def _first_of(paragraph: Ints, number: int) -> int:
    """The first token whose paragraph has at least this number."""
    return int(np.searchsorted(paragraph, number))


def _sentences(words: list[str], paragraph: Ints, mark: npt.NDArray[np.uint8]) -> Ints:
    """The number of each token's sentence."""
    begins = np.zeros(len(words) + 1, dtype=bool)
    count = len(words)
    for i, word in enumerate(words):
        if word not in SENTENCE_END:
            continue
        at = i + 1
        while at < count and (words[at] in SENTENCE_END or mark[at] == 2 or words[at] in ")]"):
            at += 1
        if at == count or words[at][0].islower() or words[at] in ",;:":
            continue
        if word == "." and i and _is_abbreviation(words[i - 1]) and at == i + 1:
            continue
        begins[at] = True
    begins = begins[:count]
    if count:
        begins[1:] |= paragraph[1:] != paragraph[:-1]
    numbers: Ints = np.cumsum(begins, dtype=np.int32)
    return numbers


def _is_abbreviation(word: str) -> bool:
    return word.lower() in word_lists().abbreviations or (len(word) == 1 and word.isupper())


def _units(paragraph: Ints, sentence: Ints) -> Ints:
    """Sequences to decode: paragraphs, cut at a sentence end or anywhere when too long."""
    count = len(paragraph)
    begins = np.zeros(count, dtype=bool)
    if count == 0:
        return begins.astype(np.int32)
    changes = np.flatnonzero(paragraph[1:] != paragraph[:-1]) + 1
    begins[changes] = True
    ends_of_sentences = np.flatnonzero(sentence[1:] != sentence[:-1]) + 1
    for start, end in zip(
        np.concatenate(([0], changes)).tolist(),
        np.concatenate((changes, [count])).tolist(),
        strict=True,
    ):
        while end - start > LONGEST_UNIT:
            found = int(np.searchsorted(ends_of_sentences, start + LONGEST_UNIT, side="right")) - 1
            cut = int(ends_of_sentences[found]) if found >= 0 else start
            if cut <= start + LONGEST_UNIT // 3:
                cut = start + LONGEST_UNIT
            begins[cut] = True
            start = cut
    numbers: Ints = np.cumsum(begins, dtype=np.int32)
    return numbers


def shifted(values: npt.NDArray[Any], by: int, fill: int) -> npt.NDArray[Any]:
    """``values[i + by]`` at i, with ``fill`` beyond either end."""
    out = np.full_like(values, fill)
    if by == 0:
        return values
    if abs(by) < len(values):
        if by > 0:
            out[:-by] = values[by:]
        else:
            out[-by:] = values[:by]
    return out
