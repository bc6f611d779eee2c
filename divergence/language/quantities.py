"""Numbers, money, percentages, dates and spans of time that a text names.

Comes in: any string. Goes out: ``Quantity`` values in text order, each with the interval that its
words allow ("at least 20" is 20 and up, "dozens" 20 to 200), its unit, and what is counted.
``standing.py`` tells whether two can both be true. All words are in ``data/quantities.toml``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Quantity

SLACK = 0.1
"""How far a figure marked as rough ("about", "nearly") may be off, as a share of it."""

COMPOUND = re.compile(r"-[^\W\d_]")
DIGIT = re.compile(r"\d")
LETTERS = re.compile(r"[a-z]+")
FIGURE = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
RECENT = "1900"
"""From this year on a lone figure of four digits is a year wherever it stands."""

LONGEST = 20_000
"""Characters that are looked at; longer texts are no claims."""


def quantities(text: str, start: int = 0) -> tuple[Quantity, ...]:
    """All quantities of ``text``, in order, without overlap; ``start`` is added to the offsets.

    Dates come first where readings compete: "May 5" is a date, not the number 5. ``unit`` of a
    date is ``ymd``, ``ym``, ``y``, ``md``, ``m``, ``weekday`` or ``relative`` (days from today)
    and its value YYYYMMDD, YYYYMM, YYYY, MMDD, MM, 1 (Monday) to 7, or days. A duration is in
    seconds, money in its currency, a percentage in ``%``.
    """
    found = _read(text[:LONGEST])
    if not start:
        return found
    return tuple(
        Quantity(q.kind, q.low, q.high, q.unit, q.of, q.start + start, q.end + start) for q in found
    )


@lru_cache(maxsize=4096)
def _read(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text; a claim is read when it is described and when it is compared."""
    if not _worth_reading(text):
        return ()
    found = _dates(text)
    taken = [(item.start, item.end) for item in found]
    for item in _figures(text):
        if all(item.end <= left or right <= item.start for left, right in taken):
            found.append(item)
    found.sort(key=lambda item: (item.start, item.end))
    return tuple(found)


