"""Who says what in the bundled article: every statement in the right mouth, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from divergence.comparison import compare
from divergence.config import Settings
from divergence.reading.event import read_event

ARTICLE = Path(__file__).resolve().parents[2] / "fixtures/moscow-meeting/article.txt"


@pytest.fixture(scope="module", params=["learned", "rules"])
def said(request) -> dict[str, str]:
    """All words of each party's account."""
    comparison = compare(read_event([ARTICLE]), Settings(attribution=request.param))
    words: dict[str, list[str]] = {}
    for claim in comparison.claims:
        if claim.role == "account":
            words.setdefault(str(claim.party), []).append(claim.text)
    return {party: " | ".join(texts) for party, texts in words.items()}


@pytest.mark.parametrize(
    ("party", "words"),
    [
        ("turkey", "normalising relations"),
        ("turkey", "atmosphere of the talks constructive"),
        ("turkey", "improving security on Syrian soil"),
        ("turkey", "fighting terrorist organisations"),
        ("turkey", "bringing Syrian refugees back"),
        ("turkey", "territorial integrity of Syria"),
        ("syria", "positive"),
        ("syria", "pullout of Turkish forces"),
        ("syria", "reopening the M-4 motorway"),
    ],
)
def test_statements_are_found(said, party, words):
    assert words in said[party]


def test_the_agency_is_the_agency_named_before(said):
    assert set(said) == {"turkey", "syria"}


@pytest.mark.parametrize(
    "words", ["the story differently", "little in common", "the Syrian report"]
)
def test_what_the_outlet_tells_is_nobodys_statement(said, words):
    assert all(words not in text for text in said.values())


def test_silences_said_aloud_are_marked():
    comparison = compare(read_event([ARTICLE]))
    silences = {(claim.party, claim.silence) for claim in comparison.claims if claim.silence}
    assert ("turkey", "declined") in silences
    assert any(party == "syria" for party, _ in silences)


def test_a_text_without_full_stops_has_accounts_too(tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(
        "France said the border would stay closed in May\n\n"
        "Norway said the closure was against the treaty between them\n"
    )
    assert len(compare(read_event([article])).parties) == 2
