"""A reporting verb with its subject and content, as the rules pass it on.

Comes in: tokens of a sentence. Goes out: `Report` values and stretches of content.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from divergence.attribution.sentence import Token
from divergence.model import Span

CLOSING = "\"”’'»›」』"


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting verb with its subject and content, before quotations are joined to it.

    ``trailing`` tells that the content stands before the verb.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    trailing: bool = False


def content_between(tokens: Sequence[Token], first: int, until: int) -> Span | None:
    """The tokens' stretch without commas, dashes and brackets at its ends; None when empty."""
    while first < until and tokens[first].text in ",;:—–-." and not tokens[first].quoted:
        first += 1
    while until > first and tokens[until - 1].text in ",;:—–-.)" and not tokens[until - 1].quoted:
        until -= 1
    while first < until and tokens[first].lower in ("but", "and", "that", "however"):
        first += 1
        if first < until and tokens[first].text == ",":
            first += 1
    if first >= until:
        return None
    start, end = tokens[first].start, tokens[until - 1].end
    return Span(start, end) if end - start > 2 else None
