"""Sentences that an attribution covers without a verb of their own.

Comes in: a document and its attributions. Goes out: the attributions, with the sentences added
that a closing "SANA said" reaches back over: those before it in its paragraph which nobody else
said, where the attributed sentence takes them up ("It links ...") or they tell what all sides did
at a meeting, as an account does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from divergence.attribution.cues import load_lexicon
from divergence.attribution.joining import shared_characters
from divergence.language.segmentation import paragraphs, sentences
from divergence.model import Attribution, Document, Span

FURTHEST = 6
"""Sentences back that a closing attribution may reach."""
TAKES_UP = re.compile(r"(?:It|They|This|These|That|Those|He|She|The (?:latter|same))\b")


def cover_sentences(
    document: Document, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions with the sentences before a trailing one that it covers too."""
    text = document.text
    result = list(attributions)
    order = sorted(
        (attribution.cue[0].start, n) for n, attribution in enumerate(result) if attribution.cue
    )
    taken = sorted(span for a in result for span in (*a.source, *a.cue, *a.content))
    for paragraph in paragraphs(text):
        first = bisect_left(order, (paragraph.start, -1))
        last = bisect_left(order, (paragraph.end, -1))
        trailing = [n for _, n in order[first:last] if _trailing(result[n])]
        if not trailing:
            continue
        split = sentences(text, *paragraph)
        for n in trailing:
            own = bisect_right(split, result[n].cue[0].start, key=lambda s: s.start) - 1
            added = _covered(text, split, max(own, 0), result[n], taken)
            if added:
                result[n] = replace(result[n], content=(*added, *result[n].content))
    return tuple(result)


def _trailing(attribution: Attribution) -> bool:
    return bool(attribution.content) and attribution.content[-1].end <= attribution.cue[0].start + 1


def _covered(
    text: str, split: Sequence[Span], own: int, attribution: Attribution, taken: Sequence[Span]
) -> list[Span]:
    """The sentences before the attributed one that belong to it, in order."""
    added: list[Span] = []
    first = split[own]
    opens = attribution.content[0].start < first.start + 4
    takes_up = opens and bool(TAKES_UP.match(text, first.start)) and own == len(split) - 1
    for place in range(own - 1, max(-1, own - FURTHEST), -1):
        sentence = split[place]
        if shared_characters(sentence, taken):
            break
        joint = tells_of_all_sides(text, sentence)
        if not joint and not (takes_up and own - place == 1):
            break
        added.insert(0, sentence)
    return added


def tells_of_all_sides(text: str, sentence: Span) -> bool:
    """Whether a sentence's subject is all sides at once ("The parties discussed ...")."""
    return bool(_all_sides().match(text[sentence.start : sentence.end]))


@cache
def _all_sides() -> re.Pattern[str]:
    forms = load_lexicon("attribution-sources.toml")["pronouns"]["all_sides"]
    joined = "|".join(sorted((re.escape(form) for form in forms), key=lambda f: (-len(f), f)))
    return re.compile(rf"[\"“'‘]?(?:[^,.;:\"“”]{{1,120}},\s+)?(?:{joined})\b", re.IGNORECASE)
