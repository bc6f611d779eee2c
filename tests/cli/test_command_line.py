"""What the commands do as whole processes: output, exit codes and one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "fixtures/moscow-meeting/article.txt"


def run(*arguments: object, stdin: bytes | None = None, cwd: Path | None = None):
    return subprocess.run(
        [sys.executable, "-m", "divergence", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd or ROOT,
        timeout=60,
    )


def assert_refused(done, code: int, *words: str) -> None:
    assert done.returncode == code, done.stderr.decode()
    message = done.stderr.decode()
    assert message.count("\n") == 1
    assert "Traceback" not in message
    for word in words:
        assert word in message
    assert done.stdout == b""


def test_an_article_is_compared_without_configuration():
    done = run("compare", ARTICLE, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert len(report["parties"]) == 2
    assert {finding["verdict"] for finding in report["findings"]} >= {"omission"}


def test_the_article_can_come_from_standard_input():
    named = json.loads(run("compare", ARTICLE, "--format", "json").stdout)
    piped = json.loads(run("compare", "-", "--format", "json", stdin=ARTICLE.read_bytes()).stdout)
    assert [c["text"] for c in piped["claims"]] == [c["text"] for c in named["claims"]]


def test_the_report_of_a_pipe_is_markdown():
    assert run("compare", ARTICLE).stdout.startswith(b"# ")


def test_the_ending_of_the_output_chooses_the_format(tmp_path):
    out = tmp_path / "report.json"
    assert run("compare", ARTICLE, "--output", out).returncode == 0
    assert json.loads(out.read_text())["schema"]


def test_accounts_are_whole_documents_of_their_parties(tmp_path):
    (tmp_path / "a.txt").write_text("The ministers agreed to reopen the border on 3 May.\n")
    (tmp_path / "b.txt").write_text("The ministers agreed to reopen the border on 5 May.\n")
    done = run(
        *("compare", "--account", f"Northland={tmp_path / 'a.txt'}"),
        *("--account", f"Southland={tmp_path / 'b.txt'}", "--format", "json"),
    )
    report = json.loads(done.stdout)
    assert {party["label"] for party in report["parties"]} == {"Northland", "Southland"}
    assert [finding["verdict"] for finding in report["findings"]] == ["conflict"]


@pytest.mark.parametrize("name", ["claims", "topics"])
def test_lists_fit_eighty_columns(name):
    arguments = [name, ARTICLE] if name == "claims" else [name]
    done = run(*arguments)
    assert done.returncode == 0, done.stderr.decode()
    assert max(len(line) for line in done.stdout.decode().splitlines()) <= 80


def test_init_writes_settings_that_compare_accepts(tmp_path):
    assert run("init", tmp_path).returncode == 0
    assert run("compare", ARTICLE, cwd=tmp_path).returncode == 0
    assert_refused(run("init", tmp_path), 2, "already there", "--force")


def test_explain_says_how_a_verdict_came_about(tmp_path):
    out = tmp_path / "report.json"
    run("compare", ARTICLE, "--output", out)
    finding = json.loads(out.read_text())["findings"][0]
    done = run("explain", finding["id"], out)
    assert done.returncode == 0, done.stderr.decode()
    assert finding["verdict"] in done.stdout.decode()
    assert_refused(run("explain", "nothing-like-it", out), 2, "no finding")


class TestBadInputGetsOneLineAndExitCode2:
    def test_no_input(self):
        assert_refused(run("compare"), 2, "no input")

    def test_missing_file(self, tmp_path):
        assert_refused(run("compare", tmp_path / "gone.txt"), 2, "gone.txt")

    def test_folder_without_texts(self, tmp_path):
        assert_refused(run("compare", tmp_path), 2, tmp_path.name)

    def test_binary_file(self, tmp_path):
        (tmp_path / "photo.txt").write_bytes(bytes(range(256)) * 40)
        assert_refused(run("compare", tmp_path / "photo.txt"), 2, "photo.txt")

    def test_empty_file(self, tmp_path):
        (tmp_path / "empty.txt").write_bytes(b"")
        assert_refused(run("compare", tmp_path / "empty.txt"), 2, "empty.txt", "empty")

    def test_only_furniture(self, tmp_path):
        (tmp_path / "page.txt").write_text("Skip to main content\n\nSign in\n\nSubscribe now\n")
        assert_refused(run("compare", tmp_path / "page.txt"), 2, "page.txt")

    def test_one_party_only(self, tmp_path):
        (tmp_path / "a.txt").write_text("The ministers agreed to reopen the border.\n")
        done = run("compare", "--account", f"Northland={tmp_path / 'a.txt'}")
        assert_refused(done, 2, "Northland")

    def test_unknown_party(self):
        assert_refused(
            run("compare", ARTICLE, "--party", "Atlantis", "--party", "Syria"), 2, "Atlantis"
        )

    def test_broken_settings_name_their_line(self, tmp_path):
        (tmp_path / "divergence.toml").write_text('[compare]\nparties = ["A"\nx = 1\n')
        assert_refused(run("compare", ARTICLE, cwd=tmp_path), 2, "divergence.toml", "line")

    def test_unknown_setting_names_its_line(self, tmp_path):
        (tmp_path / "divergence.toml").write_text("[compare]\n\npartys = []\n")
        assert_refused(run("compare", ARTICLE, cwd=tmp_path), 2, "line 3", "partys")

    def test_unknown_format(self):
        assert_refused(run("compare", ARTICLE, "--format", "docx"), 2, "docx", "markdown")

    def test_unknown_attribution(self):
        assert_refused(run("compare", ARTICLE, "--attribution", "magic"), 2, "magic", "rules")

    def test_output_that_cannot_be_written(self, tmp_path):
        out = tmp_path / "no" / "such" / "report.json"
        assert_refused(run("compare", ARTICLE, "--output", out), 2, "report.json")
        assert not out.parent.exists()


def test_what_one_party_says_is_listed_though_there_is_nothing_to_compare():
    text = b"The ministry of Norland said that the dam would be closed. The dam is old."
    assert b"the dam would be closed" in run("claims", "-", stdin=text).stdout
    assert b"only one party" in run("compare", "-", stdin=text).stderr


def test_a_text_in_which_nobody_speaks_has_nothing_to_compare(tmp_path):
    (tmp_path / "weather.txt").write_text(
        "The morning was cold. Snow lay on the hills above the town, and the river had frozen "
        "from bank to bank.\n\nBy noon the sun had come through and the ice began to crack.\n"
    )
    assert_refused(run("compare", tmp_path / "weather.txt"), 5)


def test_the_result_does_not_depend_on_hash_seed_locale_or_time_zone(monkeypatch):
    outputs = set()
    for seed, locale, zone in [("1", "C", "UTC"), ("2", "tr_TR.UTF-8", "Asia/Tokyo")]:
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        monkeypatch.setenv("LC_ALL", locale)
        monkeypatch.setenv("TZ", zone)
        outputs.add(run("compare", ARTICLE, "--format", "json").stdout)
    assert len(outputs) == 1


def test_a_party_that_says_nothing_is_not_called_silent_beside_given_accounts():
    folder = ROOT / "fixtures/port-call"
    accounts = [
        *("--account", f"Norvia={folder / 'norvia.txt'}"),
        *("--account", f"Estavar={folder / 'estavar.txt'}"),
    ]
    assert_refused(run("compare", *accounts, "--party", "Norvia", "--party", "Zembla"), 2, "Zembla")
    assert_refused(run("compare", *accounts, "--party", "Zembla"), 2, "Zembla")
