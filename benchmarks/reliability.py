"""Of the findings given some confidence, how many were right: the reliability table of reports.

Usage
    python benchmarks/reliability.py GOLD_DIR REPORTS_DIR --scorer SCORE_EVENTS.py

Comes in: gold and reports as ``score_events.py`` reads them (``--scorer`` is the path of that
script, whose rules say what is right). Goes out: for each verdict and for each tenth of confidence
the number of judged findings, their mean confidence and the share that was right, and the expected
calibration error (Naeini et al. 2015) over all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("reports", type=Path)
    parser.add_argument("--scorer", type=Path, required=True)
    options = parser.parse_args()
    rows = list(judged(load(options.scorer), options.gold, options.reports))
    for name, key in (("verdict", 0), ("confidence", 1)):
        bins: dict[str, list[tuple[float, bool]]] = defaultdict(list)
        for verdict, confidence, right in rows:
            tenth = min(9, int(confidence * 10)) / 10
            bins[verdict if key == 0 else f"{tenth:.1f}-{tenth + 0.1:.1f}"].append(
                (confidence, right)
            )
        print(name.ljust(12), "findings".rjust(9), "mean".rjust(6), "right".rjust(6))
        for label, members in sorted(bins.items()):
            mean = sum(c for c, _ in members) / len(members)
            right = sum(r for _, r in members) / len(members)
            print(label.ljust(12), str(len(members)).rjust(9), f"{mean:6.2f} {right:6.2f}")
        if key == 1:
            error = sum(abs(sum(c - r for c, r in members)) for members in bins.values())
            print(f"expected calibration error {error / max(1, len(rows)):.3f}")


def judged(scorer: ModuleType, gold: Path, reports: Path) -> Iterator[tuple[str, float, bool]]:
    """Verdict, confidence and correctness of each finding that touches gold evidence."""
    for slug, event in scorer.load_gold(gold).items():
        path = reports / f"{slug}.json"
        if not path.exists():
            continue
        report = json.loads(path.read_text(encoding="utf-8"))
        score = scorer.Scorer(event, report)
        evidence = [p for g in event["findings"] for ps in g["evidence"].values() for p in ps]
        for finding in report["findings"]:
            members = [score.claims[c] for c in finding["claims"] if c in score.claims]
            if any(score.covers(claim, phrase) for claim in members for phrase in evidence):
                right = any(
                    score.aligned(g, finding) and score.same_verdict(g, finding)
                    for g in event["findings"]
                )
                yield finding["verdict"], finding["confidence"], right


def load(path: Path) -> ModuleType:
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python script")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
