"""``divergence report``: a saved report rendered again, in any format, without comparing anew."""

from __future__ import annotations

from pathlib import Path

import click

from divergence.cli.inputs import saved_comparison
from divergence.cli.rendering import Detail, format_for, rendering_options, show


@click.command("report")
@click.argument("path", type=click.Path(path_type=Path), metavar="REPORT.json")
@rendering_options
def command(
    path: Path,
    format_name: str | None,
    output: Path | None,
    detail: Detail,
    table_name: str,
    template: Path | None,
    width: int | None,
) -> None:
    """Render a saved report again, byte for byte as `divergence compare` would have.

    REPORT.json is what `divergence compare --format json` wrote; - reads standard input.
    """
    chosen = format_for(format_name, output, template, (path, template))
    show(saved_comparison(path), chosen, output, detail, table_name, template, width)
