from __future__ import annotations

import importlib.util
import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from sample_comparisons import ferry

from divergence.cli.report import command
from divergence.errors import InputError, OutputError, SettingsError
from divergence.reporting import FORMATS, RenderOptions, render
from divergence.reporting.json import render as to_json
from divergence.reporting.writing import write_output


def files_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_replaced_whole_and_keeps_its_permissions(tmp_path):
    path = tmp_path / "r.md"
    path.write_text("old")
    path.chmod(0o640)
    write_output(path, "new ä\r\n")
    assert path.read_bytes() == "new ä\r\n".encode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert files_in(tmp_path) == ["r.md"]


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "real.md").write_text("old")
    (tmp_path / "link.md").symlink_to("real.md")
    write_output(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


@pytest.mark.parametrize("place", ["", "gone/r.md", "file.txt/r.md"])
def test_a_place_that_cannot_be_written_is_named(tmp_path, place):
    (tmp_path / "file.txt").write_text("x")
    with pytest.raises(OutputError) as caught:
        write_output(tmp_path / place, "x")
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert files_in(tmp_path) == ["file.txt"]


def test_a_failure_leaves_what_stood_there(tmp_path, monkeypatch):
    path = tmp_path / "r.md"
    path.write_text("old")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="no space left"):
        write_output(path, "new")
    assert path.read_text() == "old"
    assert files_in(tmp_path) == ["r.md"]


def run_python(code: str, **environment: str) -> bytes:
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
    )
    return run.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-16"])
def test_a_pipe_gets_utf_8_whatever_the_locale_and_keeps_line_ends(encoding):
    code = (
        "from divergence.reporting.writing import write_output as w;"
        "w(None, '\\u00e9\\u2014a\\r\\n\\x1b[2J\\udcff')"
    )
    written = run_python(code, PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert written == "é—a\r\n⟦U+001B⟧[2J⟦U+DCFF⟧".encode()


def test_a_terminal_gets_its_own_encoding(monkeypatch):
    class Terminal(io.TextIOWrapper):
        def isatty(self):
            return True

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(raw, encoding="latin-1"))
    write_output(None, "é—a")
    assert raw.getvalue() == b"\xe9\\u2014a"


def test_a_closed_standard_output_is_refused(monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="standard output: is closed"):
        write_output(None, "x")


def test_binary_output_goes_through_a_pipe_unchanged():
    code = "from divergence.reporting.writing import write_output as w; w(None, b'PK\\x00\\xff')"
    assert run_python(code) == b"PK\x00\xff"


def test_a_reader_that_leaves_early_is_no_error():
    code = "from divergence.reporting.writing import write_output as w; w(None, 'x' * 10**7)"
    command_line = f'{sys.executable} -c "{code}" 2>&1 >/dev/full | head -c 10; echo done'
    piped = f'{sys.executable} -c "{code}" | head -c 10'
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    run = subprocess.run(piped, shell=True, capture_output=True, env=environment, check=True)
    assert run.stdout == b"x" * 10
    assert run.stderr == b""
    full = subprocess.run(
        command_line, shell=True, capture_output=True, env=environment, check=True
    )
    assert b"done" in full.stdout


def test_rendering_text_formats_imports_neither_pandas_nor_jinja():
    code = (
        "import sys; from divergence.reporting import FORMATS;"
        "import divergence.reporting.markdown, divergence.reporting.table;"
        "import divergence.reporting.csv, divergence.reporting.json, divergence.reporting.writing;"
        "print([m for m in ('pandas', 'jinja2', 'xlsxwriter', 'matplotlib') if m in sys.modules])"
    )
    assert run_python(code).strip() == b"[]"


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(to_json(ferry()), "utf-8")
    return path


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"template"}))
def test_a_saved_report_renders_as_compare_would_have(saved, tmp_path, name):
    if name in ("xlsx", "parquet"):
        pytest.importorskip({"xlsx": "xlsxwriter", "parquet": "pyarrow"}[name])
    out = tmp_path / f"out{FORMATS[name].suffix}"
    arguments = [str(saved), "--format", name, "--output", str(out), "--width", "80"]
    result = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert result.exit_code == 0
    expected = render(ferry(), name, RenderOptions(width=80))
    assert out.read_bytes() == (expected if isinstance(expected, bytes) else expected.encode())


def test_the_ending_of_the_output_decides_the_format(saved, tmp_path):
    CliRunner().invoke(command, [str(saved), "--output", str(tmp_path / "r.csv")])
    assert (tmp_path / "r.csv").read_text("utf-8").startswith('"finding"')


def test_a_report_is_read_from_standard_input(saved):
    result = CliRunner().invoke(command, ["-", "--format", "json"], input=saved.read_bytes())
    assert result.stdout_bytes == saved.read_bytes()


def test_what_cannot_be_read_is_named(saved, tmp_path):
    for arguments, error in (
        ([str(tmp_path / "gone.json")], InputError),
        ([str(tmp_path)], InputError),
        ([str(saved), "--format", "pdf"], SettingsError),
        ([str(saved), "--output", str(tmp_path / "no/r.md")], OutputError),
    ):
        result = CliRunner().invoke(command, arguments)
        assert isinstance(result.exception, error)


@pytest.mark.parametrize("event", ["moscow-meeting", "battery-recall"])
def test_a_report_rendered_later_equals_the_one_that_compare_wrote(event, tmp_path):
    from divergence.cli.compare import command as compare

    folder = str(Path(__file__).parents[2] / "fixtures" / event)
    paths = {name: tmp_path / f"a{FORMATS[name].suffix}" for name in FORMATS if name != "template"}
    for name in ("xlsx", "parquet"):
        if importlib.util.find_spec({"xlsx": "xlsxwriter", "parquet": "pyarrow"}[name]) is None:
            del paths[name]
    for name, path in paths.items():
        arguments = [folder, "--format", name, "--output", str(path), "--width", "80"]
        CliRunner().invoke(compare, arguments, catch_exceptions=False)
    for name, path in paths.items():
        again = tmp_path / f"b{FORMATS[name].suffix}"
        arguments = ["--format", name, "--output", str(again), "--width", "80"]
        CliRunner().invoke(command, [str(paths["json"]), *arguments], catch_exceptions=False)
        assert again.read_bytes() == path.read_bytes(), name
