"""What a check says: issues, one outcome an event, and the result over all events.

The outputs read outcomes one at a time from a spool on disk, so that the memory of a check does
not grow with the number of events.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Literal

import msgspec

from divergence.checking.baseline import Entry
from divergence.checking.policy import Severity
from divergence.checking.record import Place, Seen

Status = Literal["new", "changed", "expired", "known", "accepted"]
"""``new`` to the baseline, a known one ``changed``, an acceptance that has ``expired``; the other
two do not count against the check."""

REQUIRED = "required-topic"
"""The rule of an issue that says that an account lacks a required topic."""


class Acceptance(msgspec.Struct, frozen=True):
    """Who accepted an issue and why; ``until`` is a day (YYYY-MM-DD) or None."""

    by: str
    reason: str
    until: str | None


class Issue(msgspec.Struct, frozen=True):
    """One finding (or unmet requirement) that the policy shows.

    ``rule`` is its verdict, or ``required-topic``. ``before`` is the verdict that a changed
    finding had. ``fails`` tells whether it makes the check fail.
    """

    id: str
    rule: str
    severity: Severity
    status: Status
    fails: bool
    seen: Seen
    before: str | None = None
    accepted: Acceptance | None = None


class Outcome(msgspec.Struct, frozen=True):
    """What became of one event.

    ``nothing`` stands for fewer than two accounts, ``gone`` for an event that the baseline knows
    and that is no more, ``error`` for one that could not be read; ``message`` says more.
    ``entries`` is what an updated baseline would hold of it.
    """

    event: str
    title: str
    status: Literal["compared", "nothing", "gone", "error"]
    paths: tuple[str, ...] = ()
    message: str | None = None
    cached: bool = False
    issues: tuple[Issue, ...] = ()
    stale: tuple[Entry, ...] = ()
    entries: tuple[Entry, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(slots=True)
class Counts:
    """Totals over a check."""

    events: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    failing: int = 0
    stale: int = 0
    cached: int = 0


class CheckResult:
    """The outcomes of a check in order of events, with their totals."""

    def __init__(self) -> None:
        self.counts = Counts()
        self._spool: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 closed with the result

    def add(self, outcome: Outcome) -> None:
        """Put an outcome at the end."""
        body = msgspec.msgpack.encode(outcome)
        self._spool.seek(0, 2)
        self._spool.write(len(body).to_bytes(8, "big") + body)
        self.counts.events[outcome.status] += 1
        self.counts.cached += outcome.cached
        self.counts.stale += len(outcome.stale)
        for issue in outcome.issues:
            self.counts.issues[issue.status] += 1
            self.counts.failing += issue.fails
            if issue.status in ("new", "changed", "expired"):
                self.counts.severities[issue.severity] += 1

    def outcomes(self) -> Iterator[Outcome]:
        """The outcomes, one at a time, from the first; one pass must end before the next."""
        self._spool.seek(0)
        while size := self._spool.read(8):
            body = self._spool.read(int.from_bytes(size, "big"))
            yield msgspec.msgpack.decode(body, type=Outcome)

    def exit_code(self, *, strict: bool = False) -> int:
        """0 clean, 1 failing issues (or, if strict, stale entries), 2 errors, 5 nothing."""
        if self.counts.events["error"]:
            return 2
        if self.counts.failing or (strict and self.counts.stale):
            return 1
        return 0 if self.counts.events["compared"] else 5


def sentence(issue: Issue) -> str:
    """What an issue is about, in one sentence without quotations."""
    seen = issue.seen
    if issue.rule == REQUIRED:
        return f"{seen.omitted_by[0]} says nothing on {seen.topic_label}, which is required"
    matter = seen.topic_label
    if seen.label and seen.label.casefold() != matter.casefold():
        matter = f"{matter}: {seen.label}"
    if seen.verdict == "omission":
        return f"{matter}: {_listed(seen.omitted_by)} silent, {_listed(_speakers(seen))} not"
    speakers = _listed(_speakers(seen))
    if seen.verdict == "conflict":
        return f"{matter}: {speakers} contradict each other"
    if seen.verdict == "framing":
        return f"{matter}: {speakers} say it differently"
    return f"{matter}: {speakers} agree"


def standing(issue: Issue) -> str:
    """The status in words: ``new``, ``changed (was framing)``, ``accepted until ...``."""
    if issue.status == "changed" and issue.before not in (None, issue.rule):
        return f"changed (was {issue.before})"
    if issue.status == "changed":
        return "changed (reworded)"
    if issue.accepted is not None and issue.accepted.until:
        verb = "expired" if issue.status == "expired" else "accepted until"
        return f"{verb} {issue.accepted.until}"
    return issue.status


def place_of(outcome: Outcome, issue: Issue) -> Place:
    """Where an issue is shown: at its first claim, else at the event's first file."""
    if issue.seen.claims:
        return issue.seen.claims[0].place
    return Place(outcome.paths[0] if outcome.paths else outcome.event)


def _speakers(seen: Seen) -> tuple[str, ...]:
    return tuple(sorted({claim.party for claim in seen.claims if claim.party}))


def _listed(names: tuple[str, ...]) -> str:
    if len(names) < 2:
        return names[0] if names else "nobody"
    return f"{', '.join(names[:-1])} and {names[-1]}"
