"""The closed classes of English words that the tagger's features use, read from their data file.

Comes in: `data/attribution-words.toml`. Goes out: `WordLists`; read once per process.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from divergence.errors import DataFileError

FILE = "attribution-words.toml"


@dataclass(frozen=True, slots=True)
class WordLists:
    """``classes`` gives each listed word, in lower case, the number of its class, from 1."""

    classes: dict[str, int]
    abbreviations: frozenset[str]


@cache
def word_lists() -> WordLists:
    """The word lists of the package.

    Raises DataFileError where the file is missing or not as written.
    """
    try:
        data = tomllib.loads(files("divergence.data").joinpath(FILE).read_text(encoding="utf-8"))
        classes: dict[str, int] = {}
        for number, listed in enumerate(data["classes"].values(), start=1):
            for word in listed.split():
                classes.setdefault(word, number)
        return WordLists(classes, frozenset(data["abbreviations"]["words"].split()))
    except (OSError, KeyError, AttributeError, ValueError) as error:
        raise DataFileError(
            f"data/{FILE}: missing or damaged ({error}); install the package again"
        ) from error
