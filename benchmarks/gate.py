"""The quality gate: measure every figure that the docs quote and hold it against its floor.

Usage
    python benchmarks/gate.py [--shared DIR] [--only NAME ...] [--update]

Makes the predictions with the scripts beside this file, scores them with the scorers and data in
DIR (``../shared`` beside the checkout) and compares each figure with ``benchmarks/floors.json``.
Exits 1 when a figure is below its floor. ``--update`` raises the floors to the figures measured,
less a margin for the noise of floating-point libraries, and never lowers one. Figures of a data
set that is absent are named as not measured. The digest of the data that the floors were measured
on is stored beside them: other data, no comparison.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from score_invented import build

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
MARGIN = 0.002
Figures = dict[str, float]


def main() -> int:
    """Run the command line: 0 when every figure holds, 1 when one fell, 2 for a broken run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--only", nargs="*", choices=sorted(SUITES), default=sorted(SUITES))
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    stored = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    fell = 0
    for name in options.only:
        measure, data = SUITES[name]
        sources = [options.shared / part for part in data]
        if not all(source.exists() for source in sources):
            print(f"{name}: not measured, {' and '.join(data)} absent")
            continue
        digest = digest_of(sources)
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as scratch:
            figures = measure(options.shared, Path(scratch))
        entry = stored.setdefault(name, {"data": digest, "floors": {}})
        if entry["data"] != digest:
            print(f"{name}: the data differ from those that the floors were measured on")
            fell += not options.update
            entry["data"] = digest
        print(f"{name} ({time.perf_counter() - started:.0f} s)")
        for figure, value in figures.items():
            floor = entry["floors"].get(figure)
            low = floor is not None and value < floor
            fell += low
            mark = "BELOW ITS FLOOR" if low else ""
            shown = "-" if floor is None else floor
            print(f"  {figure:44} {value:7.3f}   floor {shown:>6} {mark}")
            if options.update and not low:
                entry["floors"][figure] = max(floor or 0.0, round(value - MARGIN, 3))
    if options.update:
        replacement = FLOORS.with_suffix(".new")
        replacement.write_text(json.dumps(stored, indent=1, sort_keys=True) + "\n")
        replacement.replace(FLOORS)
    print(f"{fell} figures below their floor" if fell else "every measured figure holds")
    return 1 if fell else 0


def attributions(shared: Path, scratch: Path, model: str = "learned") -> Figures:
    """Who said what on the development part of PolNeAR."""
    gold = shared / "data/polnear/dev"
    arguments = [gold / "text", "--attribution", model]
    predictions = predict("predict_attributions.py", arguments, scratch / "attributions.jsonl")
    metrics = score("score_attributions.py", shared, [gold, predictions])["metrics"]
    wanted = ("who said what", "token: content", "reported statements")
    return {f"{name} F1": metrics[name]["f1"] for name in wanted}


def accurate(shared: Path, scratch: Path) -> Figures:
    """The same with the model ``accurate``, which needs the extra of that name."""
    return attributions(shared, scratch, "accurate")


def propositions(shared: Path, scratch: Path) -> Figures:
    """Support by the other text on PropSegmEnt, one cluster left out at a time."""
    items = shared / "data/propsegment/dev.jsonl"
    predictions = predict("predict_pairs.py", [items, "--folds"], scratch / "pairs.jsonl")
    report = score("score_pairs.py", shared, [items, predictions])
    return {
        "AUC": report["scores"]["auc"],
        "balanced accuracy": report["scores"]["balanced_accuracy"],
        "right sentence": report["support"]["support_at_1"],
    }


def refutations(shared: Path, scratch: Path) -> Figures:
    """Supports, refutes or neither on VitaminC, folds by page."""
    items = shared / "data/vitaminc/dev.jsonl"
    predictions = predict("predict_pairs.py", [items, "--folds"], scratch / "pairs.jsonl")
    return {"macro F1": score("score_pairs.py", shared, [items, predictions])["labels"]["macro_f1"]}


def loaded(shared: Path, scratch: Path) -> Figures:
    """Loaded words as marked by experts (BABE)."""
    items = shared / "data/babe/dev.jsonl"
    predictions = predict("predict_loaded.py", [items, "--folds", "5"], scratch / "loaded.jsonl")
    report = score("score_loaded.py", shared, [items, predictions])
    return {"words F1": report["words"]["f1"], "sentence AUC": report["auc"]}


def events(shared: Path, scratch: Path) -> Figures:
    """Whole reports on the events read by hand, without configuration."""
    result, table = reported(shared / "events", shared / "gold", shared, scratch)
    figures = {name: value for name, value in result["overall"].items() if value is not None}
    for name in ("attribution recall", "attribution precision"):
        rates = [event[name] for event in result["events"].values() if event[name] is not None]
        figures[f"lowest {name} of an event"] = min(rates)
    verdicts = next(line for line in table.splitlines() if line.startswith("finding recall by"))
    for verdict, hit, count in re.findall(r"(\w+) (\d+)/(\d+)", verdicts):
        figures[f"recall of {verdict}"] = int(hit) / int(count)
    return figures


