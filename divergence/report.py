"""``Report``: a comparison as people use it in Python and in notebooks.

Comes in: a ``Comparison``. Goes out: pandas frames, the report in every format, figures, and a
view of itself in a notebook. What is slow to import is imported when it is asked for.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from divergence.model import Comparison
from divergence.reporting import FORMATS, Detail, Format, RenderOptions, find_format
from divergence.reporting.frames import rows_of
from divergence.reporting.writing import write_output

if TYPE_CHECKING:
    import pandas as pd

PANDAS_TYPES = {"text": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


class Report:
    """One event compared. ``comparison`` holds the values themselves, frozen.

    The frames (``topics``, ``stances``, ``findings``, ``claims``, ``pairs``, ``documents``,
    ``framing``, ``profiles``, ``aside``) are tidy, with the columns of ``docs/report.md``.
    """

    def __init__(self, comparison: Comparison) -> None:
        self.comparison = comparison

    @classmethod
    def load(cls, path: str | Path) -> Report:
        """A report saved as JSON. Raises InputError where the file cannot be used."""
        from divergence.errors import InputError
        from divergence.reporting.json import read

        path = Path(path)
        try:
            data = path.read_bytes()
        except OSError as error:
            cause = (error.strerror or "unreadable").lower()
            raise InputError(f"{path}: cannot be read ({cause}); check the path") from error
        return cls(read(data, str(path)))

    @classmethod
    def from_json(cls, text: str | bytes) -> Report:
        """A report from JSON text. Raises InputError where it is none."""
        from divergence.reporting.json import read

        return cls(read(text))

    @cached_property
    def topics(self) -> pd.DataFrame:
        """One row a topic."""
        return self._frame("topics")

    @cached_property
    def stances(self) -> pd.DataFrame:
        """One row a topic and party: says, narrated or silent."""
        return self._frame("stances")

    @cached_property
    def findings(self) -> pd.DataFrame:
        """One row a finding, with its verdict and words."""
        return self._frame("findings")

    @cached_property
    def claims(self) -> pd.DataFrame:
        """One row a claim, with its place."""
        return self._frame("claims")

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """One row a pair of aligned claims."""
        return self._frame("pairs")

    @cached_property
    def documents(self) -> pd.DataFrame:
        """One row a document, with how much of it was used."""
        return self._frame("documents")

    @cached_property
    def framing(self) -> pd.DataFrame:
        """One row a framing difference and party."""
        return self._frame("framing")

    @cached_property
    def profiles(self) -> pd.DataFrame:
        """One row a party and measure of how its account is told."""
        return self._frame("profiles")

    @cached_property
    def aside(self) -> pd.DataFrame:
        """One row a stretch of text that no claim comes from."""
        return self._frame("aside")

    def to_json(self) -> str:
        """Everything, by the published schema."""
        return self._text("json")

    def to_markdown(self, detail: Detail = "full") -> str:
        """The report to publish."""
        return self._text("markdown", RenderOptions(detail=detail))

    def to_html(self) -> str:
        """One self-contained page."""
        return self._text("html")

    def to_table(self, width: int = 80, color: bool = False) -> str:
        """The report for a terminal of ``width`` columns."""
        return self._text("table", RenderOptions(width=width, color=color))

    def to_csv(self, table: str = "findings") -> str:
        """One table as CSV."""
        return self._text("csv", RenderOptions(table=table))

    def to_jsonl(self, table: str = "findings") -> str:
        """One table as JSON Lines."""
        return self._text("jsonl", RenderOptions(table=table))

    def to_xlsx(self) -> bytes:
        """A workbook with all tables. Raises MissingExtraError without XlsxWriter."""
        return bytes(FORMATS["xlsx"].render(self.comparison))  # type: ignore[arg-type]

    def to_parquet(self, table: str = "findings") -> bytes:
        """One table as Parquet. Raises MissingExtraError without pyarrow."""
        rendered = FORMATS["parquet"].render(self.comparison, RenderOptions(table=table))
        return bytes(rendered)  # type: ignore[arg-type]

    def to_template(self, template: str | Path) -> str:
        """The report by a Jinja2 template of your own. Raises SettingsError with file and line."""
        return self._text("template", RenderOptions(template=Path(template)))

    def save(self, path: str | Path, format: str | None = None, **options: Any) -> None:  # noqa: A002
        """Write the report to ``path``, in the format named or that its ending tells.

        ``options`` are those of ``RenderOptions``. Raises SettingsError for an unknown format and
        OutputError where the place cannot be written.
        """
        path = Path(path)
        chosen = find_format(format) if format else format_of(path)
        write_output(path, chosen.render(self.comparison, RenderOptions(**options)))

    def plot(self, kind: str = "topics") -> Any:
        """A matplotlib figure: ``topics`` (heatmap), ``emphasis`` (bars) or ``similarity``.

        Raises SettingsError for another kind, MissingExtraError without matplotlib.
        """
        from divergence.reporting.figures import plot

        return plot(self.comparison, kind)

    def __str__(self) -> str:
        return self.to_table()

    def __repr__(self) -> str:
        made = self.comparison
        return (
            f"<Report {made.event!r}: {len(made.parties)} parties, {len(made.topics)} topics, "
            f"{len(made.findings)} findings>"
        )

    def _repr_html_(self) -> str:
        from divergence.reporting.html import render_fragment

        return render_fragment(self.comparison)

    def _repr_markdown_(self) -> str:
        return self.to_markdown("brief")

    def _text(self, name: str, options: RenderOptions | None = None) -> str:
        rendered = FORMATS[name].render(self.comparison, options)
        return rendered if isinstance(rendered, str) else rendered.decode()

    def _frame(self, name: str) -> pd.DataFrame:
        import pandas as pd

        table, rows = rows_of(self.comparison, name)
        frame = pd.DataFrame(rows, columns=[column.name for column in table.columns])
        return frame.astype({column.name: PANDAS_TYPES[column.type] for column in table.columns})


def format_of(path: Path) -> Format:
    """The format that the ending of a file's name tells; SettingsError where it tells none."""
    from divergence.errors import SettingsError

    for known in FORMATS.values():
        if known.suffix == path.suffix.lower() and known.name != "template":
            return known
    endings = ", ".join(sorted({known.suffix for known in FORMATS.values()}))
    raise SettingsError(f"{path}: its ending names no format; use one of {endings}")
