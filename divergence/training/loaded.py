"""Fit the model of loaded language on sentences that experts marked.

    python -m divergence.training.loaded ITEMS.jsonl [--output FILE] [--folds 5] [--predictions
    FILE]

Comes in: BABE in the shape of ``score_loaded.py`` (id, group, text, loaded, spans). Goes out: the
weights for ``framing/loaded.py`` with a model card, and predictions of held-out folds by ``group``
(no outlet's address is in both), so that the figures on the fitting file are honest.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from divergence.framing.loaded import MODEL, _Model, apply, sentence_features, word_features
from divergence.framing.tokens import tokens

WORD_STRENGTH = 0.3
SENTENCE_STRENGTH = 0.1
"""Inverse of the L2 penalty of the two regressions."""

DIGITS = 4


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("items", type=Path)
    parser.add_argument("--output", type=Path, help="weights to write, default the package's own")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--predictions", type=Path, help="write held-out predictions here")
    options = parser.parse_args(arguments)
    items = read_items(options.items)
    if options.predictions:
        rows = held_out(items, options.folds)
        options.predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return
    output = options.output or Path(__file__).parent.parent / "data" / MODEL
    output.write_text(json.dumps(card(items, fit(items)), indent=0, sort_keys=True) + "\n", "utf-8")


def read_items(path: Path) -> list[dict[str, Any]]:
    """The marked sentences of a file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def held_out(items: Sequence[dict[str, Any]], folds: int) -> list[dict[str, Any]]:
    """Predictions for each item by a model that saw nothing of its group."""
    parts = groups(items, folds)
    rows = []
    for part in range(folds):
        model = fit([item for item, at in zip(items, parts, strict=True) if at != part])
        for item, at in zip(items, parts, strict=True):
            if at == part:
                found = apply(item["text"], model)
                rows.append({"id": item["id"], "spans": found.spans, "score": found.score})
    return rows


def groups(items: Sequence[dict[str, Any]], folds: int) -> list[int]:
    """A fold for each item: the groups in order of their names, dealt out."""
    names = sorted({item["group"] for item in items})
    fold = {name: number % folds for number, name in enumerate(names)}
    return [fold[item["group"]] for item in items]


def fit(items: Sequence[dict[str, Any]], inner: int = 4) -> _Model:
    """Both regressions and the threshold; the second is fitted on held-out scores of the first."""
    rows = [word_features(item["text"]) for item in items]
    labels = [_marked(item) for item in items]
    parts = groups(items, inner)
    scores: list[list[float]] = [[] for _ in items]
    for part in range(inner):
        train = [at for at, number in enumerate(parts) if number != part]
        weights = _regression(
            [row for at in train for row in rows[at]],
            [label for at in train for label in labels[at]],
            WORD_STRENGTH,
        )
        model = _Model(weights, {}, 0.5)
        for at, number in enumerate(parts):
            if number == part:
                scores[at] = [_score(row, model.word) for row in rows[at]]
    word = _regression(
        [row for sentence in rows for row in sentence],
        [label for sentence in labels for label in sentence],
        WORD_STRENGTH,
    )
    sentence = _regression(
        [sentence_features(item["text"], own) for item, own in zip(items, scores, strict=True)],
        [item["loaded"] for item in items],
        SENTENCE_STRENGTH,
    )
    flat = [
        (s, y) for own, ys in zip(scores, labels, strict=True) for s, y in zip(own, ys, strict=True)
    ]
    return _Model(word, sentence, _best_threshold(flat))


def card(items: Sequence[dict[str, Any]], model: _Model) -> dict[str, Any]:
    """The data file: weights and where they come from."""
    return {
        "card": {
            "what": "two logistic regressions: is a word loaded, is a sentence loaded",
            "features": "lexicon classes, word building, rarity, neighbours, voice; no words",
            "fitted on": f"BABE (Spinde et al. 2021), {len(items)} sentences; no text of it ships",
            "terms": "published for research by its authors; only these weights ship",
            "command": "python -m divergence.training.loaded ITEMS.jsonl",
            "figures": "docs/framing.md, from held-out folds by group",
        },
        "word": {name: round(value, DIGITS) for name, value in sorted(model.word.items())},
        "sentence": {name: round(value, DIGITS) for name, value in sorted(model.sentence.items())},
        "threshold": round(model.threshold, DIGITS),
    }


def _marked(item: dict[str, Any]) -> list[bool]:
    return [
        any(word.start < end and word.end > start for start, end in item["spans"])
        for word in tokens(item["text"])
    ]


def _score(row: dict[str, float], weights: Any) -> float:
    from divergence.framing.loaded import _logistic

    return _logistic(row, weights)


def _regression(
    rows: Sequence[dict[str, float]], labels: Sequence[bool], strength: float
) -> dict[str, float]:
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=strength, max_iter=300, fit_intercept=False)
    model.fit(matrix, labels)
    return dict(zip(vectorizer.get_feature_names_out(), map(float, model.coef_[0]), strict=True))


def _best_threshold(scored: Sequence[tuple[float, bool]]) -> float:
    """The score from which on the F1 of words is best on held-out folds."""
    ordered = sorted(scored, reverse=True)
    wanted = sum(label for _, label in ordered)
    hits, best, threshold = 0, 0.0, 0.5
    for found, (score, label) in enumerate(ordered, 1):
        hits += label
        value = 2 * hits / (found + wanted)
        if value > best:
            best, threshold = value, score
    return threshold


if __name__ == "__main__":
    main()
