"""What the tagger knows of single words: how often each was a cue or a source, and its cluster.

Comes in: annotated texts with their token labels, and word clusters. Goes out: the table that
ships with the weights.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from divergence.attribution.features import form_of, word_hash
from divergence.attribution.tokens import Tokens

LEAST_COUNT = 4
"""Rarer words get no class: their share in the corpus would give the answer away in fitting."""
CUE_STEPS = (0.03, 0.15, 0.4, 0.7)
SOURCE_STEPS = (0.03, 0.1, 0.25, 0.5)


def known_words(
    texts: Iterable[tuple[Tokens, npt.NDArray[np.int64]]], clusters: Mapping[str, int]
) -> dict[int, tuple[int, int, int]]:
    """Cue class, source class and cluster of each form, by its hash."""
    total: Counter[str] = Counter()
    cues: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    for tokens, labels in texts:
        for word, label in zip(tokens.words, labels.tolist(), strict=True):
            form = form_of(word)
            total[form] += 1
            cues[form] += label in (3, 4)
            sources[form] += label in (1, 2)
    known: dict[int, tuple[int, int, int]] = {}
    for form in sorted(set(total) | set(clusters)):
        cue = source = 0
        if total[form] >= LEAST_COUNT and form[0].isalpha():
            cue = 1 + sum(cues[form] / total[form] > step for step in CUE_STEPS)
            source = 1 + sum(sources[form] / total[form] > step for step in SOURCE_STEPS)
        cluster = clusters.get(form, 0)
        if cue or cluster:
            known[word_hash(form)] = (cue, source, cluster)
    return known
