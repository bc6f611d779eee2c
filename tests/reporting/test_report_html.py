from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from attack_texts import ATTACKS, unseen
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_comparisons import ferry, large, nothing_shared, three_parties, with_text

from divergence.model import Aside, Claim, Comparison, Document
from divergence.report import Report
from divergence.reporting.escaping import one_line, visible
from divergence.reporting.html import render
from divergence.reporting.marking import marked_text

SAMPLES = [ferry, nothing_shared, three_parties, lambda: with_text("plain words")]
VOID = {"meta", "input", "rect", "line", "br"}


class Page(HTMLParser):
    """Tags, attributes and text; fails on elements that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.text = ""
        self.open: list[str] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not set(self.open) & {"script", "style"}:
            self.text += data

    def values(self, name: str) -> list[str]:
        return [value for _, key, value in self.attributes if key == name]


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_page_is_well_formed_and_its_links_lead_somewhere(sample):
    page = Page(render(sample()))
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.values("href")} <= set(ids)
    for name in ("aria-labelledby",):
        assert set(page.values(name)) <= set(ids)


def test_the_policy_allows_this_style_and_this_script_only():
    text = render(ferry())
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text).group(1)
    policy = policy.replace("&#39;", "'")
    for element in ("style", "script"):
        (inside,) = re.findall(rf"<{element}>(.*?)</{element}>", text, re.S)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{element}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_the_page_asks_nothing_of_a_network():
    page = Page(render(ferry()))
    assert not {"src", "srcset", "action", "data", "poster", "style"} & {
        name for _, name, _ in page.attributes
    }
    assert all(link.startswith("#") for link in page.values("href"))
    assert not re.search(r"url\(|@import", render(ferry()))
    assert not {"link", "iframe", "img", "object", "embed", "base"} & set(page.tags)


def test_no_attack_adds_an_element_or_an_attribute():
    plain = Page(render(with_text("plain words")))
    names = {(tag, name) for tag, name, _ in plain.attributes}
    for name, attack in ATTACKS.items():
        text = render(with_text(attack))
        assert not unseen(text), name
        page = Page(text)
        assert set(page.tags) <= set(plain.tags) | {"b"}, name
        assert {(tag, key) for tag, key, _ in page.attributes} <= names, name
        assert one_line(attack) in re.sub(r"\s+", " ", page.text), name


def test_the_source_texts_are_whole():
    for sample in (ferry, large):
        page = Page(render(sample()))
        for document in sample().documents:
            assert visible(document.text) in page.text


def test_a_large_page_stays_below_two_megabytes():
    assert len(render(large()).encode()) < 2_000_000


@st.composite
def marked_documents(draw):
    text = draw(st.text(alphabet="ab ", min_size=1, max_size=30))
    spots = st.integers(0, len(text))
    spans = st.lists(st.tuples(spots, spots).map(sorted).filter(lambda s: s[0] < s[1]), max_size=6)
    claims = tuple(
        Claim(f"c{at}", None, "narrated", "d", start, end, text[start:end])
        for at, (start, end) in enumerate(draw(spans))
    )
    asides = tuple(Aside("d", start, end, "why") for start, end in draw(spans))
    document = Document("d", text)
    return Comparison("e", {}, (document,), (), claims, (), (), (), aside=asides), document


@settings(max_examples=300, deadline=None)
@given(marked_documents())
def test_parts_joined_are_the_text_and_know_their_claims(made):
    comparison, document = made
    at = 0
    for part in marked_text(comparison, document):
        span = range(at, at + len(part.text))
        inside = {c.id for c in comparison.claims if c.start <= span.start and span.stop <= c.end}
        assert set(part.claims) == inside
        assert {c.id for c in comparison.claims if c.start == at} == set(part.starting)
        aside = any(a.start <= at < a.end for a in comparison.aside)
        assert part.kind == ("narrated" if inside else "set-aside" if aside else "")
        at = span.stop
    assert at == len(document.text)


def test_a_notebook_shows_the_report_without_style_or_script():
    fragment = Report(ferry())._repr_html_()
    page = Page(fragment)
    assert not {"style", "script", "a"} & set(page.tags)
    assert "Not mentioned by Port authority: Overtime" in page.text
    for attack in ATTACKS.values():
        hostile = Report(with_text(attack))._repr_html_()
        assert set(Page(hostile).tags) <= set(page.tags)
        assert not unseen(hostile)
    assert Report(ferry())._repr_markdown_().startswith("# Ferry talks")


def test_accents_that_blot_out_other_lines_are_written_out():
    assert visible("e\u0301\u0302 ở Ạ̈") == "e\u0301\u0302 ở Ạ̈"
    assert visible("e" + "\u0301" * 6) == "e" + "\u0301" * 4 + "⟦U+0301⟧⟦U+0301⟧"


@pytest.mark.parametrize(
    "command", ["::error::x", "  ::stop-commands::x", "##[error]x", "##vso[x]y"]
)
def test_no_line_of_a_page_is_a_workflow_command_and_the_text_stays(command):
    hostile = f"They said:\n{command}\nand left."
    html = render(with_text(hostile))
    assert not re.search(
        r"(?m)^\s*::(?!\w+[^:\n]*\{)|##(?:\[|[A-Za-z]+\[)",
        re.sub(r"(?s)<style>.*?</style>", "", html),
    )
    assert hostile in Page(html).text
