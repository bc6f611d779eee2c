"""How much a word tells: idf weights of word stems from a table that the package ships.

Comes in: nothing but ``divergence/data/idf.tsv``. Goes out: a mapping from a Snowball stem (as
``segmentation.stem`` makes it) to its weight; a stem that the table lacks weighs the most.
Source: K. Spärck Jones (1972), in the smoothed form ln((N + 1) / (n + 1)) + 1.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import log

from divergence.errors import DataFileError

TABLE = "idf.tsv"


class Idf(dict[str, float]):
    """Stem to weight, from about 1 (in every text) up to ``unseen`` (in none).

    ``idf[stem]`` gives ``unseen`` for a stem of no text. ``idf.get(stem, idf.unseen)`` does too.
    """

    unseen: float = 0.0

    def __missing__(self, stem: str) -> float:
        return self.unseen


@cache
def load_idf() -> Idf:
    """The weights of the shipped table. DataFileError where it is missing or damaged."""
    try:
        text = (files("divergence.data") / TABLE).read_text("utf-8")
        return _read(text)
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"divergence/data/{TABLE}: {error}; install the package again"
        ) from error


def _read(text: str) -> Idf:
    lines = text.splitlines()
    texts = [int(line.split("\t")[1]) for line in lines if line.startswith("# texts\t")]
    if not texts:
        raise ValueError("the line '# texts' is missing")
    top = log(texts[0] + 1)
    weights: dict[str, float] = {}  # few distinct frequencies: the logarithm is taken once each
    table = Idf()
    table.unseen = top + 1.0 - log(2.0)
    for line in lines:
        if line.startswith("#"):
            continue
        word, count = line.split("\t")
        if count not in weights:
            weights[count] = top - log(int(count) + 1) + 1.0
        table[word] = weights[count]
    return table
