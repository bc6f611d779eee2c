"""Whatever text comes in, the learned model answers in linear time with spans that fit."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divergence.attribution import attribute
from divergence.attribution.tokens import LONGEST_UNIT, tokenize
from divergence.model import Aside, Document, Span

PIECES = (
    "The mayor said", "she added", "according to officials", "“", "”", "„", "«", "»", "‹", "›",
    "「", "」", "'", '"', "‘", "’", ":", ".", "...", ",", "?", "—", "\n", "\n\n", "\r\n", "\u2028",
    "\t", "|", "* ", "1. ", "that the road is closed", "THE MINISTRY DENIED IT", "12,500", "é",
    "\u200b", "他说", "Mr.", "U.S.", "told", "he", "it’s", "(", ")", " ", "  ", "\ufeff", "🙂", "_",
)  # fmt: skip
MIXED = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=60).map(" ".join)


def check(document: Document) -> None:
    """All spans lie in the text, in order, outside the asides, and start and end on words."""
    result = attribute(document)
    assert result == attribute(document)
    places = [min((*one.cue, *one.content)) for one in result]
    for one in result:
        assert one.content
        for spans in (one.source, one.cue, one.content):
            assert list(spans) == sorted(spans)
            for span in spans:
                assert isinstance(span, Span)
                assert 0 <= span.start < span.end <= len(document.text)
                piece = document.text[span.start : span.end]
                assert piece == piece.strip()
                assert not any(a.start < span.start < a.end for a in document.aside)
        for before, after in zip(one.content, one.content[1:], strict=False):
            assert before.end <= after.start
    assert len(places) == len(result)


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_any_text_gives_exact_spans_and_the_same_answer_twice(text):
    check(Document("text", text))


@settings(max_examples=25, deadline=None)
@given(MIXED, st.integers(0, 200), st.integers(0, 200))
def test_no_word_of_an_aside_is_used(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    document = Document("text", text, aside=(Aside("text", start, end, "caption"),))
    for attribution in attribute(document):
        for spans in (attribution.source, attribution.cue):
            for span in spans:
                assert span.end <= start or span.start >= end or start == end


@settings(max_examples=60, deadline=None)
@given(MIXED)
def test_tokens_are_the_characters_at_their_offsets(text):
    tokens = tokenize(text)
    for word, start, end in zip(
        tokens.words, tokens.starts.tolist(), tokens.ends.tolist(), strict=True
    ):
        assert text[start:end] == word


QUOTATIONS = ("“{}”", '"{}"', "„{}“", "«{}»", "‹{}›", "「{}」", "『{}』", "‘{}’", "'{}'")


@pytest.mark.parametrize("marks", QUOTATIONS)
def test_every_style_of_quotation_is_read(marks):
    quoted = marks.format("We will repair the bridge before the winter comes,")
    document = Document("text", f"{quoted} the mayor said on Friday.")
    check(document)
    assert any(
        "repair the bridge" in document.text[span.start : span.end]
        for one in attribute(document)
        for span in one.content
    )


@pytest.mark.parametrize("mark", "“”„«»‹›「」『』‘’'\"")
def test_a_mark_without_its_counterpart_does_no_harm_to_spans(mark):
    said = "We will repair the bridge before the winter comes, the mayor said on Friday."
    for text in (f"{mark}{said}", f"{said}{mark}", f"{said} {mark} {said}", mark * 400 + said):
        check(Document("text", text))


def test_a_sentence_without_a_full_stop_is_read():
    document = Document("text", "The mayor said the bridge would be repaired before the winter")
    check(document)
    assert attribute(document)


def test_capitals_hide_no_speaker():
    document = Document("text", "THE MAYOR SAID THE BRIDGE WOULD BE REPAIRED BEFORE THE WINTER.")
    check(document)
    assert attribute(document)


def test_tables_and_lists_are_read_without_error():
    rows = "\n".join(f"| {n} | {n * 7} % | said | “ |" for n in range(300))
    items = "\n".join(f"* item {n}, he said" for n in range(300))
    check(Document("text", f"{rows}\n\n{items}"))


def test_a_long_paragraph_is_cut_into_sequences_of_bounded_length():
    tokens = tokenize("word " * 5000 + ". " + "He said so. " * 2000)
    sizes: dict[int, int] = {}
    for unit in tokens.unit.tolist():
        sizes[unit] = sizes.get(unit, 0) + 1
    assert max(sizes.values()) <= LONGEST_UNIT


def test_four_times_the_text_takes_about_four_times_as_long():
    sentence = "“The road is closed,” said Ms. Larsen, who added that it would open on Friday. "

    def seconds(size: int) -> float:
        document = Document("text", (sentence * (size // len(sentence) + 1))[:size])
        start = time.process_time()
        attribute(document)
        return time.process_time() - start

    seconds(1000)
    assert seconds(120_000) < 10 * max(seconds(30_000), 0.02)
