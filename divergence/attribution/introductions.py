"""Quotations that a clause introduces without a verb of speech ("Roe attacked the plan: "A"").

Comes in: a paragraph's sentences, its quotations and the reports found by verbs of speech. Goes
out: reports for the quotations that none of those holds and whose own clause, or the sentence
right before them, names who speaks. Such a subject counts before whoever spoke last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.joining import overlap
from divergence.attribution.report import Report
from divergence.attribution.sentence import Token, skip_right, tokens_of
from divergence.attribution.speakers import is_speaker
from divergence.attribution.subjects import phrase_end
from divergence.attribution.verbs import is_verb
from divergence.language.segmentation import trimmed
from divergence.model import Span

CLOSING = "\"”’'»›」』"
OPENING = "\"“„«‘'[("
FEWEST = 4
"""Words of a quotation that is a statement of its own."""
FEWEST_BARE = 6
"""The same where neither a colon nor a comma announces it."""


def introduced(
    text: str,
    split: Sequence[Span],
    quoted: Sequence[Span],
    reports: Sequence[Report],
    opened: Report | None,
) -> tuple[list[Report], Report | None]:
    """Reports for quotations that a clause without a verb of speech introduces.

    ``opened`` is a clause of the paragraph before that ended in a colon. Also returns the one
    with which this paragraph ends, to be given to the next call.
    """
    held = sorted(span for report in reports for span in report.content)
    found: list[Report] = []
    for quotation in quoted:
        at = bisect_right(held, Span(quotation.end, 0)) - 1
        if any(overlap(quotation, span) for span in held[max(0, at - 2) : at + 1]):
            continue
        if len(text[slice(*quotation)].split()) < FEWEST:
            continue
        if split and quotation.start == split[0].start and opened is not None:
            found.append(Report(opened.source, opened.cue, (quotation,)))
            continue
        made = _introduction(text, split, quotation, quoted, reports)
        if made is not None:
            found.append(made)
    return found, _opening(text, split, quoted)


def _opening(text: str, split: Sequence[Span], quoted: Sequence[Span]) -> Report | None:
    """The clause at the end of a paragraph whose colon opens the next one."""
    if not split or text[split[-1].end - 1] != ":":
        return None
    return _clause(tokens_of(text, split[-1], quoted))


def _introduction(
    text: str,
    split: Sequence[Span],
    quotation: Span,
    quoted: Sequence[Span],
    reports: Sequence[Report],
) -> Report | None:
    """The report of a quotation by the subject of its own clause or of the sentence before."""
    own = bisect_right(split, quotation.start, key=lambda sentence: sentence.start) - 1
    if own < 0:
        return None
    words = text[slice(*quotation)]
    after = _after(text, split, own, quotation)
    if words.rstrip(CLOSING).endswith(",") or after[:1] == ",":
        trailing = _trailing(tokens_of(text, _rest(split, own, quotation), quoted))
        if trailing is not None:
            return Report(*trailing, (quotation,), trailing=True)
    if text[split[own].start : quotation.start].strip():
        before = Span(split[own].start, quotation.start)
        mark = text[before.start : before.end].rstrip()[-1]
        if mark not in ":,—–-" and words.lstrip(OPENING)[:1].islower():
            return _worked_in(text, before, quotation, quoted, reports)
        if mark not in ":,—–-" and not _ends_sentence(words, after):
            return None
        if mark not in ":,—–-" and len(words.split()) < FEWEST_BARE:
            return None
        if mark != ":" and not words.lstrip(OPENING)[:1].isupper():
            return None
    else:
        if own == 0 or any(overlap(split[own - 1], span) for span in _near(quoted, split[own - 1])):
            return None
        before = split[own - 1]
        if any(overlap(before, report.cue) for report in reports):
            return None
    clause = _clause(tokens_of(text, before, quoted))
    if clause is None or clause.source is None:
        return None
    same = text[before.start : quotation.start].rstrip().endswith(":")
    if not same and not _person(text[slice(*clause.source)]):
        return None
    return Report(clause.source, clause.cue, (quotation,))


def _worked_in(
    text: str, before: Span, quotation: Span, quoted: Sequence[Span], reports: Sequence[Report]
) -> Report | None:
    """ "Roe saw the plan as the "gravest in years"": the predicate is what Roe is quoted with."""
    if any(overlap(Span(before.start, quotation.end), r.cue) for r in reports):
        return None
    tokens = tokens_of(text, before, quoted)
    if not tokens or any(token.lower in cue_lexicon().words["naming"] for token in tokens[-4:]):
        return None
    clause = _clause(tokens)
    if clause is None or clause.source is None or not _person(text[slice(*clause.source)]):
        return None
    if text[slice(*clause.cue)].split()[0].casefold() in cue_lexicon().words["auxiliaries"]:
        return None
    return Report(clause.source, clause.cue, (trimmed(text, clause.cue.end, quotation.end),))


def _near(quoted: Sequence[Span], sentence: Span) -> Sequence[Span]:
    """Quotations that may touch a sentence."""
    at = bisect_right(quoted, Span(sentence.end, 0))
    return quoted[max(0, at - 2) : at]


def _rest(split: Sequence[Span], own: int, quotation: Span) -> Span:
    """What stands after a quotation in the sentence where it ends."""
    last = bisect_right(split, quotation.end - 1, key=lambda sentence: sentence.start) - 1
    return Span(quotation.end, max(quotation.end, split[max(own, last)].end))


def _after(text: str, split: Sequence[Span], own: int, quotation: Span) -> str:
    return text[slice(*_rest(split, own, quotation))].strip()


def _ends_sentence(words: str, after: str) -> bool:
    return not after.strip(".") or (words.rstrip(CLOSING)[-1:] in ".?!" and after[:1].isupper())


def _person(words: str) -> bool:
    """Whether a subject is a name or a pronoun rather than a thing that has an office's noun."""
    lower = words.casefold()
    return (
        lower in cue_lexicon().words["introducing"]
        or any(word[0].isupper() for word in words.split()[1:])
        or (words[0].isupper() and lower.split()[0] not in cue_lexicon().words["determiners"])
    )


