"""Page furniture is set aside with a reason; the sentences of the article are kept."""

import contextlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.errors import InputError
from divergence.reading import body, read_document
from divergence.reading.furniture import read_page

FIXTURES = Path(__file__).parents[2] / "fixtures"

BODY = (
    "The ministry said on Monday that the bridge would stay closed until the end of June.\n\n"
    "The union said the repairs had been put off for ten years, and it called for an inquiry.\n\n"
    "Engineers found cracks in two of the pillars during an inspection in the spring.\n\n"
)


def reasons(text, **options):
    return {text[a:b]: reason for (a, b), reason in read_page(text, **options).aside}


def kept(text, **options):
    return [text[a:b] for a, b in read_page(text, **options).body]


def test_an_article_without_furniture_is_kept_whole():
    assert reasons(BODY) == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Skip to main content", "navigation"),
        ("Home | World | Business", "navigation"),
        ("By Jane Doe and Omar Example", "byline"),
        ("Published: 3 May 2024", "date line"),
        ("Saturday, January 5, 2019", "date line"),
        ("A crane stands beside the bridge. (Photo by J. Doe)", "photo caption"),
        ("A general view shows the bridge at dawn on May 3.", "photo caption"),
        ("The mayor walks across the bridge in Lindow, May 3, 2024.", "photo caption"),
        ("The bridge in this photo taken on Monday is closed.", "photo caption"),
        ("© 2024 The Example. All rights reserved.", "copyright notice"),
        ("We use cookies to improve your visit.", "cookie notice"),
        ("Sign up for our daily newsletter", "newsletter box"),
        ("Already a subscriber? Log in", "subscription or sign-in box"),
        ("Share this article", "share box"),
        ("Advertisement", "advertisement"),
        ("Read more: Five bridges that are in need of repair", "related stories"),
        ("Leave a comment", "comment prompt"),
        ("Tags: bridges, repairs", "tag list"),
        ("Additional reporting by Jane Doe.", "credits of the article"),
        ("Media contact: press@bridge.example", "contact block"),
        ("\\###", "end mark"),
        ("---", "rule"),
        ("https://example.org/bridge", "web address"),
        ("![The bridge](bridge.png)", "picture"),
    ],
)
def test_a_line_of_furniture_is_set_aside_wherever_it_stands(line, reason):
    first, second, third = BODY.strip().split("\n\n")
    for text in (f"{line}\n\n{BODY}", f"{first}\n\n{line}\n\n{second}\n\n{third}", BODY + line):
        assert reasons(text)[line] == reason
        assert kept(text) == [first, second, third]


@pytest.mark.parametrize(
    "sentence",
    [
        "The union said its newsletter, which has 4,000 subscribers, would carry the answer.",
        "Readers of the newsletter learned of the closure on Friday.",
        "The council will sign up to 40 new inspectors by the end of the year.",
        "Nobody may enter the site without permission.",
        "We thank you for your support.",
        "“Please subscribe to our newsletter,” the mayor joked.",
        "The company changed its privacy policy after the inquiry.",
        "He declined.",
        "Inflation is seen at 4 percent by the end of the year.",
        "The ministry holds a view of the law that few lawyers share.",
        "The two mayors will attend a meeting in Lindow on May 3, 2024.",
        "The bridge was closed to lorries on May 3, 2019.",
        "Satellite images from Getty Images showed that the bridge had been cleared.",
        "The governor, who is seen as a moderate, backed the plan.",
        "Wages rose by $40 a month in the last quarter.",
        "What do you think of the closure, the mayor was asked on Monday?",
        "By Monday the bridge had been closed.",
        "Photographs of the cracks were published in May 2023.",
    ],
)
def test_a_sentence_that_only_speaks_of_such_things_is_kept(sentence):
    first, second, third = BODY.strip().split("\n\n")
    text = f"{first}\n\n{sentence}\n\n{second}\n\n{third}\n"
    assert sentence in kept(text)


def test_the_headline_and_the_subtitle_are_named():
    text = f"Bridge stays shut\n\nNo date for the repairs.\n\nBy Jane Doe\n\nLONDON — {BODY}"
    page = read_page(text)
    assert page.title == "Bridge stays shut"
    assert reasons(text)["Bridge stays shut"] == "headline"
    assert reasons(text)["No date for the repairs."] == "subtitle"


