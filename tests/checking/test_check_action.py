"""The composite action's own steps, run in a shell as GitHub runs them."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import TOY, Repository

ACTION = Path(__file__).parents[2] / "action.yml"
HOOKS = ACTION.with_name(".pre-commit-hooks.yaml")


@dataclass(frozen=True)
class Step:
    """A ``run`` step: its script and the expressions of its variables."""

    script: str
    env: dict[str, str]


def run_steps() -> dict[str, Step]:
    """The steps of the action that have a script, by name."""
    found = {}
    for block in re.split(r"^    - (?=name: )", ACTION.read_text(), flags=re.M)[1:]:
        name = re.match(r"name: (.*)", block)
        script = re.search(r"^      run: \|\n((?:        .*\n|\n)+)", block, re.M)
        if name and script:
            env = re.search(r"^      env:\n((?:        .*\n)+)", block, re.M)
            variables = re.findall(r"^        (\w+): (.*)$", env[1], re.M) if env else []
            text = re.sub(r"^        ", "", script[1], flags=re.M)
            found[name[1]] = Step(text, dict(variables))
    return found


def defaults() -> dict[str, str]:
    """The defaults of the action's inputs."""
    block = re.search(r"^inputs:\n(.*?)^\w", ACTION.read_text(), re.M | re.S)
    assert block is not None
    pairs = re.findall(r"^  ([\w-]+):\n(?:    .*\n)*?    default: (.*)$", block[1], re.M)
    return {name: value.strip('"') for name, value in pairs}


@dataclass
class Runner:
    """A job's machine: the repository, commands on PATH, and the files that steps write to."""

    repository: Repository
    bin: Path

    def step(self, name: str, **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run a step with the inputs that a workflow gives."""
        step = run_steps()[name]
        given = {**defaults(), **{key.replace("_", "-"): value for key, value in inputs.items()}}

        def value(expression: str) -> str:
            inner = expression.removeprefix("${{ ").removesuffix(" }}")
            if inner == "github.action_path":
                return "/the/action"
            return given[inner.removeprefix("inputs.")]

        script = self.bin / "step.sh"
        script.write_text(step.script)
        files = self.repository.root.parent
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.repository.root,
            env=self.repository.environment(
                **{key: value(expression) for key, expression in step.env.items()},
                PATH=f"{self.bin}{os.pathsep}{os.environ['PATH']}",
                GITHUB_OUTPUT=str(files / "output"),
                GITHUB_STEP_SUMMARY=str(files / "summary"),
            ),
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def outputs(self) -> dict[str, str]:
        """What the last step that wrote outputs put out."""
        lines = (self.repository.root.parent / "output").read_text().splitlines()
        return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def runner(repository: Repository, tmp_path: Path) -> Runner:
    made = Runner(repository, tmp_path / "bin")
    made.bin.mkdir()
    shim = made.bin / "divergence"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{TOY}" "$@"\n')
    python = made.bin / "python"
    python.write_text('#!/bin/sh\nfor a in "$@"; do printf "<%s>" "$a"; done\n')
    for file in (shim, python):
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return made


def test_the_install_step_installs_the_action_with_its_extras(runner: Runner) -> None:
    assert "<pip><install>" in runner.step("Install divergence").stdout
    assert runner.step("Install divergence").stdout.endswith("</the/action[html]>")
    assert runner.step("Install divergence", extras="").stdout.endswith("</the/action>")


def test_findings_fail_the_step_and_are_annotated(runner: Runner) -> None:
    done = runner.step("Check")
    assert done.returncode == 1, done.stderr
    assert "::error file=events/geneva/ankara.txt,line=3" in done.stdout
    assert runner.outputs == {"exit-code": "1", "sarif": "divergence.sarif"}
    assert (runner.repository.root / "divergence.sarif").is_file()
    assert "divergence check" in (runner.repository.root.parent / "summary").read_text()


def test_a_clean_check_passes_the_step(runner: Runner) -> None:
    runner.repository.check("--update-baseline")
    done = runner.step("Check", paths="events\n", arguments="--strict\n--today\n2030-05-01\n")
    assert done.returncode == 0, done.stderr
    assert "::" not in done.stdout
    assert runner.outputs["exit-code"] == "0"


def test_nothing_to_compare_passes_only_where_it_may(runner: Runner) -> None:
    (runner.repository.root / "empty").mkdir()
    assert runner.step("Check", paths="empty", sarif="").returncode == 0
    assert runner.outputs == {"exit-code": "5"}
    assert runner.step("Check", paths="empty", allow_empty="false").returncode == 5


def test_wrong_settings_fail_the_step_with_two(runner: Runner) -> None:
    runner.repository.write("divergence.toml", "[check]\nnonsense = 1\n")
    done = runner.step("Check")
    assert done.returncode == 2
    assert "divergence.toml, line 2" in done.stderr


def test_inputs_are_never_commands_or_options(runner: Runner) -> None:
    attack = '"; touch forged; $(touch forged) `touch forged`\n--update-baseline'
    done = runner.step("Check", paths=attack)
    assert done.returncode == 2
    assert "not found" in done.stderr
    left = {path.name for path in runner.repository.root.iterdir()}
    assert left <= {"events", "divergence.toml"}
    for step in run_steps().values():
        assert "${{" not in step.script


def test_the_hook_runs_a_command_that_there_is() -> None:
    hook = HOOKS.read_text()
    assert "entry: divergence check\n" in hook
    pattern = re.search(r"^  files: (.*)$", hook, re.M)
    assert pattern is not None
    for path in (
        "events/a/b.txt",
        "x.md",
        "p.html",
        "events/event.toml",
        "divergence-baseline.json",
    ):
        assert re.search(pattern[1], path)
    assert not re.search(pattern[1], "src/code.py")
