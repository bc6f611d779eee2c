"""The options that say what to read and under which settings, shared by several commands."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from divergence.config import Settings, find_settings_file, load_settings, working_folder
from divergence.errors import InputError, OutputError, SettingsError
from divergence.model import Comparison
from divergence.reading.document import shown
from divergence.reading.event import EVENT_FILE, STANDARD_INPUT, Event, read_event
from divergence.reporting import FORMATS, Format, find_format

Command = Callable[..., Any]


class NamedPath(click.Path):
    """A path that is not empty: an empty one (an unset shell variable) would be this folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path; a usage error where it is empty."""
        if value == "":
            self.fail("an empty path; name a file or a folder (. is this one)", param, ctx)
        return super().convert(value, param, ctx)


def input_options(command: Command) -> Command:
    """Add PATHS, --account, --party, --config, --topics and --attribution to a command."""
    decorators: list[Callable[[Command], Command]] = [
        click.argument("paths", nargs=-1, type=NamedPath(), metavar="[PATH]..."),
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
            help="How reported speech is found: learned (default), accurate (needs the extra "
            "accurate) or rules.",
        ),
    ]


def check_topics(topics: Mapping[str, Any], file: Path) -> None:
    """Raise SettingsError, with the line in ``file``, where its topics cannot be used."""
    from divergence.cli.topic_lines import line_of_topic
    from divergence.tomlfile import read_settings_text
    from divergence.topics import load_catalogue

    try:
        load_catalogue(topics)
    except SettingsError as error:
        message = str(error).removeprefix("[topics]").lstrip(":, ")
        line = line_of_topic(message, read_settings_text(file))
        place = f"{shown(file)}, line {line}" if line else shown(file)
        raise SettingsError(f"{place}: in [topics]: {message}") from error


def output_option(what: str) -> Callable[[Command], Command]:
    """The option --output; its value is None for standard output, which ``-`` stands for too."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path),
        callback=_named_file,
        metavar="FILE",
        help=f"Write the {what} there; - is standard output.",
    )


def _named_file(_context: click.Context, _option: click.Parameter, value: Path) -> Path | None:
    return None if value == STANDARD_INPUT else value


def settings_of(
    config: Path | None,
    parties: tuple[str, ...] = (),
    topics: Path | None = None,
    attribution: str | None = None,
) -> Settings:
    """The settings in force: the file's, with what the command line says in their place."""
    found = config or find_settings_file(working_folder())
    settings = load_settings(found)
    if found is not None and settings.topics:
        check_topics(settings.topics, found)
    if parties:
        settings = replace(settings, chosen=parties)
    if topics is not None:
        from divergence.tomlfile import parse_table, read_settings_text

        settings = replace(settings, topics=parse_table(read_settings_text(topics), str(topics)))
        check_topics(settings.topics, topics)
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
        for known in FORMATS.values():  # .txt is the table; a template has been seen to above
            if known.suffix == output.suffix.casefold():
                return known
        endings = ", ".join(dict.fromkeys(known.suffix for known in FORMATS.values()))
        raise SettingsError(
            f"{shown(output)}: its ending names no format; use one of {endings} or give --format"
        )
    return find_format("table" if on_terminal else "markdown")


def event_of(paths: tuple[Path, ...], accounts: tuple[str, ...]) -> Event:
    """The event that the arguments name; ``-`` reads standard input, for an account too."""
    if not paths and not accounts:
        raise InputError("no input: give a file, a folder or --account NAME=FILE (- reads stdin)")
    own = [_account(option) for option in accounts]
    piped = STANDARD_INPUT in (*paths, *(path for _, path in own))
    event = read_event(paths, own, stdin=standard_input() if piped else None)
    files = [path for path in event.sources if path.name == EVENT_FILE]
    if event.topics and len(files) == 1:
        check_topics(event.topics, files[0])
    return event


def saved_comparison(path: Path) -> Comparison:
    """The comparison in a report that was saved as JSON; ``-`` reads standard input."""
    from divergence.reporting.json import read

    return read(saved_bytes(path), shown(path))


def saved_bytes(path: Path) -> bytes:
    """The bytes of a saved report; ``-`` reads standard input."""
    if path == STANDARD_INPUT:
        return standard_input()
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise InputError(f"{shown(path)}: is a directory; give the report's JSON file") from None
    except (OSError, ValueError) as error:
        cause = (getattr(error, "strerror", None) or "unreadable").lower()
        raise InputError(f"{shown(path)}: cannot be read ({cause}); check the path") from error


def standard_input() -> bytes:
    """All that comes in on standard input; InputError where it is closed or cannot be read."""
    if sys.stdin is None or sys.stdin.closed:
        raise InputError("standard input: is closed; pipe a text into the command or name a file")
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        cause = (error.strerror or "unreadable").lower()
        raise InputError(f"standard input: cannot be read ({cause}); name a file") from error


def keep_inputs(output: Path | None, inputs: Iterable[Path | None]) -> None:
    """Refuse to write the result over one of the files that it is made from.

    Raises OutputError; links and other ways to write the same path are seen through.
    """
    if output is None or not os.path.exists(output):  # noqa: PTH110 - no error for bad paths
        return
    for path in inputs:
        try:
            same = path is not None and path != STANDARD_INPUT and path.samefile(output)
        except OSError:  # not there: whoever reads it says so
            same = False
        if same:
            raise OutputError(f"{shown(output)}: is one of the inputs; choose another file")


def _account(option: str) -> tuple[str, Path]:
    name, equals, path = option.partition("=")
    if not (name.strip() and equals and path):
        raise SettingsError(f"--account {option}: not of the form NAME=FILE, such as Kremlin=k.txt")
    return name.strip(), Path(path)
