"""Score the tool on the invented pairs of official texts of ``benchmarks/invented/pairs.jsonl``.

Usage
    python benchmarks/score_invented.py [--half read|sealed] [--shared DIR] [--out DIR]

Unpacks the pairs of one half as folders of events with their gold, compares each as
``predict_events.py`` does, without configuration, and scores the reports with the events' scorer in
DIR (``../shared`` beside the checkout). ``--out`` keeps texts, gold and reports, to look at the
errors of the half that may be read.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PAIRS = HERE / "invented/pairs.jsonl"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("read", "sealed"), default="read")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        out = options.out or Path(scratch)
        build(options.half, out)
        predict = [sys.executable, HERE / "predict_events.py", out / "events", out / "reports"]
        subprocess.run([str(part) for part in predict])  # events that fail are scored as empty
        scorer = options.shared / "eval/score_events.py"
        score = [sys.executable, scorer, out / "gold", out / "reports"]
        return subprocess.run([str(part) for part in score]).returncode


def build(half: str, out: Path) -> None:
    """Write the texts and the gold of one half, as the events' scorer reads them."""
    (out / "gold").mkdir(parents=True, exist_ok=True)
    for entry in map(json.loads, PAIRS.read_text("utf-8").splitlines()):
        if entry["half"] != half:
            continue
        slug = f"m2-{entry['slug']}"
        folder = out / "events" / slug
        folder.mkdir(parents=True, exist_ok=True)
        gold = gold_of(slug, entry)
        for document, party in gold["documents"].items():
            side = next(s for s, name in ids_of(entry).items() if name == party)
            (folder / document).write_text(entry["texts"][side], "utf-8")
        (out / "gold" / f"{slug}.json").write_text(json.dumps(gold), "utf-8")


def ids_of(entry: dict[str, Any]) -> dict[str, str]:
    """An id for the party of each side, from its name."""
    ids = {
        side: re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60]
        for side, name in entry["names"].items()
    }
    return ids if len(set(ids.values())) == len(ids) else {s: f"{i}-{s}" for s, i in ids.items()}


def gold_of(slug: str, entry: dict[str, Any]) -> dict[str, Any]:
    """One pair's reading in the shape of the events' gold."""
    ids = ids_of(entry)

    def phrase(side: str, start: int, end: int) -> dict[str, Any]:
        text = entry["texts"][side][start:end]
        return {"document": f"{ids[side]}.txt", "phrase": text, "start": start, "end": end}

    return {
        "slug": slug,
        "mode": 2,
        "documents": {f"{party}.txt": party for party in ids.values()},
        "parties": [
            {"id": ids[side], "names": [name], "labels": []}
            for side, name in entry["names"].items()
        ],
        "attributions": [],
        "not_statements": [],
        "findings": [
            {
                "topic": finding["topic"],
                "verdict": finding["verdict"],
                "omitted_by": [ids[s] for s in ids if s not in finding["evidence"]],
                "evidence": {
                    ids[side]: [phrase(side, *span) for span in spans]
                    for side, spans in finding["evidence"].items()
                },
            }
            for finding in entry["findings"]
        ],
    }


if __name__ == "__main__":
    sys.exit(main())
