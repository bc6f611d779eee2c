"""The report as tidy tables: rows of plain values under documented columns.

Comes in: a ``Comparison``. Goes out: lists of rows that CSV, JSON Lines, XLSX, Parquet and the
pandas frames of ``Report`` share, so that all of them are equal. A list in a cell is joined with
``"; "``; a missing value is None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from divergence.errors import SettingsError
from divergence.model import Comparison
from divergence.reporting.coverage import coverage
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.quoting import quoted
from divergence.reporting.reasons import reasons_of
from divergence.reporting.wording import sentence, silences_of

Row = list[Any]
ColumnType = Literal["text", "integer", "number", "boolean"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the type of its values, and what it holds."""

    name: str
    type: ColumnType
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns, and the function that makes its rows."""

    name: str
    description: str
    columns: tuple[Column, ...]
    rows: Callable[[ComparisonIndex], list[Row]]


def find_table(name: str) -> Table:
    """The table called ``name``; SettingsError with the known names where there is none."""
    try:
        return TABLES[name]
    except KeyError:
        known = ", ".join(TABLES)
        raise SettingsError(f"table {name!r} is not known; choose one of {known}") from None


def rows_of(comparison: Comparison, name: str) -> tuple[Table, list[Row]]:
    """The table called ``name`` and its rows for this comparison."""
    table = find_table(name)
    return table, table.rows(ComparisonIndex(comparison))


def _topics(index: ComparisonIndex) -> list[Row]:
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


def _stances(index: ComparisonIndex) -> list[Row]:
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


def _findings(index: ComparisonIndex) -> list[Row]:
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


def _claims(index: ComparisonIndex) -> list[Row]:
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


def _pairs(index: ComparisonIndex) -> list[Row]:
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


def _documents(index: ComparisonIndex) -> list[Row]:
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


def _framing(index: ComparisonIndex) -> list[Row]:
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


def _profiles(index: ComparisonIndex) -> list[Row]:
    rows: list[Row] = []
    for profile in index.comparison.profiles:
        rows.append([profile.party, "words", "words", float(profile.words)])
        rows += [[profile.party, "measure", name, float(v)] for name, v in profile.measures]
        rows += [[profile.party, "emphasis", name, float(v)] for name, v in profile.emphasis]
    return rows


def _aside(index: ComparisonIndex) -> list[Row]:
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


def _table(
    name: str, description: str, rows: Callable[[ComparisonIndex], list[Row]], columns: str
) -> Table:
    """``columns`` holds a line a column: name, type, description."""
    lines = (line.split(maxsplit=2) for line in columns.strip().splitlines())
    return Table(name, description, tuple(Column(*line) for line in lines), rows)  # type: ignore[arg-type]


TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            _table(
                "topics",
                "One row a topic.",
                _topics,
                """
                topic text The topic's id.
                label text The topic's name.
                verdict text conflict, omission, framing or agreement: the first of its findings'.
                omitted_by text Parties that are silent on it.
                says text Parties that speak of it.
                narrated text Parties of which only the outlet tells it.
                silent text Parties that do neither.
                findings integer How many findings it has.
                claims integer How many claims those have.
                discovered boolean Named from the claims' own words, not from the catalogue.
                """,
            ),
            _table(
                "stances",
                "One row a topic and party.",
                _stances,
                """
                topic text The topic's id.
                label text The topic's name.
                party text The party's id.
                party_label text The party's name.
                stance text says, narrated or silent.
                """,
            ),
            _table(
                "findings",
                "One row a finding.",
                _findings,
                """
                finding text The finding's id; it stays when a paragraph moves.
                topic text The topic's id.
                topic_label text The topic's name.
                label text The matter within the topic.
                verdict text conflict, omission, framing or agreement.
                parties text Parties that speak.
                omitted_by text Parties that are silent.
                confidence number The estimated chance, 0 to 1, that an analyst would sign.
                claims text Ids of the claims.
                words text The claims' words, each after its party's name.
                reasons text Codes of the reasons.
                reason text The reasons in words.
                nearest text For an omission, the nearest that the silent party did say.
                """,
            ),
            _table(
                "claims",
                "One row a claim.",
                _claims,
                """
                claim text The claim's id.
                party text The party's id; missing where it is nobody's but the outlet's.
                party_label text The party's name.
                role text account (the party's word) or narrated (the outlet's).
                text text The characters from start to end.
                document text The document's name.
                line integer The line on which it starts, from 1.
                start integer First character, in code points of the document.
                end integer One past the last character.
                source text The words that name the speaker.
                cue text The words that say that it was said.
                kind text direct (quoted), indirect (reported) or mixed.
                joint boolean A claim about all sides.
                reports text The party whose words this party relays.
                silence text Kind of silence that the claim itself tells of.
                topics text Ids of its topics.
                findings text Ids of its findings.
                negated boolean Whether it denies what it names.
                modality text Obligation, possibility and the like, where shown.
                certainty text How sure it sounds, where shown.
                status text proposed, planned, agreed, happening, done, denied or stated.
                actors text Who acts in it.
                note text Why a narrated claim is no account.
                """,
            ),
            _table(
                "pairs",
                "One row a pair of aligned claims of two parties.",
                _pairs,
                """
                first text Id of the first claim.
                second text Id of the second claim.
                first_party text Whose the first is.
                second_party text Whose the second is.
                relation text supports, refutes or related.
                score number Calibrated support, 0 to 1.
                reasons text Codes of the reasons.
                reason text The reasons in words.
                first_text text The first claim's words.
                second_text text The second claim's words.
                """,
            ),
            _table(
                "documents",
                "One row a document.",
                _documents,
                """
                document text The document's name.
                outlet text Who published it.
                title text Its title.
                date text Its date (ISO 8601).
                language text Its language.
                account_of text The party whose own account the whole document is.
                characters integer Its length in code points.
                in_accounts integer Characters in claims of parties.
                in_narrated integer Characters in claims told by the outlet.
                set_aside integer Characters set aside.
                claims integer How many claims it has.
                warnings text How a doubtful reading was made.
                """,
            ),
            _table(
                "framing",
                "One row a framing difference and party.",
                _framing,
                """
                measure text wording, labels, tone or another measure of docs/framing.md.
                scope text pair, topic or account.
                topic text The topic's id, where it belongs to one.
                finding text The finding's id, where it belongs to one.
                party text The party's id.
                value number The party's reading, where it is a number.
                reading text The party's reading, where it is in words.
                difference number How far apart the parties are, 0 to 1.
                threshold number Where a difference counts.
                notable boolean Whether it counts.
                reason text The difference in a sentence.
                claims text Ids of the claims.
                """,
            ),
            _table(
                "profiles",
                "One row a party and measure of how its account is told.",
                _profiles,
                """
                party text The party's id.
                kind text words, measure or emphasis (share of its words by topic).
                name text The measure's name or the topic's id.
                value number The reading.
                """,
            ),
            _table(
                "aside",
                "One row a stretch of text that no claim comes from.",
                _aside,
                """
                document text The document's name.
                line integer The line on which it starts, from 1.
                start integer First character, in code points of the document.
                end integer One past the last character.
                reason text Why it was set aside.
                text text The characters from start to end.
                """,
            ),
        )
    }
)
"""Every table by its name."""
