"""``divergence watch`` compares what lands, once it is at rest, and stops cleanly."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import DAMASCUS, Repository

from divergence.checking.watching import Debouncer


def test_an_event_is_told_once_when_it_has_come_to_rest() -> None:
    debouncer = Debouncer(settle=2.0)
    first, longer = (("a", 5, 1),), (("a", 9, 2),)
    assert debouncer.ready({"e": first}, 0.0) == []
    assert debouncer.ready({"e": first}, 1.0) == []
    assert debouncer.ready({"e": longer}, 1.5) == []  # still being written
    assert debouncer.ready({"e": longer}, 3.0) == []
    assert debouncer.ready({"e": longer}, 3.5) == ["e"]
    assert debouncer.ready({"e": longer}, 9.0) == []


def test_an_empty_file_is_waited_for() -> None:
    debouncer = Debouncer(settle=0.0)
    assert debouncer.ready({"e": (("a", 5, 1), ("b", 0, 1))}, 0.0) == []
    assert debouncer.ready({"e": (("a", 5, 1), ("b", 0, 1))}, 10.0) == []
    assert debouncer.ready({"e": (("a", 5, 1), ("b", 3, 2))}, 11.0) == ["e"]


def test_an_event_that_goes_and_comes_back_is_told_again() -> None:
    debouncer = Debouncer(settle=0.0)
    stamp = (("a", 5, 1),)
    assert debouncer.ready({"e": stamp}, 0.0) == ["e"]
    assert debouncer.ready({}, 1.0) == []
    assert debouncer.ready({"e": stamp}, 2.0) == ["e"]


QUICK = ("--settle", "0.3", "--interval", "0.1")


@contextmanager
def watching(repository: Repository, *arguments: str) -> Iterator[Callable[[str], str]]:
    """A watch that runs; the function waits for words in its output and gives what is new."""
    out = repository.root.parent / "watch.out"
    with out.open("wb") as file:
        running = subprocess.Popen(
            repository.command(
                "watch", "events", "--settle", "0.3", "--interval", "0.1", *arguments
            ),
            cwd=repository.root,
            env=repository.environment(PYTHONUNBUFFERED="1"),
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    seen = 0

    def until(words: str) -> str:
        nonlocal seen
        end = time.monotonic() + 20
        while time.monotonic() < end:
            text = out.read_text()[seen:]
            if words in text and text.endswith("\n"):
                seen += len(text)
                return text
            assert running.poll() is None, text
            time.sleep(0.05)
        raise AssertionError(f"{words!r} did not come; there is {out.read_text()[seen:]!r}")

    try:
        yield until
        running.send_signal(signal.SIGTERM if "--poll" in arguments else signal.SIGINT)
        assert running.wait(timeout=10) == 0
        assert out.read_text().endswith("divergence: stopped\n")
        assert "Traceback" not in out.read_text()
    finally:
        running.kill()


@pytest.mark.parametrize("arguments", [(), ("--poll",)])
def test_files_that_land_are_compared_when_they_are_whole(
    repository: Repository, arguments: tuple[str, ...]
) -> None:
    with watching(repository, *arguments) as until:
        assert "conflict, new: troops" in until("events/geneva\n")
        repository.compared()
        target = repository.write("events/astana/ankara.txt", "")
        repository.write("events/astana/damascus.txt", "aid: Not one truck crossed.\n")
        with target.open("w") as file:
            for letter in "aid: Forty trucks crossed.\n":
                file.write(letter)
                file.flush()
                time.sleep(0.02)
        assert "“Forty trucks crossed.”" in until("conflict, new: aid")
        assert repository.compared() == ["events/astana"]
        # An editor that writes beside and moves, and a touch that changes nothing in the text.
        aside = repository.write("new.part", DAMASCUS.replace("does not belong", "belongs"))
        aside.replace(repository.root / "events/geneva/damascus.txt")
        assert "framing, new: troops" in until("events/geneva\n")
        os.utime(repository.root / "events/geneva/damascus.txt")
        until("events/geneva\n")
        assert repository.compared() == ["events/geneva"]


def test_a_broken_file_is_told_and_the_watch_goes_on(repository: Repository) -> None:
    with watching(repository) as until:
        until("events/geneva\n")
        repository.write("events/geneva/ankara.txt", b"\xff\x00broken")
        assert "error: " in until("events/geneva\n")
        repository.write("events/geneva/ankara.txt", "talks: They met.\n")
        assert "omission" in until("events/geneva\n")
        (repository.root / "divergence-baseline.json").write_text("{")
        repository.write("events/geneva/ankara.txt", "talks: They met again.\n")
        until("not a usable baseline")


def test_a_link_that_leads_outside_is_told_and_not_read(repository: Repository) -> None:
    text = repository.root / "events/geneva/ankara.txt"
    text.rename(repository.root / "ankara.txt")
    text.symlink_to("../../ankara.txt")
    with watching(repository) as until:
        assert "a link that leads outside the event's folder" in until("events/geneva\n")
    assert repository.compared() == []


def test_reports_are_kept_and_their_changes_told(repository: Repository) -> None:
    report = repository.root / "reports" / "events" / "geneva.json"
    with watching(repository, "--reports", "reports") as until:
        until("events/geneva\n")
        first = json.loads(report.read_text())
        assert first["schema"] == "divergence-report-1"
        repository.write("events/geneva/damascus.txt", DAMASCUS + "aid: Ten trucks crossed.\n")
        assert "Ten trucks crossed." in until("Documents edited: damascus.txt.")
        assert len(json.loads(report.read_text())["claims"]) == len(first["claims"]) + 1


def test_a_folder_that_is_not_there_is_told(repository: Repository) -> None:
    ran = repository.run("watch", "nowhere")
    assert (ran.code, ran.err) == (2, "divergence: nowhere: not a folder; name one to watch\n")


def test_without_watchfiles_the_folder_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from divergence.checking.watching import wake_ups

    monkeypatch.setitem(sys.modules, "watchfiles", None)
    waking = wake_ups(tmp_path, 0.01)
    for _ in range(3):
        next(waking)
