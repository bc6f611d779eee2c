"""A repository of accounts lives through what a newsroom's repository lives through."""

from __future__ import annotations

import json
import signal
import subprocess
import time

from conftest import ANKARA, DAMASCUS, Repository

GENEVA = "events/geneva"
BASELINE = "divergence-baseline.json"


def test_first_run_shows_all_findings_and_fails(repository: Repository) -> None:
    ran = repository.check()
    assert ran.code == 1
    assert "omission, new: refugees: Damascus silent, Ankara not" in ran.out
    assert "events/geneva/ankara.txt:3:9: Ankara: “The army is present" in ran.out
    assert ran.out.endswith("1 event compared, 2 new, 2 failing\n")
    assert ran.err == ""
    assert not (repository.root / BASELINE).exists()


def test_a_repository_without_settings_is_checked_too(repository: Repository) -> None:
    (repository.root / "divergence.toml").unlink()
    assert repository.check("events").code == 1


def test_update_baseline_makes_the_next_run_clean(repository: Repository) -> None:
    assert repository.check("--update-baseline").code == 0
    ran = repository.check()
    assert (ran.code, ran.out) == (
        0,
        "1 event compared (1 from the cache), 2 known, none failing\n",
    )


def test_a_new_article_is_compared_alone_and_its_findings_are_new(repository: Repository) -> None:
    repository.check("--update-baseline")
    repository.compared()
    repository.write("events/astana/ankara.txt", "aid: Forty trucks crossed the border.\n")
    repository.write("events/astana/damascus.txt", "aid: Not one truck crossed the border.\n")
    ran = repository.check()
    assert repository.compared() == ["events/astana"]
    assert ran.code == 1
    assert "conflict, new: aid" in ran.out
    assert "geneva" not in ran.out
    assert ran.out.endswith("2 events compared (1 from the cache), 1 new, 2 known, 1 failing\n")


def test_a_new_account_of_a_known_event_changes_its_findings(repository: Repository) -> None:
    repository.check("--update-baseline")
    repository.write("events/geneva/moscow.txt", "talks: The ministers met for three hours.\n")
    ran = repository.check("--all")
    assert ran.code == 1
    assert "Damascus and Moscow silent" in ran.out


def test_an_edited_article_shows_what_changed_and_what_it_was(repository: Repository) -> None:
    repository.check("--update-baseline")
    edited = DAMASCUS.replace("does not belong in the north and has to", "in the north should soon")
    repository.write("events/geneva/damascus.txt", edited)
    result = repository.result()
    [event] = result["events"]
    [troops] = [issue for issue in event["issues"] if issue["topic"] == "troops"]
    assert (troops["rule"], troops["status"], troops["before"]) == (
        "framing",
        "changed",
        "conflict",
    )
    assert troops["fails"] is False  # framing is a note
    assert result["exit_code"] == 0


def test_a_conflict_that_appears_in_a_known_omission_fails(repository: Repository) -> None:
    repository.check("--update-baseline")
    said = "refugees: No safe return of refugees to their homes was discussed.\n"
    repository.write("events/geneva/damascus.txt", DAMASCUS + said)
    ran = repository.check()
    assert ran.code == 1
    assert "conflict, changed (was omission): refugees" in ran.out


def test_a_moved_paragraph_changes_nothing(repository: Repository) -> None:
    repository.check("--update-baseline")
    before = (repository.root / BASELINE).read_bytes()
    lines = ANKARA.splitlines(keepends=True)
    repository.write("events/geneva/ankara.txt", "\n\n" + "\n".join(reversed(lines)))
    ran = repository.check("--strict")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 event compared, 2 known, none failing")
    repository.check("--update-baseline")
    assert (repository.root / BASELINE).read_bytes() == before


