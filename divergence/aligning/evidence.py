"""A claim held against the sentences of another text: support, the sentence that gives it, label.

Comes in: a claim and the sentences of one other account, as plain texts. Goes out: an ``Answer``.
Where the other text is a single sentence, somebody has chosen it as evidence and the relation
model judges; where it is a whole account, a contradiction needs a named clash.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from divergence.aligning.relation import LABELS, Label, relation
from divergence.aligning.support import supports
from divergence.language.tables import load_table

Chances = Callable[[str, str], Sequence[float]]
Clashes = Callable[[str, str, float], bool]


@dataclass(frozen=True, slots=True)
class Answer:
    """``score``: the chance that the text supports the claim; ``support``: by which sentence."""

    score: float
    label: Label
    support: int


def answer(
    claim: str,
    sentences: Sequence[str],
    clash: Clashes,
    chances: Chances = relation,
) -> Answer:
    """How ``sentences`` stand to ``claim``.

    ``clash`` tells whether a clash between the claim and a sentence can be named; ``chances``
    replaces the shipped trees (for scoring on the data that they were fitted on).
    """
    if len(sentences) == 1:
        values = chances(claim, sentences[0])
        return Answer(values[0], LABELS[max(range(3), key=lambda at: values[at])], 0)
    scores = supports(claim, sentences)
    best = max(range(len(scores)), key=lambda at: scores[at])
    limits = load_table("alignment.json")["thresholds"]
    label: Label = "entail" if scores[best] >= limits["entail"] else "neutral"
    if scores[best] >= limits["answers"] and clash(claim, sentences[best], scores[best]):
        label = "contradict"
    return Answer(scores[best], label, best)
