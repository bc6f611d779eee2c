"""The way through a check: find, compare what changed, judge, remember.

Comes in: events, the function that compares one, policy, baseline, cache, and the day. Goes out: a
``CheckResult``. One event is held at a time; what is done is in the cache before the next begins,
so that an interrupted run is taken up where it stopped.
"""

from __future__ import annotations

import datetime
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from divergence.checking.baseline import (
    Accepted,
    Baseline,
    Entry,
    Recognised,
    encode_entries,
    load_baseline,
    recognise,
    save_baseline,
)
from divergence.checking.cache import Cache, prepare_folder
from divergence.checking.discovery import EventFiles
from divergence.checking.matching import Trace, trace_of
from divergence.checking.outcome import REQUIRED, Acceptance, CheckResult, Issue, Outcome, Status
from divergence.checking.policy import (
    Policy,
    Severity,
    acceptances_of,
    fails,
    severity_of,
    unmet,
)
from divergence.checking.record import EventRecord, Seen, record_of, relative_path
from divergence.errors import (
    DivergenceError,
    NothingToCompareError,
    OutputError,
    SettingsError,
)
from divergence.model import Comparison

CompareEvent = Callable[[EventFiles], Comparison]
Progress = Callable[[Sequence[EventFiles]], Iterable[EventFiles]]
Note = Callable[[str], None]

LOCK_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Judging:
    """What outcomes are judged by: the policy, the known findings, and the day."""

    policy: Policy
    baseline: Baseline
    today: datetime.date


def check(
    events: Sequence[EventFiles],
    compare_event: CompareEvent,
    judging: Judging,
    *,
    root: Path,
    cache: Cache,
    in_scope: Callable[[str], bool],
    progress: Progress = iter,
    note: Note | None = None,
) -> CheckResult:
    """Compare the events that changed and judge all.

    ``in_scope`` tells of an event that only the baseline knows whether it was looked for.
    ``note`` gets messages that are not results (a damaged cache entry).
    """
    result = CheckResult()
    for event in progress(events):
        result.add(outcome_of(event, compare_event, judging, root=root, cache=cache, note=note))
    found = {event.key for event in events}
    for key in sorted(judging.baseline.events):
        if key not in found and in_scope(key) and (gone := judging.baseline.entries(key)):
            result.add(Outcome(key, key, "gone", stale=tuple(gone)))
    return result


def outcome_of(
    event: EventFiles,
    compare_event: CompareEvent,
    judging: Judging,
    *,
    root: Path,
    cache: Cache,
    note: Note | None = None,
) -> Outcome:
    """Compare one event, or take its record from the cache, and judge it."""
    paths = tuple(relative_path(path, root) for path in event.inputs)
    try:
        record, cached = _record(event, compare_event, root, cache, note)
    except DivergenceError as error:
        return Outcome(event.key, event.key, "error", paths, str(error))
    except Exception as error:
        # A defect in one event must not hide what the others hold; the exit code tells of it.
        at = traceback.extract_tb(error.__traceback__)[-1]
        message = (
            f"internal error: {type(error).__name__}: {error} "
            f"({Path(at.filename).name}, line {at.lineno}); please report it"
        )
        return Outcome(event.key, event.key, "error", paths, message)
    return judged(record, judging, cached=cached)


def judged(record: EventRecord, judging: Judging, *, cached: bool = False) -> Outcome:
    """A record held against policy and baseline."""
    known = judging.baseline.entries(record.event)
    if record.nothing is not None:
        return Outcome(
            record.event,
            record.title,
            "nothing",
            record.paths,
            record.nothing,
            cached,
            stale=tuple(known),
        )
    shown = list(_shown(record, judging.policy))
    recognised = recognise(record.event, [trace for _, trace, _, _ in shown], known)
    issues, entries = [], []
    for (seen, trace, severity, always), found in zip(shown, recognised, strict=True):
        if severity != "off":
            issues.append(_issue(record.event, seen, trace, severity, always, found, judging))
            entries.append(_entry(found))
    kept = {found.entry.id for found in recognised if found.entry is not None}
    kept |= {
        found.before.id
        for (_, _, severity, _), found in zip(shown, recognised, strict=True)
        if found.before is not None and severity != "off"
    }
    return Outcome(
        record.event,
        record.title,
        "compared",
        record.paths,
        cached=cached,
        issues=tuple(issues),
        stale=tuple(entry for entry in known if entry.id not in kept),
        entries=tuple(entries),
        warnings=record.warnings,
    )


def update_baseline(result: CheckResult, path: Path, lock_folder: Path) -> None:
    """Make the baseline know what a check found, in the events that it looked at."""
    with _locked(path, lock_folder):
        events = dict(load_baseline(path).events)
        for outcome in result.outcomes():
            if outcome.status in ("nothing", "gone"):
                events.pop(outcome.event, None)
            elif outcome.status == "compared":
                events[outcome.event] = encode_entries(outcome.entries)
        save_baseline(Baseline(path, events))


