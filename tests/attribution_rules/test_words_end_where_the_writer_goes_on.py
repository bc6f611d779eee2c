"""Who is read as the speaker, and where that speaker's words end within a sentence."""

from __future__ import annotations

import time

import pytest

from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution, contents joined by a bar."""
    return [
        (
            " ".join(text[slice(*span)] for span in attribution.source),
            " ".join(text[slice(*span)] for span in attribution.cue),
            "|".join(text[slice(*span)] for span in attribution.content),
        )
        for attribution in attribute_by_rules(Document("x.txt", text))
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Oslo insists that the law name the port, but parliament has not passed it.",
            "the law name the port",
        ),
        (
            "Oslo said the port should be opened, and its critics, which include unions, blame it.",
            "the port should be opened",
        ),
        (
            "Oslo insists that the law name the port, which was one of its promises.",
            "the law name the port",
        ),
        (
            'Roe alleged they are "hiding the figures from the crew", whose boat was lost.',
            'they are "hiding the figures from the crew"',
        ),
        (
            "The spokesperson added that they would not look at it; Oslo didn't say who asked.",
            "they would not look at it",
        ),
        (
            "Roe said the boat was old, but that it was safe.",
            "the boat was old, but that it was safe",
        ),
        ("Roe said the boat was old, and it was late.", "the boat was old, and it was late"),
    ],
)
def test_words_end_where_the_writer_goes_on(text: str, content: str) -> None:
    assert told(text)[0][2] == content


def test_according_to_covers_its_own_conjunct() -> None:
    text = "The front is banned; it is small and, according to Norland, paid by the reds."
    assert told(text) == [("Norland", "according to", "paid by the reds")]


def test_a_ruling_speaks_and_takes_no_apposition() -> None:
    text = "According to the ruling, a host, such as a forum, must remove posts which repeat it."
    assert told(text)[0][0] == "the ruling"


@pytest.mark.parametrize("verb", ["blamed", "accused", "criticised", "condemned"])
@pytest.mark.parametrize("opening", ["In a statement after the raid, ", ""])
def test_the_accused_is_not_the_speaker(verb: str, opening: str) -> None:
    text = f"{opening}Omar al-Karim, a spokesman for the militia, {verb} both Norland and Sudland."
    assert told(text) == [
        ("Omar al-Karim, a spokesman for the militia", verb, "both Norland and Sudland")
    ]


def test_a_split_quotation_needs_no_commas() -> None:
    text = '"We stand ready" tweeted the mayor "to give whatever help we can."'
    assert told(text) == [
        ("the mayor", "tweeted", '"We stand ready"|"to give whatever help we can."')
    ]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("Roe informed police she had lost it.", "she had lost it"),
        (
            "Roe said in a statement released by the Union the report was wrong.",
            "the report was wrong",
        ),
        ("Roe has said publicly the port should open.", "the port should open"),
        (
            "Roe said in an interview with The Daily Post last week that she would stay.",
            "she would stay",
        ),
    ],
)
def test_hearers_and_places_are_no_words_of_the_speaker(text: str, content: str) -> None:
    assert told(text)[0][2] == content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The court found the law was fair.", ("The court", "found", "the law was fair")),
        ("The senate did not find the firm had lied.", ("The senate", "find", "the firm had lied")),
        (
            "The Greens have claimed responsibility.",
            ("The Greens", "claimed responsibility", "responsibility"),
        ),
        ("He named both fronts as terrorists.", ("He", "named", "both fronts as terrorists")),
        (
            "Roe wrote to the embassy asking to waive the visa.",
            ("Roe", "asking", "to waive the visa"),
        ),
        ("Ms Roe seconded the plan of Oslo.", ("Ms Roe", "seconded", "the plan of Oslo")),
        ("The union agreed to add two boats.", ("The union", "agreed to", "add two boats")),
    ],
)
def test_more_acts_of_speech(text: str, expected: tuple[str, str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The man found a bag on the pier.",
        "Oslo didn't disclose whether it had got the letter.",
        "She named her son Karl.",
        "The lawyer is advising the union on the sale.",
    ],
)
def test_no_statement(text: str) -> None:
    assert told(text) == []


def test_a_paper_that_relays_a_speaker_is_not_the_speaker() -> None:
    text = "Ms Roe has said she will not stay on, according to the Post."
    assert told(text) == [("Ms Roe", "said", "she will not stay on")]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (
            "Senator Ted Roe and fellow Green Jo Poe proposed limits.",
            "Senator Ted Roe and fellow Green Jo Poe",
        ),
        ("The decree signed by the Pope said that all must go.", "The decree signed by the Pope"),
        ("The report published Tuesday showed that few came.", "The report"),
        ("The city of Oslo announced on Monday the port was shut.", "The city of Oslo"),
        ("The ship sank, according to the Daily Post about 100 miles from Oslo.", "the Daily Post"),
    ],
)
def test_the_whole_subject_and_no_more(text: str, source: str) -> None:
    assert told(text)[0][0] == source


def test_a_storm_claims_nothing() -> None:
    assert told("The storm claimed 60 lives.") == []


def test_a_place_of_speech_before_a_quotation_is_passed() -> None:
    text = 'Poe said from the steps of the town hall, "If they confirm me, I will stay."'
    assert told(text) == [("Poe", "said", '"If they confirm me, I will stay."')]


def test_an_inner_thought_of_the_same_speaker_is_no_statement_of_its_own() -> None:
    text = "Roe also explained why he thinks Oslo will grow."
    assert told(text) == [("Roe", "explained", "why he thinks Oslo will grow")]


def test_a_noun_after_a_verb_is_no_cue() -> None:
    text = "Roe left it open, arguing that she needs to answer questions on the port."
    assert told(text) == [("Roe", "arguing", "she needs to answer questions on the port")]


@pytest.mark.parametrize(
    "piece",
    ["Roe said, ", "according to Roe, ", "; Roe said it ", ", but Roe went ", '"A b c d '],
)
def test_a_sentence_without_end_takes_linear_time(piece: str) -> None:
    begun = time.process_time()
    attribute_by_rules(Document("x.txt", piece * (60_000 // len(piece))))
    assert time.process_time() - begun < 10


def test_the_opening_of_a_sentence_is_no_speaker() -> None:
    text = "Calling it late, Ms Roe told the Post the ferry was a shame."
    assert all(source != "Calling" for source, _, _ in told(text))


def test_a_word_that_only_joins_is_no_statement() -> None:
    text = "The crews were protesting when the owners proposed a new rule for all ports."
    assert all(cue != "protesting" for _, cue, _ in told(text))


def test_when_it_was_said_is_no_content() -> None:
    text = "The plan would be fair, Mayor Ben Poe said after the debate."
    assert told(text) == [("Mayor Ben Poe", "said", "The plan would be fair")]
