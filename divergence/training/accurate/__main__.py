"""Fits the accurate attribution model and writes its weights.

    python -m divergence.training.accurate fit --corpus DIR --base DIR --out FOLDER
    python -m divergence.training.accurate export --corpus DIR --base DIR --fitted FOLDER --out FILE

Comes in: annotated texts (`text/`, `attributions/`, BRAT standoff) and a folder with the base
checkpoint (`model.safetensors`, `vocab.txt`). ``fit`` leaves checkpoints in FOLDER and keeps
some texts out; ``export`` rounds the weights of the last checkpoint, fits the choice of links on
the texts kept out, and writes the file that ships. Needs the extra `training-accurate`.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

import torch
from safetensors.torch import load_file

from divergence.attribution.accurate.pieces import WordPieces
from divergence.attribution.accurate.weights import read_model
from divergence.attribution.tokens import tokenize
from divergence.errors import DivergenceError
from divergence.training.accurate.calibrate import calibrate, read_texts
from divergence.training.accurate.examples import example_of
from divergence.training.accurate.export import exported
from divergence.training.accurate.fit import FitSettings, fit
from divergence.training.accurate.holding import held_out
from divergence.training.accurate.network import Network, load_base
from divergence.training.corpus import AnnotatedText, read_corpus
from divergence.training.gold import token_labels
from divergence.training.words import known_words

HELD_OUT = "held-out.txt"
CLASSES = "cue-classes.json"
CHECKPOINT = "step-*.pt"


def main() -> None:
    """Run the command line."""
    options = _parser().parse_args()
    try:
        (_fit if options.command == "fit" else _export)(options)
    except (DivergenceError, OSError) as error:
        sys.exit(f"error: {error}")


def _fit(options: argparse.Namespace) -> None:
    """Fit on all texts but those kept out."""
    texts = read_corpus(options.corpus)
    kept = held_out(texts, options.held_out)
    fitted = [text for text in texts if text.name not in kept]
    classes = cue_classes(fitted)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / HELD_OUT).write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
    (options.out / CLASSES).write_text(json.dumps(classes), encoding="utf-8")
    split = WordPieces(_vocabulary(options.base))
    examples = [example_of(text, split, classes) for text in fitted]
    settings = replace(FitSettings(), steps=options.steps, seed=options.seed)
    pieces = sum(len(example.inputs.pieces) for example in examples)
    print(f"{len(examples)} texts, {pieces} pieces, {settings}", flush=True)
    torch.manual_seed(settings.seed)
    network = Network()
    load_base(network, load_file(options.base / "model.safetensors"))
    fit(network, examples, settings, options.out)


def cue_classes(texts: list[AnnotatedText]) -> dict[int, int]:
    """How often each form is part of a cue, as a class from 1 to 5, by the form's hash."""
    tokens = [tokenize(text.text) for text in texts]
    labelled = (
        (one, token_labels(one, text.attributions)) for one, text in zip(tokens, texts, strict=True)
    )
    known = known_words(labelled, {})
    return {number: value[0] for number, value in sorted(known.items()) if value[0]}


def _export(options: argparse.Namespace) -> None:
    """Round, calibrate, write."""
    checkpoint = options.checkpoint
    if checkpoint is None:
        found = sorted(options.fitted.glob(CHECKPOINT), key=lambda path: path.stat().st_mtime)
        if not found:
            sys.exit(f"error: {options.fitted}: no {CHECKPOINT}; run the command fit first")
        checkpoint = found[-1]
    state = torch.load(checkpoint, weights_only=True)
    weights = {name: value.float().numpy() for name, value in state.items()}
    vocabulary = (options.base / "vocab.txt").read_text(encoding="utf-8")
    classes = {
        int(key): value
        for key, value in json.loads((options.fitted / CLASSES).read_text(encoding="utf-8")).items()
    }
    kept = set((options.fitted / HELD_OUT).read_text(encoding="utf-8").split())
    texts = [text for text in read_corpus(options.corpus) if text.name in kept]
    about = (
        "Attribution model accurate: python -m divergence.training.accurate; see "
        "docs/attribution-accurate.md. To change it, fit it again.\n"
    )
    draft = read_model(exported(weights, vocabulary, classes, about))
    choice, level, rule = calibrate(read_texts(texts, draft))
    content = exported(weights, vocabulary, classes, about, choice, level, rule)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_bytes(content)
    print(f"{options.out}: {len(content)} bytes, from {checkpoint.name}")


def _vocabulary(base: Path) -> dict[str, int]:
    lines = (base / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    return {word: number for number, word in enumerate(lines)}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=("fit", "export"))
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--base", type=Path, required=True, metavar="DIR")
    parser.add_argument("--out", type=Path, required=True, metavar="PATH")
    parser.add_argument("--held-out", type=int, default=80, metavar="N", help="texts to keep out")
    parser.add_argument("--steps", type=int, default=FitSettings.steps)
    parser.add_argument("--seed", type=int, default=FitSettings.seed)
    parser.add_argument("--fitted", type=Path, metavar="FOLDER", help="for export")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="for export")
    return parser


if __name__ == "__main__":
    main()
