"""Who said what by a small transformer, run by ONNX Runtime: the model ``accurate``.

Comes in: a document. Goes out: its attributions in the order of their cues, with exact spans, as
the model ``learned`` gives them. Stretches that reading set aside are not looked at. Needs the
extra ``accurate``.
"""

from __future__ import annotations

import numpy as np

from divergence.attribution.accurate.inputs import inputs_of
from divergence.attribution.accurate.links import (
    DUPLICATE,
    distinct,
    features_of,
    links_of,
    odds_of,
    tagging_of,
)
from divergence.attribution.accurate.network import read
from divergence.attribution.accurate.weights import AccurateModel, accurate_model
from divergence.attribution.gathering import gather
from divergence.attribution.learned import as_attribution
from divergence.attribution.tokens import tokenize
from divergence.model import Attribution, Document, Span


def attribute_accurately(
    document: Document, model: AccurateModel | None = None
) -> tuple[Attribution, ...]:
    """The attributions that the shipped weights, or ``model``, find in a document.

    Raises DataFileError where the weights are missing or damaged and MissingExtraError where
    ONNX Runtime is not installed.
    """
    model = model or accurate_model()
    tokens = tokenize(document.text, [Span(aside.start, aside.end) for aside in document.aside])
    if not len(tokens):
        return ()
    inputs = inputs_of(tokens, model.split, model.cue_classes)
    reading = read(tokens, inputs, model.encoder, model.linker, model.threads)
    links = links_of(tokens, reading, model.choice.switch)
    odds = distinct(links, odds_of(features_of(tokens, reading, links), model.choice))
    kept = np.flatnonzero(odds > DUPLICATE)
    found = gather(
        tokens,
        tagging_of(reading, model.level),
        [links[i] for i in kept],
        odds[kept],
        model.gathering,
    )
    return tuple(as_attribution(tokens, link, held) for link, held in found)
