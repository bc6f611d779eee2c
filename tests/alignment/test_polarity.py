"""Negation, modality, certainty, status and blame are read off a claim."""

import pytest

from divergence.language.polarity import (
    accuses,
    charge,
    denied_stretch,
    describe,
    negations,
    opposites,
    wrong,
)


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("The road was not reopened", True),
        ("We haven't broken any rules", True),
        ("No harmful substances were found", True),
        ("The army not only withdrew but also paid", False),
        ("There is no doubt that they agreed", False),
        ("No fewer than 20 people came", False),
        ("They did not leave without a deal", False),
        ("The minister failed to appear", True),
    ],
)
def test_negation_is_counted_where_it_negates(text, negated):
    assert describe(text).negated is negated


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norvia intends to provide ambulances", "planned"),
        ("Norvia has provided ambulances", "done"),
        ("Norvia is providing ambulances", "happening"),
        ("Norvia denied providing ambulances", "denied"),
        ("Norvia called for ambulances", "proposed"),
        ("Norvia and Estavar signed an accord", "agreed"),
        ("the ambulances in the north", "stated"),
    ],
)
def test_status_is_how_far_along_a_thing_is(text, status):
    assert describe(text).status == status


@pytest.mark.parametrize(
    ("text", "modality", "certainty"),
    [
        ("The ministry plans to leave", "intends", None),
        ("The ministry must leave", "must", None),
        ("The ministry might leave", "may", "hedged"),
        ("The ministry will certainly leave", "will", "certain"),
    ],
)
def test_modality_and_certainty(text, modality, certainty):
    details = describe(text)
    assert (details.modality, details.certainty) == (modality, certainty)


def test_the_actors_are_named_before_the_verb():
    assert describe("Norvia and our partners will leave Estavar").actors == ("Norvia", "our")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Estavar violated the border", "charge"),
        ("Estavar has not violated the border", "plea"),
        ("Estavar denies breaking rules: it never breached any", "plea"),
        ("Estavar repaired the border post", None),
    ],
)
def test_a_charge_and_a_plea_are_told_apart(text, kind):
    assert charge(text) == kind


def test_an_offer_that_is_rejected_is_not_denied():
    assert denied_stretch("The board rejected the offer as too low") is None
    assert denied_stretch("The board rejected the accusation of fraud") is not None


def test_the_one_who_is_accused_stands_after_the_word():
    text = "accused Estavar of shelling"
    assert accuses(text, wrong(text))


def test_opposites_are_found_across_two_word_lists():
    assert opposites(["bridge", "opened"], ["bridge", "closed"]) == [("opened", "closed")]
    assert negations("") == 0


def test_the_month_of_may_is_no_possibility():
    details = describe("The delegates met before the end of May")
    assert (details.modality, details.certainty) == (None, None)
