"""The parts that a report in Markdown is put together from: anchors, tables, lists.

Comes in: text that is escaped already, but for ``listed``. Goes out: lines.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from divergence.model import Claim
from divergence.reporting.escaping import markdown as escaped
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.quoting import quoted
from divergence.reporting.wording import attributed_place, claim_remarks

Lines = Iterator[str]


def anchor(sort: str, name: str) -> str:
    """A stable id for a place in the page: plain letters, or a digest where the id has others."""
    if re.fullmatch(r"[A-Za-z0-9_.\-]{1,64}", name):
        return f"{sort}-{name}"
    return f"{sort}-{hashlib.sha256(name.encode('utf-8', 'backslashreplace')).hexdigest()[:12]}"


def mark(sort: str, name: str) -> str:
    """The place that links to ``anchor(sort, name)`` lead to."""
    return f'<a id="{anchor(sort, name)}"></a>'


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Lines:
    """A table of GitHub's kind; not padded, so that a new cell changes its own line only."""
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def bullets(items: Iterable[str]) -> Lines:
    """A list, and an empty line after it where it holds anything."""
    last = None
    for last in items:
        yield f"- {last}"
    if last is not None:
        yield ""


def listed(index: ComparisonIndex, claim: Claim) -> str:
    """A claim with its place and remarks on one line."""
    remarks = "; ".join(claim_remarks(index, claim))
    told = f"{quoted(claim.text)} — {attributed_place(index, claim)}"
    return escaped(f"{told} ({remarks})" if remarks else told)
