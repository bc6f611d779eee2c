"""Profile: how one account is told as a whole, a row of the profile table.

Comes in: the claims of all accounts. Goes out: for each party its tone, agency, certainty, detail
and how it shares its words out among the topics. The readings describe the telling, never its
truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from divergence.framing.agency import blames
from divergence.framing.certainty import reading
from divergence.framing.deed_words import HIDDEN
from divergence.framing.deeds import deeds
from divergence.framing.selection import particulars
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

``tone`` -1 (all charged words hostile) to 1 (all favourable), 0 where there are none;
``charged words`` share of claims with a charged word in their own voice;
``actor named`` share of the deeds told that name who did them;
``blame`` share of claims that hold somebody responsible;
``certainty`` mean commitment, -1 to 1; ``hedged`` share of claims with lowered commitment;
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
        for topic in claim.topics:
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
    hostile = sum(word.stance == "hostile" for hits in charged for word in hits)
    favourable = sum(word.stance == "favourable" for hits in charged for word in hits)
    told = [deed for claim in claims for deed in deeds(claim.text)]
    named = sum(deed.form not in HIDDEN for deed in told)
    certainty = [reading(claim)[0] for claim in claims]
    count = max(len(claims), 1)
    return {
        "tone": (favourable - hostile) / max(favourable + hostile, 1),
        "charged words": sum(bool(hits) for hits in charged) / count,
        "actor named": named / len(told) if told else 1.0,
        "blame": sum(blames(claim.text) for claim in claims) / count,
        "certainty": sum(certainty) / count / 2,
        "hedged": sum(value < -0.3 for value in certainty) / count,
        "detail": sum(bool(particulars(claim.text)) for claim in claims) / count,
    }


def _largest(item: tuple[str, float]) -> tuple[float, str]:
    return (-item[1], item[0])
