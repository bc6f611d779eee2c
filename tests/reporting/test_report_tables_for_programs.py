from __future__ import annotations

import csv
import io
import json

import pandas as pd
import pytest
from attack_texts import ATTACKS, ci_commands, unseen
from sample_comparisons import ferry, large, nothing_shared, three_parties, with_text

from divergence.errors import SettingsError
from divergence.report import PANDAS_TYPES, Report
from divergence.reporting import FORMATS, RenderOptions, find_format
from divergence.reporting.escaping import cell
from divergence.reporting.frames import TABLES

SAMPLES = [ferry, nothing_shared, three_parties]
FORMULA_SIGNS = set("=+-@\t\r＝＋－＠")


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("table", TABLES)
def test_csv_read_by_pandas_equals_the_frame(sample, table):
    report = Report(sample())
    frame = getattr(report, table)
    types = {c.name: PANDAS_TYPES[c.type] for c in TABLES[table].columns}
    back = pd.read_csv(
        io.StringIO(report.to_csv(table)), dtype=types, keep_default_na=False, na_values=[""]
    )
    pd.testing.assert_frame_equal(back, frame)


@pytest.mark.parametrize("table", TABLES)
def test_json_lines_equal_the_frame(table):
    report = Report(ferry())
    rows = [json.loads(line) for line in report.to_jsonl(table).splitlines()]
    names = [column.name for column in TABLES[table].columns]
    assert all(list(row) == names for row in rows)
    types = {c.name: PANDAS_TYPES[c.type] for c in TABLES[table].columns}
    back = pd.DataFrame(rows, columns=names).astype(types)
    pd.testing.assert_frame_equal(back, getattr(report, table))


@pytest.mark.parametrize("table", TABLES)
def test_parquet_equals_the_frame_and_describes_its_columns(table):
    parquet = pytest.importorskip("pyarrow.parquet")
    report = Report(ferry())
    read = parquet.read_table(io.BytesIO(report.to_parquet(table)))
    for column in TABLES[table].columns:
        described = read.schema.field(column.name).metadata[b"description"].decode()
        assert described == column.description
    types = {c.name: PANDAS_TYPES[c.type] for c in TABLES[table].columns}
    pd.testing.assert_frame_equal(read.to_pandas().astype(types), getattr(report, table))


def test_spans_in_the_claims_frame_are_the_words_in_the_document():
    report = Report(ferry())
    texts = {d.name: d.text for d in report.comparison.documents}
    for row in report.claims.itertuples():
        assert texts[row.document][row.start : row.end] == row.text
        assert texts[row.document][: row.start].count("\n") + 1 == row.line


def test_csv_keeps_to_rfc_4180():
    text = Report(ferry()).to_csv("claims")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert {len(row) for row in csv.reader(io.StringIO(text), strict=True)} == {23}


@pytest.mark.parametrize("table", TABLES)
def test_no_attack_becomes_a_formula_in_csv(table):
    for name, attack in ATTACKS.items():
        text = Report(with_text(attack)).to_csv(table)
        assert not unseen(text, "\n\r\t"), name
        assert not ci_commands(text), name
        columns = TABLES[table].columns
        for row in list(csv.reader(io.StringIO(text), strict=True))[1:]:
            for column, value in zip(columns, row, strict=True):
                if column.type == "text":
                    assert value.lstrip(" ")[:1] not in FORMULA_SIGNS, (name, value)


def test_a_header_can_be_hostile_too():
    assert cell("=total") == "'=total"
    assert cell("plain") == "plain"
    assert cell("−5 degrees") == "'−5 degrees"


def test_no_attack_leaves_json_lines():
    for name, attack in ATTACKS.items():
        for table in TABLES:
            text = Report(with_text(attack)).to_jsonl(table)
            assert not unseen(text, "\n"), name
            assert not ci_commands(text), name
            for line in text.splitlines():
                json.loads(line)


def test_hostile_text_reads_back_from_json_lines_unchanged():
    hostile = ATTACKS["right-to-left override"]
    rows = [json.loads(line) for line in Report(with_text(hostile)).to_jsonl("topics").splitlines()]
    assert rows[0]["label"] == hostile


def test_unknown_formats_and_tables_are_named_with_the_known_ones():
    with pytest.raises(SettingsError, match="'pdf' is not known; choose one of table, markdown"):
        find_format("pdf")
    with pytest.raises(SettingsError, match="'topic' is not known; choose one of topics, stances"):
        FORMATS["csv"].render(ferry(), RenderOptions(table="topic"))


def test_a_large_event_has_a_row_for_every_claim():
    assert len(Report(large()).claims) == 1500


def test_a_report_loads_what_it_saved(tmp_path):
    report = Report(ferry())
    report.save(tmp_path / "r.json")
    assert Report.load(tmp_path / "r.json").comparison == report.comparison
    report.save(tmp_path / "r.csv", table="topics")
    assert (tmp_path / "r.csv").read_bytes().decode() == report.to_csv("topics")
    with pytest.raises(SettingsError, match="names no format"):
        report.save(tmp_path / "r.pdf")


@pytest.mark.parametrize("kind", ["topics", "emphasis", "similarity"])
@pytest.mark.parametrize("sample", [ferry, three_parties, large, lambda: with_text("$x^$ \x1b[1m")])
def test_figures_are_drawn(kind, sample, tmp_path):
    pytest.importorskip("matplotlib")
    Report(sample()).plot(kind).savefig(tmp_path / "figure.png", dpi=30)


def test_unknown_figures_are_refused():
    with pytest.raises(SettingsError, match="choose one of topics, emphasis, similarity"):
        Report(ferry()).plot("pie")


def test_an_empty_text_stays_empty():
    assert cell("") == ""
