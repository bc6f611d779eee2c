"""Reads attributions in BRAT standoff, as PARC and PolNeAR are published.

Comes in: a folder with `text/DOC.txt` and `attributions/DOC_ANNOTATOR.ann`. Goes out: documents
with their attributions; the alphabetically first annotator is taken where there are several.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from divergence.errors import InputError
from divergence.model import Attribution, Span

LINE_END = re.compile(r"\r\n|\r|\n")
IDENTIFIER = re.compile(r"[TE]\d+")
ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """A text with the attributions that people marked in it."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_corpus(folder: Path) -> list[AnnotatedText]:
    """All annotated texts of ``folder``, by name.

    Raises InputError where a text has no annotations or none is found.
    """
    annotations: dict[str, Path] = {}
    for path in sorted(folder.glob("attributions/*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], path)
    texts = []
    for path in sorted(folder.glob("text/*.txt")):
        if path.stem not in annotations:
            raise InputError(f"{path}: no .ann file in {folder / 'attributions'}")
        standoff = read_exactly(annotations[path.stem])
        texts.append(AnnotatedText(path.stem, read_exactly(path), parse_standoff(standoff)))
    if not texts:
        raise InputError(f"{folder}: no text/*.txt in this folder")
    return texts


def read_exactly(path: Path) -> str:
    """A file's text with its line ends as they are, so that offsets stay valid."""
    with path.open(encoding="utf-8", newline="") as handle:
        return handle.read()


def parse_standoff(standoff: str) -> tuple[Attribution, ...]:
    """The attributions of an .ann file."""
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in LINE_END.split(standoff):
        identifier, _, rest = line.partition("\t")
        if not IDENTIFIER.fullmatch(identifier):
            continue
        annotation = rest.split("\t")[0]
        if identifier.startswith("T"):
            offsets = annotation.partition(" ")[2].split(";")
            spans[identifier] = [Span(*map(int, pair.split())) for pair in offsets]
        else:
            events.append(annotation.split())
    return tuple(_attribution(arguments, spans) for arguments in events)


def _attribution(arguments: list[str], spans: dict[str, list[Span]]) -> Attribution:
    """The attribution of an event such as ``Attribution:T4 Content:T3 Content2:T5``."""
    found: dict[str, list[Span]] = {role: [] for role in ROLES}
    for argument in arguments:
        label, _, identifier = argument.partition(":")
        role = label.rstrip("0123456789").lower()
        if role in found:
            found[role] += spans.get(identifier, [])
    source, cue, content = (tuple(sorted(found[role])) for role in ROLES)
    return Attribution(source, cue, content)
