"""The result of a check as JSON, one event a line inside one document, for other programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import msgspec

from divergence import __version__
from divergence.checking.outcome import CheckResult, Outcome, place_of, sentence, standing
from divergence.reporting.escaping import json_text

SCHEMA = "divergence-check/1"


def render(result: CheckResult, *, exit_code: int) -> Iterator[str]:
    """The document piece by piece: totals first, then an event a line."""
    counts = result.counts
    totals = {
        "events": {name: counts.events[name] for name in ("compared", "nothing", "gone", "error")},
        "issues": {
            name: counts.issues[name] for name in ("new", "changed", "expired", "known", "accepted")
        },
        "failing": counts.failing,
        "stale": counts.stale,
        "from_cache": counts.cached,
    }
    yield (
        f'{{"schema": "{SCHEMA}", "version": "{__version__}", "exit_code": {exit_code},\n'
        f'"totals": {json.dumps(totals)},\n"events": ['
    )
    for i, outcome in enumerate(result.outcomes()):
        yield (",\n" if i else "\n") + json_text(json.dumps(_event(outcome)))
    yield "\n]}\n"


def _event(outcome: Outcome) -> dict[str, Any]:
    return {
        "event": outcome.event,
        "title": outcome.title,
        "status": outcome.status,
        "message": outcome.message,
        "paths": list(outcome.paths),
        "warnings": list(outcome.warnings),
        "issues": [
            {
                "id": issue.id,
                "rule": issue.rule,
                "severity": issue.severity,
                "status": issue.status,
                "standing": standing(issue),
                "fails": issue.fails,
                "before": issue.before,
                "sentence": sentence(issue),
                "place": msgspec.to_builtins(place_of(outcome, issue)),
                "accepted": msgspec.to_builtins(issue.accepted),
                **msgspec.to_builtins(issue.seen),
            }
            for issue in outcome.issues
        ],
        "stale": msgspec.to_builtins(outcome.stale),
    }
