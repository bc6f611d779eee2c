"""Put a rendered report where the user wants it: a file, replaced whole, or standard output.

Comes in: text or bytes. Goes out: the file or the stream. A file is written beside its place and
moved there when it is complete, so that nobody ever finds half a report.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
import tempfile
from pathlib import Path

from divergence.errors import OutputError
from divergence.reporting.escaping import visible

COLOUR = re.compile(r"(\x1b\[[0-9;]{0,12}m)")


def write_output(path: Path | None, data: str | bytes) -> None:
    """Write ``data`` to ``path``, or to standard output for None or ``-``.

    Text is UTF-8 with its line ends as they are, whatever the locale. On standard output control
    characters other than colours are made visible; a terminal gets its own encoding, with escapes
    for what that lacks. Raises OutputError where the place cannot be written; what stood there
    before then stays.
    """
    if path is None or str(path) == "-":
        _write_stream(data)
    else:
        _write_file(
            path, data.encode("utf-8", "backslashreplace") if isinstance(data, str) else data
        )


def colour_wanted() -> bool:
    """Whether standard output is a terminal that takes colour (https://no-color.org)."""
    return on_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def on_terminal() -> bool:
    """Whether standard output is a terminal; it may also be closed, and then is None."""
    try:
        return sys.stdout is not None and sys.stdout.isatty()
    except ValueError:  # closed after the start
        return False


def _write_stream(data: str | bytes) -> None:
    stream = sys.stdout
    if stream is None or stream.closed:
        raise OutputError("standard output: is closed; open it or name a file with --output")
    try:
        if isinstance(data, bytes):
            if stream.isatty():
                raise OutputError(
                    "standard output: this format is binary and would garble the terminal; "
                    "name a file with --output"
                )
            stream.flush()
            stream.buffer.write(data)
            stream.buffer.flush()
            return
        encoding = (stream.encoding if stream.isatty() else None) or "utf-8"
        safe = _safe_lines(data)
        raw = getattr(stream, "buffer", None)
        if raw is None:  # a stream that a caller or a test put in place
            stream.write(safe.encode(encoding, "backslashreplace").decode(encoding))
        else:
            stream.flush()
            raw.write(safe.encode(encoding, "backslashreplace"))
        stream.flush()
    except BrokenPipeError:
        # the reader (head, less) has seen enough; keep the interpreter's last flush quiet too
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot write ({_cause(error)})") from error


def _safe_lines(text: str) -> str:
    lines = text.split("\r\n")  # kept: CSV ends its lines so
    return "\r\n".join(
        "".join(part if at % 2 else visible(part) for at, part in enumerate(COLOUR.split(line)))
        for line in lines
    )


def _write_file(path: Path, data: bytes) -> None:
    # os.path, since pathlib raises for a path that the system cannot even look up
    if os.path.isdir(path):  # noqa: PTH112
        raise OutputError(f"{path}: is a directory; name a file to write to")
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113
        _write_device(path, data)
        return
    target = Path(os.path.realpath(path)) if os.path.islink(path) else path  # noqa: PTH114
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
    except (OSError, ValueError) as error:
        raise OutputError(_refusal(path, error)) from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(scratch).chmod(_mode_of(target))
        Path(scratch).replace(target)
    except OSError as error:
        raise OutputError(_refusal(path, error)) from error
    finally:
        with contextlib.suppress(FileNotFoundError):
            Path(scratch).unlink()


def _write_device(path: Path, data: bytes) -> None:
    """A pipe or device cannot be replaced, only written into."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(_refusal(path, error)) from error


def _mode_of(path: Path) -> int:
    """The permissions of the file that is replaced, or those that a new file would get."""
    try:
        return path.stat().st_mode & 0o7777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _refusal(path: Path, error: OSError | ValueError) -> str:
    parent = path.parent
    if not os.path.exists(parent):  # noqa: PTH110
        return f"{path}: the folder {parent} does not exist; make it or choose another place"
    return f"{path}: cannot be written ({_cause(error)}); choose another place"


def _cause(error: OSError | ValueError) -> str:
    return (getattr(error, "strerror", None) or type(error).__name__).lower()
