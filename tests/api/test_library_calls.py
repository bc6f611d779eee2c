"""The library says in one line what it cannot be called with."""

from __future__ import annotations

from pathlib import Path

import pytest

import divergence
from divergence.errors import InputError, SettingsError

ARTICLE = Path(__file__).parents[2] / "fixtures/moscow-meeting/article.txt"


def test_parties_are_a_list_and_not_one_name():
    with pytest.raises(SettingsError, match=r"parties='Ankara': not a list of names"):
        divergence.compare(ARTICLE, parties="Ankara")


def test_accounts_are_a_mapping():
    with pytest.raises(SettingsError, match="accounts: not a mapping"):
        divergence.compare(accounts=[("Ankara", ARTICLE)])


@pytest.mark.parametrize("path", [None, 3, [str(ARTICLE)]])
def test_what_is_no_path_is_refused(path):
    with pytest.raises(InputError, match="where a path is expected"):
        divergence.compare(path)
