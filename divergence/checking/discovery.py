"""Which events a set of paths holds.

Comes in: folders and files. Goes out: ``EventFiles``, sorted by key, each with the files it is
made of. The rules, in order:

1. A folder with an ``event.toml`` is one event, of the files that it names.
2. Files whose front matter names an ``event`` are one event together, wherever they lie.
3. A file that ``single`` globs name is an event by itself (an article that reports all parties).
4. The other texts of a folder are one event where no folder below it holds texts; else each is
   an event by itself.

A file that is given stands for the event that it belongs to, so that an event has one key however
it is asked for.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from divergence.checking.record import relative_path
from divergence.errors import InputError
from divergence.reading.document import TEXT_SUFFIXES, shown
from divergence.reading.event import EVENT_FILE, leads_outside, stay_inside

NOT_TEXTS = (
    "readme*",
    "license*",
    "licence*",
    "changelog*",
    "contributing*",
    "code_of_conduct*",
    "security.md",
    "requirements*.txt",
    "cmakelists.txt",
    "robots.txt",
)
"""Names of files (case folded) that lie in repositories and are nobody's account."""

NOT_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
FRONT_MATTER_BYTES = 4096
FRONT_MATTER = re.compile(r"\A\ufeff?(---|\+\+\+)[ \t]*\r?\n(.*?)\r?\n\1[ \t]*(?:\r?\n|\Z)", re.S)
FRONT_MATTER_EVENT = re.compile(r"^event[ \t]*[:=][ \t]*(.+?)[ \t]*$", re.M)


@dataclass(frozen=True, slots=True)
class EventFiles:
    """One event before it is read.

    ``key`` is its folder or file relative to the root, or ``@name`` for front matter. ``paths``
    are what to read (a folder, where it has an event file); ``inputs`` all files that it depends
    on.
    """

    key: str
    paths: tuple[Path, ...]
    inputs: tuple[Path, ...]

    def stay_inside(self) -> None:
        """Raise InputError where a link leads out of the folder that it was found in."""
        for path in self.inputs:
            stay_inside(path, self.paths[0] if path not in self.paths else path.parent)


@dataclass(frozen=True, slots=True)
class _Text:
    path: Path
    event: str | None


def find_events(
    paths: Sequence[Path],
    root: Path,
    *,
    exclude: Sequence[str] = (),
    single: Sequence[str] = (),
) -> list[EventFiles]:
    """The events under ``paths``, sorted by key; ``exclude`` and ``single`` are path globs.

    Raises InputError for a path that is not there.
    """
    found: dict[str, EventFiles] = {}
    named: set[str] = set()
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - no error for paths that cannot be
            raise InputError(f"{shown(path)}: not found; give a folder or a file that is there")
        start = _absolute(path)
        for event in _events_at(start, root, exclude, single):
            if isinstance(event, str):
                named.add(event)
            else:
                found[event.key] = event
    for event in _front_matter_events(named, paths, root, exclude):
        found[event.key] = event
    return [found[key] for key in sorted(found)]


def in_scope(key: str, paths: Sequence[Path], root: Path) -> bool:
    """Whether an event of that key, were it still there, would lie under one of ``paths``."""
    scopes = [relative_path(_absolute(path), root) for path in paths]
    if key.startswith("@"):
        return "." in scopes
    return any(scope == "." or key == scope or key.startswith(scope + "/") for scope in scopes)


def matches(path: str, globs: Iterable[str]) -> bool:
    """Whether a relative path, or a folder above it, fits one of the globs (``*`` spans ``/``)."""
    steps = path.split("/")
    folders = ["/".join(steps[: i + 1]) for i in range(len(steps))]
    return any(
        fnmatchcase(folder, glob.rstrip("/").removesuffix("/**"))
        for glob in globs
        for folder in folders
    )


def _absolute(path: Path) -> Path:
    """The path from the top, with links kept (a linked file belongs where the link stands)."""
    return Path(os.path.normpath(path.absolute()))


def _events_at(
    start: Path, root: Path, exclude: Sequence[str], single: Sequence[str]
) -> Iterator[EventFiles | str]:
    """Events at and below a path; a string is the name of one that front matter asks for."""
    for folder in (start, *start.parents):
        if _has_event_file(folder):
            yield _folder_event(folder, root)
            return
        if folder == root:
            break
    if os.path.isdir(start):  # noqa: PTH112
        yield from _events_in_folder(start, root, exclude, single)
        return
    for event in _events_of_texts(start.parent, root, exclude, single):
        if isinstance(event, str):
            if _text(start).event == event:
                yield event
        elif start in event.inputs:
            yield event


def _events_in_folder(
    folder: Path, root: Path, exclude: Sequence[str], single: Sequence[str]
) -> Iterator[EventFiles | str]:
    if _has_event_file(folder):
        yield _folder_event(folder, root)
        return
    yield from _events_of_texts(folder, root, exclude, single)
    for below in _folders(folder, root, exclude):
        yield from _events_in_folder(below, root, exclude, single)


