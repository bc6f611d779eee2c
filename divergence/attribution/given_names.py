"""Given names: they tell people from bodies, and "he" from "she".

Comes in: a name, folded. Goes out: "he", "she", or nothing where its first word is no given name
that is known, or one that men and women bear alike. The names are `data/given-names.toml`.
"""

from __future__ import annotations

from functools import cache

from divergence.attribution.cues import load_lexicon
from divergence.attribution.nouns import words_of

NAMES = "given-names.toml"


def gender_of(name: str) -> str:
    """The pronoun that the first word of a folded name calls for; '' where it shows none."""
    words = name.split()
    if len(words) > 1 and words[0].rstrip(".") in words_of("people", "titles"):
        words = words[1:]
    first = words[0] if words else ""
    return _genders().get(first) or _genders().get(first.partition("-")[0], "")


@cache
def _genders() -> dict[str, str]:
    data = load_lexicon(NAMES)
    return {name: word for word, kind in (("he", "male"), ("she", "female")) for name in data[kind]}
