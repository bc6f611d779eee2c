"""Quotations whatever their marks, also unbalanced ones."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.attribution.quotations import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said: "No, never." Then left.', ['"No, never."']),
        ("She said: “No, never.” Then left.", ["“No, never.”"]),
        ("She said: „No, never.“ Then left.", ["„No, never.“"]),
        ("She said: «No, never.» Then left.", ["«No, never.»"]),
        ("She said: 'No, it isn't.' Then left.", ["'No, it isn't.'"]),
        ("She said: ‘No, it isn’t.’ Then left.", ["‘No, it isn’t.’"]),
        ("She said: ''No, never.'' Then left.", ["''No, never.''"]),
        ('She said: “No, never." Then left.', ['“No, never."']),
        ("The workers' union and the drivers' guild met.", []),
        ("'The workers' union is wrong,' he said.", ["'The workers' union is wrong,'"]),
        ("She said: 「No, never.」 Then left.", ["「No, never.」"]),
    ],
)
def test_marks_open_and_close(text: str, quoted: list[str]) -> None:
    assert [text[slice(*span)] for span in quotations(text)] == quoted


def test_new_opening_mark_closes_an_open_quotation() -> None:
    text = '"The first. "The second. "The third," he said.'
    assert [text[slice(*span)] for span in quotations(text)] == [
        '"The first.',
        '"The second.',
        '"The third,"',
    ]


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = '"It never closes.\n\nThe next one is not quoted.'
    assert [text[slice(*span)] for span in quotations(text)] == ['"It never closes.']


@given(st.text(alphabet="ab '\"“”‘’„«».,\n`", max_size=200))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    spans = quotations(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
