"""The package as a library: ``divergence.compare(...)`` gives a ``Report``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from os import PathLike
from pathlib import Path

from divergence.comparison import compare as compare_event
from divergence.config import load_settings
from divergence.errors import InputError, SettingsError
from divergence.reading.event import read_event
from divergence.report import Report

AnyPath = str | PathLike[str]


def compare(
    *paths: AnyPath,
    accounts: Mapping[str, AnyPath] | None = None,
    parties: Sequence[str] = (),
    config: AnyPath | None = None,
    attribution: str | None = None,
) -> Report:
    """Compare the accounts of one event.

    ``paths`` are articles, files of one event or an event folder; ``accounts`` maps a party's
    name to the file that is wholly its account. ``parties`` chooses who is compared (default:
    those that have accounts). ``config`` is a settings file; none is looked for. Raises
    InputError, SettingsError or NothingToCompareError with a one-line message.
    """
    if isinstance(parties, str):  # a sequence too, but of letters
        raise SettingsError(f"parties={parties!r}: not a list of names; write [{parties!r}, ...]")
    if accounts is not None and not isinstance(accounts, Mapping):
        raise SettingsError("accounts: not a mapping; write {'Kremlin': 'k.txt', ...}")
    wrong = [path for path in (*paths, *(accounts or {}).values()) if not _is_path(path)]
    if wrong:
        raise InputError(
            f"{type(wrong[0]).__name__} where a path is expected; name each file by itself, as in "
            "compare('a.txt', 'b.txt')"
        )
    settings = load_settings(Path(config) if config is not None else None)
    if parties:
        settings = replace(settings, chosen=tuple(parties))
    if attribution is not None:
        settings = replace(settings, attribution=attribution)
    own = [(name, Path(path)) for name, path in (accounts or {}).items()]
    return Report(compare_event(read_event([Path(path) for path in paths], own), settings))


def _is_path(value: object) -> bool:
    return isinstance(value, (str, PathLike))
