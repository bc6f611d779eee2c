"""Where reported words end and the writer goes on within the same sentence.

Comes in: the tokens of a sentence and a report. Goes out: the report without what the writer adds
after its words: a clause with a subject of its own ("..., but Congress has not passed it"), and a
closing relative clause ("..., which was one of his promises").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.report import Report
from divergence.attribution.sentence import Token, skip_right
from divergence.attribution.speakers import is_speaker
from divergence.attribution.subjects import phrase_end
from divergence.attribution.verbs import is_verb
from divergence.model import Span

FEWEST = 4
"""Tokens of the reported words before a cut."""
LONGEST = 150
"""Tokens of a content within which a turn is looked for."""
RELATIVES = frozenset(("which", "whose"))


def own_words(tokens: Sequence[Token], report: Report) -> Report:
    """The report, its last content cut where the writer speaks again."""
    if report.trailing or not report.content or report.content[-1].start < report.cue.end:
        return report
    content = report.content[-1]
    first = bisect_left(tokens, content.start, key=_start) + FEWEST
    ends = bisect_left(tokens, content.end, key=_start)
    until = min(ends, first + LONGEST)
    quoted = comma = False
    cut = ends
    for at in range(until - 1, first - 1, -1):
        token = tokens[at]
        if token.quoted:
            quoted = True
        elif token.text in ",;":
            if not quoted and at < cut - 2 and _turns(tokens, at, cut, comma):
                cut, comma = at, False
            else:
                comma = comma or token.text == ","
    if cut == ends:
        return report
    return replace(report, content=(*report.content[:-1], Span(content.start, tokens[cut - 1].end)))


def _start(token: Token) -> int:
    return token.start


def _turns(tokens: Sequence[Token], at: int, until: int, comma: bool) -> bool:
    """Whether the writer's own clause begins after a mark; ``comma``: a comma follows in it."""
    after = tokens[at + 1]
    if tokens[at].text == ";":
        return _new_subject(tokens, at + 1, until, speaking=True)
    if after.lower in RELATIVES:
        return not comma
    if after.lower in ("and", "but", "while"):
        return _new_subject(tokens, at + 2, until, speaking=after.lower != "but")
    return False


def _new_subject(tokens: Sequence[Token], first: int, until: int, speaking: bool) -> bool:
    """Whether a noun phrase and its verb begin here, and no pronoun that goes on with the words."""
    while first < until and tokens[first].lower in cue_lexicon().words["adverbs"]:
        first += 1
    if first >= until or tokens[first].lower in cue_lexicon().words["anaphors"]:
        return False
    end = phrase_end(tokens, first)
    words = cue_lexicon().words["auxiliaries"]
    end = next((n for n in range(first + 1, end) if tokens[n].lower in words), end)
    if end == first or end >= until or (speaking and not is_speaker(tokens, first, end)):
        return False
    verb = end
    if tokens[end].text == "," and end + 1 < until and tokens[end + 1].lower in ("who", "which"):
        closing = next((n for n in range(end + 1, until) if tokens[n].text == ","), end)
        verb = closing + 1
    verb = skip_right(tokens, verb)
    plural = tokens[end - 1].lower.endswith("s") and verb < until
    said = plural and tokens[verb].lower in cue_lexicon().verbs and tokens[verb].text.islower()
    return verb < until and (is_verb(tokens, verb) or said)
