"""The findings that a project knows and lives with, in a file that it keeps under version control.

Comes in: ``divergence-baseline.json``. Goes out: a ``Baseline`` that knows a finding again by what
it says. The file is sorted, one value a line, so that a new finding is a few added lines; it has a
version and is brought up to date when an older one is read. Events are decoded only when asked
for, so that a large baseline costs its bytes and no more.
"""

from __future__ import annotations

import datetime
import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from divergence.checking.matching import (
    Trace,
    fingerprint,
    relatedness,
    same_but_typos,
    tolerance,
)
from divergence.checking.writing import write_whole
from divergence.errors import SettingsError

VERSION = 1
FORMAT = "divergence-baseline"

UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""From a version to the next: the parsed file of the one into that of the other."""


class Accepted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who accepted a finding, why, when, and until when (that day included)."""

    by: str
    reason: str
    on: datetime.date
    until: datetime.date | None = None


class Entry(Trace, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A known finding."""

    id: str
    accepted: Accepted | None = None


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    version: int
    events: dict[str, msgspec.Raw] = {}


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings by event; ``path`` is where they were read, for messages."""

    path: Path
    events: dict[str, bytes] = field(default_factory=dict)

    def entries(self, event: str) -> list[Entry]:
        """The known findings of an event. Raises SettingsError where they are damaged."""
        raw = self.events.get(event)
        if raw is None:
            return []
        try:
            return msgspec.json.decode(raw, type=list[Entry])
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise _damaged(self.path, f"the entries of {event}: {error}") from error


@dataclass(frozen=True, slots=True)
class Recognised:
    """A finding beside the baseline: the entry that it is, or the one that it was before.

    ``entry`` is set where the finding is known; ``before`` where it is a known one changed.
    """

    id: str
    trace: Trace
    entry: Entry | None = None
    before: Entry | None = None


def load_baseline(path: Path, *, must_exist: bool = False) -> Baseline:
    """The baseline at ``path``; an empty one where there is no file, unless it ``must_exist``.

    Raises SettingsError where the file is damaged or was written by a newer version.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        if must_exist:
            raise SettingsError(
                f"{path}: there is no baseline; check the path, or write one with --update-baseline"
            ) from None
        return Baseline(path)
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from error
    try:
        file = msgspec.json.decode(content, type=_File)
    except msgspec.ValidationError:
        file = _upgraded(path, content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, str(error)) from error
    if file.version != VERSION or file.format != FORMAT:
        file = _upgraded(path, content)
    baseline = Baseline(path, {event: bytes(raw) for event, raw in file.events.items()})
    for event in baseline.events:
        baseline.entries(event)  # a damaged entry is told at once, not after half the work
    return baseline


def recognise(event: str, traces: Iterable[Trace], known: list[Entry]) -> list[Recognised]:
    """Each finding of an event beside the known ones; each known one is used once at most.

    First those that say exactly the same, then the same but for typos, then the same matter in
    other words or with another verdict, the closest first.
    """
    left = {entry.id: entry for entry in known}
    found = _numbered(event, traces)
    done: dict[int, Recognised] = {}
    for i, (identity, trace) in enumerate(found):
        if identity in left:
            done[i] = Recognised(identity, trace, entry=left.pop(identity))
    for i, (_, trace) in enumerate(found):
        if i in done:
            continue
        twin = next((entry for entry in left.values() if same_but_typos(entry, trace)), None)
        if twin is not None:
            done[i] = Recognised(twin.id, trace, entry=left.pop(twin.id))
    close = sorted(
        (-score, i, entry.id)
        for i, (_, trace) in enumerate(found)
        if i not in done
        for entry in left.values()
        if (score := relatedness(entry, trace)) >= tolerance().related.similarity
    )
    for _, i, identity in close:
        if i not in done and identity in left:
            done[i] = Recognised(found[i][0], found[i][1], before=left.pop(identity))
    return [done.get(i, Recognised(identity, trace)) for i, (identity, trace) in enumerate(found)]


def encode_entries(entries: Iterable[Entry]) -> bytes:
    """Entries as they stand in the file, sorted by topic, verdict and id."""
    ordered = sorted(entries, key=lambda entry: (entry.topic, entry.verdict, entry.id))
    return msgspec.json.encode([_plain(entry) for entry in ordered])


def save_baseline(baseline: Baseline) -> None:
    """Write the baseline to its path, whole or not at all."""
    write_whole(baseline.path, _lines(baseline))


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry with its id first and without what is empty."""
    table = msgspec.to_builtins(entry)
    kept = {key: value for key, value in table.items() if value not in (None, [], (), 0)}
    return {"id": entry.id, **kept}


def _numbered(event: str, traces: Iterable[Trace]) -> list[tuple[str, Trace]]:
    """Findings with their fingerprints; equal ones are told apart by their order."""
    times: dict[str, int] = {}
    found = []
    for trace in traces:
        identity = fingerprint(event, trace)
        times[identity] = times.get(identity, 0) + 1
        nth = times[identity]
        found.append((identity if nth == 1 else f"{identity}-{nth}", trace))
    return found


def _upgraded(path: Path, content: bytes) -> _File:
    """An older file, brought up version by version; SettingsError where that cannot be done."""
    try:
        table = json.loads(content)
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError is a ValueError
        raise _damaged(path, str(error)) from error
    version = table.get("version") if isinstance(table, dict) else None
    if not isinstance(version, int) or isinstance(version, bool):
        raise _damaged(path, "it has no version")
    if version > VERSION:
        raise SettingsError(
            f"{path}: version {version} of the baseline, this divergence reads up to {VERSION}; "
            "install the version that wrote it"
        )
    while version < VERSION:
        if version not in UPGRADES:
            raise _damaged(path, f"version {version} is not known")
        table = UPGRADES[version](table)
        version += 1
        table["version"] = version
    if table.get("format") != FORMAT:
        raise _damaged(path, f'its "format" is not "{FORMAT}"')
    try:
        return msgspec.json.decode(json.dumps(table), type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _damaged(path, str(error)) from error


def _damaged(path: Path, what: str) -> SettingsError:
    return SettingsError(
        f"{path}: not a usable baseline: {what}; restore it from version control, or delete it "
        "and run with --update-baseline"
    )


def _lines(baseline: Baseline) -> Iterable[str]:
    """The file piece by piece, one value a line, with invisible characters written visibly."""
    yield f'{{\n  "format": "{FORMAT}",\n  "version": {VERSION},\n  "events": {{'
    events = sorted(event for event, raw in baseline.events.items() if raw != b"[]")
    for i, event in enumerate(events):
        entries = json.dumps(json.loads(baseline.events[event]), indent=2, ensure_ascii=False)
        yield ",\n" if i else "\n"
        name = json.dumps(event, ensure_ascii=False)
        yield _visible(f"    {name}: " + entries.replace("\n", "\n    "))
    yield "\n  }\n}\n" if events else "}\n}\n"


def _visible(text: str) -> str:
    if text.isascii():
        return text
    return "".join(
        json.dumps(character)[1:-1] if _is_hidden(character) else character for character in text
    )


def _is_hidden(character: str) -> bool:
    """Control, format, surrogate and unassigned characters, and other line ends."""
    return character != "\n" and (
        unicodedata.category(character)[0] == "C" or character in "\u2028\u2029"
    )
