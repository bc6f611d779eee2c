"""Compare every event of a folder without any configuration and write one report for each.

Usage
    python benchmarks/predict_events.py EVENTS_DIR OUT_DIR [--attribution NAME] [--only SLUG ...]
        [--named GOLD_DIR]

EVENTS_DIR holds a folder an event. In folders that begin with ``m1-`` each file is an article; in
those that begin with ``m2-`` each file is the account of the party that its name says
(``white-house.txt``: White House). OUT_DIR gets ``<slug>.json``, reports as the tool writes them.
An event that cannot be compared gets a report without claims and findings, and is named on
standard error. ``--named`` gives the tool the parties of ``GOLD_DIR/<slug>.json`` with their names,
as a user would with ``--party``: what is then still wrong is not the choice of sides. A party to
which the texts attribute nothing is left out.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from divergence.comparison import compare
from divergence.config import PartySetting, Settings
from divergence.errors import DivergenceError, MissingAccountError
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
    parser.add_argument("--named", type=Path, metavar="GOLD_DIR")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for folder in sorted(path for path in options.events.iterdir() if path.is_dir()):
        if options.only and folder.name not in options.only:
            continue
        try:
            named = parties_of(options.named / f"{folder.name}.json") if options.named else ()
            report = render(compare_folder(folder, options.attribution, named), RenderOptions())
        except DivergenceError as error:
            print(f"{folder.name}: {error}", file=sys.stderr)
            failed += 1
            report = json.dumps({"parties": [], "claims": [], "findings": []})
        (options.out / f"{folder.name}.json").write_bytes(
            report.encode() if isinstance(report, str) else report
        )
    return failed


def parties_of(gold: Path) -> tuple[PartySetting, ...]:
    """The parties of a gold file as a user would name them."""
    found = []
    for party in json.loads(gold.read_text(encoding="utf-8"))["parties"]:
        names = tuple(dict.fromkeys([*party.get("labels", []), *party["names"]]))
        found.append(PartySetting(label=names[0], names=names))
    return tuple(found)


def compare_folder(folder: Path, attribution: str, named: tuple[PartySetting, ...] = ()):  # noqa: ANN201 - the package's Comparison
    """The comparison of one event's folder; ``named`` parties are for articles only."""
    files = sorted(path for path in folder.iterdir() if path.suffix in TEXT_SUFFIXES)
    if folder.name.startswith("m2-"):
        event = read_event((), [(path.stem.replace("-", " ").title(), path) for path in files])
        return compare(event, Settings(attribution=attribution))
    event = read_event(files)
    while len(named) > 1:
        chosen = tuple(party.label for party in named)
        try:
            return compare(event, Settings(attribution=attribution, parties=named, chosen=chosen))
        except MissingAccountError as error:
            heard = tuple(p for p in named if p.label not in str(error).partition(":")[0])
            if heard == named:
                raise
            named = heard
    return compare(event, Settings(attribution=attribution))


if __name__ == "__main__":
    sys.exit(main())
