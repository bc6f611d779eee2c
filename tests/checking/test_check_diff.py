"""``divergence diff`` tells what was added, withdrawn, reworded, and which verdicts turned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking_toy import compare_documents
from conftest import ANKARA, DAMASCUS, Repository
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from divergence.checking.change_views import NOTHING, render
from divergence.checking.changes import Changes, changes_between
from divergence.model import Comparison, Document
from divergence.reporting.json import render as report_json


def compared(**accounts: str) -> Comparison:
    return compare_documents(
        "geneva",
        [Document(f"{name}.txt", text, account_of=name) for name, text in accounts.items()],
    )


BEFORE = compared(ankara=ANKARA, damascus=DAMASCUS)


def test_a_report_does_not_differ_from_itself() -> None:
    changes = changes_between(BEFORE, BEFORE)
    assert changes.empty
    assert changes == Changes(event="geneva")


def test_a_moved_paragraph_is_an_edited_document_and_no_more() -> None:
    moved = "\n".join(reversed(ANKARA.splitlines()))
    changes = changes_between(BEFORE, compared(ankara=moved, damascus=DAMASCUS))
    assert changes.empty
    assert [(change.kind, change.name) for change in changes.documents] == [
        ("edited", "ankara.txt")
    ]


def test_a_topic_that_a_party_stops_mentioning_turns_to_an_omission() -> None:
    shorter = DAMASCUS.replace("troops: The army does not", "roads: The army does not")
    changes = changes_between(BEFORE, compared(ankara=ANKARA, damascus=shorter))
    [troops] = [topic for topic in changes.topics if topic.topic == "troops"]
    assert (troops.old, troops.new) == ("conflict", "omission")
    assert [(s.party, s.old, s.new) for s in troops.stances] == [("Damascus", "says", "silent")]


def test_an_added_a_withdrawn_and_a_reworded_claim_are_told_apart() -> None:
    new = ANKARA.replace("is present in the north", "is stationed in the north").replace(
        "talks: The ministers met for three hours on Tuesday in the capital.\n",
        "aid: Forty trucks with tents crossed the border.\n",
    )
    changes = changes_between(BEFORE, compared(ankara=new, damascus=DAMASCUS))
    told = {(c.kind, c.party, (c.new or c.old).text) for c in changes.claims}
    assert told == {
        ("added", "Ankara", "Forty trucks with tents crossed the border."),
        ("withdrawn", "Ankara", "The ministers met for three hours on Tuesday in the capital."),
        ("reworded", "Ankara", "The army is stationed in the north to fight terrorism."),
    }


def test_a_verdict_that_turned_names_both() -> None:
    said = DAMASCUS + "refugees: No return of refugees to their homes was discussed.\n"
    changes = changes_between(BEFORE, compared(ankara=ANKARA, damascus=said))
    [finding] = changes.findings
    assert (finding.kind, finding.old, finding.new) == ("turned", "omission", "conflict")
    assert (finding.old_omitted_by, finding.new_omitted_by) == (("Damascus",), ())


def test_a_new_account_is_named() -> None:
    changes = changes_between(
        BEFORE, compared(ankara=ANKARA, damascus=DAMASCUS, moscow="talks: The ministers met.\n")
    )
    assert changes.parties_added == ("Moscow",)
    assert [change.name for change in changes.documents] == ["moscow.txt"]


def test_swapped_reports_swap_added_and_withdrawn() -> None:
    other = compared(ankara=ANKARA + "aid: Forty trucks crossed.\n", damascus=DAMASCUS)
    there, back = changes_between(BEFORE, other), changes_between(other, BEFORE)
    assert [change.kind for change in there.claims] == ["added"]
    assert [change.kind for change in back.claims] == ["withdrawn"]


WORDS = st.lists(
    st.sampled_from(["talks", "army", "no", "aid", "border", "convoy"]), min_size=1, max_size=5
)
LINES = st.lists(st.tuples(st.sampled_from("abc"), WORDS), max_size=5)


def _account(lines: list[tuple[str, list[str]]]) -> str:
    return "".join(f"{topic}: {' '.join(words)}\n" for topic, words in lines)


@settings(max_examples=60, deadline=None)
@given(old=LINES, new=LINES, other=LINES)
def test_each_claim_is_kept_added_withdrawn_or_reworded_once(
    old: list[tuple[str, list[str]]],
    new: list[tuple[str, list[str]]],
    other: list[tuple[str, list[str]]],
) -> None:
    before = compared(x=_account(old), y=_account(other))
    after = compared(x=_account(new), y=_account(other))
    changes = changes_between(before, after)
    kinds = [change.kind for change in changes.claims]
    kept = len(after.claims) - kinds.count("added") - kinds.count("reworded")
    assert kept == len(before.claims) - kinds.count("withdrawn") - kinds.count("reworded")
    assert kept >= len(other)


@pytest.mark.parametrize("name", ["table", "markdown", "json"])
def test_no_format_lets_an_article_through_raw(name: str) -> None:
    attack = "talks: \x1b[31m::error::x ##[error]y | <script>z</script> [a](http://b.example)\n"
    after = compared(ankara=ANKARA + attack, damascus=DAMASCUS)
    shown = render(changes_between(BEFORE, after), name)
    assert "\x1b" not in shown
    assert "##[error]" not in shown
    if name == "markdown":
        html = MarkdownIt("commonmark").enable("table").render(shown)
        assert "<script" not in html
        assert "<a " not in html
    if name == "json":
        told = [claim["new"]["text"] for claim in json.loads(shown)["claims"] if claim["new"]]
        assert any("##[error]y | <script>z</script>" in text for text in told)


def test_the_command_reads_saved_reports(repository: Repository, tmp_path: Path) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(report_json(BEFORE))
    new.write_text(report_json(compared(ankara=ANKARA, damascus=DAMASCUS + "aid: Ten trucks.\n")))
    assert repository.run("diff", str(old), str(old)).out == f"{NOTHING}\n"
    ran = repository.run("diff", str(old), str(new), "--exit-code", "--width", "80")
    assert ran.code == 1
    assert "Documents edited: damascus.txt." in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80
    assert "“Ten trucks.”" in ran.out
    ran = repository.run("diff", str(old), str(new), "--format", "markdown")
    assert ran.code == 0
    assert "## Claims added" in ran.out
    ran = repository.run("diff", str(old), str(new), "--format", "json", "--output", "x.json")
    assert json.loads((repository.root / "x.json").read_text())["schema"] == "divergence-changes/1"


def test_what_is_no_report_is_told_in_one_line(repository: Repository, tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    for arguments in ((str(bad), str(bad)), ("nowhere.json", str(bad))):
        ran = repository.run("diff", *arguments)
        assert ran.code == 2
        assert len(ran.err.splitlines()) == 1
