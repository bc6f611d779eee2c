"""Who speaks for whom inside one country: camps, parliaments, courts, companies and people."""

from __future__ import annotations

import pytest

from divergence.attribution.resolution import Cast, resolve_sources
from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document
from divergence.parties import PartyLexicon, load_parties

PARTIES = load_parties()


def cast_of(text: str, lexicon: PartyLexicon = PARTIES) -> Cast:
    document = Document("x.txt", text)
    return resolve_sources(document, attribute_by_rules(document), lexicon)


def sides(text: str, lexicon: PartyLexicon = PARTIES) -> list[tuple[str, ...]]:
    """The sides of each attribution, in the order of the text."""
    return [speaker.sides for speaker in cast_of(text, lexicon).speakers]


@pytest.mark.parametrize(
    "source",
    [
        "Legislator Ana Ruiz",
        "Senator Ana Ruiz",
        "Senate Minority Leader Ana Ruiz",
        "Ana Ruiz, the Speaker of the House,",
        "Senate President Ana Ruiz",
        "Representative Ana Ruiz",
    ],
)
def test_lawmakers_do_not_speak_for_the_government(source: str) -> None:
    text = f"Peru's government said the law was fair. {source} said the law was a disgrace."
    assert sides(text) == [("peru",), ("lawmakers",)]


def test_member_of_a_party_speaks_for_the_party_also_against_its_government() -> None:
    text = "Prime Minister David Cameron said the vote was fair. Labour MP Ann Poe said it was not."
    assert sides(text) == [("united-kingdom",), ("labour",)]


def test_movement_is_a_side_of_its_own() -> None:
    text = (
        "The government said the speech was fair. Ivo Kral from the pro-union camp said it was not."
    )
    cast = cast_of(text)
    assert cast.speakers[1].sides == ("pro-union",)
    assert cast.labels["pro-union"] == "Pro-union camp"


def test_critics_are_a_side_and_do_not_take_the_one_they_criticise() -> None:
    text = (
        "Peru's president said the road was needed. Ruiz's critics said it was a waste. "
        '"It will pay," Ruiz said.'
    )
    found = sides(text)
    assert found[1] == ("critics",)
    assert found[2] != ("critics",)


def test_protesters_are_one_side_with_their_named_members() -> None:
    text = (
        "The mayor said the park was closed. A protester, Mia Holm, said it was open. "
        "Student protester Jan Holt said the fence was illegal."
    )
    found = sides(text)
    assert found[1] == found[2] == ("protesters",)


def test_chief_executive_speaks_for_the_company_not_for_the_state() -> None:
    text = (
        "Peru's government closed the mine. QRX Corporation said it was safe. "
        "QRX CEO Ana Ruiz said nobody was hurt."
    )
    found = sides(text)
    assert found[-1] == found[-2] != ("peru",)


def test_judge_who_dissents_is_not_the_court() -> None:
    text = "Judge Ann Poe said the law was void. Judge Ivo Kral, in his dissent, said it was sound."
    assert sides(text) == [("court",), ("ivo kral",)]


def test_relatives_speak_for_the_family() -> None:
    text = (
        "Police said the driver had left. Tom Ek's mother, Ida Ek, said she was lost. "
        '"Come back," said Ms Ida Ek.'
    )
    cast = cast_of(text)
    assert cast.speakers[1].sides == ("family of tom ek",)
    assert cast.labels["family of tom ek"] == "Tom Ek's family"


def test_scholars_and_laws_are_no_side() -> None:
    text = (
        "Peru said the deal was good. Ana Ruiz of the University of Lima said it was bad. "
        "The Radio Control Act states that a licence is needed."
    )
    speakers = cast_of(text).speakers
    assert all(s.outsider or not s.sides for s in speakers[1:])


def test_she_is_a_person_and_never_a_base_or_a_car() -> None:
    text = (
        "Police found the Volvo XC70 near RAF Marham and spoke with Ida Lund as a witness.\n\n"
        "She said she was at home."
    )
    assert sides(text)[-1] == ("ida lund",)


def test_office_of_a_region_is_the_last_speaker_again() -> None:
    text = (
        "Senator Ruth Ames of the Green League said the bill was bad. "
        "The Oregon senator said it would fail."
    )
    found = sides(text)
    assert found[0] == found[1]


