"""Where a sentence ends: not after a title, but after the word "no"."""

from __future__ import annotations

import pytest

from divergence.language.segmentation import sentences


@pytest.mark.parametrize(
    "text",
    [
        "He asked Ms. Roe for the keys.",
        "The plan of Sen. Jane Roe failed.",
        "Rep. Poe and Gov. Roe met Gen. Kent and Lt. Moe in St. Louis.",
        "Ferry Act No. 3846 covers all boats.",
        "Atty. Gen. Roe thanked Supt. Lee and Cmdr. Moe.",
    ],
)
def test_a_title_ends_no_sentence(text: str) -> None:
    assert [text[slice(*span)] for span in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ms. Roe said no. Mr. Poe left.", "Ms. Roe said no."),
        ("“The answer is no.” Mr. Poe left.", "“The answer is no.”"),
        ("He asked Ms. Roe. She left.", "He asked Ms. Roe."),
    ],
)
def test_a_sentence_ends(text: str, first: str) -> None:
    found = [text[slice(*span)] for span in sentences(text)]
    assert found[0] == first
    assert len(found) == 2


def test_each_item_of_a_list_is_a_sentence_without_its_mark():
    text = (
        "The company will:\n\n- inspect all units,\n- pay for any repair. It said so,\n- and wait."
    )
    found = [text[start:end] for start, end in sentences(text)]
    assert found[1:] == ["inspect all units,", "pay for any repair.", "It said so,", "and wait."]


def test_one_dash_at_the_start_of_a_line_is_no_list():
    text = "The ferry\n- as before - was late."
    assert [text[start:end] for start, end in sentences(text)] == [text]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('"The quay is gone [...] There is no boat left."', 2),
        ('"The quay is gone[…] We have nothing."', 2),
        ('It would brand "those who suffer most[.]" She went on.', 2),
        ("He met the [...] Ministry of Works.", 1),
        ("They renew the Indo-U.S. Fisheries Accord, which expires.", 1),
    ],
)
def test_words_left_out_end_a_sentence_where_another_begins(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The strait will open by May. Sweden has not seen the plan.", 2),
        ("The envoy told me. Sweden went home.", 2),
        ("Nine of the crew fell ill. Tarn did not.", 2),
        ("See section No. 5 and page 9.", 1),
    ],
)
def test_words_that_are_also_abbreviations_end_a_sentence(text: str, count: int) -> None:
    assert len(sentences(text)) == count
