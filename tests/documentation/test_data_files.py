"""Every data file says where it comes from and how to change it."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest

DATA = files("divergence.data")
NAMES = sorted(file.name for file in DATA.iterdir() if file.name.endswith((".toml", ".tsv")))
CARDS = sorted(file.name for file in DATA.iterdir() if file.name.endswith(".json"))
ORIGIN = re.compile(r"written (?:by|for)|comes? from|set by hand|chosen|counted on", re.IGNORECASE)
CHANGE = re.compile(r"to change|to fit again|a change here|after a change", re.IGNORECASE)
TEMPLATE = "divergence.toml"
"""What ``divergence init`` writes: the user's own from then on."""


@pytest.mark.parametrize("name", [name for name in NAMES if name != TEMPLATE])
def test_a_data_file_opens_with_where_it_comes_from_and_how_to_change_it(name):
    lines = (DATA / name).read_text("utf-8").splitlines()
    head = " ".join(lines[: next(at for at, line in enumerate(lines) if line[:1] != "#")])
    assert ORIGIN.search(head)
    assert CHANGE.search(head)


@pytest.mark.parametrize("name", CARDS)
def test_what_is_json_says_what_it_is(name):
    table = json.loads((DATA / name).read_text("utf-8"))
    assert {"about", "card", "description"} & set(table)
