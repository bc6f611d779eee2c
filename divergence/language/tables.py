"""The package's own data files as plain tables.

Comes in: the name of a file under ``divergence/data``. Goes out: its contents as a dictionary.
A file that is missing or damaged is a ``DataFileError``: the installation is broken, not the input.
"""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from divergence.errors import DataFileError


@cache
def load_table(name: str) -> dict[str, Any]:
    """The TOML or JSON data file ``name``; read once in a process.

    Raises DataFileError where the file is missing or cannot be parsed.
    """
    try:
        text = resources.files("divergence.data").joinpath(name).read_text(encoding="utf-8")
        table = json.loads(text) if name.endswith(".json") else tomllib.loads(text)
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"divergence/data/{name}: {error}; install the package again"
        ) from error
    if not isinstance(table, dict):
        raise DataFileError(f"divergence/data/{name}: holds no table; install the package again")
    return table
