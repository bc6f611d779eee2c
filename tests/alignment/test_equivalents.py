"""Words that may say the same thing count in part, and only where they stand for each other."""

from pathlib import Path

import pytest

from divergence.aligning.support import supports
from divergence.language.equivalents import light_stems, sets_of
from divergence.language.segmentation import stem
from divergence.language.similarity import (
    FEATURES,
    features,
    initials,
    profile,
    rarity,
    sought,
)
from divergence.language.tables import load_table
from divergence.training.equivalents import rendered, stemmed

DATA = Path(__file__).parents[2] / "divergence" / "data"


def held(claim: str, other: str) -> dict[str, float]:
    there = profile(other)
    values = features(sought(profile(claim), rarity([there])), there)
    return dict(zip(FEATURES, values, strict=True))


def test_the_stems_are_those_of_the_words_that_people_edit():
    made = rendered(stemmed(load_table("equivalents.toml")))
    assert (DATA / "equivalents.json").read_text(encoding="utf-8") == made


@pytest.mark.parametrize(
    ("one", "other"), [("began", "launched"), ("Norway", "Norwegian"), ("died", "fatal")]
)
def test_equivalent_words_share_a_set(one, other):
    assert sets_of(stem(one)) & sets_of(stem(other))


def test_words_that_bound_what_is_said_are_not_light():
    bounding = {stem(word) for word in ("only", "not", "no", "since", "before", "under", "must")}
    assert bounding.isdisjoint(light_stems())


def test_an_equivalent_word_counts_in_part():
    said = "The bridge was constructed in spring."
    same = held(said, "The bridge was constructed in spring.")["covered"]
    near = held(said, "The bridge was built in spring.")["covered"]
    far = held(said, "The bridge was painted in spring.")["covered"]
    assert far < near < same


def test_a_word_stands_for_itself_and_for_no_other():
    """The one "began" of the other text cannot be both words of the claim."""
    assert held("Talks began and flights started", "Talks began")["ending"] == 0.0
    assert held("Talks and flights started", "Talks began")["ending"] > 0.0


def test_initials_are_held_by_the_name_that_they_abbreviate():
    assert held("The EU pays", "The European Union pays")["covered"] == 1.0


def test_initials_leave_out_the_small_words_of_a_name():
    assert "echr" in initials("the European Court of Human Rights")


def test_a_lone_capital_makes_no_initials():
    assert initials("Norvia signed. Then it left.") == frozenset()


def test_a_claim_whose_last_words_are_missing_finds_less_support():
    claim = "The council opened the harbour"
    lacks_end, lacks_begin = supports(claim, ["The council opened", "Opened the harbour"])
    assert lacks_end < lacks_begin


def test_the_ratio_of_characters_is_the_same_both_ways():
    one, other = "The road reopens on Monday.", "The road opens again Monday."
    assert held(one, other)["partial"] == held(other, one)["partial"] > 0.0
