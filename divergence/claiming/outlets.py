"""Claims of an outlet's text: what it attributes to the sides, and what it tells itself.

Comes in: a document of an outlet, its attributions and the known parties. Goes out: a Draft. The
words of a reporting verb that carries meaning ("rejected the offer") belong to the claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from divergence.attribution.coverage import tells_of_all_sides
from divergence.attribution.cues import cue_lexicon
from divergence.attribution.joining import merged_spans, shared_characters
from divergence.attribution.quotations import quotations
from divergence.attribution.resolution import resolve_sources
from divergence.attribution.roles import NARRATED, SILENT, Narration, narration, silent_subject
from divergence.attribution.rules import kind_of
from divergence.attribution.scene import Speaker
from divergence.attribution.silence import silence_in
from divergence.claiming.body import body_of
from divergence.claiming.context import context_of
from divergence.claiming.edges import addresses, without_introduction, without_leftovers
from divergence.claiming.insertions import antecedent, uninterrupted, with_subject
from divergence.claiming.propositions import QUOTES, propositions, starts_clause
from divergence.claiming.statements import Draft, Statement
from divergence.model import Attribution, Document, Silence, Span
from divergence.parties import PartyLexicon

NEIGHBOURS = 6
REPEATED = 0.6
"""Share of a claim's characters that another claim of the same side may hold."""
TURN = re.compile(r"(,[\"”’']?) but\s+")
YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
EARLIER = re.compile(
    r"(?:(?:Back|As early as|Already|Earlier,?) )?[Ii]n (?:[A-Z]\w+ )?((?:19|20)\d\d),? "
)
EARLIER_NOTE = "told of an earlier year"
OWN = ("it", "he", "she", "they", "that it", "that he", "that she", "that they")
"""Subjects of a claim that mean its speaker."""
GOVERNED = re.compile(r"\s+(?:to|of)\s")
"""Content that is no clause without its verb: "claimed to have a permit", "told of a fire"."""
SCRAP = 3
"""Words from which on unquoted words of a speaker are a statement."""
NEAR = 60
"""Characters that may stand between a meaningful cue and its content."""


def draft_outlet(
    document: Document, attributions: Sequence[Attribution], lexicon: PartyLexicon
) -> Draft:
    """The statements of a document that is nobody's own account."""
    text = document.text
    body = body_of(document)
    spoken = [a for a in attributions if a.content and _in_body(body.sentences, a)]
    told = _told(text, body.sentences, spoken)
    narrated = [
        Attribution((note.subject,), (note.verb,), ())
        for _, note in told
        if note.subject is not None and note.verb is not None
    ]
    cast = resolve_sources(document, [*spoken, *narrated], lexicon)
    statements: list[Statement] = []
    quoted = quotations(text)
    for attribution, speaker in zip(spoken, cast.speakers, strict=False):
        statements += _spoken(text, body.sentences, attribution, speaker, quoted)
    ascribed = iter(cast.speakers[len(spoken) :])
    for sentence, note in told:
        sides: tuple[str, ...] = ()
        if note.subject is not None and note.verb is not None:
            sides = next(ascribed).sides
            sides = sides if note.note == SILENT else sides[:1]
        silence = silence_in(text, *sentence)
        span = without_leftovers(text, sentence)
        statements.append(
            Statement(span, sides, note=note.note, silence=silence[0] if silence else None)
        )
    statements += _left_over(body.sentences, statements)
    statements = _without_repeats(_of_the_event(text, body.sentences, statements))
    statements.sort(key=lambda s: (s.span, s.sides))
    return Draft(document, tuple(statements), body.asides, cast.labels, cast.kinds)


def _left_over(body: Sequence[Span], statements: Sequence[Statement]) -> list[Statement]:
    """Sentences that hold reported speech of a word or so: told by the outlet."""
    spans = merged_spans([statement.span for statement in statements])
    return [Statement(s, note=NARRATED) for s in body if not shared_characters(s, spans)]


