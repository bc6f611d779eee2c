"""Tone: how favourable or hostile a claim is in its own voice.

Comes in: the text of a claim. Goes out: its charged words that are the speaker's own, and a sum of
their stances. Words that are denied, quoted from somebody else, part of a name or of a legal
charge are left out. Two claims are compared by what one says and the other does not, and by the
stance of the names that stand in each other's place.

Sources: R. Fan et al. (2019), In Plain Sight (BASIL), on lexical bias; H. Rashkin et al. (2016),
Connotation Frames, on the writer's perspective towards a target.
"""

from __future__ import annotations

import re
from functools import lru_cache

from divergence.framing.charged import ChargedWord, charged_words
from divergence.framing.context import FramingContext, evidence, listed, threshold
from divergence.framing.disowned import disowned
from divergence.framing.families import Label
from divergence.framing.phrases import Replacement, replacements
from divergence.framing.selection import Particular, particulars
from divergence.framing.tokens import CLAUSE_END, clause_numbers, tokens
from divergence.framing.vocabulary import is_function_word, text_stems
from divergence.framing.wording import labels_in
from divergence.language.segmentation import stem
from divergence.model import Claim, FramingDifference

QUOTATION = re.compile(r"[“\"«„]([^”\"»“„]{2,120})[”\"»“]")
OPPOSED = 1.0
"""Stance points between two equally hostile claims about different names."""


BESIDE = 4
"""Words at most between a hostile word and the name that a reason tells of beside it."""


def between(
    first: Claim, second: Claim, context: FramingContext, scope: str = "pair"
) -> FramingDifference | None:
    """How much more hostile one of two aligned claims is than the other; None for no difference.

    Equally hostile claims differ by OPPOSED where they are so about different names.
    """
    tones = compared(first, second)
    sides = ((first, tones[0]), (second, tones[1]))
    distance = abs(tones[0].points - tones[1].points)
    if distance == 0 and _opposed(sides):
        distance = OPPOSED
    if distance == 0:
        return None
    harsher, milder = sorted(sides, key=lambda side: side[1].points)
    shown = [side for side in (harsher, milder) if side[1].words]
    parts = [
        f"{context.says(claim, 'uses')} {listed([text for _, _, text in tone.words])}"
        f"{_about(claim.text, tone)}"
        for claim, tone in shown
    ]
    if len(shown) == 1:
        other = milder[0] if shown[0] is harsher else harsher[0]
        parts.append(f"{context.says(other, 'puts')} it without a charged word")
    return FramingDifference(
        "tone",
        scope,
        tuple((str(claim.party), round(tone.points, 2)) for claim, tone in sides),
        round(1 - 0.5**distance, 4),
        threshold(scope, "tone"),
        "; ".join(parts),
        tuple(evidence(claim, start, end) for claim, tone in shown for start, end, _ in tone.words),
        (first.id, second.id),
    )


def _opposed(sides: tuple[tuple[Claim, Tone], tuple[Claim, Tone]]) -> bool:
    """Whether both are hostile, each beside names that the other's charges do not stand beside."""
    about = [
        {target(claim.text, start, end) for start, end, _ in tone.words} - {""}
        for claim, tone in sides
        if tone.points < 0
    ]
    return len(about) == len(sides) and all(about) and not about[0] & about[1]


def target(text: str, start: int, end: int) -> str:
    """About whom a charged word at these characters is: the nearest name in its clause, or ''."""
    left = max([found.end() for found in CLAUSE_END.finditer(text, 0, start)], default=0)
    right = CLAUSE_END.search(text, end)
    names = [
        (_gap(name, start, end), name.start, name)
        for name in particulars(text)
        if name.kind == "name"
        and left <= name.start
        and name.end <= (right.start() if right else len(text))
        and not (name.start < end and start < name.end)
    ]
    if not names:
        return ""
    _, _, nearest = min(names)
    return text[nearest.start : nearest.end]


def _gap(name: Particular, start: int, end: int) -> int:
    """Characters between a name and a charged word; one after it counts as nearer."""
    return name.start - end if name.start >= end else 2 * (start - name.end)


def _about(text: str, tone: Tone) -> str:
    """The names right beside the hostile words of a claim, for a reason."""
    names = []
    for start, end, _ in tone.words if tone.points < 0 else ():
        name = target(text, start, end)
        at = text.find(name)
        near = len(tokens(text[min(at + len(name), end) : max(at, start)]))
        if name and near <= BESIDE and not _describes_more(text, at + len(name)):
            names.append(name)
    return f" beside {listed(names)}" if names else ""


