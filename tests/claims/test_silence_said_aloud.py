"""Silence said aloud: each wording becomes a silence of the party that keeps silent."""

from __future__ import annotations

import pytest

from divergence.claiming.silences import told_silences
from divergence.comparison import compare
from divergence.model import Claim, Comparison, Document
from divergence.reading.event import Event

OPENING = (
    "Norland and Ghana at odds over dam\n\n"
    "Togo said the dam was a disgrace to both countries. Ghana said the dam was a danger.\n\n"
)


def compared(sentence: str) -> Comparison:
    """An article in which Togo and Ghana speak, closed by ``sentence``."""
    return compare(Event("e", (Document("a.txt", f"{OPENING}{sentence}\n"),)))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana declined to comment on the price.",
        "Ghana has not responded to requests for comment.",
        "Officials in Ghana could not be reached for comment.",
        "Ghana's government would not be drawn on the price of the dam.",
        "Ghana, which owns a third of the dam, has made no comment on the attack.",
        "Ghana is yet to comment on the report.",
        "Ghana's foreign ministry did not return calls seeking comment.",
        "There was no immediate comment from Ghana.",
        "Nobody from Ghana was available for comment.",
        "Ghana gave no details of the price.",
        "Ghana has so far not commented on the price.",
        "Ghana's government ignored a question about the price.",
    ],
)
def test_who_will_not_speak_is_a_declining_party(sentence: str) -> None:
    told = [(silence.party, silence.kind) for silence in compared(sentence).silences]
    assert told == [("ghana", "declined")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ghana's statement made no mention of the price.",
        "Ghana's statement did not address the price.",
        "The statement from Ghana was silent on the price of the dam.",
        "Ghana avoided any mention of the price.",
        "Ghana's readout omitted any reference to the price.",
        "Human rights did not come up at the talks, Ghana's foreign ministry said.",
    ],
)
def test_what_a_party_leaves_out_is_not_raised(sentence: str) -> None:
    told = [(silence.party, silence.kind) for silence in compared(sentence).silences]
    assert told == [("ghana", "not raised")]


def test_a_silence_of_two_is_one_of_each() -> None:
    told = compared("Neither Ghana nor Togo mentioned the price of the dam.").silences
    assert sorted(str(silence.party) for silence in told) == ["ghana", "togo"]


def test_what_a_party_tells_of_anothers_silence_is_not_its_own() -> None:
    told = compared("Ghana said the firm had not responded to its letter.").silences
    assert all(silence.party != "ghana" for silence in told)


def test_quoted_words_tell_no_silence() -> None:
    assert compared('"They did not say it like that," Ghana said.').silences == ()


def test_a_silence_without_a_matter_is_on_the_topic_told_before() -> None:
    before = Claim("c-1", "x", "account", "a.txt", 0, 20, "words", topics=("prices",))
    silent = Claim("c-2", "y", "narrated", "a.txt", 21, 40, "y had no comment", silence="declined")
    assert [one.topic for one in told_silences((before, silent))] == ["prices"]


def test_a_silence_far_from_any_topic_is_on_none() -> None:
    before = Claim("c-1", "x", "account", "a.txt", 0, 20, "words", topics=("prices",))
    silent = Claim("c-2", "y", "narrated", "a.txt", 900, 940, "no comment", silence="declined")
    assert [one.topic for one in told_silences((before, silent))] == [None]
