"""Sentences that an attribution covers without a verb of their own.

Comes in: a document and its attributions. Goes out: the attributions, with the sentences added
that a closing "SANA said" reaches back over: those before it in its paragraph which nobody else
said, where the attributed sentence takes them up ("It links ...") or they tell what all sides did
at a meeting, as an account does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from divergence.attribution.cues import load_lexicon
from divergence.language.segmentation import paragraphs, sentences
from divergence.model import Attribution, Document, Span

TAKES_UP = re.compile(r"[\"“”'‘’]?(?:It|They|This|These|That|Those|He|She|The (?:latter|same))\b")


def cover_sentences(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions with the sentences before a trailing one that it covers too."""
    text = document.text
    result = list(attributions)
    for paragraph in paragraphs(text):
        inside = [n for n, a in enumerate(result) if _within(a, paragraph)]
        if not inside:
            continue
        split = sentences(text, *paragraph)
        for n in inside:
            attribution = result[n]
            if not _trailing(attribution):
                continue
            own = next(
                (k for k, s in enumerate(split) if s.start <= attribution.cue[0].start < s.end), 0
            )
            added = _covered(text, split, own, attribution, [result[m] for m in inside if m != n])
            if added:
                result[n] = replace(attribution, content=(*added, *attribution.content))
    return tuple(result)


def _within(attribution: Attribution, paragraph: Span) -> bool:
    return bool(attribution.cue) and paragraph.start <= attribution.cue[0].start < paragraph.end


def _trailing(attribution: Attribution) -> bool:
    return bool(attribution.content) and attribution.content[-1].end <= attribution.cue[0].start + 1


def _covered(
    text: str,
    split: Sequence[Span],
    own: int,
    attribution: Attribution,
    others: Sequence[Attribution],
) -> list[Span]:
    """The sentences before the attributed one that belong to it, in order."""
    added: list[Span] = []
    first = split[own]
    takes_up = (
        bool(TAKES_UP.match(text, first.start)) and attribution.content[0].start < first.start + 4
    )
    for sentence in reversed(split[:own]):
        if any(_touches(sentence, other) for other in others):
            break
        joint = tells_of_all_sides(text, sentence)
        if not joint and not (takes_up and own == len(split) - 1):
            break
        if not joint and any(tells_of_all_sides(text, s) for s in split[:own]) is False and own > 2:
            break
        added.insert(0, sentence)
        takes_up = bool(TAKES_UP.match(text, sentence.start))
    return added


def _touches(sentence: Span, attribution: Attribution) -> bool:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return any(span.start < sentence.end and sentence.start < span.end for span in spans)


def tells_of_all_sides(text: str, sentence: Span) -> bool:
    """Whether a sentence's subject is all sides at once ("The parties discussed ...")."""
    return bool(_all_sides().match(text[sentence.start : sentence.end]))


@cache
def _all_sides() -> re.Pattern[str]:
    forms = load_lexicon("attribution-sources.toml")["pronouns"]["all_sides"]
    joined = "|".join(sorted((re.escape(form) for form in forms), key=lambda f: (-len(f), f)))
    return re.compile(rf"[\"“'‘]?(?:[^,.;:\"“”]{{1,120}},\s+)?(?:{joined})\b", re.IGNORECASE)
