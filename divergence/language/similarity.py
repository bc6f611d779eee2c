"""How alike two texts are, as cheap features read off words, stems, names, numbers and characters.

Comes in: texts. Goes out: a ``Profile`` of each, made once, and for a claim and a text that may
support it the values of ``FEATURES``, each 0 to 1. What a word tells is its idf times its rarity
within the other account: the words that run through all of it ("the Geneva talks") show little
about a single sentence. A word may be there in part: by its beginning, by an equivalent word
(``language/equivalents.py``) or as initials. Ratios of characters are those of rapidfuzz.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from divergence.language.equivalents import light_stems, sets_of
from divergence.language.idf import load_idf
from divergence.language.quantities import quantities
from divergence.language.segmentation import WORD, stem
from divergence.language.tables import load_table
from divergence.model import Quantity

LONGEST = 1_500
"""Characters of a text that are looked at, so that no pair costs more than about a millisecond."""

HEAD = 3
"""Letters that two stems share at least to be compared at all."""

FEATURES = ("covered", "names", "partial", "brevity", "ending")
"""Share of the claim's words that the other text has, soft and weighted; how few of its names are
missing there; rapidfuzz's partial ratio of the ends; length of the claim against the other text;
share of the claim's last words that it has: what is new in a sentence comes last (the rheme)."""

ENDING = 2
LAST = 20
"""How many of a claim's last words that say something make up its ending, and among how many
words they are looked for."""

TAIL = 64
"""Characters of the shorter text that are sought in the longer one."""

CAPITALS = re.compile(r"[^\W\d_]+|\S")
JOINING = frozenset(("of", "and", "the", "for"))
"""Words inside a name of which its initials take no letter ("European Court of Human Rights")."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What ``features`` needs of a text.

    ``folded`` are its words in lower case, joined by one space; ``weights`` maps each telling stem
    to its weight; ``soft`` every stem to its (small) one; ``heads`` stems by their first letters;
    ``initials`` are those of its names of several words.
    """

    folded: str
    stems: tuple[str, ...]
    weights: Mapping[str, float]
    soft: Mapping[str, float]
    heads: Mapping[str, tuple[str, ...]]
    names: frozenset[str]
    bigrams: frozenset[tuple[str, str]]
    quantities: tuple[Quantity, ...]
    total: float
    initials: frozenset[str] = frozenset()


def profile(text: str, figures: tuple[Quantity, ...] | None = None) -> Profile:
    """The profile of a text; ``figures`` are its quantities where they are known already."""
    text = text[:LONGEST]
    idf = load_idf()
    limits = load_table("alignment.json")["words"]
    words = [match.group() for match in WORD.finditer(text)]
    stems = tuple(stem(word) for word in words)
    told = {root: idf[root] for root in stems}
    common, power = limits["common"], limits["power"]
    weights = {root: value - common for root, value in told.items() if value > common}
    names = {
        root
        for at, (word, root) in enumerate(zip(words, stems, strict=True))
        if word[0].isupper() and root in weights and (at or word.isupper())
    }
    light, less = light_stems(), limits["light"]
    soft = {root: value**power * (less if root in light else 1.0) for root, value in told.items()}
    heads: dict[str, tuple[str, ...]] = {}
    for root in soft:
        if len(root) >= HEAD:
            heads[root[:HEAD]] = (*heads.get(root[:HEAD], ()), root)
    return Profile(
        folded=" ".join(words).casefold(),
        stems=stems,
        weights=weights,
        soft=soft,
        heads=heads,
        names=frozenset(names),
        bigrams=frozenset(pairwise(stems)),
        quantities=quantities(text) if figures is None else figures,
        total=math.fsum(weights.values()),
        initials=initials(text),
    )


