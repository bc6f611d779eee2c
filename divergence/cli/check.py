"""``divergence check``: many events held against a policy and a baseline."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from divergence.checking import baseline as known
from divergence.checking import comparing, run
from divergence.checking.cache import Cache
from divergence.checking.discovery import EventFiles, find_events, in_scope
from divergence.checking.outcome import CheckResult
from divergence.checking.outputs import FORMATS, Presentation, parse_outputs, write_outputs
from divergence.checking.policy import Policy, load_policy
from divergence.cli.inputs import NamedPath, keep_inputs, settings_of
from divergence.config import find_settings_file, working_folder
from divergence.errors import SettingsError

DAY = click.DateTime(["%Y-%m-%d"])


@click.command("check")
@click.argument("paths", nargs=-1, type=NamedPath(), metavar="[PATH]...")
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FORMAT[=FILE]",
    help=f"{', '.join(FORMATS)}; give it for each. Without FILE it goes to standard output.",
)
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="Known findings.")
@click.option("--update-baseline", is_flag=True, help="Make the baseline know what is found now.")
@click.option(
    "--accept",
    "accepted",
    multiple=True,
    metavar="ID",
    help="Accept the finding with this id (its beginning will do); needs --reason and --by.",
)
@click.option("--reason", metavar="TEXT", help="Why it is accepted.")
@click.option("--by", metavar="NAME", help="Who accepts it.")
@click.option("--until", type=DAY, metavar="YYYY-MM-DD", help="Last day of the acceptance.")
@click.option("--strict", is_flag=True, help="Fail too where the baseline knows what is gone.")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="The least severity that fails; else the settings say (warning).",
)
@click.option("--all", "show_all", is_flag=True, help="Show known and accepted findings too.")
@click.option("--cache-dir", type=click.Path(path_type=Path), metavar="FOLDER", help="Its place.")
@click.option("--no-cache", is_flag=True, help="Compare everything, keep nothing.")
@click.option(
    "--today", type=DAY, metavar="YYYY-MM-DD", help="The day that acceptances are held against."
)
@click.option(
    "--config",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Settings file; else divergence.toml or [tool.divergence] of pyproject.toml here or "
    "above. Paths in it and in results are relative to its folder.",
)
@click.option("--attribution", metavar="NAME", help="How reported speech is found.")
@click.option("--quiet", is_flag=True, help="No progress, and text only where --output asks.")
@click.pass_context
def command(context: click.Context, /, **options: Any) -> None:
    """Compare the events under each PATH (here by default) and say what is new or changed.

    Exit codes: 0 clean; 1 findings that the policy forbids or the baseline does not know; 2 wrong
    usage, settings or input; 5 nothing to compare.
    """
    with ended_like_interrupted():
        code = _check(options)
    context.exit(code)


def _check(options: dict[str, Any]) -> int:
    quiet: bool = options["quiet"]
    outputs = parse_outputs(options["outputs"], quiet=quiet)
    acceptance = _acceptance(options)
    file = options["config"] or find_settings_file(working_folder())
    root = Path(os.path.normpath((file.parent if file else working_folder()).absolute()))
    policy = load_policy(file)
    if options["fail_on"]:
        policy = _failing_on(policy, options["fail_on"])
    settings = settings_of(file, (), None, options["attribution"])
    baseline_path: Path = options["baseline"] or root / policy.baseline
    writes_baseline = options["update_baseline"] or acceptance is not None
    baseline = known.load_baseline(
        baseline_path, must_exist=bool(options["baseline"]) and not writes_baseline
    )
    paths: tuple[Path, ...] = options["paths"] or (working_folder(),)
    exclude = (*policy.exclude, policy.cache)
    events = find_events(paths, root, exclude=exclude, single=policy.single)
    read = [path for event in events for path in event.inputs]
    for output in outputs:
        keep_inputs(output.path, (*read, file, baseline_path))
    cache_folder: Path = options["cache_dir"] or root / policy.cache

    with tempfile.TemporaryDirectory(prefix="divergence-") as scratch:
        folder = Path(scratch) / "cache" if options["no_cache"] else cache_folder
        cache = Cache(folder, comparing.settings_bytes(settings))

        def checked(baseline: known.Baseline) -> CheckResult:
            return run.check(
                events,
                comparing.event_comparer(settings),
                run.Judging(policy, baseline, today(options["today"])),
                root=root,
                cache=cache,
                in_scope=lambda key: in_scope(key, paths, root),
                progress=lambda found: _progress(found, quiet),
                note=lambda message: click.echo(f"divergence: {message}", err=True),
            )

        result = checked(baseline)
        if options["update_baseline"]:
            run.update_baseline(result, baseline_path, cache_folder)
        if acceptance is not None:
            run.accept(result, options["accepted"], acceptance, baseline_path, cache_folder)
        if writes_baseline:
            result = checked(known.load_baseline(baseline_path))
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    write_outputs(
        result,
        outputs,
        Presentation(show_all=options["show_all"], strict=options["strict"]),
        summary_file=Path(summary) if summary else None,
    )
    return result.exit_code(strict=options["strict"])


def _acceptance(options: dict[str, Any]) -> known.Accepted | None:
    if not options["accepted"]:
        if options["reason"] or options["by"] or options["until"]:
            raise SettingsError("--reason, --by and --until go with --accept ID; add it")
        return None
    if not (options["reason"] or "").strip() or not (options["by"] or "").strip():
        raise SettingsError("--accept: say why and who, with --reason TEXT and --by NAME")
    until = options["until"].date() if options["until"] else None
    return known.Accepted(options["by"], options["reason"], today(options["today"]), until)


def _failing_on(policy: Policy, fail_on: Any) -> Policy:
    import msgspec

    override = tuple(msgspec.structs.replace(item, fail_on=None) for item in policy.override)
    return msgspec.structs.replace(policy, fail_on=fail_on, override=override)


def today(option: datetime.datetime | None) -> datetime.date:
    """The day that an option names, else that of the clock (UTC)."""
    return option.date() if option else datetime.datetime.now(datetime.UTC).date()


def _progress(events: Sequence[EventFiles], quiet: bool) -> Iterator[EventFiles]:
    """A bar on standard error where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield from events
        return
    from tqdm import tqdm

    size = shutil.get_terminal_size((80, 24))  # tqdm draws nothing where a terminal tells no size
    with tqdm(
        total=len(events),
        unit="event",
        file=sys.stderr,
        leave=False,
        ncols=size.columns - 1,
        nrows=size.lines,
    ) as bar:
        for event in events:
            yield event
            bar.update()


@contextmanager
def ended_like_interrupted() -> Iterator[None]:
    """While it lasts, a termination (as CI services send) ends the check like Ctrl-C does."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    try:
        before = signal.signal(signal.SIGTERM, interrupt)
    except ValueError:  # not in the main thread
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
