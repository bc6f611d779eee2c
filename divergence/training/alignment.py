"""Fit the weights of alignment: support by another account, and the relation of a sentence.

    python -m divergence.training.alignment support PROPSEGMENT.jsonl [--output FILE]
    python -m divergence.training.alignment relation VITAMINC.jsonl [--output FILE]

Comes in: items in the shape of ``score_pairs.py`` (id, group, premise, hyp, gold, support). Goes
out: ``data/alignment.json`` with new support weights, or ``data/relation.json``. The same functions
fit on a part of a file for predictions that leave groups out (``benchmarks/predict_pairs.py``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from divergence.aligning.relation import LABELS, Described
from divergence.aligning.support import Support, supports
from divergence.language.tables import load_table
from divergence.training.stacking import fit_linear, unseen_scores

ROUNDS = 180
LEAVES = 16
RATE = 0.1
FEWEST = 30
"""Rounds of trees, leaves a tree, learning rate and fewest items a leaf: the largest model whose
file, with the linear model, stays below 400 KB; more trees gain nothing measurable."""

DIGITS = 4
DATA = Path(__file__).parent.parent / "data"

Item = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("part", choices=("support", "relation"))
    parser.add_argument("items", type=Path)
    parser.add_argument("--output", type=Path, help="file to write, default the package's own")
    options = parser.parse_args(arguments)
    items = read_items(options.items)
    if options.part == "support":
        table = dict(load_table("alignment.json"))
        table["support"] = {**table["support"], **fit_support(items)}
        output = options.output or DATA / "alignment.json"
        text = json.dumps(table, indent=1)
    else:
        table = {"about": card(options.items, items), **fit_relation(items)}
        output = options.output or DATA / "relation.json"
        text = json.dumps(table, separators=(",", ":"))
    output.write_text(text + "\n", encoding="utf-8")


def read_items(path: Path) -> list[Item]:
    """The items of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def fit_support(items: Sequence[Item]) -> dict[str, Any]:
    """Weights and intercept that turn the set mixture of features into a chance.

    The mixture (``support.mixture`` of the data file) is set by hand: fitted ones overfit the few
    groups there are. Only slope and intercept are fitted, on each item's best sentence; ``lift``,
    set by hand too, is added to the intercept, since claims of whole accounts share fewer words
    than those of the items do.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    chosen = load_table("alignment.json")["support"]
    mixture = chosen["mixture"]
    plain = Support(tuple(mixture), 0.0, 0.0, 0.0, 0.0)
    best = [max(map(_logit, supports(item["hyp"], item["premise"], plain))) for item in items]
    model = LogisticRegression(C=1000.0)
    model.fit(np.array(best)[:, None], [item["gold"] == "entail" for item in items])
    slope, intercept = float(model.coef_[0][0]), float(model.intercept_[0])
    return {
        "weights": [round(slope * share, DIGITS) for share in mixture],
        "intercept": round(intercept + chosen["lift"], DIGITS),
    }


def fit_relation(items: Sequence[Item], pairs: Sequence[Described] | None = None) -> Item:
    """Linear model and trees for entail, neutral, contradict.

    ``pairs`` are the items as described where that is known. The trees learn from scores that a
    linear model gives to pages that it has not seen; the one that is kept has seen all.
    """
    import numpy as np
    from sklearn.ensemble import HistGradientBoostingClassifier

    known = pairs or [Described.of(item["hyp"], " ".join(item["premise"])) for item in items]
    labels = [LABELS.index(item["gold"]) for item in items]
    marks = [pair.marks for pair in known]
    scores = unseen_scores(marks, labels, [str(item["group"]) for item in items])
    rows = [(*pair.values, *score) for pair, score in zip(known, scores, strict=True)]
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS,
        max_leaf_nodes=LEAVES,
        learning_rate=RATE,
        min_samples_leaf=FEWEST,
        l2_regularization=1.0,
        class_weight="balanced",
        early_stopping=False,
        random_state=0,
    )
    model.fit(np.array(rows, dtype=np.float64), labels)
    return {
        "start": [round(float(value), DIGITS) for value in model._baseline_prediction.ravel()],
        "rounds": [[_tree(tree.nodes) for tree in trees] for trees in model._predictors],
        "linear": fit_linear(marks, labels),
    }


def card(path: Path, items: Sequence[Item]) -> str:
    """A line for the head of a data file; ``docs/alignment.md`` says more."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return (
        f"Models of aligning/relation.py, fitted on {len(items)} items (sha256 {digest}) by"
        " divergence.training.alignment; do not edit, fit again. See docs/alignment.md."
    )


def _tree(nodes: Any) -> list[list[int] | list[float]]:
    """Nodes of a scikit-learn tree as ``aligning/trees.py`` reads them."""
    feature, value, left, right = [], [], [], []
    for node in nodes:
        leaf = bool(node["is_leaf"])
        feature.append(-1 if leaf else int(node["feature_idx"]))
        value.append(round(float(node["value"] if leaf else node["num_threshold"]), DIGITS))
        left.append(0 if leaf else int(node["left"]))
        right.append(0 if leaf else int(node["right"]))
    return [feature, value, left, right]


def _logit(chance: float) -> float:
    from math import log

    return log(chance / (1.0 - chance))


if __name__ == "__main__":
    main()
