"""``divergence explain``: how one verdict came about."""

from __future__ import annotations

from pathlib import Path

import click

from divergence.cli.inputs import saved_comparison
from divergence.errors import InputError


@click.command("explain")
@click.argument("finding", metavar="FINDING_ID")
@click.argument("report", type=click.Path(path_type=Path), metavar="REPORT.json")
def command(finding: str, report: Path) -> None:
    """Say how the verdict on a finding of a saved report came about.

    FINDING_ID may be cut short as long as it is clear; REPORT.json is what
    `divergence compare --format json` wrote.
    """
    from divergence.judging.explanation import explain
    from divergence.reporting.writing import write_output

    comparison = saved_comparison(report)
    found = [known for known in comparison.findings if known.id.startswith(finding)]
    if len(found) != 1:
        what = "no finding" if not found else f"{len(found)} findings"
        known = ", ".join(known.id for known in (found or comparison.findings)[:8])
        raise InputError(f"{report}: {what} with the id {finding}; there are {known} ...")
    write_output(None, explain(found[0], comparison) + "\n")
