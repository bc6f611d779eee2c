"""Render a large event in every format and print time, peak memory and size.

Usage
    python benchmarks/render.py [--documents N] [--claims N] [REPORT.json]

Without a report the event is made up: 30 documents and 1,500 claims, the same at every run. Each
format is rendered in a process of its own, so that its time holds the imports that it needs, and
its peak memory is not that of another.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHILD = """
import resource, sys, time
from pathlib import Path
from divergence.reporting.json import read
comparison = read(Path(sys.argv[1]).read_bytes())
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
from divergence.reporting import render
data = render(comparison, sys.argv[2])
size = len(data.encode() if isinstance(data, str) else data)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(f"{time.perf_counter() - start:.2f} {peak / 1024:.0f} {(peak - base) / 1024:.0f} {size}")
"""


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", type=Path, nargs="?", metavar="REPORT.json")
    parser.add_argument("--documents", type=int, default=30)
    parser.add_argument("--claims", type=int, default=1500)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        report = options.report or made_up(Path(scratch), options.documents, options.claims)
        print("format      seconds  peak MB  of it for the format    bytes")
        for name in ("json", "markdown", "table", "csv", "jsonl", "html", "xlsx", "parquet"):
            command = [sys.executable, "-c", CHILD, str(report), name]
            run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
            seconds, peak, own, size = run.stdout.split()
            print(f"{name:10} {seconds:>8} {peak:>8} {own:>21} {int(size):>12,}")
    return 0


def made_up(folder: Path, documents: int, claims: int) -> Path:
    """A report of a made-up event, saved in ``folder``."""
    sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reporting")]
    from sample_comparisons import large

    from divergence.reporting.json import render

    path = folder / "large.json"
    path.write_text(render(large(documents, claims)), "utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
