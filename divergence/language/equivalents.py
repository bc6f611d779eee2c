"""Words that may say the same thing, and words that hardly say anything, as stems.

Comes in: nothing but ``data/equivalents.json``, which is made from ``data/equivalents.toml``. Goes
out: the sets of equivalent words that a stem belongs to ("began" and "launched", "Norway" and
"Norwegian"), and whether a stem is that of a word that only holds others together.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from divergence.language.tables import load_table

NONE: frozenset[int] = frozenset()


def sets_of(root: str) -> frozenset[int]:
    """The numbers of the sets of equivalent words that a stem belongs to; mostly none."""
    return _sets().get(root, NONE)


@cache
def light_stems() -> frozenset[str]:
    """Stems of the words that only hold others together ("the", "of", "was")."""
    return frozenset(load_table("equivalents.json")["light"])


@cache
def _sets() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for number, roots in enumerate(load_table("equivalents.json")["sets"]):
        for root in roots:
            found[root].add(number)
    return {root: frozenset(numbers) for root, numbers in found.items()}
