from __future__ import annotations

import re

import pytest
from attack_texts import ATTACKS, ci_commands, unseen
from sample_comparisons import ferry, large, nothing_shared, three_parties, with_text

from divergence.reporting import RenderOptions
from divergence.reporting.table import display_width, render

COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 60, 80, 132])
@pytest.mark.parametrize("sample", [ferry, three_parties, nothing_shared, lambda: large(4, 40, 9)])
def test_no_line_is_wider_than_the_terminal(sample, width):
    for line in render(sample(), RenderOptions(width=width)).splitlines():
        assert display_width(line) <= width, line


def test_the_matrix_says_who_speaks_and_the_verdict():
    lines = render(ferry()).splitlines()
    assert any(re.fullmatch(r"Overtime +— +says +omission", line) for line in lines)
    assert any(re.fullmatch(r"Vote +— +narrated +omission", line) for line in lines)


def test_many_parties_become_a_list():
    text = render(large(12, 60, 12), RenderOptions(width=80))
    assert "silent: Party " in text


def test_colour_only_where_it_is_asked_for():
    plain = render(ferry())
    coloured = render(ferry(), RenderOptions(color=True))
    assert "\x1b" not in plain
    assert "\x1b[31m" in coloured
    assert COLOUR.sub("", coloured) == plain


def test_brief_leaves_out_the_findings():
    brief = render(ferry(), RenderOptions(detail="brief"))
    assert "OMISSION" not in brief
    assert "Overtime" in brief


def test_wide_characters_count_two_columns():
    sample = with_text("東京と北京の会談は建設的な雰囲気で行われた")
    for line in render(sample, RenderOptions(width=60)).splitlines():
        assert display_width(line) <= 60


def test_no_attack_reaches_the_terminal():
    for name, attack in ATTACKS.items():
        for options in (RenderOptions(), RenderOptions(width=40)):
            text = render(with_text(attack), options)
            assert not unseen(text, "\n"), name
            assert not ci_commands(text), name