def _clause(tokens: Sequence[Token]) -> Report | None:
    """The subject and verb of the last clause of a stretch that has both."""
    starts = [0]
    words = cue_lexicon().words
    for at in range(1, len(tokens) - 1):
        if tokens[at].quoted:
            continue
        if tokens[at].text == ";":
            starts.append(at + 1)
        elif tokens[at].text == "," and tokens[at + 1].lower in ("but", "and", "while", "so"):
            starts.append(at + 2)
    opening = tokens[0].lower if tokens else ""
    if (
        opening in words["prepositions"]
        or opening in words["subordinators"]
        or opening.endswith("ing")
    ):
        comma = next((n for n, token in enumerate(tokens) if token.text == ","), None)
        starts = starts[1:]
        if comma is not None:
            starts = sorted({*starts, comma + 1})
    for start in reversed(starts):
        found = _subject_and_verb(tokens, start)
        if found is not None:
            return Report(*found, ())
    return None


def _subject_and_verb(tokens: Sequence[Token], first: int) -> tuple[Span, Span] | None:
    """A subject that can speak at ``first`` and the verb after it."""
    lexicon = cue_lexicon()
    while first < len(tokens) and tokens[first].lower in lexicon.words["adverbs"] | {
        "but",
        "and",
        ",",
    }:
        first += 1
    until = phrase_end(tokens, first)
    for at in range(first + 1, until):
        if tokens[at].lower in lexicon.words["pasts"] or skip_right(tokens, at) > at:
            until = at
            break
    if until == first or not is_speaker(tokens, first, until):
        return None
    if tokens[until - 1].lower in cue_lexicon().words["unspoken"]:
        return None
    verb = _past_aside(tokens, until)
    verb = skip_right(tokens, verb)
    if verb >= len(tokens) or not is_verb(tokens, verb):
        return None
    last = verb
    if tokens[verb].lower in lexicon.words["auxiliaries"] and verb + 1 < len(tokens):
        last = verb + 1
    return (
        Span(tokens[first].start, tokens[until - 1].end),
        Span(tokens[verb].start, tokens[last].end),
    )


def _past_aside(tokens: Sequence[Token], at: int) -> int:
    """After ", who came later," when such a clause stands between a subject and its verb."""
    if at >= len(tokens) or tokens[at].text != ",":
        return at
    for closing in range(at + 1, min(len(tokens) - 1, at + 30)):
        if tokens[closing].text == "," and is_verb(tokens, skip_right(tokens, closing + 1)):
            return closing + 1
    return at


def _trailing(tokens: Sequence[Token]) -> tuple[Span, Span] | None:
    """ "A," Roe thundered; "A," thundered Roe: the subject and the verb after a quotation."""
    first = 0
    while first < len(tokens) and tokens[first].text == ",":
        first += 1
    if first >= len(tokens):
        return None
    if tokens[first].text.islower() and is_verb(tokens, first):
        until = phrase_end(tokens, first + 1)
        if until > first + 1 and is_speaker(tokens, first + 1, until):
            source = Span(tokens[first + 1].start, tokens[until - 1].end)
            return source, Span(tokens[first].start, tokens[first].end)
        return None
    return _subject_and_verb(tokens, first)
