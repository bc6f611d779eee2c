"""The lexicons hold together: no entry stands for two opposite things, no rule is out of use."""

from __future__ import annotations

import pytest

from divergence.framing.charged import charged_words
from divergence.framing.families import place_names
from divergence.framing.tokens import base_forms
from divergence.language.tables import load_table


def entries(listed: str) -> list[str]:
    return [entry.strip() for entry in listed.replace("\n", " ").split(",") if entry.strip()]


def test_no_charged_word_is_both_hostile_and_favourable() -> None:
    stances: dict[str, set[str]] = {}
    for group in load_table("framing-charged.toml")["classes"].values():
        for entry in entries(group["words"]):
            stances.setdefault(entry, set()).add(group["stance"])
    assert not [word for word, found in stances.items() if {"hostile", "favourable"} <= found]


@pytest.mark.parametrize("kind", ["figurative", "literal"])
def test_every_context_rule_is_for_a_word_of_the_lexicon(kind: str) -> None:
    table = load_table("framing-charged.toml")
    known = {entry for group in table["classes"].values() for entry in entries(group["words"])}
    assert not sorted(set(table[kind]) - known)


def test_every_family_word_has_a_stance_between_minus_two_and_two() -> None:
    for family in load_table("framing-families.toml")["families"].values():
        for item in family["words"].split(","):
            assert -2 <= float(item.rpartition(":")[2]) <= 2


def test_each_place_name_belongs_to_one_place() -> None:
    lines = load_table("framing-families.toml")["places"]["names"]
    names = [name for line in lines for name in line.split("|")]
    assert len(names) == len(set(names))
    assert [name.text for name in place_names("from the Falklands to Kyiv")] == [
        "Falklands",
        "Kyiv",
    ]


@pytest.mark.parametrize(
    ("word", "base"),
    [
        ("atrocities", "atrocity"),
        ("slammed", "slam"),
        ("ugliest", "ugly"),
        ("terribly", "terrible"),
        ("regime's", "regime"),
        ("stolen", "steal"),
    ],
)
def test_inflected_forms_are_found(word: str, base: str) -> None:
    assert base in base_forms(word)


def test_words_built_to_judge_are_found_without_being_listed() -> None:
    assert [hit.stance for hit in charged_words("a coup-obsessed, graft-ridden cabinet")] == [
        "hostile",
        "hostile",
    ]
