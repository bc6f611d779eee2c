"""``divergence init``: a commented settings file to start from."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import click

from divergence.config import SETTINGS_FILE
from divergence.errors import OutputError


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[FOLDER]")
@click.option("--force", is_flag=True, help="Replace a file that is already there.")
def command(folder: Path, force: bool) -> None:
    """Write a commented divergence.toml into FOLDER (here by default)."""
    from divergence.reporting.writing import write_output

    path = folder / SETTINGS_FILE
    if path.exists() and not force:
        raise OutputError(f"{path}: is already there; --force replaces it")
    text = files("divergence.data").joinpath("divergence.toml").read_text(encoding="utf-8")
    write_output(path, text)
    click.echo(f"{path} written", err=True)
