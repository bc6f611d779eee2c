"""How alike two texts are, as cheap features read off words, stems, names, numbers and characters.

Comes in: texts. Goes out: a ``Profile`` of each, made once, and for two profiles a tuple of
``FEATURES``, each 0 to 1. The first text is the claim and the second what may support it, so some
features have a direction. Ratios of characters are those of rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from divergence.language.idf import load_idf
from divergence.language.quantities import compare, quantities
from divergence.language.segmentation import WORD, stem
from divergence.model import Quantity

LONGEST = 1_500
"""Characters of a text that are looked at, so that no pair can cost more than about a millisecond."""

COMMON = 2.3
"""Stems with at most this idf (in more than about a quarter of all texts) tell nothing alone."""

PREFIX = 5
"""Letters that two stems share at least to be taken as kin ("diplomat", "diplomaci")."""

KIN = 0.6
"""What a kin stem counts of a shared one."""

FEATURES = (
    "covered",
    "covers",
    "overlap",
    "kin_covered",
    "names_covered",
    "rare_covered",
    "figures_covered",
    "bigrams_covered",
    "trigrams_covered",
    "in_order",
    "token_set",
    "token_sort",
    "partial",
    "ratio",
    "length",
    "brevity",
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What ``features`` needs of a text. ``weights`` maps each telling stem to its weight."""

    text: str
    """Folded words, joined by one space."""
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    names: frozenset[str]
    prefixes: Mapping[str, str]
    bigrams: frozenset[tuple[str, str]]
    trigrams: frozenset[str]
    quantities: tuple[Quantity, ...]
    total: float


def profile(text: str, figures: tuple[Quantity, ...] | None = None) -> Profile:
    """The profile of a text; ``figures`` are its quantities where they are known already."""
    text = text[:LONGEST]
    idf = load_idf()
    words = [match.group() for match in WORD.finditer(text)]
    stems = tuple(stem(word) for word in words)
    weights: dict[str, float] = {}
    names = set()
    for word, root in zip(words, stems, strict=True):
        weight = idf[root] - COMMON
        if weight > 0:
            weights[root] = weight
            if word[0].isupper():
                names.add(root)
    folded = " ".join(words).casefold()
    telling = [root for root in stems if root in weights]
    return Profile(
        text=folded,
        stems=stems,
        weights=weights,
        names=frozenset(names),
        prefixes={root[:PREFIX]: root for root in telling if len(root) >= PREFIX},
        bigrams=frozenset(zip(telling, telling[1:], strict=False)),
        trigrams=frozenset(_trigrams(folded)),
        quantities=quantities(text) if figures is None else figures,
        total=sum(weights.values()),
    )


def features(claim: Profile, other: Profile) -> tuple[float, ...]:
    """The features of a claim and a text that may support it, in the order of ``FEATURES``."""
    shared = claim.weights.keys() & other.weights.keys()
    common = sum(claim.weights[root] for root in sorted(shared))
    kin = common + sum(
        claim.weights[root] * KIN
        for prefix, root in claim.prefixes.items()
        if root not in shared and prefix in other.prefixes
    )
    rarest = sorted(claim.weights, key=lambda root: (-claim.weights[root], root))[:3]
    left, right = len(claim.stems) or 1, len(other.stems) or 1
    return (
        _share(common, claim.total),
        _share(common, other.total),
        _share(2 * common, claim.total + other.total),
        _share(kin, claim.total),
        _part(claim.names, other.weights.keys()),
        _part(rarest, other.weights.keys()),
        _figures_covered(claim.quantities, other.quantities),
        _part(claim.bigrams, other.bigrams),
        _part(claim.trigrams, other.trigrams),
        LCSseq.similarity(claim.stems, other.stems) / left,
        fuzz.token_set_ratio(claim.text, other.text) / 100,
        fuzz.token_sort_ratio(claim.text, other.text) / 100,
        fuzz.partial_ratio(claim.text, other.text) / 100,
        fuzz.ratio(claim.text, other.text) / 100,
        min(left, 40) / 40,
        min(left / right, 1.0),
    )


def shares_anything(claim: Profile, other: Profile) -> bool:
    """Whether two texts share a telling stem or a kin one: else they are not worth a look."""
    return not (
        claim.weights.keys().isdisjoint(other.weights)
        and claim.prefixes.keys().isdisjoint(other.prefixes)
    )


def wording(left: str, right: str) -> float:
    """How alike two texts are in their very words, 0 to 1 (order of words aside)."""
    return float(fuzz.token_sort_ratio(_folded(left), _folded(right)) / 100)


def _folded(text: str) -> str:
    return " ".join(match.group() for match in WORD.finditer(text[:LONGEST])).casefold()


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _part(wanted: Iterable[object], there: object) -> float:
    """The share of ``wanted`` that is there; 0.5 where nothing is wanted."""
    wanted = list(wanted)
    if not wanted:
        return 0.5
    return sum(item in there for item in wanted) / len(wanted)  # type: ignore[operator]


def _figures_covered(wanted: tuple[Quantity, ...], there: tuple[Quantity, ...]) -> float:
    """The share of a claim's quantities that agree with one of the other text; 0.5 for none."""
    if not wanted:
        return 0.5
    held = sum(any(compare(a, b) in ("same", "compatible") for b in there) for a in wanted)
    return held / len(wanted)


@lru_cache(maxsize=4096)
def _trigrams(text: str) -> tuple[str, ...]:
    return tuple({text[at : at + 3] for at in range(max(0, len(text) - 2))})
