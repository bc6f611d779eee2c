"""Precision and recall of each measure stay above their floors on both halves of the gold."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRECISION, RECALL = 0.85, 0.70


def load_scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "score_framing", ROOT / "benchmarks" / "score_framing.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_framing"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("half", ["tuning", "sealed", "fresh", "news", "later", "last"])
def test_every_measure_keeps_its_floor(half: str) -> None:
    figures, _ = load_scorer().score(half)
    low = {
        measure: (row["precision"], row["recall"])
        for measure, row in figures.items()
        if row["precision"] < PRECISION or row["recall"] < RECALL
    }
    assert not low


def test_the_gold_has_the_size_that_the_figures_need() -> None:
    scorer = load_scorer()
    assert sum(len(scorer.read(f"pairs-{half}")) for half in scorer.HALVES) >= 150
    assert sum(len(scorer.read(f"sentences-{half}")) for half in scorer.HALVES) >= 300


def test_no_text_is_in_both_halves() -> None:
    scorer = load_scorer()
    texts = [{row["text"] for row in scorer.read(f"sentences-{half}")} for half in scorer.HALVES]
    assert not texts[0] & texts[1]
