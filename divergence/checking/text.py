"""The result of a check for people at a terminal or reading a log.

Events with something to say come in order, each issue with its severity, standing, id and the
words of each party with their places; counts close it. Article text is on lines that begin with
our own words and passes through ``reporting.escaping.terminal``.
"""

from __future__ import annotations

from collections.abc import Iterator

from divergence.checking.outcome import (
    CheckResult,
    Counts,
    Issue,
    Outcome,
    place_of,
    sentence,
    standing,
)
from divergence.reporting.escaping import terminal
from divergence.reporting.wording import clipped, counted

LONGEST_QUOTE = 200
MOST_REASONS = 3
COUNTED = ("new", "changed", "expired")


def render(result: CheckResult, *, show_all: bool = False) -> Iterator[str]:
    """Lines, each with its line end. ``show_all`` shows known and accepted issues too."""
    for outcome in result.outcomes():
        yield from lines_of(outcome, show_all=show_all)
    yield summary_line(result.counts) + "\n"


def lines_of(outcome: Outcome, *, show_all: bool = False) -> Iterator[str]:
    """The lines of one event; none where it has nothing to say."""
    shown = [
        issue for issue in outcome.issues if show_all or issue.fails or issue.status in COUNTED
    ]
    # A doubt is told when the text is read, not each time that its record comes from the cache.
    warnings = outcome.warnings if shown or show_all or not outcome.cached else ()
    if outcome.message is None and not (shown or outcome.stale or warnings):
        return
    yield f"{one_line(outcome.event)}\n"
    if outcome.message is not None:
        word = "error" if outcome.status == "error" else "not compared"
        yield f"  {word}: {one_line(outcome.message)}\n"
    for warning in warnings:
        yield f"  read with a doubt: {one_line(warning)}\n"
    for issue in shown:
        yield from _issue_lines(outcome, issue)
    for entry in outcome.stale:
        claim = f" “{one_line(entry.claims[0], LONGEST_QUOTE)}”" if entry.claims else ""
        yield (
            f"  no longer found: {entry.verdict} on {one_line(entry.topic)}{claim}  id {entry.id}\n"
        )
    yield "\n"


def summary_line(counts: Counts) -> str:
    """``12 events (10 from the cache): 1 error and 2 warnings new, 30 known; failing: 3``."""
    compared = counts.events["compared"]
    parts = [f"{counted(compared, 'event')} compared"]
    if counts.cached:
        parts[0] += f" ({counts.cached} from the cache)"
    for status, words in (("nothing", "had nothing to compare"), ("error", "could not be read")):
        if counts.events[status]:
            parts.append(f"{counts.events[status]} {words}")
    parts += [
        f"{counts.issues[status]} {status}"
        for status in (*COUNTED, "known", "accepted")
        if counts.issues[status]
    ]
    if counts.stale:
        parts.append(f"{counts.stale} no longer found")
    parts.append(f"{counts.failing} failing" if counts.failing else "none failing")
    return ", ".join(parts)


def one_line(text: str, longest: int | None = None) -> str:
    """Text on one line of a log, cut at a word to ``longest`` characters, that commands nobody."""
    return terminal(text if longest is None else clipped(text, longest))


def _issue_lines(outcome: Outcome, issue: Issue) -> Iterator[str]:
    mark = "" if issue.fails else "  (does not fail)"
    yield (
        f"  {issue.severity}: {issue.rule}, {standing(issue)}: {one_line(sentence(issue))}"
        f"  id {issue.id}{mark}\n"
    )
    for claim in issue.seen.claims:
        yield (
            f"    {one_line(claim.place.shown)}: {one_line(claim.party or 'the outlet')}: "
            f"“{one_line(claim.text, LONGEST_QUOTE)}”\n"
        )
    if not issue.seen.claims:
        yield f"    {one_line(place_of(outcome, issue).shown)}\n"
    for heard in issue.seen.nearest:
        said = (
            f"“{one_line(heard.said.text, LONGEST_QUOTE)}” ({heard.score:.2f})"
            if heard.said
            else "nothing comes near"
        )
        yield f"    nearest by {one_line(heard.party)}: {said}\n"
    for reason in issue.seen.reasons[:MOST_REASONS]:
        yield f"    because {one_line(reason, LONGEST_QUOTE * 2)}\n"
    if issue.accepted is not None:
        by = f" by {one_line(issue.accepted.by)}" if issue.accepted.by else ""
        yield f"    accepted{by}: {one_line(issue.accepted.reason)}\n"
