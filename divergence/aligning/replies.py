"""Which claims take up what another party said: a request refused, a charge denied, a plan opposed.

Comes in: account claims, the parties and the weights of each claim's telling words. Goes out:
pairs of claims with the kind of reply. A reply is held against what shares the words that follow
it, or where it only says "the request" or "the charges", against what was asked or charged last
before it in the same text. Words are in ``data/alignment-dialogue.toml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from divergence.aligning.actors import mentioned
from divergence.language.polarity import pattern
from divergence.language.segmentation import WORD, stem
from divergence.language.tables import load_table
from divergence.model import Claim, Party

BEFORE = 40
"""Characters before a noun such as "request" in which whose it is has to be said."""

OWNED = re.compile(
    r"\b(?:the|this|that|such|these|those|all|any|their|his|her|its|\w+['’]s?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before such a noun where it is somebody's or was told of before."""

CAPITALS = r"[A-Z][\w\-]+(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w\-]+)*"
THIRD = re.compile(rf"\bby\s+(?:the\s+)?({CAPITALS})|\b({CAPITALS})['’]s\s+[a-z]")
"""Whose a thing is that a reply sets itself against."""

STRETCH = 14
"""Words after a reply that tell what it is about."""

SHARED_HERE = 2.5
"""Weight of shared words from which a claim of the same text is what a reply means."""

SHARED_ELSEWHERE = 3.0
"""The same for a claim of another text."""

FAR = 6
"""Claims back (or on) among which "the request" is looked for."""


def told(claim: Claim) -> str:
    """The words of a claim with the verb that brings it, which may say that it is a refusal."""
    cue = claim.cue
    if cue is None or claim.start <= cue.start < claim.end:
        return claim.text
    return f"{cue.text} {claim.text}"


def replies(claim: Claim, kind: str) -> bool:
    """Whether a claim is a reply of some kind ("refusal": "declined the request")."""
    return _opening(told(claim), kind) is not None


def heads(claim: Claim, kind: str) -> bool:
    """Whether a claim can be taken up by such a reply: a request for a refusal."""
    return _heads(told(claim), kind)


@lru_cache(maxsize=8192)
def _heads(text: str, kind: str) -> bool:
    return bool(_words()[kind].heads.search(text))


def taken_up(
    claims: Sequence[Claim],
    parties: Sequence[Party],
    words: Mapping[str, Mapping[str, float]],
) -> dict[tuple[str, str], str]:
    """Pairs of claims of different parties of which one replies to the other, with the kind.

    ``words`` are the weights of the telling words of each claim. The pairs hold the claims in the
    order of ``claims``; the kinds are those of the data file.
    """
    own = {stem(word) for party in parties for name in party.names for word in name.split()}
    found: dict[tuple[str, str], str] = {}
    for kind in _words():
        for at, claim in enumerate(claims):
            opening = _opening(told(claim), kind)
            if opening is None:
                continue
            there = _meant(claims, at, opening, kind, parties, words, own)
            if there is not None:
                one, other = sorted((at, there))
                found.setdefault((claims[one].id, claims[other].id), kind)
    return found


@dataclass(frozen=True, slots=True)
class _Opening:
    """What a reply is about, and whether it may say no more of that than "the request"."""

    stretch: str
    named: bool


@lru_cache(maxsize=8192)
def _opening(text: str, kind: str) -> _Opening | None:
    """The reply of a text; None where it is none of that kind."""
    words = _words()[kind]
    plain = words.plain.search(text) if words.plain else None
    found = plain or words.reply.search(text)
    if found is None:
        return None
    rest = " ".join(re.split(r"[;!?]|\.\s", text[found.start() :])[0].split()[:STRETCH])
    noun = _noun(text, words.objects) is not None
    if kind == "refusal" and not noun:
        return None
    return _Opening(rest, noun or plain is not None)


def _meant(
    claims: Sequence[Claim],
    at: int,
    opening: _Opening,
    kind: str,
    parties: Sequence[Party],
    words: Mapping[str, Mapping[str, float]],
    own: set[str],
) -> int | None:
    """The place of the claim that the one at ``at`` takes up, or None."""
    here = claims[at]
    owner = _owner(here, kind, parties)
    about = {stem(match.group()) for match in WORD.finditer(opening.stretch)} - own
    open_to_it = [
        there
        for there, claim in enumerate(claims)
        if claim.party != here.party
        and owner in (None, claim.party)
        and heads(claim, kind)
        and not replies(claim, kind)
        and (kind != "opposition" or _can_be_opposed(claim))
    ]
    if kind == "opposition" and _of_a_third(here, opening.stretch, parties):
        return None
    best, meant = 0.0, None
    for there in open_to_it:
        weights = words[claims[there].id]
        shared = math.fsum(weight for root, weight in weights.items() if root in about)
        same_text = claims[there].document == here.document
        if shared >= (SHARED_HERE if same_text else SHARED_ELSEWHERE) and shared > best:
            best, meant = shared, there
    if meant is not None or not opening.named:
        return meant
    near = [
        there
        for there in open_to_it
        if claims[there].document == here.document and abs(at - there) <= FAR
    ]
    before = [there for there in near if there < at]
    return before[-1] if before else near[0] if near else None


def _can_be_opposed(claim: Claim) -> bool:
    """Whether a claim can tell of its own party's deed, and does not regret or censure one.

    A clause that begins with "which" tells of whoever was named before it.
    """
    text, against = told(claim), _words()["opposition"].shared
    if text.casefold().startswith(("which ", "who ", "whose ")):
        return False
    return against is None or against.search(text) is None


def _of_a_third(claim: Claim, stretch: str, parties: Sequence[Party]) -> bool:
    """Whether what a reply opposes is somebody's who is no party ("a test by Norvia")."""
    named = {re.split(r"['’\s]", claim.text[at:])[0] for at, _ in mentioned(claim, parties)}
    owners = [found.group(1) or found.group(2) for found in THIRD.finditer(stretch)]
    return any(named.isdisjoint(owner.split()) for owner in owners)


def _owner(claim: Claim, kind: str, parties: Sequence[Party]) -> str | None:
    """The other party whose words the claim names as such ("Norvia's request"), or None."""
    found = _noun(claim.text, _words()[kind].objects)
    if found is None:
        return None
    near = [
        party
        for place, party in mentioned(claim, parties)
        if party != claim.party and found - BEFORE <= place < found
    ]
    return near[-1] if near else None


def _noun(text: str, nouns: re.Pattern[str]) -> int | None:
    """Where ``text`` first speaks of such a thing as said by somebody ("the request")."""
    for match in nouns.finditer(text):
        if OWNED.search(text, 0, match.start()):
            return match.start()
    return None


@dataclass(frozen=True, slots=True)
class _Words:
    """One kind of reply of the data file as compiled patterns."""

    reply: re.Pattern[str]
    objects: re.Pattern[str]
    plain: re.Pattern[str] | None
    heads: re.Pattern[str]
    shared: re.Pattern[str] | None


@cache
def _words() -> dict[str, _Words]:
    table = load_table("alignment-dialogue.toml")["replies"]
    return {
        kind: _Words(
            pattern(entry["reply"]),
            pattern(entry["objects"]),
            pattern(entry["plain"]) if entry["plain"] else None,
            pattern(entry["heads"]),
            pattern(entry["shared"]) if "shared" in entry else None,
        )
        for kind, entry in table.items()
    }
