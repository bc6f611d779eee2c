"""The limits by which a report leaves out noise, from ``data/reporting.toml``."""

from __future__ import annotations

from functools import cache

from divergence.language.tables import load_table


@cache
def limit(section: str, name: str) -> float:
    """The limit ``name`` of a section; KeyError for one that the file does not hold."""
    return float(load_table("reporting.toml")[section][name])
