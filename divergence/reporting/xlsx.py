"""The report as a workbook (needs the extra ``xlsx``).

Comes in: a ``Comparison``. Goes out: the bytes of an XLSX file with one sheet a table: frozen
header, filters, widths, wrapped text, verdicts in colour and links between the sheets. Text is
written as text, never as a formula or an address, and the same comparison gives the same bytes.
"""

from __future__ import annotations

import datetime
import io
from typing import Any

from divergence.errors import MissingExtraError
from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import cell
from divergence.reporting.frame_rows import Row
from divergence.reporting.frames import TABLES, Table
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.summary import summary
from divergence.reporting.wording import METHOD, settings_rows, title

SHEETS = ("topics", "findings", "claims", "pairs", "framing", "profiles", "documents", "aside")
CREATED = datetime.datetime(2000, 1, 1)  # a clock would make every run differ
MOST_CHARACTERS = 32_767
CUT = " … [cut: longer than a cell may be]"
WIDE, LINKED, NARROW, NUMBER, ABOUT_WIDTH = 48, 26, 16, 11, 110
LINE_HEIGHT, MOST_HEIGHT = 15.0, 405.0
WIDE_COLUMNS = {"text", "words", "reason", "nearest", "first_text", "second_text", "label"}
LINKS = {"claims": "claims", "findings": "findings", "topic": "topics", "document": "documents"}
"""Columns whose (first) id leads to its row on another sheet."""

COLOURS = {
    "conflict": ("#FDE5E3", "#8C1A15"),
    "omission": ("#FDECD5", "#733A00"),
    "framing": ("#E3EBFD", "#153F9A"),
    "agreement": ("#DEF3E7", "#094F2D"),
}


def render(comparison: Comparison, options: RenderOptions | None = None) -> bytes:
    """The workbook. Raises MissingExtraError without XlsxWriter."""
    del options  # a workbook always holds all tables
    index = ComparisonIndex(comparison)
    tables = [(TABLES[name], TABLES[name].rows(index)) for name in SHEETS]
    rows_by_id = {
        table.name: {row[0]: at + 1 for at, row in reversed(list(enumerate(rows)))}
        for table, rows in tables
    }
    sink = io.BytesIO()
    book = _workbook(sink)
    book.set_properties({"title": cell(title(index)), "created": CREATED, "comments": ""})
    formats = _formats(book)
    _about(book, index, formats)
    for table, rows in tables:
        _sheet(book, table, rows, rows_by_id, formats)
    book.close()
    return sink.getvalue()


def _workbook(sink: io.BytesIO) -> Any:
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtraError(
            "XLSX needs XlsxWriter; install it with `pip install 'divergence[xlsx]'`"
        ) from error
    return xlsxwriter.Workbook(
        sink,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )


def _formats(book: Any) -> dict[str, Any]:
    top = {"valign": "top"}
    made = {
        "head": book.add_format({"bold": True, "bg_color": "#E8EBEF", "bottom": 1, **top}),
        "text": book.add_format({"text_wrap": True, **top}),
        "number": book.add_format({"num_format": "0.00", **top}),
        "integer": book.add_format({"num_format": "0", **top}),
        "link": book.add_format(
            {"font_color": "#0A4FB0", "underline": 1, "text_wrap": True, **top}
        ),
        "title": book.add_format({"bold": True, "font_size": 14, "text_wrap": True, **top}),
    }
    for verdict, (back, ink) in COLOURS.items():
        made[verdict] = book.add_format({"bg_color": back, "font_color": ink, "bold": True, **top})
    return made


def _about(book: Any, index: ComparisonIndex, formats: dict[str, Any]) -> None:
    """The first sheet: summary, what each sheet holds, method and settings."""
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, ABOUT_WIDTH)
    lines: list[tuple[str, str]] = [("", sentence) for sentence in summary(index)]
    lines += [(name, TABLES[name].description) for name in SHEETS]
    lines += [("method", METHOD), *settings_rows(index.comparison.settings)]
    sheet.write_string(0, 1, _text(title(index)), formats["title"])
    for at, (name, text) in enumerate(lines, start=1):
        if name in SHEETS:
            sheet.write_url(at, 0, f"internal:'{name}'!A1", formats["link"], name)
        else:
            sheet.write_string(at, 0, _text(name), formats["text"])
        sheet.write_string(at, 1, _text(text), formats["text"])
        sheet.set_row(at, _height([(text, ABOUT_WIDTH)]))
    sheet.fit_to_pages(1, 0)


def _sheet(
    book: Any,
    table: Table,
    rows: list[Row],
    rows_by_id: dict[str, dict[Any, int]],
    formats: dict[str, Any],
) -> None:
    sheet = book.add_worksheet(table.name)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for at, column in enumerate(table.columns):
        sheet.set_column(at, at, _width(column.name, column.type))
        sheet.write_string(0, at, cell(column.name), formats["head"])
        sheet.write_comment(0, at, column.description, {"author": ""})
    widths = [_width(column.name, column.type) for column in table.columns]
    for row_at, row in enumerate(rows, start=1):
        texts = [(v, w) for v, w in zip(row, widths, strict=True) if isinstance(v, str)]
        sheet.set_row(row_at, _height(texts))
        for at, (column, value) in enumerate(zip(table.columns, row, strict=True)):
            _write(sheet, row_at, at, value, column.name, rows_by_id, formats, table.name)


def _write(
    sheet: Any,
    row: int,
    at: int,
    value: Any,
    column: str,
    rows_by_id: dict[str, dict[Any, int]],
    formats: dict[str, Any],
    own: str,
) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, at, value, formats["text"])
    elif isinstance(value, (int, float)):
        kind = "integer" if isinstance(value, int) else "number"
        sheet.write_number(row, at, value, formats[kind])
    else:
        text = _text(value)
        target = LINKS.get(column)
        place = rows_by_id.get(target or "", {}).get(value.partition("; ")[0])
        if target is not None and target != own and place is not None:
            # XlsxWriter cuts longer texts of links, and takes 65,530 links a sheet
            if len(text) <= 255:
                sheet.write_url(row, at, f"internal:'{target}'!A{place + 1}", formats["link"])
            sheet.write_string(row, at, text, formats["link"])
        else:
            style = formats[value] if column == "verdict" and value in COLOURS else formats["text"]
            sheet.write_string(row, at, text, style)


def _width(name: str, kind: str) -> int:
    if name in WIDE_COLUMNS:
        return WIDE
    if name in LINKS:
        return LINKED
    return NARROW if kind == "text" else NUMBER


def _height(texts: list[tuple[str, int]]) -> float:
    """Points that the row needs for its wrapped texts: LibreOffice does not work it out itself."""
    lines = max(
        (
            sum(1 + len(line) // max(1, width - 1) for line in text.split("\n"))
            for text, width in texts
        ),
        default=1,
    )
    return min(lines * LINE_HEIGHT, MOST_HEIGHT)


def _text(value: str) -> str:
    text = cell(value)
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