def accept(
    result: CheckResult, ids: Sequence[str], accepted: Accepted, path: Path, lock_folder: Path
) -> list[str]:
    """Put issues, named by the beginning of their ids, into the baseline as accepted.

    Returns the full ids. Raises SettingsError for one that no issue or that several have.
    """
    chosen: dict[str, dict[str, Entry]] = {}
    for wanted in ids:
        fitting = [
            (outcome.event, issue.id, entry)
            for outcome in result.outcomes()
            for issue, entry in zip(outcome.issues, outcome.entries, strict=True)
            if issue.id.startswith(wanted)
        ]
        exact = [found for found in fitting if found[1] == wanted]
        if len(exact or fitting) != 1:
            raise SettingsError(
                f"--accept {wanted}: {len(fitting) or 'no'} issues have an id that begins so; "
                "give one as the check prints it"
            )
        event, identity, entry = (exact or fitting)[0]
        chosen.setdefault(event, {})[identity] = msgspec.structs.replace(entry, accepted=accepted)
    with _locked(path, lock_folder):
        baseline = load_baseline(path)
        events = dict(baseline.events)
        for event, entries in chosen.items():
            others = [entry for entry in baseline.entries(event) if entry.id not in entries]
            events[event] = encode_entries([*others, *entries.values()])
        save_baseline(Baseline(path, events))
    return [identity for entries in chosen.values() for identity in entries]


def _record(
    event: EventFiles, compare_event: CompareEvent, root: Path, cache: Cache, note: Note | None
) -> tuple[EventRecord, bool]:
    """The record of an event, and whether it was in the cache."""
    event.stay_inside()
    key = cache.key(event, root)
    found = cache.load(event.key, key)
    if found.record is not None:
        return found.record, True
    if found.damaged and note is not None:
        note(f"cache entry of {event.key} is damaged; comparing again")
    try:
        record = record_of(compare_event(event), event.key, event.inputs, root)
    except NothingToCompareError as error:
        paths = tuple(relative_path(path, root) for path in event.inputs)
        record = EventRecord(event.key, event.key, paths, nothing=str(error))
    if cache.key(event, root) == key:
        # Else a file changed while it was compared, and the record may be of either text.
        cache.store(event.key, key, record)
    return record, False


def _shown(record: EventRecord, policy: Policy) -> Iterable[tuple[Seen, Trace, Severity, bool]]:
    """Findings and unmet requirements, with severity and whether they count though known."""
    for seen in record.findings:
        severity, always = severity_of(policy, record.event, seen)
        yield seen, trace_of(seen), severity, always
    for requirement, party in unmet(policy, record):
        seen = Seen(
            topic=requirement.topic,
            topic_label=requirement.topic,
            label="",
            verdict="omission",
            omitted_by=(party,),
            parties=(party,),
            claims=(),
            reasons=(),
            nearest=(),
            confidence=1.0,
        )
        yield seen, Trace(requirement.topic, REQUIRED, (party,)), requirement.severity, False


def _issue(
    event: str,
    seen: Seen,
    trace: Trace,
    severity: Severity,
    always: bool,
    found: Recognised,
    judging: Judging,
) -> Issue:
    accepted, expired = _acceptance(event, seen, found, judging)
    status: Status
    if accepted is not None:
        status = "expired" if expired else "accepted"
    elif found.entry is not None:
        status = "known"
    else:
        status = "new" if found.before is None else "changed"
    counts = status in ("new", "changed", "expired") or (status == "known" and always)
    return Issue(
        id=found.id,
        rule=trace.verdict,
        severity=severity,
        status=status,
        fails=counts and fails(judging.policy, event, severity),
        seen=seen,
        before=found.before.verdict if found.before else None,
        accepted=accepted,
    )


def _acceptance(
    event: str, seen: Seen, found: Recognised, judging: Judging
) -> tuple[Acceptance | None, bool]:
    """The acceptance of a finding and whether it has expired: one in force before one that has."""
    candidates = [
        (item.until, item.by, item.reason)
        for item in acceptances_of(judging.policy, event, found.id, seen)
    ]
    if found.entry is not None and found.entry.accepted is not None:
        item = found.entry.accepted
        candidates.append((item.until, item.by, item.reason))
    for until, by, reason in candidates:
        if until is None or until >= judging.today:
            return Acceptance(by, reason, until.isoformat() if until else None), False
    for until, by, reason in candidates:
        return Acceptance(by, reason, until.isoformat() if until else None), True
    return None, False


def _entry(found: Recognised) -> Entry:
    """What the baseline would hold of a finding; a known one keeps its id and acceptance."""
    trace = found.trace
    return Entry(
        topic=trace.topic,
        verdict=trace.verdict,
        omitted_by=trace.omitted_by,
        claims=trace.claims,
        figures=trace.figures,
        negated=trace.negated,
        id=found.id,
        accepted=found.entry.accepted if found.entry else None,
    )


@contextmanager
def _locked(path: Path, lock_folder: Path) -> Iterator[None]:
    """A lock for reading, changing and writing the baseline; other runs wait for it."""
    prepare_folder(lock_folder)
    try:
        with FileLock(lock_folder / f"{path.name}.lock", timeout=LOCK_SECONDS):
            yield
    except Timeout as error:
        raise OutputError(
            f"{path}: another run has held it for {LOCK_SECONDS} s; end that run and try again"
        ) from error
