"""Whether two claims speak of one matter, by the words and topics that tell within the event.

Comes in: the account claims of an event with their profiles, and the parties. Goes out: the
``SIGNS`` of a pair and its affinity, 0 to 1. A word or topic that runs through the whole event
tells little; the parties' own names and the words of reporting hardly anything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import mul

from divergence.aligning.dialogue import counted, kindred
from divergence.aligning.replies import taken_up, told
from divergence.language import polarity
from divergence.language.segmentation import WORD, stem
from divergence.language.similarity import Kin, Profile, Rarity, rarity
from divergence.language.tables import load_table
from divergence.model import Claim, Party

SIGNS = (
    "rarest word",
    "second word",
    "word pairs",
    "words shared",
    "first topic",
    "topics shared",
    "rarest topic",
    "plea",
    "taken up",
    "kindred",
)
"""Weights of the two most telling shared words; shared pairs of neighbouring words (at most 3);
share of the poorer claim's words; whether both have one first topic, weighed by its rarity; the
share of the poorer claim's topics, the special ones before all; the rarity of the most telling
shared topic; whether one says that a wrong was done and the other that none was, where they share a
word or a topic at all; whether one takes up what the other says; the rarity of a class of kindred
words that both hold (``aligning/dialogue.py``)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What words and topics tell within one event.

    ``words`` maps each claim id to the weights of its telling stems and ``totals`` to their sum,
    ``pairs`` to its telling pairs of neighbouring words, ``topics`` and ``kinds`` each topic and
    class of kindred words to its rarity among the claims of the event, ``classes`` each claim id
    to its classes, ``answers`` pairs of claims to the kind of answer; ``charges`` tells of claims
    that say a wrong was done ("charge") or was not ("plea"). ``kin`` maps each claim id to its
    telling stems like which others of the event begin. ``parts`` is what each topic makes up of a
    claim's matter, ``borne`` the sum of that for each claim.
    """

    profiles: Mapping[str, Profile]
    words: Mapping[str, Mapping[str, float]]
    totals: Mapping[str, float]
    pairs: Mapping[str, frozenset[tuple[str, str]]]
    topics: Mapping[str, float]
    parts: Mapping[str, float]
    charges: Mapping[str, str]
    kinds: Mapping[str, float]
    classes: Mapping[str, frozenset[str]]
    answers: Mapping[tuple[str, str], str]
    kin: Mapping[str, Sequence[tuple[str, Kin]]]
    borne: Mapping[str, float]
    weights: tuple[float, ...]
    intercept: float
    telling: float

    def affinity(self, values: Sequence[float]) -> float:
        """How surely two claims with these ``signs`` speak of one matter, 0 to 1."""
        logit = self.intercept + math.fsum(map(mul, self.weights, values))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))

    def signs(self, left: Claim, right: Claim) -> tuple[float, ...]:
        """The signs that two claims speak of one matter, in the order of ``SIGNS``."""
        one, other = self.words[left.id], self.words[right.id]
        shared = [weight for root, weight in one.items() if root in other]
        near = self.profiles[right.id].soft
        for root, kin in self.kin[left.id]:
            if root not in other and (nearest := next((k for k in kin if k[0] in near), None)):
                shared.append(one[root] * nearest[1])
        shared.sort(reverse=True)
        poorer = min(self.totals[left.id], self.totals[right.id])
        telling = len(self.pairs[left.id] & self.pairs[right.id])
        common = self.classes[left.id] & self.classes[right.id]
        return (
            shared[0] if shared else 0.0,
            shared[1] if len(shared) > 1 else 0.0,
            float(min(telling, 3)),
            math.fsum(shared) / (poorer + PRIOR),
            *self._topic_signs(left, right),
            self._plea(left, right, bool(shared)),
            float((left.id, right.id) in self.answers),
            max(self.kinds[name] for name in common) if common else 0.0,
        )

    def _plea(self, left: Claim, right: Claim, near: bool) -> float:
        one, other = self.charges.get(left.id), self.charges.get(right.id)
        if one is None or other is None or one == other:
            return 0.0
        return float(near or not set(left.topics).isdisjoint(right.topics))

    def _topic_signs(self, left: Claim, right: Claim) -> tuple[float, float, float]:
        if not left.topics or not right.topics:
            return 0.0, 0.0, 0.0
        common = set(left.topics).intersection(right.topics)
        if not common:
            return 0.0, 0.0, 0.0
        first = self.topics[left.topics[0]] if left.topics[0] == right.topics[0] else 0.0
        poorer = min(self.borne[left.id], self.borne[right.id])
        shared = math.fsum(self.parts[topic] for topic in common)
        rarest = max(self.topics[topic] for topic in common)
        return first, shared / poorer if poorer else 0.0, rarest


CLOSE = 0.6
"""From this likeness on, two stems count as one word in part."""

PRIOR = 4.0
"""Weight that is added to a claim's own, so that a claim of two words is not matched by one."""

