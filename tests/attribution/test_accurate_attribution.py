"""The accurate model as its users meet it: what it finds, where, and how it fails."""

from __future__ import annotations

import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divergence.attribution import attribute, model_in_force
from divergence.attribution.accurate import attribute_accurately, weights
from divergence.attribution.accurate.weights import FILE, MEMBERS, read_model, write_model
from divergence.comparison import compare
from divergence.config import Settings
from divergence.errors import DataFileError, MissingExtraError
from divergence.model import Aside, Attribution, Document
from divergence.reading.event import read_event

pytest.importorskip("onnxruntime", reason="ONNX Runtime (the extra accurate) is not installed")

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
REPORTED = (
    "The harbour was closed on Monday. The minister said the ferry would sail again on Tuesday.\n\n"
    "“We have repaired the engine,” Ms. Larsen told reporters.\n\n"
    "According to the operator, three hundred passengers were stranded overnight."
)
PIECES = (
    "The mayor said", "she added", "according to officials", "“", "”", "„", "«", "»", "「", "'",
    '"', "‘", "’", ":", ".", "...", ",", "?", "—", "\n", "\n\n", "\r\n", "\u2028", "\t", "|",
    "that the road is closed", "THE MINISTRY DENIED IT", "12,500", "é", "\u200b", "他说", "Mr.",
    "told", "he", "it’s", "(", ")", " ", "\ufeff", "🙂", "_", "x" * 500,
)  # fmt: skip
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map(" ".join)


@pytest.fixture(scope="module")
def content() -> bytes:
    return files("divergence.data").joinpath(FILE).read_bytes()


def texts(document: Document, attribution: Attribution) -> tuple[str, str, str]:
    """Source, cue and content of an attribution as text."""
    source, cue, content = (
        " ".join(document.text[start:end] for start, end in spans)
        for spans in (attribution.source, attribution.cue, attribution.content)
    )
    return source, cue, content


def found(text: str) -> list[tuple[str, str, str]]:
    document = Document("text", text)
    return [texts(document, one) for one in attribute(document, "accurate")]


def test_indirect_speech_has_its_source_cue_and_content():
    assert ("The minister", "said", "the ferry would sail again on Tuesday") in found(REPORTED)


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
    kinds = {
        texts(document, one)[0].split()[-1]: one.kind for one in attribute(document, "accurate")
    }
    assert kinds["Larsen"] == "direct"
    assert kinds["minister"] == "indirect"


def test_stretches_set_aside_are_not_tagged():
    start = REPORTED.index("According")
    aside = Aside("text", start, len(REPORTED), "caption")
    document = Document("text", REPORTED, aside=(aside,))
    spans = [
        span
        for one in attribute(document, "accurate")
        for part in (one.source, one.cue, one.content)
        for span in part
    ]
    assert spans
    assert all(end <= start for _, end in spans)


@pytest.mark.parametrize("text", ["", " \n\n\t", "\u200b", "“", "…"])
def test_a_text_without_words_has_no_attributions(text):
    assert attribute(Document("text", text), "accurate") == ()


def test_one_thread_and_two_find_the_same_spans(content):
    one, two = read_model(content, threads=1), read_model(content, threads=2)
    document = Document("text", "\n\n".join([REPORTED] * 9))
    assert attribute_accurately(document, one) == attribute_accurately(document, two)


@settings(max_examples=15, deadline=None)
@given(MIXED)
def test_any_text_gives_exact_spans_and_the_same_answer_twice(text):
    document = Document("text", text)
    result = attribute(document, "accurate")
    assert result == attribute(document, "accurate")
    for one in result:
        assert one.content
        assert 0 <= one.confidence <= 1
        for spans in (one.source, one.cue, one.content):
            assert list(spans) == sorted(spans)
            for span in spans:
                assert 0 <= span.start < span.end <= len(text)
                piece = text[span.start : span.end]
                assert piece == piece.strip()


def test_what_stands_far_away_in_a_long_paragraph_changes_nothing_here():
    sentence = "The minister said the ferry would sail again on Tuesday. "
    other = "The harbour has two piers and a long stone wall. "
    for repeated in (30, 37):
        text = other * repeated + sentence + other * 30
        assert [one for one in found(text) if "minister" in one[0]] == [
            ("The minister", "said", "the ferry would sail again on Tuesday")
        ]


def test_the_time_for_one_paragraph_grows_with_its_length_only():
    sentence = "“We know,” she said, and the mayor added that the road is closed. "
    attribute(Document("text", sentence), "accurate")

    def seconds(size: int) -> float:
        text = (sentence * (size // len(sentence) + 1))[:size]
        start = time.process_time()
        attribute(Document("text", text), "accurate")
        return time.process_time() - start

    assert seconds(40_000) < 8 * seconds(10_000) + 0.5


def test_a_missing_runtime_is_an_error_that_names_the_extra(monkeypatch, content):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(MissingExtraError, match=r"divergence\[accurate\]"):
        read_model(content)


def test_a_missing_weights_file_is_an_error_and_no_other_model(monkeypatch, tmp_path):
    weights.accurate_model.cache_clear()
    monkeypatch.setattr(weights, "files", lambda package: tmp_path)
    with pytest.raises(DataFileError, match="missing"):
        attribute(Document("text", REPORTED), "accurate")
    weights.accurate_model.cache_clear()


@pytest.mark.parametrize("part", [0, 10, 0.3, 0.99])
def test_a_weights_file_cut_short_is_an_error(part, content):
    size = part if isinstance(part, int) else int(len(content) * part)
    with pytest.raises(DataFileError, match="damaged"):
        read_model(content[:size])


def test_a_weights_file_with_a_changed_byte_is_an_error(content):
    changed = bytearray(content)
    changed[len(changed) // 2] ^= 0x40
    with pytest.raises(DataFileError, match="damaged"):
        read_model(bytes(changed))


@pytest.mark.parametrize("member", [name for name in MEMBERS if name != "about.txt"])
def test_a_member_that_is_no_such_thing_is_an_error(member):
    with pytest.raises(DataFileError, match="damaged"):
        read_model(write_model({name: b"{}" for name in MEMBERS if name != member} | {member: b""}))


def test_the_weights_file_is_at_most_thirty_megabytes(content):
    assert len(content) <= 30_000_000


def test_a_report_names_the_model_with_the_digest_of_its_weights():
    named = model_in_force("accurate")
    comparison = compare(read_event([FIXTURES / "port-call"]), Settings(attribution="accurate"))
    assert named == f"accurate {weights.accurate_model().digest[:16]}"
    assert comparison.settings["attribution"] == f"{named}, completed by rules"
