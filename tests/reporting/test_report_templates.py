from __future__ import annotations

import re

import pytest
from attack_texts import ATTACKS, ci_commands, unseen
from sample_comparisons import ferry, with_text

from divergence.errors import SettingsError
from divergence.report import Report

EVERYTHING = """{% for topic in topics %}
{{ topic.label }} {{ topic.verdict }}
{% for finding in topic.findings %}{{ finding.sentence }}
{% for said in finding.said %}{% for claim in said.claims %}{{ said.label }}: {{ claim.text }}
{% endfor %}{% endfor %}{% endfor %}{% endfor %}
{{ title }} {{ summary | join(" ") }} {{ settings }} {{ report.documents[0].text }}
"""


@pytest.fixture
def written(tmp_path):
    def write(name: str, text: str):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def test_a_template_sees_the_documented_variables(written):
    text = Report(ferry()).to_template(written("own.txt", EVERYTHING))
    assert "Union: unpaid overtime" in text
    assert "Overtime omission" in text


@pytest.mark.parametrize("name", ["own.txt", "own.md", "own.html.j2", "own.csv", "own.json.j2"])
def test_what_a_template_prints_is_escaped_for_its_kind_of_file(written, name):
    path = written(name, EVERYTHING)
    for attack_name, attack in ATTACKS.items():
        text = Report(with_text(attack)).to_template(path)
        assert not unseen(text), attack_name
        if name != "own.html.j2":
            assert not ci_commands(text), attack_name
        else:
            assert not re.search(r"<\w", text), attack_name


def test_macros_and_blocks_are_not_escaped_twice(written):
    macro = "{% macro m(x) %}*{{ x }}*{% endmacro %}{{ m(title) }}"
    source = macro + "{% set a %}*{{ title }}*{% endset %}|{{ a }}"
    escaped = r"*a\*b: what a\*b and a\*b say*"
    assert Report(with_text("a*b")).to_template(written("own.md", source)) == f"{escaped}|{escaped}"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("one\n{% for x in %}", r"own\.txt:2: Expected"),
        ("one\ntwo\n{{ nothing }}", r"own\.txt:3: 'nothing' is undefined"),
        ("{{ topics[0].no }}", r"own\.txt:1: .*no attribute 'no'"),
        ("\n{{ 1 / 0 }}", r"own\.txt:2: ZeroDivisionError"),
        ("{{ ''.__class__.__mro__ }}", r"own\.txt:1: .*unsafe"),
        ("{{ topics.clear() }}", r"own\.txt:1: .*"),
        ("{% include 'missing.txt' %}", r"missing\.txt: template not found"),
        ("{% include '../../etc/passwd' %}", r"template not found"),
    ],
)
def test_errors_of_a_template_name_file_and_line(written, source, message):
    with pytest.raises(SettingsError, match=message) as caught:
        Report(ferry()).to_template(written("own.txt", source))
    assert "\n" not in str(caught.value)


def test_a_missing_or_binary_template_is_refused(tmp_path):
    with pytest.raises(SettingsError, match=r"gone\.md: template not found"):
        Report(ferry()).to_template(tmp_path / "gone.md")
    (tmp_path / "b.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        Report(ferry()).to_template(tmp_path / "b.md")
