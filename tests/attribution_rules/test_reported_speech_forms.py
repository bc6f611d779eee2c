"""Every form of reported speech that the rules know, one sentence each."""

from __future__ import annotations

import pytest

from divergence.attribution.rules import attribute_by_rules
from divergence.model import Aside, Document


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution, contents joined by a bar."""
    found = attribute_by_rules(Document("x.txt", text))
    return [
        (
            " ".join(text[slice(*span)] for span in attribution.source),
            " ".join(text[slice(*span)] for span in attribution.cue),
            "|".join(text[slice(*span)] for span in attribution.content),
        )
        for attribution in found
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Oslo said the ferry was late.", "Oslo", "said", "the ferry was late"),
        ("The ferry was late, Oslo said.", "Oslo", "said", "The ferry was late"),
        ('"The ferry was late," said Oslo.', "Oslo", "said", '"The ferry was late,"'),
        ("The ferry, Oslo said, was late.", "Oslo", "said", "The ferry|was late"),
        ("According to Oslo, the ferry was late.", "Oslo", "According to", "the ferry was late"),
        ("The ferry was late, according to Oslo.", "Oslo", "according to", "The ferry was late"),
        (
            'Jane Roe, head of Ferries Norway, said: "It was late."',
            "Jane Roe, head of Ferries Norway",
            "said",
            '"It was late."',
        ),
        (
            "The firm, which runs 12 ferries, insisted that it had obeyed the rules.",
            "The firm",
            "insisted",
            "it had obeyed the rules",
        ),
        (
            "Ferry workers will walk out, warn union leaders.",
            "union leaders",
            "warn",
            "Ferry workers will walk out",
        ),
        (
            "On Monday the minister told reporters that the port would close.",
            "the minister",
            "told",
            "the port would close",
        ),
        (
            "Norland accused Sudland of firing at its boats.",
            "Norland",
            "accused",
            "Sudland of firing at its boats",
        ),
        (
            "‘We saw nothing at all,’ a spokeswoman for the port told the paper.",
            "a spokeswoman for the port",
            "told",
            "‘We saw nothing at all,’",
        ),
        (
            "The talks were described as frank by both sides.",
            "both sides",
            "described",
            "The talks were described as frank",
        ),
    ],
)
def test_form_is_read(text: str, source: str, cue: str, content: str) -> None:
    assert told(text) == [(source, cue, content)]


def test_second_verb_keeps_the_subject_of_the_first() -> None:
    text = "Ms Roe said crews were tired and called for talks with the owners."
    assert told(text) == [
        ("Ms Roe", "said", "crews were tired"),
        ("Ms Roe", "called for", "talks with the owners"),
    ]


def test_participle_keeps_the_subject_of_its_sentence() -> None:
    text = "The port would stay shut, the mayor said, adding that repairs would take a week."
    assert told(text)[1] == ("the mayor", "adding", "repairs would take a week")


def test_two_parties_in_one_sentence_keep_their_own_words() -> None:
    text = "Norland says the boat was in its waters but Sudland denies the boat had crossed."
    assert told(text) == [
        ("Norland", "says", "the boat was in its waters"),
        ("Sudland", "denies", "the boat had crossed"),
    ]


def test_rows_of_quotations_go_to_the_speaker_before_them() -> None:
    text = (
        '"The plan is a mess," said Ms Roe. "Nobody has costed it. "And nobody has asked the '
        'drivers what they think."'
    )
    (attribution,) = told(text)
    assert attribution[0] == "Ms Roe"
    assert attribution[2].endswith('what they think."')


def test_quotation_in_the_next_paragraph_goes_on_with_the_speaker() -> None:
    text = '"The port is safe," the mayor said.\n\n"It was checked twice this spring."'
    assert [source for source, _, _ in told(text)] == ["the mayor", "the mayor"]


def test_quotation_with_a_speaker_of_its_own_is_not_given_to_the_last_one() -> None:
    text = (
        '"The port is safe," the mayor said.\n\n'
        '"Nobody here believes that any more," a docker wearing the red cap of the strikers, said.'
    )
    assert all("believes" not in content for source, _, content in told(text) if "mayor" in source)


@pytest.mark.parametrize(
    "text",
    [
        "The claims were paid on Friday.",
        "The disputed border runs along the river.",
        "He would say nothing if the minister denied it.",
        "The region that Norland claims as its own is large.",
        "Norland seeks a new port.",
        "The rules state of play is unclear.",
    ],
)
def test_no_statement_is_made(text: str) -> None:
    assert told(text) == []


def test_asides_hold_no_statement() -> None:
    text = "The mayor said it was late.\n\nThe chef said it was soup."
    aside = Aside("x.txt", text.index("The chef"), len(text), "teaser")
    found = attribute_by_rules(Document("x.txt", text, aside=(aside,)))
    assert len(found) == 1


def test_dateline_is_no_subject() -> None:
    text = "OSLO, May 3 (Agency) - Norland denied the report."
    assert told(text) == [("Norland", "denied", "the report")]
