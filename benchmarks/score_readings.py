"""Score the tool on the articles of ``benchmarks/readings``, or of other files of that format.

Usage
    python benchmarks/score_readings.py [--half read|sealed] [--readings FILE ...]
        [--attribution NAME] [--named] [--shared DIR] [--out DIR] [--json]

Builds the gold from offsets and the texts in DIR (``../shared`` beside the checkout), compares each
article as ``predict_events.py`` does, without configuration, and scores the reports with the
events' scorer. ``--readings`` takes further files of readings in place of
``benchmarks/readings/articles.jsonl``. ``--out`` keeps texts, gold and reports, to look at the
errors of the half that may be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
READINGS = HERE / "readings/articles.jsonl"
TEXT = "article.txt"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("read", "sealed"), default="read")
    parser.add_argument("--readings", type=Path, nargs="+", default=[READINGS], metavar="FILE")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--attribution", default="learned", metavar="NAME")
    parser.add_argument("--named", action="store_true", help="give the tool the parties' names")
    parser.add_argument("--json", action="store_true", help="print the scorer's JSON")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = options.out or Path(scratch)
        build(options.readings, options.half, options.shared, out)
        predict = [sys.executable, HERE / "predict_events.py", out / "events", out / "reports"]
        predict += ["--attribution", options.attribution]
        predict += ["--named", out / "gold"] if options.named else []
        subprocess.run([str(part) for part in predict])  # events that fail are scored as empty
        scorer = [sys.executable, options.shared / "eval/score_events.py", out / "gold"]
        arguments = [*scorer, out / "reports", "--json", out / "scores.json"]
        done = subprocess.run(
            [str(part) for part in arguments], check=True, capture_output=True, text=True
        )
        print((out / "scores.json").read_text() if options.json else done.stdout, end="")
    return 0


def build(readings: Sequence[Path], half: str, shared: Path, out: Path) -> None:
    """Write the texts and the gold of one half, as the events' scorer reads them."""
    (out / "gold").mkdir(parents=True, exist_ok=True)
    lines = [line for path in readings for line in path.read_text("utf-8").splitlines()]
    for entry in map(json.loads, filter(None, lines)):
        if entry["half"] != half:
            continue
        source = shared / "data" / entry["source"]
        data = source.read_bytes()
        if hashlib.sha256(data).hexdigest()[:16] != entry["sha256"]:
            raise SystemExit(f"{source}: is not the text that was read")
        folder = out / "events" / entry["slug"]
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, folder / TEXT)
        gold = gold_of(entry, data.decode("utf-8"))
        (out / "gold" / f"{entry['slug']}.json").write_text(json.dumps(gold))


def gold_of(entry: dict[str, Any], text: str) -> dict[str, Any]:
    """One article's reading in the shape of the events' gold."""

    def phrase(start: int, end: int) -> dict[str, Any]:
        return {"document": TEXT, "phrase": text[start:end], "start": start, "end": end}

    def phrases(spans: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
        return [phrase(*span) for span in spans]

    return {
        "slug": entry["slug"],
        "mode": 1,
        "documents": {TEXT: "outlet"},
        "parties": entry["parties"],
        "attributions": [
            phrase(start, end) | {"party": party, "kind": kind}
            for start, end, party, kind in entry["attributions"]
        ],
        "not_statements": [
            phrase(start, end) | {"party": party, "why": why, "same_sentence": same}
            for start, end, party, why, same in entry["not_statements"]
        ],
        "findings": [
            finding | {"evidence": {p: phrases(spans) for p, spans in finding["evidence"].items()}}
            for finding in entry["findings"]
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
