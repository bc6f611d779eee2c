"""Files written whole or not at all, piece by piece, by any number of processes at once."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from divergence.errors import OutputError


def write_whole(path: Path, pieces: Iterable[str | bytes]) -> None:
    """Write the pieces to a new file beside ``path`` and move it there when it is complete.

    Raises OutputError; what was at ``path`` before is then untouched.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
        _write_into(path, pieces)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}); check the folder and its permissions"
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            Path(name).unlink()


def _write_into(path: Path, pieces: Iterable[str | bytes]) -> None:
    """A pipe or device (``/dev/stdout``) cannot be replaced, only written into."""
    try:
        with path.open("wb") as file:
            for piece in pieces:
                file.write(piece.encode("utf-8") if isinstance(piece, str) else piece)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror})") from error


def _umask() -> int:
    """The process's mask for new files; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
