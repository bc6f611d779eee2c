from __future__ import annotations

from pathlib import Path

import pytest
from sample_comparisons import ferry

from divergence.reporting import FORMATS
from divergence.reporting.frames import TABLES
from divergence.reporting.view import view_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "report.md"


@pytest.fixture(scope="module")
def text():
    return DOCUMENT.read_text("utf-8")


def test_every_format_is_documented(text):
    for known in FORMATS.values():
        assert f"| `{known.name}` |" in text


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_documented_as_it_is(text, name):
    section = text.split(f"\n### {name}\n")[1].split("\n#")[0]
    for column in TABLES[name].columns:
        assert f"| `{column.name}` | {column.type} | {column.description} |" in section


def test_every_variable_of_a_template_is_documented(text):
    section = text.split("\n## Templates\n")[1]

    def keys(value):
        if isinstance(value, dict):
            for key, part in value.items():
                if key not in {"port", "union"}:
                    yield key
                yield from keys(part)
        elif isinstance(value, list):
            for part in value:
                yield from keys(part)

    for key in set(keys(view_of(ferry()))):
        assert f"`{key}`" in section, key
