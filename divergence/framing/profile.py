"""Profile: how one account is told as a whole, a row of the profile table.

Comes in: the claims of all accounts. Goes out: for each party its tone, agency, certainty, detail
and how it shares its words out among the topics. The readings describe the telling, never its
truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from divergence.framing.active_deeds import has_object
from divergence.framing.agency import blames
from divergence.framing.certainty import DISOWNED, reading
from divergence.framing.charged import ChargedWord
from divergence.framing.deed_words import HIDDEN, Deed, is_grave, no_deed
from divergence.framing.deeds import deeds
from divergence.framing.selection import particulars
from divergence.framing.statement import statement
from divergence.framing.tokens import tokens
from divergence.framing.tone import own_voice
from divergence.model import Claim, Document, Party, Profile

MEASURES = (
    "tone",
    "charged words",
    "actor named",
    "blame",
    "certainty",
    "hedged",
    "detail",
)
"""Readings of a profile, in order.

``tone`` mean over the claims, -1 where a claim's charged words are hostile, 1 where favourable;
``charged words`` share of claims with a charged word in their own voice;
``actor named`` share of the deeds told that name who did them, speaking and meeting aside;
``blame`` share of claims that hold somebody responsible;
``certainty`` mean commitment, -1 to 1; ``hedged`` share of claims with lowered commitment; a
denial is neither sure nor hedged;
``detail`` share of claims with a figure, date or proper name.
"""


def profiles(
    claims: Iterable[Claim], documents: Iterable[Document], parties: Iterable[Party]
) -> tuple[Profile, ...]:
    """One profile for each party with an account, in the order of ``parties``.

    ``documents`` is part of the contract between the stages; no reading needs it so far.
    """
    del documents
    accounts: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.role == "account" and claim.party is not None:
            accounts.setdefault(claim.party, []).append(claim)
    return tuple(
        [_profile(party.id, accounts[party.id]) for party in parties if party.id in accounts]
    )


def _profile(party: str, claims: Sequence[Claim]) -> Profile:
    words = {claim.id: len(tokens(claim.text)) for claim in claims}
    total = sum(words.values())
    emphasis: dict[str, float] = {}
    for claim in claims:
        for topic in claim.topics[:1]:
            emphasis[topic] = emphasis.get(topic, 0.0) + words[claim.id] / max(total, 1)
    values = _readings(claims)
    return Profile(
        party,
        total,
        tuple((name, round(values[name], 4)) for name in MEASURES),
        tuple((topic, round(share, 4)) for topic, share in sorted(emphasis.items(), key=_largest)),
    )


def _readings(claims: Sequence[Claim]) -> dict[str, float]:
    charged = [own_voice(claim.text, claim.kind) for claim in claims]
    told = [deed for claim in claims for deed in _doings(claim.text)]
    named = sum(deed.form not in HIDDEN for deed in told)
    certainty = [_commitment(claim) for claim in claims]
    count = max(len(claims), 1)
    return {
        "tone": sum(map(_leaning, charged)) / count,
        "charged words": sum(bool(hits) for hits in charged) / count,
        "actor named": named / len(told) if told else 1.0,
        "blame": sum(blames(claim.text) for claim in claims) / count,
        "certainty": sum(certainty) / count / 2,
        "hedged": sum(value < HEDGED for value in certainty) / count,
        "detail": sum(bool(particulars(claim.text)) for claim in claims) / count,
    }


HEDGED = -0.3
"""Commitment below which a claim counts as hedged."""


def _leaning(charged: Sequence[ChargedWord]) -> int:
    """1 where a claim's charged words are favourable on the whole, -1 where hostile, else 0."""
    points = sum(-1 if word.stance == "hostile" else 1 for word in charged)
    return (points > 0) - (points < 0)


def _commitment(claim: Claim) -> float:
    """Commitment of a claim; a denial is no doubt: it counts as plainly said."""
    value, marks = reading(claim)
    return 0.0 if any(mark.weight <= DISOWNED for mark in marks) else value


def _doings(text: str) -> list[Deed]:
    """The deeds of a text that somebody does to something: no speaking, meeting, fire or storm."""
    start, end = statement(text)
    words = tokens(text)
    place = {word.start: at for at, word in enumerate(words)}
    found: dict[int, Deed] = {}
    for deed in deeds(text):
        if not start <= deed.start < end or no_deed(text[deed.start : deed.end]):
            continue
        bare = deed.form == "active" and not has_object(words, place[deed.start])
        if bare and not is_grave(deed.stem):
            continue
        found.setdefault(deed.start, deed)
    return list(found.values())


def _largest(item: tuple[str, float]) -> tuple[float, str]:
    return (-item[1], item[0])
