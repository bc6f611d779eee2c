"""How much of each text was used, and what was set aside.

Comes in: a ``ComparisonIndex``. Goes out: counts of characters for each document, and the
passages that no claim comes from, by reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from divergence.model import Aside
from divergence.reporting.index import ComparisonIndex


class DocumentCoverage(NamedTuple):
    """How many characters of a document went where; a character may be in two claims."""

    document: str
    whose: str
    characters: int
    accounts: int
    narrated: int
    aside: int


def coverage(index: ComparisonIndex) -> list[DocumentCoverage]:
    """For each document, the characters in claims of accounts, in narrated claims, and aside."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for claim in index.comparison.claims:
        spans.setdefault((claim.document, claim.role), []).append((claim.start, claim.end))
    for aside in index.comparison.aside:
        spans.setdefault((aside.document, "aside"), []).append((aside.start, aside.end))
    return [
        DocumentCoverage(
            document.name,
            index.label(document.account_of)
            if document.account_of
            else document.outlet or "several parties",
            len(document.text),
            *(
                covered(spans.get((document.name, sort), []))
                for sort in ("account", "narrated", "aside")
            ),
        )
        for document in index.comparison.documents
    ]


def covered(spans: Sequence[tuple[int, int]]) -> int:
    """Characters in the union of the spans."""
    total = until = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, until))
        until = max(until, end)
    return total


def share(part: int, whole: int) -> str:
    """A part in per cent of a whole."""
    return f"{part / whole:.0%}" if whole else "—"


def asides_by_reason(index: ComparisonIndex) -> dict[str, list[Aside]]:
    """What was set aside, by reason; the reason with most passages first."""
    grouped: dict[str, list[Aside]] = {}
    for aside in index.comparison.aside:
        grouped.setdefault(aside.reason, []).append(aside)
    return dict(sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0])))


def aside_text(index: ComparisonIndex, aside: Aside) -> str:
    """The characters that were set aside."""
    document = index.documents.get(aside.document)
    return document.text[aside.start : aside.end] if document else ""
