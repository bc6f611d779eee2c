"""Selection: the particulars that only one side gives.

Comes in: two aligned claims, or all claims of a topic by party. Goes out: the numbers, sums, dates
and proper names of one side that have no counterpart on the other. Two different figures for the
same thing are counterparts: that is for the verdict on conflicts to judge.

Source: R. Fan et al. (2019), In Plain Sight (BASIL), on informational bias: what a text chooses to
tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.framing.context import FramingContext, evidence, listed, threshold
from divergence.framing.families import place_names
from divergence.framing.tokens import tokens
from divergence.framing.vocabulary import content_stems, is_function_word
from divergence.language.quantities import quantities
from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Claim, FramingDifference, Quantity
from divergence.parties import load_parties

NAME = re.compile(
    r"(?:Organi[sz]ation|Council|Ministry|Department|Committee|Commission|Office|Agency|Bank|Court|Fund"
    r"|Centre|Center|Institute|Convention|Union|Forum|Conference|Federation|Association)"
    r"(?:\s+(?:(?:for|of|on|and|in|to|against|the)\s+){1,2}[A-Z][\w’'\-]*)+|"
    r"[A-Z][\w’'\-]*(?:\s+(?:(?:of|de|al|bin|van|von|del|der|da|el)\s+(?:the\s+)?)?[A-Z][\w’'\-]*)*"
)

VAGUE = 2.5
"""Upper over lower bound from which a quantity is no figure any more."""


class Particular(NamedTuple):
    """A figure, date or name: characters, kind, and what it is compared by."""

    start: int
    end: int
    kind: str
    key: tuple[str, ...]


def between(first: Claim, second: Claim, context: FramingContext) -> FramingDifference | None:
    """Particulars that only one of two aligned claims gives; None where both give the same."""
    return _difference({str(first.party): [first], str(second.party): [second]}, context, "pair")


def across(
    by_party: Mapping[str, Sequence[Claim]], context: FramingContext
) -> tuple[FramingDifference, ...]:
    """Particulars of a topic that only one party gives."""
    found = _difference(by_party, context, "topic")
    return () if found is None else (found,)


def only_in(
    text: str, others: Sequence[str], party_words: frozenset[str] = frozenset()
) -> tuple[Particular, ...]:
    """Particulars of ``text`` without a counterpart in any of ``others``."""
    theirs = [particular for other in others for particular in particulars(other)]
    told = _Told.of(others)
    unmatched = [
        particular
        for particular in particulars(text)
        if not _matched(text, particular, theirs, told)
        and not (particular.kind == "name" and party_words & set(particular.key))
        and not (particular.kind == "name" and told.names_place(text, particular))
        and not (particular.kind == "name" and _speaks(text, particular))
        and not _weak(text, particular)
    ]
    if not any(one.kind == "name" for one in unmatched):
        return tuple(unmatched)
    theirs_named = frozenset([name for other in others for _, _, name in _known(other)])
    return tuple([one for one in unmatched if not _names_known(text, one, theirs_named)])


def _weak(text: str, particular: Particular) -> bool:
    """Whether a figure is too small a word to be a particular of its own: "two", "today"."""
    return text[particular.start : particular.end].lower() in _words("weak_figures")


def _speaks(text: str, name: Particular) -> bool:
    """Whether a name only says who is speaking ("the Kremlin said")."""
    following = next((token for token in tokens(text) if token.start >= name.end), None)
    return following is not None and following.folded in _words("saying")


class _Told(NamedTuple):
    """The words of the other side: all stems, those of names, acronyms, and disputed places."""

    stems: frozenset[str]
    names: frozenset[str]
    acronyms: frozenset[str]
    places: frozenset[int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> _Told:
        names = {word for text in texts for one in particulars(text) for word in _name_words(one)}
        return cls(
            frozenset().union(*map(_stems, texts)),
            frozenset([stem(word) for word in names]),
            frozenset(
                [_initials(one) for text in texts for one in particulars(text)]
                + [token.folded for text in texts for token in tokens(text) if token.text.isupper()]
            ),
            frozenset([place.place for text in texts for place in place_names(text)]),
        )

    def names_place(self, text: str, particular: Particular) -> bool:
        """Whether the other side names the same disputed place by whatever name."""
        return any(
            place.place in self.places
            for place in place_names(text)
            if place.start < particular.end and particular.start < place.end
        )


@lru_cache(maxsize=4096)
def _known(text: str) -> tuple[tuple[int, int, str], ...]:
    """States and organisations that a text names in any form ("Filipino", "the Philippines")."""
    mentions = load_parties().find(text)
    return tuple([(mention.start, mention.end, mention.party_id) for mention in mentions])


def _names_known(text: str, particular: Particular, known: frozenset[str]) -> bool:
    """Whether a name is but another form for one of ``known``."""
    return particular.kind == "name" and any(
        name in known
        for start, end, name in _known(text)
        if start <= particular.start and particular.end <= end
    )


@lru_cache(maxsize=4096)
def _stems(text: str) -> frozenset[str]:
    return frozenset([stem(token.folded) for token in tokens(text)])


def _name_words(particular: Particular) -> tuple[str, ...]:
    return particular.key if particular.kind == "name" else ()


def _initials(particular: Particular) -> str:
    words = _name_words(particular)
    return "".join(word[0] for word in words) if len(words) > 1 else ""


@lru_cache(maxsize=4096)
def particulars(text: str) -> tuple[Particular, ...]:
    """Figures, dates and proper names of a text in order."""
    found = [
        Particular(
            quantity.start,
            quantity.start + len(text[quantity.start : quantity.end].rstrip(".,;")),
            quantity.kind,
            (quantity.unit, stem(quantity.of) if quantity.of else "", f"{quantity.low}"),
        )
        for quantity in quantities(text)
        if not _vague(text, quantity)
    ]  # fmt: skip
    spans = [(one.start, one.end) for one in found]
    for match in NAME.finditer(text):
        start, end = match.span()
        if any(start < until and end > since for since, until in spans):
            continue
        name = _without_opening_word(text, start, end)
        if name is not None:
            found.append(name)
    return tuple(sorted(found))


def _vague(text: str, quantity: Quantity) -> bool:
    """Whether a quantity only tells an order of magnitude: "dozens", "thousands"."""
    if quantity.kind not in ("number", "money") or quantity.high <= VAGUE * quantity.low:
        return False
    return not any(letter.isdigit() for letter in text[quantity.start : quantity.end])


def _difference(
    by_party: Mapping[str, Sequence[Claim]], context: FramingContext, scope: str
) -> FramingDifference | None:
    own: dict[str, list[tuple[Claim, Particular]]] = {}
    total = 0
    for party, claims in by_party.items():
        others = [claim.text for side, rest in by_party.items() if side != party for claim in rest]
        own[party] = []
        seen: set[tuple[str, ...]] = set()
        for claim in claims:
            total += len(particulars(claim.text))
            for particular in only_in(claim.text, others, context.party_words):
                if particular.key not in seen:
                    seen.add(particular.key)
                    own[party].append((claim, particular))
    count = sum(len(rows) for rows in own.values())
    if not count:
        return None
    shown = {
        party: [claim.text[one.start : one.end] for claim, one in rows]
        for party, rows in own.items()
    }
    parts = [
        f"only {context.party_says(party, 'gives')} {listed(texts)}"
        for party, texts in shown.items()
        if texts
    ]
    return FramingDifference(
        "selection",
        scope,
        tuple((party, "; ".join(texts)) for party, texts in shown.items()),
        round((1 - 0.75**count) * count / max(total, count), 4),
        threshold(scope, "selection"),
        "; ".join(parts),
        tuple(evidence(claim, one.start, one.end) for rows in own.values() for claim, one in rows),
        tuple(claim.id for claims in by_party.values() for claim in claims),
    )


def _without_opening_word(text: str, start: int, end: int) -> Particular | None:
    """A name without the word that is capital only because a sentence begins there."""
    words = [token for token in tokens(text) if start <= token.start < end]
    opening = words and _opens_a_sentence(text, words[0].start) and not words[0].text.isupper()
    if opening and (
        len(words) == 1 or is_function_word(words[0]) or text[words[0].end : words[1].start].strip()
    ):
        words = words[1:]
    words = [word for word in words if word.folded != "i"]
    if not words or all(word.folded in _words("calendar") for word in words):
        return None
    key = tuple(
        part
        for word in words
        if word.text[:1].isupper() and len(word.text) > 1
        for part in word.folded.removesuffix("'s").split("-")
        if part not in _words("titles")
    )
    if not key:
        return None
    last = words[-1].end - (2 if words[-1].folded.endswith("'s") else 0)
    return Particular(words[0].start, last, "name", key)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")[name].split())


def _opens_a_sentence(text: str, start: int) -> bool:
    before = text[:start].rstrip("\"'“‘«( \n")
    return not before or before[-1] in ".!?:;"


def _matched(text: str, own: Particular, theirs: Sequence[Particular], told: _Told) -> bool:
    """Whether the other side gives it too, in the same or other words, or another figure for it."""
    if own.kind == "name":
        stems = {stem(word) for word in own.key}
        if stems & told.names or stems <= told.stems:
            return True
        return bool({*own.key, _initials(own)} & told.acronyms - {""})
    words = content_stems(tuple(t for t in tokens(text) if own.start <= t.start < own.end))
    if words and words <= told.stems:
        return True
    if own.kind == "percent" and told.stems & _words("fractions"):
        return True
    for other in theirs:
        if other.kind != own.kind:
            continue
        if own.kind in ("money", "percent", "date", "duration"):
            if own.kind == "date" and other.key != own.key and not _same_grain(own, other):
                continue
            return True
        if own.key[1] == other.key[1] or not own.key[1] or not other.key[1]:
            return True
        if own.key[2] == other.key[2]:
            return True
    return False


def _same_grain(own: Particular, other: Particular) -> bool:
    """Whether the other date is told at least as finely: "March" is no counterpart of "9 March"."""
    return other.key[0] == own.key[0]
