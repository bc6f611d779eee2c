"""TOML files as checked values, with errors that name the file and the line.

Comes in: a path or the text of a TOML file and a type to read it as. Goes out: a value of that
type (msgspec checks names and types). Everything in the package that a user writes in TOML is read
here, so that a mistake is reported in one way.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from divergence.errors import SettingsError

T = TypeVar("T")

PATH_IN_MESSAGE = re.compile(r" - at `(?P<path>[^`]*)`$")
PATH_STEP = re.compile(r"\.(?P<key>[^.\[\]]+)|\[(?P<index>\d+|\.\.\.)\]")
UNKNOWN_FIELD = re.compile(r"unknown field `(?P<field>[^`]*)`")


def read_toml(path: Path, shape: type[T]) -> T:
    """The file at ``path`` as a value of type ``shape``.

    Raises SettingsError when the file cannot be read, is not UTF-8 or not TOML, or does not fit.
    """
    return parse_toml(read_settings_text(path), shape, str(path))


def read_settings_text(path: Path) -> str:
    """The text of a settings file; SettingsError when it cannot be read as UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(
            f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        why = getattr(error, "strerror", None) or error
        raise SettingsError(
            f"{path}: cannot be read ({why}); check the path and its permissions"
        ) from error


def parse_toml(text: str, shape: type[T], name: str) -> T:
    """``text`` as a value of type ``shape``; ``name`` is what errors call the file."""
    return convert(parse_table(text, name), shape, text, name)


def parse_table(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text; SettingsError with line and column when it is not TOML."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{name}: not valid TOML: {error}; correct that line") from error
    except RecursionError as error:
        raise SettingsError(f"{name}: is nested too deep; write flat tables and lists") from error


def convert(table: Any, shape: type[T], text: str, name: str) -> T:
    """A parsed table as a value of type ``shape``; ``text`` is searched for the line to blame."""
    try:
        return msgspec.convert(table, shape)
    except msgspec.ValidationError as error:
        message = str(error)
        at = PATH_IN_MESSAGE.search(message)
        what = PATH_IN_MESSAGE.sub("", message)
        keys = [step["key"] for step in PATH_STEP.finditer(at["path"])] if at else []
        if unknown := UNKNOWN_FIELD.search(what):
            keys.append(unknown["field"])
        line = line_of(text, [key for key in keys if key])
        place = f"{name}, line {line}" if line else name
        where = f" at {at['path'].removeprefix('$.')}" if at and at["path"] != "$" else ""
        raise SettingsError(f"{place}: {what}{where}; correct that entry") from error


def line_of(text: str, keys: list[str]) -> int | None:
    """The line (from 1) of the last of ``keys`` that stands in ``text`` as a key or table name."""
    for key in reversed(keys):
        found = re.search(
            rf"^[ \t]*(?:\[+[^\]\n]*)?\b{re.escape(key)}\b[^\n=\]]*[=\]]",
            text,
            re.MULTILINE,
        )
        if found:
            return text.count("\n", 0, found.start()) + 1
    return None
