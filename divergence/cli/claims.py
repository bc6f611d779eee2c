"""``divergence claims``: who said what, as a table."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from divergence.cli.inputs import event_of, input_options, keep_inputs, output_option, settings_of


@click.command("claims")
@input_options
@click.option(
    "--format",
    "format_name",
    default="table",
    show_default=True,
    type=click.Choice(["table", "csv", "jsonl"]),
    help="How to print them.",
)
@output_option("claims")
@click.option(
    "--all", "narrated", is_flag=True, help="Also what the outlet tells in its own voice."
)
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the table.")
def command(
    paths: tuple[Path, ...],
    accounts: tuple[str, ...],
    parties: tuple[str, ...],
    config: Path | None,
    topics: Path | None,
    attribution: str | None,
    format_name: str,
    output: Path | None,
    narrated: bool,
    width: int | None,
) -> None:
    """List who said what: every claim with its party, source and place."""
    from divergence.comparison import compare
    from divergence.reporting import FORMATS, RenderOptions, claims_list
    from divergence.reporting.writing import colour_wanted, write_output

    settings = settings_of(config, parties, topics, attribution)
    event = event_of(paths, accounts)
    keep_inputs(output, (*event.sources, config, topics))
    comparison = compare(event, settings, fewest=1)
    options = RenderOptions(
        table="claims",
        width=width or shutil.get_terminal_size((80, 24)).columns,
        color=output is None and colour_wanted(),
    )
    if format_name == "table":
        write_output(output, claims_list.render(comparison, options, narrated=narrated))
    else:
        write_output(output, FORMATS[format_name].render(comparison, options))
