"""A quotation belongs to the subject of the clause that introduces it, whatever its verb."""

from __future__ import annotations

import pytest

from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document

BEFORE = '"We had to act," Sudland said.\n\n'


def speakers(text: str) -> list[tuple[str, str]]:
    """(source, first content) of each attribution."""
    return [
        (text[slice(*a.source[0])] if a.source else "", text[slice(*a.content[0])])
        for a in attribute_by_rules(Document("x.txt", text))
    ]


@pytest.mark.parametrize(
    "clause",
    [
        "attacked the plan:",
        "opposed it,",
        "was blunt:",
        "struck a different note:",
        "took to the radio.",
        'strongly waved through the closure, which Oslo had asked for, as "needed":',
    ],
)
def test_the_clause_says_who_speaks(clause: str) -> None:
    text = f'{BEFORE}Port director Karl Holm {clause} "The idea comes from another century."'
    assert speakers(text)[-1] == (
        "Port director Karl Holm",
        '"The idea comes from another century."',
    )


def test_a_thing_before_the_quotation_is_no_speaker() -> None:
    text = f'{BEFORE}The tunnel opened in 1970. "It was a mistake from the start."'
    assert all(source != "The tunnel" for source, _ in speakers(text))


def test_the_last_clause_of_a_sentence_counts() -> None:
    text = 'Ms Roe left early, but Mr Poe kept faith with it: "It has never been late in my time."'
    assert speakers(text) == [("Mr Poe", '"It has never been late in my time."')]


def test_all_sentences_and_the_next_paragraph_go_with_it() -> None:
    text = (
        'In her letter, Ms Roe recalled the ferry: "It was small. It was late."\n\n'
        '"And nobody ever complained about it."'
    )
    assert [source for source, _ in speakers(text)] == ["Ms Roe", "Ms Roe"]


def test_a_colon_opens_the_quotation_of_the_next_paragraph() -> None:
    text = 'Ms Roe took to the radio:\n\n"The ferry was small. It was late."'
    assert speakers(text) == [("Ms Roe", '"The ferry was small. It was late."')]


def test_a_title_of_a_book_is_no_statement() -> None:
    text = 'Ms Roe wrote the novel "The Long and Winding Road to the Sea" in her youth.'
    assert speakers(text) == []


def test_an_unknown_verb_may_follow_the_quotation() -> None:
    text = '"The ferry was always late," Ms Roe thundered.'
    assert speakers(text) == [("Ms Roe", '"The ferry was always late,"')]


def test_words_worked_into_the_sentence_belong_to_its_subject() -> None:
    text = 'Ms Roe went further and saw in the ferry "the gravest folly in years".'
    assert speakers(text) == [
        ("Ms Roe", 'further and saw in the ferry "the gravest folly in years"')
    ]


def test_a_name_in_quotation_marks_is_no_statement() -> None:
    text = 'Ms Roe sang in a choir called "friends of the old ferry".'
    assert speakers(text) == []
