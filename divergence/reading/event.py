"""An event: the documents that tell it, from files, folders and standard input.

Comes in: paths, and the accounts that a user names. Goes out: one Event whose documents are sorted
by name, so that the order of files never changes a result. A folder may hold an `event.toml` that
says what its files are; without one its text files are read as they are.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import msgspec

from divergence.config import PartySetting
from divergence.errors import InputError, SettingsError
from divergence.model import Document
from divergence.reading.document import TEXT_SUFFIXES, read_document, shown, utf_8_name
from divergence.tomlfile import convert, line_of, parse_table, read_settings_text

EVENT_FILE = "event.toml"
STANDARD_INPUT = Path("-")
README_STEMS = frozenset(("readme", "license", "licence", "changelog"))
"""Files that tell about a folder, not about the event."""


class DocumentEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One `[[documents]]` table of an event file. ``account`` is the party whose account it is."""

    file: str
    outlet: str | None = None
    date: str | None = None
    title: str | None = None
    account: str | None = None


class EventFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole of an event file."""

    name: str | None = None
    documents: tuple[DocumentEntry, ...] = ()
    parties: tuple[PartySetting, ...] = ()
    topics: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """What is to be compared.

    ``documents`` are sorted by name; names are unique. ``parties`` are those that an event file
    lists: they are the ones to compare, with further names that stand for them; empty lets the
    tool pick. ``topics`` is the event's own part of the topic catalogue, as in the file.
    ``sources`` are the files that were read, event files too; they say nothing of the event itself.
    """

    name: str
    documents: tuple[Document, ...]
    parties: tuple[PartySetting, ...] = ()
    topics: Mapping[str, Any] = field(default_factory=dict)
    sources: tuple[Path, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class _Source:
    """A file to read (or standard input) and what is known of it beforehand."""

    path: Path
    outlet: str | None = None
    date: str | None = None
    title: str | None = None
    account: str | None = None


def read_event(
    paths: Sequence[Path],
    accounts: Sequence[tuple[str, Path]] = (),
    stdin: bytes | None = None,
) -> Event:
    """The event told by files and folders in ``paths`` and by each party's own ``accounts``.

    The path ``-`` stands for ``stdin``. A file that is named twice is read once. Raises InputError
    for what cannot be read, SettingsError (with the line) for a faulty event file.
    """
    sources: list[_Source] = []
    names: list[str] = []
    parties: list[PartySetting] = []
    topics: dict[str, Any] = {}
    event_files: list[Path] = []
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):  # noqa: PTH112 - no error for bad paths
            event = _read_folder(path, sources)
            event_files.append(path / EVENT_FILE)
            names.append(event.name or _folder_name(path))
            parties.extend(party for party in event.parties if party not in parties)
            topics.update(event.topics)
        else:
            sources.append(_Source(path))
            names.append(_stem(path))
    for party, path in accounts:
        if not party.strip():
            raise InputError(f"{shown(path)}: the account's party has no name; write PARTY=FILE")
        sources.append(_Source(path, account=party.strip()))
        names.append(_stem(path))
    sources = _without_repeats(sources)
    if not sources:
        raise InputError("no text was given; name a file, a folder or - for standard input")
    called = _unique_names([source.path for source in sources])
    documents = [_read(source, name, stdin) for source, name in zip(sources, called, strict=True)]
    return Event(
        name=", ".join(dict.fromkeys(names)) if len(names) == 1 else ", ".join(sorted(set(names))),
        documents=tuple(sorted(documents, key=lambda document: document.name)),
        parties=tuple(sorted(parties, key=lambda party: party.label)),
        topics=topics,
        sources=tuple(sorted([*event_files, *(source.path for source in sources)])),
    )


def leads_outside(path: Path, folder: Path) -> bool:
    """Whether a file in ``folder`` is, by a link, one that lies outside it.

    What lies in a folder may come from anybody (a pull request), and what it leads to ends up in
    a report: a link reaches no further than a name in an event file does. A file that the user
    names is read wherever its links lead.
    """
    try:
        return not path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False  # it leads nowhere; whoever reads it says so


def stay_inside(path: Path, folder: Path, called: str | None = None) -> None:
    """Raise InputError where a file in ``folder`` leads outside it; ``called`` names the file."""
    if leads_outside(path, folder):
        raise InputError(
            f"{called or f'{shown(path)}:'} is a link that leads outside the event's folder; put "
            "the file itself into the folder"
        )


def _read_folder(folder: Path, sources: list[_Source]) -> EventFile:
    """Adds the folder's texts to ``sources``; returns its event file, an empty one without."""
    file = folder / EVENT_FILE
    if os.path.lexists(file):
        stay_inside(file, folder)
        return _read_event_file(file, sources)
    try:
        texts = sorted(
            path
            for path in folder.iterdir()
            if path.suffix.casefold() in TEXT_SUFFIXES
            and path.stem.casefold() not in README_STEMS
            and not path.name.startswith(".")
            and not os.path.isdir(path)  # noqa: PTH112
        )
    except OSError as error:
        raise InputError(
            f"{shown(folder)}: the folder cannot be read ({error.strerror}); check its permissions"
        ) from error
    if not texts:
        raise InputError(
            f"{shown(folder)}: no texts in this folder; put .txt, .md or .html files or an "
            f"{EVENT_FILE} into it"
        )
    for path in texts:
        stay_inside(path, folder)
    sources.extend(_Source(path) for path in texts)
    return EventFile()


