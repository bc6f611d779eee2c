"""Stem the word sets of ``data/equivalents.toml`` for the tool, which has no time for that.

    python -m divergence.training.equivalents [--output FILE]

Comes in: the file that people edit. Goes out: ``data/equivalents.json``, each set as sorted stems.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from divergence.language.segmentation import stem
from divergence.language.tables import load_table

DATA = Path(__file__).parent.parent / "data"


def main(arguments: Sequence[str] | None = None) -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--output", type=Path, default=DATA / "equivalents.json")
    options = parser.parse_args(arguments)
    options.output.write_text(rendered(stemmed(load_table("equivalents.toml"))), encoding="utf-8")


def stemmed(table: dict[str, Any]) -> dict[str, Any]:
    """The sets and the light words of the edited file, as stems; sets of one stem fall away."""
    rows = (line.split(",") for line in table["words"].strip().split("\n"))
    sets = ({stem(word.strip()) for word in row} for row in rows)
    return {
        "about": "Made from equivalents.toml by divergence.training.equivalents; edit that one.",
        "light": sorted({stem(word) for word in table["light"].split()}),
        "sets": [sorted(roots) for roots in sets if len(roots) > 1],
    }


def rendered(table: dict[str, Any]) -> str:
    """The text of the data file, one set a line."""
    sets = ",\n".join(f"  {json.dumps(roots, ensure_ascii=False)}" for roots in table["sets"])
    light = json.dumps(table["light"], ensure_ascii=False)
    about = json.dumps(table["about"])
    return f'{{\n "about": {about},\n "light": {light},\n "sets": [\n{sets}\n ]\n}}\n'


if __name__ == "__main__":
    main()
