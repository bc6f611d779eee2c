"""Settings: what a user can choose, from ``divergence.toml`` or ``[tool.divergence]``.

Comes in: a settings file. Goes out: one frozen ``Settings`` value. Command-line options replace
single fields of it (``dataclasses.replace``). The table ``[check]`` is read by ``checking``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from divergence.errors import SettingsError
from divergence.tomlfile import convert, parse_table, read_settings_text

SETTINGS_FILE = "divergence.toml"
PROJECT_FILE = "pyproject.toml"


class PartySetting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party as the user names it, with the further names that stand for it."""

    label: str
    names: tuple[str, ...] = ()


class CompareTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table ``[compare]``."""

    parties: tuple[str, ...] = ()
    attribution: str = "learned"


class SettingsTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file, by table."""

    compare: CompareTable = CompareTable()
    parties: tuple[PartySetting, ...] = ()
    topics: dict[str, Any] = {}
    check: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Settings:
    """What is in force for a comparison.

    ``chosen`` are the parties to compare, by any of their names; empty lets the tool pick those
    that have accounts. ``parties`` adds parties or names for them. ``topics`` is the user's part
    of the topic catalogue, as in the file. ``attribution`` is ``learned``, ``accurate`` or
    ``rules``. ``file`` names the settings file, for the report; None where there is none.
    """

    attribution: str = "learned"
    chosen: tuple[str, ...] = ()
    parties: tuple[PartySetting, ...] = ()
    topics: Mapping[str, Any] = field(default_factory=dict)
    check: Mapping[str, Any] = field(default_factory=dict)
    file: str | None = None


def find_settings_file(folder: Path) -> Path | None:
    """The settings file that is in force for ``folder``: its own or that of a folder above.

    ``divergence.toml`` comes before a ``pyproject.toml`` that has a ``[tool.divergence]`` table.
    """
    for place in (folder, *folder.parents):
        if os.path.isfile(place / SETTINGS_FILE):  # noqa: PTH113 - no error for closed folders
            return place / SETTINGS_FILE
        project = place / PROJECT_FILE
        if os.path.isfile(project) and "[tool.divergence" in read_settings_text(project):  # noqa: PTH113
            return project
    return None


def working_folder() -> Path:
    """The folder that the command runs in; SettingsError where it has been removed."""
    try:
        return Path.cwd()
    except OSError as error:
        raise SettingsError(
            "the current folder is gone or closed; change to another folder"
        ) from error


def load_settings(path: Path | None) -> Settings:
    """The settings in ``path``; the defaults for None.

    Raises SettingsError with file and line where the file cannot be read or used.
    """
    if path is None:
        return Settings()
    text = read_settings_text(path)
    table = parse_table(text, str(path))
    if path.name == PROJECT_FILE:
        table = _tool_table(table, path)
    settings = convert(table, SettingsTable, text, str(path))
    return Settings(
        attribution=settings.compare.attribution,
        chosen=settings.compare.parties,
        parties=settings.parties,
        topics=settings.topics,
        check=settings.check,
        file=path.name,
    )


def _tool_table(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    found = table.get("tool", {}).get("divergence", {})
    if not isinstance(found, dict):
        raise SettingsError(f"{path}: [tool.divergence] is not a table; write it as one")
    return found