def initials(text: str) -> frozenset[str]:
    """The initials, in lower case, of each run of two to six capitalised words in a row.

    So "the European Union" is there where the other text says "the EU".
    """
    found: set[str] = set()
    run = ""
    for match in CAPITALS.finditer(text + "."):
        word = match.group()
        if word[0].isupper():
            run += word[0].casefold()
        elif word not in JOINING:
            for start in range(len(run) - 1):
                found.update(
                    run[start:end] for end in range(start + 2, min(len(run), start + 6) + 1)
                )
            run = ""
    return frozenset(found)


Kin = tuple[tuple[str, float], ...]
"""Stems that stand for a word in part, each with how near it comes, the nearest first."""


class Rarity(dict[str, float]):
    """Stem to its rarity within an account, 0 (in every text) to 1 (in one or none).

    ``kin`` gives for any stem the account's stems that begin like it, ``alike`` those of words
    equivalent to it. They are looked up once for a stem and an account instead of once for every
    pair of texts, which is most of the work.
    """

    def __init__(self, weights: Mapping[str, float], stems: Iterable[str]) -> None:
        super().__init__(weights)
        self.heads: dict[str, list[str]] = defaultdict(list)
        self.sets: dict[int, list[str]] = defaultdict(list)
        for root in stems:
            if len(root) >= HEAD:
                self.heads[root[:HEAD]].append(root)
            for number in sets_of(root):
                self.sets[number].append(root)
        self._kin: dict[str, Kin] = {}
        self._alike: dict[str, tuple[str, ...]] = {}

    def __missing__(self, root: str) -> float:
        return 1.0

    def kin(self, root: str) -> Kin:
        """The account's other stems that are likenesses of ``root``."""
        if root not in self._kin:
            near = [(other, nearness(root, other)) for other in self.heads.get(root[:HEAD], ())]
            found = [(other, value) for other, value in near if value and other != root]
            self._kin[root] = tuple(sorted(found, key=lambda item: -item[1]))
        return self._kin[root]

    def alike(self, root: str) -> tuple[str, ...]:
        """The account's stems of words equivalent to ``root``, itself among them."""
        if root not in self._alike:
            found = (other for number in sets_of(root) for other in self.sets.get(number, ()))
            self._alike[root] = tuple(dict.fromkeys(found))
        return self._alike[root]


def rarity(profiles: Sequence[Profile]) -> Rarity:
    """How rare each stem is among the texts of one account."""
    count = Counter(root for item in profiles for root in item.soft)
    whole = math.log(len(profiles) + 1)
    floor = load_table("alignment.json")["words"]["floor"]
    weights = {root: max(floor, 1.0 - math.log(n) / whole) for root, n in count.items() if n > 1}
    return Rarity(weights, count)


@dataclass(frozen=True, slots=True)
class Sought:
    """A claim as it is sought in another account: what each of its stems weighs there.

    ``names`` are its names that do not run through that account, ``kin`` that account's stems that
    stand for one of the claim's in part, for those that have any, ``ending`` the last stems that
    say something.
    """

    profile: Profile
    weights: Mapping[str, float]
    whole: float
    names: frozenset[str]
    kin: Mapping[str, Kin]
    ending: tuple[str, ...]


def sought(claim: Profile, rare: Rarity) -> Sought:
    """Weigh a claim's stems by their rarity in the account in which it is sought.

    ``rare`` has to be that of the account, or of texts that hold it: likenesses of words are
    only seen among its stems.
    """
    limits = load_table("alignment.json")["words"]
    power = limits["rarity"]
    weights = {root: weight * rare[root] ** power for root, weight in claim.soft.items()}
    names = frozenset(root for root in claim.names if rare[root] > 0.5)
    kin = {
        root: near for root in weights if (near := _kin(root, claim, rare, limits["equivalent"]))
    }
    light = light_stems()
    ending = [root for root in claim.stems[-LAST:] if root not in light][-ENDING:]
    return Sought(claim, weights, math.fsum(weights.values()), names, kin, tuple(ending))


