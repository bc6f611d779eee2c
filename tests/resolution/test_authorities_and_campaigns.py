"""Police, public bodies, candidates, families and supporters: with whom they stand."""

from __future__ import annotations

from divergence.attribution.resolution import resolve_sources
from divergence.model import Attribution, Document, Span
from tests.resolution.test_who_speaks_among_many import PARTIES, sides


def test_police_speak_for_the_one_state_of_the_event() -> None:
    text = (
        "The Serbian government said the rules would stay. Police said ten people were held. "
        "The National Crisis Centre said the night had been calm."
    )
    assert sides(text) == [("serbia",)] * 3


def test_police_stay_apart_where_two_states_speak() -> None:
    text = "Serbia said it was calm. Croatia said it was not. Police said ten people were held."
    assert sides(text) == [("serbia",), ("croatia",), ("police",)]


def test_two_forces_without_a_state_are_one_side() -> None:
    text = "Police said the road was closed. Northtown Police said a van was found."
    assert sides(text) == [("police",)] * 2


def test_a_committee_of_a_parliament_is_no_public_body_of_the_government() -> None:
    text = (
        "The Serbian government said the rules would stay. "
        "The Parliament Ethics Committee said they were void."
    )
    assert sides(text)[1] != ("serbia",)


def test_the_owner_of_a_campaign_is_a_candidate_and_not_the_state() -> None:
    text = (
        "The Clinton campaign called the attack cheap. "
        'Mr. Sandow said, "She wants to be president, Mrs. Clinton does." '
        "Mrs. Clinton said he had missed the election debate."
    )
    assert sides(text)[0] == sides(text)[2] != ("united-states",)


def test_whose_campaign_it_is_shows_the_person_whom_the_words_open_with() -> None:
    text = (
        "Mr Bernard Sandow raised 33 million, his campaign said. "
        "Mary Clifton, who collected more, will report soon, her campaign said."
    )
    assert sides(text) == [("bernard sandow",), ("mary clifton",)]


def test_a_clause_with_who_speaks_for_whom_it_tells_of() -> None:
    text = "It was a blow for Jane Roe, who helped launch the pro-union camp and said it was over."

    def span(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    source = span("who helped launch the pro-union camp")
    told = Attribution(source, span("said"), span("it was over"))
    found = resolve_sources(Document("x.txt", text), [told], PARTIES)
    assert found.speakers[0].sides == ("jane roe",)


def test_a_letter_behind_a_lawmaker_shows_the_party() -> None:
    text = (
        "Republicans said the law was bad. Rep. Jason Holt, R-Utah, said it was a scandal. "
        "Sen. Mary Dunn (D-Ohio) said it was sound."
    )
    assert sides(text) == [("republicans",), ("republicans",), ("democrats",)]


def test_a_supporter_of_someone_stands_with_them() -> None:
    text = (
        "Northern Widgets plc said it would expand. Mayor Dan Roe was glad. Jane Poe, a prominent "
        "Northern Widgets supporter, said it was right."
    )
    assert sides(text)[-1] == ("northern widgets",)


def test_supporters_without_a_name_are_a_side() -> None:
    text = "Critics of the bill said it was cruel. Supporters of the measure said it was needed."
    assert sides(text) == [("critics",), ("supporters",)]


def test_mother_and_father_without_a_name_are_the_parents() -> None:
    text = "The father said he was sorry. The mother said she was too. The sister said it was late."
    assert sides(text) == [("parents",), ("parents",), ("family",)]


def test_a_spokesperson_of_a_leader_whom_no_list_knows_speaks_for_the_state() -> None:
    text = "German Chancellor Angela Holm's spokesperson, Steffen Sorel, said it was possible."
    assert sides(text) == [("germany",)]


def test_the_lawyer_of_the_government_speaks_for_it() -> None:
    text = (
        "Prime Minister Boris Johnson's government lost. It had no motive, argued the government's "
        "lawyer, Richard Kern. The Scottish court said it had."
    )
    assert sides(text)[0] == ("united-kingdom",)


def test_a_surname_that_is_also_an_office_is_a_person() -> None:
    text = "Former prime minister John Major said it was wrong. Ms Jane Roe said it was right."
    assert sides(text)[0] == ("john major",)


def test_the_court_is_the_one_named_before() -> None:
    text = (
        "The case went from the Northtown Labour Court to the judges in May. "
        "The court found the advice unlawful."
    )
    assert sides(text) == [("northtown labour court",)]


def test_a_court_is_no_voice_of_its_state_where_several_states_speak() -> None:
    text = (
        "Scotland said it was glad. The United Kingdom said it was not. "
        "The UK Supreme Court said the advice was unlawful."
    )
    assert len(set(sides(text))) == 3


def test_lawyers_with_a_body_speak_for_it() -> None:
    text = "Lawyers with the Harbour Detention Project said six families were held."
    assert sides(text) == [("harbour detention project",)]


def test_a_source_without_a_side_ties_nobody_to_it() -> None:
    text = (
        "Something said it was late. Marta Walz, chair of the council, said it was early. "
        "Walz said it was neither."
    )
    assert ("",) not in sides(text)
