"""Agency: whether a claim says who did it.

Comes in: the text of a claim. Goes out: the deeds that it tells without a doer (passives without
agent, acts as nouns, things that "happen"), those that it tells with one, and whom it holds
responsible. Of two aligned claims, one names the actor where it tells a deed with a doer that the
other tells without.

Sources: T. Trew (1979), Theory and Ideology at Work, and R. Fowler (1991), Language in the News,
on transformations that delete the agent; M. Sap et al. (2017), Connotation Frames of Power and
Agency.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from divergence.framing.context import FramingContext, evidence, quoted, threshold
from divergence.framing.deed_words import HIDDEN, Deed, is_grave, lexicon
from divergence.framing.deeds import deeds
from divergence.framing.disowned import denied, denies
from divergence.framing.statement import stated, statement
from divergence.framing.tokens import Token, base_forms, clause_numbers, tokens
from divergence.framing.vocabulary import alike, content_stems, is_function_word, text_stems
from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Claim, Evidence, FramingDifference

OBJECT_REACH = 5
"""Words after a verb among which what it befalls is looked for."""

SUBJECT_REACH = 8
"""Words before a passive among which what it befalls is looked for."""

REACH = 4
"""Words before "responsible" among which it is looked for whether that is blame."""

BLAME = 0.5
"""Difference where one side holds somebody responsible and the other does not."""


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """Which of two aligned claims names who did it, or holds somebody responsible.

    None where both or neither do. Who did it is only compared in claims that share enough words
    to tell the same deed.
    """
    if not alike(first.text, second.text):
        return _blame_apart(first, second, context, scope)
    found = [
        (naming, hiding, *match)
        for naming, hiding in ((first, second), (second, first))
        if (match := _named_and_hidden(naming.text, hiding.text)) is not None
    ]
    if len(found) != 1:
        return _blame_apart(first, second, context, scope)
    naming, hiding, named, hidden = found[0]
    values = {naming.id: f"names {quoted(named.actor)}", hiding.id: _hidden_form(hidden)}
    return FramingDifference(
        "agency",
        scope,
        tuple((str(claim.party), values[claim.id]) for claim in (first, second)),
        1.0 if hidden.stem == named.stem else 0.75,
        threshold(scope, "agency"),
        f"{context.says(naming, 'names')} the actor ({quoted(named.actor)}), "
        f"{context.says(hiding, 'does')} not ({quoted(_shown(hiding.text, hidden))})",
        (
            evidence(naming, *_actor_span(naming.text, named)),
            evidence(hiding, hidden.start, hidden.end),
        ),
        (first.id, second.id),
    )


def _blame_apart(
    first: Claim, second: Claim, context: FramingContext, scope: str
) -> FramingDifference | None:
    """One of two claims holds somebody responsible, the other does not."""
    found = [claim for claim in (first, second) if _blamed_in(claim) is not None]
    if len(found) != 1:
        return None
    (blaming,) = found
    other = second if blaming is first else first
    shown = _blamed_in(blaming) or evidence(blaming)
    values = {blaming.id: f"blames ({quoted(shown.text)})", other.id: "blames nobody"}
    return FramingDifference(
        "agency",
        scope,
        tuple((str(claim.party), values[claim.id]) for claim in (first, second)),
        BLAME,
        threshold(scope, "agency"),
        f"{context.says(blaming, 'holds')} somebody responsible ({quoted(shown.text)}), "
        f"{context.says(other, 'does')} not",
        (shown, evidence(other)),
        (first.id, second.id),
    )


def _blamed_in(claim: Claim) -> Evidence | None:
    """The words by which a claim, or the verb that attributes it, holds somebody responsible.

    What is denied blames nobody.
    """
    cue = claim.cue
    if cue is not None and any(denies(word) for word in cue.text.split()):
        return None
    span = blaming(claim.text)
    if span is not None:
        return evidence(claim, *span)
    return cue if cue is not None and blaming(cue.text) else None


@lru_cache(maxsize=4096)
def blaming(text: str) -> tuple[int, int] | None:
    """Characters of the words by which a text holds somebody responsible, or None.

    Not where it denies that, where one takes it on himself, or where being responsible for
    something is an office.
    """
    words = tokens(text)
    for found in _blame().finditer(text):
        at = next((place for place, word in enumerate(words) if word.end > found.start()), 0)
        before = [word.folded for word in words[max(0, at - REACH) : at]]
        if denied(text, at) or any(base in _owning() for w in before for base in base_forms(w)):
            continue
        if found.group().lower().startswith("responsible for") and not set(before) & _pointing():
            continue
        return found.span()
    return None


def form_of(text: str) -> str | None:
    """``passive``, ``nominal`` or ``blame`` for a sentence that has it, or None."""
    if blames(text):
        return "blame"
    forms = {deed.form for deed in deeds(text)}
    if "passive" in forms:
        return "passive"
    return "nominal" if "nominal" in forms else None


def blames(text: str) -> bool:
    """Whether a text holds somebody responsible."""
    return blaming(text) is not None


def _named_and_hidden(naming: str, hiding: str) -> tuple[Deed, Deed] | None:
    """A deed that one text tells with a doer and the other without, or None."""
    named = [deed for deed in deeds(naming) if deed.form not in HIDDEN]
    hidden = [deed for deed in deeds(hiding) if deed.form in HIDDEN]
    by_itself = _as_if_by_itself(naming, hiding)
    if by_itself is not None:
        return by_itself
    if not named or not hidden:
        return None
    others = {deed.stem for deed in deeds(hiding) if deed.form not in HIDDEN}
    words = _bare_words(stated(hiding))
    hidden_here = {deed.stem for deed in deeds(naming) if deed.form in HIDDEN}
    for own in named:
        actor = _bare_words(
            tuple([word for word in tokens(own.actor) if not is_function_word(word)])
        )
        for other in hidden:
            if other.stem in others or other.stem in hidden_here:
                continue
            if actor and actor <= words and not _undergone(hiding, other):
                continue
            if own.stem in _unblamed():
                continue
            if own.stem == other.stem or _one_harm(naming, own, hiding, other):
                return own, other
    return None


def _as_if_by_itself(naming: str, hiding: str) -> tuple[Deed, Deed] | None:
    """One text's thing done to is the other's subject of the same verb: "closed", "burned"."""
    for own in deeds(naming):
        if own.form != "active":
            continue
        harmed = content_stems(tuple(t for t in tokens(naming) if t.start >= own.end))
        for other in deeds(hiding):
            if other.form not in ("active", "happening") or other.stem != own.stem:
                continue
            subject = text_stems(other.actor) or text_stems(hiding[: other.start])
            if subject and subject <= harmed and not subject & text_stems(own.actor):
                return own, other._replace(form="happening")
    return None


def _undergone(text: str, deed: Deed) -> bool:
    """Whether a happening is told by a verb ("died"), not by a noun ("a leak")."""
    return deed.form == "happening" and not deed.actor and _is_verb(text, deed)


def _is_verb(text: str, deed: Deed) -> bool:
    return stem(text[deed.start : deed.end]) not in _happening_nouns()


@cache
def _happening_nouns() -> frozenset[str]:
    listed = load_table("framing-agency.toml")["acts"]["happenings"].split()
    return frozenset([stem(word) for word in listed])


@cache
def _unblamed() -> frozenset[str]:
    """Stems of deeds that nobody asks the doer of ("held talks")."""
    return frozenset(load_table("framing-agency.toml")["acts"]["plain"].split())


def _one_harm(naming: str, own: Deed, hiding: str, other: Deed) -> bool:
    """Whether two differently named deeds befall the same: both grave, or one told as a passive
    whose subject is the object of a grave one ("was taken into custody", "seized").
    """
    if not is_grave(own.stem):
        return False
    harmed = [token for token in tokens(naming) if token.start >= own.end]
    if is_grave(other.stem):
        return bool(content_stems(tuple(harmed)) & text_stems(hiding))
    if other.form != "passive":
        return False
    clause = clause_numbers(hiding)
    words = tokens(hiding)
    at = next(place for place, word in enumerate(words) if word.start == other.start)
    subject = [word for place, word in enumerate(words[:at]) if clause[place] == clause[at]]
    start, _ = statement(hiding)
    subject = [word for word in subject if word.start >= start]
    return bool(
        content_stems(tuple(harmed[:OBJECT_REACH])) & content_stems(tuple(subject[-SUBJECT_REACH:]))
    )


def _bare_words(words: tuple[Token, ...]) -> frozenset[str]:
    """Words without the "s" of a plural; their stems would make "engineers" of an "engine"."""
    return frozenset([word.folded.removesuffix("'s").removesuffix("s") for word in words])


def _hidden_form(deed: Deed) -> str:
    return {
        "passive": "passive without agent",
        "nominal": "act as a noun, nobody named",
        "happening": "told as happening",
    }.get(deed.form, deed.form)


def _shown(text: str, deed: Deed) -> str:
    """The deed with the words around it that show its form."""
    words = tokens(text)
    places = [place for place, word in enumerate(words) if word.start == deed.start]
    if not places:
        return text[deed.start : deed.end]
    first = max(0, places[0] - (2 if deed.form == "passive" else 1))
    last = min(len(words) - 1, places[0] + (0 if deed.form == "passive" else 2))
    return text[words[first].start : words[last].end]


def _actor_span(text: str, deed: Deed) -> tuple[int, int]:
    at = text.find(deed.actor)
    return (at, at + len(deed.actor)) if at >= 0 else (deed.start, deed.end)


@cache
def _owning() -> frozenset[str]:
    """Verbs by which one takes the blame or a task on himself ("claimed responsibility for")."""
    return frozenset(load_table("framing-agency.toml")["acts"]["owning"].split())


@cache
def _pointing() -> frozenset[str]:
    """Words before "responsible for" that make it blame: "were", "those", "hold"."""
    return lexicon().be | frozenset(load_table("framing-agency.toml")["acts"]["pointing"].split())


@cache
def _blame() -> re.Pattern[str]:
    """The ways to hold somebody responsible; whoever it is may stand after "hold"."""
    listed = load_table("framing-agency.toml")["acts"]["blame"].replace("\n", " ").split(",")
    phrases = sorted({phrase.strip() for phrase in listed} - {""}, key=lambda p: (-len(p), p))
    parts = []
    for phrase in phrases:
        gap = r"\s+(?:\w+\s+){0,3}?" if phrase.startswith(("hold", "held")) else r"\s+"
        parts.append(gap.join(re.escape(word) for word in phrase.split()))
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.IGNORECASE)