def _read_event_file(file: Path, sources: list[_Source]) -> EventFile:
    text = read_settings_text(file)
    event = convert(_with_written_dates(parse_table(text, str(file))), EventFile, text, str(file))
    if not event.documents:
        raise InputError(
            f"{shown(file)}: it names no documents; add a [[documents]] table with file = "
        )
    for entry in event.documents:
        path = _beside(file, entry.file, text)
        if entry.date is not None and not _is_day(entry.date):
            raise InputError(
                f"{shown(file)}{_at_line(text, entry.date)}: {entry.date!r} is not a date; "
                "write it as YYYY-MM-DD"
            )
        sources.append(_Source(path, entry.outlet, entry.date, entry.title, entry.account))
    return event


def _with_written_dates(table: dict[str, Any]) -> dict[str, Any]:
    """The table of an event file with TOML's own dates (``date = 2024-05-03``) as text."""
    documents = table.get("documents")
    for entry in documents if isinstance(documents, list) else ():
        if isinstance(entry, dict) and isinstance(day := entry.get("date"), datetime.date):
            entry["date"] = day.isoformat()[:10]
    return table


def _beside(file: Path, name: str, text: str) -> Path:
    """The file of that name in the event's folder or below it.

    An event file may come from anybody (a pull request), and what it names ends up in a report:
    it reaches nothing outside its folder. Both kinds of path are tried, wherever this runs.
    """
    place = f"{shown(file)}{_at_line(text, name)}"
    windows = PureWindowsPath(name)
    if PurePosixPath(name).is_absolute() or windows.anchor or ".." in windows.parts:
        raise SettingsError(
            f"{place}: {shown(name)!r} is outside the event's folder; put the text into the "
            "folder and name it from there"
        )
    path = file.parent / name
    if not os.path.isfile(path):  # noqa: PTH113 - no error for bad paths
        raise InputError(f"{place}: there is no file {shown(name)!r} beside it; correct the name")
    stay_inside(path, file.parent, f"{place}: {shown(name)!r}")
    return path


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        return False
    return True


def _at_line(text: str, value: str) -> str:
    """Where a value stands in an event file, for messages."""
    for number, line in enumerate(text.splitlines(), start=1):
        if (value and f'"{value}"' in line) or f"'{value}'" in line:
            return f", line {number}"
    line_number = line_of(text, ["file"])
    return f", line {line_number}" if line_number else ""


def _read(source: _Source, name: str, stdin: bytes | None) -> Document:
    if source.path == STANDARD_INPUT:
        if stdin is None:
            raise InputError("standard input: nothing came in; pipe a text into the command")
        return read_document(stdin, account_of=source.account)
    return read_document(
        source.path,
        name,
        account_of=source.account,
        outlet=source.outlet,
        date=source.date,
        title=source.title,
    )


def _without_repeats(sources: Sequence[_Source]) -> list[_Source]:
    """Each file once; InputError where one file is given to two parties."""
    kept: dict[Path, _Source] = {}
    for source in sources:
        key = source.path if source.path == STANDARD_INPUT else _resolved(source.path)
        known = kept.get(key)
        if known is None or (known.account is None and source.account is not None):
            kept[key] = source
        elif source.account is not None and source.account != known.account:
            raise InputError(
                f"{shown(source.path)}: given as the account of {known.account} and of "
                f"{source.account}; choose one"
            )
    return list(kept.values())


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError) as error:
        raise InputError(f"{shown(path)}: the path leads nowhere; check it") from error


def _unique_names(paths: Sequence[Path]) -> list[str]:
    """File names; those that occur twice with as many folders before them as tell them apart."""
    parts = [
        ("standard input",)
        if path == STANDARD_INPUT
        else PurePosixPath(_resolved(path).as_posix()).parts
        for path in paths
    ]
    depth = [1] * len(parts)
    while True:
        names = [
            utf_8_name("/".join(part[-deep:])) for part, deep in zip(parts, depth, strict=True)
        ]
        again = [at for at, name in enumerate(names) if names.count(name) > 1]
        if not again or all(depth[at] >= len(parts[at]) for at in again):
            return names
        for at in again:
            depth[at] = min(depth[at] + 1, len(parts[at]))


def _folder_name(folder: Path) -> str:
    return utf_8_name(_resolved(folder).name) or "event"


def _stem(path: Path) -> str:
    return utf_8_name(path.stem) if path != STANDARD_INPUT else "standard input"
