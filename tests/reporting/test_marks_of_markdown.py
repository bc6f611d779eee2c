"""Marks of Markdown in quoted words: not shown, never read as words, and spans stay exact."""

from __future__ import annotations

import pytest

from divergence.language.markup import targets_in, unmarked
from divergence.reporting.quoting import balanced, quoted
from divergence.reporting.wording import clipped


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the [certificate](https://volt.example/a_(b)/c) is public", "the certificate is public"),
        ("takes it **very seriously**", "takes it very seriously"),
        ("Rep. Joan Marsh**, Committee Chair", "Rep. Joan Marsh, Committee Chair"),
        ("the (*Geneva Statement*) holds", "the (Geneva Statement) holds"),
        ("Minister Kari\\_Moe", "Minister Kari_Moe"),
        ("2 ** 3 and a * b * c", "2 ** 3 and a * b * c"),
        ("[their] right (as they say)", "[their] right (as they say)"),
        ("[not a link](at all)", "[not a link](at all)"),
    ],
)
def test_words_are_shown_without_the_marks_of_markdown(text: str, shown: str) -> None:
    assert unmarked(text) == shown


def test_quotations_of_every_sort_are_shown_without_marks() -> None:
    text = "a **firm** [answer](https://volt.example)"
    assert balanced(text) == "a firm answer"
    assert quoted(text) == "“a firm answer”"
    assert clipped(text, 40) == "a firm answer"


def test_addresses_are_found_where_they_stand() -> None:
    text = "see https://volt.example/fires. Or [here](www.volt.example)"
    found = [text[slice(*span)] for span in targets_in(text)]
    assert found == ["https://volt.example/fires", "www.volt.example"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('would go anyway: "Wow!', '“would go anyway: "Wow!"”'),
        ('doing our best" for them', '“"doing our best" for them”'),
        ('a 5" pipe', '“a 5" pipe”'),
    ],
)
def test_a_lone_mark_within_a_quotation_gets_its_partner(text: str, shown: str) -> None:
    assert quoted(text).replace("'", '"') == shown
