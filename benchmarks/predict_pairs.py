"""Predict for each item whether the other account supports the claim, for ``score_pairs.py``.

Usage
    python benchmarks/predict_pairs.py ITEMS.jsonl [--folds] > PREDICTIONS.jsonl

Each item holds a claim (``hyp``) and the sentences of another account (``premise``). Printed for
each: ``score`` (the chance of support), ``label`` (entail, neutral, contradict) and ``support``
(the index of the best sentence). With --folds the weights are fitted anew on the other groups of
the same file (each group left out, or five folds of groups where there are more than 50), which is
how the trees have to be scored on the file that they were fitted on. The support score of whole
accounts has nothing to fit but a slope and an intercept, which leave the order of items as it is;
they stay as shipped, so that the scores of all folds are on one scale.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from divergence.aligning.evidence import Answer, answer
from divergence.aligning.relation import Described, Stack
from divergence.judging.clashes import sentences_clash
from divergence.training.alignment import fit_relation, read_items

MANY = 50
FOLDS = 5


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("items", type=Path, metavar="ITEMS.jsonl")
    parser.add_argument("--folds", action="store_true", help="fit on the other groups of the file")
    options = parser.parse_args()
    items = read_items(options.items)
    answers = held_out(items) if options.folds else shipped(items)
    for item, found in answers:
        row = {
            "id": item["id"],
            "score": round(found.score, 6),
            "label": found.label,
            "support": found.support,
        }
        sys.stdout.write(json.dumps(row) + "\n")


def shipped(items: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Answers by the weights that ship with the package."""
    for item in items:
        yield item, answer(item["hyp"], item["premise"], sentences_clash)


def held_out(items: Sequence[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Answer]]:
    """Answers by weights that saw nothing of an item's group."""
    groups = sorted({str(item["group"]) for item in items})
    count = len(groups) if len(groups) <= MANY else FOLDS
    fold = {group: at % count for at, group in enumerate(groups)}
    parts = [fold[str(item["group"])] for item in items]
    single = [len(item["premise"]) == 1 for item in items]
    pairs = {
        at: Described.of(item["hyp"], item["premise"][0])
        for at, item in enumerate(items)
        if single[at]
    }
    for part in range(count):
        known = [at for at, where in enumerate(parts) if where != part and single[at]]
        model = None
        if known:
            fitted = fit_relation([items[at] for at in known], [pairs[at] for at in known])
            model = Stack.of(fitted)
        for at, item in enumerate(items):
            if parts[at] != part:
                continue
            if model is None or not single[at]:
                yield item, answer(item["hyp"], item["premise"], sentences_clash)
                continue
            chances = model.chances(pairs[at])
            yield (
                item,
                answer(item["hyp"], item["premise"], sentences_clash, lambda *_, c=chances: c),
            )


if __name__ == "__main__":
    main()
