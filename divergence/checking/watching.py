"""Events compared as their files arrive.

Comes in: a way to list the events of a folder, and what to do with one that has changed. An event
is handed on when its files have kept their sizes and times for a while and none is empty, so that
a file that is still being written is not read; if one is read half all the same, the rest of it is
a change like any other.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from divergence.checking.discovery import EventFiles

Stamp = tuple[tuple[str, int, int], ...]
"""Path, size in bytes and time of change in nanoseconds of each file of an event."""


@dataclass(slots=True)
class Debouncer:
    """Tells which events have changed and come to rest. ``settle`` is in seconds."""

    settle: float
    _done: dict[str, Stamp] = field(default_factory=dict)
    _moving: dict[str, tuple[Stamp, float]] = field(default_factory=dict)

    def ready(self, stamps: dict[str, Stamp], now: float) -> list[str]:
        """Keys of the events to compare now, sorted; each is told once for each change."""
        for gone in self._done.keys() - stamps.keys():
            del self._done[gone]
        for gone in self._moving.keys() - stamps.keys():
            del self._moving[gone]
        found = []
        for key, stamp in sorted(stamps.items()):
            if self._done.get(key) == stamp:
                self._moving.pop(key, None)
                continue
            known = self._moving.get(key)
            if known is None or known[0] != stamp:
                self._moving[key] = (stamp, now)
                if self.settle > 0:
                    continue
            elif now - known[1] < self.settle:
                continue
            if any(size == 0 for _, size, _ in stamp):
                continue
            self._done[key] = stamp
            del self._moving[key]
            found.append(key)
        return found

    @property
    def waiting(self) -> bool:
        """Whether an event has changed and not yet come to rest."""
        return bool(self._moving)


def watch(
    list_events: Callable[[], Sequence[EventFiles]],
    handle: Callable[[EventFiles], None],
    wake_ups: Iterable[None],
    debouncer: Debouncer,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """At each wake-up, hand on the events that have changed and come to rest."""
    for _ in wake_ups:
        events = {event.key: event for event in list_events()}
        stamps = {key: stamp_of(event) for key, event in events.items()}
        for key in debouncer.ready(stamps, clock()):
            handle(events[key])


def stamp_of(event: EventFiles) -> Stamp:
    """Sizes and times of an event's files; one that has just gone counts as empty."""
    stamps = []
    for path in event.inputs:
        try:
            status = path.stat()
            stamps.append((str(path), status.st_size, status.st_mtime_ns))
        except OSError:
            stamps.append((str(path), 0, 0))
    return tuple(stamps)


def wake_ups(folder: Path, interval: float, *, poll: bool = False) -> Iterator[None]:
    """At once, then every ``interval`` seconds; sooner when the system tells of a change.

    The system is asked through watchfiles where that is installed (``divergence[watch]``) and
    ``poll`` is not set; network folders often tell nothing, and the interval finds it all the same.
    """
    yield
    if not poll:
        try:
            import watchfiles
        except ImportError:
            pass
        else:
            milliseconds = max(50, int(interval * 1000))
            for _ in watchfiles.watch(
                folder,
                watch_filter=None,
                debounce=50,
                step=20,
                rust_timeout=milliseconds,
                yield_on_timeout=True,
            ):
                yield
            return
    while True:
        time.sleep(interval)
        yield
