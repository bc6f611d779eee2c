"""Whatever the arguments, streams and folders are, a command ends in one line and a code."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = ROOT / "fixtures/moscow-meeting/article.txt"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def shell(command: str, cwd: Path | None = None, **environment: str):
    return subprocess.run(
        ["bash", "-c", f'divergence() {{ {sys.executable} -m divergence "$@"; }}; {command}'],
        capture_output=True,
        cwd=cwd or ROOT,
        env={**ENVIRONMENT, **environment},
        timeout=60,
    )


def assert_refused(done, *words: str) -> None:
    message = done.stderr.decode()
    assert done.returncode == 2, message
    assert message.count("\n") == 1
    assert "Traceback" not in message
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("divergence compare - <&-", "standard input: is closed"),
        (f"divergence compare {ARTICLE} >&-", "standard output: is closed"),
        (f"divergence compare {'a' * 5000}", "cannot be read"),
        (f"divergence check {'a' * 5000}", "not found"),
        ("divergence compare gone.txt --config gone.toml", "gone.toml"),
        (f"divergence compare {ARTICLE} --output {'b' * 4000}.md", "cannot be written"),
        (f"divergence watch {'b' * 4000}", "not a folder"),
        ("divergence compare ''", "an empty path"),
        ("divergence check ''", "an empty path"),
        ("divergence compare x --width 3", "--width"),
        ("divergence compare --frob", "--help"),
        ("divergence frob", "No such command"),
        ("divergence diff", "Missing argument"),
        ("divergence check --until tomorrow", "--until"),
    ],
)
def test_it_is_refused_on_one_line(command, words, tmp_path):
    assert_refused(shell(command, tmp_path), words)


def test_no_arguments_show_the_help():
    assert b"Commands:" in shell("divergence ").stderr


def test_a_folder_that_is_gone_is_told(tmp_path):
    (tmp_path / "gone").mkdir()
    command = f"cd gone && rmdir ../gone && divergence compare {ARTICLE}"
    assert_refused(shell(command, tmp_path), "the current folder is gone")


def test_a_name_that_is_not_utf_8_is_compared_and_checked(tmp_path):
    folder = tmp_path / os.fsdecode(b"z\xff")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (folder / os.fsdecode(b"a\xff.txt")).write_bytes(ARTICLE.read_bytes())
    done = shell("divergence compare z*/* --format json", tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["documents"][0]["name"] == r"a\xff.txt"
    for name in ("json", "text", "github", "sarif", "junit", "summary"):
        done = shell(f"divergence check --no-cache --update-baseline --output {name}", tmp_path)
        assert done.returncode == 0, (done.stdout + done.stderr).decode()
        assert b"internal error" not in done.stdout + done.stderr
    done = shell("divergence check --no-cache --all --output text", tmp_path)
    assert done.returncode == 0
    assert rb"z\xff" in done.stdout


@pytest.mark.parametrize("command", ["compare {0} --output {0}", "compare {0} --output {1}/../{2}"])
def test_an_input_is_never_written_over(tmp_path, command):
    article = tmp_path / "article.md"
    article.write_bytes(ARTICLE.read_bytes())
    filled = command.format(article, tmp_path.as_posix() + "/.", article.name)
    assert_refused(
        shell(f"divergence {filled.replace('/./..', '')}", tmp_path), "one of the inputs"
    )
    link = tmp_path / "link.md"
    link.hardlink_to(article)
    assert_refused(shell(f"divergence compare {article} --output {link}"), "one of the inputs")
    assert article.read_bytes() == ARTICLE.read_bytes()


def test_files_of_an_event_and_reports_are_not_written_over(tmp_path):
    event = tmp_path / "event"
    event.mkdir()
    (event / "article.txt").write_bytes(ARTICLE.read_bytes())
    (event / "event.toml").write_text('[[documents]]\nfile = "article.txt"\n')
    for path in (event / "article.txt", event / "event.toml"):
        before = path.read_bytes()
        arguments = f"{event} --format markdown --output {path}"
        assert_refused(shell(f"divergence compare {arguments}"), "one of the inputs")
        arguments = f"{event} --no-cache --output sarif={path}"
        assert_refused(shell(f"divergence check {arguments}"), "one of the inputs")
        assert path.read_bytes() == before
    report = tmp_path / "report.json"
    assert shell(f"divergence compare {event} --output {report}").returncode == 0
    assert_refused(shell(f"divergence report {report} --output {report}"), "one of the inputs")
    arguments = f"{report} {report} --output {report}"
    assert_refused(shell(f"divergence diff {arguments}"), "one of the inputs")


def test_a_check_writes_into_a_pipe_and_does_not_replace_it(tmp_path):
    (tmp_path / "article.txt").write_bytes(ARTICLE.read_bytes())
    os.mkfifo(tmp_path / "pipe")
    done = shell(
        "cat pipe & divergence check --no-cache --output json=pipe --quiet; wait", tmp_path
    )
    assert json.loads(done.stdout)["events"]
    assert (tmp_path / "pipe").is_fifo()


def test_an_output_that_ends_in_txt_is_the_table(tmp_path):
    out = tmp_path / "r.TXT"
    assert shell(f"divergence compare {ARTICLE} --output {out}").returncode == 0
    table = shell(f"divergence compare {ARTICLE} --format table --width 80").stdout
    assert out.read_bytes() == table


def test_the_ending_decides_the_format_of_changes_too(tmp_path):
    report = tmp_path / "r.json"
    assert shell(f"divergence compare {ARTICLE} --output {report}").returncode == 0
    for name, ending in (("json", "json"), ("markdown", "md"), ("table", "txt")):
        out = tmp_path / f"changes.{ending}"
        assert shell(f"divergence diff {report} {report} --output {out}").returncode == 0
        asked = shell(f"divergence diff {report} {report} --format {name}")
        assert out.read_bytes() == asked.stdout


def test_a_dash_as_output_is_standard_output(tmp_path):
    plain = shell(f"divergence compare {ARTICLE}").stdout
    assert shell(f"divergence compare {ARTICLE} --output -", tmp_path).stdout == plain
    assert not (tmp_path / "-").exists()


def test_an_account_is_read_from_standard_input(tmp_path):
    (tmp_path / "e.txt").write_text("The troops will stay in the north until June.\n")
    command = "divergence compare --account Norvia=- --account Estmark=e.txt --format json <n.txt"
    (tmp_path / "n.txt").write_text("The troops will leave the north in May.\n")
    done = shell(command, tmp_path)
    assert done.returncode == 0, done.stderr.decode()
    documents = json.loads(done.stdout)["documents"]
    assert {d["name"]: d["account_of"] for d in documents} == {
        "e.txt": "Estmark",
        "standard input": "Norvia",
    }


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "ascii"])
def test_a_report_is_the_same_bytes_in_any_locale(encoding):
    command = f"divergence compare {ARTICLE} --format json"
    odd = shell(command, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert odd.stdout == shell(command, PYTHONIOENCODING="utf-8").stdout


def test_a_stack_of_accents_goes_through_json_and_back(tmp_path):
    text = (
        "Ankara said troops will leave cafe" + "\u0301" * 5 + " soon.\n\n"
        "Damascus said the troops will stay."
    )
    (tmp_path / "a.txt").write_text(text, "utf-8")
    report = json.loads(
        shell("divergence compare a.txt --format json >r.json; cat r.json", tmp_path).stdout
    )
    [document] = report["documents"]
    assert document["text"] == text
    assert all(text[c["start"] : c["end"]] == c["text"] for c in report["claims"])
    assert shell("divergence report r.json", tmp_path).returncode == 0


def with_defect(error: str) -> str:
    code = (
        "import divergence.config as c, divergence.cli as d;"
        f"c.load_settings = lambda path: {error}; d.main()"
    )
    return f"{sys.executable} -c '{code}' compare {ARTICLE}"


def test_a_defect_is_one_line_and_its_traceback_is_for_those_who_ask():
    done = shell(with_defect("{}[1]"))
    assert_refused(done, "internal error: KeyError: 1; please report it")
    done = shell(with_defect("{}[1]"), DIVERGENCE_DEBUG="1")
    assert done.returncode == 2
    assert b"Traceback" in done.stderr


@pytest.mark.parametrize("wait", [0.1, 0.2, 0.35])
def test_an_interruption_while_libraries_are_loaded_shows_no_traceback(wait):
    code = "import divergence.cli as d; print(1, flush=True); d.main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "compare", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
    )
    process.stdout.read(1)
    time.sleep(wait)
    process.send_signal(signal.SIGINT)
    try:
        process.wait(20)
        message = process.stderr.read().decode()
    finally:
        process.kill()
        process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in message
    assert message.endswith("divergence: interrupted\n")


GOOD = '[[topics.topic]]\nid = "fares"\nterms = ["fare"]\n'


@pytest.mark.parametrize(
    ("faulty", "line"),
    [
        ("[[topics.topic]]\nid = 3\n", 5),
        ('[[topics.topic]]\nid = "x"\nterm = ["y"]\n', 6),
        ('[[topics.topic]]\nid = "x"\n', 5),
        ("[[topics.topic]]\nlabel = 'x'\n", 4),
        ("[[topics.topic]]\nid = 'x'\npatterns = ['(']\n", 5),
    ],
)
def test_a_faulty_topic_is_told_with_file_and_line(tmp_path, faulty, line):
    (tmp_path / "divergence.toml").write_text(GOOD + faulty)
    done = shell(f"divergence compare {ARTICLE}", tmp_path)
    assert_refused(done, f"divergence.toml, line {line}: in [topics]: ")
    (tmp_path / "divergence.toml").unlink()
    (tmp_path / "article.txt").write_bytes(ARTICLE.read_bytes())
    documents = '\n[[documents]]\nfile = "article.txt"\n'
    (tmp_path / "event.toml").write_text(GOOD + faulty + documents)
    assert_refused(
        shell("divergence compare .", tmp_path), f"event.toml, line {line}: in [topics]: "
    )
    (tmp_path / "event.toml").unlink()
    (tmp_path / "more.toml").write_text((GOOD + faulty).replace("topics.topic", "topic"))
    done = shell("divergence compare article.txt --topics more.toml", tmp_path)
    assert_refused(done, f"more.toml, line {line}: in [topics]: ")


@pytest.mark.parametrize(
    "command",
    [
        "compare locked/in/a.txt",
        "compare locked/in",
        "check locked/in",
        "check open --no-cache",
        "compare open/a.txt --config locked/x.toml",
        "compare open/a.txt --output locked/x.md",
    ],
)
def test_a_folder_that_may_not_be_searched_is_told(tmp_path, command):
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may search every folder")
    for folder in ("locked/in", "open/locked"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "open/a.txt").write_bytes(ARTICLE.read_bytes())
    closed = [tmp_path / "locked", tmp_path / "open/locked"]
    drop = "setpriv --bounding-set=-all --inh-caps=-all " if os.geteuid() == 0 else ""
    for folder in closed:
        folder.chmod(0)
    try:
        done = shell(f"{drop}{sys.executable} -m divergence {command}", tmp_path)
    finally:
        for folder in closed:
            folder.chmod(0o755)
    if b"setpriv" in done.stderr:
        pytest.skip("capabilities cannot be dropped here")
    assert_refused(done)
    assert b"internal error" not in done.stderr
