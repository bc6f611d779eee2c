"""Claims of a party's own document: every sentence is its account.

Comes in: a document that is one party's account, its attributions and the known parties. Goes
out: a Draft. What the document says that another side said stays the party's account and is
marked with whose words it reports; reporters' questions in a transcript are set aside.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.coverage import tells_of_all_sides
from divergence.attribution.nouns import noun_kind
from divergence.attribution.quotations import quotations
from divergence.attribution.resolution import resolve_sources
from divergence.attribution.roles import QUESTION
from divergence.attribution.rules import kind_of
from divergence.attribution.silence import silence_in
from divergence.claiming.body import NO_STATEMENT, body_of
from divergence.claiming.context import clipped_front, context_of
from divergence.claiming.items import is_clause
from divergence.claiming.propositions import propositions
from divergence.claiming.statements import Draft, Statement
from divergence.model import Aside, Attribution, Document, Span
from divergence.parties import PartyLexicon

NEIGHBOURS = 12
"""Stretches of reported speech looked at before the end of a claim."""
INTRODUCTION = "introduction of a list"
SHORT_INTRODUCTION = 8
"""Words up to which an introduction is told with its items only: "The parties agreed to:"."""
LABEL = r"(?:(?:[A-Z][\w.'’\-]*)(?: (?:[A-Z][\w.'’\-]*|of|the|to)){0,7})"
TURN = re.compile(rf"(?:(?<=[.?!…\"”)*] )|(?<=\n)|\A)({LABEL}):\s")
OF_PARTY = re.compile(r"\s*,?\s+(?:of|from)\s+(?:the\s+)?", re.IGNORECASE)
LONGEST_TITLE = 60
"""Characters between a party's name and the surname of its office holder."""
OWN_VOICE = frozenset(("we", "i", "our", "my"))
PRONOUNS = frozenset(("he", "she", "it", "they", "who", "which"))
OPENING = "\"“‘'«„("
ASKS = re.compile(r"(?:Question|Q|Reporter|Journalist|Moderator|The Press|Press|QUESTION)\b")


def draft_account(
    document: Document, key: str, attributions: Sequence[Attribution], lexicon: PartyLexicon
) -> Draft:
    """The statements of a document that is the account of the side ``key``."""
    text = document.text
    questions = [Aside(document.name, *span, QUESTION) for span in questions_in(text)]
    quiet = replace(document, aside=(*document.aside, *questions))
    body = body_of(quiet)
    cast = resolve_sources(document, attributions, lexicon)
    quoted = quotations(text)
    held = sorted((span, n) for n, a in enumerate(attributions) for span in (*a.content, *a.cue))
    relayed = _Relayed(text, key, lexicon)
    statements: list[Statement] = []
    asides = [*questions, *body.asides]
    carried = {
        opening
        for item, opening in body.introduced.items()
        if _is_short(text, opening) and not is_clause(text, item)
    }
    for sentence in body.sentences:
        if sentence in carried:
            asides.append(Aside(document.name, *sentence, INTRODUCTION))
            continue
        opening = body.introduced.get(sentence)
        joint = tells_of_all_sides(text, sentence)
        turn = TURN.match(text, sentence.start, sentence.end)
        start = turn.end() if turn else sentence.start
        while start < sentence.end and not (text[start].isalnum() or text[start] in OPENING):
            start += 1
        made = 0
        pieces = propositions(text, Span(start, sentence.end))
        head = _introduction(text, opening, pieces)
        joint = joint or (
            head is not None and opening is not None and tells_of_all_sides(text, opening)
        )
        for place, span in enumerate(pieces):
            number = _reporting(held, span)
            attribution = attributions[number] if number is not None else None
            other = relayed.party(attribution) if attribution is not None else None
            silence = silence_in(text, *span)
            statements.append(
                Statement(
                    span,
                    (key,),
                    "account",
                    kind_of([span], quoted),
                    attribution.source[0] if attribution and attribution.source else None,
                    attribution.cue[0] if attribution and attribution.cue else None,
                    reports=None if joint else other,
                    joint=joint or tells_of_all_sides(text, span),
                    silence=silence[0] if silence else None,
                    context=context_of(text, pieces, place) or head,
                )
            )
            made += 1
        if not made:
            asides.append(Aside(document.name, sentence.start, sentence.end, NO_STATEMENT))
    return Draft(document, tuple(statements), tuple(asides), cast.labels, cast.kinds)


