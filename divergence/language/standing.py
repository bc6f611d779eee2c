"""Whether two quantities can both be true.

Comes in: two ``Quantity`` values (``quantities.py``). Goes out: how they stand to each other.
"""

from __future__ import annotations

from typing import Literal

from divergence.model import Quantity

Standing = Literal["same", "different", "compatible", "unrelated"]


def compare(left: Quantity, right: Quantity) -> Standing:
    """How two quantities stand to each other.

    ``unrelated``: of different kind or unit, so nothing follows. ``different``: their intervals
    share no value. ``same``: the same interval. ``compatible``: both can be true.
    """
    if left.kind != right.kind:
        return "unrelated"
    if left.kind == "date":
        return _compare_dates(left, right)
    if left.unit != right.unit:
        return "unrelated"
    if left.low > right.high or right.low > left.high:
        return "different"
    if (left.low, left.high) == (right.low, right.high):
        return "same"
    return "compatible"


def _compare_dates(left: Quantity, right: Quantity) -> Standing:
    """Dates differ where a part that both name (year, month, day) differs."""
    if "weekday" in (left.unit, right.unit) or "relative" in (left.unit, right.unit):
        if left.unit != right.unit:
            return "unrelated"
        return "same" if left.low == right.low else "different"
    shared = [part for part in "ymd" if part in left.unit and part in right.unit]
    if not shared or shared == ["d"]:
        return "unrelated"
    if left.unit == right.unit:
        if left.low > right.high or right.low > left.high:
            return "different"
        return "same" if (left.low, left.high) == (right.low, right.high) else "compatible"
    for part in shared:
        if _part(left, part) != _part(right, part):
            return "different"
    return "compatible"


def _part(date: Quantity, part: str) -> int:
    """Year, month or day of a date's first day."""
    value = int(date.low)
    day = 0
    if "d" in date.unit:
        value, day = divmod(value, 100)
    month = 0
    if "m" in date.unit:
        value, month = divmod(value, 100)
    return {"y": value, "m": month, "d": day}[part]
