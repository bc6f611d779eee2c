"""One table of the report as Parquet, typed (needs the extra ``parquet``).

Comes in: a ``Comparison`` and the table's name. Goes out: the bytes of a Parquet file whose
columns have the types and descriptions of ``frames``. Text is as it was read, not escaped:
Parquet is read by programs.
"""

from __future__ import annotations

import io
from typing import Any

from divergence.errors import MissingExtraError
from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.frames import rows_of


def render(comparison: Comparison, options: RenderOptions | None = None) -> bytes:
    """The table ``options.table``. Raises MissingExtraError without pyarrow."""
    arrow, parquet = _pyarrow()
    table, rows = rows_of(comparison, (options or RenderOptions()).table)
    types = {
        "text": arrow.string(),
        "integer": arrow.int64(),
        "number": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    schema = arrow.schema(
        [
            arrow.field(
                column.name, types[column.type], metadata={"description": column.description}
            )
            for column in table.columns
        ]
    )
    columns = [
        arrow.array([row[at] for row in rows], type=types[column.type])
        for at, column in enumerate(table.columns)
    ]
    sink = io.BytesIO()
    parquet.write_table(arrow.table(columns, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise MissingExtraError(
            "Parquet needs pyarrow; install it with `pip install 'divergence[parquet]'`"
        ) from error
    return pyarrow, pyarrow.parquet