def _worth_reading(text: str) -> bool:
    """Whether a text holds a digit or a word of number or time at all; most do not."""
    if DIGIT.search(text):
        return True
    return not _words().triggers.isdisjoint(LETTERS.findall(text.casefold()))


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file, with the patterns made from it."""

    numbers: Mapping[str, float]
    ordinals: Mapping[str, float]
    scales: Mapping[str, float]
    loose: Mapping[str, tuple[float, float]]
    before: Mapping[str, str]
    after: Mapping[str, str]
    currencies: Mapping[str, str]
    durations: Mapping[str, float]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, int]
    stop: frozenset[str]
    skip: frozenset[str]
    plurals: frozenset[str]
    year_after: frozenset[str]
    triggers: frozenset[str]
    figure: re.Pattern[str]
    date: re.Pattern[str]


def _figures(text: str) -> list[Quantity]:
    """Numbers, money, percentages and durations."""
    words = _words()
    found = []
    for match in words.figure.finditer(text):
        low, high = _value(match, words)
        if math.isnan(low):
            continue
        bound = words.before.get(_spaced(match["before"])) if match["before"] else None
        bound = bound or (words.after.get(_spaced(match["after"])) if match["after"] else None)
        low, high = _bounded(low, high, bound)
        kind, unit, factor = _unit(match, words)
        if kind == "number" and COMPOUND.match(text, match.end()):
            continue  # "three-star", "single-seat" describe and do not count
        low, high = low * factor, high * factor
        of = _counted(text, match.end(), words) if kind == "number" else ""
        if kind == "number" and match["word"] and not match["scale"] and low < 3 and not of:
            continue  # "one" and "both" as pronouns count nothing
        found.append(Quantity(kind, low, high, unit, of, match.start(), match.end()))
    return found


def _value(match: re.Match[str], words: _Words) -> tuple[float, float]:
    """Lowest and highest value of the figure itself, its scale included."""
    if match["loose"]:
        return words.loose[_spaced(match["loose"])]
    if match["half"]:
        low = high = 0.5
    elif match["word"]:
        low = high = _worded(match["word"], words)
    else:
        low = _number(match["low"])
        high = _number(match["high"]) if match["high"] else low
    scale = 1.0
    for part in (match["suffix"], match["scale"]):
        for word in re.findall(r"[a-z]+", (part or "").casefold()):
            scale *= words.scales.get(word, 1.0)
    if match["rest"]:
        rest = _worded(match["rest"], words)
        return low * scale + rest, high * scale + rest
    if match["high"] and high < low:
        return low, low + high / 1000
    if match["high"] and not match["lowscale"]:
        return min(low, high) * scale, max(low, high) * scale
    return low * scale, high * scale


def _bounded(low: float, high: float, bound: str | None) -> tuple[float, float]:
    """The interval that a bound ("at least", "nearly") makes of a figure."""
    if bound == "at_least":
        return low, math.inf
    if bound == "more_than":
        return math.nextafter(low, math.inf), math.inf
    if bound == "at_most":
        return -math.inf if low < 0 else 0.0, high
    if bound == "less_than":
        return -math.inf if low < 0 else 0.0, math.nextafter(high, -math.inf)
    if bound == "nearly":
        return low * (1 - SLACK), high
    if bound == "about":
        return low * (1 - SLACK), high * (1 + SLACK)
    return low, high


def _unit(match: re.Match[str], words: _Words) -> tuple[str, str, float]:
    """Kind, unit and the factor into that unit."""
    if match["percent"]:
        return "percent", "%", 1.0
    for sign in (match["currency"], match["coin"]):
        if sign:
            return "money", words.currencies[sign.casefold()], 1.0
    if match["time"]:
        word = match["time"].casefold()
        return "duration", "s", float(words.durations[word])
    if match["ordinal"]:
        return "number", "ordinal", 1.0
    if match["high"] and _number(match["high"]) < _number(match["low"]):
        return "number", "score", 1.0  # "won 2-1", "season 1997-98": no range
    return "number", "", 1.0


def _counted(text: str, end: int, words: _Words) -> str:
    """The stem of what is counted: the head of the words after a figure.

    The first plural among the next words, or the last word before the phrase ends.
    """
    last = ""
    for match in re.finditer(r"[^\W\d_][\w'’\-]*|[^\w\s'’\-]", text[end : end + 80]):
        word = match.group().casefold()
        if not word[0].isalpha() or word in words.stop:
            break
        if word in words.skip:
            continue
        last = word
        if word in words.plurals or (word.endswith("s") and not word.endswith(("ss", "us", "is"))):
            break
    return stem(last) if last else ""


def _dates(text: str) -> list[Quantity]:
    """Calendar dates, months, years, weekdays and days relative to today, as written."""
    words = _words()
    found = []
    for match in words.date.finditer(text):
        if match["lone"] and not _is_year(text, match):
            continue
        reading = _date_value(match, words)
        if reading is not None:
            low, high, unit = reading
            found.append(Quantity("date", low, high, unit, "", match.start(), match.end()))
    return found


def _is_year(text: str, match: re.Match[str]) -> bool:
    """Whether a lone figure such as 1551 is a year: one of our time, or after a preposition."""
    if match["lone"] >= RECENT:
        return True
    before = text[: match.start()].split()
    return bool(before) and before[-1].casefold() in _words().year_after


def _date_value(match: re.Match[str], words: _Words) -> tuple[float, float, str] | None:
    """Value and unit of a date, or None where it is none ("may", "march" as verbs)."""
    if match["iso"]:
        value = float(match["iso"].replace("-", ""))
        return value, value, "ymd"
    if match["weekday"]:
        value = float(words.weekdays[match["weekday"].casefold()])
        return value, value, "weekday"
    if match["relative"]:
        value = float(words.relative[_spaced(match["relative"])])
        return value, value, "relative"
    if match["lone"]:
        value = float(match["lone"])
        return value, value, "y"
    name = match["month"] or match["month2"]
    month = words.months[name.casefold().rstrip(".")]
    first, last = match["day"] or match["day2"], match["until"] or match["until2"]
    year = match["year"] or match["year2"]
    if not first and not year and (name.islower() or (month in (3, 5) and not match["in"])):
        return None
    if first and not 1 <= int(first) <= 31:
        return None
    base = month * 100.0 if first else float(month)
    if year:
        base += int(year) * (10_000 if first else 100)
    low = base + (int(first) if first else 0)
    high = base + int(last) if first and last else low
    return low, max(low, high), ("y" if year else "") + "m" + ("d" if first else "")


def _number(figure: str) -> float:
    return float(figure.replace(",", ""))


def _worded(phrase: str, words: _Words) -> float:
    """The value of number words: "twenty-five" is 25, "two hundred" comes with its scale."""
    total = 0.0
    for word in re.findall(r"[a-z]+", phrase.casefold()):
        if word in words.numbers:
            total += words.numbers[word]
        elif word in words.ordinals:
            total += words.ordinals[word]
    return total or 1.0  # "a", as in "a hundred"


def _spaced(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


@cache
def _words() -> _Words:
    """Read the data file once and build its two patterns."""
    data: dict[str, Any] = load_table("quantities.toml")

    def either(names: Any) -> str:
        ordered = sorted(names, key=lambda name: (-len(name), name))
        return "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in ordered)

    before = {phrase: bound for bound, group in data["before"].items() for phrase in group}
    after = {phrase: bound for bound, group in data["after"].items() for phrase in group}
    signs = [
        name
        for name in data["currencies"]
        if not name.isalpha() or name in ("rs", "usd", "eur", "gbp")
    ]
    coins = [name for name in data["currencies"] if name.isalpha()]
    units = either([name for name, value in data["numbers"].items() if value < 20])
    tens = either([name for name, value in data["numbers"].items() if value >= 20])
    ordinals = either(data["ordinals"])
    letters = either([name for name in data["scales"] if len(name) < 4])
    scales = either([name for name in data["scales"] if len(name) >= 4])
    percent = either(data["percent"]["words"])
    months = either(data["months"])
    figure = (
        rf"(?:(?<!\w)(?P<before>{either(before)})\s+(?:the\s+|a\s+|an\s+)?)?"
        rf"(?:(?P<currency>(?<!\w)(?:{either(signs)}))\s?)?"
        rf"(?:(?<![A-Za-z]-)(?<![\w.,])(?P<low>{FIGURE})(?P<ordinal>st|nd|rd|th)?(?P<suffix>(?:{letters})\b)?"
        rf"(?:\s?(?P<lowscale>%|(?:{scales})\b)?\s?(?:-|–|—|to|and)\s?(?P<high>{FIGURE})(?:{letters})?\b)?(?![\w])"
        rf"|\b(?P<half>half\s+an?(?=\s+(?:{scales})))"
        rf"|\b(?P<loose>{either(data['loose'])})\b"
        rf"|\b(?P<word>(?:{tens})(?:[-\s](?:{units}|{ordinals}))?|(?:{units})|an?(?=\s+(?:{scales})\b))\b)"
        rf"(?P<scale>(?:[\s-]+(?:{scales})\b)*)"
        rf"(?:(?<=hundred)\s+and\s+(?P<rest>(?:{tens})(?:[-\s](?:{units}))?|(?:{units}))\b)?"
        rf"(?:\s?(?P<percent>{percent})|[\s-]+(?P<coin>{either(coins)})\b"
        rf"|[\s-]+(?:and\s+a\s+half\s+)?(?P<time>{either(data['durations'])})\b)?"
        rf"(?:\s+(?P<after>{either(after)})\b)?"
    )
    date = (
        r"(?<![\w-])(?P<iso>\d{4}-\d{2}-\d{2})(?![\w-])"
        rf"|(?P<in>\b(?:in|of|since|by|last|next|this|early|late|until)\s+)?\b(?P<month>{months})\b\.?"
        r"(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<until>\d{1,2}))?(?![\d:,.]*\d))?"
        r"(?:,?\s+(?P<year>(?:1[5-9]|20)\d\d))?(?!\w)"
        rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<until2>\d{{1,2}}))?\s+(?:of\s+)?(?P<month2>{months})\b\.?"
        r"(?:,?\s+(?P<year2>(?:1[5-9]|20)\d\d))?(?!\w)"
        rf"|\b(?P<weekday>{either(data['weekdays'])})\b"
        rf"|\b(?P<relative>{either(data['relative'])})\b"
        r"|(?<![\w.,$£€-])(?P<lone>(?:1[5-9]|20)\d\d)(?![\w-]|[.,]\d)"
    )
    return _Words(
        numbers=data["numbers"],
        ordinals=data["ordinals"],
        scales=data["scales"],
        loose={
            phrase: (float(low), math.inf if high < 0 else float(high))
            for phrase, (low, high) in data["loose"].items()
        },
        before=before,
        after=after,
        currencies=data["currencies"],
        durations=data["durations"],
        months=data["months"],
        weekdays=data["weekdays"],
        relative=data["relative"],
        stop=frozenset(data["head"]["stop"]),
        skip=frozenset(data["head"]["skip"]),
        plurals=frozenset(data["head"]["plurals"]),
        year_after=frozenset(data["years"]["after"]),
        triggers=frozenset(
            word
            for table in (
                "numbers",
                "scales",
                "loose",
                "durations",
                "months",
                "weekdays",
                "relative",
            )
            for name in data[table]
            for word in name.split()[-1:]
        ),
        figure=re.compile(figure, re.IGNORECASE),
        date=re.compile(date, re.IGNORECASE),
    )
