"""Where the words of a claim begin and end: nothing of its neighbours, nothing cut off."""

from __future__ import annotations

import pytest

from divergence.attribution.rules import attribute_by_rules
from divergence.claiming.context import context_of
from divergence.claiming.edges import (
    with_closing_bracket,
    with_object,
    without_introduction,
    without_leftovers,
)
from divergence.claiming.insertions import antecedent, uninterrupted, with_subject
from divergence.claiming.outlets import draft_outlet
from divergence.claiming.propositions import propositions
from divergence.claims import claims_of
from divergence.model import Document, Span
from divergence.parties import load_parties


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def split(text: str) -> list[str]:
    return [text[slice(*span)] for span in propositions(text, Span(0, len(text)))]


def contexts(text: str) -> list[str | None]:
    pieces = propositions(text, Span(0, len(text)))
    return [context_of(text, pieces, number) for number in range(len(pieces))]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ('"[...] 13 pupils were hurt', "13 pupils were hurt"),
        ("The quay is gone [...]", "The quay is gone"),
        ("nobody asked us[.]", "nobody asked us"),
        ('the pump was restarted "', "the pump was restarted"),
        ('" and no one was hurt', "and no one was hurt"),
        ('called it "a farce"', 'called it "a farce"'),
        ("he said [of the dam] it holds", "he said [of the dam] it holds"),
    ],
)
def test_marks_of_neighbours_and_of_omissions_are_left_out(words: str, left: str) -> None:
    assert words[slice(*without_leftovers(words, Span(0, len(words))))] == left


def test_a_bracket_that_a_claim_opens_is_closed_in_it() -> None:
    text = "The wave was six feet (two metres) high."
    found = with_closing_bracket(text, span_of(text, "The wave was six feet (two metres"))
    assert text[slice(*found)] == "The wave was six feet (two metres)"


@pytest.mark.parametrize(
    ("text", "cue", "content", "left"),
    [
        (
            "Mayor Tarn said yesterday night that six people were missing.",
            "said",
            "night that six people were missing",
            "six people were missing",
        ),
        (
            "Orla Finn told local media the ferry was late.",
            "told",
            "local media the ferry was late",
            "the ferry was late",
        ),
        (
            "The union said night shifts cost lives.",
            "said",
            "night shifts cost lives",
            "night shifts cost lives",
        ),
        (
            "He told people were drowning.",
            "told",
            "people were drowning",
            "people were drowning",
        ),
    ],
)
def test_when_it_was_said_and_to_whom_is_no_part_of_it(
    text: str, cue: str, content: str, left: str
) -> None:
    found = without_introduction(text, span_of(text, content), span_of(text, cue))
    assert text[slice(*found)] == left


def test_a_statement_that_its_speaker_interrupts_is_one_claim() -> None:
    text = "The gate would be tested, Brandt said, to see whether it had held."
    pieces = [
        span_of(text, "The gate would be tested"),
        span_of(text, "to see whether it had held"),
    ]
    joined = uninterrupted(text, pieces, [span_of(text, "Brandt"), span_of(text, "said")])
    assert joined == [Span(0, len(text) - 1)]


def test_a_second_clause_behind_the_speaker_is_a_claim_of_its_own() -> None:
    text = '"We lost the vote," Brandt said, "we will not leave."'
    pieces = [span_of(text, '"We lost the vote,"'), span_of(text, '"we will not leave."')]
    assert uninterrupted(text, pieces, [span_of(text, "Brandt")]) == pieces


