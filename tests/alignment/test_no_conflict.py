"""Aligned claims that only look opposed: no clash may be named for them."""

import pytest

REST = "Bread is dear. Trams run late. The lake is full. A bank was robbed."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "They support the efforts to prevent Norvia from possessing a nuclear weapon.",
            "He is committed to ensuring that Norvia can never possess a nuclear weapon.",
        ),
        (
            "There is no alternative to the two-state solution of the lake dispute.",
            "He affirmed his strong support for a two-state solution of the lake dispute.",
        ),
        (
            "They voiced serious concern over the launch of a ballistic missile by Norvia.",
            "They condemned the recent launch of a ballistic missile by Norvia.",
        ),
        (
            "The Minister presented a plan for rolling back Norvian aggression in the bay.",
            "He conveyed his support for the right to self-defense in the bay.",
        ),
        (
            "The basic contradiction of the Lakeland refugee program is the long wait.",
            "The Lakeland refugee program is gaining strength.",
        ),
        (
            "The president was the founder of the northern rebel group.",
            "No, I meant that he is the founder of the northern rebel group.",
        ),
        (
            "Officials denied that the two blasts at the depot are related.",
            "The blast at the depot was unrelated to the other blast.",
        ),
    ],
)
def test_no_conflict_where_both_stand_on_one_side(one, other, judged, north, south):
    _, findings = judged((north, f"{one} {REST}"), (south, f"{other} The choir sang."))
    assert not [f for f in findings if f.verdict == "conflict"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The plant did not prevent the leak of the poisonous acid.",
            "The plant did prevent the leak of the poisonous acid.",
        ),
        (
            "The ministry announced the closure of the harbour bridge.",
            "The union condemned the closure of the harbour bridge.",
        ),
    ],
)
def test_a_true_opposition_stays_a_conflict(one, other, judged, north, south):
    _, findings = judged((north, f"{one} {REST}"), (south, f"{other} The choir sang."))
    assert [f for f in findings if f.verdict == "conflict"]
