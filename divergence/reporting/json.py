"""The report as JSON, version 1, and back again.

Comes in: a ``Comparison``, or text that ``render`` wrote. Goes out: UTF-8 JSON by the schema in
``divergence/data/report.schema.json``, or a ``Comparison`` equal to the one that was rendered, so
that every other format can be made again from the file alone.
"""

from __future__ import annotations

import codecs
import math
from collections.abc import Mapping
from typing import Any

import msgspec

from divergence.errors import InputError
from divergence.model import Comparison
from divergence.reporting import RenderOptions
from divergence.reporting.escaping import json_text, one_line

SCHEMA = "divergence-report-1"
SECTIONS = (
    "documents", "parties", "claims", "pairs", "findings", "topics", "framing", "profiles", "aside",
)  # fmt: skip

MOST_DEPTH = 40
"""Lists and objects within each other that a report may have; settings are the deepest part."""


def render(comparison: Comparison, options: RenderOptions | None = None) -> str:
    """The whole comparison as JSON: keys in a fixed order, two spaces deep, a line feed last."""
    del options  # JSON always holds everything
    return json_text(msgspec.json.format(msgspec.json.encode(to_plain(comparison))).decode()) + "\n"


def to_plain(comparison: Comparison) -> dict[str, Any]:
    """The report as plain JSON values, in the shape of the schema."""
    plain: dict[str, Any] = {
        "schema": SCHEMA,
        "event": comparison.event,
        "settings": _sorted_settings(comparison.settings),
    }
    for section in SECTIONS:
        plain[section] = msgspec.to_builtins(getattr(comparison, section))
    for claim in plain["claims"]:
        for quantity in claim["details"]["quantities"]:
            quantity["low"] = _bound(quantity["low"])
            quantity["high"] = _bound(quantity["high"])
    for pair in plain["pairs"]:
        pair["score"] = float(pair["score"])
    for finding in plain["findings"]:
        finding["confidence"] = float(finding["confidence"])
        for nearest in finding["nearest"]:
            nearest["score"] = float(nearest["score"])
    for topic in plain["topics"]:
        topic["parties"] = dict(topic.pop("stances"))
    for framing in plain["framing"]:
        framing["values"] = {party: _reading(value) for party, value in framing["values"]}
        framing["difference"] = float(framing["difference"])
        framing["threshold"] = float(framing["threshold"])
    for profile in plain["profiles"]:
        for name in ("measures", "emphasis"):
            profile[name] = {key: float(value) for key, value in profile[name]}
    plain["topic_labels"] = dict(comparison.topic_labels)
    plain["silences"] = msgspec.to_builtins(comparison.silences)
    return plain


def read(text: str | bytes, name: str = "report") -> Comparison:
    """The comparison that ``text`` holds; ``name`` is the file's, for messages.

    Raises InputError, with the place, for text that is not JSON, not a report, of another
    version, or whose parts do not fit together (a span that is not the claim's text, an unknown
    id).
    """
    if isinstance(text, bytes):
        text = text.removeprefix(codecs.BOM_UTF8)  # as some editors save it
    try:
        plain = msgspec.json.decode(text)
    except RecursionError as error:
        raise InputError(f"{name}: is nested too deep; {MAKE_AGAIN}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{name}: is not JSON ({error}); {MAKE_AGAIN}") from error
    if not isinstance(plain, dict) or "schema" not in plain:
        raise InputError(f"{name}: is JSON, but no report of divergence; {MAKE_AGAIN}")
    if plain["schema"] != SCHEMA:
        found = one_line(str(plain["schema"]))[:60]
        raise InputError(
            f"{name}: is a report of another version ({found!r}, expected {SCHEMA!r}); {MAKE_AGAIN}"
        )
    if _is_deep(plain):
        raise InputError(f"{name}: is nested too deep; {MAKE_AGAIN}")
    missing = [section for section in ("event", "settings", *SECTIONS) if section not in plain]
    if missing:
        raise InputError(f"{name}: lacks {missing[0]!r}; {MAKE_AGAIN}")
    try:
        comparison = msgspec.convert(_unwrapped(plain), Comparison)
    except (msgspec.ValidationError, _MisshapenError) as error:
        raise InputError(f"{name}: {one_line(str(error))}; {MAKE_AGAIN}") from error
    for flaw in _flaws(comparison):
        raise InputError(f"{name}: {one_line(flaw)}; {MAKE_AGAIN}")
    return comparison


MAKE_AGAIN = "make it again with `divergence compare --format json`"


class _MisshapenError(Exception):
    """A part of the file that is not of the schema's shape."""


