"""Where in a settings or event file a faulty topic stands, for messages."""

from __future__ import annotations

import re

TOPIC = re.compile(r"\s*\[\[\s*(?:tool\.divergence\.)?(?:topics\.)?topic\s*\]\]")
TABLE = re.compile(r"\s*\[\s*(?:tool\.divergence\.)?topics\s*\]")
NUMBERED = re.compile(r"\btopic\[(?P<number>\d+)\](?:\.(?P<key>\w+))?")
NAMED = re.compile(r"\btopic '(?P<id>[^']+)'")
UNKNOWN = re.compile(r"unknown field `(?P<key>[^`]+)`")


def line_of_topic(message: str, text: str) -> int | None:
    """The line (from 1) of the topic, and of its key, that a message about ``text`` blames."""
    lines = text.splitlines()
    starts = [at for at, line in enumerate(lines) if TOPIC.match(line)]
    numbered, named, unknown = (
        NUMBERED.search(message),
        NAMED.search(message),
        UNKNOWN.search(message),
    )
    key = unknown["key"] if unknown else numbered["key"] if numbered else None
    if named:
        key, value = "id", named["id"]
        starts = [at for at in starts if _line_of_key(lines, at, key, value) is not None]
        return _line_of_key(lines, starts[0], key, value) if starts else None
    if numbered and int(numbered["number"]) < len(starts):
        start = starts[int(numbered["number"])]
    else:
        start = next((at for at, line in enumerate(lines) if TABLE.match(line)), -1)
        if start < 0:
            return None
    return (_line_of_key(lines, start, key) if key else None) or start + 1


def _line_of_key(lines: list[str], start: int, key: str, value: str = "") -> int | None:
    """The line of a key within the table that begins at ``start``."""
    wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=.*{re.escape(value)}")
    for at in range(start + 1, len(lines)):
        if lines[at].lstrip().startswith("[") and "=" not in lines[at]:
            return None
        if wanted.match(lines[at]):
            return at + 1
    return None
