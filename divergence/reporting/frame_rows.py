"""The rows of the tidy tables, one function a table.

Comes in: a ``ComparisonIndex``. Goes out: rows of plain values, in the order of the columns that
``frames.TABLES`` documents. A list in a cell is joined with ``"; "``; a missing value is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from divergence.reporting.coverage import coverage
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.quoting import quoted
from divergence.reporting.reasons import reasons_of
from divergence.reporting.wording import sentence, silences_of

Row = list[Any]


def topics_rows(index: ComparisonIndex) -> list[Row]:
    """One row a topic."""
    rows = []
    for topic in index.comparison.topics:
        by_stance = {
            stance: [p.id for p in index.comparison.parties if index.stance(topic, p.id) == stance]
            for stance in ("says", "narrated", "silent")
        }
        findings = index.findings_by_topic.get(topic.id, [])
        rows.append(
            [
                topic.id,
                topic.label,
                topic.verdict,
                _list(topic.omitted_by),
                *(_list(parties) for parties in by_stance.values()),
                len(findings),
                len({claim for finding in findings for claim in finding.claims}),
                topic.discovered,
            ]
        )
    return rows


def stances_rows(index: ComparisonIndex) -> list[Row]:
    """One row a topic and party."""
    return [
        [
            topic.id,
            index.topic_label(topic.id),
            party.id,
            party.label,
            index.stance(topic, party.id),
        ]
        for topic in index.comparison.topics
        for party in index.comparison.parties
    ]


def findings_rows(index: ComparisonIndex) -> list[Row]:
    """One row a finding."""
    rows = []
    for finding in index.comparison.findings:
        reasons = reasons_of(index, finding)
        rows.append(
            [
                finding.id,
                finding.topic,
                index.topic_label(finding.topic),
                finding.label,
                finding.verdict,
                _list(party for party in index.claims_by_party(finding) if party is not None),
                _list(finding.omitted_by),
                float(finding.confidence),
                _list(finding.claims),
                _list(
                    f"{index.label(claim.party)}: {quoted(' '.join(claim.text.split()))}"
                    for claim in index.claims_of(finding)
                ),
                _list(reason.code for reason in reasons),
                _sentences(sentence(reason.text) for reason in reasons),
                _sentences(_nearest(index, finding.nearest)),
            ]
        )
    return rows


def claims_rows(index: ComparisonIndex) -> list[Row]:
    """One row a claim."""
    return [
        [
            claim.id,
            claim.party,
            index.label(claim.party),
            claim.role,
            claim.text,
            claim.document,
            index.line(claim.document, claim.start),
            claim.start,
            claim.end,
            claim.source.text if claim.source else None,
            claim.cue.text if claim.cue else None,
            claim.kind,
            claim.joint,
            claim.reports,
            claim.silence,
            _list(claim.topics),
            _list(finding.id for finding in index.findings_by_claim.get(claim.id, [])),
            claim.details.negated,
            claim.details.modality,
            claim.details.certainty,
            claim.details.status,
            _list(claim.details.actors),
            claim.note,
        ]
        for claim in index.comparison.claims
    ]


def pairs_rows(index: ComparisonIndex) -> list[Row]:
    """One row a pair of aligned claims."""
    rows = []
    for pair in index.comparison.pairs:
        first, second = (index.claims.get(claim) for claim in pair.claims)
        rows.append(
            [
                *pair.claims,
                first.party if first else None,
                second.party if second else None,
                pair.relation,
                float(pair.score),
                _list(reason.code for reason in pair.reasons),
                _sentences(sentence(reason.text) for reason in pair.reasons),
                first.text if first else None,
                second.text if second else None,
            ]
        )
    return rows


def documents_rows(index: ComparisonIndex) -> list[Row]:
    """One row a document."""
    return [
        [
            document.name,
            document.outlet,
            document.title,
            document.date,
            document.language,
            document.account_of,
            cover.characters,
            cover.accounts,
            cover.narrated,
            cover.aside,
            sum(claim.document == document.name for claim in index.comparison.claims),
            _list(document.warnings),
        ]
        for document, cover in zip(index.comparison.documents, coverage(index), strict=True)
    ]


def framing_rows(index: ComparisonIndex) -> list[Row]:
    """One row a framing difference and party."""
    return [
        [
            difference.measure,
            difference.scope,
            difference.topic,
            difference.finding,
            party,
            None if isinstance(value, str) else float(value),
            value if isinstance(value, str) else None,
            float(difference.difference),
            float(difference.threshold),
            difference.notable,
            difference.reason,
            _list(difference.claims),
        ]
        for difference in index.comparison.framing
        for party, value in difference.values
    ]


def profiles_rows(index: ComparisonIndex) -> list[Row]:
    """One row a party and measure."""
    rows: list[Row] = []
    for profile in index.comparison.profiles:
        rows.append([profile.party, "words", "words", float(profile.words)])
        rows += [[profile.party, "measure", name, float(v)] for name, v in profile.measures]
        rows += [[profile.party, "emphasis", name, float(v)] for name, v in profile.emphasis]
    return rows


def aside_rows(index: ComparisonIndex) -> list[Row]:
    """One row a stretch that was set aside."""
    return [
        [
            aside.document,
            index.line(aside.document, aside.start),
            aside.start,
            aside.end,
            aside.reason,
            index.documents[aside.document].text[aside.start : aside.end]
            if aside.document in index.documents
            else "",
        ]
        for aside in index.comparison.aside
    ]


def _nearest(index: ComparisonIndex, nearest: Iterable[Any]) -> Iterable[str]:
    for silence in silences_of(index, nearest):
        near = silence.near
        yield f"{silence.text} {quoted(' '.join(near.text.split()))}" if near else silence.text


def _list(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _sentences(parts: Iterable[str]) -> str | None:
    return " ".join(parts) or None
