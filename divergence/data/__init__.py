"""Word lists, party names, topics, thresholds and model weights, as data files."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files


@cache
def data_digest() -> str:
    """A short SHA-256 over the names and bytes of all data files, for a report's settings.

    Line ends are left out of it, so that a checkout on another system has the same digest.
    """
    digest = hashlib.sha256()
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.is_file() and not file.name.endswith(".py"):
            digest.update(file.name.encode() + b"\0")
            digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
