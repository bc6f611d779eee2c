"""Outputs hold to the published schemas, point at the very characters, and cannot be forged."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest
from conftest import ANKARA, Repository
from lxml import etree
from markdown_it import MarkdownIt

SCHEMAS = Path(__file__).parent / "schemas"

HOSTILE = [
    "::error file=a.txt,line=1::forged",
    "x%0A::error::forged",
    "x\u2028::warning::forged\u2029::notice::forged",
    "x\x85::error::forged\x0b::error::forged\x0c::error::forged",
    "##[error]forged and ##vso[task.complete]forged ##teamcity[forged]",
    "\x1b]0;forged\x07\x1b[31mred\x1b[0m \x9b31m",
    "abc\u202eforged\u202c \u200b\u2066hidden\u2069",
    "<script>alert(1)</script> & <b>bold</b> ]]> <!-- x -->",
    "| a | b | [link](http://evil.example) ![i](x) `code` **bold** <br> @name #12",
    "[text](0) {0} {{1}} \\[x](http://evil.example)",
    "http://evil.example www.evil.example",
    "title=a,line=2::forged, col=3",
    "]]>&#0; \ufffe \ud7ff \U0001f600 e\u0301",
]


@pytest.fixture
def hostile(repository: Repository) -> Repository:
    """A repository whose articles, file names and topics attack each output."""
    lines = [f"topic-{number}: {text}\n" for number, text in enumerate(HOSTILE)]
    repository.write("events/attack,a:b%0A/ankara.txt", "".join(lines))
    repository.write("events/attack,a:b%0A/damascus.txt", "other: Nothing of that.\n")
    return repository


def test_sarif_is_valid_against_the_official_schema(hostile: Repository) -> None:
    hostile.check("--update-baseline")
    hostile.write("events/geneva/ankara.txt", ANKARA + "aid: Forty trucks.\nwater: A pump.\n")
    [first, _] = hostile.check().ids
    hostile.check("--accept", first, "--reason", "r", "--by", "b")
    hostile.write("events/broken/ankara.txt", b"\xff\xfe\x00broken")
    hostile.write("events/broken/damascus.txt", "x: y\n")
    log = json.loads(hostile.check("--output", "sarif").out)
    schema = json.loads((SCHEMAS / "sarif-2.1.0.json").read_text())
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(log)] == []
    [run] = log["runs"]
    states = {result["baselineState"] for result in run["results"]}
    assert states == {"new", "unchanged"}
    assert [r["suppressions"][0]["justification"] for r in run["results"] if "suppressions" in r]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert all(rules[result["ruleIndex"]] == result["ruleId"] for result in run["results"])
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_sarif_regions_are_the_very_characters(
    repository: Repository, line_end: str, mark: str
) -> None:
    text = "greeting: 😀 İstanbul’da görüşme — e\u0301lan\nrefugees: All “12” want to go home.\n"
    repository.write("events/geneva/ankara.txt", mark + text.replace("\n", line_end))
    log = json.loads(repository.check("--output", "sarif").out)
    found = []
    for result in log["runs"][0]["results"]:
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            place = location["physicalLocation"]
            uri = unquote(place["artifactLocation"]["uri"])
            content = (repository.root / uri).read_bytes().decode("utf-8-sig")
            region = place["region"]
            start = region["charOffset"]
            by_offset = content[start : start + region["charLength"]]
            lines = re.split(r"\r\n|\n", content)
            by_column = lines[region["startLine"] - 1][
                region["startColumn"] - 1 : region["endColumn"] - 1
            ]
            assert by_offset == by_column == region["snippet"]["text"]
            found.append(by_offset)
    assert "😀 İstanbul’da görüşme — e\u0301lan" in found
    assert "All “12” want to go home." in found


def test_sarif_fingerprints_survive_a_moved_paragraph(repository: Repository) -> None:
    def prints() -> list[str]:
        log = json.loads(repository.check("--output", "sarif").out)
        return [r["partialFingerprints"]["divergenceFinding/v1"] for r in log["runs"][0]["results"]]

    before = prints()
    repository.write("events/geneva/ankara.txt", "\n".join(reversed(ANKARA.splitlines())))
    assert prints() == before


def test_sarif_messages_hold_no_links_or_placeholders_of_an_article(hostile: Repository) -> None:
    log = json.loads(hostile.check("--output", "sarif").out)
    texts = [result["message"]["text"] for result in log["runs"][0]["results"]]
    for text in texts:
        bare = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", text)
        assert not re.search(r"[\[\]{}]", bare)


def test_junit_is_valid_against_the_schema_of_the_xunit_plugin(hostile: Repository) -> None:
    hostile.check("--update-baseline")
    hostile.write("events/geneva/ankara.txt", ANKARA + "aid: Forty trucks crossed.\n")
    [first, *_] = hostile.check().ids
    hostile.check("--accept", first, "--reason", "r", "--by", "b")
    hostile.write("events/new/ankara.txt", f"a: {HOSTILE[5]}{HOSTILE[12]}\n")
    hostile.write("events/new/damascus.txt", "b: c\n")
    hostile.write("events/broken/ankara.txt", b"\xff\xfe\x00broken")
    hostile.write("events/broken/damascus.txt", "x: y\n")
    hostile.write("events/single/ankara.txt", "x: y\n")
    document = hostile.check("--output", "junit").out.encode()
    tree = etree.fromstring(document)
    schema = etree.XMLSchema(etree.parse(str(SCHEMAS / "junit-10.xsd")))
    schema.assertValid(tree)
    for suite in tree:
        assert int(suite.get("tests")) == len(suite)
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name)) == len(suite.findall(f"testcase/{tag}"))
    totals = {tag: len(tree.findall(f".//{tag}")) for tag in ("failure", "error", "skipped")}
    assert totals == {"failure": 2, "error": 1, "skipped": 2}


def test_no_article_can_forge_an_annotation(hostile: Repository) -> None:
    ran = hostile.check("--output", "github", "--output", "text")
    commands = [line for line in ran.out.splitlines() if line.lstrip().startswith("::")]
    assert len(commands) == 10 + 1  # ten warnings at most, and the one error of geneva
    shape = re.compile(r"::(error|warning|notice) (\w+=[^,:\r\n]*)(,\w+=[^,:\r\n]*)*::[^\r\n]*")
    assert all(shape.fullmatch(line) for line in commands)
    assert all("file=events/" in line for line in commands)
    # What the runner takes for commands: "##[" anywhere in a line that is none of ours.
    for line in re.split(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", ran.out):
        if line not in commands:
            assert not re.search(r"##\w*\[", line)
            assert not line.lstrip().startswith("::")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", ran.out)


@pytest.mark.parametrize("name", ["text", "summary", "json", "sarif", "junit"])
def test_no_output_on_a_log_holds_a_command_of_an_article(hostile: Repository, name: str) -> None:
    out = hostile.check("--output", name).out
    assert not re.search(r"##\w*\[", out)
    assert not re.search(r"(?m)^\s*::", out)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", out)


def test_annotations_keep_within_the_limits_and_the_gravest_come_first(
    repository: Repository,
) -> None:
    for number in range(15):
        repository.write(f"events/e{number:02}/ankara.txt", f"a: Yes {number}.\nb: B.\n")
        repository.write(f"events/e{number:02}/damascus.txt", "a: No.\n")
    out = repository.check("--output", "github").out.splitlines()
    kinds = [line.split(" ")[0] for line in out if line.startswith("::")]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10
    assert "12 more issues; GitHub shows 10 of a kind" in out


def test_what_is_no_longer_found_is_a_notice_or_under_strict_an_error(
    repository: Repository,
) -> None:
    repository.check("--update-baseline")
    repository.write("events/geneva/ankara.txt", "talks: The ministers met for three hours.\n")
    out = repository.check("--output", "github", "--fail-on", "never").out
    assert "::notice file=events/geneva/ankara.txt,title=no longer found%3A omission" in out
    ran = repository.check("--output", "github", "--fail-on", "never", "--strict")
    assert ran.code == 1
    assert "::error file=events/geneva/ankara.txt,title=no longer found%3A omission" in ran.out


def test_the_job_summary_is_added_to_what_is_there(hostile: Repository, tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("# From an earlier step\n")
    hostile.check("--output", "github", GITHUB_STEP_SUMMARY=str(path))
    text = path.read_text()
    assert text.startswith("# From an earlier step\n## divergence check\n")
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert "<script" not in html
    assert "<a " not in html
    assert "<img" not in html
    rows = re.findall(r"<tr>(.*?)</tr>", html, re.S)
    assert len(rows) == 1 + 2 + len(HOSTILE) + 1
    assert all(len(re.findall(r"<t[dh]", row)) == 6 for row in rows)


def test_the_job_summary_stays_below_one_mebibyte() -> None:
    from divergence.checking import github
    from divergence.checking.outcome import CheckResult, Issue, Outcome
    from divergence.checking.record import Place, Said, Seen

    said = tuple(Said("Ä", "ü|" * 200, Place("ü.txt", 0, 4, 1, 1, 1, 5)) for _ in range(10))
    seen = Seen("t", "T", "l", "conflict", (), ("Ä",), said, (), (), 0.5)
    result = CheckResult()
    for number in range(400):
        issue = Issue(f"{number:016x}", "conflict", "error", "new", True, seen)
        result.add(Outcome(f"e{number}", "e", "compared", ("ü.txt",), issues=(issue,)))
    pieces = list(github.summary(result))
    assert 900_000 < len("".join(pieces).encode()) <= github.SUMMARY_BYTES
    assert re.fullmatch(r"\n\d+ more rows are left out: a summary holds 1 MiB.\n", pieces[-1])


def test_several_outputs_at_once(repository: Repository) -> None:
    ran = repository.check(
        "--output", "sarif=out/a.sarif", "--output", "junit=b.xml", "--output", "json=-"
    )
    result = json.loads(ran.out)
    assert (result["schema"], result["exit_code"], ran.code) == ("divergence-check/1", 1, 1)
    assert json.loads((repository.root / "out/a.sarif").read_text())["version"] == "2.1.0"
    assert (repository.root / "b.xml").read_text().startswith("<?xml")
    assert repository.check("--quiet", "--output", "junit=b.xml").out == ""
    assert repository.check("--output", "junit=b.xml").out.endswith("2 failing\n")


def test_json_counts_what_it_lists(hostile: Repository) -> None:
    result = hostile.result()
    issues = [issue for event in result["events"] for issue in event["issues"]]
    assert result["totals"]["issues"]["new"] == len(issues)
    assert result["totals"]["failing"] == sum(issue["fails"] for issue in issues)


def test_a_progress_bar_shows_on_a_terminal_only(repository: Repository) -> None:
    import pty

    def shown(*arguments: str) -> str:
        ours, theirs = pty.openpty()
        done = subprocess.Popen(
            repository.command("check", *arguments),
            cwd=repository.root,
            env=repository.environment(TOY_DELAY="0.3"),
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        collected = io.BytesIO()
        try:
            while piece := os.read(ours, 4096):
                collected.write(piece)
        except OSError:
            pass  # the terminal's other end is closed
        done.wait()
        os.close(ours)
        return collected.getvalue().decode()

    assert "1/1" in shown("--no-cache")
    assert shown("--no-cache", "--quiet") == ""
    assert repository.check("--no-cache").err == ""


def test_places_in_a_page_are_those_of_its_source(tmp_path: Path) -> None:
    from divergence.checking.record import record_of
    from divergence.model import Claim, Comparison, Document, Finding, Party

    page = tmp_path / "page.html"
    source = (
        "<html><body>\n<p>The <b>talks</b> were\n held in Geneva &amp; Bern.</p></body></html>\n"
    )
    page.write_text(source)
    text = "The talks were held in Geneva & Bern."
    claims = (
        Claim("a", "x", "account", "page.html", 4, 29, text[4:29]),
        Claim("b", "x", "account", "page.html", 4, 36, text[4:36]),
    )
    comparison = Comparison(
        "e",
        {},
        (Document("page.html", text),),
        (Party("x", "X"),),
        claims,
        (),
        (Finding("f", "t", "t", "omission", ("a", "b")),),
        (),
    )
    [seen] = record_of(comparison, "e", [page], tmp_path).findings
    place = seen.claims[0].place
    assert source[place.start : place.start + place.length] == "talks</b> were\n held in Geneva"
    assert (place.line, place.column, place.end_line) == (2, 11, 3)
    assert (
        seen.claims[1].place.line is None
    )  # "&" is "&amp;" in the source: the file alone is named


def test_control_characters_of_a_path_are_shown_in_annotations(repository: Repository) -> None:
    repository.write("events/b\x1b[31m/ankara.txt", "aid: Forty trucks crossed the border.\n")
    repository.write("events/b\x1b[31m/damascus.txt", "aid: Not one truck crossed the border.\n")
    out = repository.check("--output", "github").out
    assert "\x1b" not in out
    assert "file=events/b⟦U+001B⟧[31m/" in out


def test_a_baseline_that_is_named_and_not_there_is_refused(repository: Repository) -> None:
    ran = repository.check("--baseline", "no.json")
    assert (ran.code, ran.out) == (2, "")
    assert "no.json: there is no baseline" in ran.err
    assert repository.check("--baseline", "no.json", "--update-baseline").code == 0
    assert repository.check("--baseline", "no.json").code == 0
