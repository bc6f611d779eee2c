"""Who is no party of an event, and who belongs to one that the text names in full."""

from __future__ import annotations

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


def test_a_role_in_brackets_is_not_who_speaks() -> None:
    assert cast('Actor Jane Ek (Lady Macbeth) said: "The strike must end now."') == [
        (("jane ek",), False)
    ]


def test_an_abbreviation_belongs_to_the_state_of_its_full_name() -> None:
    text = (
        "The United States Coast Guard (USCG) searched the bay. "
        "USCG Captain Mary Holt said the boat was lost."
    )
    assert cast(text) == [(("united-states",), False)]


def test_what_the_text_calls_a_journal_or_agency_is_quoted_but_no_side() -> None:
    assert cast("The journal Oceans said the water was warm.") == [((), True)]
    assert cast("The press agency NTX said the mine was closed.") == [((), True)]
    assert cast("CNN Norway said the boat was seized.") == [((), True)]


def test_voters_and_virologists_speak_for_no_side() -> None:
    assert cast("Voter Kim Lund said the queue was long.") == [((), True)]
    assert cast("Virologist Kim Lund said the vaccine was safe.") == [((), True)]


def test_a_bishop_does_not_speak_for_the_last_body() -> None:
    text = "Northern Widgets plc said sales rose. Archbishop Karl Berg said the workers were tired."
    assert cast(text)[-1] == (("karl berg",), False)


def test_a_senior_vice_president_speaks_for_the_company() -> None:
    text = (
        "Northern Widgets plc said the power was off. "
        "Senior vice president Karl Berg said it would be back."
    )
    assert {sides for sides, _ in cast(text)} == {("northern widgets",)}


def test_a_hospital_spokesperson_does_not_speak_for_the_patient() -> None:
    text = "Berg said he was stabbed. A hospital spokesperson said the wound was deep."
    assert cast(text)[-1] == (("hospital",), False)


def test_a_fire_service_statement_is_the_fire_service() -> None:
    text = "Northern Widgets said it was sorry. A fire service statement said the hall was lost."
    assert cast(text)[-1] == (("fire service",), False)


def test_party_leader_and_prime_minister_is_one_speaker() -> None:
    text = "Conservative Party leader and Prime Minister Boris Johnson said the vote was won."
    assert [len(sides) for sides, _ in cast(text)] == [1]


def test_a_father_does_not_speak_for_the_state_that_spoke_last() -> None:
    text = (
        "Turkey said the boat had sunk. It said the boy had drowned. "
        "His surviving father said the family had paid."
    )
    assert cast(text)[-1][0] == ()


def test_the_court_is_the_one_court_that_the_text_names() -> None:
    text = (
        "The European Court of Justice said the posts were illegal. "
        "The three-judge court said the firm must remove them."
    )
    assert len({sides for sides, _ in cast(text)}) == 1


def test_a_capital_that_is_a_surname_is_no_state() -> None:
    text = "Jane Paris, 34, was held on Monday. Paris said she had left the shop."
    assert cast(text) == [(("jane paris",), False)]


def test_a_prime_minister_by_first_name_is_still_the_state() -> None:
    text = (
        "Samoan Prime Minister Faleolo Tavita Masina said the ban was over. "
        "Prime Minister Faleolo said the schools were open."
    )
    assert cast(text) == [(("samoa",), False)] * 2


def test_whose_opponent_sat_in_congress_does_not_speak_for_it() -> None:
    text = (
        "A niece of Biden's 2008 US Senate opponent Christine Holt said she was hurt. "
        "Biden said it never happened."
    )
    assert cast(text)[-1] != (("us-congress",), False)
