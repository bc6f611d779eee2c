"""Dates that a page states about itself.

Comes in: a line such as "Published: 2024-07-25 09:35" or "Saturday, January 5, 2019". Goes out:
an ISO 8601 day, or None where the line names no single day or its order cannot be told.
"""

from __future__ import annotations

import re
from datetime import date

from divergence.reading.lexicon import lexicon

ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3,9})\.?,?\s+(\d{4})(?!\d)")
MONTH_FIRST = re.compile(r"\b([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?!\d)")
NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
REST = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|"
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\b|\b(?:am|pm|a\.m|p\.m|gmt|utc|bst|e[ds]?t|p[ds]?t|ce[s]?t|at|on|o'clock|ist|msk)\b|[^\w]|"
    r"(?<=\d)t(?=\d)|(?<=\d)z\b"
)


def stated_date(line: str) -> str | None:
    """The one day that ``line`` (case folded) names, as YYYY-MM-DD."""
    days = {day for _, _, day in _found(line)}
    return days.pop() if len(days) == 1 else None


def only_a_date(line: str) -> bool:
    """Whether ``line`` (case folded) names a day and says nothing besides, but weekday and time."""
    found = _found(line)
    if len(found) != 1:
        return False
    start, end, _ = found[0]
    return not REST.sub("", f"{line[:start]} {line[end:]}")


def _found(line: str) -> list[tuple[int, int, str]]:
    """Every day that is named, with its place."""
    if len(line) > 300:
        return []
    days: list[tuple[re.Match[str], int, int, int]] = []
    for match in ISO.finditer(line):
        year, month, day = map(int, match.groups())
        days.append((match, year, month, day))
    for match in DAY_FIRST.finditer(line):
        days.append((match, int(match[3]), lexicon().months.get(match[2], 0), int(match[1])))
    for match in MONTH_FIRST.finditer(line):
        days.append((match, int(match[3]), lexicon().months.get(match[1], 0), int(match[2])))
    for match in NUMERIC.finditer(line):
        first, second, year = map(int, match.groups())
        if first > 12 or first == second:
            days.append((match, year, second, first))
        elif second > 12:
            days.append((match, year, first, second))
    found = []
    for match, year, month, day in days:
        try:
            found.append((*match.span(), date(year, month, day).isoformat()))
        except ValueError:
            continue
    return found
