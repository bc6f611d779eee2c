"""Commands of the accurate model's fitting.

    python -m divergence.training.accurate fit --corpus DIR --base DIR --out FOLDER
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from divergence.attribution.tokens import tokenize
from divergence.training.accurate.examples import example_of
from divergence.training.accurate.fit import FitSettings, fit
from divergence.training.accurate.holding import held_out
from divergence.training.accurate.network import Network, load_base
from divergence.training.corpus import read_corpus
from divergence.training.gold import token_labels
from divergence.training.words import known_words


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("command", choices=["fit"])
    p.add_argument("--corpus", type=Path, required=True)
    p.add_argument("--base", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--held-out", type=int, default=80)
    p.add_argument("--set", action="append", default=[])
    o = p.parse_args()
    texts = read_corpus(o.corpus)
    kept = held_out(texts, o.held_out) if o.held_out else frozenset()
    fitted = [t for t in texts if t.name not in kept]
    o.out.mkdir(parents=True, exist_ok=True)
    (o.out / "held-out.txt").write_text("\n".join(sorted(kept)))
    tokens = [tokenize(t.text) for t in fitted]
    known = known_words(
        ((k, token_labels(k, t.attributions)) for k, t in zip(tokens, fitted)), {}
    )
    classes = {h: v[0] for h, v in known.items() if v[0]}
    (o.out / "cue-classes.json").write_text(json.dumps(classes))
    splitter = splitter_of(o.base)
    examples = [example_of(t, splitter, classes) for t in fitted]
    values = dict(s.split("=") for s in o.set)
    settings = FitSettings(
        **{k: type(getattr(FitSettings, k))(float(v)) for k, v in values.items()}
    )
    print(len(examples), "texts", sum(len(e.inputs.pieces) for e in examples), "pieces", settings, flush=True)
    torch.manual_seed(settings.seed)
    network = Network()
    load_base(network, load_file(o.base / "model.safetensors"))
    fit(network, examples, settings, o.out)


def splitter_of(base):
    tok = Tokenizer.from_file(str(base / "tokenizer.json"))
    tok.no_padding(); tok.no_truncation()
    return lambda words: [e.ids for e in tok.encode_batch(list(words), add_special_tokens=False)]


if __name__ == "__main__":
    main()
