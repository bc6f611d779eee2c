"""Measures how fast the learned attribution model is.

    python benchmarks/speed_attribution.py TEXT_DIR

Comes in: a folder of .txt files (searched through all levels). Goes out: words a second over all
of them on one core (tagging, linking and choosing), the time to load the weights, and the time
for one paragraph of a million characters. Times are of the processor, so that a busy machine does
not count against the model; the clock's words a second follow in brackets. A word is a run of
word characters.
"""

from __future__ import annotations

import argparse
import re
import resource
import sys
import time
from pathlib import Path

WORD = re.compile(r"\w+(?:['’.\-]\w+)*")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("text_dir", type=Path, metavar="TEXT_DIR")
    options = parser.parse_args()
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(options.text_dir.rglob("*.txt"))
    ]
    if not texts:
        sys.exit(f"error: {options.text_dir}: no .txt files in this folder")

    from divergence.attribution.learned import attribute_by_model
    from divergence.attribution.weights import attribution_model
    from divergence.model import Document

    start = time.process_time()
    attribution_model()
    print(f"load the weights: {1000 * (time.process_time() - start):.0f} ms")

    words = sum(len(WORD.findall(text)) for text in texts)
    start, clock = time.process_time(), time.perf_counter()
    found = sum(len(attribute_by_model(Document("text", text))) for text in texts)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - clock
    print(
        f"{len(texts)} texts, {words} words, {found} attributions: {words / seconds:.0f} words/s "
        f"({words / elapsed:.0f} by the clock)"
    )

    flat = " ".join(" ".join(texts).split())
    for size in (250_000, 500_000, 1_000_000):
        paragraph = (flat * (size // len(flat) + 1))[:size]
        start = time.process_time()
        attribute_by_model(Document("paragraph", paragraph))
        print(f"one paragraph of {size} characters: {time.process_time() - start:.2f} s")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory: {memory:.0f} MiB")


if __name__ == "__main__":
    main()
