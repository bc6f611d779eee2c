"""The real comparison of one event, as a function that a check calls for those that changed."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from divergence.checking.discovery import EventFiles
from divergence.checking.run import CompareEvent
from divergence.config import Settings
from divergence.model import Comparison


def event_comparer(settings: Settings) -> CompareEvent:
    """A function from the files of an event to its comparison under ``settings``."""

    def compare_event(event: EventFiles) -> Comparison:
        # A run that finds all in the cache does not pay for these.
        from divergence.comparison import compare
        from divergence.reading.event import read_event

        read = read_event(event.paths)
        if len(event.paths) > 1:
            read = replace(read, name=event.key.removeprefix("@"))
        return compare(read, settings)

    return compare_event


def settings_bytes(settings: Settings) -> bytes:
    """All settings that a comparison depends on, in a fixed order; the policy is not one."""
    return msgspec.json.encode(replace(settings, check={}, file=None), order="deterministic")