def test_a_corrected_typo_changes_nothing(repository: Repository) -> None:
    repository.write("events/geneva/ankara.txt", ANKARA.replace("terrorism", "terorism"))
    repository.check("--update-baseline")
    ids = repository.check("--all").ids
    repository.write("events/geneva/ankara.txt", ANKARA)
    ran = repository.check("--strict", "--all")
    assert ran.code == 0
    assert ran.ids == ids


def test_a_changed_number_is_not_a_typo(repository: Repository) -> None:
    repository.write("events/geneva/ankara.txt", ANKARA + "aid: The ministry sent 4120 tents.\n")
    repository.check("--update-baseline")
    repository.write("events/geneva/ankara.txt", ANKARA + "aid: The ministry sent 4170 tents.\n")
    ran = repository.check()
    assert ran.code == 1
    assert "omission, changed (reworded): aid" in ran.out


def test_an_accepted_finding_no_longer_fails_and_the_baseline_says_who_and_why(
    repository: Repository,
) -> None:
    [omission, conflict] = repository.check().ids
    accept = ("--accept", omission[:8], "--reason", "Not its matter", "--by", "A. Editor")
    ran = repository.check(*accept, "--until", "2030-06-30")
    assert ran.code == 1  # the conflict is still there
    assert ran.ids == [conflict]
    entries = json.loads((repository.root / BASELINE).read_text())["events"][GENEVA]
    assert [entry["accepted"] for entry in entries] == [
        {"by": "A. Editor", "reason": "Not its matter", "on": "2030-05-01", "until": "2030-06-30"}
    ]
    assert "omission, accepted until 2030-06-30" in repository.check("--all").out


def test_an_expired_acceptance_counts_again(repository: Repository) -> None:
    [omission, conflict] = repository.check().ids
    for identity in (omission, conflict):
        repository.check(
            "--accept", identity, "--reason", "r", "--by", "b", "--until", "2030-06-30"
        )
    assert repository.check("--today", "2030-06-30").code == 0
    ran = repository.check("--today", "2030-07-01")
    assert ran.code == 1
    assert "omission, expired 2030-06-30" in ran.out
    assert repository.check("--today", "2030-07-01", "--update-baseline").code == 1


def test_an_acceptance_in_the_settings_needs_a_reason_and_expires(repository: Repository) -> None:
    accept = '[[check.accept]]\nevent = "events/geneva"\nverdict = "conflict"\n'
    ran = repository.check()
    repository.write("divergence.toml", accept)
    ran = repository.check()
    assert ran.code == 2
    assert "divergence.toml, line 1: Object missing required field `reason`" in ran.err
    repository.write("divergence.toml", accept + 'reason = "settled"\nuntil = 2030-05-31\n')
    assert "conflict" not in repository.check().out
    assert "conflict, expired 2030-05-31" in repository.check("--today", "2030-06-01").out


def test_a_deleted_article_leaves_entries_that_are_no_longer_found(repository: Repository) -> None:
    repository.write("events/astana/ankara.txt", "aid: Forty trucks crossed the border.\n")
    repository.write("events/astana/damascus.txt", "aid: Not one truck crossed the border.\n")
    repository.check("--update-baseline")
    (repository.root / "events/astana/damascus.txt").unlink()
    ran = repository.check()
    assert ran.code == 0
    assert "not compared: events/astana: only one account" in ran.out
    assert "no longer found: conflict on aid" in ran.out
    (repository.root / "events/astana/ankara.txt").unlink()
    assert repository.check().code == 0
    strict = repository.check("--strict")
    assert strict.code == 1
    assert "no longer found: conflict on aid" in strict.out
    assert repository.check("--update-baseline", "--strict").code == 0
    assert "astana" not in (repository.root / BASELINE).read_text()


def test_a_check_of_one_folder_leaves_the_others_in_the_baseline(repository: Repository) -> None:
    repository.write("events/astana/ankara.txt", "aid: Forty trucks crossed the border.\n")
    repository.write("events/astana/damascus.txt", "aid: Not one truck crossed the border.\n")
    repository.check("--update-baseline")
    before = (repository.root / BASELINE).read_bytes()
    assert repository.check("events/astana", "--strict", "--update-baseline").code == 0
    assert (repository.root / BASELINE).read_bytes() == before


