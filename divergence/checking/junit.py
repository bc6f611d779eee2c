"""The result of a check as JUnit XML, as Jenkins, GitLab and others show it.

A suite is an event, a test case an issue: one that fails is a failure, an accepted one is skipped,
a known one passes. Valid against the schema of Jenkins' xunit plugin (``junit-10.xsd``). Times are
left at zero: the same input gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from divergence.checking.outcome import CheckResult, Issue, Outcome, sentence, standing
from divergence.checking.text import lines_of, one_line

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, even escaped (production 2, Char)."""


def render(result: CheckResult, *, strict: bool = False) -> Iterator[str]:
    """The document, a suite at a time; with ``strict`` entries no longer found are failures."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="divergence check">\n'
    for outcome in result.outcomes():
        yield from _suite(outcome, strict)
    yield "</testsuites>\n"


def _suite(outcome: Outcome, strict: bool) -> Iterator[str]:
    cases = [case for issue in outcome.issues for case in _issue_case(outcome, issue)]
    failures = sum(issue.fails for issue in outcome.issues)
    skipped = sum(_is_skipped(issue) for issue in outcome.issues)
    errors = 0
    for entry in outcome.stale:
        name = f"{entry.verdict} {entry.topic} {entry.id}"
        said = f"{entry.verdict} on {entry.topic} is no longer found"
        inner = f"<failure message={_quoted(said)}/>" if strict else ""
        failures += strict
        cases.append(_case(outcome.event, name, inner))
    if outcome.status == "error":
        errors = 1
        cases.append(
            _case(outcome.event, "compare", f"<error message={_quoted(outcome.message or '')}/>")
        )
    elif outcome.status == "nothing":
        skipped += 1
        cases.append(
            _case(outcome.event, "compare", f"<skipped message={_quoted(outcome.message or '')}/>")
        )
    elif not cases:
        cases.append(_case(outcome.event, "compare", ""))
    yield (
        f'<testsuite name={_quoted(outcome.event)} tests="{len(cases)}" failures="{failures}" '
        f'errors="{errors}" skipped="{skipped}" time="0">\n'
    )
    yield from cases
    yield "</testsuite>\n"


def _issue_case(outcome: Outcome, issue: Issue) -> Iterator[str]:
    name = f"{issue.rule} {issue.seen.topic_label} {issue.id}"
    inner = ""
    if issue.fails:
        only = Outcome(outcome.event, outcome.title, "compared", outcome.paths, issues=(issue,))
        body = "".join(lines_of(only, show_all=True))
        message = f"{standing(issue)}: {sentence(issue)}"
        inner = (
            f'<failure type="{issue.severity}" message={_quoted(message)}>{_text(body)}</failure>'
        )
    elif _is_skipped(issue) and issue.accepted is not None:
        inner = f"<skipped message={_quoted(issue.accepted.reason)}/>"
    yield _case(outcome.event, name, inner)


def _is_skipped(issue: Issue) -> bool:
    return issue.status == "accepted" and not issue.fails


def _case(event: str, name: str, inner: str) -> str:
    return (
        f'<testcase classname={_quoted(event)} name={_quoted(name)} time="0">{inner}</testcase>\n'
    )


def _text(text: str) -> str:
    return escape(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text))


def _quoted(text: str) -> str:
    return quoteattr(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", one_line(text)))
