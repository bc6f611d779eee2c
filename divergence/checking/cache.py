"""Records of compared events, kept so that only what changed is compared again.

Comes in: the files of an event and all else that a comparison depends on. Goes out: the stored
record for exactly that, or None. A record's name is the digest of the tool (its code, its data
files, the libraries that read text), the settings and the files' contents, so nothing can be out
of date; the folder may be deleted at any time and shared by any number of runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import msgspec

from divergence import __version__
from divergence.checking.discovery import EventFiles
from divergence.checking.record import EventRecord, relative_path
from divergence.checking.writing import write_whole
from divergence.errors import InputError, OutputError

LAYOUT = "1"
"""Goes into every key: raise it when EventRecord changes."""

KEPT = 4
"""Records kept of each event, so that going back to an earlier text is quick too."""

DIGEST_BYTES = 32

LIBRARIES = (
    "charset-normalizer",
    "lxml",
    "numpy",
    "onnxruntime",
    "rapidfuzz",
    "sentencex",
    "snowballstemmer",
    "trafilatura",
)
"""Those whose versions can change what is read from a text."""

MARKS = {
    "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Safe to delete.\n",
    ".gitignore": "*\n",
}
"""Tells backup programs (bford.info/cachedir) and git to pass the folder by."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the cache holds for a key: a record, or a damaged one (then ``damaged`` is set)."""

    record: EventRecord | None = None
    damaged: bool = False


class Cache:
    """A folder of records. With ``folder`` None nothing is kept."""

    def __init__(self, folder: Path | None, settings: bytes) -> None:
        self.folder = folder
        self._common = hashlib.sha256(
            "\0".join((LAYOUT, __version__, tool_digest(), *library_versions())).encode()
            + b"\0"
            + settings
        ).digest()

    def key(self, event: EventFiles, root: Path) -> str:
        """The digest of all that the record of an event depends on.

        Raises InputError where a file cannot be read.
        """
        digest = hashlib.sha256(self._common)
        _add(digest, event.key.encode("utf-8", "surrogatepass"))
        for path in event.inputs:
            _add(digest, relative_path(path, root).encode("utf-8", "surrogatepass"))
            try:
                with path.open("rb") as file:
                    _add(digest, hashlib.file_digest(file, "sha256").digest())
            except OSError as error:
                raise InputError(
                    f"{path}: cannot be read ({error.strerror}); check its permissions"
                ) from error
        return digest.hexdigest()

    def load(self, event: str, key: str) -> Found:
        """The record stored under a key."""
        if self.folder is None:
            return Found()
        try:
            content = self._path(event, key).read_bytes()
        except OSError:
            return Found()
        digest, body = content[:DIGEST_BYTES], content[DIGEST_BYTES:]
        if hashlib.sha256(body).digest() != digest:
            return Found(damaged=True)
        try:
            return Found(msgspec.msgpack.decode(body, type=EventRecord))
        except msgspec.DecodeError:
            return Found(damaged=True)

    def store(self, event: str, key: str, record: EventRecord) -> None:
        """Keep a record, and forget the oldest of the event's others."""
        if self.folder is None:
            return
        prepare_folder(self.folder)
        body = msgspec.msgpack.encode(record)
        path = self._path(event, key)
        write_whole(path, [hashlib.sha256(body).digest(), body])
        self._forget_oldest(path)

    def _path(self, event: str, key: str) -> Path:
        assert self.folder is not None
        name = hashlib.sha256(event.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self.folder / name / f"{key[:32]}.record"

    def _forget_oldest(self, newest: Path) -> None:
        """Other runs may do the same at the same time, so a file that has gone is no matter."""
        dated = []
        for path in newest.parent.glob("*.record"):
            with suppress(OSError):
                dated.append((path == newest, path.stat().st_mtime_ns, path))
        for _, _, path in sorted(dated)[:-KEPT]:
            with suppress(OSError):
                path.unlink()


def prepare_folder(folder: Path) -> None:
    """Make the cache folder with its marks. Raises OutputError where it cannot be made."""
    if (folder / ".gitignore").exists():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"{folder}: the cache cannot be made ({error.strerror}); give another with "
            "--cache-dir, or --no-cache"
        ) from error
    for name, content in MARKS.items():
        write_whole(folder / name, [content])


@cache
def tool_digest() -> str:
    """The digest of the package's own code and data files, weights and lexicons among them."""
    package = Path(str(files("divergence")))
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            _add(digest, path.relative_to(package).as_posix().encode())
            with path.open("rb") as file:
                _add(digest, hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def library_versions() -> Iterable[str]:
    """``name version`` of each library that a comparison reads text with; ``-`` where absent."""
    for name in LIBRARIES:
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} -"


def _add(digest: hashlib._Hash, part: bytes) -> None:
    digest.update(len(part).to_bytes(8, "big") + part)