def _kin(root: str, claim: Profile, rare: Rarity, worth: float) -> Kin:
    """The account's stems that stand for one of a claim's in part, the nearest first.

    An equivalent word that the claim has besides stands for itself there, and for no other.
    """
    near, alike = rare.kin(root), rare.alike(root)
    equivalent = [(other, worth) for other in alike if other not in claim.soft]
    return tuple(sorted((*near, *equivalent), key=lambda k: -k[1])) if equivalent else near


def features(claim: Sought, other: Profile) -> tuple[float, ...]:
    """The features of a claim and a text that may support it, in the order of ``FEATURES``."""
    held = _covered(claim, other)
    partial = _partial(claim.profile, other) if held[0] >= _worthwhile() else 0.0
    return _values(claim.profile, other, held, partial)


def mutual(left: Sought, right: Sought) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """The features of ``left`` sought in ``right`` and of ``right`` sought in ``left``.

    The ratio of characters, the dearest of them, is the same both ways and taken once.
    """
    here, there = left.profile, right.profile
    forward, backward = _covered(left, there), _covered(right, here)
    least = _worthwhile()
    partial = _partial(here, there) if max(forward[0], backward[0]) >= least else 0.0
    return (
        _values(here, there, forward, partial if forward[0] >= least else 0.0),
        _values(there, here, backward, partial if backward[0] >= least else 0.0),
    )


def _covered(claim: Sought, other: Profile) -> tuple[float, int, float]:
    """Share of a claim's words that the other has, names that it lacks, share of its ending."""
    soft, initials = other.soft, other.initials
    held = claim.whole
    missing = 0
    ended = float(len(claim.ending))
    for root, weight in claim.weights.items():
        if root in soft or root in initials:
            continue
        near = 0.0
        for kin, likeness in claim.kin.get(root, ()):
            if kin in soft:
                near = likeness
                break
        held -= weight * (1.0 - near)
        if near < 0.5 and root in claim.names:
            missing += 1
        if root in claim.ending:
            ended -= (1.0 - near) * claim.ending.count(root)
    covered = min(1.0, max(0.0, held / claim.whole)) if claim.whole else 0.0
    return covered, missing, ended / len(claim.ending) if claim.ending else 0.0


def _partial(here: Profile, there: Profile) -> float:
    """The best ratio of the end of the shorter text with any stretch of the longer one.

    Up to TAIL characters rapidfuzz compares in one machine word, beyond at eight times the cost.
    """
    shorter, longer = sorted((here.folded, there.folded), key=lambda text: (len(text), text))
    return float(fuzz.partial_ratio(shorter[-TAIL:], longer) / 100)


def _worthwhile() -> float:
    """Share of words from which the ratio of characters is taken: below, it would not matter."""
    return float(load_table("alignment.json")["words"]["worthwhile"])


def _values(
    here: Profile, there: Profile, held: tuple[float, int, float], partial: float
) -> tuple[float, ...]:
    covered, missing, ended = held
    length = (len(here.stems) or 1) / (len(there.stems) or 1)
    return covered, 1.0 / (1.0 + missing), partial, min(length, 1.0), ended


def likeness(root: str, other: Profile) -> float:
    """How near a text's words come to a stem: 1 for the stem itself, else by shared beginning."""
    if root in other.soft:
        return 1.0
    kin = other.heads.get(root[:HEAD], ())
    return max((nearness(root, one) for one in kin), default=0.0)


def nearness(root: str, other: str) -> float:
    """How much of the longer of two stems their shared beginning is, 0 where it is half or less.

    Stems that do not share HEAD letters at all are not to be asked about.
    """
    longer = max(len(root), len(other))
    shared = HEAD
    for one, two in zip(root[HEAD:], other[HEAD:], strict=False):
        if one != two:
            break
        shared += 1
    return shared / longer if shared * 2 > longer else 0.0


def wording(left: str, right: str) -> float:
    """How alike two texts are in their very words, 0 to 1 (order of words aside)."""
    return float(fuzz.token_sort_ratio(_folded(left), _folded(right)) / 100)


def _folded(text: str) -> str:
    return " ".join(match.group() for match in WORD.finditer(text[:LONGEST])).casefold()
