"""Whether one text says what a claim says: the fitted weights and the thresholds that go with them.

Comes in: features of a claim and a text (``language/similarity.py``). Goes out: the chance of
support. Also: the support that a claim finds in each sentence of another text.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from divergence.language.similarity import features, profile, rarity, sought
from divergence.language.tables import load_table


@dataclass(frozen=True, slots=True)
class Support:
    """The weights of ``data/alignment.json``.

    ``told``: support from which a claim counts as said by the other. ``together``: affinity from
    which two claims speak of one matter. ``margin``: how far below a claim's best match another
    one may lie to be kept. ``worth``: share of words from which support is looked for at all.
    """

    weights: tuple[float, ...]
    intercept: float
    told: float
    together: float
    margin: float
    worth: float = 0.0

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Support:
        """The model in a table of the shape of ``data/alignment.json``."""
        limits = table["thresholds"]
        return cls(
            tuple(table["support"]["weights"]),
            table["support"]["intercept"],
            limits["told"],
            limits["together"],
            limits["margin"],
            limits["worth"],
        )

    def chance(self, values: Sequence[float]) -> float:
        """The chance that the claim is said by the other text."""
        logit = self.intercept
        for weight, value in zip(self.weights, values, strict=True):
            logit += weight * value
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, logit))))


def load_support() -> Support:
    """The model that ships with the package."""
    return Support.of(load_table("alignment.json"))


def supports(claim: str, sentences: Sequence[str], model: Support | None = None) -> list[float]:
    """The support that a claim finds in each sentence of an account, 0 to 1."""
    weighing = model or load_support()
    profiles = [profile(sentence) for sentence in sentences]
    wanted = sought(profile(claim), rarity(profiles))
    return [weighing.chance(features(wanted, other)) for other in profiles]
