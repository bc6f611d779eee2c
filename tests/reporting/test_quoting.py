from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.reporting.quoting import balanced, curly, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('there is surplus,"', '"there is surplus,"'),
        ('"The limits did not match the fences', '"The limits did not match the fences"'),
        ("«ni oui ni non", "«ni oui ni non»"),
        ("a serious provocation.'", "'a serious provocation.'"),
        ("'At no stage has the navy's fleet left", "'At no stage has the navy's fleet left'"),
    ],
)
def test_a_mark_that_stands_alone_at_an_end_gets_its_partner(text, shown):
    assert balanced(text) == shown


@pytest.mark.parametrize(
    "text", ["the unions'", "don’t go", 'a "frank" talk', '"good" and "bad"', "", "it's late"]
)
def test_paired_marks_and_apostrophes_stay_as_they_are(text):
    assert balanced(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('"All sides agreed,"', "“All sides agreed,”"),
        ('there is surplus,"', "“there is surplus,”"),
        ("the talks “frank”", "“the talks ‘frank’”"),
        ('"good" and "bad"', "“'good' and 'bad'”"),
        ('called it "positive"', "“called it 'positive'”"),
        ('a 5" pipe and a 6" one', '“a 5" pipe and a 6" one”'),
        ("calm", "“calm”"),
    ],
)
def test_a_quotation_has_one_pair_of_marks(text, shown):
    assert quoted(text) == shown


@given(st.text(alphabet="ab \"'“”‘’«»„.,", max_size=12))
def test_no_word_is_lost(text):
    letters = [mark for mark in text if mark.isalpha()]
    assert [mark for mark in balanced(text) if mark.isalpha()] == letters
    assert [mark for mark in quoted(text) if mark.isalpha()] == letters
    assert text in balanced(text)


def test_a_sentence_of_our_own_quotes_in_curly_marks():
    assert curly('Alpha says "firm", Beta “soft”.') == "Alpha says “firm”, Beta “soft”."


def test_two_marks_that_end_a_quotation_are_not_a_third_one_opened():
    assert quoted("so he is a nice man.'\"") == "“so he is a nice man.'”"
