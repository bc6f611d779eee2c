"""Texts kept out of fitting, to choose and to calibrate on, with near-copies on one side.

Comes in: texts. Goes out: the names of those kept out: whole groups of texts that share a good
part of their word eights, drawn by the hash of their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from zlib import crc32

from divergence.training.corpus import AnnotatedText

SHINGLE = 8
LEAST_SHARED = 0.1
"""Texts that share a tenth of the shorter one's word eights count as copies."""


def held_out(texts: Sequence[AnnotatedText], count: int) -> frozenset[str]:
    """The names of at least ``count`` texts to keep out."""
    groups = groups_of(texts)
    order = sorted(set(groups), key=lambda g: (crc32(texts[g].name.encode()), g))
    chosen: set[int] = set()
    total = 0
    for group in order:
        if total >= count:
            break
        chosen.add(group)
        total += groups.count(group)
    return frozenset(t.name for t, g in zip(texts, groups, strict=True) if g in chosen)


def groups_of(texts: Sequence[AnnotatedText]) -> list[int]:
    """For each text the number of the first text of its group of near-copies."""
    owners: dict[int, list[int]] = {}
    sizes = []
    group = list(range(len(texts)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, text in enumerate(texts):
        words = text.text.lower().split()
        shingles = {
            crc32(" ".join(words[k : k + SHINGLE]).encode())
            for k in range(max(len(words) - SHINGLE + 1, 1))
        }
        sizes.append(len(shingles))
        shared: Counter[int] = Counter()
        for shingle in shingles:
            others = owners.setdefault(shingle, [])
            shared.update(others)
            others.append(i)
        for j, number in shared.items():
            if number >= LEAST_SHARED * min(sizes[i], sizes[j]):
                a, b = sorted((root(i), root(j)))
                group[b] = a
    return [root(i) for i in range(len(texts))]
