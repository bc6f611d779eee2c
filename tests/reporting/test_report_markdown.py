from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from html.parser import HTMLParser

import pytest
from attack_texts import ATTACKS, ci_commands, unseen
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from sample_comparisons import ferry, large, nothing_shared, three_parties, with_text

from divergence.reporting import RenderOptions
from divergence.reporting.escaping import markdown as escaped
from divergence.reporting.escaping import one_line
from divergence.reporting.markdown import render

OWN_TAGS = {
    "h1", "h2", "h3", "p", "a", "strong", "table", "thead", "tbody", "tr", "th", "td",
    "blockquote", "ul", "ol", "li", "code",
}  # fmt: skip


class Page(HTMLParser):
    """Text, tags and attributes of rendered HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.cells: list[list[str]] = []
        self.quotes: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._open.append(tag)
        if tag == "tr":
            self.cells.append([])
        elif tag in ("td", "th"):
            self.cells[-1].append("")
        elif tag == "blockquote":
            self.quotes.append("")

    def handle_endtag(self, tag):
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        self.text += data
        if "td" in self._open or "th" in self._open:
            self.cells[-1][-1] += data
        if "blockquote" in self._open:
            self.quotes[-1] += data


def by_markdown_it(text: str) -> str:
    return (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .enable("strikethrough")
        .render(text)
    )


def by_pandoc(text: str, reader: str = "gfm") -> str:
    if shutil.which("pandoc") is None:
        pytest.skip("pandoc is not installed")
    run = subprocess.run(
        ["pandoc", "--from", reader, "--to", "html", "--wrap=none"],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout


def by_github(text: str) -> str:
    """GitHub's own renderer, which also links bare addresses."""
    if shutil.which("cmark-gfm") is None:
        pytest.skip("cmark-gfm is not installed")
    extensions = ("table", "strikethrough", "autolink", "tagfilter", "tasklist")
    switches = [part for name in extensions for part in ("--extension", name)]
    run = subprocess.run(
        ["cmark-gfm", "--unsafe", *switches],
        input=text, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return run.stdout


def squeezed(text: str) -> str:
    """White space as single spaces, accents composed as pandoc does."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text).strip())


ENGINES = [
    pytest.param(by_markdown_it, id="markdown-it"),
    pytest.param(by_github, id="cmark-gfm"),
    pytest.param(by_pandoc, id="pandoc-gfm"),
    pytest.param(lambda text: by_pandoc(text, "markdown-smart"), id="pandoc"),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sample", [ferry, three_parties, nothing_shared])
def test_engines_show_the_same_table_and_quotations(sample, engine):
    text = render(sample())
    page, model = Page(engine(text)), Page(by_markdown_it(text))
    assert page.cells == model.cells
    assert len(page.cells) > len(sample().topics)
    assert [squeezed(q) for q in page.quotes] == [squeezed(q) for q in model.quotes]


def test_the_table_says_who_speaks_of_what():
    cells = {row[0]: row[1:] for row in Page(by_markdown_it(render(ferry()))).cells}
    assert cells["Topic"] == ["Port authority", "Union", "Verdict"]
    assert cells["Overtime"] == ["—", "“unpaid overtime”", "Omission"]
    assert cells["Vote"][1] == "narrated"


def test_the_summary_says_what_each_side_leaves_out():
    text = render(ferry())
    assert "Not mentioned by Port authority: Overtime." in text
    assert "Not mentioned by Union: Freight and part of Sailings." in text
    assert "Not mentioned by Beta and Gamma: Trade." in render(three_parties())
    assert "Nowhere do they contradict each other." in render(nothing_shared())


def test_quotations_hold_the_very_words_and_their_place():
    quotes = Page(by_markdown_it(render(ferry()))).quotes
    assert any(
        "340 sailings lost in March" in quote and "line 7, characters 442–468" in quote
        for quote in quotes
    )


def test_words_that_differ_are_bold():
    assert "> **340** sailings lost in March" in render(ferry())


def test_brief_is_shorter_and_keeps_every_verdict():
    brief = render(ferry(), RenderOptions(detail="brief"))
    full = render(ferry())
    assert len(brief) < len(full) * 0.7
    for finding in ferry().findings:
        assert f'<a id="finding-{finding.id}"></a>' in brief
    assert "How to read this" not in brief


def test_every_link_in_the_page_has_its_anchor():
    page = Page(by_markdown_it(render(ferry())))
    ids = {value for name, value in page.attributes if name == "id"}
    links = {value[1:] for name, value in page.attributes if name == "href"}
    assert links
    assert links <= ids


def test_claims_of_no_finding_and_narrated_claims_are_listed():
    made = nothing_shared()
    text = render(type(made)(**{f: getattr(made, f) for f in made.__slots__} | {"findings": ()}))
    assert "Also said" in text
    assert "Schools open in May." in text
    assert "Of Union: “The union wants a vote before summer”" in render(ferry())


@pytest.mark.parametrize("engine", ENGINES)
def test_no_attack_leaves_markup_behind(engine):
    for name, attack in ATTACKS.items():
        text = render(with_text(attack))
        assert not unseen(text, "\n"), name
        assert not ci_commands(text), name
        page = Page(engine(text))
        assert set(page.tags) <= OWN_TAGS | {"colgroup", "col"}, name
        for key, value in page.attributes:
            assert key in {"align", "id", "href", "class", "style", "open", "start", "type"}, (
                name,
                key,
            )
            assert key != "href" or value.startswith("#"), name
        shown = squeezed(one_line(attack))
        assert shown in squeezed(page.text), (name, shown)
        assert len(page.cells[0]) == 4, name


def test_template_syntax_is_broken_up():
    text = render(with_text(ATTACKS["template"]))
    assert "{{" not in text
    assert "{%" not in text


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab 1#-+*_`~|[](){}<>!\\&;:=.$^@%\"'/\n\t"), max_size=24))
def test_any_text_comes_out_of_commonmark_as_it_went_in(text):
    shown = squeezed(Page(by_markdown_it(f"> {escaped(text)}\n")).text)
    assert shown.replace("# #", "##") == squeezed(one_line(text)).replace("# #", "##")
    cells = Page(by_markdown_it(f"| h | i |\n|---|---|\n| {escaped(text)} | z |\n")).cells[1]
    assert [squeezed(cell) for cell in cells] == [shown, "z"]


def test_a_large_report_is_written_in_time():
    assert render(large()).count('<a id="finding-') == len(large().findings)
