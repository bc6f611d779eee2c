"""Two claims that tell the same in other words, and what shows it.

Comes in: two aligned claims and the notable framing differences between them. Goes out: the sign
that they agree though the words differ, with its characters: both tell one act by one verb, both
give one judgement of it, one takes up what the other offers or does what it asks, or both tell of a
step that nobody takes alone (the next meeting, a signing). Where a measure other than a richer
detail sets the two apart, there is none.

Sources: S. Upadhyay et al. (2016), on the lemma baseline of event coreference; E. Schegloff and H.
Sacks (1973), Opening up Closings, on offers and requests and their preferred answers; J. Du Bois
(2007), The Stance Triangle, on two who evaluate one thing alike; H. Clark (1996), Using Language,
on joint acts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from divergence.aligning.actors import mentioned
from divergence.aligning.matter import frame_stems
from divergence.framing.certainty import certainty_marks
from divergence.framing.stance import act_of_claim
from divergence.framing.tokens import tokens
from divergence.framing.tone import own_voice
from divergence.framing.vocabulary import clause_words, is_function_word
from divergence.judging.meeting import Meeting, party_stems
from divergence.judging.predicates import predicates
from divergence.language.polarity import pattern
from divergence.language.segmentation import stem
from divergence.language.standing import compare
from divergence.language.tables import load_table
from divergence.model import Claim, Evidence, FramingDifference

QUIET = frozenset(("substance", "selection", "emphasis"))
"""Measures that tell who says more, not that the two say it otherwise."""

OF_THE_ACTS = frozenset(("stance", "wording"))
"""Measures by which an act and its answer differ: "called for it", "agreed with it"."""

GRANTED = 0.6
"""Share of the poorer claim's plain words from which what is granted is what was asked."""

TAKEN_UP_WITHIN = 60
"""Characters after "welcomed" or "thanked" in which what is welcomed has to be named."""

LONGEST = 4
"""Words after a verb that are shown with it."""

ENDING = frozenset(("and", "or", "but"))
"""Words before which such a phrase ends."""

APART = 60
"""Characters at most from the one word of a step to the other that are shown together."""

UNSURE = -0.5
"""Weight of a modal verb up to which a thing is told as possible only ("may", "could")."""


class Accord(NamedTuple):
    """Why two claims tell the same: the kind of sign, and the characters of it in each claim."""

    kind: str
    left: Evidence
    right: Evidence
    label: str = ""

    @property
    def words(self) -> str:
        """The words that show it, in quotation marks, once where both have the same."""
        texts = [" ".join(side.text.split()) for side in (self.left, self.right)]
        same = texts[0].casefold() == texts[1].casefold()
        return f"“{texts[0]}”" if same else f"“{texts[0]}” and “{texts[1]}”"


def accord(meeting: Meeting, apart: Collection[str]) -> Accord | None:
    """What shows that two claims say the same in other words, or None.

    ``apart`` are the measures that set the two apart.
    """
    answer = _answers(meeting)
    loud = set(apart) - QUIET - (OF_THE_ACTS if answer else set())
    if loud or meeting.other_figure or meeting.negated:
        return None
    if any(_conditional(claim) for claim in (meeting.left, meeting.right)):
        return None
    return (
        _one_act(meeting)
        or _one_judgement(meeting)
        or (_taken_up(meeting) or _one_figure(meeting) or _granted(meeting) if answer else None)
        or _one_step(meeting)
        or _one_attitude(meeting)
    )


def praises(difference: FramingDifference) -> bool:
    """Whether a difference is one of favourable words only: warmer thanks are thanks as well."""
    return difference.measure == "tone" and all(
        isinstance(points, (int, float)) and points >= 0 for _, points in difference.values
    )


def set_against(meeting: Meeting) -> bool:
    """Whether one of two claims turns down or criticises, and the other does not."""
    hostile = load_table("framing-acts.toml")["near"]["against_plain"]
    acts = [act_of_claim(claim) for claim in (meeting.left, meeting.right)]
    return sum(act is not None and act[0] in hostile for act in acts) == 1


def _conditional(claim: Claim) -> bool:
    """Whether a claim says it under a condition, or as no more than possible."""
    return any(
        mark.kind == "conditions" or (mark.kind == "modals" and mark.weight <= UNSURE)
        for mark in certainty_marks(claim.text)
    )


def _answers(meeting: Meeting) -> bool:
    """Whether what one claim does by speaking is an answer that the other could wish for."""
    acts = [act_of_claim(claim) for claim in (meeting.left, meeting.right)]
    kinds = {act[0] for act in acts if act is not None}
    return any(kinds == set(pair) for pair in load_table("accord.toml")["answers"]["pairs"])


def _one_act(meeting: Meeting) -> Accord | None:
    """Both tell one act by one verb, in one of them at least by its form."""
    one, other = predicates(meeting.left.text), predicates(meeting.right.text)
    for key in sorted(one.keys() & other.keys()):
        (left, plain), (right, as_plain) = one[key], other[key]
        if plain or as_plain:
            spans = _phrase(meeting.left.text, left), _phrase(meeting.right.text, right)
            return _accord("act", meeting, *spans)
    return None


def _phrase(text: str, verb: tuple[int, int]) -> tuple[int, int]:
    """A verb with the words after it, at most LONGEST, up to a stop and not with a last "of"."""
    start, end = verb
    before = end
    for word in [word for word in tokens(text) if word.start >= end][:LONGEST]:
        if text[before : word.start].strip() or word.folded in (
            clause_words() | {"and", "or", "but"}
        ):
            break
        before = word.end
        if not is_function_word(word):
            end = word.end
    return start, end


