"""The fitted weights of the tagger and the linker, as one data file.

Comes in: `data/attribution-crf.npz`. Goes out: `AttributionModel`, read once per process. The
file is a NumPy archive whose member `digest` is the SHA-256 of all others; a file that is
missing, cut short or changed is an error, never replaced by anything else.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from divergence.attribution.choosing import LABELS as CHOOSER_LABELS
from divergence.attribution.crf import FeatureTable, Weights
from divergence.attribution.features import WordTable
from divergence.attribution.linking import LABELS as LINKER_LABELS
from divergence.attribution.tagger import LABELS as TAGGER_LABELS
from divergence.errors import DataFileError

FILE = "attribution-crf.npz"
VERSION = 1
Arrays = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True, slots=True)
class AttributionModel:
    """All that was fitted: the field of each pass with its table, and the words seen in fitting."""

    tagger: Weights
    linker: Weights
    chooser: Weights
    tagger_table: FeatureTable
    linker_table: FeatureTable
    chooser_table: FeatureTable
    words: WordTable
    digest: str


@cache
def attribution_model() -> AttributionModel:
    """The weights of the package.

    Raises DataFileError where the file is missing or damaged.
    """
    try:
        content = files("divergence.data").joinpath(FILE).read_bytes()
    except OSError as error:
        raise DataFileError(
            f"data/{FILE}: missing; install the package again, or fit the weights with "
            "python -m divergence.training.attribution"
        ) from error
    return read_model(content)


def read_model(content: bytes) -> AttributionModel:
    """The model in the bytes of a weights file.

    Raises DataFileError where they are not one, or not as they were written.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        found = str(arrays.pop("digest"))
        if found != digest_of(arrays):
            raise ValueError("the digest does not fit the content")
        if int(arrays["version"]) != VERSION:
            raise ValueError(f"version {int(arrays['version'])}, expected {VERSION}")
        tagger = _field(arrays, "tagger", TAGGER_LABELS)
        linker = _field(arrays, "linker", LINKER_LABELS)
        chooser = _field(arrays, "chooser", CHOOSER_LABELS)
        hashes = _joined(arrays["word_keys"]).tolist()
        known = dict(zip(hashes, zip(*arrays["word_values"].tolist(), strict=True), strict=True))
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise DataFileError(f"data/{FILE}: damaged ({error}); install the package again") from error
    return AttributionModel(
        tagger,
        linker,
        chooser,
        tagger.table(),
        linker.table(),
        chooser.table(),
        WordTable(known),
        found,
    )


def write_model(
    tagger: Weights,
    linker: Weights,
    chooser: Weights,
    known: dict[int, tuple[int, int, int]],
    about: str,
) -> bytes:
    """The bytes of a weights file; the same for the same weights."""
    hashes = sorted(known)
    arrays: Arrays = {
        "about": np.array(about),
        "version": np.array(VERSION),
        "word_keys": _parted(np.array(hashes, dtype=np.uint32)),
        "word_values": np.array([known[key] for key in hashes], dtype=np.uint16).T.copy(),
    }
    for name, weights in (("tagger", tagger), ("linker", linker), ("chooser", chooser)):
        arrays[f"{name}_keys"] = _parted(weights.keys)
        arrays[f"{name}_rows"] = np.ascontiguousarray(weights.rows.T)
        arrays[f"{name}_transitions"] = weights.transitions
        arrays[f"{name}_scale"] = np.array(weights.scale)
    arrays["digest"] = np.array(digest_of(arrays))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(arrays):
            member = io.BytesIO()
            np.lib.format.write_array(member, arrays[name], allow_pickle=False)
            # A fixed date keeps the bytes the same from one fit to the next.
            archive.writestr(
                zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)),
                member.getvalue(),
                zipfile.ZIP_DEFLATED,
                9,
            )
    return target.getvalue()


def digest_of(arrays: Arrays) -> str:
    """SHA-256 over names, types and values of all arrays, as hexadecimal."""
    total = sha256()
    for name in sorted(arrays):
        total.update(f"{name} {arrays[name].dtype.str} {arrays[name].shape}".encode())
        total.update(np.ascontiguousarray(arrays[name]).tobytes())
    return total.hexdigest()


def _field(arrays: Arrays, name: str, labels: tuple[str, ...]) -> Weights:
    rows = np.ascontiguousarray(arrays[f"{name}_rows"].T)
    return Weights(
        labels,
        _joined(arrays[f"{name}_keys"]),
        rows,
        arrays[f"{name}_transitions"],
        float(arrays[f"{name}_scale"]),
    )


def _parted(keys: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint8]:
    """Rising numbers as the bytes of their differences, one row for each place: packs well."""
    steps = np.diff(keys, prepend=np.uint32(0)).astype("<u4")
    return np.ascontiguousarray(steps.view(np.uint8).reshape(-1, 4).T)


def _joined(parts: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint32]:
    steps = np.ascontiguousarray(parts.T).view("<u4").reshape(-1)
    return np.cumsum(steps, dtype=np.uint32)
