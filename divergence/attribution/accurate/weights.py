"""The fitted weights of the accurate model, as one data file, and the sessions that run them.

Comes in: `data/accurate/attribution.zip` (in a folder of its own, so that the digest over all data
files, which every run computes, need not read it). Goes out: `AccurateModel`, read once per
process. The file holds two ONNX graphs, the vocabulary and what was fitted around them; its member
`digest` is the SHA-256 of all others. A file that is missing, cut short or changed is an error, and
so is a missing ONNX Runtime; nothing else ever stands in.
"""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np

from divergence.attribution.accurate.inputs import FEATURE_SIZES
from divergence.attribution.accurate.links import FEATURES, Choice
from divergence.attribution.accurate.network import Session
from divergence.attribution.accurate.pieces import WordPieces
from divergence.attribution.gathering import Gathering
from divergence.errors import DataFileError, MissingExtraError

FILE = "accurate/attribution.zip"
VERSION = 1
MEMBERS = ("about.txt", "encoder.onnx", "linker.onnx", "settings.json", "vocabulary.txt")
MOST_THREADS = 4
"""Windows run at a time; what is found does not depend on it."""
AGAIN = "install the package again"
DAMAGE = (
    ValueError,
    KeyError,
    TypeError,
    AttributeError,
    OSError,
    EOFError,
    RuntimeError,  # an archive that claims to be encrypted
    NotImplementedError,  # or packed in a way that is not known
    zipfile.BadZipFile,
)
"""What reading a file of other bytes can raise."""


@dataclass(frozen=True, slots=True)
class AccurateModel:
    """All that is needed to read a text.

    ``cue_classes`` gives, by the hash of a form, how often it was a cue; ``level`` is the
    log-odds from which the token heads call a word reported.
    """

    encoder: Session
    linker: Session
    split: WordPieces
    cue_classes: dict[int, int]
    choice: Choice
    level: float
    gathering: Gathering
    digest: str
    threads: int


@cache
def accurate_model() -> AccurateModel:
    """The model of the package.

    Raises DataFileError where the file is missing or damaged and MissingExtraError where ONNX
    Runtime is not installed.
    """
    try:
        content = files("divergence.data").joinpath(FILE).read_bytes()
    except OSError as error:
        raise DataFileError(
            f"data/{FILE}: missing; {AGAIN}, or fit the weights with "
            "python -m divergence.training.accurate"
        ) from error
    return read_model(content)


def read_model(content: bytes, threads: int | None = None) -> AccurateModel:
    """The model in the bytes of a weights file, run by MOST_THREADS unless told otherwise.

    Raises DataFileError where they are not one, or not as they were written, and
    MissingExtraError where ONNX Runtime is not installed.
    """
    try:
        parts = _members(content)
        settings = json.loads(parts["settings.json"])
        if settings["version"] != VERSION:
            raise ValueError(f"version {settings['version']}, expected {VERSION}")
        words = parts["vocabulary.txt"].decode("utf-8").split("\n")
        split = WordPieces({word: number for number, word in enumerate(words)})
        classes = {int(key): int(value) for key, value in settings["cue_classes"].items()}
        if not all(0 <= value < FEATURE_SIZES[-1] for value in classes.values()):
            raise ValueError("a cue class is out of range")
        weights = np.array(settings["choice"], dtype=np.float64)
        if weights.shape != (FEATURES,):
            raise ValueError(f"{len(weights)} weights of the choice, expected {FEATURES}")
        choice = Choice(weights, float(settings["switch"]))
        rule = Gathering(**settings["gathering"])
        level = float(settings["level"])
    except DAMAGE as error:
        raise DataFileError(f"data/{FILE}: damaged ({error}); {AGAIN}") from error
    return AccurateModel(
        _session(parts["encoder.onnx"]),
        _session(parts["linker.onnx"]),
        split,
        classes,
        choice,
        level,
        rule,
        parts["digest"].decode("ascii"),
        threads or min(MOST_THREADS, os.cpu_count() or 1),
    )


def write_model(parts: Mapping[str, bytes]) -> bytes:
    """The bytes of a weights file with these members; the same for the same members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted({**parts, "digest": digest_of(parts).encode()}.items()):
            # A fixed date keeps the bytes the same from one fit to the next.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def digest_of(parts: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents of all members, as hexadecimal."""
    total = sha256()
    for name in sorted(parts):
        total.update(f"{name} {len(parts[name])} ".encode())
        total.update(parts[name])
    return total.hexdigest()


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in (*MEMBERS, "digest")}
    whole = {name: parts[name] for name in MEMBERS}
    if parts["digest"].decode("ascii") != digest_of(whole):
        raise ValueError("the digest does not fit the content")
    return parts


def _session(content: bytes) -> Session:
    """An ONNX Runtime session on the processor, of one thread: windows run side by side."""
    try:
        import onnxruntime
    except ImportError as error:
        raise MissingExtraError(
            "the attribution model accurate needs ONNX Runtime; install it with "
            "`pip install 'divergence[accurate]'`"
        ) from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session: Any = onnxruntime.InferenceSession(
            content, options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # ONNX Runtime raises classes of its own, without a common base
        raise DataFileError(f"data/{FILE}: damaged ({error}); {AGAIN}") from error
    result: Session = session
    return result