@pytest.mark.parametrize(
    "text",
    [
        "she strives for and desires a quiet life",
        "the union does not and will never accept the cut",
        "a few would like to have another go and have another vote",
        "the firm is an exporter, while closely linked to the travel trade",
        "He stressed that the people of the coast and the people of the hills stand together",
        "They spoke of the Smuggling and Trafficking Task Force",
        "Secretary Ann Holl, Director Bo Riis, and Counsel Cy Tane met the mayor",
    ],
)
def test_what_is_one_clause_stays_in_one_piece(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "They raised the price of bread, noting that the town has one mill",
            [None, "They"],
        ),
        (
            "The sides agreed on a fee for the old harbour and welcomed the road to the mine, "
            "which opens in May",
            [None, "The sides", "welcomed the road to the mine"],
        ),
        (
            "The port will open in June, while remaining closed to tankers",
            [None, "The port"],
        ),
        ("We bring many views and are united in one aim", [None, "We"]),
        (
            "Norland commits to eliminate tariffs on nets and has already begun the work",
            [None, "Norland"],
        ),
        (
            "As part of a plan for all of the coast, the Harbour Board is buying land in the ports "
            "and is hiring new staff",
            [None, "the Harbour Board"],
        ),
    ],
)
def test_a_piece_carries_its_subject_or_the_words_it_relates_to(
    text: str, context: list[str | None]
) -> None:
    assert contexts(text) == context


def test_a_third_person_verb_opens_a_clause() -> None:
    assert split("the ban hurts small farms, and its timing favours Northern growers") == [
        "the ban hurts small farms",
        "its timing favours Northern growers",
    ]


def test_a_long_claim_is_not_cut_inside_a_link() -> None:
    link = "[the rules for all who rent](https://city.example/" + "very-long-name/" * 30 + ")"
    text = "The council wrote " + "a b c d e f g " * 38 + link + " for its tenants"
    assert any(link in piece for piece in split(text))


def test_words_left_out_of_a_quotation_part_two_claims() -> None:
    text = (
        "Norway's ministry said the quota is fair.\n\n"
        'Sweden\'s minister said, "The quota is gone [...] There is no fish left in the strait."'
    )
    document = Document("a.txt", text)
    found = claims_of([document], {"a.txt": attribute_by_rules(document)}, load_parties())
    own = [claim.text for claim in found.claims if claim.party == "sweden"]
    assert own == ['"The quota is gone', 'There is no fish left in the strait."']


def test_a_predicate_behind_the_speaker_has_its_which() -> None:
    text = "He named the launch, which the agency said may slip to May."
    piece = span_of(text, "may slip to May")
    named = [span_of(text, "the agency"), span_of(text, "said")]
    whole = with_subject(text, Span(0, len(text)), piece, named)
    assert text[slice(*whole)] == "which the agency said may slip to May"
    assert antecedent(text, Span(0, len(text)), whole) == "He named the launch"


def test_a_predicate_behind_its_hearers_has_its_subject() -> None:
    text = "A guard told the Herald two men were hurt."
    named = [span_of(text, "A guard"), span_of(text, "told")]
    whole = with_subject(text, Span(0, len(text)), span_of(text, "were hurt"), named)
    assert text[slice(*whole)] == "the Herald two men were hurt"


def test_a_preposition_at_the_end_has_its_pronoun() -> None:
    text = "Rain was a big factor in that, Orla Finn said."
    found = with_object(text, span_of(text, "Rain was a big factor in"))
    assert text[slice(*found)] == "Rain was a big factor in that"


def test_two_unquoted_words_are_a_claim_with_their_verb_only() -> None:
    text = (
        "Norway said the quota was fair. Sweden's minister said the strait was shut.\n\n"
        "Norway alleged foul play."
    )
    document = Document("a.txt", text)
    found = claims_of([document], {"a.txt": attribute_by_rules(document)}, load_parties())
    own = [claim.text for claim in found.claims if claim.party == "norway"]
    assert own == ["the quota was fair", "alleged foul play"]


def test_a_subject_is_not_cut_from_its_verb_by_what_is_said_of_it() -> None:
    text = "The board, which met in May, consists of nine members"
    assert split(text) == [text]


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        (
            "Norway claimed to have a permit for the strait.",
            ["claimed to have a permit for the strait"],
        ),
        ("Norway told of a fire on the quay.", ["told of a fire on the quay"]),
    ],
)
def test_content_that_hangs_on_its_verb_has_it(sentence: str, own: list[str]) -> None:
    text = f"Sweden's minister said the strait was shut.\n\n{sentence}"
    document = Document("a.txt", text)
    found = draft_outlet(document, attribute_by_rules(document), load_parties())
    norway = [s for s in found.statements if "norway" in s.sides]
    assert [text[slice(*s.span)] for s in norway] == own