def _events_of_texts(
    folder: Path, root: Path, exclude: Sequence[str], single: Sequence[str]
) -> Iterator[EventFiles | str]:
    """Events made of the texts that lie directly in a folder."""
    loose = []
    for path in _texts(folder, root, exclude):
        text = _text(path)
        if text.event is not None:
            yield text.event
        elif matches(relative_path(path, root), single):
            yield EventFiles(relative_path(path, root), (path,), (path,))
        else:
            loose.append(text)
    if not loose:
        return
    if any(_holds_texts(below, root, exclude) for below in _folders(folder, root, exclude)):
        for text in loose:
            yield _event_of(relative_path(text.path, root), [text])
    else:
        yield _event_of(relative_path(folder, root), loose)


def _has_event_file(folder: Path) -> bool:
    """Whether something goes by the name of an event file; who reads it says if it is none."""
    return os.path.lexists(folder / EVENT_FILE)


def _folder_event(folder: Path, root: Path) -> EventFiles:
    """The event of a folder with an event file: that file and those that it names."""
    file = folder / EVENT_FILE
    inputs = {file}
    try:
        table = {} if leads_outside(file, folder) else tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        table = {}  # whoever reads the event says what is wrong with it
    for name in _strings(table):
        if len(name) < 500 and "\n" not in name and "\0" not in name:
            named = _absolute(folder / name)
            if named.is_relative_to(folder) and os.path.isfile(named):  # noqa: PTH113
                inputs.add(named)
    return EventFiles(relative_path(folder, root), (folder,), tuple(sorted(inputs)))


def _front_matter_events(
    named: set[str], paths: Sequence[Path], root: Path, exclude: Sequence[str]
) -> Iterator[EventFiles]:
    """The events that front matter names, with their files from anywhere under the root."""
    if not named:
        return
    members: dict[str, list[_Text]] = {name: [] for name in sorted(named)}
    outside = [_absolute(path) for path in paths]
    starts = [root, *(path for path in outside if not path.is_relative_to(root))]
    seen = set()
    for start in starts:
        for path in _all_texts(start if start.is_dir() else start.parent, root, exclude):
            text = _text(path)
            if text.event in members and path not in seen:
                seen.add(path)
                members[text.event].append(text)
    for name, texts in members.items():
        yield _event_of(f"@{name}", texts)


def _event_of(key: str, texts: Sequence[_Text]) -> EventFiles:
    ordered = sorted(texts, key=lambda text: text.path)
    files = tuple(text.path for text in ordered)
    return EventFiles(key, files, files)


def _all_texts(folder: Path, root: Path, exclude: Sequence[str]) -> Iterator[Path]:
    if _has_event_file(folder):
        return
    yield from _texts(folder, root, exclude)
    for below in _folders(folder, root, exclude):
        yield from _all_texts(below, root, exclude)


def _holds_texts(folder: Path, root: Path, exclude: Sequence[str]) -> bool:
    return (
        _has_event_file(folder)
        or bool(_texts(folder, root, exclude))
        or any(_holds_texts(below, root, exclude) for below in _folders(folder, root, exclude))
    )


def _texts(folder: Path, root: Path, exclude: Sequence[str]) -> list[Path]:
    return [
        path
        for path in _entries(folder)
        if path.suffix.lower() in TEXT_SUFFIXES
        and os.path.isfile(path)  # noqa: PTH113
        and not any(fnmatchcase(path.name.casefold(), name) for name in NOT_TEXTS)
        and not matches(relative_path(path, root), exclude)
    ]


def _folders(folder: Path, root: Path, exclude: Sequence[str]) -> list[Path]:
    return [
        path
        for path in _entries(folder)
        if os.path.isdir(path)  # noqa: PTH112 - no error for closed folders
        and not path.is_symlink()  # a link can lead back up
        and path.name not in NOT_FOLDERS
        and not os.path.exists(path / "pyvenv.cfg")  # noqa: PTH110
        and not matches(relative_path(path, root), exclude)
    ]


def _entries(folder: Path) -> list[Path]:
    """What lies in a folder, sorted, without hidden entries."""
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be read ({error.strerror}); check its permissions"
        ) from error


def _text(path: Path) -> _Text:
    """A file with the event that its front matter (YAML or TOML lines) names.

    Nothing is read of one that leads outside its folder; it is refused when its event is compared.
    """
    if leads_outside(path, path.parent):
        return _Text(path, None)
    try:
        with path.open("rb") as file:
            head = file.read(FRONT_MATTER_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return _Text(path, None)
    block = FRONT_MATTER.match(head)
    named = FRONT_MATTER_EVENT.search(block[2].replace("\r", "")) if block else None
    return _Text(path, named[1].strip("\"'") if named else None)


def _strings(value: Any) -> Iterator[str]:
    """All strings in a parsed TOML table, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
