"""Fits what stands around the network, on texts that the network was not fitted on.

Comes in: an exported model and annotated texts. Goes out: the logistic regression that chooses
links, and the bars of gathering, chosen with odds from folds that left each text out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from divergence.attribution.accurate.inputs import inputs_of
from divergence.attribution.accurate.links import (
    DUPLICATE,
    Choice,
    distinct,
    features_of,
    links_of,
    tagging_of,
)
from divergence.attribution.accurate.network import STEPS, Reading, read
from divergence.attribution.accurate.weights import AccurateModel
from divergence.attribution.gathering import Gathering, gather
from divergence.attribution.linking import Link
from divergence.attribution.tokens import Tokens, tokenize
from divergence.training.corpus import AnnotatedText
from divergence.training.gold import Marked, marked, right_links

FOLDS = 5
SWITCHES = (0.0, 0.25, 0.5, 1.0, 1.5, 2.0)
PENALTY = 0.5
"""The inverse strength of the regression's penalty, on features of unit variance."""


@dataclass(frozen=True)
class Read:
    """One text as the network reads it, with what people marked."""

    tokens: Tokens
    reading: Reading
    gold: list[Marked]


@dataclass(frozen=True)
class Figures:
    """F1 of who said what, and of content words."""

    who: float
    content: float

    @property
    def total(self) -> float:
        """What the bars are chosen by."""
        return self.who + self.content


def read_texts(texts: Iterable[AnnotatedText], model: AccurateModel) -> list[Read]:
    """All texts read once."""
    found = []
    for text in texts:
        tokens = tokenize(text.text)
        inputs = inputs_of(tokens, model.split, model.cue_classes)
        reading = read(tokens, inputs, model.encoder, model.linker, model.threads)
        found.append(Read(tokens, reading, marked(tokens, text.attributions)))
    return found


def calibrate(texts: Sequence[Read]) -> tuple[Choice, float, Gathering]:
    """The choice, the level of the token heads, and the bars of gathering."""
    best: tuple[float, float] = (-1.0, 0.0)
    for switch in SWITCHES:
        links, odds = _crossed(texts, switch)
        figures = measured(texts, links, odds, 0.0, Gathering())
        print(f"switch {switch}: who {figures.who:.4f} content {figures.content:.4f}", flush=True)
        best = max(best, (figures.total, switch))
    switch = best[1]
    links, odds = _crossed(texts, switch)
    level, rule = _bars(texts, links, odds)
    rows, labels = _rows(texts, links)
    return Choice(_fitted(np.concatenate(rows), np.concatenate(labels)), switch), level, rule


def _crossed(
    texts: Sequence[Read], switch: float
) -> tuple[list[list[Link]], list[npt.NDArray[np.float64]]]:
    """The links of each text, and their odds by a regression that has not seen the text."""
    links = [links_of(one.tokens, one.reading, switch) for one in texts]
    rows, labels = _rows(texts, links)
    odds: list[npt.NDArray[np.float64]] = [np.zeros(0)] * len(texts)
    for fold in range(FOLDS):
        others = [i for i in range(len(texts)) if i % FOLDS != fold]
        weights = _fitted(
            np.concatenate([rows[i] for i in others]), np.concatenate([labels[i] for i in others])
        )
        for i in range(fold, len(texts), FOLDS):
            odds[i] = np.round((rows[i] * weights).sum(axis=1) * STEPS) / STEPS
    return links, odds


def _rows(
    texts: Sequence[Read], links: Sequence[list[Link]]
) -> tuple[list[npt.NDArray[np.float64]], list[npt.NDArray[np.int64]]]:
    pairs = list(zip(texts, links, strict=True))
    rows = [features_of(one.tokens, one.reading, found) for one, found in pairs]
    return rows, [right_links(one.tokens, found, one.gold) for one, found in pairs]


def _fitted(
    rows: npt.NDArray[np.float64], labels: npt.NDArray[np.int64]
) -> npt.NDArray[np.float64]:
    """Weights for the rows as they are, the constant last."""
    middle, width = rows.mean(axis=0), rows.std(axis=0)
    width[width == 0] = 1.0
    model = LogisticRegression(C=PENALTY, max_iter=1000).fit((rows - middle) / width, labels)
    weights = model.coef_[0] / width
    weights[-1] = model.intercept_[0] - float((weights[:-1] * middle[:-1]).sum())
    result: npt.NDArray[np.float64] = weights
    return result


def _bars(
    texts: Sequence[Read], links: Sequence[list[Link]], odds: Sequence[npt.NDArray[np.float64]]
) -> tuple[float, Gathering]:
    """Level and bars, each in turn by what gives most."""
    level, rule = 0.0, Gathering(bar=-0.4)
    best = measured(texts, links, odds, level, rule)
    for _ in range(2):
        for bar, relief in product((-1.2, -0.8, -0.6, -0.4, -0.2, 0.0, 0.2), (0.0, 0.1, 0.2, 0.3)):
            tried = replace(rule, bar=bar, relief=relief)
            figures = measured(texts, links, odds, level, tried)
            if figures.total > best.total:
                best, rule = figures, tried
        for words, margin in product((4, 6, 8, 12), (0.0, 0.5, 1.0, 1.5, 2.0, 3.0)):
            tried = replace(rule, least_words=words, least_margin=margin)
            figures = measured(texts, links, odds, level, tried)
            if figures.total > best.total:
                best, rule = figures, tried
        for trial in (-1.5, -1.0, -0.5, 0.0, 0.5, 1.0):
            figures = measured(texts, links, odds, trial, rule)
            if figures.total > best.total:
                best, level = figures, trial
        print(f"{rule} level {level}: {best}", flush=True)
    return level, rule


def measured(
    texts: Sequence[Read],
    links: Sequence[list[Link]],
    odds: Sequence[npt.NDArray[np.float64]],
    level: float,
    rule: Gathering,
) -> Figures:
    """The figures of all texts together."""
    right = reported = wanted = shared = said = held = 0
    for one, found, own in zip(texts, links, odds, strict=True):
        firm = distinct(found, own)
        kept = np.flatnonzero(firm > DUPLICATE)
        result = gather(
            one.tokens, tagging_of(one.reading, level), [found[i] for i in kept], firm[kept], rule
        )
        chosen = [link for link, _ in result]
        right += int(right_links(one.tokens, chosen, one.gold).sum())
        reported += len(chosen)
        wanted += sum(bool(gold.content) for gold in one.gold)
        ours = _words(one.tokens, [link.content for link in chosen])
        theirs = _words(one.tokens, [gold.content for gold in one.gold])
        shared += len(ours & theirs)
        said += len(ours)
        held += len(theirs)
    return Figures(2 * right / max(reported + wanted, 1), 2 * shared / max(said + held, 1))


def _words(tokens: Tokens, parts: Iterable[tuple[tuple[int, int], ...]]) -> set[int]:
    return {
        i
        for pieces in parts
        for first, last in pieces
        for i in range(first, last)
        if tokens.words[i][0].isalnum()
    }
