"""One table of the report as CSV (RFC 4180), for spreadsheets and data frames.

Comes in: a ``Comparison`` and the table's name. Goes out: UTF-8 text with a header, lines that
end in CR LF, and no cell that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import csv
import io

from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import cell
from divergence.reporting.frames import rows_of


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The table ``options.table``. Text is quoted, numbers are not; a missing value is empty."""
    table, rows = rows_of(comparison, (options or RenderOptions()).table)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow([cell(column.name) for column in table.columns])
    for row in rows:
        writer.writerow([_written(value) for value in row])
    return text.getvalue()


def _written(value: object) -> object:
    if isinstance(value, str):
        return cell(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value
