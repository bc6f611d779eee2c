"""What a check keeps of one compared event: findings with places, topics with stances.

Comes in: a ``Comparison`` and the files it was made of. Goes out: a small ``EventRecord`` that is
stored in the cache, judged by the policy and shown by the outputs, so that the full comparison
with its texts can be let go before the next event is read.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from divergence.errors import InputError
from divergence.model import Claim, Comparison, Document, Finding, Stance, Verdict
from divergence.reading.decoding import decode
from divergence.reading.document import utf_8_name
from divergence.reading.html import declared_charset

LINE_END = re.compile(r"\r\n|\n")
BETWEEN_WORDS = r"(?:\s|&nbsp;|<[^<>]{0,500}>)+"
LONGEST_SEARCH = 2000


class Place(msgspec.Struct, frozen=True):
    """Characters of a file. ``path`` is relative to the checked root, with forward slashes.

    ``start`` and ``length`` count code points of the file's text (without a byte order mark),
    lines and columns count from 1, ``end_column`` is exclusive. All are None where the document's
    text was extracted from a page and the words were not found in it as they stand.
    """

    path: str
    start: int | None = None
    length: int | None = None
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    @property
    def shown(self) -> str:
        """``path:line:column``, or the path alone."""
        return self.path if self.line is None else f"{self.path}:{self.line}:{self.column}"


class Said(msgspec.Struct, frozen=True):
    """One claim of a finding: whose it is (a party's label, or None), its words and its place."""

    party: str | None
    text: str
    place: Place
    figures: tuple[str, ...] = ()
    negated: bool = False


class Heard(msgspec.Struct, frozen=True):
    """For an omission: the nearest thing that a silent party did say, or None, and its score."""

    party: str
    said: Said | None
    score: float


class Seen(msgspec.Struct, frozen=True):
    """One finding. ``parties`` are the labels of those with a claim in it or left out of it."""

    topic: str
    topic_label: str
    label: str
    verdict: Verdict
    omitted_by: tuple[str, ...]
    parties: tuple[str, ...]
    claims: tuple[Said, ...]
    reasons: tuple[str, ...]
    nearest: tuple[Heard, ...]
    confidence: float


class TopicSeen(msgspec.Struct, frozen=True):
    """A topic of the event and how each party, by label, stands to it."""

    id: str
    label: str
    stances: dict[str, Stance]


class EventRecord(msgspec.Struct, frozen=True):
    """One compared event. ``nothing`` says why, where there was nothing to compare."""

    event: str
    title: str
    paths: tuple[str, ...]
    parties: tuple[str, ...] = ()
    topics: tuple[TopicSeen, ...] = ()
    findings: tuple[Seen, ...] = ()
    warnings: tuple[str, ...] = ()
    nothing: str | None = None


def record_of(
    comparison: Comparison, event: str, inputs: Sequence[Path], root: Path
) -> EventRecord:
    """The record of a comparison of the files ``inputs``, with paths relative to ``root``."""
    labels = {party.id: party.label for party in comparison.parties}
    topics = {topic.id: topic.label for topic in comparison.topics}
    locate = {
        document.name: _locator(document, path_of_document(document.name, inputs), root)
        for document in comparison.documents
    }
    said = {claim.id: _said(claim, labels, locate) for claim in comparison.claims}
    return EventRecord(
        event=event,
        title=comparison.event,
        paths=tuple(relative_path(path, root) for path in inputs),
        parties=tuple(labels.values()),
        topics=tuple(
            TopicSeen(
                topic.id,
                topic.label,
                {labels.get(party, party): stance for party, stance in topic.stances},
            )
            for topic in comparison.topics
        ),
        findings=tuple(_seen(finding, labels, topics, said) for finding in comparison.findings),
        warnings=tuple(
            f"{document.name}: {warning}"
            for document in comparison.documents
            for warning in document.warnings
        ),
    )


def relative_path(path: Path, root: Path) -> str:
    """``path`` from ``root``, with forward slashes; upwards (``..``) where it lies outside.

    It is for people and files: bytes of a name that are not UTF-8 are written as ``\\xff``.
    """
    return utf_8_name(Path(os.path.relpath(path, root)).as_posix())


def path_of_document(name: str, inputs: Sequence[Path]) -> Path:
    """The input file that a document was read from; documents are named after their files."""
    for path in inputs:
        known = utf_8_name(path.as_posix())
        if known == name or known.endswith("/" + name):
            return path
    return Path(name)


def _said(claim: Claim, labels: dict[str, str], locate: dict[str, Locate]) -> Said:
    quantities = claim.details.quantities
    return Said(
        party=labels.get(claim.party, claim.party) if claim.party else None,
        text=claim.text,
        place=locate[claim.document](claim.start, claim.end),
        figures=tuple(sorted({f"{q.low:g} {q.high:g} {q.unit}".strip() for q in quantities})),
        negated=claim.details.negated,
    )


def _seen(
    finding: Finding, labels: dict[str, str], topics: dict[str, str], said: dict[str, Said]
) -> Seen:
    claims = tuple(said[claim] for claim in finding.claims if claim in said)
    omitted_by = tuple(sorted(labels.get(party, party) for party in finding.omitted_by))
    speaking = {claim.party for claim in claims if claim.party is not None}
    return Seen(
        topic=finding.topic,
        topic_label=topics.get(finding.topic, finding.topic),
        label=finding.label,
        verdict=finding.verdict,
        omitted_by=omitted_by,
        parties=tuple(sorted(speaking | set(omitted_by))),
        claims=claims,
        reasons=tuple(reason.text for reason in finding.reasons),
        nearest=tuple(
            Heard(
                labels.get(nearest.party, nearest.party),
                said.get(nearest.claim) if nearest.claim else None,
                nearest.score,
            )
            for nearest in finding.nearest
        ),
        confidence=finding.confidence,
    )


Locate = Callable[[int, int], Place]


def _locator(document: Document, path: Path, root: Path) -> Locate:
    """A function from offsets into the document's text to a place in its file."""
    shown = relative_path(path, root)
    source = _source(path)
    if source is not None and source != document.text:
        return _page_locator(document.text, source, shown)
    breaks = [0, *(found.end() for found in LINE_END.finditer(document.text))]
    return lambda start, end: _place(shown, breaks, start, end)


def _source(path: Path) -> str | None:
    """The text of a file as it lies on disk, decoded as the reader decodes it."""
    try:
        data = path.read_bytes()
        return decode(data, str(path), declared_charset(data))[0]
    except (OSError, InputError):
        return None


def _page_locator(text: str, source: str, shown: str) -> Locate:
    """Places in a page: where its source holds the same words, tags between words allowed."""
    breaks = [0, *(found.end() for found in LINE_END.finditer(source))]

    def locate(start: int, end: int) -> Place:
        words = text[start:end].split()
        if not words or end - start > LONGEST_SEARCH:
            return Place(shown)
        pattern = re.compile(BETWEEN_WORDS.join(re.escape(word) for word in words))
        found = pattern.search(source)
        return _place(shown, breaks, *found.span()) if found else Place(shown)

    return locate


def _place(path: str, breaks: list[int], start: int, end: int) -> Place:
    line = bisect_right(breaks, start)
    end_line = bisect_right(breaks, end)
    return Place(
        path=path,
        start=start,
        length=end - start,
        line=line,
        column=start - breaks[line - 1] + 1,
        end_line=end_line,
        end_column=end - breaks[end_line - 1] + 1,
    )
