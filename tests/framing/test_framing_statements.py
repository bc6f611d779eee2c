"""Who speaks is no name for what is spoken of; the act of each side, and what it leaves out."""

from __future__ import annotations

import pytest
from test_framing_measures import claim, pair

from divergence.framing import FramingContext, meet_by_name
from divergence.framing.agency import blaming
from divergence.framing.certainty import certainty_marks
from divergence.framing.context import is_plural
from divergence.framing.stance import act_of
from divergence.framing.statement import statement
from divergence.framing.substance import in_common, own_part
from divergence.framing.tone import own_voice
from divergence.grouping import Group
from divergence.model import Party


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The ministry said that the dam burst", "the dam burst"),
        ("The dam burst, a spokesman for the ministry said", "The dam burst,"),
        ("Critics hailed the bill as a start", "the bill as a start"),
        ("The carmaker recalled 300 vans in May", "The carmaker recalled 300 vans in May"),
        ("The dam was said to be safe", "The dam was said to be safe"),
    ],
)
def test_a_statement_is_told_without_who_says_it(text: str, stated: str) -> None:
    start, end = statement(text)
    assert text[start:end].strip() == stated


def test_two_speakers_are_no_two_names_for_one_thing() -> None:
    found = pair(
        "The finance minister said that school budgets would rise.",
        "The union said that school budgets would rise.",
    )
    assert "labels" not in found


def test_two_culprits_are_no_two_names_for_one_thing() -> None:
    found = pair(
        "The mayor blamed the hooligans for the broken windows.",
        "The students blamed the police for the broken windows.",
    )
    assert "labels" not in found
    assert "wording" not in found


def test_words_of_a_family_that_names_one_thing_are_labels_wherever_they_stand() -> None:
    found = pair(
        "The new levy on sugar is fair to everybody who pays it.",
        "Bakers will go out of business because of this tax.",
    )
    assert found["labels"].reason == 'Ankara says "levy" where Damascus says "tax"'


def test_a_noun_that_only_describes_the_next_one_names_nothing() -> None:
    found = pair("The migrant crisis goes on.", "Asylum seekers are welcome.")
    assert "labels" not in found


def test_what_each_says_that_a_thing_is_are_two_wordings() -> None:
    found = pair(
        "The minister hailed the vote as a triumph of democracy.",
        "The opposition dismissed the vote as a sham.",
    )
    assert found["wording"].reason == 'Ankara says "triumph of democracy", Damascus "sham"'


def test_a_passive_and_a_deed_that_befall_the_same_differ_in_who_acts() -> None:
    found = pair(
        "The opposition leader was taken into custody at the airport.",
        "Police seized the opposition leader at the airport.",
    )
    assert found["agency"].reason.startswith('Damascus names the actor ("Police")')


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("demanded that the troops withdraw", "ask"),
        ("The general warned that ships would be stopped", "warn"),
        ("They expressed gratitude for the aid", "praise"),
        ("The company said it would not pay", "refuse"),
        ("Ships would be stopped, the general warned", "warn"),
        ("the ships will be stopped", "coming"),
        ("the ships have been stopped", "done"),
        ("the bridge links both towns", None),
        ("people who have lost their homes are angry", None),
    ],
)
def test_the_act_of_a_claim_is_read_off_its_words(text: str, kind: str | None) -> None:
    act = act_of(text)
    assert (act.kind if act else None) == kind


def test_acts_of_two_kinds_are_a_difference_of_stance() -> None:
    found = pair("demanded that the troops withdraw", "warned that the troops would stay")
    assert found["stance"].reason == (
        'Ankara tells of a demand or request ("demanded"), Damascus of a warning ("warned")'
    )


def test_kinds_that_are_near_are_no_difference_of_stance() -> None:
    assert "stance" not in pair("She voiced concern over the trial", "He criticised the trial")


def test_what_only_one_side_tells_is_shown() -> None:
    found = pair("the embassy is open", "the embassy is open although the families have left")
    assert found["substance"].reason.startswith("only Damascus speaks of")
    assert found["substance"].notable


def test_other_words_for_the_same_leave_nothing_out() -> None:
    assert own_part("The minister said the truce would begin", "The truce will start") is None


def test_a_phrase_that_is_shown_keeps_within_its_clause() -> None:
    text = "the mill, which employs 90 people, spoiled the river and its banks for years"
    own = own_part(text, "the mill is safe")
    assert own is not None
    assert "," not in text[own.start : own.end]


@pytest.mark.parametrize(
    ("label", "plural"),
    [("Lawmakers", True), ("Unions", True), ("United States", False), ("Damascus", False)],
)
def test_a_label_asks_for_the_number_of_its_verb(label: str, plural: bool) -> None:
    assert is_plural(label) == plural
    context = FramingContext.of((Party("x", label),))
    assert context.party_says("x", "gives").endswith("give" if plural else "gives")


def test_one_thing_under_two_names_brings_claims_together() -> None:
    first = claim("The naval exercises will end on Friday.")
    second = claim("Such war games threaten the whole coast.", "damascus")
    groups = (Group("", (first.id,)), Group("", (second.id,)))
    assert meet_by_name(groups, (first, second)) == (Group("", (first.id, second.id)),)


def test_names_that_run_through_an_account_bring_nothing_together() -> None:
    many = [claim(f"The naval exercises of day {day} went well.") for day in range(3)]
    second = claim("Such war games threaten the whole coast.", "damascus")
    groups = tuple(Group("", (one.id,)) for one in (*many, second))
    assert meet_by_name(groups, (*many, second)) == groups


def test_what_sets_two_apart_is_told_beside_what_both_speak_of() -> None:
    found = pair("the embassy is open", "the embassy is open although the families have left")
    assert found["substance"].reason.endswith('; both of "embassy"')


def test_words_in_common_are_the_same_from_either_side() -> None:
    texts = "These licences are a valuable tool", "A licence can be withdrawn as easily"
    assert in_common(*texts) == in_common(*reversed(texts)) == ("licence",)


def test_criticism_is_another_stance_than_a_plain_statement() -> None:
    found = pair("criticised the new tariff on salt", "a new tariff on salt")
    assert found["stance"].reason == ('Ankara tells of criticism ("criticised"), Damascus does not')


def test_a_demand_is_no_other_stance_than_a_plain_statement() -> None:
    assert "stance" not in pair("demanded a new tariff on salt", "a new tariff on salt")


@pytest.mark.parametrize(
    "text",
    [
        "The mine denied that it was responsible for the flood",
        "The mine was not responsible for the flood",
        "A group claimed responsibility for the blast",
        "The minister responsible for transport left",
        "The firm bears no responsibility for the leak",
    ],
)
def test_who_denies_a_fault_or_holds_an_office_blames_nobody(text: str) -> None:
    assert blaming(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "The mine was responsible for the flood",
        "Those responsible for the flood must pay",
        "She blamed the mine for the flood",
        "The council held the mine responsible",
    ],
)
def test_who_names_a_culprit_blames(text: str) -> None:
    assert blaming(text) is not None


def test_a_barrage_in_a_river_judges_nobody() -> None:
    assert not own_voice("They hand over readings from the gauges at the barrage")


def test_a_barrage_of_insults_judges() -> None:
    assert own_voice("They answered with a barrage of insults")


def test_a_wish_is_no_doubt():
    assert not certainty_marks("The King, may God protect him, received the envoy")
    assert certainty_marks("The deal may fail")