def test_an_event_that_has_gone_wrong_is_told_and_the_others_are_still_compared(
    repository: Repository,
) -> None:
    repository.write("events/astana/ankara.txt", b"\xff\xfe\x00broken")
    repository.write("events/astana/damascus.txt", "aid: Not one truck crossed the border.\n")
    ran = repository.check()
    assert ran.code == 2
    assert "events/astana\n  error: internal error: UnicodeDecodeError" in ran.out
    assert "conflict, new: troops" in ran.out


def test_an_event_with_a_link_that_leads_outside_is_told_whatever_is_in_the_cache(
    repository: Repository,
) -> None:
    repository.check()
    text = repository.root / "events/geneva/ankara.txt"
    text.rename(repository.root / "ankara.txt")
    text.symlink_to("../../ankara.txt")
    ran = repository.check()
    assert ran.code == 2
    assert "events/geneva/ankara.txt: is a link that leads outside the event's folder;" in ran.out


def test_changed_settings_compare_again_and_a_changed_policy_does_not(
    repository: Repository,
) -> None:
    repository.check()
    repository.compared()
    repository.write("divergence.toml", '[check]\nfail-on = "never"\n')
    assert repository.check().code == 0
    assert repository.compared() == []
    repository.write("divergence.toml", '[compare]\nattribution = "rules"\n')
    assert repository.check().code == 1
    assert repository.compared() == [GENEVA]
    repository.write("divergence.toml", "")
    assert repository.check().code == 1
    assert repository.compared() == []  # the earlier text and settings are still kept


