"""``divergence topics``: the topics in force and their terms."""

from __future__ import annotations

import shutil
import textwrap
from pathlib import Path

import click

from divergence.cli.inputs import settings_of


@click.command("topics")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="Settings file.")
@click.option(
    "--topics",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A TOML file that extends or replaces the topics.",
)
@click.option("--ids", is_flag=True, help="Only the ids, one a line.")
def command(config: Path | None, topics: Path | None, ids: bool) -> None:
    """List the topics in force and the terms that each is known by."""
    from tabulate import tabulate

    from divergence.reporting.writing import write_output
    from divergence.topics import load_catalogue

    entries = load_catalogue(settings_of(config, topics=topics).topics).entries
    if ids:
        write_output(None, "".join(f"{entry.id}\n" for entry in entries))
        return
    room = max(20, shutil.get_terminal_size((80, 24)).columns - 50)
    rows = [
        (
            entry.id,
            entry.label,
            textwrap.fill(", ".join((*entry.strong, *entry.terms, *entry.weak)), room),
        )
        for entry in entries
    ]
    table = tabulate(
        rows, ("id", "topic", "terms"), "simple", disable_numparse=True, maxcolwidths=[22, 22, None]
    )
    write_output(None, table + "\n")