def test_the_date_of_a_teaser_is_not_that_of_the_page():
    assert read_page(f"{BODY}Related stories\n\nA ferry for the summer\n\nMay 3, 2024").date is None
    assert read_page(f"Bridge stays shut\n\nMay 4, 2024\n\n{BODY}").date == "2024-05-04"


def test_a_dateline_is_set_aside_and_its_sentence_kept():
    document = read_document(f"LONDON, May 3 (Example) — {BODY}".encode())
    aside = document.aside[0]
    assert document.text[aside.start : aside.end] == "LONDON, May 3 (Example) —"
    assert aside.reason == "dateline"
    first = body(document)[0]
    assert document.text[first.start :].startswith("The ministry said")


def test_a_caption_glued_to_a_paragraph_is_taken_off_alone():
    first, second, _ = BODY.split("\n\n", 2)
    caption = "Workers are seen standing on the bridge in the spring. (Photo by Jane Doe / Example)"
    text = f"{first}\n{caption}\n{second}\n"
    assert reasons(text) == {caption: "photo caption"}


def test_a_caption_without_credit_or_full_stop_is_told_among_full_sentences():
    first, second, third = BODY.strip().split("\n\n")
    caption = "Two engineers in yellow helmets walk along the closed bridge on the second of May"
    text = f"{first}\n\n{caption}\n\n{second}\n\n{third}\n\n{first}\n\n{second}"
    assert reasons(text) == {caption: "photo caption"}


def test_an_account_has_no_captions_without_a_credit():
    lost_stop = "The delegations hold that the bridge belongs to both towns and will stay so"
    text = f"{BODY}{lost_stop}\n\n{BODY}"
    assert reasons(text, account=True) == {}


def test_everything_after_the_article_is_furniture():
    tail = (
        "Related stories\n\nA ferry for the summer\n\nThe ferry will run until September.\n\n"
        "Who pays for the bridge\n\nNewsletter\n\nGet the best of our work every morning.\n"
    )
    page = read_page(BODY + tail)
    assert [BODY[a:b] for a, b in page.body] == BODY.strip().split("\n\n")


def test_body_text_after_a_box_in_the_middle_is_kept():
    box = "Related stories\n\nA ferry for the summer\n\nWho pays for the bridge\n\n"
    assert kept(BODY + box + BODY) == BODY.strip().split("\n\n") * 2


def test_a_list_that_the_text_introduces_is_kept():
    text = f"{BODY}The parties agreed to:\n\n- reopen the bridge;\n- share the costs.\n"
    assert "- share the costs." in kept(text)
    assert reasons(text) == {}


def test_a_text_wrapped_by_hand_is_read_as_paragraphs():
    text = (
        "The two ministers spoke today about the bridge between the towns of\n"
        "Lindow and Harrow. They agreed that it will be open again before the\n"
        "Home Secretary visits the region.\n\n\\###\n"
    )
    assert len(kept(text)) == 1
    assert reasons(text) == {"\\###": "end mark"}


def test_a_page_of_bare_lines_is_not_called_furniture():
    text = "No to the closure of the bridge\n\nYes to a public inquiry into its repair\n"
    assert kept(text)


def test_every_account_and_fixture_sentence_survives():
    text = (FIXTURES / "moscow-meeting" / "article.txt").read_text(encoding="utf-8")
    found = "\n".join(kept(text))
    assert "each capital came away with its own version" in found
    assert "foreign soldiers who came without its consent must leave first." in found
    for stray in ("(Photo by", "newsletter", "free trial", "hauliers", "All rights", "Skip to"):
        assert stray not in found


@given(st.text(st.sampled_from("aB .!?:,|—-#*>[]()\"“”'\n\r\t\u2028\xa0$12©•")))
def test_spans_are_exact_sorted_and_apart(text):
    page = read_page(text)
    spans = sorted([*(span for span, _ in page.aside), *page.body])
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        at = end
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said so on Monday. " * 30_000,
        "word " * 200_000,
        "x" * 1_000_000,
        "Skip to content\n" * 60_000,
        "- An item of a list\n" * 50_000,
        "By A" + "," * 1_000_000,
        "| a | b |\n" * 100_000,
        " " * 1_000_000 + "a.",
        "---\n" + "a" + " " * 1_000_000 + "\n---\nText.",
    ],
    ids=lambda text: text[:12].strip() or "spaces",
)
def test_large_input_takes_linear_time(text):
    began = time.perf_counter()
    with contextlib.suppress(InputError):  # only furniture: refused, but in time
        read_document(text.encode())
    assert time.perf_counter() - began < 20
