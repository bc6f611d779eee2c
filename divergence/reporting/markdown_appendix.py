"""The end of a report in Markdown: what the outlet tells, what was used, how to read it, how made.

Comes in: a ``ComparisonIndex``. Goes out: lines; in brief only how much of each text was used.
"""

from __future__ import annotations

from divergence.model import Comparison
from divergence.reporting.coverage import aside_text, asides_by_reason, coverage, share
from divergence.reporting.escaping import markdown as escaped
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.markdown_parts import Lines, bullets, mark, table
from divergence.reporting.quoting import quoted
from divergence.reporting.wording import (
    METHOD,
    MORE_TERMS,
    VERDICT_MEANINGS,
    claim_remarks,
    clipped,
    counted,
    joined,
    place,
    sentence_case,
    settings_rows,
)

ASIDE_WORDS = 60


def appendix(index: ComparisonIndex, brief: bool) -> Lines:
    """All that stands after the findings."""
    yield from (f"## {mark('part', 'appendix')}Appendix", "")
    if not brief:
        yield from _narrated(index)
    yield from _coverage(index, brief)
    if not brief:
        yield from _how_to_read()
        yield from _method(index.comparison)


def _narrated(index: ComparisonIndex) -> Lines:
    claims = index.narrated_claims()
    if not claims:
        return
    yield from (f"### {mark('part', 'narrated')}Told by the outlet", "")
    yield from ("In the outlet's own voice; it counts as no party's word.", "")
    items = []
    for claim in claims:
        of = f"Of {index.label(claim.party)}: " if claim.party is not None else ""
        remarks = "; ".join(claim_remarks(index, claim))
        where = place(index, claim.document, claim.start, claim.end)
        told = f"{of}{quoted(claim.text)} — {where}"
        items.append(escaped(f"{told} ({remarks})" if remarks else told))
    yield from bullets(items)


def _coverage(index: ComparisonIndex, brief: bool) -> Lines:
    yield from (f"### {mark('part', 'coverage')}What was used and what was set aside", "")
    yield from table(
        ["Document", "Whose text", "Characters", "Parties' words", "Outlet's words", "Set aside"],
        [
            [
                escaped(cover.document),
                escaped(cover.whose),
                f"{cover.characters:,}",
                share(cover.accounts, cover.characters),
                share(cover.narrated, cover.characters),
                share(cover.aside, cover.characters),
            ]
            for cover in coverage(index)
        ],
    )
    for document in index.comparison.documents:
        yield from bullets(
            f"{escaped(document.name)}: {escaped(warning, start=False)}"
            for warning in document.warnings
        )
    grouped = asides_by_reason(index)
    if not grouped:
        yield from ("Nothing was set aside.", "")
        return
    if brief:
        told = joined(f"{reason} ({len(asides)})" for reason, asides in grouped.items())
        yield from (f"Set aside: {escaped(told, start=False)}.", "")
        return
    yield from ("Set aside, with the reason:", "")
    for reason, asides in grouped.items():
        passages = []
        for aside in asides:
            words = clipped(aside_text(index, aside), ASIDE_WORDS)
            where = place(index, aside.document, aside.start, aside.end)
            passages.append(escaped(f"{quoted(words)} — {where}", start=False))
        head = escaped(sentence_case(reason))
        if len(passages) == 1:
            yield f"- {head}: {passages[0]}"
            continue
        yield f"- {head} ({counted(len(asides), 'passage')})"
        yield from (f"  - {passage}" for passage in passages)
    yield ""


def _how_to_read() -> Lines:
    yield from (f"### {mark('part', 'reading')}How to read this", "")
    terms = [*VERDICT_MEANINGS.items(), *MORE_TERMS]
    yield from bullets(f"**{term}**: {meaning}" for term, meaning in terms)
    yield from (
        "In a quotation, bold words are those that the other side's wording does not have. "
        "Places count characters from 0 in the text as read.",
        "",
    )


def _method(comparison: Comparison) -> Lines:
    yield from (f"### {mark('part', 'method')}Method and settings", "", METHOD, "")
    told = settings_rows(comparison.settings)
    # How the parties were picked stands under the summary.
    rows = [[escaped(name), escaped(value)] for name, value in told if name != "parties"]
    if rows:
        yield from table(["Setting", "Value"], rows)