def test_candidates_are_not_their_state() -> None:
    text = (
        "Democratic presidential candidate Hillary Clinton said the plan was bad. The election is "
        'in November. Donald Trump, the Republican nominee, said it was good. "So it is," '
        "Trump said in the campaign."
    )
    cast = cast_of(text)
    used = {side for speaker in cast.speakers for side in speaker.sides}
    assert "united-states" not in used
    assert all("#" not in cast.labels[side] for side in used)


def test_spokesman_of_a_person_is_that_person_though_a_body_has_the_name() -> None:
    text = (
        "The Hartley Foundation gave money. Jane Hartley said it was fair. "
        "Hartley spokesman Tom Ek said it was legal."
    )
    assert sides(text) == [("jane hartley",), ("jane hartley",)]


def test_mayor_does_not_speak_for_the_country() -> None:
    text = "The French government said the tax was fair. Mayor Luc Petit said it was not."
    assert sides(text) == [("france",), ("luc petit",)]


@pytest.mark.parametrize("label", ["Anna Berg", "Berg campaign"])
def test_party_named_by_the_user_takes_surname_and_spokesmen(label: str) -> None:
    text = (
        "Minister Anna Berg said the tunnel was safe. The Berg campaign said so too. "
        '"Nobody is at risk," Berg said. She said it would open. '
        "Berg spokesman Tom Ek said the mayor was wrong."
    )
    lexicon = PARTIES.with_parties([(label, ())])
    found = sides(text, lexicon)
    party = lexicon.resolve(label)
    assert party is not None
    assert found[-1] == (party.id,)
    assert found[2] == (party.id,)


def test_abbreviation_that_spells_a_pronoun_is_a_name() -> None:
    text = (
        "The World Health Organization (WHO) said cases fell. The drug is safe, according to WHO."
    )
    found = sides(text)
    assert found[0] == found[1] == ("world-health-organization",)


def test_president_and_chief_executive_is_one_person_of_one_body() -> None:
    text = "R&T said it paid. R&T President and CEO Ida Ek said nobody was hurt. Ek said it twice."
    assert set(sides(text)) == {("r&t",)}


@pytest.mark.parametrize("source", ["Reports", "Professor Ida Ek"])
def test_rumours_and_professors_are_no_side(source: str) -> None:
    speakers = cast_of(f"Peru said the road was open. {source} said it was shut.").speakers
    assert speakers[-1].outsider or not speakers[-1].sides


def test_what_nobody_said_is_no_statement() -> None:
    text = "Peru said the road was open. No organisation said it was shut."
    assert len(cast_of(text).speakers) == 1


def test_paper_is_a_side_only_where_its_own_report_is_at_issue() -> None:
    dispute = (
        "Ida Ek said the Northern Herald story was false. Tom Poe said the Northern Herald was "
        "right. Ann Lee said the Northern Herald must pay. The Northern Herald said it had proof."
    )
    relayed = "Ida Ek said the road was shut. The Northern Herald said it had proof."
    assert sides(dispute)[-1] == ("northern herald",)
    assert cast_of(relayed).speakers[-1].outsider


def test_ruling_is_the_word_of_its_court() -> None:
    text = "The European Court of Justice heard Peru. According to the ruling, the ban is void."
    assert sides(text)[-1] == ("european-court-of-justice",)


def test_lone_lawmaker_gives_the_side_his_name() -> None:
    one = "Peru said the law was fair. Senator Ana Ruiz said it was not."
    two = f"{one} Senator Ivo Kral said it was a disgrace."
    assert cast_of(one).labels["lawmakers"] == "Ana Ruiz"
    assert cast_of(two).labels["lawmakers"] == "Lawmakers"


def test_ministry_without_a_state_speaks_for_the_one_government() -> None:
    text = (
        "Peruvian officials said the boat was seized. The Ministry of Foreign Affairs said it was "
        "towed."
    )
    assert sides(text) == [("peru",), ("peru",)]


def test_name_with_an_initial_is_one_name() -> None:
    text = "Emily W. Jones said the road was open. Jones said it was dry."
    assert sides(text) == [("emily w jones",)] * 2