def _of_the_event(
    text: str, body: Sequence[Span], statements: Sequence[Statement]
) -> list[Statement]:
    """Statements with those of earlier years narrated ("In 2007, X labelled Y ...")."""
    years = [int(year) for year in YEAR.findall(text)]
    latest = max(years, default=0)
    kept = []
    for statement in statements:
        sentences = _touching(body, statement.span)
        dated = EARLIER.match(text, sentences[0].start) if sentences else None
        if statement.role == "account" and dated and int(dated.group(1)) < latest - 1:
            statement = replace(statement, role="narrated", note=EARLIER_NOTE)
        kept.append(statement)
    return kept


def _in_body(body: Sequence[Span], attribution: Attribution) -> bool:
    """Whether any content lies in a body sentence."""
    return any(_touching(body, span) for span in attribution.content)


def _touching(body: Sequence[Span], span: Span) -> Sequence[Span]:
    """The sentences that a span touches."""
    first = max(0, bisect_left(body, Span(span.start, span.start)) - 1)
    last = first
    while last < len(body) and body[last].start < span.end:
        last += 1
    return [s for s in body[first:last] if s.end > span.start]


def _told(
    text: str, body: Sequence[Span], spoken: Sequence[Attribution]
) -> list[tuple[Span, Narration]]:
    """The sentences that hold no reported speech, each with why."""
    covered = merged_spans([span for a in spoken for span in (*a.content, *a.cue)])
    return [
        (sentence, _narration(text, sentence))
        for sentence in body
        if not shared_characters(sentence, covered)
    ]


def _narration(text: str, sentence: Span) -> Narration:
    """Why a sentence is narrated; who keeps silent, where it says that."""
    silence = silence_in(text, *sentence)
    found = narration(text, sentence)
    if silence is None:
        return found
    subject = silent_subject(text, sentence, silence[1])
    return Narration(SILENT, subject, silence[1]) if subject is not None else found


def _spoken(
    text: str,
    body: Sequence[Span],
    attribution: Attribution,
    speaker: Speaker,
    quoted: Sequence[Span],
) -> list[Statement]:
    """The claims of one attribution: its content, sentence by sentence, split."""
    statements = []
    source = attribution.source[0] if attribution.source else None
    cue = attribution.cue[0] if attribution.cue else None
    account = bool(speaker.sides) and not speaker.outsider
    note = None
    if not account:
        said = text[source.start : source.end] if source else "nobody named"
        note = f"said by {said}" + (", no side of the event" if speaker.outsider else "")
    for sentence, piece in _pieces(text, body, attribution):
        whole = _with_cue(text, sentence, piece, cue)
        if whole == piece and _is_scrap(text, piece):
            alone = len(text[piece.start : piece.end].split()) < 2
            if alone or cue is None or not _stands_before(sentence, cue, piece):
                continue
            if addresses(text, cue):
                continue  # "told state media" names who heard it
            whole = Span(cue.start, piece.end)
        if whole != piece:
            whole = _without_turn(text, whole)
        else:
            whole = without_introduction(text, whole, cue)
        pieces = propositions(text, whole)
        joint = bool(pieces) and tells_of_all_sides(text, pieces[0])
        for number, span in enumerate(pieces):
            silence = _own_silence(text, span, quoted)
            context = context_of(text, pieces, number)
            if number == 0:
                context = antecedent(text, sentence, span)
            statements.append(
                Statement(
                    span,
                    speaker.sides,
                    "account" if account else "narrated",
                    kind_of([span], quoted),
                    source,
                    cue,
                    joint=tells_of_all_sides(text, span)
                    or (joint and number > 0 and bool(context)),
                    context=context,
                    silence=silence,
                    note=note,
                )
            )
    return statements


