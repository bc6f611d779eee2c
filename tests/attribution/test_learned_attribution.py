"""The learned model as its users meet it: what it finds, where, and how it fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files

import pytest

from divergence.attribution import attribute
from divergence.attribution.weights import FILE, read_model
from divergence.errors import DataFileError, SettingsError
from divergence.model import Aside, Attribution, Document

REPORTED = (
    "The harbour was closed on Monday. The minister said the ferry would sail again on Tuesday.\n\n"
    "“We have repaired the engine,” Ms. Larsen told reporters.\n\n"
    "According to the operator, three hundred passengers were stranded overnight."
)


def texts(document: Document, attribution: Attribution) -> tuple[str, str, str]:
    """Source, cue and content of an attribution as text."""
    source, cue, content = (
        " ".join(document.text[start:end] for start, end in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return source, cue, content


def found(text: str) -> list[tuple[str, str, str]]:
    document = Document("text", text)
    return [texts(document, one) for one in attribute(document)]


def test_indirect_speech_has_its_source_cue_and_content():
    assert (
        "The minister",
        "said",
        "the ferry would sail again on Tuesday",
    ) in found(REPORTED)


def test_quoted_speech_belongs_to_the_speaker_named_after_it():
    source, _, content = next(one for one in found(REPORTED) if "repaired" in one[2])
    assert "Larsen" in source
    assert "We have repaired the engine" in content


def test_according_to_names_the_source_before_the_content():
    source, cue, content = next(one for one in found(REPORTED) if "stranded" in one[2])
    assert cue == "According to"
    assert source == "the operator"
    assert content.startswith("three hundred passengers")


def test_a_quotation_is_direct_and_reported_words_are_indirect():
    document = Document("text", REPORTED)
    kinds = {texts(document, one)[0].split()[-1]: one.kind for one in attribute(document)}
    assert kinds["Larsen"] == "direct"
    assert kinds["minister"] == "indirect"


def test_a_quoted_paragraph_that_follows_goes_to_the_same_speaker():
    text = (
        "“The bridge is safe,” the engineer said.\n\n"
        "“We have tested every bolt and every cable. Nobody needs to worry about the crossing.”"
    )
    by_source = {source: content for source, _, content in found(text)}
    assert "The bridge is safe" in by_source["the engineer"]
    assert "every bolt" in by_source["the engineer"]


def test_stretches_set_aside_are_not_tagged():
    start = REPORTED.index("According")
    aside = Aside("text", start, len(REPORTED), "caption")
    document = Document("text", REPORTED, aside=(aside,))
    spans = [
        span
        for one in attribute(document)
        for part in (one.source, one.cue, one.content)
        for span in part
    ]
    assert spans
    assert all(end <= start for _, end in spans)


def test_a_text_without_words_has_no_attributions():
    assert attribute(Document("text", "")) == ()
    assert attribute(Document("text", " \n\n\t")) == ()


def test_confidence_is_a_chance():
    assert all(0 <= one.confidence <= 1 for one in attribute(Document("text", REPORTED)))


def test_an_unknown_model_is_refused_with_the_names_of_those_that_exist():
    with pytest.raises(SettingsError, match="learned, accurate, rules"):
        attribute(Document("text", REPORTED), "guess")


def test_the_rules_stand_behind_the_same_function():
    assert isinstance(attribute(Document("text", REPORTED), "rules"), tuple)


def test_the_weights_file_is_at_most_one_megabyte():
    assert len(files("divergence.data").joinpath(FILE).read_bytes()) <= 1_000_000


@pytest.mark.parametrize("part", [0, 10, 0.3, 0.9])
def test_a_weights_file_cut_short_is_an_error(part):
    content = files("divergence.data").joinpath(FILE).read_bytes()
    size = part if isinstance(part, int) else int(len(content) * part)
    with pytest.raises(DataFileError, match="damaged"):
        read_model(content[:size])


def test_a_weights_file_with_a_changed_byte_is_an_error():
    content = bytearray(files("divergence.data").joinpath(FILE).read_bytes())
    content[len(content) // 2] ^= 0x40
    with pytest.raises(DataFileError, match="damaged"):
        read_model(bytes(content))


def test_a_missing_weights_file_is_an_error_and_not_the_rules(monkeypatch, tmp_path):
    from divergence.attribution import weights

    weights.attribution_model.cache_clear()
    monkeypatch.setattr(weights, "files", lambda package: tmp_path)
    with pytest.raises(DataFileError, match="missing"):
        attribute(Document("text", REPORTED))
    weights.attribution_model.cache_clear()


def test_the_result_does_not_depend_on_the_seed_of_string_hashes():
    program = (
        "import json, sys\n"
        "from divergence.attribution import attribute\n"
        "from divergence.model import Document\n"
        "found = attribute(Document('text', json.loads(sys.argv[1])))\n"
        "print([(a.source, a.cue, a.content, a.kind, a.confidence) for a in found])\n"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program, json.dumps(REPORTED)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(outputs) == 1
    assert "Span" in outputs.pop()
