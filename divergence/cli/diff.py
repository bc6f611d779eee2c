"""``divergence diff``: what changed between two saved reports."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from divergence.cli.inputs import keep_inputs, output_option, saved_comparison

FORMATS = ("table", "markdown", "json")
BY_ENDING = {".md": "markdown", ".json": "json"}


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="How to show it: table, unless the ending of --output says .md or .json.",
)
@output_option("changes")
@click.option("--width", type=click.IntRange(60, 400), help="Columns of the table.")
@click.option("--exit-code", is_flag=True, help="End with 1 where something changed, like git.")
@click.pass_context
def command(
    context: click.Context,
    /,
    old: Path,
    new: Path,
    format_name: str | None,
    output: Path | None,
    width: int | None,
    exit_code: bool,
) -> None:
    """Say what changed from the report OLD to the report NEW, both saved as JSON.

    Claims that were added, withdrawn or reworded, and verdicts that turned.
    """
    from divergence.checking.change_views import render
    from divergence.checking.changes import changes_between
    from divergence.reporting.writing import write_output

    keep_inputs(output, (old, new))
    before, after = (saved_comparison(path) for path in (old, new))
    changes = changes_between(before, after)
    columns = width or shutil.get_terminal_size((80, 24)).columns
    chosen = format_name or BY_ENDING.get(output.suffix.casefold() if output else "", "table")
    write_output(output, render(changes, chosen, width=columns))
    context.exit(int(exit_code and not changes.empty))
