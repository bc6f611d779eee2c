"""What the accurate model's network reads: pieces as the vocabulary's makers cut them, windows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.attribution.accurate.inputs import (
    LONGEST_WINDOW,
    MOST_PIECES,
    REACH,
    inputs_of,
    windows,
)
from divergence.attribution.accurate.pieces import WordPieces
from divergence.attribution.tokens import tokenize

VOCABULARY = {
    word: number
    for number, word in enumerate(
        ["[UNK]", "ferry", "##man", "fer", "##ry", "'", "’", "s", "-", "stop", "un", "##stop", "e"]
    )
}
PARAGRAPHS = st.lists(st.integers(1, 700), min_size=1, max_size=8)


def text_of(sizes: list[int]) -> str:
    """Paragraphs of that many words, in sentences of nine."""
    return "\n\n".join(
        " ".join("Word" if i % 9 == 0 else "word." if i % 9 == 8 else "word" for i in range(size))
        for size in sizes
    )


def test_the_longest_piece_is_taken_first():
    assert WordPieces(VOCABULARY)(["Ferryman", "unstop"]) == [[1, 2], [10, 11]]


def test_marks_stand_alone_and_accents_fall_away():
    assert WordPieces(VOCABULARY)(["ferry’s", "stop-stop", "É"]) == [[1, 6, 7], [9, 8, 9], [12]]


def test_a_word_that_no_pieces_make_is_unknown_as_a_whole():
    assert WordPieces(VOCABULARY)(["ferryx", "x" * 5000]) == [[0], [0]]


def test_pieces_are_those_of_the_library_that_the_vocabulary_comes_from():
    tokenizers = pytest.importorskip("tokenizers", reason="tokenizers is not installed")
    reference = tokenizers.Tokenizer(
        tokenizers.models.WordPiece(VOCABULARY, unk_token="[UNK]", max_input_chars_per_word=100)
    )
    reference.normalizer = tokenizers.normalizers.BertNormalizer(lowercase=True)
    reference.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    words = ["Ferryman", "FERRY’S", "stop-stop", "unstopferry", "Éé", "他说", "a$b", "\u200bferry"]
    assert WordPieces(VOCABULARY)(words) == [reference.encode(word).ids for word in words]


@given(PARAGRAPHS)
def test_each_token_is_read_from_one_window(sizes):
    tokens = tokenize(text_of(sizes))
    offsets = np.arange(len(tokens) + 1)
    read = [i for window in windows(tokens, offsets) for i in range(window.begin, window.end)]
    assert read == list(range(len(tokens)))


@given(PARAGRAPHS)
def test_no_window_is_longer_than_the_network_reads(sizes):
    tokens = tokenize(text_of(sizes))
    offsets = np.arange(len(tokens) + 1) * 2
    for window in windows(tokens, offsets):
        assert offsets[window.last] - offsets[window.first] <= LONGEST_WINDOW


@given(PARAGRAPHS)
def test_all_of_the_paragraph_within_reach_of_a_token_is_in_its_window(sizes):
    tokens = tokenize(text_of(sizes))
    for window in windows(tokens, np.arange(len(tokens) + 1)):
        for i in (window.begin, window.end - 1):
            near = range(max(i - REACH, 0), min(i + REACH + 1, len(tokens)))
            same = [j for j in near if tokens.paragraph[j] == tokens.paragraph[i]]
            assert window.first <= same[0]
            assert same[-1] < window.last


def test_a_token_of_endless_pieces_counts_as_a_few():
    tokens = tokenize("ferry " + "man" * 300)
    pieces = inputs_of(tokens, lambda words: [[1] * 500 for _ in words], {})
    assert np.diff(pieces.offsets).max() == MOST_PIECES
