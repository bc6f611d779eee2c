"""Statements on their way to claims, before the parties are known.

Comes in: what the outlets' and parties' documents hold. Goes out: `Draft` values, one a document,
whose statements name sides by key; `claims.py` turns keys into parties.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from divergence.model import Aside, Document, Kind, Role, Silence, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """One claim to be. ``sides`` are keys: empty for the outlet's own voice."""

    span: Span
    sides: tuple[str, ...] = ()
    role: Role = "narrated"
    kind: Kind = "indirect"
    source: Span | None = None
    cue: Span | None = None
    reports: str | None = None
    joint: bool = False
    silence: Silence | None = None
    note: str | None = None
    context: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """The statements of one document, its asides, and labels and kinds of the sides in it."""

    document: Document
    statements: tuple[Statement, ...]
    asides: tuple[Aside, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
