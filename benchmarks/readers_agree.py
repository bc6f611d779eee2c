"""How far two readers agree: one reading scored as a report against the other, both ways.

Usage
    python benchmarks/readers_agree.py [--shared DIR]

Takes the sealed articles of ``readings/articles.jsonl`` and their second, independent reading in
``readings/second-readings.jsonl``. A reading becomes a report whose claims are the sentences that
hold the marked words, of 600 characters at most, so that it meets the events' scorer as the tool's
reports do. Prints totals only: nothing of a sealed article is to be seen.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from score_readings import READINGS, TEXT, gold_of

from divergence.language.segmentation import sentences

HERE = Path(__file__).resolve().parent
SECOND = READINGS.with_name("second-readings.jsonl")
LONGEST = 600
SHOWN = ("event", "ALL", "counts", "finding recall by verdict")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    options = parser.parse_args()
    second = _read(SECOND)
    first = {slug: entry for slug, entry in _read(READINGS).items() if slug in second}
    for title, gold, told in (("first", first, second), ("second", second, first)):
        print(f"== the {title} reading as gold, the other as a report")
        for line in _scored(gold, told, options.shared):
            if line.startswith(SHOWN):
                print(line)


def _read(path: Path) -> dict[str, dict[str, Any]]:
    entries = map(json.loads, filter(None, path.read_text("utf-8").splitlines()))
    return {entry["slug"]: entry for entry in entries}


def _scored(gold: dict[str, Any], told: dict[str, Any], shared: Path) -> list[str]:
    """The lines that the scorer prints."""
    with tempfile.TemporaryDirectory() as scratch:
        folders = [Path(scratch) / name for name in ("gold", "reports")]
        for folder in folders:
            folder.mkdir()
        for slug, entry in gold.items():
            text = (shared / "data" / entry["source"]).read_bytes().decode("utf-8")
            (folders[0] / f"{slug}.json").write_text(json.dumps(gold_of(entry, text)))
            (folders[1] / f"{slug}.json").write_text(json.dumps(_report(told[slug], text)))
        scorer = [sys.executable, str(shared / "eval/score_events.py"), *map(str, folders)]
        return subprocess.run(
            scorer, check=True, capture_output=True, text=True
        ).stdout.splitlines()


def _report(entry: dict[str, Any], text: str) -> dict[str, Any]:
    """A reading in the shape of a report."""
    spans = [(start, end) for start, end in sentences(text)]
    claims: dict[tuple[str, int, int], dict[str, Any]] = {}

    def claim(start: int, end: int, party: str) -> str:
        holding = [span for span in spans if span[0] <= start and end <= span[1]]
        first, last = holding[0] if holding else (start, end)
        if last - first > LONGEST:
            first, last = start, end
        told = claims.setdefault(
            (party, first, last),
            {
                "id": f"c{len(claims)}",
                "party": party,
                "role": "account",
                "document": TEXT,
                "start": first,
                "end": last,
            },
        )
        return str(told["id"])

    for start, end, party, _kind in entry["attributions"]:
        claim(start, end, party)
    findings = [
        {
            "verdict": found["verdict"],
            "omitted_by": found["omitted_by"],
            "claims": [
                claim(start, end, party)
                for party, places in found["evidence"].items()
                for start, end in places
            ],
        }
        for found in entry["findings"]
    ]
    parties = [{"id": party["id"], "label": party["names"][0]} for party in entry["parties"]]
    return {"parties": parties, "claims": list(claims.values()), "findings": findings}


if __name__ == "__main__":
    main()
