"""Titles and pronouns: whom "the senator", "the governor", "he" and "she" mean."""

from __future__ import annotations

from divergence.attribution.given_names import gender_of
from divergence.attribution.resolution import resolve_sources
from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document
from divergence.parties import load_parties

PARTIES = load_parties()


def cast(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """(sides, outsider) of each attribution in the order of the text."""
    document = Document("x.txt", text)
    found = resolve_sources(document, attribute_by_rules(document), PARTIES)
    return [(speaker.sides, speaker.outsider) for speaker in found.speakers]


def sides(text: str) -> list[tuple[str, ...]]:
    """The sides of each attribution."""
    return [found for found, _ in cast(text)]


def test_he_and_she_go_back_to_a_speaker_whose_given_name_fits() -> None:
    text = (
        "Karl Berg said it was late. Anna Holm said it was early. "
        "He said the train had gone. She said it had not."
    )
    assert sides(text) == [("karl berg",), ("anna holm",), ("karl berg",), ("anna holm",)]


def test_a_name_of_men_and_women_tells_nothing() -> None:
    assert gender_of("kim lund") == ""


def test_she_is_the_spokeswoman_of_an_office_that_is_named_with_an_apostrophe() -> None:
    text = (
        "Mr Taylor said he was sorry. A spokeswoman for the Rail Commissioner's Office said it was "
        "looking at a complaint. It was understood to be Mr Taylor's. "
        '"We are looking at it," she said.'
    )
    assert sides(text)[-1] == sides(text)[-2]
    assert sides(text)[-1] != sides(text)[0]


def test_a_governor_and_the_governor_are_one_person() -> None:
    text = (
        "Westland's governor said it was over. Regional governor Boris Lund said help was coming. "
        "The governor said the road was open."
    )
    assert sides(text) == [("boris lund",)] * 3


def test_a_mayor_without_a_name_is_not_the_union_that_spoke_last() -> None:
    text = "The unions said a strike was on. The mayor said that talks went on."
    assert sides(text)[-1] == ("mayor",)


def test_state_media_speak_for_their_state() -> None:
    text = "State media said the bridge had fallen. Iranian officials said ten had died."
    assert cast(text) == [(("iran",), False), (("iran",), False)]


def test_the_website_after_a_news_site_is_no_side() -> None:
    text = "Kelvin News reported the tenant had fled. The website reported that he was seen."
    assert cast(text)[-1] == ((), True)


def test_researchers_of_a_university_do_not_speak_for_the_city_where_it_is() -> None:
    assert cast("Researchers at Northern College London said the model was sound.") == [((), True)]


def test_a_government_that_a_party_would_form_does_not_govern() -> None:
    text = (
        "Shadow home secretary Daniel Marsh said a Tory government would act. "
        "Home Office minister Helen Croft said the Tories were wrong. "
        "Tory leader Michael Howard said he would fight."
    )
    assert len(set(sides(text))) == 2


def test_the_secretary_of_a_department_speaks_for_the_government() -> None:
    text = "Enwatch said the fine was fair. The energy secretary said the firm was late."
    assert sides(text)[-1] == ("government",)


def test_a_department_speaks_for_the_one_state_that_speaks() -> None:
    text = "The Department of Trade and Industry said it was late. Tony Blair said it was fair."
    assert sides(text) == [("united-kingdom",)] * 2


def test_a_high_commission_is_its_state_where_states_speak() -> None:
    text = (
        "Kenya said soldiers had landed. It wrote to the Ugandan High Commission. "
        "The High Commission said no flag was raised."
    )
    assert sides(text) == [("kenya",), ("uganda",)]
