"""Many voices of one country or body: judges, journalists, lawyers, kin, ministers, camps."""

from __future__ import annotations

from divergence.attribution.resolution import resolve_sources
from divergence.attribution.rules import attribute_by_rules
from divergence.claiming.outlets import draft_outlet
from divergence.model import Document
from divergence.parties import load_parties

PARTIES = load_parties()


def cast(text: str) -> list[tuple[tuple[str, ...], bool]]:
    """(sides, outsider) of each attribution in the order of the text."""
    document = Document("x.txt", text)
    attributions = [one for one in attribute_by_rules(document) if one.content]
    found = resolve_sources(document, attributions, PARTIES)
    return [(speaker.sides, speaker.outsider) for speaker in found.speakers]


def sides(text: str) -> list[tuple[str, ...]]:
    """The sides of each attribution."""
    return [found for found, _ in cast(text)]


def test_a_journalist_named_with_a_channel_is_no_side_later_on() -> None:
    text = "CNN's Gloria Borg asked whether the mine would close. Borg said it was odd."
    assert cast(text) == [((), True)] * 2


def test_a_lawyer_of_a_company_speaks_for_it() -> None:
    text = (
        "Danish brewer Hansborg plc sued De Linde. Hansborg's lawyer, Mette Krogh, said the firm "
        "had asked twice. She said it got no reply."
    )
    assert sides(text) == [("hansborg",)] * 2


def test_an_adjective_of_a_state_is_no_short_form_of_an_office() -> None:
    text = (
        "Danish brewer Hansborg plc sued De Linde. Hansborg said it was late. The Danish Patent "
        "Office said it was registered. The company's chief executive, Lars Friis, said it was sad."
    )
    assert sides(text)[-1] == ("hansborg",)


def test_two_letters_within_a_name_make_no_company() -> None:
    text = (
        "The Northern Front said no shot fell. Its spokesman, Ibrahim Ag Salem, said it was late."
    )
    assert sides(text) == [("northern front",)] * 2


def test_a_spokesman_without_a_name_is_that_of_whoever_spoke_last() -> None:
    text = (
        "The Conservatives said questions remained. Their spokesman, Tim Rudge, said he was sorry. "
        "Downing Street said he would stay. A spokesman said the matter was closed."
    )
    assert sides(text)[-1] == ("united-kingdom",)


def test_who_goes_back_to_the_name_before_it() -> None:
    text = "The complaint came from Anne Sharp, who claimed that the flat was sold."
    assert sides(text) == [("anne sharp",)]


def test_whoever_the_words_name_does_not_say_them() -> None:
    text = (
        "Karl Lou said it was fair. Jacob Lew said it was not. "
        "But he suggested that Mr. Lew had his eyes on critics at home."
    )
    assert sides(text)[-1] == ("karl lou",)


def test_an_initial_ends_no_sentence_before_a_pronoun() -> None:
    text = (
        "Jacob Lew said it was late. Karl Lou said there was nothing wrong with what Mr. Lew did. "
        '"They are under pressure," he said.'
    )
    assert sides(text)[-1] == ("karl lou",)


def test_a_secretary_of_a_department_is_tied_to_the_state_by_an_introduction() -> None:
    text = (
        "Mr. Lou spoke of complaints by the secretary of the Treasury, Jacob J. Lewis, about "
        "steel. The White House said it agreed. Mr. Lewis stressed those worries at a forum."
    )
    assert sides(text)[-1] == ("united-states",)


def test_the_daughter_of_a_victim_is_of_the_families() -> None:
    text = (
        "The families said they would sue. Erica Holm, the daughter of teacher Dawn Holm, "
        "said it was a shame."
    )
    assert sides(text) == [("families",)] * 2


def test_named_courts_are_sides_of_their_own() -> None:
    text = (
        "The Court of Session ruled that the plan was unlawful. "
        "The High Court found that it was lawful."
    )
    assert len(set(sides(text))) == 2


def test_people_of_one_government_are_parties_where_nobody_else_speaks() -> None:
    text = (
        "US President Donald Trump said he had asked for it. Mike Pompeo, the US Secretary of "
        "State, said there were many days when he disagreed. Trump said that was news to him."
    )
    found = sides(text)
    assert found[0] == found[2] != found[1]


def test_a_watchdog_named_behind_its_office_is_one_side_with_the_regulator() -> None:
    text = (
        "Italy's competition authority, the AGCM, said it had fined Norwell. "
        "The regulator said users were misled."
    )
    assert len(set(sides(text))) == 1


def test_the_state_that_the_words_open_with_is_whose_ministry_speaks() -> None:
    text = (
        "The Indian army said it was late. Islamabad summoned India's envoy to protest, "
        "the foreign office said."
    )
    assert sides(text)[-1] == ("pakistan",)


def test_a_state_that_only_keeps_silent_is_not_the_nameless_government() -> None:
    document = Document("x.txt", "The army said it was sorry. France has made no comment on it.")
    draft = draft_outlet(document, attribute_by_rules(document), PARTIES)
    said = {side for one in draft.statements if one.role == "account" for side in one.sides}
    assert said == {"government"}
