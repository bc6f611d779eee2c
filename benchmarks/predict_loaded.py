#!/usr/bin/env python3
"""Predict loaded words and a score for sentences, for score_loaded.py.

    python benchmarks/predict_loaded.py ITEMS.jsonl > predictions.jsonl
    python benchmarks/predict_loaded.py ITEMS.jsonl --folds 5 > predictions.jsonl

ITEMS holds one JSON object a line with id and text. With --folds the weights are fitted anew,
leaving groups out, so that a marked file is scored by models that have not seen it (needs
scikit-learn and, in each item, group, loaded and spans).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from divergence.framing.loaded import loaded_language


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("items", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="leave groups out; 0 uses the weights")
    options = parser.parse_args()
    lines = options.items.read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    if options.folds:
        from divergence.training.loaded import held_out

        for row in held_out(items, options.folds):
            print(json.dumps(row))
        return
    for item in items:
        found = loaded_language(item["text"])
        print(json.dumps({"id": item["id"], "spans": found.spans, "score": found.score}))


if __name__ == "__main__":
    main()
