"""Numbers, money, dates and durations are read as written."""

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.language.quantities import quantities
from divergence.language.standing import compare


def only(text):
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "unit", "of"),
    [
        ("20 troops", "number", 20, 20, "", "troop"),
        ("at least 20 troops", "number", 20, math.inf, "", "troop"),
        ("dozens of balloons", "number", 20, 200, "", "balloon"),
        ("10-20 per cent", "percent", 10, 20, "%", ""),
        ("between 10 and 20 people", "number", 10, 20, "", "peopl"),
        ("$4.5m", "money", 4.5e6, 4.5e6, "USD", ""),
        ("A$584m", "money", 584e6, 584e6, "AUD", ""),
        ("1.5 billion euros", "money", 1.5e9, 1.5e9, "EUR", ""),
        ("half a million", "number", 5e5, 5e5, "", ""),
        ("two hundred and fifty men", "number", 250, 250, "", "men"),
        ("twenty-five houses", "number", 25, 25, "", "hous"),
        ("January 12, 2022", "date", 20220112, 20220112, "ymd", ""),
        ("5 May", "date", 505, 505, "md", ""),
        ("January 9–10", "date", 109, 110, "md", ""),
        ("in May 2020", "date", 202005, 202005, "ym", ""),
        ("in 2006", "date", 2006, 2006, "y", ""),
        ("on Monday", "date", 1, 1, "weekday", ""),
        ("yesterday", "date", -1, -1, "relative", ""),
        ("five hours", "duration", 18000, 18000, "s", ""),
        ("1551 workers", "number", 1551, 1551, "", "worker"),
    ],
)
def test_a_quantity_is_read_as_written(text, kind, low, high, unit, of):
    found = only(text)
    assert (found.kind, found.low, found.high, found.unit, found.of) == (kind, low, high, unit, of)


@pytest.mark.parametrize("text", ["it may march on", "the second gate was shut", "one of the best"])
def test_words_that_only_look_like_quantities_are_none(text):
    assert not [q for q in quantities(text) if q.kind == "date" or q.low > 1]


@pytest.mark.parametrize(
    ("one", "other", "standing"),
    [
        ("20 troops", "25 troops", "different"),
        ("at least 20 troops", "25 troops", "compatible"),
        ("more than 20 troops", "20 troops", "different"),
        ("less than 20 troops", "19 troops", "compatible"),
        ("about 100 people", "95 people", "compatible"),
        ("20 troops", "20 per cent", "unrelated"),
        ("5 May", "6 May", "different"),
        ("5 May", "5 May 2021", "compatible"),
        ("5 May", "June 2021", "different"),
        ("in 2006", "5 May 2007", "different"),
        ("on Monday", "on Tuesday", "different"),
        ("on Monday", "5 May", "unrelated"),
        ("$3bn", "£3bn", "unrelated"),
    ],
)
def test_two_quantities_stand_to_each_other(one, other, standing):
    assert compare(only(one), only(other)) == standing
    assert compare(only(other), only(one)) == standing


@given(st.text(max_size=200))
def test_any_text_can_be_read_and_spans_lie_in_it(text):
    last = 0
    for quantity in quantities(text):
        assert last <= quantity.start < quantity.end <= len(text)
        last = quantity.end
        assert quantity.low <= quantity.high


@given(st.integers(1, 10**9))
def test_an_integer_with_thousands_separators_keeps_its_value(number):
    assert only(f"{number:,} sheep").low == number or 1900 <= number < 2100


@pytest.mark.parametrize("text", ["1" * 20_000, "1," * 10_000, " " * 20_000, "about " * 4_000])
def test_hostile_text_is_read_in_time(text):
    start = time.process_time()
    quantities(text)
    assert time.process_time() - start < 1.0


@pytest.mark.parametrize("text", ["the M-4 highway", "COVID-19", "a three-star hotel", "F-16 jets"])
def test_numbers_inside_names_count_nothing(text):
    assert quantities(text) == ()