def invented(shared: Path, scratch: Path) -> Figures:
    """Whole reports on the invented official texts: the half to look at, and the sealed one."""
    figures = {}
    for half in ("read", "sealed"):
        folder = HERE / "invented" / half
        result, _ = reported(folder / "events", folder / "gold", shared, scratch / half)
        figures |= {f"{half}: {name}": value for name, value in result["overall"].items()}
    return figures


def pairs(shared: Path, scratch: Path) -> Figures:
    """The further invented pairs of official texts (``score_invented.py``), both halves."""
    figures = {}
    for half in ("read", "sealed"):
        build(half, scratch / half)
        texts, gold = scratch / half / "events", scratch / half / "gold"
        result, _ = reported(texts, gold, shared, scratch / half)
        found = {n: v for n, v in result["overall"].items() if v is not None}
        figures |= {f"{half}: {name}": value for name, value in found.items()}
    return figures


def reported(texts: Path, gold: Path, shared: Path, scratch: Path) -> tuple[dict[str, dict], str]:
    """Reports on a folder of events, scored: the scorer's JSON and its table."""
    scratch.mkdir(exist_ok=True)
    reports, found = scratch / "reports", scratch / "scores.json"
    run([sys.executable, HERE / "predict_events.py", texts, reports])
    scorer = [sys.executable, shared / "eval/score_events.py", gold, reports]
    table = run([*scorer, "--json", found]).decode()
    return json.loads(found.read_text()), table


def readings(shared: Path, _scratch: Path) -> Figures:
    """Articles read by further readers: the halves that were looked at, and the sealed ones."""
    figures = {}
    for name, file in (("", "articles.jsonl"), ("further ", "further-articles.jsonl")):
        for half in ("read", "sealed"):
            script = [sys.executable, HERE / "score_readings.py", "--half", half]
            script += ["--readings", HERE / "readings" / file, "--shared", shared, "--json"]
            overall = json.loads(run(script))["overall"]
            figures |= {f"{name}{half}: {figure}": value for figure, value in overall.items()}
    return figures


def many(shared: Path, _scratch: Path) -> Figures:
    """Articles read later and in number: whole reports, and who was put on whose side."""
    script = [sys.executable, HERE / "score_readings.py", "--half", "read", "--shared", shared]
    script += ["--readings", HERE / "readings/many-articles.jsonl", "--json"]
    overall = json.loads(run(script))["overall"]
    figures = {figure: value for figure, value in overall.items() if value is not None}
    for half in ("read", "sealed"):
        script = [sys.executable, HERE / "score_casts.py", "--half", half, "--shared", shared]
        found = json.loads(run([*script, "--json"]))
        figures |= {f"sides {half}: {name}": found[name] for name in ("precision", "recall", "f1")}
    return figures


SUITES: dict[str, tuple[Callable[[Path, Path], Figures], tuple[str, ...]]] = {
    "attributions": (attributions, ("data/polnear/dev",)),
    "accurate": (accurate, ("data/polnear/dev",)),
    "propositions": (propositions, ("data/propsegment",)),
    "refutations": (refutations, ("data/vitaminc",)),
    "loaded": (loaded, ("data/babe",)),
    "events": (events, ("events", "gold")),
    "invented": (invented, ("eval",)),
    "many": (many, ("data/unlabelled/wikinews", "data/polnear/train/text")),
    "pairs": (pairs, ("eval",)),
    "readings": (readings, ("data/unlabelled/wikinews", "data/polnear/train/text")),
}


def predict(script: str, arguments: list[object], out: Path) -> Path:
    """Run a prediction script of this folder with its output in ``out``."""
    with out.open("wb") as handle:
        run([sys.executable, HERE / script, *arguments], stdout=handle)
    return out


def score(script: str, shared: Path, arguments: list[object]) -> dict:
    """The JSON that a scorer prints."""
    return json.loads(run([sys.executable, shared / "eval" / script, *arguments, "--json"]))


def run(command: list[object], stdout: object = subprocess.PIPE) -> bytes:
    """Run a command with a fixed hash seed; its output. A failure ends the gate with code 2."""
    environment = os.environ | {"PYTHONHASHSEED": "0"}
    done = subprocess.run([str(part) for part in command], stdout=stdout, env=environment)
    if done.returncode:
        print(f"gate: {' '.join(map(str, command))}: exit code {done.returncode}", file=sys.stderr)
        raise SystemExit(2)
    return done.stdout or b""


def digest_of(sources: list[Path]) -> str:
    """A short digest over the names and bytes of all files below ``sources``."""
    digest = hashlib.sha256()
    for source in sources:
        files = (
            [source] if source.is_file() else sorted(p for p in source.rglob("*") if p.is_file())
        )
        for file in files:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
