"""Two aligned claims held against each other: what they share, and whose figures agree.

Comes in: two claims of different parties, their match and profiles. Goes out: a ``Meeting``, which
the tests of ``clashes.py`` and the verdicts read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from divergence.aligning.matter import frame_stems
from divergence.alignment import Match
from divergence.language.polarity import negated_stretch, negations
from divergence.language.segmentation import WORD, stem
from divergence.language.similarity import Profile
from divergence.language.standing import compare
from divergence.model import Claim, Party, Quantity


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two aligned claims, the first that of the party that comes first, and all that is known."""

    left: Claim
    right: Claim
    match: Match
    left_profile: Profile
    right_profile: Profile
    parties: Sequence[Party]
    shared: float
    """Share of the poorer claim's telling words that both hold, figures and negation aside."""
    alike: float
    """The same share, of the richer claim's words."""
    common: frozenset[str]
    """The telling stems of both claims."""

    @classmethod
    def of(
        cls,
        left: Claim,
        right: Claim,
        match: Match,
        left_profile: Profile,
        right_profile: Profile,
        parties: Sequence[Party],
    ) -> Meeting:
        """Bring two claims together and measure what they share."""
        one, other = _worded(left_profile), _worded(right_profile)
        both = math.fsum(one[root] for root in one if root in other)
        sizes = sorted((math.fsum(one.values()), math.fsum(other.values())))
        shared, alike = (both / size if size else 0.0 for size in sizes)
        common = frozenset(left_profile.weights.keys() & right_profile.weights.keys())
        return cls(left, right, match, left_profile, right_profile, parties, shared, alike, common)

    def plain_shares(self, *without: str) -> tuple[float, float]:
        """The same two shares, names, words of reporting and ``without`` aside."""
        named = self.left_profile.names | self.right_profile.names | frame_stems()
        named |= party_stems(self.parties) | set(without)
        one, other = (
            {root: weight for root, weight in _worded(side).items() if root not in named}
            for side in (self.left_profile, self.right_profile)
        )
        both = math.fsum(one[root] for root in one if root in other)
        small, large = sorted((math.fsum(one.values()), math.fsum(other.values())))
        return (both / small if small else 0.0), (both / large if large else 0.0)

    @property
    def shared_pairs(self) -> set[tuple[str, str]]:
        """Neighbouring words of both claims of which one at least is telling."""
        both = self.left_profile.bigrams & self.right_profile.bigrams
        named = self.left_profile.names | self.right_profile.names
        telling = {root for root in self.common - named if not any(map(str.isdigit, root))}
        return {pair for pair in both if telling & set(pair)}

    @property
    def same_figure(self) -> bool:
        """Whether both give one figure of one thing, or two figures or days, and none differs."""
        if self.other_figure:
            return False
        alike = [
            (one, other)
            for one in self.left_profile.quantities
            for other in self.right_profile.quantities
            if compare(one, other) == "same"
        ]
        return len(alike) > 1 or any(
            _telling_by_itself(one) or one.of == other.of != "" for one, other in alike
        )

    @property
    def other_figure(self) -> bool:
        """Whether the two give other figures of things called alike, or other dates."""
        return figures_differ(self.left_profile, self.right_profile)

    @property
    def negated(self) -> bool:
        """Whether one of the two negates something that the other tells."""
        sides = ((self.left, self.right_profile), (self.right, self.left_profile))
        odd = [(claim, rival) for claim, rival in sides if negations(claim.text) % 2]
        if len(odd) != 1:
            return False
        ((claim, rival),) = odd
        inside = {stem(word.group()) for word in WORD.finditer(negated_stretch(claim.text))}
        return bool(inside & (rival.weights.keys() - party_stems(self.parties)))

    @property
    def shared_phrase(self) -> int:
        """How many telling words that are no names the shared pairs hold."""
        words = {root for pair in self.shared_pairs for root in pair}
        named = self.left_profile.names | self.right_profile.names
        return len((self.common - named) & words)

    def label(self, claim: Claim) -> str:
        """What readers call the party of a claim."""
        return next((p.label for p in self.parties if p.id == claim.party), claim.party or "")


def figures_differ(left: Profile, right: Profile) -> bool:
    """Whether two texts give other figures of things called alike, or other dates."""
    return any(
        compare(one, other) == "different" and (one.kind == "date" or one.of == other.of != "")
        for one in left.quantities
        for other in right.quantities
    )


def _telling_by_itself(quantity: Quantity) -> bool:
    """Whether two who give this figure speak of one thing: a sum, a span ("60 to 65").

    A day only tells when: two who name it may say very different things of it.
    """
    if quantity.kind == "number":
        return not quantity.of and quantity.low < quantity.high
    return quantity.kind == "money"


def party_stems(parties: Sequence[Party]) -> frozenset[str]:
    """Stems of the words of the parties' names, which tell nothing about a matter."""
    return frozenset(
        stem(word) for p in parties for name in (p.label, *p.names) for word in name.split()
    )


def _worded(profile: Profile) -> dict[str, float]:
    """The telling words of a profile, without figures."""
    return {root: w for root, w in profile.weights.items() if not any(map(str.isdigit, root))}
