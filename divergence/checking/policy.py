"""What a project allows: the table ``[check]`` of its settings file.

Comes in: ``divergence.toml`` or the ``[tool.divergence]`` tables of ``pyproject.toml``. Goes out: a
checked ``Policy``, and for each finding the severity that its rules give. The last rule that fits
decides, overrides after rules, so that a file reads from the general to the special.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from divergence.checking.discovery import matches
from divergence.checking.record import EventRecord, Seen
from divergence.config import PROJECT_FILE
from divergence.errors import SettingsError
from divergence.model import Verdict
from divergence.tomlfile import PATH_IN_MESSAGE, parse_table, read_settings_text

Severity = Literal["error", "warning", "note", "off"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note", "off")
"""From the gravest down; ``off`` is not shown at all."""

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
FailOn = Literal["error", "warning", "note", "never"]

DEFAULT_SEVERITIES: dict[str, Severity] = {
    "conflict": "error",
    "omission": "warning",
    "framing": "note",
    "agreement": "off",
}
"""Where no rule says otherwise."""


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", kw_only=True):
    """A table whose keys are written with hyphens and checked."""


class Rule(_Table, frozen=True):
    """A severity for findings. A condition that is left out fits all.

    ``topic`` is a topic's id or label; ``party`` one that speaks in the finding or is left out;
    ``silent`` one that is left out; the three may hold ``*``. ``always`` counts a finding even
    when the baseline knows it.
    """

    severity: Severity
    verdict: Verdict | tuple[Verdict, ...] = ()
    topic: str | tuple[str, ...] = ()
    party: str | tuple[str, ...] = ()
    silent: str | tuple[str, ...] = ()
    min_confidence: Share = 0.0
    max_confidence: Share = 1.0
    always: bool = False


class Requirement(_Table, frozen=True):
    """A topic that every account, or that of the named parties, must speak of."""

    topic: str
    party: str | tuple[str, ...] = ()
    severity: Severity = "error"


class Acceptance(_Table, frozen=True):
    """A finding, or all that fit, accepted for a reason, and until when (that day included)."""

    reason: str
    by: str = ""
    until: datetime.date | None = None
    id: str = ""
    event: str | tuple[str, ...] = ()
    verdict: Verdict | tuple[Verdict, ...] = ()
    topic: str | tuple[str, ...] = ()
    party: str | tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("an acceptance needs a reason")
        if not (self.id or self.event or self.verdict or self.topic or self.party):
            raise ValueError("an acceptance needs an id, event, verdict, topic or party")


class Override(_Table, frozen=True):
    """Other rules for the events whose key fits one of the ``paths`` globs."""

    paths: tuple[str, ...]
    rule: tuple[Rule, ...] = ()
    require: tuple[Requirement, ...] = ()
    fail_on: FailOn | None = None


class Policy(_Table, frozen=True):
    """The whole table. Paths are relative to the settings file."""

    fail_on: FailOn = "warning"
    baseline: str = "divergence-baseline.json"
    cache: str = ".divergence-cache"
    exclude: tuple[str, ...] = ()
    single: tuple[str, ...] = ()
    rule: tuple[Rule, ...] = ()
    require: tuple[Requirement, ...] = ()
    override: tuple[Override, ...] = ()
    accept: tuple[Acceptance, ...] = ()


def load_policy(path: Path | None) -> Policy:
    """The policy in a settings file; the defaults for None or where it has no ``[check]``.

    Raises SettingsError with file and line.
    """
    if path is None:
        return Policy()
    text = read_settings_text(path)
    table: Any = parse_table(text, str(path))
    if path.name == PROJECT_FILE:
        table = table.get("tool", {}).get("divergence", {})
    check = table.get("check", {}) if isinstance(table, dict) else {}
    try:
        return msgspec.convert(check, Policy)
    except msgspec.ValidationError as error:
        raise SettingsError(_blame(str(error), text, str(path))) from error


def severity_of(policy: Policy, event: str, seen: Seen) -> tuple[Severity, bool]:
    """The severity of a finding, and whether it counts even when the baseline knows it."""
    severity, always = DEFAULT_SEVERITIES[seen.verdict], False
    for rule in _rules(policy, event):
        if _fits(rule, seen):
            severity, always = rule.severity, rule.always
    return severity, always


def unmet(policy: Policy, record: EventRecord) -> list[tuple[Requirement, str]]:
    """Requirements that an event does not meet, each with the party that is silent."""
    required = list(policy.require)
    for override in policy.override:
        if matches(record.event, override.paths):
            required.extend(override.require)
    missing = []
    for requirement in required:
        stances = [
            topic.stances
            for topic in record.topics
            if any_fits(requirement.topic, (topic.id, topic.label))
        ]
        for party in record.parties:
            if requirement.party and not any_fits(requirement.party, (party,)):
                continue
            if not any(stance.get(party) == "says" for stance in stances):
                missing.append((requirement, party))
    return missing


def fails(policy: Policy, event: str, severity: Severity) -> bool:
    """Whether a counted finding of that severity makes the check fail for that event."""
    fail_on = policy.fail_on
    for override in policy.override:
        if override.fail_on is not None and matches(event, override.paths):
            fail_on = override.fail_on
    return fail_on != "never" and SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)


def acceptances_of(policy: Policy, event: str, identity: str, seen: Seen) -> Iterable[Acceptance]:
    """The acceptances that fit a finding, in the order of the file."""
    for acceptance in policy.accept:
        if (
            (not acceptance.id or identity.startswith(acceptance.id))
            and (not acceptance.event or matches(event, _several(acceptance.event)))
            and (not acceptance.verdict or seen.verdict in _several(acceptance.verdict))
            and any_fits(acceptance.topic, (seen.topic, seen.topic_label))
            and any_fits(acceptance.party, seen.parties)
        ):
            yield acceptance


def any_fits(patterns: str | tuple[str, ...], names: Iterable[str]) -> bool:
    """Whether one of the names fits one of the patterns, in any case; no pattern fits all."""
    wanted = [pattern.casefold() for pattern in _several(patterns)]
    return not wanted or any(
        fnmatchcase(name.casefold(), pattern) for name in names for pattern in wanted
    )


def _several(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _rules(policy: Policy, event: str) -> Iterable[Rule]:
    yield from policy.rule
    for override in policy.override:
        if matches(event, override.paths):
            yield from override.rule


def _fits(rule: Rule, seen: Seen) -> bool:
    return (
        (not rule.verdict or seen.verdict in _several(rule.verdict))
        and any_fits(rule.topic, (seen.topic, seen.topic_label))
        and any_fits(rule.party, seen.parties)
        and any_fits(rule.silent, seen.omitted_by)
        and rule.min_confidence <= seen.confidence <= rule.max_confidence
    )


STEP = re.compile(r"\.(?P<key>[\w-]+)|\[(?P<index>\d+)\]")
UNKNOWN = re.compile(r"unknown field `(?P<field>[^`]*)`")


def _blame(message: str, text: str, name: str) -> str:
    """A validation message with the line of the entry that it is about.

    The path (``$.rule[2].severity``) is followed table by table, so that the third rule's line is
    named and not the first's.
    """
    at = PATH_IN_MESSAGE.search(message)
    what = PATH_IN_MESSAGE.sub("", message)
    path = at["path"].removeprefix("$") if at else ""
    steps = [step["key"] or int(step["index"]) for step in STEP.finditer(path)]
    if unknown := UNKNOWN.search(what):
        steps.append(unknown["field"])
    lines = text.splitlines()
    line = _line(lines, steps)
    where = f" at check{path}" if path else " in [check]"
    return f"{name}, line {line}: {what}{where}; correct that entry"


def _line(lines: list[str], steps: list[str | int]) -> int:
    """The number of the line that the steps lead to, as far as they can be followed."""
    table = r"(?:tool\.divergence\.)?check"
    at = next((i for i, line in enumerate(lines) if re.match(rf"\s*\[+\s*{table}\b", line)), 0)
    for i, step in enumerate(steps):
        if isinstance(step, int):
            continue
        index = steps[i + 1] if i + 1 < len(steps) else 0
        table += rf"\.{re.escape(step)}"
        header = re.compile(rf"\s*\[\[?\s*{table}\s*\]")
        headers = [j for j in range(at, len(lines)) if header.match(lines[j])]
        if isinstance(index, int) and index < len(headers):
            at = headers[index]
            continue
        key = re.compile(rf"(?:.*[{{,])?\s*[\"']?{re.escape(step)}[\"']?\s*=")
        at = next((j for j in range(at, len(lines)) if key.match(lines[j])), at)
    return at + 1
