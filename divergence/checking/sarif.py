"""The result of a check as SARIF 2.1.0 (OASIS Standard with errata 01), for code scanning.

A result is an issue: its rule is the verdict, its regions are the very characters of the claims
(code points, section 3.30), its ``partialFingerprints`` the finding's id, its ``baselineState``
what the baseline says, its ``suppressions`` who accepted it and why. Article text in messages has
the marks of links and placeholders escaped (sections 3.11.5 and 3.11.6).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from divergence import __version__
from divergence.checking.outcome import (
    REQUIRED,
    CheckResult,
    Issue,
    Outcome,
    place_of,
    sentence,
)
from divergence.checking.policy import DEFAULT_SEVERITIES, Severity
from divergence.checking.record import Place
from divergence.checking.text import one_line
from divergence.reporting.escaping import json_text

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "divergenceFinding/v1"
LONGEST_QUOTE = 500

RULES = {
    "conflict": ("AccountsConflict", "Two accounts cannot both be right."),
    "omission": ("AccountIsSilent", "At least one party is silent on what another says."),
    "framing": (
        "ToldDifferently",
        "All say it, in wording, labels, agency, certainty or tone that differ.",
    ),
    "agreement": ("AccountsAgree", "The accounts say the same."),
    REQUIRED: ("RequiredTopicMissing", "An account lacks a topic that the policy requires."),
}
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}
BASELINE_STATES = {
    "new": "new",
    "changed": "updated",
    "expired": "unchanged",
    "known": "unchanged",
    "accepted": "unchanged",
}
LINK_OR_PLACEHOLDER = re.compile(r"([\\\[\]])|([{}])")


def render(result: CheckResult) -> Iterator[str]:
    """The log piece by piece, a result a line."""
    yield f'{{"$schema": "{SCHEMA}", "version": "2.1.0", "runs": [{{\n"tool": '
    yield json.dumps({"driver": _driver()})
    yield ',\n"columnKind": "unicodeCodePoints", "newlineSequences": ["\\r\\n", "\\n"],\n'
    errors = [outcome for outcome in result.outcomes() if outcome.status == "error"]
    yield f'"invocations": [{json_text(json.dumps(_invocation(errors)))}],\n"results": ['
    first = True
    for outcome in result.outcomes():
        for found in _results(outcome):
            yield ("\n" if first else ",\n") + json_text(json.dumps(found))
            first = False
    yield "\n]}]}\n"


def _driver() -> dict[str, Any]:
    return {
        "name": "divergence",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [
            {
                "id": rule,
                "name": name,
                "shortDescription": {"text": words},
                "fullDescription": {"text": words},
                "help": {"text": f"{words} See docs/ci.md for rules, baseline and acceptance."},
                "defaultConfiguration": {"level": _default_level(rule)},
                "properties": {"tags": ["news", "source-comparison"]},
            }
            for rule, (name, words) in RULES.items()
        ],
    }


def _default_level(rule: str) -> str:
    return LEVELS.get(DEFAULT_SEVERITIES.get(rule, "error"), "none")


def _invocation(errors: list[Outcome]) -> dict[str, Any]:
    return {
        "executionSuccessful": not errors,
        "toolExecutionNotifications": [
            {"level": "error", "message": {"text": _message(outcome.message or "")}}
            for outcome in errors
        ],
    }


def _results(outcome: Outcome) -> Iterator[dict[str, Any]]:
    for issue in outcome.issues:
        yield _result(outcome, issue)
    for entry in outcome.stale:
        yield {
            "ruleId": entry.verdict,
            "level": "none",
            "kind": "pass",
            "message": {"text": _message(f"{entry.verdict} on {entry.topic}: no longer found")},
            "baselineState": "absent",
            "partialFingerprints": {FINGERPRINT: entry.id},
            "locations": [_location(Place(outcome.paths[0] if outcome.paths else outcome.event))],
        }


def _result(outcome: Outcome, issue: Issue) -> dict[str, Any]:
    said = [
        f"{claim.party or 'the outlet'}: “{one_line(claim.text, LONGEST_QUOTE)}”"
        for claim in issue.seen.claims
    ]
    text = " ".join([f"{sentence(issue)}.", *said, *issue.seen.reasons])
    result: dict[str, Any] = {
        "ruleId": issue.rule,
        "ruleIndex": list(RULES).index(issue.rule),
        "level": LEVELS[issue.severity],
        "message": {"text": _message(text)},
        "locations": [
            _location(
                place_of(outcome, issue),
                text=issue.seen.claims[0].text if issue.seen.claims else None,
            )
        ],
        "partialFingerprints": {FINGERPRINT: issue.id},
        "baselineState": BASELINE_STATES[issue.status],
        "rank": round(100 * min(1.0, max(0.0, issue.seen.confidence)), 1),
        "properties": {
            "event": outcome.event,
            "topic": issue.seen.topic_label,
            "omittedBy": list(issue.seen.omitted_by),
            "status": issue.status,
            "fails": issue.fails,
        },
    }
    related = [
        _location(claim.place, text=claim.text, number=number, message=claim.party or "the outlet")
        for number, claim in enumerate(issue.seen.claims[1:], 1)
    ]
    if related:
        result["relatedLocations"] = related
    if issue.status == "accepted" and issue.accepted is not None:
        by = f" ({issue.accepted.by})" if issue.accepted.by else ""
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"{issue.accepted.reason}{by}",
            }
        ]
    return result


def _location(
    place: Place, text: str | None = None, number: int | None = None, message: str | None = None
) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": _artifact(place.path)}
    if place.line is not None:
        region: dict[str, Any] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "charOffset": place.start,
            "charLength": place.length,
        }
        if text is not None:
            region["snippet"] = {"text": text}
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if number is not None:
        location["id"] = number
    if message is not None:
        location["message"] = {"text": _message(message)}
    return location


def _artifact(path: str) -> dict[str, str]:
    uri = quote(path, safe="/-._~")
    outside = path.startswith(("../", "/"))
    return {"uri": uri} if outside else {"uri": uri, "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> str:
    """Plain message text: no links, no placeholders, nothing hidden."""
    return LINK_OR_PLACEHOLDER.sub(
        lambda found: f"\\{found[1]}" if found[1] else found[2] * 2, one_line(text)
    )