PLAIN = 1.0
"""A pair of neighbouring words tells something where they weigh more than this together."""


def scene(
    claims: Sequence[Claim],
    profiles: Mapping[str, Profile],
    parties: Sequence[Party] = (),
    general: Collection[str] = (),
) -> Scene:
    """Weigh the words and topics of an event's claims.

    ``general`` topics say less of what a claim is about than any special one beside them.
    """
    table = load_table("alignment.json")["matter"]
    rare = rarity([profiles[claim.id] for claim in claims])
    named = {
        stem(m.group()) for p in parties for n in (p.label, *p.names) for m in WORD.finditer(n)
    }
    frames = frame_stems()

    def weight(root: str, plain: float) -> float:
        less = table["named"] if root in named else table["frame"] if root in frames else 1.0
        return plain * rare[root] * less

    words = {
        claim.id: {root: weight(root, plain) for root, plain in profiles[claim.id].weights.items()}
        for claim in claims
    }
    classes = {claim.id: frozenset(kindred(told(claim))) for claim in claims}
    often = Counter(name for names in classes.values() for name in names)
    count = Counter(topic for claim in claims for topic in set(claim.topics))
    whole = math.log(len(claims) + 1)
    kinds = {name: 1.0 - math.log(n) / whole for name, n in often.items()}
    spread = table["spread"]
    topics = {topic: (1.0 - math.log(n) / whole) ** spread for topic, n in count.items()}
    parts = {
        topic: (weight * (table["general"] if topic in general else 1.0)) ** table["special"]
        for topic, weight in topics.items()
    }
    charges = {claim.id: kind for claim in claims if (kind := polarity.charge(claim.text))}
    pairs = {
        name: frozenset(
            (a, b)
            for a, b in profiles[name].bigrams
            if weights.get(a, 0.0) + weights.get(b, 0.0) > PLAIN
        )
        for name, weights in words.items()
    }
    plain = {claim.id: profiles[claim.id].weights for claim in claims}
    totals = {name: math.fsum(weights.values()) for name, weights in words.items()}
    return Scene(
        profiles,
        words,
        totals,
        pairs,
        topics,
        parts,
        charges,
        kinds,
        classes,
        {**counted(claims), **taken_up(claims, parties, plain)},
        {name: _kin(weights, rare) for name, weights in words.items()},
        {claim.id: math.fsum(parts[topic] for topic in claim.topics) for claim in claims},
        tuple(table["weights"]),
        table["intercept"],
        table["telling"],
    )


def _kin(weights: Mapping[str, float], rare: Rarity) -> list[tuple[str, Kin]]:
    """The telling stems that some other stem comes close to, each with those."""
    close = (
        (root, tuple(kin for kin in rare.kin(root) if kin[1] >= CLOSE))
        for root, weight in weights.items()
        if weight > PLAIN
    )
    return [(root, kin) for root, kin in close if kin]


@cache
def frame_stems() -> frozenset[str]:
    """Stems of the words of reporting (``data/alignment-frames.toml``)."""
    return frozenset(stem(word) for word in load_table("alignment-frames.toml")["words"])
