"""Measures how fast an attribution model is.

    python benchmarks/speed_attribution.py TEXT_DIR [--attribution NAME] [--texts N]

Comes in: a folder of .txt files (searched through all levels). Goes out: words a second over all
of them, one text after the other, the time to load the weights, and the time for one paragraph of
up to a million characters (``--paragraph`` sets its size). Times are of the processor, summed over
all cores, so that a busy machine does not count against the model; the clock's words a second,
which several cores raise, follow in brackets. A word is a run of word characters. The peak memory
is that of the process, once after the texts and once after the paragraph.
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
    parser.add_argument("--attribution", choices=("learned", "accurate"), default="learned")
    parser.add_argument("--texts", type=int, metavar="N", help="the first N texts only")
    parser.add_argument("--paragraph", type=int, default=1_000_000, metavar="CHARACTERS")
    options = parser.parse_args()
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in sorted(options.text_dir.rglob("*.txt"))[: options.texts]
    ]
    if not texts:
        sys.exit(f"error: {options.text_dir}: no .txt files in this folder")

    from divergence.attribution import attribute, model_in_force
    from divergence.attribution.weights import attribution_model
    from divergence.model import Document

    start = time.process_time()
    if options.attribution == "learned":
        attribution_model()
    name = model_in_force(options.attribution)
    print(f"{name}: load the weights: {1000 * (time.process_time() - start):.0f} ms")

    def found_in(text: str) -> int:
        return len(attribute(Document("text", text), options.attribution))

    words = sum(len(WORD.findall(text)) for text in texts)
    start, clock = time.process_time(), time.perf_counter()
    found = sum(map(found_in, texts))
    seconds, elapsed = time.process_time() - start, time.perf_counter() - clock
    print(
        f"{len(texts)} texts, {words} words, {found} attributions: {words / seconds:.0f} words/s "
        f"({words / elapsed:.0f} by the clock)"
    )
    print(f"peak memory: {_peak():.0f} MiB")

    flat = " ".join(" ".join(texts).split())
    for size in (options.paragraph // 4, options.paragraph // 2, options.paragraph):
        paragraph = (flat * (size // len(flat) + 1))[:size]
        start = time.process_time()
        found_in(paragraph)
        print(f"one paragraph of {size} characters: {time.process_time() - start:.2f} s")
    print(f"peak memory: {_peak():.0f} MiB")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
