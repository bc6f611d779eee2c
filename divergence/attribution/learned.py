"""Who said what by the fitted model: tokens, three passes, attributions.

Comes in: a document. Goes out: its attributions in the order of their cues, with exact spans.
Stretches that reading set aside are not looked at.
"""

from __future__ import annotations

from math import exp

from divergence.attribution.choosing import choose
from divergence.attribution.features import columns_of
from divergence.attribution.gathering import gather
from divergence.attribution.linking import Link, link
from divergence.attribution.tagger import possible_cues, tag
from divergence.attribution.tokens import Tokens, tokenize
from divergence.attribution.weights import AttributionModel, attribution_model
from divergence.model import Attribution, Document, Kind, Span


def attribute_by_model(
    document: Document, model: AttributionModel | None = None
) -> tuple[Attribution, ...]:
    """The attributions that the shipped weights, or ``model``, find in a document.

    Raises DataFileError where the weights are missing or damaged.
    """
    model = model or attribution_model()
    tokens = tokenize(document.text, [Span(aside.start, aside.end) for aside in document.aside])
    if not len(tokens):
        return ()
    columns = columns_of(tokens, model.words)
    tagging = tag(tokens, columns, model.tagger, model.tagger_table)
    cues = possible_cues(tagging, tokens)
    links = link(tokens, columns, tagging, cues, model.linker, model.linker_table)
    odds = choose(tokens, columns, tagging, links, model.chooser, model.chooser_table)
    return tuple(
        as_attribution(tokens, found, held) for found, held in gather(tokens, tagging, links, odds)
    )


def as_attribution(tokens: Tokens, found: Link, odds: float) -> Attribution:
    """A link as spans of characters, its log-odds as a chance."""

    def spans(pieces: tuple[tuple[int, int], ...]) -> tuple[Span, ...]:
        return tuple(
            Span(int(tokens.starts[first]), int(tokens.ends[last - 1]))
            for first, last in pieces
            if first < last
        )

    return Attribution(
        spans(found.source),
        spans((found.cue,)),
        spans(found.content),
        _kind(tokens, found),
        round(1 / (1 + exp(-odds)), 3),
    )


def _kind(tokens: Tokens, found: Link) -> Kind:
    """Direct where all words are quoted, mixed where some are, else indirect."""
    quoted = words = 0
    for first, last in found.content:
        for i in range(first, last):
            if tokens.words[i][0].isalnum():
                words += 1
                quoted += int(tokens.quote[i] == 1)
    if not quoted:
        return "indirect"
    return "direct" if quoted >= words * 0.9 else "mixed"
