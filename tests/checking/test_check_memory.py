"""The memory of a check does not grow with the number of its events."""

from __future__ import annotations

import datetime
import tracemalloc
from pathlib import Path

from checking_toy import compare_event

from divergence.checking import outputs, run
from divergence.checking.baseline import Baseline
from divergence.checking.cache import Cache
from divergence.checking.discovery import find_events
from divergence.checking.policy import Policy


def peak_of(root: Path, number: int) -> int:
    """Bytes that a check of that many events, and all its outputs, need at most at one time."""
    folder = root / str(number)
    for i in range(number):
        (folder / f"e{i:03}").mkdir(parents=True)
        for party in ("ankara", "damascus"):
            lines = [f"{party}-{j}: {i} trucks of {party} crossed point {j}.\n" for j in range(12)]
            (folder / f"e{i:03}" / f"{party}.txt").write_text("".join(lines))
    judging = run.Judging(Policy(), Baseline(root / "b.json"), datetime.date(2030, 5, 1))
    events = find_events([folder], root)
    wanted = outputs.parse_outputs([f"{name}={root}/out.{name}" for name in outputs.FORMATS])
    tracemalloc.start()
    result = run.check(
        events,
        compare_event,
        judging,
        root=root,
        cache=Cache(folder / ".cache", b""),
        in_scope=lambda key: True,
    )
    outputs.write_outputs(result, wanted[:-1], outputs.Presentation())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert result.counts.issues["new"] == 24 * number
    return peak


def test_four_times_the_events_need_no_more_memory(tmp_path: Path) -> None:
    peak_of(tmp_path, 8)  # fills the caches of words
    few, many = peak_of(tmp_path, 10), peak_of(tmp_path, 40)
    assert many < 1.25 * few
