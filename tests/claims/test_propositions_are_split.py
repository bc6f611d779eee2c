"""Where a sentence is cut into claims, and what a claim carries that its own words leave out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.claiming.context import context_of
from divergence.claiming.propositions import propositions
from divergence.claiming.words import rules
from divergence.model import Span


def split(text: str) -> list[str]:
    """The propositions of a sentence as text."""
    return [text[slice(*span)] for span in propositions(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        (
            "She reiterated the commitment to a shared river and the importance of clean banks.",
            [
                "She reiterated the commitment to a shared river",
                "the importance of clean banks",
            ],
        ),
        (
            "He underscored the pledge to defend the port and full support for efforts to end it.",
            [
                "He underscored the pledge to defend the port",
                "full support for efforts to end it",
            ],
        ),
        (
            "With regard to the dam, which burst in May, they confirmed that it will be rebuilt.",
            ["With regard to the dam, which burst in May, they confirmed that it will be rebuilt"],
        ),
        (
            "The sides discussed widening the road, cutting tolls, and reopening the bridge.",
            ["The sides discussed widening the road", "cutting tolls", "reopening the bridge"],
        ),
        (
            "They discussed the release of the crew and the return of the boat, as well as the "
            "opening of the port.",
            [
                "They discussed the release of the crew",
                "the return of the boat",
                "the opening of the port",
            ],
        ),
        (
            "it had owned the mine since 1920 and would help the police",
            ["it had owned the mine since 1920", "would help the police"],
        ),
        (
            "the offer was a good fit but undervalued the firm",
            ["the offer was a good fit", "undervalued the firm"],
        ),
        (
            "the road south of the town, which is held by rebels",
            ["the road south of the town", "which is held by rebels"],
        ),
        (
            "it will not only raise fares but cut trains",
            ["it will not only raise fares but cut trains"],
        ),
        (
            "if the plant closes, 300 jobs will go",
            ["if the plant closes, 300 jobs will go"],
        ),
        ("the sale of fish and chips", ["the sale of fish and chips"]),
    ],
)
def test_claims_are_single_propositions(text: str, pieces: list[str]) -> None:
    assert split(text) == pieces


def test_listed_matter_carries_the_verb_of_its_list() -> None:
    text = "The sides discussed widening the road and reopening the bridge."
    pieces = propositions(text, Span(0, len(text)))
    assert context_of(text, pieces, 1) == "The sides discussed"


def test_predicate_without_subject_carries_it() -> None:
    text = "The firm rejected the offer and called for talks with the owners."
    pieces = propositions(text, Span(0, len(text)))
    assert context_of(text, pieces, 1) == "The firm"


@given(
    st.lists(
        st.sampled_from(
            [
                "the",
                "firm",
                "said",
                "and",
                "but",
                ",",
                ";",
                "which",
                "discussed",
                "closing",
                "is",
                "it",
                "(",
                ")",
                "roads",
                "while",
                '"',
                "as",
                "well",
                ".",
            ]
        ),
        max_size=60,
    )
)
def test_propositions_are_in_order_apart_and_inside(words: list[str]) -> None:
    text = " ".join(words)
    spans = propositions(text, Span(0, len(text)))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_no_claim_is_longer_than_allowed() -> None:
    text = "the firm sells " + ", ".join(f"item number {n}" for n in range(200))
    assert all(len(piece) <= rules().longest for piece in split(text))
