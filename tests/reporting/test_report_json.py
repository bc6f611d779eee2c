from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_comparisons import ferry, large, nothing_shared, three_parties, with_text

from divergence.errors import InputError
from divergence.reporting import RenderOptions
from divergence.reporting import render as render_as
from divergence.reporting.escaping import json_text, visible
from divergence.reporting.json import read, render

SCHEMA = json.loads(files("divergence.data").joinpath("report.schema.json").read_text("utf-8"))
SAMPLES = [ferry, nothing_shared, three_parties]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_report_reads_back_equal_and_renders_the_same_bytes(sample):
    text = render(sample())
    assert read(text) == sample()
    assert render(read(text)) == text
    assert read(text.encode()) == sample()


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_report_is_valid_by_the_published_schema(sample):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(render(sample())))


def test_the_schema_knows_every_key_that_is_written():
    def compare(value, schema, where="report"):
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
        if "oneOf" in schema and value is not None:
            schema = SCHEMA["$defs"][schema["oneOf"][0]["$ref"].rsplit("/", 1)[1]]
        if isinstance(value, dict) and "properties" in schema:
            assert set(value) == set(schema["properties"]) == set(schema["required"]), where
            for key, part in value.items():
                compare(part, schema["properties"][key], f"{where}.{key}")
        elif isinstance(value, list):
            for part in value:
                compare(part, schema["items"], f"{where}[]")

    compare(json.loads(render(ferry())), SCHEMA)


def test_a_byte_order_mark_is_passed_over():
    assert read(b"\xef\xbb\xbf" + render(ferry()).encode()) == ferry()


def test_a_large_report_reads_back_equal():
    assert read(render(large())) == large()


@given(
    st.text(
        alphabet="ae\u0301\u0300\u034f\u20d0\ufe2f\u180b\u200d\u202e\x1b\x7f😀#[:\n\t", max_size=30
    )
)
@settings(max_examples=200, deadline=None)
def test_nothing_is_left_to_write_out_when_json_is_printed(hostile):
    text = json_text(json.dumps(hostile, ensure_ascii=False))
    assert visible(text) == text
    assert json.loads(text) == hostile


def test_a_stack_of_accents_keeps_its_characters_and_its_places():
    hostile = "caf" + "e" + "\u0301" * 9 + " is shut"
    assert read(visible(render(with_text(hostile)))) == with_text(hostile)


def test_characters_that_a_terminal_obeys_are_escaped_and_read_back():
    hostile = "a\x1b[2J\x9b5n\u202egnp.exe\u200b##[error]x\U000e0041"
    text = render(with_text(hostile))
    assert not set(text) & set("\x1b\x9b\u202e\u200b\U000e0041")
    assert "##[" not in text
    assert read(text) == with_text(hostile)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda plain: plain["claims"][2].update(start="x"), r"r\.json: .*claims\[2\]\.start"),
        (lambda plain: plain["claims"][2].update(start=5), r"claims\[2\]\.text: is not what"),
        (lambda plain: plain["claims"][0].update(document="no"), r"claims\[0\]\.document: 'no'"),
        (lambda plain: plain["findings"][1].update(claims=["zz"]), r"findings\[1\].*no claim 'zz'"),
        (lambda plain: plain["findings"][1].update(verdict="maybe"), r"findings\[1\]\.verdict"),
        (lambda plain: plain["pairs"][0].update(claims=["c1", "zz"]), r"pairs\[0\].*no claim"),
        (lambda plain: plain["topics"][0].update(parties=[]), r"topics\[0\]\.parties: expected"),
        (lambda plain: plain["aside"][0].update(end=10**9), r"aside\[0\]"),
        (lambda plain: plain.pop("claims"), "lacks 'claims'"),
        (lambda plain: plain.update(schema="divergence-report-9"), "another version"),
        (lambda plain: plain.pop("schema"), "no report of divergence"),
        (lambda plain: plain.update(claims={}), "claims: expected a list"),
    ],
)
def test_damage_is_named_with_its_place(damage, message):
    plain = json.loads(render(ferry()))
    damage(plain)
    with pytest.raises(InputError, match=message) as caught:
        read(json.dumps(plain), "r.json")
    assert "\n" not in str(caught.value)
    assert "make it again" in str(caught.value)


@pytest.mark.parametrize("text", ["", "{", "[1", b"\xff\xfe", "[]", "3"])
def test_what_is_no_report_is_refused(text):
    with pytest.raises(InputError, match=r"^r\.json: is "):
        read(text, "r.json")


def places(value, path=()):
    yield path
    if isinstance(value, dict):
        for key, part in value.items():
            yield from places(part, (*path, key))
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from places(part, (*path, at))


PLACES = list(places(json.loads(render(ferry()))))[1:]
VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 10**20), st.floats(allow_nan=False),
    st.text(max_size=3),
    st.sampled_from(["port", "c1", "omission", "halvik.txt", [], {}, [[]], [{}], ["c1"]]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(place=st.sampled_from(PLACES), value=VALUES, remove=st.booleans())
def test_a_changed_report_is_refused_or_can_be_rendered(place, value, remove):
    plain = json.loads(render(ferry()))
    *way, last = place
    holder = plain
    for step in way:
        holder = holder[step]
    if remove:
        del holder[last]
    else:
        holder[last] = value
    try:
        comparison = read(json.dumps(plain), "r.json")
    except InputError:
        return
    for name in ("markdown", "table", "csv", "html", "json", "jsonl"):
        render_as(comparison, name, RenderOptions(table="claims"))


def test_endless_nesting_is_refused():
    with pytest.raises(InputError):
        read("[" * 100_000 + "]" * 100_000)
    deep = '"settings": {"a": ' + "[" * 900 + "]" * 900 + ","
    nested = render(ferry()).replace('"settings": {', deep)
    with pytest.raises(InputError, match="nested too deep"):
        read(nested)
