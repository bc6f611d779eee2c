"""Discovery, policy, baseline and fingerprints, each by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.checking import baseline as baseline_module
from divergence.checking import cache as cache_module
from divergence.checking.baseline import Baseline, encode_entries, load_baseline, save_baseline
from divergence.checking.discovery import find_events, in_scope
from divergence.checking.matching import Trace, fingerprint, relatedness, same_but_typos
from divergence.checking.policy import load_policy, severity_of, unmet
from divergence.checking.record import EventRecord, Place, Said, Seen, TopicSeen
from divergence.errors import InputError, SettingsError


def keys(root: Path, *paths: str, **options: tuple[str, ...]) -> list[str]:
    return [
        event.key for event in find_events([root / p for p in paths] or [root], root, **options)
    ]


def put(root: Path, *paths: str, text: str = "words\n") -> None:
    for path in paths:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def test_a_folder_of_texts_is_one_event_and_texts_above_it_are_articles(tmp_path: Path) -> None:
    put(tmp_path, "e/geneva/a.txt", "e/geneva/b.md", "e/article.html", "e/other.txt")
    assert keys(tmp_path) == ["e/article.html", "e/geneva", "e/other.txt"]


def test_what_is_nobodys_account_is_no_event(tmp_path: Path) -> None:
    put(
        tmp_path,
        *("README.md", "docs/CONTRIBUTING.md", ".git/x.txt", "node_modules/a/b.txt"),
        *(
            ".divergence-cache/a.txt",
            "venv/lib/notes.txt",
            "data/table.csv",
            "requirements-dev.txt",
        ),
    )
    assert keys(tmp_path) == []


def test_an_event_file_makes_its_folder_one_event_of_what_it_names(tmp_path: Path) -> None:
    put(tmp_path, "e/one/texts/a.txt", "e/one/b.txt", "shared/c.txt", "e/one/unnamed.txt")
    put(
        tmp_path,
        "e/one/event.toml",
        text='[[documents]]\nfile = "texts/a.txt"\n[[documents]]\nfile = "../../shared/c.txt"\n',
    )
    [event] = find_events([tmp_path / "e"], tmp_path)
    assert event.key == "e/one"
    assert event.paths == (tmp_path / "e/one",)
    assert [path.relative_to(tmp_path).as_posix() for path in event.inputs] == [
        "e/one/event.toml",
        "e/one/texts/a.txt",  # a file outside is refused when the event is read
    ]


def test_front_matter_gathers_an_event_from_several_folders(tmp_path: Path) -> None:
    put(tmp_path, "wh/call.md", text="---\ntitle: x\nevent: call-of-may\n---\nwords\n")
    put(tmp_path, "kremlin/call.txt", text='\ufeff+++\r\nevent = "call-of-may"\r\n+++\r\nwords\r\n')
    put(tmp_path, "kremlin/other.txt")
    assert keys(tmp_path) == ["@call-of-may", "kremlin"]
    [event] = find_events([tmp_path / "wh/call.md"], tmp_path)
    assert [path.name for path in event.inputs] == ["call.txt", "call.md"]


def test_a_file_stands_for_the_event_that_it_belongs_to(tmp_path: Path) -> None:
    put(
        tmp_path,
        "e/geneva/a.txt",
        "e/geneva/b.txt",
        "e/loose.txt",
        "articles/x.txt",
        "articles/y.txt",
    )
    assert keys(tmp_path, "e/geneva/a.txt", "e/geneva/b.txt") == ["e/geneva"]
    assert keys(tmp_path, "e/loose.txt") == ["e/loose.txt"]
    single = ("articles/*",)
    assert keys(tmp_path, "articles/x.txt", single=single) == ["articles/x.txt"]
    assert keys(tmp_path, "articles", single=single) == ["articles/x.txt", "articles/y.txt"]


def test_excluded_paths_are_passed_by(tmp_path: Path) -> None:
    put(tmp_path, "e/geneva/a.txt", "e/drafts/b.txt", "e/drafts/deep/c.txt")
    assert keys(tmp_path, exclude=("e/drafts/**",)) == ["e/geneva"]
    assert keys(tmp_path, exclude=("*/drafts",)) == ["e/geneva"]


def test_a_link_that_leads_back_up_does_not_trap_the_search(tmp_path: Path) -> None:
    put(tmp_path, "e/a.txt")
    (tmp_path / "e/up").symlink_to(tmp_path)
    assert keys(tmp_path) == ["e"]


def test_nothing_is_read_of_what_a_link_leads_to_outside_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "private.txt", text="---\nevent: secret\n---\nwords\n")
    put(tmp_path, "private.toml", text='[[documents]]\nfile = "b.txt"\n')
    put(tmp_path, "e/one/a.txt", "e/two/b.txt")
    (tmp_path / "e/one/link.txt").symlink_to(tmp_path / "private.txt")
    (tmp_path / "e/two/event.toml").symlink_to(tmp_path / "private.toml")
    assert keys(tmp_path, "e") == ["e/one", "e/two"]
    for event in find_events([tmp_path / "e"], tmp_path):
        with pytest.raises(InputError, match="is a link that leads outside the event's folder"):
            event.stay_inside()


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: not found"):
        find_events([tmp_path / "nowhere"], tmp_path)


def test_scope_is_what_lies_under_the_paths(tmp_path: Path) -> None:
    scope = [tmp_path / "events/a"]
    assert in_scope("events/a", scope, tmp_path)
    assert in_scope("events/a/b.txt", scope, tmp_path)
    assert not in_scope("events/ab", scope, tmp_path)
    assert not in_scope("@named", scope, tmp_path)
    assert in_scope("@named", [tmp_path], tmp_path)


def seen(verdict: str = "omission", topic: str = "refugees", **changes: object) -> Seen:
    values: dict = {
        "topic": topic,
        "topic_label": topic,
        "label": topic,
        "verdict": verdict,
        "omitted_by": ("Damascus",) if verdict == "omission" else (),
        "parties": ("Ankara", "Damascus"),
        "claims": (Said("Ankara", "They met.", Place("a.txt")),),
        "reasons": (),
        "nearest": (),
        "confidence": 0.5,
    }
    return Seen(**{**values, **changes})


POLICY = """\
[compare]
parties = ["Ankara", "Damascus"]