def _one_judgement(meeting: Meeting) -> Accord | None:
    """Both use one charged word in their own voice."""
    left, right = (
        {stem(word.entry): word for word in own_voice(claim.text, claim.kind)}
        for claim in (meeting.left, meeting.right)
    )
    for key in sorted(left.keys() & right.keys()):
        one, other = left[key], right[key]
        return _accord("judgement", meeting, (one.start, one.end), (other.start, other.end))
    return None


def _one_attitude(meeting: Meeting) -> Accord | None:
    """Both praise, or both regret, what they share a telling word for."""
    acts = [act_of_claim(claim) for claim in (meeting.left, meeting.right)]
    if acts[0] is None or acts[1] is None or acts[0][0] != acts[1][0]:
        return None
    if acts[0][0] not in load_table("accord.toml")["attitudes"]["kinds"]:
        return None
    about = meeting.common - party_stems(meeting.parties) - frame_stems()
    return Accord("attitude", acts[0][1], acts[1][1]) if about else None


def _taken_up(meeting: Meeting) -> Accord | None:
    """One thanks for, or welcomes, what the other says that it will do."""
    for claim, rival in ((meeting.left, meeting.right), (meeting.right, meeting.left)):
        acts = act_of_claim(claim), act_of_claim(rival)
        if acts[0] is None or acts[1] is None or acts[0][0] != "praise":
            continue
        shown = acts[0][1]
        since = max(0, shown.end - claim.start) if shown.start >= claim.start else 0
        named = _uptake().search(claim.text, since, since + TAKEN_UP_WITHIN)
        if named is None or not _may_be(claim, rival, meeting):
            continue
        mine = _evidence(claim, named.span())
        left, right = (mine, acts[1][1]) if claim is meeting.left else (acts[1][1], mine)
        return Accord("answer", left, right)
    return None


def _may_be(claim: Claim, rival: Claim, meeting: Meeting) -> bool:
    """Whether what a claim welcomes can be the rival's: it names that party, or no other at all."""
    named = {party for _, party in mentioned(claim, meeting.parties) if party != claim.party}
    return not named or rival.party in named


def _one_figure(meeting: Meeting) -> Accord | None:
    """Both give one figure of one thing: what the one asks for is what the other grants."""
    if not meeting.same_figure:
        return None
    alike = [
        (one, other)
        for one in meeting.left.details.quantities
        for other in meeting.right.details.quantities
        if compare(one, other) == "same" and one.of == other.of
    ]
    if not alike:
        return None
    # The same of several whichever side comes first.
    one, other = min(alike, key=lambda pair: (pair[0].kind, pair[0].low, pair[0].of))
    left, right = (
        _evidence(claim, (figure.start - claim.start, figure.end - claim.start))
        for claim, figure in ((meeting.left, one), (meeting.right, other))
    )
    return Accord("figure", left, right)


def _granted(meeting: Meeting) -> Accord | None:
    """One agrees to, or promises, in much the same words what the other asks for."""
    if meeting.plain_shares()[0] < GRANTED:
        return None
    acts = [act_of_claim(claim) for claim in (meeting.left, meeting.right)]
    if acts[0] is None or acts[1] is None:
        return None
    return Accord("answer", acts[0][1], acts[1][1])


def _one_step(meeting: Meeting) -> Accord | None:
    """Both tell of a step that needs both: the next meeting, a signing; or of the same thanks."""
    for label, what, how, unless in _steps():
        if unless and any(unless.search(claim.text) for claim in (meeting.left, meeting.right)):
            continue
        shown = []
        for claim in (meeting.left, meeting.right):
            span = _step(claim.text, what, how)
            if span is not None:
                shown.append(span)
        if len(shown) < 2 or (how is None and not _to_one(meeting, shown)):
            continue
        return _accord("step", meeting, shown[0], shown[1], label)
    return None


def _step(text: str, what: re.Pattern[str], how: re.Pattern[str] | None) -> tuple[int, int] | None:
    """Characters of a word of "what" and the first of "how", together where they stand near."""
    found = what.search(text)
    if found is None or how is None:
        return None if found is None else found.span()
    manner = how.search(text)
    if manner is None:
        return None
    start, end = min(found.start(), manner.start()), max(found.end(), manner.end())
    return (start, end) if end - start <= APART else found.span()


def _to_one(meeting: Meeting, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether both claims name one and the same after the word: to whom thanks or sympathy go."""
    named = [
        {stem(word.folded) for word in tokens(claim.text[end:]) if word.text[:1].isupper()}
        for claim, (_, end) in zip((meeting.left, meeting.right), spans, strict=True)
    ]
    return bool(named[0] & named[1])


def _accord(
    kind: str,
    meeting: Meeting,
    left: tuple[int, int],
    right: tuple[int, int],
    label: str = "",
) -> Accord:
    return Accord(kind, _evidence(meeting.left, left), _evidence(meeting.right, right), label)


def _evidence(claim: Claim, span: tuple[int, int]) -> Evidence:
    start, end = span
    return Evidence(
        claim.document,
        claim.start + start,
        claim.start + end,
        claim.text[start:end],
        claim.party,
    )


class _Step(NamedTuple):
    """One step of the data file as compiled patterns."""

    label: str
    what: re.Pattern[str]
    how: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@cache
def _uptake() -> re.Pattern[str]:
    return pattern(load_table("accord.toml")["uptake"]["nouns"])


@cache
def _steps() -> tuple[_Step, ...]:
    def words(step: Mapping[str, Any], name: str) -> re.Pattern[str] | None:
        return pattern(step[name]) if name in step else None

    return tuple(
        _Step(step["label"], pattern(step["what"]), words(step, "how"), words(step, "unless"))
        for step in load_table("accord.toml")["steps"].values()
    )
