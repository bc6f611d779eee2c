"""The page for who hears it, steers by keyboard or needs contrast (WCAG 2.2, levels A and AA)."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html
from sample_comparisons import ferry, nothing_shared, three_parties

from divergence.reporting.html import render
from divergence.reporting.json import read

SAVED = sorted((Path(__file__).resolve().parents[2] / "reports").glob("*.json"))
CSS = (files("divergence.reporting") / "templates" / "report.css").read_text("utf-8")
CONTROLS = "//a | //button | //input | //select | //summary | //*[@tabindex='0'] | //*[@role]"
VERDICTS = ("conflict", "omission", "framing", "agreement")
WORDS_ON_GROUNDS = (
    *((ink, ground) for ink in ("ink", "faint", "link") for ground in ("paper", "sheet")),
    *(("ink", f"{kind}-wash") for kind in (*VERDICTS, "narrated")),
    *((verdict, ground) for verdict in VERDICTS for ground in ("paper", f"{verdict}-wash")),
    *(("link", f"{said}-wash") for said in ("framing", "narrated")),
    ("ink", "found"),
)


@pytest.fixture(
    scope="module",
    params=[ferry, nothing_shared, three_parties, *SAVED],
    ids=lambda made: made.__name__ if callable(made) else made.stem,
)
def page(request):
    made = request.param() if callable(request.param) else read(request.param.read_bytes())
    return html.document_fromstring(render(made))


def name_of(element: html.HtmlElement) -> str:
    """What a screen reader calls an element (roughly: accname 1.2)."""
    if labelled := element.get("aria-labelledby"):
        page = element.getroottree().getroot()
        return str(page.get_element_by_id(labelled).text_content()).strip()
    if element.get("aria-label"):
        return str(element.get("aria-label")).strip()
    if element.tag in ("input", "select"):
        labels = element.xpath("ancestor::label")
        return " ".join("".join(label.xpath("text()")) for label in labels).strip()
    return str(element.text_content()).strip()


def test_the_language_is_told(page):
    assert page.get("lang") == "en"


def test_the_page_has_a_title(page):
    assert page.findtext("head/title").strip()


def test_each_landmark_is_there_once(page):
    for landmark in ("body/header", "//nav", "body/main", "body/footer", "//h1"):
        assert len(page.xpath(landmark)) == 1, landmark


def test_the_first_link_skips_to_the_findings(page):
    assert page.xpath("(//a)[1]/@href") == ["#findings"]


def test_every_section_and_region_has_a_name(page):
    for element in page.xpath("//section | //nav | //form | //article | //*[@role='region']"):
        assert element.get("aria-label") or element.get("aria-labelledby"), element.attrib
        assert name_of(element)


def test_every_control_has_a_name(page):
    for control in page.xpath(CONTROLS):
        assert name_of(control), html.tostring(control)[:200]


def test_headings_do_not_skip_a_level(page):
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_header_of_a_table_says_what_it_heads(page):
    assert all(header.get("scope") in ("col", "row") for header in page.xpath("//th"))


def test_every_table_lies_in_a_region_that_names_it_and_can_be_scrolled_by_keyboard(page):
    for table in page.xpath("//table"):
        (frame,) = table.xpath("ancestor::*[@role='region'][1]")
        assert frame.get("tabindex") == "0"
        assert name_of(frame)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_they_stand_on(scheme):
    colours = colours_of(scheme)
    faint = {
        f"{ink} on {ground}": round(found, 2)
        for ink, ground in WORDS_ON_GROUNDS
        if (found := contrast(colours[ink], colours[ground])) < 4.5
    }
    assert faint == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_edges_of_controls_and_the_focus_stand_out(scheme):
    colours = colours_of(scheme)
    for edge in ("faint", "focus"):
        for ground in ("paper", "sheet"):
            assert contrast(colours[edge], colours[ground]) >= 3


def test_what_has_the_focus_is_outlined():
    rules = dict(re.findall(r"([^{}]*?)\s*\{([^{}]*)\}", CSS))
    rules = {selector.strip(): rule for selector, rule in rules.items()}
    assert "outline: 3px solid var(--focus)" in rules[":focus-visible"]
    assert not re.search(r"outline(-style|-width)?:\s*(none|0)", CSS)
    for selector, rule in rules.items():
        if "all: unset" in rule:  # takes the outline away too
            assert "outline: 3px solid var(--focus)" in rules[f"{selector}:focus-visible"]


def test_nothing_moves_for_who_asks_for_less_motion():
    (asked,) = re.findall(r"@media \(prefers-reduced-motion: no-preference\) \{(.*)\}", CSS)
    rest = CSS.replace(asked, "")
    assert not re.search(r"scroll-behavior|transition|animation", rest)


def colours_of(scheme: str) -> dict[str, str]:
    """The colour variables of the style sheet."""
    light, dark = re.findall(r":root \{([^}]*--paper[^}]*--conflict[^}]*)\}", CSS)
    return dict(re.findall(r"--([\w-]+): (#\w+)", light if scheme == "light" else dark))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    digits = colour[1:]
    pairs = [d * 2 for d in digits] if len(digits) == 3 else [digits[i : i + 2] for i in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_contrast_is_reckoned_as_in_the_guidelines():
    assert contrast("#000", "#fff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
