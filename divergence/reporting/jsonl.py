"""One table of the report as JSON Lines: an object a row, keys being the columns.

Comes in: a ``Comparison`` and the table's name. Goes out: UTF-8 text, one JSON object a line,
the same values as in the pandas frames.
"""

from __future__ import annotations

import msgspec

from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import json_text
from divergence.reporting.frames import rows_of


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The table ``options.table``; a missing value is null."""
    table, rows = rows_of(comparison, (options or RenderOptions()).table)
    names = [column.name for column in table.columns]
    encoder = msgspec.json.Encoder()
    return json_text(
        "".join(encoder.encode(dict(zip(names, row, strict=True))).decode() + "\n" for row in rows)
    )
