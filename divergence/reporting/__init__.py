"""The formats of a report, each in a file of its own with one function ``render``.

Comes in: a ``Comparison``. Goes out: text or bytes. A format's module is imported when it is
asked for, so that a table in the terminal does not pay for what a workbook needs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from divergence.errors import SettingsError
from divergence.model import Comparison

Detail = Literal["brief", "full"]


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """What a reader may choose.

    ``detail`` is for the formats that are read (table, markdown, html). ``table`` names the table
    of the formats that hold one (csv, jsonl, parquet); see ``frames.TABLES``. ``width`` (columns)
    and ``color`` are for the terminal table. ``template`` is a user's Jinja2 file.
    """

    detail: Detail = "full"
    table: str = "findings"
    width: int = 80
    color: bool = False
    template: Path | None = None


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write a report; ``suffix`` is the usual end of its file's name."""

    name: str
    suffix: str
    summary: str
    module: str
    binary: bool = False

    def render(self, comparison: Comparison, options: RenderOptions | None = None) -> str | bytes:
        """The whole report: bytes for a binary format, else text."""
        module = import_module(self.module)
        rendered: str | bytes = module.render(comparison, options or RenderOptions())
        return rendered


def _format(name: str, suffix: str, summary: str, binary: bool = False) -> Format:
    return Format(name, suffix, summary, f"divergence.reporting.{name}", binary)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.name: known
        for known in (
            _format("table", ".txt", "a matrix and the findings, for a terminal"),
            _format("markdown", ".md", "a report to publish or to keep beside the texts"),
            _format("html", ".html", "one page to search, filter and check against the texts"),
            _format("json", ".json", "everything, by the published schema; can be rendered again"),
            _format("csv", ".csv", "one table for a spreadsheet"),
            _format("jsonl", ".jsonl", "one table, a JSON object a line"),
            _format("xlsx", ".xlsx", "a workbook with all tables (needs the extra xlsx)", True),
            _format("parquet", ".parquet", "one table, typed (needs the extra parquet)", True),
            _format("template", ".txt", "a template of your own (Jinja2)"),
        )
    }
)


def find_format(name: str) -> Format:
    """The format called ``name``; SettingsError with the known names where there is none."""
    try:
        return FORMATS[name]
    except KeyError:
        known = ", ".join(FORMATS)
        raise SettingsError(f"format {name!r} is not known; choose one of {known}") from None


def render(comparison: Comparison, name: str, options: RenderOptions | None = None) -> str | bytes:
    """``comparison`` in the format called ``name``."""
    return find_format(name).render(comparison, options)
