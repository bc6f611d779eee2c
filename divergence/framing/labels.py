"""Labels: what each side calls the same actor, place, thing, act or event.

Comes in: two aligned claims, or the claims of a topic. Goes out: the labels of each side for one
referent ("fighters" against "terrorists", "Persian Gulf" against "Arabian Gulf"), found from the
words that stand in each other's place, the heads they share, and families of names.

Source: F. Hamborg, A. Zhukova, B. Gipp (2019), Automated Identification of Media Bias by Word
Choice and Labeling in News Articles; the corpus NewsWCL50.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from divergence.framing.apart import frames_apart
from divergence.framing.context import (
    FramingContext,
    evidence,
    listed,
    quoted,
    threshold,
)
from divergence.framing.families import Label, labels, names_one_thing, place_names
from divergence.framing.phrases import Phrase, Replacement, moved, replacements
from divergence.framing.statement import statement
from divergence.framing.tokens import tokens
from divergence.framing.vocabulary import (
    content_stems,
    ends_its_group,
    is_function_word,
    stated_stems,
    text_stems,
)
from divergence.framing.wording import blamed, labels_in, matters, synonymous
from divergence.model import Claim, Evidence, FramingDifference

NAMES = ("actor", "place", "thing", "act")
"""Kinds of families whose words name something; the others tell how it is done."""

COPULAS = frozenset(["is", "are", "was", "were", "be", "been", "being"])
LONGEST = 5
"""Words of a label."""

FAR_APART = 1.5
"""Stance points from which two words of a wide family are labels for one thing."""


class LabelPair(NamedTuple):
    """Two labels for one referent, as characters of the two claims' texts, and their distance."""

    first: tuple[int, int]
    second: tuple[int, int]
    distance: float


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """What two aligned claims call the same thing; None where they use the same names."""
    found = label_pairs(first.text, second.text)
    if not found:
        return None
    shown = [(first.text[slice(*a)], second.text[slice(*b)]) for a, b, _ in found]
    parts = [
        f"{context.says(first, 'says')} {quoted(left)} where {context.says(second, 'says')} "
        f"{quoted(right)}"
        for left, right in shown[:3]
    ]
    distance = max(pair.distance for pair in found)
    return FramingDifference(
        "labels",
        scope,
        (
            (str(first.party), "; ".join(left for left, _ in shown)),
            (str(second.party), "; ".join(right for _, right in shown)),
        ),
        round(1 - 0.7 * 0.5**distance, 4),
        threshold(scope, "labels"),
        "; ".join(parts),
        tuple(
            evidence(claim, *span)
            for pair in found
            for claim, span in ((first, pair.first), (second, pair.second))
        ),
        (first.id, second.id),
    )


def label_pairs(first: str, second: str) -> tuple[LabelPair, ...]:
    """Pairs of labels for one referent in two texts that speak of the same matter."""
    found = list(_places_apart(first, second))
    for left, right in (*replacements(first, second), *frames_apart(first, second)):
        if max(len(left.words), len(right.words)) > LONGEST:
            continue
        if any(_describes(phrase) or blamed(phrase) for phrase in (left, right)):
            continue
        pair = _names_apart(left, right)
        if pair is not None:
            found.append(pair)
    for pair in _families_apart(first, second):
        if not any(_touch(one, pair) for one in found):
            found.append(pair)
    return tuple(found)


def _touch(one: LabelPair, other: LabelPair) -> bool:
    sides = ((one.first, other.first), (one.second, other.second))
    return any(a[0] < b[1] and b[0] < a[1] for a, b in sides)


def _families_apart(first: str, second: str) -> list[LabelPair]:
    """Names of one family, one in each text, wherever they stand: two labels for one thing.

    The family holds nothing but names of one thing, or the texts share a content word and the names
    lie far apart in stance.
    """
    sides = (names_of(first), names_of(second))
    shared = stated_stems(first) & stated_stems(second)
    pairs = []
    for family in sorted(set(sides[0]) & set(sides[1])):
        left, right = sides[0][family], sides[1][family]
        if len({label.entry for label in (*left, *right)}) != 2 or left[0].entry == right[0].entry:
            continue
        if len({label.entry for label in left}) > 1 or len({label.entry for label in right}) > 1:
            continue
        distance = abs(left[0].stance - right[0].stance)
        if not names_one_thing(family) and (distance < FAR_APART or not shared):
            continue
        if not _held_by_both(first, left[0], second, right[0]):
            pairs.append(
                LabelPair(
                    (left[0].start, left[0].end), (right[0].start, right[0].end), max(distance, 0.5)
                )
            )
    return pairs


def _held_by_both(first: str, left: Label, second: str, right: Label) -> bool:
    """Whether a word of one of two names stands in the other text too."""
    own = [
        content_stems(tuple(t for t in tokens(text) if label.start <= t.start < label.end))
        for text, label in ((first, left), (second, right))
    ]
    return bool(own[0] & text_stems(second) or own[1] & text_stems(first))


@lru_cache(maxsize=4096)
def names_of(text: str) -> dict[str, list[Label]]:
    """The names of a text by family, without those of who speaks and those that only describe."""
    start, end = statement(text)
    found: dict[str, list[Label]] = {}
    for label in labels(text):
        inside = start <= label.start and label.end <= end
        if label.kind in NAMES and inside and ends_its_group(text, label.end):
            found.setdefault(label.family, []).append(label)
    return found


