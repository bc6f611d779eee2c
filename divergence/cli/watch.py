"""``divergence watch``: events compared as their files arrive."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import click

from divergence.checking import comparing, run
from divergence.checking.baseline import load_baseline
from divergence.checking.cache import Cache
from divergence.checking.change_views import render
from divergence.checking.changes import changes_between
from divergence.checking.discovery import EventFiles, find_events
from divergence.checking.policy import Policy, load_policy
from divergence.checking.text import lines_of, one_line
from divergence.checking.watching import Debouncer, wake_ups, watch
from divergence.checking.writing import write_whole
from divergence.cli.check import ended_like_interrupted, today
from divergence.cli.inputs import settings_of
from divergence.config import find_settings_file, working_folder
from divergence.errors import DivergenceError, InputError
from divergence.model import Comparison
from divergence.reading.document import shown
from divergence.reporting.json import read
from divergence.reporting.json import render as report_json
from divergence.reporting.writing import write_output


@click.command("watch")
@click.argument("folder", type=click.Path(path_type=Path), default=".", metavar="[FOLDER]")
@click.option(
    "--settle",
    type=click.FloatRange(0, 3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How long an event's files have to stay as they are before they are read.",
)
@click.option(
    "--interval",
    type=click.FloatRange(0.05, 3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How often the folder is looked at, when the system does not tell of changes.",
)
@click.option("--poll", is_flag=True, help="Only look; for folders on a network.")
@click.option(
    "--reports",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Keep each event's report there as JSON, and say what changed in it.",
)
@click.option("--all", "show_all", is_flag=True, help="Show known and accepted findings too.")
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings file; else as for check.",
)
@click.option("--attribution", metavar="NAME", help="How reported speech is found.")
def command(
    folder: Path,
    settle: float,
    interval: float,
    poll: bool,
    reports: Path | None,
    show_all: bool,
    config: Path | None,
    attribution: str | None,
) -> None:
    """Compare the events in FOLDER (here by default) now and whenever their files change.

    Findings are held against policy and baseline as by check. Ctrl-C ends it, with exit code 0.
    """
    if not os.path.isdir(folder):  # noqa: PTH112 - no error for paths that cannot be
        raise InputError(f"{shown(folder)}: not a folder; name one to watch")
    file = config or find_settings_file(working_folder())
    root = Path(os.path.normpath((file.parent if file else working_folder()).absolute()))
    policy = load_policy(file)
    settings = settings_of(file, (), None, attribution)
    cache = Cache(root / policy.cache, comparing.settings_bytes(settings))
    exclude = (*policy.exclude, policy.cache)
    watcher = _Watcher(root, policy, cache, comparing.event_comparer(settings), reports, show_all)
    try:
        with ended_like_interrupted():
            click.echo(f"divergence: watching {folder}; Ctrl-C ends it", err=True)
            watch(
                lambda: _listed(folder, root, exclude, policy.single),
                watcher.handle,
                wake_ups(folder, interval, poll=poll),
                Debouncer(settle),
            )
    except (KeyboardInterrupt, click.exceptions.Abort):
        click.echo("divergence: stopped", err=True)


def _listed(
    folder: Path, root: Path, exclude: tuple[str, ...], single: tuple[str, ...]
) -> list[EventFiles]:
    """The events there are. What goes while it is looked at is looked at again later."""
    try:
        return find_events([folder], root, exclude=exclude, single=single)
    except InputError:
        if os.path.isdir(folder):  # noqa: PTH112
            return []
        raise


@dataclass(slots=True)
class _Watcher:
    """What a watch does with an event: compare, judge, print, keep the report."""

    root: Path
    policy: Policy
    cache: Cache
    compare_event: run.CompareEvent
    reports: Path | None
    show_all: bool

    def handle(self, event: EventFiles) -> None:
        """Compare an event and print what is new of it."""
        report = _report_path(self.reports, event.key) if self.reports else None
        cache = self.cache
        if report is not None and not report.exists():
            cache = Cache(None, b"")  # the cache holds no reports
        changes = []

        def compare_event(event: EventFiles) -> Comparison:
            comparison = self.compare_event(event)
            if report is not None:
                with suppress(OSError, DivergenceError):  # no earlier report, or none to use
                    old = read(report.read_bytes(), str(report))
                    changes.append(render(changes_between(old, comparison), "table"))
                write_whole(report, [report_json(comparison)])
            return comparison

        try:
            judging = run.Judging(
                self.policy, load_baseline(self.root / self.policy.baseline), today(None)
            )
            outcome = run.outcome_of(event, compare_event, judging, root=self.root, cache=cache)
        except DivergenceError as error:
            click.echo(f"divergence: {error}", err=True)
            return
        lines = list(lines_of(outcome, show_all=self.show_all))
        write_output(None, "".join(lines) or f"{one_line(event.key)}\n  nothing new\n\n")
        for change in changes:
            write_output(None, change + "\n")


def _report_path(reports: Path, key: str) -> Path:
    """Where an event's report is kept: as the event lies under the root, so under ``reports``."""
    steps = [re.sub(r"[^\w.@ -]", "-", step) for step in key.split("/")]
    named = [step for step in steps if step.strip(".")] or ["event"]
    return reports.joinpath(*named[:-1], f"{named[-1]}.json")
