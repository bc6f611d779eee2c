"""Names for groups of claims that no topic takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def name_group(texts: Sequence[str], background: Mapping[str, float] | None = None) -> str:
    """A noun phrase for what ``texts`` share."""
    return " ".join(texts[0].split()[:4]) if texts else ""
