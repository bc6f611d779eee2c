"""The command that fits the weights, on a corpus of a few sentences written for this test."""

from __future__ import annotations

import sys

import pytest

from divergence.attribution.learned import attribute_by_model
from divergence.attribution.weights import read_model
from divergence.errors import InputError
from divergence.model import Document
from divergence.training.corpus import parse_standoff, read_corpus

SPEAKERS = ("The mayor", "The pilot", "Her lawyer", "The baker", "A farmer", "The judge")
CLAIMS = ("the road is closed", "the train was late", "the roof needs repair", "prices will fall")


def write_corpus(folder):
    """Twenty-four texts "X said C. It rained all day." with their annotations."""
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    for number in range(24):
        speaker, claim = SPEAKERS[number % 6], CLAIMS[number % 4]
        cue, content = len(speaker) + 1, len(speaker) + 6
        text = f"{speaker} said {claim}. It rained all day."
        lines = (
            f"T1\tSource 0 {len(speaker)}\t{speaker}",
            f"T2\tCue {cue} {cue + 4}\tsaid",
            f"T3\tContent {content} {content + len(claim)}\t{claim}",
            "E1\tAttribution:T2 Source:T1 Cue:T2 Content:T3",
        )
        (folder / "text" / f"t{number:02}.txt").write_text(text, encoding="utf-8")
        (folder / "attributions" / f"t{number:02}_a.ann").write_text("\n".join(lines))


def fit(folder, monkeypatch, name):
    """The bytes that the command writes."""
    from divergence.training import attribution

    out = folder / name
    arguments = ["fit", "--corpus", str(folder), "--out", str(out)]
    monkeypatch.setattr(sys, "argv", arguments)
    attribution.main()
    return out.read_bytes()


def test_the_command_fits_weights_that_find_what_was_marked(tmp_path, monkeypatch):
    pytest.importorskip("scipy", reason="the extra `training` is not installed")
    pytest.importorskip("sklearn", reason="the extra `training` is not installed")
    write_corpus(tmp_path)
    content = fit(tmp_path, monkeypatch, "one.npz")
    text = "The pilot said the roof needs repair. It rained all day."
    (found,) = attribute_by_model(Document("text", text), read_model(content))
    assert text[slice(*found.source[0])] == "The pilot"
    assert text[slice(*found.cue[0])] == "said"
    assert text[slice(*found.content[0])] == "the roof needs repair"
    assert fit(tmp_path, monkeypatch, "two.npz") == content


def test_a_content_in_pieces_is_read_whole():
    standoff = (
        "T1\tCue 4 8\tsaid\nT2\tContent 9 18;20 30\tthe sky is\nT3\tContent 40 45\tblue\n"
        "E1\tAttribution:T1 Cue:T1 Content:T2 Content2:T3\n"
    )
    (found,) = parse_standoff(standoff)
    assert found.source == ()
    assert found.content == ((9, 18), (20, 30), (40, 45))


def test_a_text_without_annotations_is_named(tmp_path):
    write_corpus(tmp_path)
    (tmp_path / "attributions" / "t03_a.ann").unlink()
    with pytest.raises(InputError, match="t03"):
        read_corpus(tmp_path)
