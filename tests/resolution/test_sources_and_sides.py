"""From the words of a source to the side that speaks, on articles written for the purpose."""

from __future__ import annotations

from divergence.attribution.resolution import resolve_sources
from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document
from divergence.parties import load_parties

PARTIES = load_parties()


def sides(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """(first words of the content, sides) of each attribution."""
    document = Document("x.txt", text)
    attributions = attribute_by_rules(document)
    cast = resolve_sources(document, attributions, PARTIES)
    return [
        (" ".join(text[slice(*a.content[0])].split()[:3]), speaker.sides)
        for a, speaker in zip(attributions, cast.speakers, strict=True)
    ]


def side_of(text: str, words: str) -> tuple[str, ...]:
    """The sides of the attribution whose content begins with some words."""
    return next(found for begins, found in sides(text) if begins.startswith(words))


def test_ministry_statement_and_pronoun_belong_to_the_state() -> None:
    text = (
        "Norway's Foreign Ministry said the boat was seized. In a statement on Friday, it added "
        'that the crew was safe.\n\nThe statement said: "Sweden must free them."'
    )
    assert [found for _, found in sides(text)] == [("norway",)] * 3


def test_spokesperson_three_paragraphs_on_is_still_the_state() -> None:
    text = (
        "Anna Berg, a Norwegian Foreign Ministry spokeswoman, said the boat was seized.\n\n"
        "The weather was bad.\n\nThe sea was rough that day.\n\nShe said the crew was safe."
    )
    assert side_of(text, "the crew") == ("norway",)


def test_company_goes_by_its_short_name_and_by_the_company() -> None:
    text = (
        "Southern Widgets plc said sales rose. Southern said costs fell too. The company said it "
        'was hiring. "We are proud," said Southern chairman Bill Stone. Mr Stone said so twice.'
    )
    assert {found for _, found in sides(text)} == {("southern widgets",)}


def test_subsidiary_belongs_to_its_owner() -> None:
    text = (
        "The Stone Group said it paid. The firm, whose Redbrick subsidiary runs the mine, said it "
        "was sorry. Redbrick said no one was hurt."
    )
    assert side_of(text, "no one") == ("stone group",)


def test_unions_stand_on_one_side() -> None:
    text = (
        "Unions warned they would strike. Ann Poe, general secretary of Railco, said pay was low. "
        "The Transport Union said hours were long. Ministers said the offer was fair."
    )
    found = sides(text)
    assert [one for _, one in found[:3]] == [("unions",)] * 3
    assert found[3][1] == ("government",)


def test_nameless_officials_speak_for_the_state_they_are_named_with() -> None:
    text = (
        "Officials said the bridge was shut. Peruvian officials said it would open in May. "
        "Chile's interior ministry said it was never told."
    )
    assert side_of(text, "the bridge") == ("peru",)


def test_both_governments_speak_where_a_sentence_names_both() -> None:
    text = "Norway and Sweden said the talks went well."
    assert sides(text) == [("the talks went", ("norway", "sweden"))]


def test_paper_that_was_told_is_not_the_source() -> None:
    text = '"It was a mistake," Peruvian minister Ana Ruiz told Reuters.'
    assert [found for _, found in sides(text)] == [("peru",)]


def test_analysts_and_papers_are_no_side() -> None:
    text = "Analysts say the deal is off. The Northern Herald said the deal was on."
    assert [found for _, found in sides(text)] == [(), ()]


def test_former_minister_does_not_speak_for_the_state() -> None:
    text = "Former Norwegian foreign minister Ola Dahl said the deal was bad."
    assert [found for _, found in sides(text)] != [("norway",)]


def test_citizens_do_not_speak_for_their_state() -> None:
    text = "Swedish engineer Eva Lund said the deal was bad."
    assert [found for _, found in sides(text)] == [("eva lund",)]


def test_office_in_lower_case_is_the_body_of_that_name() -> None:
    text = (
        "The Rail Commissioner's Office said it was looking into it. The rail commissioner said "
        "trains were late."
    )
    assert len({found for _, found in sides(text)}) == 1


def test_opposition_is_not_folded_into_the_state() -> None:
    text = (
        "Kenya's opposition coalition said the count was false. The Kenyan government urged calm. "
        "Coalition spokesman David Otieno said it would sue."
    )
    assert [found for _, found in sides(text)] == [("opposition",), ("kenya",), ("opposition",)]


def test_court_is_not_folded_into_the_state() -> None:
    text = (
        "Judge Irena Mala said the records were hidden. Czech prosecutors said they were sent in "
        "March."
    )
    assert [found for _, found in sides(text)] == [("court",), ("czechia",)]


def test_player_does_not_speak_for_the_club() -> None:
    text = (
        "Redford United striker Leo Marsh said he was fit. The club said he had failed two tests. "
        "Redford United chairman Ivor Pike said he would be fined."
    )
    found = [one for _, one in sides(text)]
    assert found[0] != found[2]


def test_person_named_after_an_office_is_tied_to_its_body() -> None:
    text = (
        "Groundlink said it could not pay. Its managing director, Clara Pinto, said sales had "
        "fallen.\n\nThe union said that was false.\n\nMs Pinto said talks would go on."
    )
    assert side_of(text, "talks would") == ("groundlink",)


def test_armed_group_lends_its_name_to_no_army() -> None:
    text = (
        "The Israeli military said trucks were taken. Hamas denied the charge. Military spokesman "
        "Avi Regev said there was proof."
    )
    assert side_of(text, "there was") == ("israel",)


def test_minister_of_a_portfolio_speaks_for_the_government() -> None:
    text = (
        "The Tories said the plan was dear. Health Secretary David Pym said it would save lives. "
        "Shadow health secretary Anne Marlow said it would not."
    )
    found = [one for _, one in sides(text)]
    assert found[0] == ("conservatives",)
    assert found[1] != found[0]
    assert found[2] == found[0]


def test_she_after_her_clients_name_is_the_lawyer() -> None:
    text = 'Mr Dvorak\'s lawyer, Petra Novak, said he was sick. "He took nothing," she said.'
    found = [one for _, one in sides(text)]
    assert found[0] == found[1]
