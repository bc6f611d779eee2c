"""The report as tidy tables: what each is called and holds, with its columns documented.

Comes in: a ``Comparison``. Goes out: the tables that CSV, JSON Lines, XLSX, Parquet and the pandas
frames of ``Report`` share, so that all of them are equal. ``frame_rows`` makes their rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from divergence.errors import SettingsError
from divergence.model import Comparison
from divergence.reporting.frame_rows import (
    Row,
    aside_rows,
    claims_rows,
    documents_rows,
    findings_rows,
    framing_rows,
    pairs_rows,
    profiles_rows,
    stances_rows,
    topics_rows,
)
from divergence.reporting.index import ComparisonIndex

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
                topics_rows,
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
                stances_rows,
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
                findings_rows,
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
                claims_rows,
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
                pairs_rows,
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
                documents_rows,
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
                framing_rows,
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
                profiles_rows,
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
                aside_rows,
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
