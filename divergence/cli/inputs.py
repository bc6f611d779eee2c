"""The options that say what to read and under which settings, shared by several commands."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from divergence.config import Settings, find_settings_file, load_settings
from divergence.errors import InputError, SettingsError
from divergence.model import Comparison
from divergence.reading.event import Event, read_event
from divergence.reporting import FORMATS, Format, find_format

Command = Callable[..., Any]


def input_options(command: Command) -> Command:
    """Add PATHS, --account, --party, --config, --topics and --attribution to a command."""
    decorators: list[Callable[[Command], Command]] = [
        click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
        click.option(
            "--account",
            "accounts",
            multiple=True,
            metavar="NAME=FILE",
            help="A file that is, as a whole, the account of the party NAME.",
        ),
        *settings_options_list(),
    ]
    for decorate in decorators:
        command = decorate(command)
    return command


def settings_options_list() -> list[Callable[[Command], Command]]:
    """The options that choose settings, as decorators."""
    return [
        click.option(
            "--party",
            "parties",
            multiple=True,
            metavar="NAME",
            help="Compare this party; give it for each. Without it the parties that have "
            "accounts are found.",
        ),
        click.option(
            "--config",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Settings file; else divergence.toml or [tool.divergence] of pyproject.toml "
            "here or above.",
        ),
        click.option(
            "--topics",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A TOML file that extends or replaces the topics.",
        ),
        click.option(
            "--attribution",
            metavar="NAME",
            help="How reported speech is found: learned (default) or rules.",
        ),
    ]


def settings_of(
    config: Path | None,
    parties: tuple[str, ...] = (),
    topics: Path | None = None,
    attribution: str | None = None,
) -> Settings:
    """The settings in force: the file's, with what the command line says in their place."""
    found = config or find_settings_file(Path.cwd())
    settings = load_settings(found)
    if parties:
        settings = replace(settings, chosen=parties)
    if topics is not None:
        from divergence.tomlfile import parse_table, read_settings_text

        settings = replace(settings, topics=parse_table(read_settings_text(topics), str(topics)))
    if attribution is not None:
        settings = replace(settings, attribution=attribution)
    return settings


def choose_format(
    name: str | None, output: Path | None, template: Path | None, *, on_terminal: bool
) -> Format:
    """The format asked for: by name, else by a template, else by the ending of the output's name.

    Without any, a table for a terminal and Markdown for a file or a pipe.
    """
    if name is not None:
        return find_format(name)
    if template is not None:
        return find_format("template")
    if output is not None:
        for known in FORMATS.values():
            if known.suffix == output.suffix and known.name not in ("table", "template"):
                return known
        endings = ", ".join(known.suffix for known in FORMATS.values())
        raise SettingsError(
            f"{output}: its ending names no format; use one of {endings} or give --format"
        )
    return find_format("table" if on_terminal else "markdown")


def event_of(paths: tuple[Path, ...], accounts: tuple[str, ...]) -> Event:
    """The event that the arguments name; ``-`` reads standard input."""
    if not paths and not accounts:
        raise InputError("no input: give a file, a folder or --account NAME=FILE (- reads stdin)")
    stdin = sys.stdin.buffer.read() if Path("-") in paths else None
    return read_event(paths, [_account(option) for option in accounts], stdin=stdin)


def saved_comparison(path: Path) -> Comparison:
    """The comparison in a report that was saved as JSON; ``-`` reads standard input."""
    from divergence.reporting.json import read

    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{path}: is a directory; give the report's JSON file") from None
    except OSError as error:
        cause = (error.strerror or "unreadable").lower()
        raise InputError(f"{path}: cannot be read ({cause}); check the path") from error
    return read(data, str(path))


def _account(option: str) -> tuple[str, Path]:
    name, equals, path = option.partition("=")
    if not (name.strip() and equals and path):
        raise SettingsError(f"--account {option}: not of the form NAME=FILE, such as Kremlin=k.txt")
    return name.strip(), Path(path)
