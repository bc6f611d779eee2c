"""Time ``divergence check`` over many events, cold, warm, and after one of them changed.

Usage
    python benchmarks/check_many.py [--events N] [--memory-only]

Makes N events (200) of four documents each in a temporary folder: two statements and two articles
of some 250 words, written from sentence patterns with a fixed seed. Runs the command as a whole
process: cold, warm with nothing changed, and warm with one changed event. Then peak memory (MB of
10^6 bytes, resident) for a quarter, a half and all of the events, cold and warm. The comparison's
caches of words and claims are bounded, and full after some hundred events; so the limit holds
from the half to the whole: the peak grows by at most a tenth there. The changed run costs at most
a tenth of the cold one. The exit code is 1 where a limit is passed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from pathlib import Path

SHARE, GROWTH = 0.1, 0.1

PARTIES = (("Norland", "Westmark"), ("Ostrava Steel", "Metal Union"), ("Ilmar", "Talvia"))
MATTERS = (
    "the ceasefire along the border",
    "the return of refugees to their homes",
    "the price of gas in the coming winter",
    "the release of {n} prisoners",
    "the opening of the road between the two capitals",
    "the withdrawal of troops from the northern valley",
    "aid for {n} families in the flooded towns",
    "tariffs on steel and timber",
    "the inspection of the power station",
    "pay for {n} workers at the harbour",
)
STATED = (
    "The ministry of {a} said that both sides had agreed on {m}.",
    "{a} welcomes the progress on {m} and expects further talks in May.",
    "{a} confirmed that {m} was discussed for {n} hours.",
    "{a} does not accept the demand of {b} on {m}.",
    "We have proposed a plan for {m}, and {b} has not answered it.",
    "According to {a}, {n} people have been affected, and {m} cannot wait.",
)
REPORTED = (
    '"We are ready to settle {m}," a spokesman for {a} said on Tuesday.',
    "{a} said that {b} had rejected its plan for {m}.",
    "{b} denied this and said that {m} was never part of the talks.",
    "Officials of {a} stressed that {n} million euros were set aside for {m}.",
    "The two delegations met for {n} hours in a hotel by the lake.",
    "{b} announced that {m} would be decided by the end of the month, according to its ministry.",
)


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--memory-only", action="store_true", help="Leave the timing out.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_events(root / "events", options.events)
        (root / "divergence.toml").write_text("[check]\n")
        passed = options.memory_only or timed(root)
        return 0 if measured(root, options.events) and passed else 1


def timed(root: Path) -> bool:
    """Print the times of a cold, a warm and a changed run; whether the limit holds."""
    cold, _ = run_check(root, ".")
    warm, _ = run_check(root, ".")
    changed = root / "events" / "event-000" / "statement-a.txt"
    changed.write_text(changed.read_text() + "\nWe add that the harbour will be closed.\n")
    one, _ = run_check(root, ".")
    print(f"cold               {cold:7.2f} s")
    print(f"warm, none changed {warm:7.2f} s   {warm / cold:.1%} of cold")
    print(f"warm, one changed  {one:7.2f} s   {one / cold:.1%} of cold")
    return one <= SHARE * cold


def measured(root: Path, events: int) -> bool:
    """Print peak memory for growing numbers of events; whether the limit holds."""
    peaks = []
    for number in (events // 4, events // 2, events):
        paths = [f"events/event-{i:03}" for i in range(number)]
        _, cold = run_check(root, "--cache-dir", f"cache-{number}", *paths)
        _, warm = run_check(root, "--cache-dir", f"cache-{number}", *paths)
        peaks.append(cold)
        print(f"{number:5} events   peak {cold:6.1f} MB cold   {warm:6.1f} MB warm")
    return peaks[-1] <= (1 + GROWTH) * peaks[-2]


def run_check(root: Path, *arguments: str) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one check; its output goes to a file."""
    command = [sys.executable, "-m", "divergence", "check", *arguments]
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        os.chdir(root)
        output = os.open("output.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(output, 1)
        os.execv(sys.executable, command)
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"the check ended with {os.waitstatus_to_exitcode(status)}")
    return time.perf_counter() - started, usage.ru_maxrss * 1024 / 1e6


def write_events(folder: Path, number: int) -> None:
    """Write the events: each a folder with an event.toml and four documents."""
    for i in range(number):
        chance = random.Random(i)
        a, b = PARTIES[i % len(PARTIES)]
        event = folder / f"event-{i:03}"
        event.mkdir(parents=True)
        texts = {
            "statement-a.txt": text(chance, STATED, a, b),
            "statement-b.txt": text(chance, STATED, b, a),
            "article-1.txt": text(chance, REPORTED, a, b),
            "article-2.txt": text(chance, REPORTED, b, a),
        }
        lines = [f'[[parties]]\nlabel = "{party}"\n' for party in (a, b)]
        for name, content in texts.items():
            (event / name).write_text(content)
            account = {"statement-a.txt": a, "statement-b.txt": b}.get(name)
            whose = f'account = "{account}"\n' if account else ""
            lines.append(f'[[documents]]\nfile = "{name}"\n{whose}')
        (event / "event.toml").write_text("\n".join(lines))


def text(chance: random.Random, patterns: tuple[str, ...], a: str, b: str) -> str:
    """Six paragraphs of three sentences."""
    paragraphs = []
    for _ in range(6):
        sentences = []
        for _ in range(3):
            matter = chance.choice(MATTERS).format(n=chance.randint(2, 900))
            pattern = chance.choice(patterns)
            sentences.append(pattern.format(a=a, b=b, m=matter, n=chance.randint(2, 900)))
        paragraphs.append(" ".join(sentences))
    return "\n\n".join(paragraphs) + "\n"


if __name__ == "__main__":
    sys.exit(main())
