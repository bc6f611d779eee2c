"""What is no statement: the outlet's own voice and the positions that it ascribes.

Comes in: a sentence that holds no statement of a party. Goes out: the reason in plain words and,
where the outlet tells what a party wants or thinks, the words that name that party.
"""

from __future__ import annotations

from dataclasses import dataclass

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.sentence import skip_left, tokens_of
from divergence.attribution.speakers import is_speaker
from divergence.attribution.subjects import phrase_end, phrase_start
from divergence.attribution.verbs import verb_use
from divergence.model import Span

ASCRIBED = "position ascribed by the outlet"
NARRATED = "told by the outlet"
SILENT = "silence that the outlet reports"
HYPOTHETICAL = "what might happen, as the outlet tells it"
QUESTION = "question by a reporter"
HEADLINE = "headline"
STANDFIRST = "headline or summary above the article"


@dataclass(frozen=True, slots=True)
class Narration:
    """Why a sentence is narrated; ``subject`` names the party whose position is ascribed."""

    note: str
    subject: Span | None = None
    verb: Span | None = None


def narration(text: str, sentence: Span) -> Narration:
    """The role of a sentence without a statement."""
    tokens = tokens_of(text, sentence, ())
    verbs = cue_lexicon().verbs
    for at, token in enumerate(tokens):
        for verb in verbs.get(token.lower, ()):
            following = tuple(t.lower for t in tokens[at + 1 : at + 1 + len(verb.particles)])
            if verb.kind != "ascribed" or following != verb.particles or not at:
                continue
            left, _ = skip_left(tokens, at - 1)
            start, end = phrase_start(tokens, left)
            if start is None or not is_speaker(tokens, start, end):
                continue
            if token.lower in cue_lexicon().words["ambiguous"] and not verb_use(tokens, at, verb):
                continue
            if tokens[end - 1].lower in ("i", "we", "you"):
                continue
            subject = Span(tokens[start].start, tokens[end - 1].end)
            return Narration(ASCRIBED, subject, Span(token.start, token.end))
    if tokens and tokens[0].lower in ("if", "should", "were", "had"):
        return Narration(HYPOTHETICAL)
    return Narration(NARRATED)


def subject_before(text: str, sentence: Span, verb: Span) -> Span | None:
    """The subject of a verb phrase of a sentence, where it can speak."""
    tokens = tokens_of(text, sentence, ())
    at = next((n for n, token in enumerate(tokens) if token.end > verb.start), len(tokens))
    left, _ = skip_left(tokens, at - 1)
    start, end = phrase_start(tokens, left)
    if start is None or not is_speaker(tokens, start, end):
        return None
    return Span(tokens[start].start, tokens[end - 1].end)


def silent_subject(text: str, sentence: Span, words: Span) -> Span | None:
    """Who keeps silent: "no comment from X", "neither X nor Y mentioned", else the subject."""
    tokens = tokens_of(text, sentence, ())
    for at, token in enumerate(tokens[:-1]):
        giver = token.lower == "from" and not token.quoted
        nobody = token.lower == "neither" and token.start >= words.start
        if giver and (
            "no" in text[words.start : words.end].casefold().split()
            or tokens[0].lower in cue_lexicon().words["nobody"]
        ):
            until = phrase_end(tokens, at + 1)
            if until > at + 1 and is_speaker(tokens, at + 1, until):
                return Span(tokens[at + 1].start, tokens[until - 1].end)
        if nobody:
            last = next(n for n, one in enumerate(tokens) if one.end >= words.end)
            return Span(token.start, tokens[last - 1].end)
    return subject_before(text, sentence, words)
