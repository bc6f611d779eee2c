"""Predicts who said what in a folder of texts.

    python benchmarks/predict_attributions.py TEXT_DIR [--attribution NAME] > predictions.jsonl

Comes in: a folder of .txt files. Goes out: one JSON line a text, with the file's stem as id and
spans as characters of the text as stored, for a scorer of attributions.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from divergence.attribution import MODELS, attribute
from divergence.errors import DivergenceError
from divergence.model import Document


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text_dir", type=Path, metavar="TEXT_DIR", help="folder of .txt files")
    parser.add_argument("--attribution", choices=MODELS, default="learned", help="which model")
    options = parser.parse_args()
    paths = sorted(options.text_dir.glob("*.txt"))
    if not paths:
        parser.error(f"{options.text_dir}: no .txt files in this folder")
    try:
        for path in paths:
            print(json.dumps(predicted(path, options.attribution)))
    except (DivergenceError, OSError, UnicodeDecodeError) as error:
        sys.exit(f"error: {error}")


def predicted(path: Path, model: str) -> dict[str, object]:
    """The prediction line of one text; line ends are kept, so that offsets stay valid."""
    with path.open(encoding="utf-8", newline="") as handle:
        text = handle.read()
    found = attribute(Document(path.name, text), model)
    return {
        "id": path.stem,
        "attributions": [
            {"source": one.source, "cue": one.cue, "content": one.content} for one in found
        ],
    }


if __name__ == "__main__":
    main()
