"""Compare every event of a folder without any configuration and write one report for each.

Usage
    python benchmarks/predict_events.py EVENTS_DIR OUT_DIR [--attribution NAME] [--only SLUG ...]

EVENTS_DIR holds a folder an event. In folders that begin with ``m1-`` each file is an article; in
those that begin with ``m2-`` each file is the account of the party that its name says
(``white-house.txt``: White House). OUT_DIR gets ``<slug>.json``, reports as the tool writes them.
An event that cannot be compared gets a report without claims and findings, and is named on
standard error.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from divergence.comparison import compare
from divergence.config import Settings
from divergence.errors import DivergenceError
from divergence.reading.event import read_event
from divergence.reporting import RenderOptions
from divergence.reporting.json import render

TEXT_SUFFIXES = {".txt", ".md", ".html", ".htm"}


def main() -> int:
    """Run the command line; the exit code is the number of events that could not be compared."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("events", type=Path, metavar="EVENTS_DIR")
    parser.add_argument("out", type=Path, metavar="OUT_DIR")
    parser.add_argument("--attribution", default=Settings().attribution, metavar="NAME")
    parser.add_argument("--only", nargs="*", default=[], metavar="SLUG")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for folder in sorted(path for path in options.events.iterdir() if path.is_dir()):
        if options.only and folder.name not in options.only:
            continue
        try:
            report = render(compare_folder(folder, options.attribution), RenderOptions())
        except DivergenceError as error:
            print(f"{folder.name}: {error}", file=sys.stderr)
            failed += 1
            report = json.dumps({"parties": [], "claims": [], "findings": []})
        (options.out / f"{folder.name}.json").write_bytes(
            report.encode() if isinstance(report, str) else report
        )
    return failed


def compare_folder(folder: Path, attribution: str):  # noqa: ANN201 - the package's Comparison
    """The comparison of one event's folder."""
    files = sorted(path for path in folder.iterdir() if path.suffix in TEXT_SUFFIXES)
    if folder.name.startswith("m2-"):
        event = read_event((), [(path.stem.replace("-", " ").title(), path) for path in files])
    else:
        event = read_event(files)
    return compare(event, Settings(attribution=attribution))


if __name__ == "__main__":
    sys.exit(main())
