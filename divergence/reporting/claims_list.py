"""Who said what, as a table for a terminal: place, party, source and words of every claim.

Comes in: a ``Comparison`` and the width in columns. Goes out: plain text in which no line is
longer than the width and no character of an article reaches the terminal as a command.
"""

from __future__ import annotations

from tabulate import tabulate

from divergence.language.markup import unmarked
from divergence.model import Claim, Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import defused
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.table import wrapped
from divergence.reporting.wording import counted

LEAST_WIDTH = 60
PARTY, SOURCE, GAPS = 14, 18, 6
HEADERS = ("Line", "Party", "Source and kind", "Words")


def render(
    comparison: Comparison, options: RenderOptions | None = None, *, narrated: bool = False
) -> str:
    """The claims of the parties in the order of the documents; ``narrated`` adds the outlet's."""
    width = max((options or RenderOptions()).width, LEAST_WIDTH)
    index = ComparisonIndex(comparison)
    lines: list[str] = []
    for document in comparison.documents:
        claims = [
            claim
            for claim in sorted(comparison.claims, key=lambda claim: (claim.start, claim.end))
            if claim.document == document.name and (narrated or claim.role == "account")
        ]
        rows = [_row(index, claim, width) for claim in claims]
        lines += [*wrapped(f"{document.name}: {counted(len(claims), 'claim')}", width), ""]
        lines += [tabulate(rows, HEADERS, "simple", disable_numparse=True), ""]
    return defused("\n".join(lines))


def _row(index: ComparisonIndex, claim: Claim, width: int) -> tuple[str, str, str, str]:
    line = str(index.line(claim.document, claim.start))
    words = width - len("Line") - PARTY - SOURCE - GAPS
    source = f"{claim.source.text}, {claim.kind}" if claim.source else claim.kind
    if claim.role == "narrated":
        source = claim.note or "told by the outlet"
    return (
        line,
        "\n".join(wrapped(index.label(claim.party), PARTY)),
        "\n".join(wrapped(source, SOURCE)),
        "\n".join(wrapped(unmarked(claim.text), words)),
    )
