"""Score which voices the tool puts on one side, on articles whose cast further readers wrote down.

Usage
    python benchmarks/score_casts.py [--half read|sealed] [--shared DIR] [--errors]

``readings/casts.jsonl`` names, for each statement of an article, the side whose words it holds,
or ``outsider``, ``none`` (no statement) or ``minor`` (too slight for a column). Each article with
two sides or more is compared without configuration. A statement gets the party of the account
claims that cover most of it.

Printed are B-cubed precision, recall and F1 (Bagga and Baldwin 1998) over the statements that the
readers gave to one side: precision asks whether those that the tool put into one party belong
together, and counts what belongs to no side against it; recall asks whether those of one side came
together, and counts what the tool left out against it. ``--errors`` lists the sides side by side,
for the half that may be read.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from divergence.comparison import compare
from divergence.config import Settings
from divergence.errors import DivergenceError
from divergence.model import Claim, Comparison
from divergence.reading.event import read_event

HERE = Path(__file__).resolve().parent
CASTS = HERE / "readings/casts.jsonl"
NO_SIDE = frozenset({"outsider", "none", "minor"})


@dataclass(frozen=True, slots=True)
class Item:
    """One statement: its article, the reader's side and the tool's party, '' for none."""

    slug: str
    start: int
    end: int
    side: str
    party: str


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("read", "sealed"), default="read")
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    options = parser.parse_args()
    if options.errors and options.half == "sealed":
        parser.error("the sealed half gives totals only")
    items: list[Item] = []
    for line in filter(None, CASTS.read_text("utf-8").splitlines()):
        entry = json.loads(line)
        told = {side for _, _, side in entry["cast"]} - NO_SIDE
        if entry["half"] != options.half or len(told) < 2:
            continue
        path = options.shared / "data" / entry["source"]
        if hashlib.sha256(path.read_bytes()).hexdigest()[:16] != entry["sha256"]:
            raise SystemExit(f"{path}: is not the text that was read")
        found = items_of(entry, path)
        items += found
        if options.errors:
            _show(entry, found, path.read_text("utf-8"))
    precision, recall = b_cubed(items)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    figures = {"precision": precision, "recall": recall, "f1": f1, "statements": len(items)}
    if options.json:
        print(json.dumps(figures))
    else:
        print(" ".join(f"{name} {value:.3g}" for name, value in figures.items()))
    return 0


def items_of(entry: Mapping[str, Any], path: Path) -> list[Item]:
    """The statements of one article with the tool's party for each."""
    try:
        compared: Comparison | None = compare(read_event([path]), Settings())
    except DivergenceError:
        compared = None
    claims = [c for c in compared.claims if c.role == "account"] if compared else []
    return [
        Item(entry["slug"], start, end, side, party_at(claims, start, end))
        for start, end, side in entry["cast"]
    ]


def party_at(claims: Sequence[Claim], start: int, end: int) -> str:
    """The party whose account claims cover most of a span, and at least half; else ''."""
    shared: Counter[str] = Counter()
    for claim in claims:
        common = min(end, claim.end) - max(start, claim.start)
        if common > 0 and claim.party is not None:
            shared[claim.party] += common
    best = min(shared, key=lambda party: (-shared[party], party), default="")
    return best if shared[best] >= (end - start) / 2 else ""


def b_cubed(items: Sequence[Item]) -> tuple[float, float]:
    """B-cubed precision and recall, 0 to 1, over clusters within each article."""
    sides = Counter((item.slug, item.side) for item in items)
    parties = Counter((item.slug, item.party) for item in items)
    both = Counter((item.slug, item.side, item.party) for item in items)
    precisions, recalls = [], []
    for item in items:
        alike = both[item.slug, item.side, item.party]
        none = item.side in NO_SIDE
        if item.party:
            precisions.append(0.0 if none else alike / parties[item.slug, item.party])
        if not none:
            recalls.append(alike / sides[item.slug, item.side] if item.party else 0.0)
    mean_precision = sum(precisions) / len(precisions) if precisions else 0.0
    return mean_precision, sum(recalls) / len(recalls) if recalls else 0.0


def _show(entry: Mapping[str, Any], items: Sequence[Item], text: str) -> None:
    print(f"== {entry['slug']}  {entry['source']}")
    for side, count in Counter(item.side for item in items).most_common():
        told = Counter(item.party or "-" for item in items if item.side == side)
        print(f"  {side} ({count}): {', '.join(f'{p} {n}' for p, n in told.most_common())}")
        usual = told.most_common(1)[0][0]
        for item in items:
            odd = item.party if side in NO_SIDE else (item.party or "-") != usual
            if item.side == side and odd:
                words = " ".join(text[item.start : item.end].split())
                print(f"      {item.party or '-'}: {words[:90]}")


if __name__ == "__main__":
    sys.exit(main())
