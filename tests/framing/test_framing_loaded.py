"""Loaded language in single sentences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from divergence.framing.loaded import loaded_language, sentence_features, word_features
from divergence.framing.tokens import tokens
from divergence.language.tables import load_table
from divergence.training.loaded import groups, main

BABE = Path(__file__).resolve().parents[3] / "shared" / "data" / "babe" / "dev.jsonl"


def test_loaded_words_are_found_and_raise_the_score() -> None:
    text = "The disgraceful regime peddles shameless lies."
    found = loaded_language(text)
    assert "disgraceful" in [text[start:end] for start, end in found.spans]
    assert found.score > loaded_language("The council met on Tuesday.").score


def test_a_plain_sentence_has_no_loaded_words() -> None:
    assert loaded_language("The council met on Tuesday at the town hall.").spans == ()


def test_an_empty_sentence_has_a_score() -> None:
    assert loaded_language("").spans == ()


def test_no_feature_is_the_word_itself() -> None:
    text = "Zorblaxian councils met."
    names = {name for row in word_features(text) for name in row}
    names |= set(sentence_features(text, [0.0] * len(tokens(text))))
    assert not [name for name in names if "zorblax" in name or "council" in name]


def test_the_weights_carry_a_model_card() -> None:
    card = load_table("framing-loaded.json")["card"]
    assert {"what", "fitted on", "terms", "command", "figures"} <= set(card)


def test_folds_keep_groups_whole() -> None:
    items = [{"group": name} for name in "abcab"]
    parts = groups(items, 2)
    assert parts[0] == parts[3]
    assert parts[1] == parts[4]


def test_fitting_writes_weights_that_can_be_read(tmp_path: Path) -> None:
    rows = []
    for number in range(24):
        loaded = number % 2 == 0
        text = "The vile regime lied." if loaded else "The council met on Tuesday."
        spans = [[4, 8]] if loaded else []
        row = {"id": str(number), "group": str(number), "text": text}
        rows.append({**row, "loaded": loaded, "spans": spans})
    items = tmp_path / "items.jsonl"
    items.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    main([str(items), "--output", str(tmp_path / "weights.json")])
    weights = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert weights["word"]["class condemnation"] > 0


def test_marked_news_sentences_are_scored_above_the_floor() -> None:
    if not BABE.exists():
        pytest.skip("../shared/data/babe is not beside this checkout")
    items = [json.loads(line) for line in BABE.read_text(encoding="utf-8").splitlines()][:600]
    scored = sorted((loaded_language(item["text"]).score, item["loaded"]) for item in items)
    loaded = sum(label for _, label in scored)
    ranks = sum(rank for rank, (_, label) in enumerate(scored, 1) if label)
    area = (ranks - loaded * (loaded + 1) / 2) / (loaded * (len(scored) - loaded))
    assert area >= 0.75
