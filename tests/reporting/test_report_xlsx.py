from __future__ import annotations

import io
import shutil
import subprocess
import time
import zipfile

import pandas as pd
import pytest
from attack_texts import ATTACKS, unseen
from sample_comparisons import ferry, large, three_parties, with_text

pytest.importorskip("xlsxwriter", reason="the extra xlsx is not installed")
openpyxl = pytest.importorskip("openpyxl")

from divergence.report import PANDAS_TYPES, Report  # noqa: E402
from divergence.reporting.escaping import cell  # noqa: E402
from divergence.reporting.frames import TABLES  # noqa: E402
from divergence.reporting.xlsx import SHEETS, render  # noqa: E402

SIGNS = set("=+-@\t\r＝＋－＠")


def opened(made):
    return openpyxl.load_workbook(io.BytesIO(render(made)))


def linked_cells(sheet):
    return [one for row in sheet.iter_rows() for one in row if one.hyperlink]


@pytest.mark.parametrize("sample", [ferry, three_parties])
@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_read_back_equals_the_frame(sample, name):
    sheet = opened(sample())[name]
    rows = list(sheet.values)
    types = {c.name: PANDAS_TYPES[c.type] for c in TABLES[name].columns}
    back = pd.DataFrame(rows[1:], columns=rows[0]).astype(types)
    pd.testing.assert_frame_equal(back, getattr(Report(sample()), name))


def test_every_sheet_has_a_frozen_header_filters_and_widths():
    book = opened(ferry())
    assert book.sheetnames == ["about", *SHEETS]
    for name in SHEETS:
        assert book[name].freeze_panes == "B2"
        assert book[name].auto_filter.ref.startswith("A1:")
        assert book[name].column_dimensions["A"].width > 10


def test_verdicts_have_colours_and_long_text_wraps():
    sheet = opened(ferry())["findings"]
    verdicts = {
        sheet.cell(row, 5).value: sheet.cell(row, 5).fill.fgColor.rgb for row in range(2, 8)
    }
    assert len(set(verdicts.values())) == 4
    assert sheet.cell(2, 10).alignment.wrap_text


def test_links_stay_inside_the_workbook_and_lead_to_their_row():
    book = opened(ferry())
    links = [(sheet, cell.hyperlink) for sheet in book for cell in linked_cells(sheet)]
    assert len(links) > 20
    for sheet, link in links:
        assert link.target is None
        target, place = link.location.replace("'", "").split("!")
        if sheet.title != "about":
            assert book[target][place].value == sheet[link.ref].value.split("; ")[0]


def test_the_same_comparison_gives_the_same_bytes():
    first = render(ferry())
    time.sleep(2.1)  # the times of a ZIP file have steps of two seconds
    assert render(ferry()) == first


def test_no_attack_becomes_a_formula_a_link_or_another_part():
    plain_parts = set(zipfile.ZipFile(io.BytesIO(render(with_text("plain")))).namelist())
    for name, attack in ATTACKS.items():
        book = zipfile.ZipFile(io.BytesIO(render(with_text(attack))))
        assert set(book.namelist()) == plain_parts, name
        for sheet in opened(with_text(attack)):
            for row in sheet.iter_rows(min_row=2):
                for one in row:
                    assert one.data_type in "nsb", name
                    if isinstance(one.value, str):
                        assert one.value.lstrip(" ")[:1] not in SIGNS, (name, one.value)
                        assert not unseen(one.value), name
            assert all(one.hyperlink.target is None for one in linked_cells(sheet)), name


def test_hostile_text_reads_back_as_it_was_but_for_the_escape():
    label = opened(with_text(ATTACKS["formula with a command"]))["topics"].cell(2, 2).value
    assert label == cell(ATTACKS["formula with a command"]) == "'=cmd|' /C calc'!A0"


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    value = opened(with_text("x" * 40_000))["claims"].cell(2, 5).value
    assert len(value) == 32_767
    assert value.endswith("[cut: longer than a cell may be]")


def test_a_large_event_fits():
    assert opened(large())["claims"].max_row == 1501


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_reads_the_same_rows(tmp_path):
    (tmp_path / "r.xlsx").write_bytes(render(ferry()))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
         "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / "r.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    assert (tmp_path / "r.ods").stat().st_size > 5000
