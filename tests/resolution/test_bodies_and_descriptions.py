"""Bodies named and described: which names are one, and whom "the company" or "the group" means."""

from __future__ import annotations

from divergence.attribution.resolution import resolve_sources
from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document
from divergence.parties import load_parties

PARTIES = load_parties()


def sides(text: str) -> list[tuple[str, ...]]:
    """The sides of each attribution in the order of the text."""
    document = Document("x.txt", text)
    return [
        speaker.sides
        for speaker in resolve_sources(document, attribute_by_rules(document), PARTIES).speakers
    ]


def test_a_name_with_and_is_one_body_by_what_it_is_for() -> None:
    text = "The Northland Department of Forestry and Fire Protection said land burned."
    assert sides(text) == [("northland department of forestry and fire protection",)]


def test_a_name_with_and_is_one_body_by_its_initials() -> None:
    text = "The Northern Institute of Sleep and Dreams (NISD) said two were ill."
    assert sides(text) == [("northern institute of sleep and dreams",)]


def test_two_people_of_a_foundation_are_one_body() -> None:
    text = "Carl Holm of the Bill and Anna Lind Foundation said the vaccine worked."
    assert sides(text) == [("bill and anna lind foundation",)]


def test_a_state_in_an_apposition_does_not_speak_for_the_body_that_it_describes() -> None:
    text = "The NBTA, a major U.S. banking regulator, said the leak was old."
    assert sides(text) == [("nbta",)]


def test_where_a_company_is_based_is_not_who_speaks() -> None:
    text = "UK-based retailer Norwell and Denmark-based retailer Salsund announced a merger."
    assert sides(text) == [("norwell", "salsund")]


def test_the_company_is_the_company_and_not_the_person_who_spoke_last() -> None:
    text = (
        "Ringwood Power said the lines were old. Mayor Jane Ek said the town was angry. "
        "The company said the lines were checked."
    )
    assert sides(text)[-1] == ("ringwood power",)


def test_the_company_is_not_the_watchdog() -> None:
    text = (
        "Enwatch, the watchdog, fined PowerGrid. PowerGrid said it would appeal. "
        "Enwatch said the fine was fair. The company said it was not."
    )
    assert sides(text) == [("powergrid",), ("enwatch",), ("powergrid",)]


def test_an_official_of_a_hospital_does_not_speak_for_the_government() -> None:
    text = "Russian police said the man was held. Hospital officials in Omsk said he was well."
    assert sides(text)[-1] == ("hospital",)


def test_organisers_are_the_group_that_an_apposition_names() -> None:
    text = (
        "Organisers of the march, the group Clean Valley, said many came. "
        "A spokesperson for the group said it was free."
    )
    assert sides(text) == [("clean valley",), ("clean valley",)]


def test_a_lawyer_without_a_client_speaks_for_the_side_whose_lawyers_spoke() -> None:
    text = (
        "Lawyers for Norwell argued that the law was old. "
        '"It is very old," attorney Bruce Keller told the judge.'
    )
    assert sides(text) == [("norwell",), ("norwell",)]


def test_a_police_force_is_the_police() -> None:
    text = "Police said two men were held. The force said there would be more."
    assert sides(text) == [("police",), ("police",)]


def test_a_group_of_believers_is_no_company() -> None:
    text = '"It was late," said Lund. Jewish groups condemned the plan.'
    assert sides(text)[-1] != ("jewish",)
