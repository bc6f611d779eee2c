"""``divergence report``: a saved report rendered again, in any format, without comparing anew."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Literal

import click

from divergence.cli.inputs import choose_format, keep_inputs, output_option, saved_comparison


@click.command("report")
@click.argument("path", type=click.Path(path_type=Path), metavar="REPORT.json")
@click.option(
    "--format",
    "format_name",
    metavar="NAME",
    help="table (default on a terminal), markdown (default otherwise), json, csv, html, xlsx ... "
    "With --output the file's ending decides.",
)
@output_option("report")
@click.option(
    "--detail",
    type=click.Choice(["brief", "full"]),
    default="full",
    show_default=True,
    help="How much of the evidence Markdown and the table show.",
)
@click.option(
    "--table",
    "table_name",
    metavar="NAME",
    default="findings",
    show_default=True,
    help="For csv, jsonl and parquet: which table.",
)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Jinja2 template of your own.",
)
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the terminal table.")
def command(
    path: Path,
    format_name: str | None,
    output: Path | None,
    detail: Literal["brief", "full"],
    table_name: str,
    template: Path | None,
    width: int | None,
) -> None:
    """Render a saved report again, byte for byte as `divergence compare` would have.

    REPORT.json is what `divergence compare --format json` wrote; - reads standard input.
    """
    from divergence.reporting import RenderOptions
    from divergence.reporting.writing import colour_wanted, on_terminal, write_output

    chosen = choose_format(
        format_name, output, template, on_terminal=output is None and on_terminal()
    )
    keep_inputs(output, (path, template))
    comparison = saved_comparison(path)
    options = RenderOptions(
        detail=detail,
        table=table_name,
        template=template,
        width=width or shutil.get_terminal_size((80, 24)).columns,
        color=output is None and colour_wanted(),
    )
    write_output(output, chosen.render(comparison, options))
