"""The documentation says what the tool does: excerpts are real, commands and options are named."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from divergence.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
PAGES = README + "".join(path.read_text() for path in sorted((ROOT / "docs").glob("*.md")))
EXCERPT = re.compile(
    r"<!-- excerpt: divergence (?P<command>[^>]+) -->\n```\n(?P<shown>.*?)```", re.S
)


def test_the_readme_opens_with_what_the_tool_shows():
    found = EXCERPT.search(README)
    assert found
    done = subprocess.run(
        [sys.executable, "-m", "divergence", *found["command"].split(), "--width", "80"],
        capture_output=True,
        cwd=ROOT,
        check=True,
        env={"NO_COLOR": "1", "LC_ALL": "C.UTF-8", "PATH": ""},
    )
    printed = done.stdout.decode()
    at = -1
    for part in found["shown"].split("\n...\n"):
        at = printed.find(part.strip("\n"), at + 1)
        assert at >= 0, f"not what the command prints:\n{part}"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name):
    assert f"divergence {name}" in PAGES
    command = import_module(f"divergence.cli.{name}").command
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in PAGES, f"{name} {option} is not in README.md or docs/"


@pytest.mark.parametrize("page", [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"])
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text()):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
