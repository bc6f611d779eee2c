"""The same life of a repository with the real comparison, on texts written for it."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Repository

FIXTURES = Path(__file__).parents[2] / "fixtures"
EVENT = "events/summit"
BASELINE = "divergence-baseline.json"

NORLAND = """\
Norland and Westmark hold talks

Norland said on Tuesday that the two ministers had met for three hours in the capital.

The Foreign Ministry said that the return of refugees to their homes was discussed at length.

"Our troops will stay in the northern valley until the last mine is cleared," the ministry said.

Norland said that 40 of its soldiers had been wounded in the shelling of the border post.
"""
WESTMARK = """\
Statement of Westmark on the talks

Westmark said on Tuesday that the two ministers had met for three hours in the capital.

"All foreign troops have to leave the northern valley at once," the Foreign Ministry said.

Westmark said that 25 soldiers of Norland had been wounded in the shelling of the border post.
"""
EVENT_FILE = """\
name = "Summit"
[[parties]]
label = "Norland"
[[parties]]
label = "Westmark"
[[documents]]
file = "norland.txt"
account = "Norland"
[[documents]]
file = "westmark.txt"
account = "Westmark"
"""
NEW_SENTENCE = "\nNorland announced that it would send 300 tonnes of wheat to the flooded towns.\n"


@pytest.fixture
def summit(tmp_path: Path) -> Repository:
    (tmp_path / "repository").mkdir()
    made = Repository(tmp_path / "repository")
    made.script = None
    made.write("divergence.toml", "[check]\n")
    made.write(f"{EVENT}/event.toml", EVENT_FILE)
    made.write(f"{EVENT}/norland.txt", NORLAND)
    made.write(f"{EVENT}/westmark.txt", WESTMARK)
    return made


def test_the_baseline_holds_through_moved_paragraphs_and_typos_but_not_through_news(
    summit: Repository,
) -> None:
    first = summit.check()
    assert first.code == 1
    assert first.ids
    assert summit.check("--update-baseline").code == 0
    known = summit.check("--strict")
    assert known.code == 0
    assert known.out.startswith("1 event compared (1 from the cache)")

    head, *paragraphs = NORLAND.strip().split("\n\n")
    moved = "\n\n".join([head, paragraphs[0], paragraphs[3], paragraphs[1], paragraphs[2]]) + "\n"
    summit.write(f"{EVENT}/norland.txt", moved)
    assert summit.check("--strict").out.startswith("1 event compared, ")
    assert summit.check("--strict").code == 0

    summit.write(f"{EVENT}/norland.txt", moved.replace("discussed at length", "discused at length"))
    assert summit.check("--strict").code == 0

    summit.write(f"{EVENT}/norland.txt", moved + NEW_SENTENCE)
    news = summit.check()
    assert news.code == 1
    assert "300 tonnes of wheat" in news.out
    assert "Westmark silent" in news.out


def test_acceptances_deletions_settings_and_damage(summit: Repository) -> None:
    ids = summit.check().ids
    accept = [part for identity in ids for part in ("--accept", identity)]
    why = ("--reason", "known to the desk", "--by", "A. Editor", "--until", "2030-05-31")
    assert summit.check(*accept, *why).code == 0
    assert summit.check("--today", "2030-06-01").code == 1

    good = (summit.root / BASELINE).read_bytes()
    summit.write(BASELINE, good[:-20])
    assert summit.check().code == 2
    summit.write(BASELINE, good)

    [record] = (summit.root / ".divergence-cache").glob("*/*.record")
    record.write_bytes(b"damaged")
    damaged = summit.check()
    assert (damaged.code, "is damaged; comparing again" in damaged.err) == (0, True)

    summit.write("divergence.toml", '[compare]\nattribution = "rules"\n')
    assert "from the cache" not in summit.check().out
    summit.write("divergence.toml", "[check]\n")
    assert summit.check().code == 0

    (summit.root / EVENT / "westmark.txt").unlink()
    gone = summit.check()
    assert gone.code == 2
    assert "westmark.txt" in gone.out
    (summit.root / EVENT / "norland.txt").unlink()
    (summit.root / EVENT / "event.toml").unlink()
    strict = summit.check("--strict")
    assert strict.code == 1
    assert "no longer found" in strict.out


def test_a_single_account_is_nothing_to_compare(summit: Repository) -> None:
    summit.write(f"{EVENT}/event.toml", EVENT_FILE.split('[[documents]]\nfile = "westmark')[0])
    ran = summit.check()
    assert ran.code in (1, 5)  # the other side may still be quoted in the one text
    (summit.root / EVENT / "event.toml").unlink()
    (summit.root / EVENT / "norland.txt").unlink()
    summit.write(f"{EVENT}/westmark.txt", "It rained in the capital all day, and few went out.\n")
    assert summit.check().code == 5


def test_two_runs_at_once_and_one_that_is_interrupted(summit: Repository) -> None:
    for number in range(6):
        for name in ("event.toml", "norland.txt", "westmark.txt"):
            text = (summit.root / EVENT / name).read_text()
            summit.write(f"events/summit-{number}/{name}", text.replace("300", str(number)))
    command = summit.command("check", "--update-baseline", "--output", "sarif=out.sarif")
    start = {"cwd": summit.root, "env": summit.environment()}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **start)
    cache = summit.root / ".divergence-cache"
    while running.poll() is None and not list(cache.glob("*/*.record")):
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=60)
    assert running.returncode == 130
    assert not (summit.root / BASELINE).exists()
    assert not (summit.root / "out.sarif").exists()

    runs = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **start)
        for _ in range(2)
    ]
    ends = [run.communicate(timeout=120) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], ends
    assert len(json.loads((summit.root / BASELINE).read_text())["events"]) == 7
    assert summit.check("--strict").out.startswith("7 events compared (7 from the cache)")
    assert summit.leftovers == []


def test_a_saved_report_is_compared_with_a_later_one(summit: Repository) -> None:
    summit.run("compare", EVENT, "--format", "json", "--output", "old.json")
    summit.write(f"{EVENT}/norland.txt", NORLAND + NEW_SENTENCE)
    summit.run("compare", EVENT, "--format", "json", "--output", "new.json")
    changes = json.loads(summit.run("diff", "old.json", "new.json", "--format", "json").out)
    added = [claim["new"]["text"] for claim in changes["claims"] if claim["kind"] == "added"]
    assert any("300 tonnes of wheat" in text for text in added)
    assert changes["documents"] == [{"kind": "edited", "name": "norland.txt"}]
    assert changes["settings"] == []


def test_regions_of_the_fixtures_are_the_very_characters(summit: Repository) -> None:
    for path in FIXTURES.rglob("*"):
        if path.is_file():
            summit.write(f"fixtures/{path.relative_to(FIXTURES)}", path.read_bytes())
    log = json.loads(summit.check("fixtures", "--output", "sarif").out)
    assert log["runs"][0]["invocations"][0]["executionSuccessful"] is True
    places = 0
    for result in log["runs"][0]["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            path = summit.root / unquote(place["artifactLocation"]["uri"])
            if "region" not in place or "snippet" not in place["region"]:
                continue
            region = place["region"]
            content = path.read_bytes().decode("utf-8-sig")
            found = content[region["charOffset"] : region["charOffset"] + region["charLength"]]
            if path.suffix != ".html":
                assert found == region["snippet"]["text"]
            places += 1
    assert places > 10