def _describes_more(text: str, end: int) -> bool:
    """Whether a name only describes the noun after it ("Russian territory")."""
    after = tokens(text[end : end + 30])[:1] if text[end : end + 1].isspace() else ()
    return any(word.text.islower() and not is_function_word(word) for word in after)


class Tone:
    """Stance points of a claim and the words that make them, as (start, end, text)."""

    __slots__ = ("points", "words")

    def __init__(self, points: float, words: tuple[tuple[int, int, str], ...]) -> None:
        self.points = points
        self.words = words


def compared(first: Claim, second: Claim) -> tuple[Tone, Tone]:
    """Tone of each of two claims by what the other does not share."""
    own = (own_voice(first.text, first.kind), own_voice(second.text, second.kind))
    shared = {stem(word.entry) for word in own[0]} & {stem(word.entry) for word in own[1]}
    shared |= {stem(word.entry) for word in own[0]} & text_stems(second.text)
    shared |= {stem(word.entry) for word in own[1]} & text_stems(first.text)
    named = _named_apart(replacements(first.text, second.text))
    tones = []
    for side, claim in enumerate((first, second)):
        spans: dict[tuple[int, int], float] = {}
        for word in own[side]:
            if stem(word.entry) not in shared:
                spans[word.start, word.end] = -1.0 if word.stance == "hostile" else 1.0
        for pair in named:
            _lay_over(spans, pair[side])
        words = tuple(
            (start, end, claim.text[start:end]) for start, end in sorted(spans) if spans[start, end]
        )
        tones.append(Tone(sum(spans.values()), words))
    return tones[0], tones[1]


def points(text: str, kind: str = "indirect") -> float:
    """Sum of the stances of a claim's own charged words: -1 each hostile, 1 each favourable."""
    return sum(-1.0 if word.stance == "hostile" else 1.0 for word in own_voice(text, kind))


@lru_cache(maxsize=4096)
def own_voice(text: str, kind: str = "indirect") -> tuple[ChargedWord, ...]:
    """Charged words with a stance that are the speaker's own.

    ``kind`` is that of the attribution: quoted words of a mixed or direct statement are its own.
    """
    found = [word for word in charged_words(text) if word.stance != "none" and not word.doubtful]
    if not found:
        return ()
    aside = [] if kind in ("mixed", "direct") else _quotations(text)
    kept = tuple(
        [
            word
            for word in found
            if not any(start <= word.start and word.end <= end for start, end in aside)
            and not _name(text, word)
            and not disowned(text, word.first)
        ]
    )
    return tuple([_heightened(word, kept) for word in kept])


def _heightened(word: ChargedWord, others: tuple[ChargedWord, ...]) -> ChargedWord:
    """A favourable word right before a hostile one only heightens it: "breathtaking hypocrisy"."""
    if word.stance == "favourable" and any(
        other.first == word.last + 1 and other.stance == "hostile" for other in others
    ):
        return word._replace(stance="hostile")
    return word


def _quotations(text: str) -> list[tuple[int, int]]:
    """Quoted stretches that are not the whole text."""
    return [
        found.span() for found in QUOTATION.finditer(text) if len(found.group()) < 0.8 * len(text)
    ]


def _name(text: str, word: ChargedWord) -> bool:
    """Whether a charged word is part of a proper name: a capital inside a sentence."""
    words = tokens(text)
    if not words[word.first].text[:1].isupper() or words[word.first].text.isupper():
        return False
    if word.first and not re.search(r"[.!?:\"“]\s*$", text[: word.start].rstrip(" ")):
        return True
    after = word.last + 1
    return (
        word.first == 0 and after < len(words) and words[after].text[:1].isupper() and len(words) >
        3
        and clause_numbers(text)[after] == clause_numbers(text)[word.first]
        and word.entry.endswith(("ist", "ism"))
    )  # fmt: skip


def _named_apart(found: tuple[Replacement, ...]) -> list[tuple[Label, Label]]:
    """Names of one family that stand in each other's place, with different stances."""
    pairs = []
    for replacement in found:
        first, second = labels_in(replacement.first), labels_in(replacement.second)
        common = {label.family for label in first} & {label.family for label in second}
        for family in sorted(common):
            left = next(label for label in first if label.family == family)
            right = next(label for label in second if label.family == family)
            if left.stance != right.stance:
                pairs.append((left, right))
                break
    return pairs


def _lay_over(spans: dict[tuple[int, int], float], label: Label) -> None:
    """Count a name's stance instead of the charged words inside it."""
    inside = [span for span in spans if span[0] < label.end and span[1] > label.start]
    strongest = max([abs(spans.pop(span)) for span in inside], default=0.0)
    stance = label.stance
    if stance < 0 and strongest > -stance:
        stance = -strongest
    spans[label.start, label.end] = stance
