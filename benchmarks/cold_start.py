"""Time a cold ``divergence compare`` as a whole process, beside ``python -c "import pandas"``.

Usage
    python benchmarks/cold_start.py [ARTICLE] [--runs N]

Prints the median wall time (seconds) and the largest peak memory (MB of 10^6 bytes, resident) of
N runs each, taken in turn so that both see the same machine. The default article is the bundled
fixture. The limits are 1.0 s and 150 MB; the exit code is 1 when either is passed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

FIXTURE = Path(__file__).resolve().parent.parent / "fixtures/moscow-meeting/article.txt"
SECONDS, MEGABYTES = 1.0, 150.0


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("article", type=Path, nargs="?", default=FIXTURE)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    compare = [sys.executable, "-m", "divergence", "compare", str(options.article), "--quiet"]
    commands = {
        "divergence compare": compare,
        "import pandas": [sys.executable, "-c", "import pandas"],
    }
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for command in commands.values():
        measure(command)  # the first run pays for reading the files from disk
    for _ in range(options.runs):
        for name, command in commands.items():
            taken[name].append(measure(command))
    for name, runs in taken.items():
        seconds = statistics.median(run[0] for run in runs)
        print(f"{name:20} {seconds:6.2f} s   {max(run[1] for run in runs):6.0f} MB")
    seconds = statistics.median(run[0] for run in taken["divergence compare"])
    memory = max(run[1] for run in taken["divergence compare"])
    return 0 if seconds <= SECONDS and memory <= MEGABYTES else 1


def measure(command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one run of a command."""
    started = time.perf_counter()
    quiet = os.open(os.devnull, os.O_WRONLY)
    child = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, quiet, 1)]
    )
    _, status, usage = os.wait4(child, 0)
    os.close(quiet)
    if status:
        raise SystemExit(f"{' '.join(command)}: ended with status {status}")
    return time.perf_counter() - started, usage.ru_maxrss * 1024 / 1e6


if __name__ == "__main__":
    sys.exit(main())
