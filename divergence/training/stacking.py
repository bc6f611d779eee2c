"""Fit the linear model of marks, and the scores that it gives pairs of pages that it did not see.

Comes in: marks of pairs, their labels and pages. Goes out: the table that ``aligning/marks.py``
reads, and for each pair the scores of a model fitted on other pages: trees that are fitted on those
learn how far the linear model can be trusted (stacking; Wolpert 1992).
"""

from __future__ import annotations

import base64
import warnings
from collections.abc import Mapping, Sequence
from typing import Any

from divergence.aligning.marks import BUCKETS, Linear

PARTS = 5
"""Parts of pages of which each is scored by a model fitted on the others."""

STRENGTH = 16.0
ROUNDS = 100
SLACK = 1e-3
"""Inverse of the penalty, most rounds and tolerance of the fit."""

HIGHEST = 127
DIGITS = 6

Marks = Mapping[int, float]


def fit_linear(marks: Sequence[Marks], labels: Sequence[int]) -> dict[str, Any]:
    """The table of a linear model, its weights rounded to whole numbers of eight bits."""
    import numpy as np
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=ROUNDS, tol=SLACK)
    with warnings.catch_warnings():
        # The fit is stopped early on purpose: it gains nothing from being carried to its end.
        warnings.simplefilter("ignore", ConvergenceWarning)
        model.fit(_matrix(marks), labels)
    scale = float(np.abs(model.coef_).max()) / HIGHEST
    rows = np.rint(model.coef_ / scale).astype(int) + HIGHEST + 1
    return {
        "scale": round(scale, DIGITS),
        "intercept": [round(float(value), DIGITS) for value in model.intercept_],
        "weights": [base64.b85encode(bytes(row.tolist())).decode() for row in rows],
    }


def unseen_scores(
    marks: Sequence[Marks], labels: Sequence[int], pages: Sequence[str]
) -> list[list[float]]:
    """The scores of each pair by a model fitted on other pages."""
    part = {page: at % PARTS for at, page in enumerate(sorted(set(pages)))}
    scores: list[list[float]] = [[] for _ in marks]
    for left_out in range(PARTS):
        known = [at for at, page in enumerate(pages) if part[page] != left_out]
        table = fit_linear([marks[at] for at in known], [labels[at] for at in known])
        model = Linear.of(table)
        for at, page in enumerate(pages):
            if part[page] == left_out:
                scores[at] = model.scores(marks[at])
    return scores


def _matrix(marks: Sequence[Marks]) -> Any:
    from scipy.sparse import csr_matrix

    rows = [row for row, found in enumerate(marks) for _ in found]
    columns = [at for found in marks for at in found]
    values = [value for found in marks for value in found.values()]
    return csr_matrix((values, (rows, columns)), shape=(len(marks), BUCKETS))
