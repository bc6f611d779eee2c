"""Make the reports of ``reports/`` from ``fixtures/``, in every format.

Usage: python tests/bundled/regenerate.py   (writes them; the test beside this file compares)
"""

from __future__ import annotations

from pathlib import Path

from divergence.comparison import compare
from divergence.reading.event import read_event
from divergence.reporting import FORMATS, RenderOptions
from divergence.reporting.writing import write_output

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ("moscow-meeting", "port-call", "battery-recall")
BUNDLED = ("markdown", "html", "table", "json", "csv", "jsonl", "xlsx")


def rendered(fixture: str) -> dict[Path, str | bytes]:
    """The bundled reports of one fixture, by path."""
    comparison = compare(read_event([ROOT / "fixtures" / fixture]))
    folder = ROOT / "reports"
    return {
        folder / f"{fixture}{FORMATS[name].suffix}": FORMATS[name].render(
            comparison, RenderOptions()
        )
        for name in BUNDLED
    }


if __name__ == "__main__":
    for name in FIXTURES:
        for path, data in rendered(name).items():
            write_output(path, data)
