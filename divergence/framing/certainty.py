"""Certainty: how far a claim commits itself to what it says.

Comes in: the text of a claim and the verb that attributes it. Goes out: a reading from -2
(disowned) over 0 (plainly said) to 2 (beyond doubt) with the words that make it: hedges, boosters,
modal verbs, conditions, and the commitment of the attributing verb.

Sources: K. Hyland (1998), Hedging in Scientific Research Articles; K. Hyland (2005),
Metadiscourse; P. and C. Kiparsky (1970), Fact; L. Karttunen (1971), Implicative Verbs; J. Hooper
(1975), On Assertive Predicates.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from divergence.framing.context import FramingContext, evidence, listed, quoted, threshold
from divergence.framing.tokens import Token, base_forms, tokens
from divergence.framing.vocabulary import alike
from divergence.language.tables import load_table
from divergence.model import Claim, Evidence, FramingDifference

MOST = 2.0
DISOWNED = -1.1
"""Below this weight a verb denies; it does not hedge."""

NEGATED_BOOSTER = re.compile(r"\b(?:not|no|never|n['’]t|nor)\s+(?:\w+\s+)?$", re.IGNORECASE)
CLAUSE_START = re.compile(
    r"\s+(?:the|a|an|it|they|he|she|we|its|his|her|their|nobody|no|there)\b|\s+[A-Z]"
)
OPENING_VERB = 6
"""Words at the start of a claim among which its own attributing verb is looked for."""


class Mark(NamedTuple):
    """A word that makes a claim more or less sure: its characters, kind and weight."""

    start: int
    end: int
    kind: str
    weight: float


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """Which of two aligned claims commits itself more; None where they are alike.

    Claims that share few words commit themselves to different things, and are not compared.
    """
    if not alike(first.text, second.text):
        return None
    sides = [(claim, *reading(claim)) for claim in (first, second)]
    distance = abs(sides[0][1] - sides[1][1])
    if distance < 0.05:
        return None
    surer, less = sorted(sides, key=lambda side: -side[1])
    parts = []
    for claim, _, marks in (surer, less):
        words = [claim.text[mark.start : mark.end] for mark in marks if mark.kind != "cue"]
        cue = [mark for mark in marks if mark.kind == "cue"]
        if cue and claim.cue is not None and cue[0].weight <= DISOWNED:
            told = f"{context.says(claim, 'denies')} it ({quoted(claim.cue.text)})"
        elif cue and claim.cue is not None:
            told = f"{context.says(claim, 'is')} reported with {listed([claim.cue.text, *words])}"
        else:
            manner = f"with {listed(words)}" if words else "plainly"
            told = f"{context.says(claim, 'says')} it {manner}"
        parts.append(told)
    denied = any(mark.kind == "cue" and mark.weight <= DISOWNED for mark in less[2])
    how = "" if denied else f"{context.says(surer[0], 'is')} surer: "
    return FramingDifference(
        "certainty",
        scope,
        tuple((str(claim.party), round(value, 2)) for claim, value, _ in sides),
        round(min(1.0, distance / 2), 4),
        threshold(scope, "certainty"),
        how + "; ".join(parts),
        tuple(shown for claim, _, marks in sides for shown in _evidence(claim, marks)),
        (first.id, second.id),
    )


def reading(claim: Claim) -> tuple[float, tuple[Mark, ...]]:
    """Commitment of a claim from -2 to 2, and the marks that make it."""
    marks = certainty_marks(claim.text)
    value = _sum(marks)
    if claim.cue is not None:
        weight = cue_commitment(claim.cue.text)
        if weight:
            own = tuple([mark for mark in marks if mark.kind != "verb"])
            marks = (Mark(0, 0, "cue", weight), *own)
            value = _sum(own) + weight
    return max(-MOST, min(MOST, value)), marks


@lru_cache(maxsize=4096)
def certainty_marks(text: str) -> tuple[Mark, ...]:
    """Hedges, boosters, modal verbs and conditions of a text, in order, none overlapping."""
    found: list[Mark] = []
    taken = [span.span() for span in _exceptions().finditer(text)]
    for kind in ("conditions", "hedges", "boosters", "modals"):
        pattern, weights = _patterns(kind)
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < until and end > since for since, until in taken):
                continue
            weight = weights[" ".join(match.group().lower().replace("’", "'").split())]
            if kind == "modals" and not _is_modal(text, start, end):
                continue
            if kind == "boosters" and NEGATED_BOOSTER.search(text[:start]):
                weight = -weight
            taken.append((start, end))
            if weight:
                found.append(Mark(start, end, kind, weight))
    found.extend(_opening_verb(text, taken))
    return tuple(sorted(found))


def stance_of(text: str) -> str | None:
    """``hedged``, ``boosted`` or ``conditional`` by the strongest mark of a text, or None."""
    marks = [
        mark
        for mark in certainty_marks(text)
        if abs(mark.weight) >= 0.5 and not (mark.kind == "verb" and mark.weight < DISOWNED)
    ]
    if not marks:
        return None
    strongest = max(marks, key=lambda mark: (abs(mark.weight), -mark.start))
    if any(mark.kind == "conditions" for mark in marks):
        return "conditional"
    return "hedged" if strongest.weight < 0 else "boosted"


@lru_cache(maxsize=4096)
def cue_commitment(cue: str) -> float:
    """The commitment that an attributing expression lends to what it reports; 0 for "said"."""
    cues = _cues()
    found = 0.0
    words = tokens(cue)
    for place, word in enumerate(words):
        for base in base_forms(word.folded):
            longer = f"{base} {words[place + 1].folded}" if place + 1 < len(words) else base
            weight = cues.get(longer, cues.get(base))
            if weight is not None:
                if abs(weight) > abs(found):
                    found = weight
                break
    return found


def _sum(marks: tuple[Mark, ...]) -> float:
    """The strongest lowering and the strongest raising mark together; more of a kind add
    nothing."""
    lowering = min([mark.weight for mark in marks if mark.weight < 0], default=0.0)
    raising = max([mark.weight for mark in marks if mark.weight > 0], default=0.0)
    return lowering + raising


def _is_modal(text: str, start: int, end: int) -> bool:
    """Not the month, and not a noun ("the may", "a will")."""
    word = text[start:end]
    after = text[end : end + 12].lstrip()
    if word[:1].isupper() and (start > 0 or after[:1].isdigit()):
        return False
    before = text[:start].rstrip().rpartition(" ")[2].lower()
    if re.search(r"\bno(?:thing|body| \w+)$", text[:start].rstrip()):
        return False
    return before not in (
        "the",
        "a",
        "an",
        "in",
        "of",
        "last",
        "his",
        "her",
        "their",
        "free",
        "good",
    )


def _opening_verb(text: str, taken: list[tuple[int, int]]) -> list[Mark]:
    """A verb near the start that attributes the rest ("the committee insists that ...")."""
    words = tokens(text)[:OPENING_VERB]
    for place, word in enumerate(words):
        if not place or word.text[:1].isupper():
            continue
        previous = words[place - 1].folded
        if previous in ("the", "a", "an", "to", "of", "and", "or", "was", "were", "is", "be", "'s"):
            continue
        if any(word.start < until and word.end > since for since, until in taken):
            continue
        weight = _reporting(word.folded)
        if weight is not None and _takes_a_clause(text, word):
            return [Mark(word.start, word.end, "verb", weight)] if weight else []
    return []


def _reporting(word: str) -> float | None:
    for base in base_forms(word):
        if base != word and base in _cues():
            return _cues()[base]
    return None


def _takes_a_clause(text: str, verb: Token) -> bool:
    """Whether what follows is said: "that", or after a verb of saying alone a new noun group."""
    after = text[verb.end : verb.end + 12]
    if re.match(r"\s+that\b", after):
        return True
    return bool(set(base_forms(verb.folded)) & _clause_verbs()) and bool(CLAUSE_START.match(after))


def _evidence(claim: Claim, marks: tuple[Mark, ...]) -> list[Evidence]:
    shown = []
    for mark in marks:
        if mark.kind == "cue" and claim.cue is not None:
            shown.append(claim.cue)
        else:
            shown.append(evidence(claim, mark.start, mark.end))
    return shown or [evidence(claim)]


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], dict[str, float]]:
    weights = _weighted(load_table("framing-stance.toml")[kind]["words"])
    return _either(weights), weights


@cache
def _exceptions() -> re.Pattern[str]:
    listed_ = load_table("framing-stance.toml")["conditions"]["except"]
    return _either({entry.strip(): 0.0 for entry in listed_.split(",")})


@cache
def _clause_verbs() -> frozenset[str]:
    return frozenset(load_table("framing-stance.toml")["cues"]["clause"].split())


@cache
def _cues() -> dict[str, float]:
    return _weighted(load_table("framing-stance.toml")["cues"]["words"])


def _weighted(entries: str) -> dict[str, float]:
    found = {}
    for item in entries.replace("\n", " ").split(","):
        entry, _, weight = item.strip().rpartition(":")
        if entry:
            found[entry] = float(weight)
    return found


def _either(entries: dict[str, float]) -> re.Pattern[str]:
    parts = sorted(entries, key=lambda entry: (-len(entry), entry))
    whole = "|".join(re.escape(part).replace(r"\ ", r"\s+").replace("'", "['’]") for part in parts)
    return re.compile(rf"\b(?:{whole})\b", re.IGNORECASE)