def _is_deep(value: object, left: int = MOST_DEPTH) -> bool:
    """Whether lists and objects are nested more than ``left`` deep."""
    if isinstance(value, (dict, list)):
        parts = value.values() if isinstance(value, dict) else value
        return left == 0 or any(_is_deep(part, left - 1) for part in parts)
    return False


def _sorted_settings(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _sorted_settings(value[key]) for key in sorted(value, key=str)}
    if isinstance(value, (list, tuple)):
        return [_sorted_settings(part) for part in value]
    return value


def _bound(value: float) -> float | None:
    """JSON has no infinity: an open side is null."""
    return float(value) if math.isfinite(value) else None


def _reading(value: str | float) -> str | float:
    return value if isinstance(value, str) else float(value)


def _unwrapped(plain: dict[str, Any]) -> dict[str, Any]:
    """The shapes that are friendlier in JSON turned back into those of the model."""
    for at, claim in enumerate(_objects(plain, "claims")):
        details = claim.get("details")
        if not isinstance(details, dict):
            raise _MisshapenError(f"claims[{at}].details: expected an object")
        for quantity in _objects(details, "quantities", f"claims[{at}].details."):
            for side, open_side in (("low", -math.inf), ("high", math.inf)):
                if quantity.get(side, 0) is None:
                    quantity[side] = open_side
    for at, topic in enumerate(_objects(plain, "topics")):
        topic["stances"] = _items(topic, "parties", f"topics[{at}].")
    for at, framing in enumerate(_objects(plain, "framing")):
        framing["values"] = _items(framing, "values", f"framing[{at}].")
    for at, profile in enumerate(_objects(plain, "profiles")):
        profile["measures"] = _items(profile, "measures", f"profiles[{at}].")
        profile["emphasis"] = _items(profile, "emphasis", f"profiles[{at}].")
    if "topic_labels" in plain:  # reports of before this key have none
        plain["topic_labels"] = _items(plain, "topic_labels", "")
    return plain


def _objects(holder: dict[str, Any], key: str, where: str = "") -> list[dict[str, Any]]:
    found = holder.get(key, [])
    if not isinstance(found, list):
        raise _MisshapenError(f"{where}{key}: expected a list")
    for at, part in enumerate(found):
        if not isinstance(part, dict):
            raise _MisshapenError(f"{where}{key}[{at}]: expected an object")
    return found


def _items(holder: dict[str, Any], key: str, where: str) -> list[tuple[str, Any]]:
    found = holder.get(key)
    if not isinstance(found, dict):
        raise _MisshapenError(f"{where}{key}: expected an object")
    return list(found.items())


def _flaws(comparison: Comparison) -> list[str]:
    """What does not fit together, first the documents, then what points into them."""
    flaws = []
    texts = {document.name: document.text for document in comparison.documents}
    parties = {party.id for party in comparison.parties}
    claims = {claim.id for claim in comparison.claims}
    topics = {topic.id for topic in comparison.topics}
    if len(texts) < len(comparison.documents):
        flaws.append("documents: two have the same name")
    if len(claims) < len(comparison.claims):
        flaws.append("claims: two have the same id")
    for at, claim in enumerate(comparison.claims):
        text = texts.get(claim.document)
        if text is None:
            flaws.append(f"claims[{at}].document: {claim.document!r} is not among the documents")
        elif not 0 <= claim.start <= claim.end or text[claim.start : claim.end] != claim.text:
            flaws.append(
                f"claims[{at}].text: is not what stands at {claim.start} to {claim.end} "
                f"of {claim.document!r}"
            )
        if claim.party is not None and claim.party not in parties:
            flaws.append(f"claims[{at}].party: {claim.party!r} is not among the parties")
    for at, aside in enumerate(comparison.aside):
        text = texts.get(aside.document)
        if text is None or not 0 <= aside.start <= aside.end <= len(text):
            flaws.append(f"aside[{at}]: is no place in {aside.document!r}")
    for at, pair in enumerate(comparison.pairs):
        flaws += [f"pairs[{at}].claims: no claim {c!r}" for c in pair.claims if c not in claims]
    for at, finding in enumerate(comparison.findings):
        flaws += [
            f"findings[{at}].claims: no claim {c!r}" for c in finding.claims if c not in claims
        ]
        if finding.topic not in topics:
            flaws.append(f"findings[{at}].topic: no topic {finding.topic!r}")
    for at, silence in enumerate(comparison.silences):
        if silence.claim not in claims:
            flaws.append(f"silences[{at}].claim: no claim {silence.claim!r}")
    return flaws
