"""The options that say how a report is shown, and the showing, for every command that makes one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Literal

import click

from divergence.cli.inputs import choose_format, keep_inputs, output_option
from divergence.model import Comparison
from divergence.reporting import Format, RenderOptions
from divergence.reporting.writing import colour_wanted, on_terminal, write_output

Command = Callable[..., Any]
Detail = Literal["brief", "full"]


def rendering_options(command: Command) -> Command:
    """Add --format, --output, --detail, --table, --template and --width to a command."""
    decorators: list[Callable[[Command], Command]] = [
        click.option(
            "--format",
            "format_name",
            metavar="NAME",
            help="table (default on a terminal), markdown (default otherwise), json, csv, html, "
            "xlsx ... With --output the file's ending decides.",
        ),
        output_option("report"),
        click.option(
            "--detail",
            type=click.Choice(["brief", "full"]),
            default="full",
            show_default=True,
            help="How much of the evidence Markdown and the table show.",
        ),
        click.option(
            "--table",
            "table_name",
            metavar="NAME",
            default="findings",
            show_default=True,
            help="For csv, jsonl and parquet: which table.",
        ),
        click.option(
            "--template",
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="A Jinja2 template of your own.",
        ),
        click.option(
            "--width", type=click.IntRange(40, 400), help="Columns of the terminal table."
        ),
    ]
    for decorate in reversed(decorators):
        command = decorate(command)
    return command


def format_for(
    format_name: str | None,
    output: Path | None,
    template: Path | None,
    inputs: Sequence[Path | None],
) -> Format:
    """The format that is asked for; refuses to write over one of the inputs."""
    keep_inputs(output, inputs)
    return choose_format(
        format_name, output, template, on_terminal=output is None and on_terminal()
    )


def show(
    comparison: Comparison,
    chosen: Format,
    output: Path | None,
    detail: Detail,
    table_name: str,
    template: Path | None,
    width: int | None,
) -> None:
    """Write a comparison in the chosen format to ``output``, or to standard output."""
    options = RenderOptions(
        detail=detail,
        table=table_name,
        template=template,
        width=width or shutil.get_terminal_size((80, 24)).columns,
        color=output is None and colour_wanted(),
    )
    write_output(output, chosen.render(comparison, options))
