"""``divergence compare``: one event in, one report out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from divergence.cli.inputs import event_of, input_options, settings_of
from divergence.cli.rendering import Detail, format_for, rendering_options, show
from divergence.model import Document

MANY = 5
"""Documents from which a comparison takes long enough for a progress bar."""


@click.command("compare")
@input_options
@rendering_options
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
    detail: Detail,
    table_name: str,
    template: Path | None,
    width: int | None,
    quiet: bool,
) -> None:
    """Compare the accounts of one event.

    PATH is an article, an event folder, or several files of one event. Each --account NAME=FILE
    adds a file that is wholly one party's account.
    """
    settings = settings_of(config, parties, topics, attribution)
    event = event_of(paths, accounts)
    inputs = (*event.sources, config, topics, template)
    chosen = format_for(format_name, output, template, inputs)

    from divergence.comparison import compare

    comparison = compare(event, settings, iter if quiet else _with_progress)
    if not quiet:
        for document in comparison.documents:
            for warning in document.warnings:
                click.echo(f"divergence: {document.name}: {warning}", err=True)
    show(comparison, chosen, output, detail, table_name, template, width)


def _with_progress(documents: Sequence[Document]) -> Iterable[Document]:
    """The documents, with a bar on standard error where many keep a person waiting."""
    if len(documents) < MANY or not sys.stderr.isatty():
        return documents
    from tqdm import tqdm

    bar: Iterable[Document] = tqdm(documents, "reading who said what", unit="text", delay=1)
    return bar
