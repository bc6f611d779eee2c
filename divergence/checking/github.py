"""Annotations and a job summary for GitHub Actions.

Annotations are workflow commands on standard output (docs.github.com, "Workflow commands for
GitHub Actions"): a step shows ten errors, ten warnings and ten notices, so the gravest come first
and the rest is counted. The summary is Markdown of at most 1 MiB. Values are escaped as the runner
unescapes them (actions/toolkit, ``command.ts``), so no article text can end or begin a command.
"""

from __future__ import annotations

from collections.abc import Iterator

from divergence.checking.baseline import Entry
from divergence.checking.outcome import (
    CheckResult,
    Issue,
    Outcome,
    place_of,
    sentence,
    standing,
)
from divergence.checking.text import COUNTED, one_line, summary_line
from divergence.reporting.escaping import defused, markdown, visible

COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
ANNOTATIONS_OF_A_KIND = 10
LONGEST_TITLE = 200
LONGEST_MESSAGE = 3000
LONGEST_CELL = 300
SUMMARY_BYTES = 1024 * 1024
ROOM_FOR_CLOSING = 2048


def commands(result: CheckResult, *, strict: bool = False) -> Iterator[str]:
    """Workflow commands, one a line, then a plain line that counts what they leave out.

    Known findings that are no longer found are notices, or errors with ``strict``.
    """
    left = dict.fromkeys(COMMANDS.values(), ANNOTATIONS_OF_A_KIND)
    beyond = 0
    for outcome in result.outcomes():
        if outcome.status == "error":
            if left["error"]:
                left["error"] -= 1
                yield _error_command(outcome)
            else:
                beyond += 1
    for severity, command in COMMANDS.items():
        for outcome in result.outcomes():
            for issue in outcome.issues:
                if issue.severity != severity or not (issue.fails or issue.status in COUNTED):
                    continue
                if left[command]:
                    left[command] -= 1
                    yield _issue_command(command, outcome, issue)
                else:
                    beyond += 1
    command = "error" if strict else "notice"
    for outcome in result.outcomes():
        for entry in outcome.stale:
            if left[command]:
                left[command] -= 1
                yield _gone_command(command, outcome, entry)
            else:
                beyond += 1
    if beyond:
        yield f"{beyond} more issues; GitHub shows {ANNOTATIONS_OF_A_KIND} of a kind\n"
    yield summary_line(result.counts) + "\n"


def summary(result: CheckResult, *, room: int = SUMMARY_BYTES) -> Iterator[str]:
    """Markdown for ``$GITHUB_STEP_SUMMARY``, at most ``room`` bytes of UTF-8."""
    used = 0
    head = f"## divergence check\n\n{_cell(summary_line(result.counts))}\n\n"
    columns = "| | event | topic | what | words | id |\n|---|---|---|---|---|---|\n"
    began = False
    left_out = 0
    yield head
    used += len(head.encode())
    for outcome in result.outcomes():
        for row in _rows(outcome):
            piece = row if began else columns + row
            size = len(piece.encode("utf-8", "replace"))
            if left_out or used + size > room - ROOM_FOR_CLOSING:
                left_out += 1
                continue
            began = True
            used += size
            yield piece
    if left_out:
        yield f"\n{left_out} more rows are left out: a summary holds 1 MiB.\n"


def _issue_command(command: str, outcome: Outcome, issue: Issue) -> str:
    place = place_of(outcome, issue)
    properties = {"file": place.path}
    if place.line is not None:
        properties["line"] = str(place.line)
        properties["endLine"] = str(place.end_line)
        if place.line == place.end_line:  # GitHub shows columns on a single line only
            properties["col"] = str(place.column)
            properties["endColumn"] = str(place.end_column)
    title = f"{issue.rule}: {sentence(issue)}"
    properties["title"] = one_line(title, LONGEST_TITLE)
    lines = [f"{standing(issue)}, id {issue.id}, event {one_line(outcome.event)}"]
    lines += [
        f"{one_line(claim.party or 'the outlet')}: “{one_line(claim.text, LONGEST_CELL)}”"
        for claim in issue.seen.claims
    ]
    lines += [one_line(reason, LONGEST_CELL) for reason in issue.seen.reasons]
    return _command(command, properties, "\n".join(lines)[:LONGEST_MESSAGE])


def _error_command(outcome: Outcome) -> str:
    path = outcome.paths[0] if outcome.paths else outcome.event
    return _command(
        "error",
        {"file": path, "title": "not compared"},
        one_line(outcome.message or "", LONGEST_MESSAGE),
    )


def _gone_command(command: str, outcome: Outcome, entry: Entry) -> str:
    path = outcome.paths[0] if outcome.paths else outcome.event
    title = one_line(f"no longer found: {entry.verdict} on {entry.topic}", LONGEST_TITLE)
    lines = [f"id {entry.id}, event {one_line(outcome.event)}"]
    lines += [one_line(claim, LONGEST_CELL) for claim in entry.claims]
    message = "\n".join(lines)[:LONGEST_MESSAGE]
    return _command(command, {"file": path, "title": title}, message)


def _command(name: str, properties: dict[str, str], message: str) -> str:
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")


def _rows(outcome: Outcome) -> Iterator[str]:
    if outcome.status == "error":
        cells = ["error", outcome.event, "", outcome.message or "", "", ""]
        yield _row(cells)
    for issue in outcome.issues:
        if not (issue.fails or issue.status in COUNTED):
            continue
        said = [
            f"{claim.party or 'the outlet'}: “{one_line(claim.text, LONGEST_CELL)}” "
            f"({claim.place.shown})"
            for claim in issue.seen.claims
        ]
        what = f"{issue.rule}, {standing(issue)}: {sentence(issue)}"
        cells = [issue.severity, outcome.event, issue.seen.topic_label, what, "", issue.id]
        cells[4] = "\0".join(said)
        yield _row(cells)
    for entry in outcome.stale:
        yield _row(
            ["gone", outcome.event, entry.topic, f"{entry.verdict}, no longer found", "", entry.id]
        )


def _row(cells: list[str]) -> str:
    return "| " + " | ".join("<br>".join(map(_cell, cell.split("\0"))) for cell in cells) + " |\n"


def _cell(text: str) -> str:
    return defused(markdown(text))
