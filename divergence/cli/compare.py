"""``divergence compare``: one event in, one report out."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

import click

from divergence.cli.inputs import (
    choose_format,
    event_of,
    input_options,
    keep_inputs,
    output_option,
    settings_of,
)
from divergence.model import Document

MANY = 5
"""Documents from which a comparison takes long enough for a progress bar."""


@click.command("compare")
@input_options
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
@click.option("--table", "table_name", metavar="NAME", help="For csv, jsonl: which table.")
@click.option("--template", type=click.Path(path_type=Path), help="A Jinja2 template of your own.")
@click.option("--width", type=click.IntRange(40, 400), help="Columns of the terminal table.")
@click.option("--quiet", is_flag=True, help="No notes or progress on standard error.")
def command(
    paths: tuple[Path, ...],
    accounts: tuple[str, ...],
    parties: tuple[str, ...],
    config: Path | None,
    topics: Path | None,
    attribution: str | None,
    format_name: str | None,
    output: Path | None,
    detail: Literal["brief", "full"],
    table_name: str | None,
    template: Path | None,
    width: int | None,
    quiet: bool,
) -> None:
    """Compare the accounts of one event.

    PATH is an article, an event folder, or several files of one event. Each --account NAME=FILE
    adds a file that is wholly one party's account.
    """
    from divergence.reporting import RenderOptions
    from divergence.reporting.writing import colour_wanted, on_terminal, write_output

    chosen = choose_format(
        format_name, output, template, on_terminal=output is None and on_terminal()
    )
    settings = settings_of(config, parties, topics, attribution)
    event = event_of(paths, accounts)
    keep_inputs(output, (*event.sources, config, topics, template))

    from divergence.comparison import compare

    comparison = compare(event, settings, iter if quiet else _with_progress)
    if not quiet:
        for document in comparison.documents:
            for warning in document.warnings:
                click.echo(f"divergence: {document.name}: {warning}", err=True)
    options = RenderOptions(
        detail=detail,
        table=table_name or "findings",
        template=template,
        width=width or shutil.get_terminal_size((80, 24)).columns,
        color=output is None and colour_wanted(),
    )
    write_output(output, chosen.render(comparison, options))


def _with_progress(documents: Sequence[Document]) -> Iterable[Document]:
    """The documents, with a bar on standard error where many keep a person waiting."""
    if len(documents) < MANY or not sys.stderr.isatty():
        return documents
    from tqdm import tqdm

    bar: Iterable[Document] = tqdm(documents, "reading who said what", unit="text", delay=1)
    return bar