def test_a_damaged_baseline_stops_the_check_with_a_clear_line(repository: Repository) -> None:
    repository.check("--update-baseline")
    path = repository.root / BASELINE
    good = path.read_bytes()
    for bad, says in (
        (good[: len(good) // 2], "not a usable baseline"),
        (b"", "not a usable baseline"),
        (b"[]", "it has no version"),
        (good.replace(b'"version": 1', b'"version": 99'), "version 99 of the baseline"),
        (good.replace(b'"topic"', b'"tropic"'), "the entries of events/geneva"),
        (b"<<<<<<< HEAD\n" + good, "not a usable baseline"),
    ):
        path.write_bytes(bad)
        ran = repository.check("--update-baseline")
        assert ran.code == 2
        assert says in ran.err
        assert len(ran.err.splitlines()) == 1
        assert path.read_bytes() == bad  # never replaced by itself


def test_damaged_cache_entries_are_compared_again(repository: Repository) -> None:
    repository.check("--update-baseline")
    [entry] = (repository.root / ".divergence-cache").glob("*/*.record")
    good = entry.read_bytes()
    for bad in (b"", good[:40], good[:-1] + b"!", b"\0" * 100):
        repository.compared()
        entry.write_bytes(bad)
        ran = repository.check()
        assert ran.code == 0
        assert "cache entry of events/geneva is damaged; comparing again" in ran.err
        assert repository.compared() == [GENEVA]
        assert entry.read_bytes() == good
        assert repository.check().err == ""


def test_the_cache_may_be_deleted(repository: Repository) -> None:
    first = repository.check()
    subprocess.run(["rm", "-r", str(repository.root / ".divergence-cache")], check=True)
    assert repository.check().out == first.out


def test_no_cache_keeps_nothing(repository: Repository) -> None:
    assert repository.check("--no-cache").code == 1
    assert not (repository.root / ".divergence-cache").exists()


def test_two_runs_at_once_both_end_right(repository: Repository) -> None:
    for number in range(6):
        repository.write(f"events/e{number}/ankara.txt", f"aid: {number} trucks crossed.\n")
        repository.write(f"events/e{number}/damascus.txt", "aid: Not one truck crossed.\n")
    command = repository.command("check", "--update-baseline", "--today", "2030-05-01")
    runs = [
        subprocess.Popen(
            command,
            cwd=repository.root,
            env=repository.environment(TOY_DELAY="0.05"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    ends = [run.communicate(timeout=60) for run in runs]
    assert [run.returncode for run in runs] == [0, 0], ends
    assert len(json.loads((repository.root / BASELINE).read_text())["events"]) == 7
    assert repository.check("--strict").code == 0
    assert repository.leftovers == []


def test_an_interrupted_run_writes_nothing_and_is_taken_up_where_it_stopped(
    repository: Repository,
) -> None:
    for number in range(20):
        repository.write(f"events/e{number:02}/ankara.txt", f"aid: {number} trucks crossed.\n")
        repository.write(f"events/e{number:02}/damascus.txt", "aid: Not one truck crossed.\n")
    arguments = ("check", "--update-baseline", "--output", "sarif=out.sarif", "--output", "text")
    for number in (signal.SIGINT, signal.SIGTERM):
        running = subprocess.Popen(
            repository.command(*arguments),
            cwd=repository.root,
            env=repository.environment(TOY_DELAY="0.1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        seen = len(repository.log.read_text().splitlines()) if repository.log.exists() else 0
        while not repository.log.exists() or (
            len(repository.log.read_text().splitlines()) < seen + 4
        ):
            time.sleep(0.02)
        running.send_signal(number)
        out, err = running.communicate(timeout=30)
        assert running.returncode == 130
        assert (out, err.strip()) == (b"", b"divergence: interrupted")
        assert not (repository.root / BASELINE).exists()
        assert not (repository.root / "out.sarif").exists()
        assert repository.leftovers == []
    done = set(repository.compared())
    assert repository.run(*arguments).code == 0
    assert len(set(repository.compared()) & done) <= 1  # the one that was interrupted
    assert (repository.root / "out.sarif").exists()


def test_nothing_to_compare_is_told_apart_from_clean(repository: Repository) -> None:
    for path in (repository.root / "events/geneva").iterdir():
        path.unlink()
    ran = repository.check()
    assert ran.code == 5
    assert repository.check("events/geneva").code == 5


def test_wrong_usage_is_told_in_one_line(repository: Repository) -> None:
    for arguments, says in (
        (("nowhere",), "nowhere: not found"),
        (("--output", "pdf"), "unknown format 'pdf'"),
        (("--output", "sarif=a", "--output", "junit=a"), "named twice"),
        (("--output", "sarif", "--output", "text"), "cannot share standard output"),
        (("--accept", "abc"), "--reason TEXT and --by NAME"),
        (("--accept", "zz", "--reason", "r", "--by", "b"), "no issues have an id"),
        (("--reason", "r"), "--accept ID"),
        (("--config", "no.toml"), "no.toml"),
        (("--output", "sarif=divergence.toml/x.sarif"), "cannot be written"),
    ):
        ran = repository.check(*arguments)
        assert ran.code == 2, arguments
        assert says in ran.err
        assert len(ran.err.splitlines()) == 1


def test_every_output_is_the_same_bytes_from_cold_and_warm_and_in_any_locale(
    repository: Repository,
) -> None:
    outputs = [f"--output={name}=out/{name}" for name in ("text", "sarif", "junit", "summary")]
    repository.check(*outputs, LC_ALL="C", PYTHONHASHSEED="1", TZ="Asia/Tokyo")
    first = {path.name: path.read_bytes() for path in (repository.root / "out").iterdir()}
    repository.check(*outputs, LC_ALL="C.UTF-8", PYTHONHASHSEED="2", TZ="UTC")
    second = {path.name: path.read_bytes() for path in (repository.root / "out").iterdir()}
    assert {**first, "text": b"", "summary": b""} == {**second, "text": b"", "summary": b""}
    assert first["text"].replace(b"compared,", b"compared (1 from the cache),") == second["text"]