def _is_short(text: str, opening: Span) -> bool:
    """Whether an introduction says nothing that its items do not carry as their context."""
    return len(text[opening.start : opening.end].split()) <= SHORT_INTRODUCTION


def _introduction(text: str, opening: Span | None, pieces: Sequence[Span]) -> str | None:
    """The words that introduce an item which is no clause of its own: "The parties agreed to"."""
    if opening is None or not pieces or is_clause(text, pieces[0]):
        return None
    return clipped_front(text, Span(opening.start, opening.end - 1))


class _Relayed:
    """Whose words an issuer relays: those of another party only where its own text says so.

    In a party's own document an office without a state ("the minister") is its own office, however
    near the other party is named. A person is the other party's where the text names them with it:
    "Minister JANE DOE of Southland", "the Southlandic minister JANE DOE".
    """

    def __init__(self, text: str, key: str, lexicon: PartyLexicon) -> None:
        self.text = text
        self.others = [m for m in lexicon.find(text) if m.party_id != key]
        self.last: str | None = None

    def party(self, attribution: Attribution) -> str | None:
        """The other party whose words an attribution relays, or None for the issuer's own."""
        if not attribution.source:
            return self.last
        source = attribution.source[0]
        words = self.text[source.start : source.end].split()
        if words[0].casefold() in OWN_VOICE:
            self.last = None
        elif words[0].casefold() not in PRONOUNS:
            self.last = self._named_with(source, words[-1].strip(",.'’"))
        return self.last

    def _named_with(self, source: Span, surname: str) -> str | None:
        """The party that the source names, or that its person is named with anywhere."""
        for mention in self.others:
            if source.start <= mention.start and mention.end <= source.end:
                return mention.party_id
        if not surname[:1].isupper():
            return None
        places = [found.span() for found in re.finditer(rf"\b{re.escape(surname)}\b", self.text)]
        for mention in self.others:
            for start, end in places:
                inside = mention.start <= start and end <= mention.end
                behind = OF_PARTY.fullmatch(self.text, end, mention.start)
                if inside or behind or self._entitles(mention.end, start):
                    return mention.party_id
        return None

    def _entitles(self, start: int, end: int) -> bool:
        """Whether only titles and first names stand between a party's name and a surname."""
        if not 0 < end - start <= LONGEST_TITLE:
            return False
        between = self.text[start:end]
        words = between.removeprefix("'s").removeprefix("’s").split()
        return (
            between[-1:].isspace()
            and not set(between) & set(",.;:()\n")
            and all(word[0].isupper() or noun_kind(word) for word in words)
        )


def questions_in(text: str) -> list[Span]:
    """What reporters ask in a transcript: from their label to the next speaker's."""
    turns = list(TURN.finditer(text))
    if sum(1 for turn in turns if ASKS.match(turn.group(1))) == 0:
        return []
    spans = []
    for number, turn in enumerate(turns):
        if ASKS.match(turn.group(1)):
            end = (
                turns[number + 1].start()
                if number + 1 < len(turns)
                else _line_end(text, turn.end())
            )
            spans.append(Span(turn.start(), end))
    return spans


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end == -1 else end


def _reporting(held: Sequence[tuple[Span, int]], span: Span) -> int | None:
    """The attribution that holds most of a span, or whose cue stands in it."""
    best: tuple[int, int] | None = None
    at = bisect_left(held, (Span(span.end, span.end), -1))
    for other, number in held[max(0, at - NEIGHBOURS) : at]:
        shared = max(0, min(span.end, other.end) - max(span.start, other.start))
        if shared and (best is None or shared > best[0]):
            best = (shared, number)
    return best[1] if best else None
