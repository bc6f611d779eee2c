"""Fits the attribution model and writes its weights.

    python -m divergence.training.attribution --corpus DIR [--unlabelled DIR] [--distil DIR]
        --out FILE

Comes in: annotated texts (`text/`, `attributions/`, BRAT standoff) and, for word clusters, plain
texts. Goes out: the weights file. Each pass learns from what the passes before it find in texts
that they were not fitted on, so that it meets the same mistakes as in use. Needs the extra
`training`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from divergence.attribution import attribute, choosing, linking, tagger
from divergence.attribution.crf import Weights
from divergence.attribution.features import Columns, WordTable, columns_of, form_of, hashed
from divergence.attribution.tokens import Tokens, tokenize
from divergence.attribution.weights import write_model
from divergence.attribution.windows import windows
from divergence.errors import DivergenceError
from divergence.model import Document
from divergence.training.clusters import word_clusters
from divergence.training.corpus import AnnotatedText, read_corpus, read_exactly
from divergence.training.field import Example, FitSettings, fit_field
from divergence.training.gold import (
    Marked,
    marked,
    right_links,
    token_labels,
    training_cues,
    window_labels,
)
from divergence.training.words import known_words

FOLDS = 3
TAGGER_FIT = FitSettings(epochs=7, rate=0.035, l1=2.0, l2=0.4, most_features=90_000)
LINKER_FIT = FitSettings(epochs=7, rate=0.035, l1=2.0, l2=0.5, most_features=70_000)
CHOOSER_FIT = FitSettings(epochs=12, l1=1.0, l2=0.3, batch=1000, most_features=20_000)
BLOCKED = [(a, b) for a in range(7) for b in (2, 4, 6) if a not in (b, b - 1)]
"""An inner label only follows its own role."""


@dataclass(frozen=True, slots=True)
class Text:
    """One text made ready: its tokens, their columns, and what people marked."""

    name: str
    tokens: Tokens
    columns: Columns
    labels: npt.NDArray[np.int64]
    gold: list[Marked]


def main() -> None:
    """Run the command line."""
    options = _parser().parse_args()
    try:
        annotated = read_corpus(options.corpus)
        left_out = set()
        if options.leave_out:
            left_out = set(options.leave_out.read_text(encoding="utf-8").split())
        plain = [
            read_exactly(path)
            for folder in options.unlabelled
            for path in sorted(folder.rglob("*.txt"))
        ]
        kept = [text for text in annotated if text.name not in left_out]
        content = fit([*kept, *distilled(options.distil)], plain)
        options.out.write_bytes(content)
    except (DivergenceError, OSError) as error:
        sys.exit(f"error: {error}")
    print(f"{options.out}: {len(content)} bytes")


def distilled(folders: Sequence[Path]) -> list[AnnotatedText]:
    """Plain texts with what the model ``accurate`` finds in them, to be learned from too.

    Raises MissingExtraError where the extra of that model is not installed.
    """
    found = []
    for path in (path for folder in folders for path in sorted(folder.rglob("*.txt"))):
        document = Document(path.name, read_exactly(path))
        found.append(AnnotatedText(path.stem, document.text, attribute(document, "accurate")))
    return found


def fit(annotated: Sequence[AnnotatedText], plain: Sequence[str]) -> bytes:
    """The weights file fitted on annotated texts and, for word clusters, plain ones too."""
    tokens = [tokenize(text.text) for text in annotated]
    forms = [[form_of(word) for word in one.words] for one in tokens]
    forms += [[form_of(word) for word in tokenize(text).words] for text in plain]
    clusters = word_clusters(forms)
    labels = [
        token_labels(one, text.attributions) for one, text in zip(tokens, annotated, strict=True)
    ]
    known = known_words(zip(tokens, labels, strict=True), clusters)
    table = WordTable(known)
    texts = [
        Text(text.name, one, columns_of(one, table), label, marked(one, text.attributions))
        for text, one, label in zip(annotated, tokens, labels, strict=True)
    ]
    print(f"{len(texts)} texts, {sum(map(len, tokens))} tokens, {len(known)} known words")
    tagger_weights, taggings = _fit_tagger(texts)
    linker_weights, links = _fit_linker(texts, taggings)
    chooser_weights = _fit_chooser(texts, taggings, links)
    about = (
        f"Attribution model fitted on {len(texts)} annotated and {len(plain)} plain texts by "
        "python -m divergence.training.attribution; see docs/attribution-model.md. "
        "To change it, fit it again."
    )
    return write_model(tagger_weights, linker_weights, chooser_weights, known, about)


def _fit_tagger(texts: Sequence[Text]) -> tuple[Weights, list[tagger.Tagging]]:
    """The first pass, and what it finds in each text when fitted on the others."""
    print("tagger")
    examples = []
    for text in texts:
        features = hashed(text.columns, tagger.TEMPLATES)
        cuts = [*tagger.starts_of(text.tokens.unit).tolist(), len(text.tokens)]
        examples.append([(features[:, a:b], text.labels[a:b]) for a, b in pairwise(cuts)])
    taggings: dict[int, tagger.Tagging] = {}
    for fold in range(FOLDS):
        weights = fit_field(_others(examples, fold), tagger.LABELS, TAGGER_FIT, BLOCKED)
        features_of = weights.table()
        for number in range(fold, len(texts), FOLDS):
            text = texts[number]
            taggings[number] = tagger.tag(text.tokens, text.columns, weights, features_of)
    whole = [example for group in examples for example in group]
    weights = fit_field(whole, tagger.LABELS, TAGGER_FIT, BLOCKED)
    return weights, [taggings[number] for number in range(len(texts))]


def _fit_linker(
    texts: Sequence[Text], taggings: Sequence[tagger.Tagging]
) -> tuple[Weights, list[list[linking.Link]]]:
    """The second pass, and the links that it makes in each text when fitted on the others."""
    print("linker")
    examples = [
        _linker_examples(text, tagging) for text, tagging in zip(texts, taggings, strict=True)
    ]
    links: dict[int, list[linking.Link]] = {}
    for fold in range(FOLDS):
        weights = fit_field(_others(examples, fold), linking.LABELS, LINKER_FIT)
        features_of = weights.table()
        for number in range(fold, len(texts), FOLDS):
            text, tagging = texts[number], taggings[number]
            cues = tagger.possible_cues(tagging, text.tokens)
            links[number] = linking.link(
                text.tokens, text.columns, tagging, cues, weights, features_of
            )
    whole = [example for group in examples for example in group]
    weights = fit_field(whole, linking.LABELS, LINKER_FIT)
    return weights, [links[number] for number in range(len(texts))]


def _linker_examples(text: Text, tagging: tagger.Tagging) -> list[Example]:
    """One sequence for each cue that was marked, with the cue as the first pass sees it."""
    found = tagger.possible_cues(tagging, text.tokens, least=0.0)
    pairs = training_cues(found, text.gold)
    if not pairs:
        return []
    cues = np.array([cue for cue, _ in pairs], dtype=np.int64)
    around = windows(text.tokens, text.columns, tagging, cues)
    cuts = [*around.starts.tolist(), len(around.token)]
    return [
        (around.features[:, a:b], window_labels(around.token[a:b], cue, one))
        for (a, b), (cue, one) in zip(pairwise(cuts), pairs, strict=True)
    ]


def _fit_chooser(
    texts: Sequence[Text],
    taggings: Sequence[tagger.Tagging],
    links: Sequence[list[linking.Link]],
) -> Weights:
    """The third pass, fitted on links that the first two made in texts they had not seen."""
    print("chooser")
    examples: list[Example] = []
    for text, tagging, found in zip(texts, taggings, links, strict=True):
        if found:
            features = choosing.link_features(text.tokens, text.columns, tagging, found)
            labels = right_links(text.tokens, found, text.gold)
            examples += [(features[:, i : i + 1], labels[i : i + 1]) for i in range(len(found))]
    return fit_field(examples, choosing.LABELS, CHOOSER_FIT)


def _others(examples: Sequence[list[Example]], fold: int) -> list[Example]:
    return [
        example
        for number, group in enumerate(examples)
        if number % FOLDS != fold
        for example in group
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--unlabelled", type=Path, action="append", default=[], metavar="DIR")
    parser.add_argument(
        "--distil",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="plain texts to learn from as the model accurate reads them",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument(
        "--leave-out", type=Path, metavar="FILE", help="names of texts to leave out, one a line"
    )
    return parser


if __name__ == "__main__":
    main()
