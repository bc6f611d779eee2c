"""Every command, option, output and policy key is documented, and what is documented is there."""

from __future__ import annotations

import re
import tomllib
from importlib import import_module
from pathlib import Path

import click
import msgspec
import pytest

from divergence.checking import policy
from divergence.checking.outputs import FORMATS

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def options_of(name: str) -> set[str]:
    command: click.Command = import_module(f"divergence.cli.{name}").command
    found = {
        option
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    }
    return found | {"--help"}


@pytest.mark.parametrize("name", ["check", "diff", "watch"])
def test_every_option_is_documented_and_no_other(name: str) -> None:
    heading = re.search(rf"^## [^\n]*`divergence {name}.*?(?=^## |\Z)", DOCS, re.M | re.S)
    assert heading is not None, name
    rows = re.findall(r"^\| (`-.*?) \|", heading[0], re.M)
    documented = {option for row in rows for option in re.findall(r"--[\w-]+", row)}
    assert documented == options_of(name)


def test_every_output_is_documented() -> None:
    assert re.findall(r"^\| `(\w+)` \| ", DOCS, re.M)[: len(FORMATS)] == list(FORMATS)


def test_the_documented_policy_is_read_and_shows_every_key() -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS, re.S)
    assert example is not None
    table = tomllib.loads(example[1])["check"]
    msgspec.convert(table, policy.Policy)
    for shape, name in (
        (policy.Policy, "check"),
        (policy.Rule, "rule"),
        (policy.Requirement, "require"),
        (policy.Acceptance, "accept"),
        (policy.Override, "override"),
    ):
        for field in msgspec.structs.fields(shape):
            key = field.encode_name
            assert re.search(rf"\b{key}( =|\]|:)|{key} =", example[1]), (name, key)


def test_every_input_of_the_action_is_documented() -> None:
    action = (ROOT / "action.yml").read_text(encoding="utf-8")
    block = re.search(r"^inputs:\n(.*?)^\w", action, re.M | re.S)
    assert block is not None
    for name in re.findall(r"^  ([\w-]+):$", block[1], re.M):
        assert f"`{name}`" in DOCS
