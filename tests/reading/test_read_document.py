"""One text: what it states of itself, and what is refused."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.errors import InputError, MissingExtraError
from divergence.model import Aside, Document
from divergence.reading import body, read_document
from divergence.reading.dates import only_a_date, stated_date
from divergence.reading.document import body_paragraphs

FIXTURES = Path(__file__).parents[2] / "fixtures"
TEXT = "The ministry said on Monday that the bridge would stay closed until the end of June.\n"


def test_line_ends_are_kept():
    text = TEXT.replace(" on ", "\r\non ") + "\r" + TEXT + "\u2028" + TEXT
    assert read_document(text.encode()).text == text


def test_a_byte_order_mark_is_no_part_of_the_text():
    assert read_document(b"\xef\xbb\xbf" + TEXT.encode()).text == TEXT


def test_what_is_given_goes_before_what_the_text_states():
    stated = f"Bridge shut\n\nPublished: 3 May 2024\n\n{TEXT}".encode()
    document = read_document(stated, "b.txt")
    assert (document.title, document.date, document.name) == ("Bridge shut", "2024-05-03", "b.txt")
    given_values = read_document(stated, title="T", date="2020-01-01", outlet="O", account_of="P")
    assert (given_values.title, given_values.date) == ("T", "2020-01-01")
    assert (given_values.outlet, given_values.account_of) == ("O", "P")
    assert given_values.name == "standard input"


def test_front_matter_is_read_and_set_aside():
    document = read_document(FIXTURES / "battery-recall" / "voltane-statement.md")
    assert document.account_of == "Voltane"
    assert document.outlet == "Voltane Energy"
    assert document.date == "2024-09-17"
    assert document.title == "Statement on the HomeStore 5"
    assert document.aside[0].reason == "front matter"
    first = body(document)[0]
    assert document.text[first.start :].startswith("Voltane Energy takes")


def test_code_blocks_and_links_of_markdown_do_not_split_the_text():
    code = "```\nif x: pass\n```"
    text = f"# Notes\n\n{TEXT}\n{code}\n\nSee [the order](https://a.example/x). It holds.\n"
    document = read_document(text.encode(), "notes.md")
    assert {aside.reason for aside in document.aside} == {"headline", "code"}


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2024-07-25 09:35:53", "2024-07-25"),
        ("january 5, 2019", "2019-01-05"),
        ("5 january 2019", "2019-01-05"),
        ("sept. 3rd, 2021", "2021-09-03"),
        ("25.04.2023", "2023-04-25"),
        ("04/05/2023", None),
        ("31 february 2020", None),
        ("tuesday", None),
        ("5 january 2019 to 7 january 2019", None),
    ],
)
def test_a_date_is_read_only_where_it_is_one_day(line, day):
    assert stated_date(line) == day


def test_a_sentence_with_a_date_is_no_date_line():
    assert only_a_date("saturday, january 5, 2019")
    assert not only_a_date("the talks of january 5, 2019")


def test_another_language_is_named_in_a_warning():
    french = (
        "Le ministère des Affaires étrangères a déclaré mardi que les négociations avec la "
        "délégation avaient été constructives et que les deux parties se sont mises d'accord sur "
        "une nouvelle rencontre dans les prochaines semaines, selon un communiqué.\n"
    )
    document = read_document(french.encode())
    assert document.language == "fr"
    assert "another language than English (fr)" in document.warnings[0]
    assert read_document((TEXT * 3).encode()).language == "en"


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(data):
    with pytest.raises(InputError, match=r"a\.txt: the file is empty"):
        read_document(data, "a.txt")


def test_only_furniture_is_refused():
    page = b"Skip to main content\n\nSubscribe\n\nShare this article\n\nAdvertisement\n"
    with pytest.raises(InputError, match=r"a\.txt: only page furniture"):
        read_document(page, "a.txt")


def test_what_is_no_readable_file_is_refused(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_document(tmp_path / "missing.txt")
    with pytest.raises(InputError, match="a folder where a file is expected"):
        read_document(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match="not a regular file"):
        read_document(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / "loop.txt")
    with pytest.raises(InputError, match="cannot be read"):
        read_document(tmp_path / "nul\0.txt")


def test_a_message_stays_on_one_line_whatever_the_name(tmp_path):
    with pytest.raises(InputError) as refused:
        read_document(tmp_path / "a\n\x1b[2Jb.txt")
    assert str(refused.value).isprintable()


def test_an_absurdly_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(InputError, match=r"50,000,001 bytes; at most 50,000,000"):
        read_document(path)


def test_a_wrong_date_is_refused():
    with pytest.raises(InputError, match="write it as YYYY-MM-DD"):
        read_document(TEXT.encode(), date="25 April")


@given(st.text())
def test_any_text_gives_exact_sorted_asides_or_an_input_error(text):
    try:
        document = read_document(text.encode("utf-8", "surrogatepass"))
    except InputError:
        return
    at = 0
    for aside in document.aside:
        assert at <= aside.start < aside.end <= len(document.text)
        at = aside.end
    for span in body(document):
        assert document.text[span.start : span.end].strip()


def test_a_page_in_html_gives_its_article_title_date_and_outlet():
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    document = read_document(FIXTURES / "moscow-meeting" / "article.html")
    assert document.title == "Ankara and Damascus give different accounts of Moscow talks"
    assert (document.date, document.outlet) == ("2023-04-26", "The Example Courier")
    assert "reopening the M-4 motorway" in document.text
    for stray in ("newsletter", "hauliers", "cookies", "Photo by", "Facebook"):
        assert stray not in document.text


def test_html_from_standard_input_is_told_by_its_beginning():
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    page = (FIXTURES / "moscow-meeting" / "article.html").read_bytes()
    assert read_document(page).text == read_document(page, "a.html").text


@pytest.mark.parametrize("reference", ["&#27;", "&#x1b;", "&#0;", "&#xD800;", "\x1b", "&#1114112;"])
def test_a_control_character_does_not_empty_a_page(reference):
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    page = (FIXTURES / "moscow-meeting" / "article.html").read_text(encoding="utf-8")
    page = page.replace("constructive", f"con{reference}structive")
    document = read_document(page.encode(), "a.html")
    assert "Practical steps towards normalising" in document.text
    assert "\x1b" not in document.text


def test_a_page_keeps_the_encoding_that_it_declares():
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    page = (FIXTURES / "moscow-meeting" / "article.html").read_text(encoding="utf-8")
    page = page.replace('charset="utf-8"', 'charset="iso-8859-2"').replace("Hartwell", "Hartwełł")
    page = page.replace("the ministry added", "the łódź ministry added").replace("—", "-")
    document = read_document(page.encode("iso-8859-2"), "a.html")
    assert "the łódź ministry added" in document.text
    assert "iso8859-2" in document.warnings[0]


def test_a_page_without_an_article_is_refused():
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    with pytest.raises(InputError, match="no article text"):
        read_document(b"<!doctype html><html><body><script>1</script></body></html>", "a.html")


def test_a_missing_html_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'divergence\[html\]'"):
        read_document(b"<html><body><p>Text.</p></body></html>", "a.html")


def test_plain_text_loads_no_html_library():
    code = (
        "import sys; from divergence.reading import read_document; "
        f"read_document({TEXT.encode()!r}); "
        "print([m for m in ('trafilatura', 'lxml', 'charset_normalizer', 'pandas') "
        "if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.binary(max_size=300))
def test_random_pages_give_a_document_or_an_input_error(data):
    pytest.importorskip("trafilatura", reason="the extra `html` is not installed")
    with contextlib.suppress(InputError):
        read_document(b"<!doctype html><html><body>" + data + b"</body></html>", "a.html")


@given(
    st.text(alphabet="ab \n", max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
def test_body_paragraphs_hold_each_letter_outside_the_asides_once(text, cuts):
    spans = [(min(cut), min(max(cut), len(text))) for cut in cuts if min(cut) < len(text)]
    asides = tuple(Aside("d", start, end, "x") for start, end in spans)
    parts = list(body_paragraphs(Document("d", text, aside=asides)))
    held = [at for start, end in parts for at in range(start, end) if not text[at].isspace()]
    inside = {at for start, end in spans for at in range(start, end)}
    assert held == [at for at, c in enumerate(text) if not c.isspace() and at not in inside]
    assert all("\n\n" not in text[start:end] for start, end in parts)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in parts)
