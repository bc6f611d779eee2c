"""Word clusters induced from plain text: words that stand between the same neighbours.

Comes in: texts as lists of word forms. Goes out: a cluster number from 1 for each frequent form.
The method is distributional clustering of positive pointwise mutual information with the words
next to each form, reduced by a truncated singular value decomposition (J. Bullinaria and J. Levy,
2007) and grouped by k-means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

OFFSETS = (-2, -1, 1, 2)


def word_clusters(
    texts: Iterable[Sequence[str]],
    *,
    clusters: int = 256,
    least_count: int = 8,
    contexts: int = 4000,
    dimensions: int = 80,
    seed: int = 1,
) -> dict[str, int]:
    """The cluster of each form that occurs at least ``least_count`` times.

    Empty where there are fewer such forms than clusters and dimensions to group them in.
    """
    from scipy.sparse import coo_matrix
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.utils.extmath import randomized_svd

    texts = list(texts)
    counts = Counter(form for text in texts for form in text)
    ranked = sorted(counts, key=lambda form: (-counts[form], form))
    vocabulary = [form for form in ranked if counts[form] >= least_count]
    if len(vocabulary) < 2 * max(clusters, dimensions):
        return {}
    number = {form: index for index, form in enumerate(vocabulary)}
    context = {form: index for index, form in enumerate(ranked[:contexts])}
    ids = np.array([number.get(form, -1) for text in texts for form in [*text, ""]])
    near = np.array([context.get(form, -1) for text in texts for form in [*text, ""]])
    rows, columns = [], []
    for block, offset in enumerate(OFFSETS):
        moved = np.roll(near, -offset)
        both = (ids >= 0) & (moved >= 0)
        rows.append(ids[both])
        columns.append(moved[both] + block * len(context))
    row, column = np.concatenate(rows), np.concatenate(columns)
    shape = (len(vocabulary), len(context) * len(OFFSETS))
    table = coo_matrix((np.ones(len(row)), (row, column)), shape=shape).tocsr()
    table.sum_duplicates()
    total = table.sum()
    by_row = np.asarray(table.sum(axis=1)).ravel()
    by_column = np.asarray(table.sum(axis=0)).ravel() ** 0.75
    by_column *= total / by_column.sum()
    entries = table.tocoo()
    strength = np.log(entries.data * total / (by_row[entries.row] * by_column[entries.col]))
    kept = strength > 0
    table = coo_matrix((strength[kept], (entries.row[kept], entries.col[kept])), shape=shape)
    left, values, _ = randomized_svd(table.tocsr(), dimensions, random_state=seed)
    vectors = left * np.sqrt(values)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    grouped = MiniBatchKMeans(
        clusters, random_state=seed, n_init=3, batch_size=4096, max_iter=60
    ).fit_predict(vectors)
    return {form: int(group) + 1 for form, group in zip(vocabulary, grouped, strict=True)}
