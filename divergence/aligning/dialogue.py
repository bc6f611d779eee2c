"""How claims of one matter meet where they share no words.

Comes in: account claims. Goes out: the classes of kindred words that a claim holds (``kindred``)
and whether two claims take opposite sides of one (``opposed``); which claims count the same thing
(``counted``: the dead, those held). Words are in ``data/alignment-dialogue.toml``; how one party
takes up what another said is in ``replies.py``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations

from divergence.aligning.replies import told
from divergence.language.polarity import pattern
from divergence.language.tables import load_table
from divergence.model import Claim, Quantity

PART = re.compile(r"[,;:.!?]|\b(?:and|but|while)\b")
"""Where one count ends and the next begins ("12 died and 20 were hurt")."""

REACH = 5
"""Words beside a figure among which "killed" makes it a number of dead."""


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


def counted(claims: Sequence[Claim]) -> dict[tuple[str, str], str]:
    """Pairs of claims of different parties that both count the dead, or those held, with which.

    The pairs hold the claims in the order of ``claims``.
    """
    found: dict[tuple[str, str], str] = {}
    for kind in _words().counts:
        counting = [claim for claim in claims if tolls(claim, kind)]
        for left, right in combinations(counting, 2):
            if left.party != right.party:
                found.setdefault((left.id, right.id), kind)
    return found


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file as compiled patterns."""

    kindred: tuple[tuple[str, re.Pattern[str]], ...]
    any_kindred: re.Pattern[str]
    opposed: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    counts: dict[str, re.Pattern[str]]


@cache
def _words() -> _Words:
    table = load_table("alignment-dialogue.toml")
    return _Words(
        kindred=tuple((name, pattern(words)) for name, words in table["kindred"].items()),
        any_kindred=pattern(word for words in table["kindred"].values() for word in words),
        opposed=tuple(
            (name, tuple(pattern(side) for side in sides))
            for name, sides in table["opposed"].items()
        ),
        counts={name: pattern(words) for name, words in table["counts"].items()},
    )
