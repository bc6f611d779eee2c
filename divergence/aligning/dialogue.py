"""How claims answer one another where they share no words.

Comes in: account claims and the parties. Goes out: the classes of kindred words that a claim holds
(``kindred``), and which claims take up what another party asked for (``taken_up``): "declined the
request", "opposed the minister's suggestion". Words are in ``data/alignment-dialogue.toml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from divergence.aligning.actors import mentioned
from divergence.language.polarity import pattern
from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Claim, Party, Quantity

BEFORE = 40
"""Characters before a noun such as "request" in which whose it is has to be said."""

OWNED = re.compile(
    r"\b(?:the|this|that|such|these|those|their|his|her|its|\w+['’]s?)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
"""What stands before such a noun where it is somebody's or was told of before."""

PART = re.compile(r"[,;:.!?]|\b(?:and|but|while)\b")
"""Where one count ends and the next begins ("12 died and 20 were hurt")."""

REACH = 5
"""Words beside a figure among which "killed" makes it a number of dead."""

SHARED = 3.0
"""Weight of shared words from which a refusal in another text is held against a request."""


def told(claim: Claim) -> str:
    """The words of a claim with the verb that brings it, which may say that it is a refusal."""
    cue = claim.cue
    if cue is None or claim.start <= cue.start < claim.end:
        return claim.text
    return f"{cue.text} {claim.text}"


@lru_cache(maxsize=4096)
def kindred(text: str) -> tuple[str, ...]:
    """The classes of kindred words of which ``text`` holds one."""
    if not _words().any_kindred.search(text):
        return ()
    return tuple(name for name, words in _words().kindred if words.search(text))


def opposed(left: Claim, right: Claim) -> tuple[str, str] | None:
    """A word of each claim where the two take opposite sides of one class of kindred words.

    The claim on the other side may name the first side too ("a ploy, not the purpose").
    """
    one, other = told(left), told(right)
    shared = {*kindred(one)} & {*kindred(other)}
    for name, (first, second) in _words().opposed:
        if name not in shared:
            continue
        against = second.search(one), second.search(other)
        if against[0] and not against[1] and (plain := first.search(other)):
            return against[0].group(), plain.group()
        if against[1] and not against[0] and (plain := first.search(one)):
            return plain.group(), against[1].group()
    return None


def tolls(claim: Claim, kind: str = "deaths") -> list[Quantity]:
    """The figures of a claim that say how many died ("killed twelve") or, ``held``, are held."""
    counting = _words().counts[kind]
    found = []
    for quantity in claim.details.quantities:
        if quantity.kind != "number":
            continue
        shift = claim.start if quantity.start >= claim.start else 0
        start, end = quantity.start - shift, quantity.end - shift
        before = " ".join(PART.split(claim.text[:start])[-1].split()[-REACH:])
        after = " ".join(PART.split(claim.text[end:])[0].split()[:REACH])
        if counting.search(before) or counting.search(after):
            found.append(quantity)
    return found


def asks(claim: Claim) -> bool:
    """Whether a claim asks somebody for something, or offers it."""
    return bool(_words().asking.search(told(claim)))


def refuses(claim: Claim) -> bool:
    """Whether a claim turns down what somebody asked for ("declined the request")."""
    return _refuses(told(claim))


@lru_cache(maxsize=4096)
def _refuses(text: str) -> bool:
    words = _words()
    return bool(words.refusing.search(text)) and _noun(text, words.requests) is not None


def taken_up(
    claims: Sequence[Claim],
    parties: Sequence[Party],
    words: Mapping[str, Mapping[str, float]],
) -> dict[tuple[str, str], str]:
    """Pairs of claims of different parties of which one answers the other, with the kind of answer.

    ``refusal``: one turns down what the other asked for. ``deaths`` and ``held``: both count
    the dead or those who are held.

    ``words`` are the weights of the telling words of each claim. Within one text that is what was
    asked last before, or first afterwards where nothing was; in another text what shares most
    telling words, if any does. The pairs hold the claims in the order of ``claims``.
    """
    found: dict[tuple[str, str], str] = {}
    for at, claim in enumerate(claims):
        if not refuses(claim):
            continue
        there = _asked(claims, at, parties, words)
        if there is not None:
            one, other = sorted((at, there))
            found[claims[one].id, claims[other].id] = "refusal"
    for kind in _words().counts:
        counting = [claim for claim in claims if tolls(claim, kind)]
        for left, right in combinations(counting, 2):
            if left.party != right.party:
                found.setdefault((left.id, right.id), kind)
    return found


def _asked(
    claims: Sequence[Claim],
    at: int,
    parties: Sequence[Party],
    words: Mapping[str, Mapping[str, float]],
) -> int | None:
    """The place of the claim that asks for what the claim at ``at`` turns down."""
    here = claims[at]
    owner = _owner(here, parties)
    places = [
        place
        for place, claim in enumerate(claims)
        if claim.party != here.party
        and owner in (None, claim.party)
        and asks(claim)
        and not refuses(claim)
    ]
    near = [place for place in places if claims[place].document == here.document]
    if near:
        before = [place for place in near if claims[place].start < here.start]
        return before[-1] if before else near[0]

    own = {stem(word) for party in parties for name in party.names for word in name.split()}

    def shared(place: int) -> float:
        there = words[claims[place].id]
        return math.fsum(
            weight for root, weight in words[here.id].items() if root in there and root not in own
        )

    best = max(places, key=lambda place: (shared(place), claims[place].text), default=None)
    return best if best is not None and shared(best) >= SHARED else None


def _owner(claim: Claim, parties: Sequence[Party]) -> str | None:
    """The other party whose words the claim names as such ("Norvia's request"), or None."""
    found = _noun(claim.text, _words().requests)
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
    """The data file as compiled patterns."""

    kindred: tuple[tuple[str, re.Pattern[str]], ...]
    any_kindred: re.Pattern[str]
    opposed: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    counts: dict[str, re.Pattern[str]]
    requests: re.Pattern[str]
    asking: re.Pattern[str]
    refusing: re.Pattern[str]


@cache
def _words() -> _Words:
    table = load_table("alignment-dialogue.toml")
    taking = table["takes_up"]
    return _Words(
        kindred=tuple((name, pattern(words)) for name, words in table["kindred"].items()),
        any_kindred=pattern(word for words in table["kindred"].values() for word in words),
        opposed=tuple(
            (name, tuple(pattern(side) for side in sides))
            for name, sides in table["opposed"].items()
        ),
        counts={name: pattern(words) for name, words in table["counts"].items()},
        requests=pattern(taking["requests"]),
        asking=pattern(taking["asking"]),
        refusing=pattern(taking["refusing"]),
    )