[[check.rule]]
verdict = "omission"
severity = "note"

[[check.rule]]
verdict = ["omission", "conflict"]
topic = "refug*"
silent = "damascus"
severity = "error"
always = true

[[check.rule]]
max-confidence = 0.3
severity = "off"

[[check.require]]
topic = "refugees"

[[check.override]]
paths = ["archive/**"]
rule = [{severity = "note"}]
require = [{topic = "aid", party = "Ankara", severity = "warning"}]
fail-on = "never"
"""


def policy_of(tmp_path: Path, text: str, name: str = "divergence.toml"):
    (tmp_path / name).write_text(text)
    return load_policy(tmp_path / name)


def test_the_last_rule_that_fits_decides(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, POLICY)
    assert severity_of(policy, "e", seen()) == ("error", True)
    assert severity_of(policy, "e", seen(topic="aid")) == ("note", False)
    assert severity_of(policy, "e", seen("conflict")) == ("error", False)  # the default
    assert severity_of(policy, "e", seen(confidence=0.2)) == ("off", False)
    assert severity_of(policy, "archive/2019/e", seen()) == ("note", False)


def test_a_required_topic_is_missed_by_each_party_that_does_not_say_it(tmp_path: Path) -> None:
    policy = policy_of(tmp_path, POLICY)
    record = EventRecord(
        "e",
        "e",
        (),
        parties=("Ankara", "Damascus", "Moscow"),
        topics=(TopicSeen("refugees", "refugees", {"Ankara": "says", "Damascus": "narrated"}),),
    )
    assert [party for _, party in unmet(policy, record)] == ["Damascus", "Moscow"]
    archived = EventRecord("archive/e", "e", (), parties=("Ankara", "Damascus"))
    assert [(need.topic, party) for need, party in unmet(policy, archived)] == [
        ("refugees", "Ankara"),
        ("refugees", "Damascus"),
        ("aid", "Ankara"),
    ]


def test_the_policy_is_read_from_pyproject_too(tmp_path: Path) -> None:
    text = "[tool.divergence.compare]\nparties = []\n[tool.divergence.check]\nfail-on = 'note'\n"
    assert policy_of(tmp_path, text, "pyproject.toml").fail_on == "note"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[check]\nfail-on = 'eror'\n", "line 2: Invalid enum value 'eror' at check.fail-on"),
        ("[check]\n\nfial-on = 'error'\n", "line 3: Object contains unknown field `fial-on`"),
        (
            "[[check.rule]]\nseverity = 'note'\n[[check.rule]]\nseverity = 'nope'\n",
            "line 4: Invalid enum value 'nope' at check.rule[1].severity",
        ),
        (
            "[[check.rule]]\nseverity = 'note'\n\n[[check.rule]]\nverdict = 'omission'\n",
            "line 4: Object missing required field `severity` at check.rule[1]",
        ),
        (
            "[[check.accept]]\nreason = 'x'\nid = 'a'\nuntil = 'soon'\n",
            "line 4: Invalid RFC3339 encoded date at check.accept[0].until",
        ),
        ("[[check.accept]]\nreason = 'x'\n", "line 1: an acceptance needs an id, event"),
        ("[check]\noverride = [{paths = ['a'], rule = [{severity = 1}]}]\n", "line 2: Expected"),
        ("[check\n", "not valid TOML"),
    ],
)
def test_a_mistake_in_the_policy_is_told_with_its_line(
    tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(SettingsError) as error:
        policy_of(tmp_path, text)
    assert says in str(error.value)
    assert "divergence.toml" in str(error.value)


def trace(*claims: str, verdict: str = "framing", **more: object) -> Trace:
    return Trace("talks", verdict, claims=claims, **more)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the ministres met for three hours", "the ministers met for three hours"),
        ("They recieved the delegation.", "They received the delegation"),
        ("Ankara welcomed an agreement", "Ankara welcomed the agreement"),
        ("they met on Tuesday", "They met, on Tuesday"),
        ("the talks in Damascsu were long", "the talks in Damascus were long"),
    ],
)
def test_a_corrected_typo_is_the_same_finding(old: str, new: str) -> None:
    assert same_but_typos(trace(f"Ankara: {old}"), trace(f"Ankara: {new}"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the talks were good", "the talks were bad"),
        ("it is legal", "it is illegal"),
        ("troops entered Iran", "troops entered Iraq"),
        ("Austria was present", "Australia was present"),
        ("they will attend", "they will not attend"),
        ("12 were killed", "13 were killed"),
        ("they confirmed the report", "they denied the report"),
        ("exports rose", "imports rose"),
        ("they will increase it", "they will decrease it"),
        ("it is now open", "it is not open"),
    ],
)
def test_another_meaning_is_another_finding(old: str, new: str) -> None:
    assert not same_but_typos(trace(f"Ankara: {old}"), trace(f"Ankara: {new}"))


def test_the_same_words_of_another_party_are_another_finding() -> None:
    assert not same_but_typos(trace("Ankara: they met"), trace("Damascus: they met"))
    assert not same_but_typos(trace("A: they met"), trace("A: they met", verdict="conflict"))
    assert not same_but_typos(trace("A: met", figures=("1",)), trace("A: met", figures=("2",)))
    assert not same_but_typos(trace("A: met"), trace("A: met", negated=1))


CLAIMS = st.lists(st.text(min_size=1, max_size=30), max_size=5)


@given(CLAIMS, st.randoms())
def test_the_order_of_claims_changes_no_fingerprint(claims: list[str], random) -> None:
    shuffled = list(claims)
    random.shuffle(shuffled)
    old, new = trace(*claims), trace(*shuffled)
    assert fingerprint("e", old) == fingerprint("e", new)
    assert same_but_typos(old, new)
    assert 0 <= relatedness(old, new) <= 1.000001


def test_a_baseline_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    known = [
        baseline_module.Entry(
            topic="t\u202e",
            verdict="conflict",
            id="b",
            claims=("A: \x1b\u2028 görüşme 😀",),
            negated=1,
        ),
        baseline_module.Entry(topic="t", verdict="omission", id="a", omitted_by=("B",)),
    ]
    path = tmp_path / "b.json"
    save_baseline(Baseline(path, {"z": encode_entries(known), "a": encode_entries([])}))
    text = path.read_text()
    assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) == {"\n"}
    assert "görüşme 😀" in text
    assert load_baseline(path).entries("z") == sorted(known, key=lambda entry: entry.topic)
    assert load_baseline(path).entries("a") == []


def test_an_older_baseline_is_brought_up_to_date_step_by_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def named_findings(table: dict) -> dict:
        return {"format": "divergence-baseline", "events": table["findings"]}

    def listed(table: dict) -> dict:
        return {"findings": {table["event"]: table["list"]}}

    monkeypatch.setattr(baseline_module, "UPGRADES", {0: named_findings, -1: listed})
    path = tmp_path / "b.json"
    path.write_text(
        '{"version": -1, "event": "e", "list": [{"id": "a", "topic": "t", "verdict": "conflict"}]}'
    )
    [entry] = load_baseline(path).entries("e")
    assert (entry.id, entry.verdict) == ("a", "conflict")


def test_the_cache_knows_changed_code_weights_files_and_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "package"
    put(package, "data/weights.json", "code.py", "__pycache__/code.pyc")
    put(tmp_path, "events/a.txt", "events/b.txt")
    [event] = find_events([tmp_path / "events"], tmp_path)
    monkeypatch.setattr(cache_module, "files", lambda name: package)

    def key(settings: bytes = b"") -> str:
        cache_module.tool_digest.cache_clear()
        return cache_module.Cache(tmp_path / "cache", settings).key(event, tmp_path)

    keys = [key(), key(b"other settings")]
    put(package, "__pycache__/code.pyc", text="compiled again")
    assert key() == keys[0]
    for path in ("package/data/weights.json", "package/code.py", "package/new.py", "events/a.txt"):
        put(tmp_path, path, text="changed\n")
        keys.append(key())
    monkeypatch.setattr(cache_module, "library_versions", lambda: ["numpy 99"])
    keys.append(key())
    assert len(set(keys)) == len(keys)
    monkeypatch.undo()
    cache_module.tool_digest.cache_clear()


def test_a_few_records_of_each_event_are_kept(tmp_path: Path) -> None:
    cache = cache_module.Cache(tmp_path, b"")
    for number in range(9):
        cache.store("e", f"{number:064x}"[::-1], EventRecord("e", str(number), ()))
    assert len(list(tmp_path.glob("*/*.record"))) == cache_module.KEPT
    found = cache.load("e", f"{8:064x}"[::-1])
    assert found.record is not None
    assert found.record.title == "8"


@pytest.mark.parametrize(
    "content", [b'{"format": "\xff"}', b'{"version": 9, "x": "\xff"}', b"\xff"]
)
def test_a_baseline_that_is_not_utf_8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "known.json").write_bytes(content)
    with pytest.raises(SettingsError, match=r"known\.json: not a usable baseline"):
        load_baseline(tmp_path / "known.json")


def test_a_baseline_that_must_exist_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    assert load_baseline(tmp_path / "no.json").events == {}
    with pytest.raises(SettingsError, match="there is no baseline"):
        load_baseline(tmp_path / "no.json", must_exist=True)


@pytest.mark.parametrize("setting", ["min-confidence = 7", "max-confidence = -0.1"])
def test_a_confidence_is_a_share(tmp_path: Path, setting: str) -> None:
    settings = f'[check]\n\n[[check.rule]]\nseverity = "note"\n{setting}\n'
    put(tmp_path, "divergence.toml", text=settings)
    with pytest.raises(SettingsError, match=r"divergence\.toml, line 5: Expected `float`"):
        load_policy(tmp_path / "divergence.toml")


def test_an_event_file_that_leads_nowhere_is_still_an_event(tmp_path: Path) -> None:
    put(tmp_path, "e/one/a.txt")
    (tmp_path / "e/one/event.toml").symlink_to("gone.toml")
    [event] = find_events([tmp_path], tmp_path)
    assert event.paths == (tmp_path / "e/one",)
