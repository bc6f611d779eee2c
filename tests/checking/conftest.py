"""A repository in a temporary folder, and the command line run in it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

TOY = Path(__file__).with_name("checking_toy.py")

REAL = """
import divergence.checking.cache, divergence.cli
divergence.checking.cache.tool_digest = lambda: "real"  # someone may be editing the package
divergence.cli.main()
"""

ANKARA = """\
talks: The ministers met for three hours on Tuesday in the capital.
refugees: Both sides discussed the safe return of refugees to their homes.
troops: The army is present in the north to fight terrorism.
"""
DAMASCUS = """\
talks: The ministers met for three hours on Tuesday in the capital.
troops: The army does not belong in the north and has to leave.
"""


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def ids(self) -> list[str]:
        """The ids in the text output, in order."""
        return re.findall(r"\bid ([0-9a-f]{16}(?:-\d+)?)", self.out)


class Repository:
    """A folder of events that a CI job checks."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.log = root.parent / "compared.log"
        self.script: Path | None = TOY

    def write(self, path: str, text: str | bytes) -> Path:
        """Write a file of the repository."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return target

    def command(self, *arguments: str) -> list[str]:
        """The command line that runs ``divergence`` with these arguments."""
        if self.script is None:
            return [sys.executable, "-c", REAL, *arguments]
        return [sys.executable, str(self.script), *arguments]

    def environment(self, **variables: str) -> dict[str, str]:
        """The environment of a run, without that of a CI service around the tests."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "CI"))}
        return {**inherited, "TOY_LOG": str(self.log), **variables}

    def run(self, *arguments: str, **variables: str) -> Ran:
        """Run a command in the repository, to its end."""
        done = subprocess.run(
            self.command(*arguments),
            cwd=self.root,
            env=self.environment(**variables),
            capture_output=True,
            timeout=120,
            check=False,
        )
        ran = Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in ran.err, ran.err
        return ran

    def check(self, *arguments: str, **variables: str) -> Ran:
        """Run ``divergence check`` on the day of the story, unless the arguments name another."""
        day = () if "--today" in arguments else ("--today", "2030-05-01")
        return self.run("check", *day, *arguments, **variables)

    def compared(self) -> list[str]:
        """The events that were really compared since the last call."""
        found = self.log.read_text().splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return found

    def result(self, *arguments: str) -> dict:
        """The JSON output of a check."""
        return json.loads(self.check("--output", "json", *arguments).out)

    @property
    def leftovers(self) -> list[str]:
        """Files that a run has left half written."""
        return [str(path) for path in self.root.rglob("*.part")]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with one event of two accounts."""
    (tmp_path / "repository").mkdir()
    made = Repository(tmp_path / "repository")
    made.write("divergence.toml", "[check]\n")
    made.write("events/geneva/ankara.txt", ANKARA)
    made.write("events/geneva/damascus.txt", DAMASCUS)
    return made