def _pieces(
    text: str, body: Sequence[Span], attribution: Attribution
) -> Iterator[tuple[Span, Span]]:
    """The stretches of an attribution's content, each with its sentence."""
    by_sentence: dict[Span, list[Span]] = {}
    for content in attribution.content:
        for sentence in _touching(body, content):
            piece = Span(max(content.start, sentence.start), min(content.end, sentence.end))
            by_sentence.setdefault(sentence, []).append(piece)
    for sentence, pieces in by_sentence.items():
        named = (*attribution.source, *attribution.cue)
        for piece in uninterrupted(text, pieces, named):
            yield sentence, with_subject(text, sentence, piece, named)


def _is_scrap(text: str, piece: Span) -> bool:
    """Whether a piece is a word, or two that are not quoted: no statement without its verb.

    "alleged foul play" says something, "foul play" does not.
    """
    words = text[piece.start : piece.end]
    fewest = 2 if any(mark in words for mark in QUOTES) else SCRAP
    return len(words.split()) < fewest


def _own_silence(text: str, span: Span, quoted: Sequence[Span]) -> Silence | None:
    """The silence of the speaker that a claim tells of, not what the speaker says of others.

    "declined to comment", "it would not comment", "rights were not raised"; quoted words tell
    none.
    """
    found = silence_in(text, *span)
    if found is None:
        return None
    kind, words = found
    if any(one.start < words.end and words.start < one.end for one in quoted):
        return None
    subject = text[span.start : words.start].casefold().strip(" ,")
    told = text[words.start : words.end]
    passive = kind == "not raised" and (told.startswith("w") or told.endswith("come up"))
    return kind if passive or subject in OWN or not subject else None


def _with_cue(text: str, sentence: Span, piece: Span, cue: Span | None) -> Span:
    """The content with its cue in front where the cue is part of what is said."""
    if cue is None or not _stands_before(sentence, cue, piece):
        return piece
    governed = GOVERNED.match(text, cue.end) and not text[cue.end : piece.start].strip()
    return Span(cue.start, piece.end) if governed or _meaningful(text, cue) else piece


def _stands_before(sentence: Span, cue: Span, piece: Span) -> bool:
    """Whether a cue stands in the sentence, shortly before a piece."""
    return sentence.start <= cue.start < piece.start and piece.start - cue.end <= NEAR


def _without_turn(text: str, span: Span) -> Span:
    """A clause that its verb opens, up to a ", but" with a subject of its own.

    What follows there is the outlet's: "X welcomed the talks, but its list was short".
    """
    for found in TURN.finditer(text, *span):
        if starts_clause(text, Span(found.end(), span.end)):
            return Span(span.start, found.end(1))
    return span


def _meaningful(text: str, cue: Span) -> bool:
    """Whether a cue holds a verb of the `whole` class ("denied", "called for")."""
    words = text[cue.start : cue.end].casefold().split()
    lexicon = cue_lexicon()
    for at, word in enumerate(words):
        for verb in lexicon.verbs.get(word, ()):
            following = tuple(words[at + 1 : at + 1 + len(verb.particles)])
            if verb.kind == "whole" and following == verb.particles:
                return True
    return False


def _without_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """Statements whose span an earlier one of the same sides holds already are left out."""
    kept: list[Statement] = []
    order = sorted(statements, key=lambda s: (s.span.start - s.span.end, s.span))
    seen: dict[tuple[str, ...], list[Span]] = {}
    for statement in order:
        spans = seen.setdefault(statement.sides, [])
        span = statement.span
        at = bisect_left(spans, span)
        near = spans[max(0, at - NEIGHBOURS) : at + NEIGHBOURS]
        shared = sum(max(0, min(span.end, s.end) - max(span.start, s.start)) for s in near)
        reported = statement.role == "account" or statement.source is not None
        if reported and shared >= REPEATED * (span.end - span.start):
            continue
        spans.insert(at, span)
        kept.append(statement)
    return kept