def across(
    by_party: Mapping[str, Sequence[Claim]], context: FramingContext
) -> tuple[FramingDifference, ...]:
    """Families for which two parties use only different names, far apart, over several claims."""
    found = []
    parties = list(by_party)
    for place, one in enumerate(parties):
        for other in parties[place + 1 :]:
            sides = (_by_family(by_party[one]), _by_family(by_party[other]))
            for family in sorted(set(sides[0]) & set(sides[1])):
                difference = _family_difference(
                    one, other, sides[0][family], sides[1][family], context
                )
                if difference is not None:
                    found.append(difference)
    return tuple(found)


def _places_apart(first: str, second: str) -> list[LabelPair]:
    """Disputed places that each text names by its own name."""
    sides = (place_names(first), place_names(second))
    pairs = []
    for left in sides[0]:
        for right in sides[1]:
            if left.place == right.place and left.text != right.text:
                names = {name.text for name in sides[0]} & {name.text for name in sides[1]}
                if not names & {left.text, right.text}:
                    pairs.append(LabelPair((left.start, left.end), (right.start, right.end), 1.0))
    return pairs[:1]


def _names_apart(left: Phrase, right: Phrase) -> LabelPair | None:
    """Two phrases as labels of one referent, or None where they are no names of one thing."""
    sides = (_head(left), _head(right))
    if not sides[0] and not sides[1]:
        return None
    if sides[0] and sides[1]:
        common = {label.family for label in sides[0]} & {label.family for label in sides[1]}
        if not common and (_speaks(left) or not _both_actors(sides[0], sides[1])):
            return None
        stances = [
            next((label.stance for label in side if label.family in common), side[0].stance)
            for side in sides
        ]
        if sides[0][0].entry == sides[1][0].entry and _same_modifiers(left, right):
            return None
        distance = abs(stances[0] - stances[1])
        if moved(left, right) or (not distance and synonymous(left, right)):
            return None
    else:
        known, unknown = (left, right) if sides[0] else (right, left)
        if not _may_name(unknown) or not _may_name(known) or not matters(Replacement(left, right)):
            return None
        if _speaks(left) or _word_before(left) != _word_before(right):
            return None
        distance = 0.5
    return LabelPair((left.start, left.end), (right.start, right.end), distance)


def _speaks(phrase: Phrase) -> bool:
    """Whether a phrase stands among the words that only say who speaks."""
    return phrase.start < statement(phrase.text)[0]


def _describes(phrase: Phrase) -> bool:
    """Whether the phrase says what something is ("is a breakthrough"), and names nothing."""
    before = [token.folded for token in tokens(phrase.text) if token.end <= phrase.start][-2:]
    return bool(before) and (
        before[-1] in COPULAS or (before[-1] in ("a", "an") and before[0] in COPULAS)
    )


def _head(phrase: Phrase) -> list[Label]:
    """The family names that end a phrase's first noun group, or [] where none of them names."""
    found = [label for label in labels_in(phrase) if label.kind in NAMES]
    if not found:
        return []
    last = found[-1]
    after = [token for token in phrase.words if token.start >= last.end]
    if after and not is_function_word(after[0]):
        return []
    return [label for label in found if label.start == last.start]


def _both_actors(first: list[Label], second: list[Label]) -> bool:
    return any(a.kind == b.kind == "actor" for a in first for b in second)


def _same_modifiers(left: Phrase, right: Phrase) -> bool:
    return content_stems(left.words) == content_stems(right.words)


def _may_name(phrase: Phrase) -> bool:
    """Whether a phrase can be a name: few words, no adverb at its end, no verb forms by their
    look."""
    if len(phrase.words) > 3:
        return False
    if phrase.words[-1].folded.endswith(("ly", "ing")):
        return False
    if phrase.words[-1].text[:1].isdigit():
        return False
    kinds = {label.kind for label in labels_in(phrase)}
    if kinds and not kinds & set(NAMES):
        return False
    before = _word_before(phrase)
    if phrase.words[-1].folded.endswith("ed") or before in ("to", "was", "were", "is", "are", "be"):
        return False
    return ends_its_group(phrase.text, phrase.end)


def _word_before(phrase: Phrase) -> str:
    before = [token for token in tokens(phrase.text) if token.end <= phrase.start]
    return before[-1].folded if before else ""


def _by_family(claims: Sequence[Claim]) -> dict[str, list[tuple[Claim, Label]]]:
    found: dict[str, list[tuple[Claim, Label]]] = {}
    for claim in claims:
        for label in labels(claim.text):
            if label.kind in ("actor", "act"):
                found.setdefault(label.family, []).append((claim, label))
    return found


def _family_difference(
    one: str,
    other: str,
    left: list[tuple[Claim, Label]],
    right: list[tuple[Claim, Label]],
    context: FramingContext,
) -> FramingDifference | None:
    """One family's labels on two sides, where none is shared and the stances lie far apart."""
    entries = ({label.entry for _, label in left}, {label.entry for _, label in right})
    if entries[0] & entries[1]:
        return None
    middle = [sum(label.stance for _, label in side) / len(side) for side in (left, right)]
    distance = abs(middle[0] - middle[1])
    if distance < FAR_APART:
        return None
    sides = [
        list(dict.fromkeys(claim.text[label.start : label.end] for claim, label in side))
        for side in (left, right)
    ]
    shown: tuple[Evidence, ...] = tuple(
        evidence(claim, label.start, label.end)
        for side in (left, right)
        for claim, label in side[:4]
    )
    return FramingDifference(
        "labels",
        "topic",
        ((one, "; ".join(sides[0])), (other, "; ".join(sides[1]))),
        round(1 - 0.7 * 0.5**distance, 4),
        threshold("topic", "labels"),
        f"{context.party_says(one, 'speaks')} of {listed(sides[0])}, "
        f"{context.party_label(other)} of {listed(sides[1])}",
        shown,
        tuple(dict.fromkeys(claim.id for side in (left, right) for claim, _ in side)),
    )
