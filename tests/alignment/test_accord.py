"""What makes two claims tell the same in other words, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from divergence.alignment import Match, claim_profile
from divergence.judging.accord import Accord, accord, praises, set_against
from divergence.judging.meeting import Meeting
from divergence.judging.predicates import predicates
from divergence.language.polarity import describe
from divergence.model import Claim, FramingDifference, Party

PARTIES = tuple(
    Party(name.lower(), f"{name}land", (f"{name}land",)) for name in ("North", "South", "West")
)


def claim(text: str, party: str) -> Claim:
    told = Claim(f"{party}-0", party, "account", f"{party}.txt", 0, len(text), text)
    return replace(told, details=describe(text, 0))


def met(first: str, second: str) -> Meeting:
    left, right = claim(first, "north"), claim(second, "south")
    match = Match(left.id, right.id, 0.0, 0.0, 0.4)
    return Meeting.of(left, right, match, claim_profile(left), claim_profile(right), PARTIES)


def sign(first: str, second: str, *apart: str) -> Accord | None:
    return accord(met(first, second), apart)


def test_one_act_by_one_verb_is_told_alike():
    found = sign("the mayor was hiding the true costs", "It is a shame to hide these bills")
    assert found is not None
    assert found.kind == "act"
    assert found.words == "“hiding the true costs” and “hide these bills”"


def test_a_light_verb_is_no_act():
    assert sign("The mayor has taken the bus", "The clerk has taken a holiday") is None


def test_a_light_verb_with_its_particle_is_an_act():
    found = sign("We hope that she will come back", "We only asked her to come back")
    assert found is not None
    assert found.words == "“come back”"


def test_a_particle_makes_another_act():
    assert sign("They entered into a pact with the port", "The army entered the port") is None


def test_a_noun_after_to_is_no_act_of_both():
    assert sign("a path to dialogue", "the key to dialogue") is None


@pytest.mark.parametrize("measure", ["labels", "tone", "agency", "stance", "certainty", "wording"])
def test_what_a_measure_sets_apart_is_not_told_alike(measure):
    assert sign("The mayor will repair the pier", "He has repaired the pier", measure) is None


@pytest.mark.parametrize("measure", ["substance", "selection", "emphasis"])
def test_more_detail_sets_nothing_apart(measure):
    assert sign("The mayor will repair the pier", "He has repaired the pier", measure)


def test_a_condition_agrees_with_nothing():
    assert sign("We will repair it if the council pays", "They will repair the pier") is None


def test_what_may_be_agrees_with_nothing():
    assert sign("They could repair the pier", "They will repair the pier") is None


def test_what_the_other_negates_is_not_told_alike():
    assert sign("The ship fired on the boat", "No shots were fired by the ship") is None


def test_a_demand_that_the_other_will_meet_is_told_alike():
    found = sign(
        "We demand that the prisoners be treated with dignity",
        "All detainees will be treated with full respect",
        "stance",
    )
    assert found is not None
    assert found.kind == "act"


def test_an_offer_that_the_other_welcomes_is_told_alike():
    found = sign(
        "The envoy expressed the readiness of his side to hand over the maps",
        "The minister welcomed Northland's willingness to share charts",
        "stance",
    )
    assert found is not None
    assert found.kind == "answer"
    assert found.words == "“readiness” and “willingness”"


def test_the_offer_of_a_third_party_is_not_taken_up():
    found = sign(
        "The envoy expressed the readiness of his side to hand over the maps",
        "The minister welcomed Westland's willingness to share charts",
        "stance",
    )
    assert found is None


def test_what_is_asked_and_granted_by_one_figure_is_told_alike():
    found = sign(
        "At his suggestion ships stay no closer than three miles from the reef",
        "Both crews agreed to keep at least three miles from the reef",
        "stance",
    )
    assert found is not None
    assert found.kind == "figure"


def test_one_charged_word_of_both_is_one_judgement():
    found = sign("the offer is really generous", "This was a generous number of days")
    assert found is not None
    assert found.kind == "judgement"


def test_two_who_tell_of_the_next_meeting_agree():
    found = sign("Experts will gather again in spring", "The next round is planned for April")
    assert found is not None
    assert found.label == "a meeting to come"


def test_two_who_thank_one_agree():
    assert sign("He is grateful to Westland", "He voiced appreciation for what Westland did")


def test_two_who_thank_others_do_not_agree():
    assert sign("He is grateful to Westland", "She voiced appreciation for Eastland") is None


def test_one_who_criticises_what_the_other_states_is_set_against_it():
    assert set_against(met("They announced new limits on flights", "We condemn the new limits"))


def test_two_who_criticise_are_not_set_against_each_other():
    assert not set_against(met("We condemn the limits", "They rejected the limits"))


def test_warmer_praise_is_no_other_judgement():
    def tone(left: float, right: float) -> FramingDifference:
        values = (("north", left), ("south", right))
        return FramingDifference("tone", "pair", values, 0.5, 0.45, "")

    assert praises(tone(1.0, 0.0))
    assert not praises(tone(-1.0, 0.0))


def test_gerunds_and_nouns_are_no_predicates():
    assert not predicates("the purpose of suspending the council")
    assert not predicates("the marketing of wine")


def test_an_invitation_and_its_acceptance_are_told_alike():
    found = sign(
        "The president invited his colleague to visit the coast",
        "She accepted an invitation to attend the regatta",
        "stance",
    )
    assert found is not None
    assert found.label == "an invitation"


def test_what_is_asked_and_agreed_to_in_the_same_words_is_told_alike():
    texts = "called for the closure of the old smelter", "agreed with the closure of the smelter"
    found = sign(*texts, "stance", "wording")
    assert found is not None
    assert found.kind == "answer"


def test_a_contact_that_both_tell_of_is_told_alike():
    found = sign(
        "President Roe spoke today with Prime Minister Poe of Southland",
        "Prime Minister Poe received a telephone call this evening from President Roe",
    )
    assert found is not None
    assert (found.kind, found.label) == ("step", "the contact itself")


def test_who_asked_for_a_contact_is_more_than_the_contact():
    first = "President Roe spoke today with Prime Minister Poe of Southland"
    second = "At the request of the Northern side the Minister held a telephone conversation today"
    assert sign(first, second) is None


def test_praise_of_one_thing_by_both_is_told_alike():
    found = sign(
        "The Minister welcomed the signing of the Harbour Accords the day before",
        "The Vice President welcomed Southland joining the Harbour Accords",
    )
    assert found is not None
    assert found.kind == "attitude"


def test_thanks_for_different_things_are_not_told_alike():
    first, second = "He thanked the crews for the rescue", "She welcomed the new railway"
    assert sign(first, second) is None


def test_concern_of_both_is_no_sign_that_they_tell_the_same():
    first = "He voiced concern over the build-up of troops at the border"
    second = "She voiced concern over the build-up of missiles in the bay"
    assert sign(first, second) is None
