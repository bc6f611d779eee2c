"""Bytes become text only where that is safe, and a doubtful reading is recorded."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.errors import InputError
from divergence.model import Document
from divergence.reading import read_document
from divergence.reading.decoding import decode

SENTENCE = "Çankırı’s mayor said: “The bridge — all 40 m of it — stays closed.”\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_marked_unicode_is_read_without_its_mark(mark, encoding):
    assert decode(mark + SENTENCE.encode(encoding), "a.txt") == (SENTENCE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_unicode_without_a_mark_is_read_with_a_warning(encoding):
    text = "The bridge stays closed, the mayor said.\n" * 5
    read, warnings = decode(text.encode(encoding), "a.txt")
    assert read == text
    assert warnings == (f"no byte order mark; read as {encoding}",)


def test_windows_1252_is_read_with_a_warning_that_names_the_byte():
    text = "The minister said: “We don’t accept it.” The café stays open – for now.\n" * 3
    read, warnings = decode(text.encode("cp1252"), "a.txt")
    assert read == text
    assert warnings == ("byte 19 is not UTF-8; read as windows-1252",)


def test_another_code_page_is_guessed_with_a_warning():
    text = "Министр обороны заявил, что переговоры прошли в конструктивной обстановке. " * 20
    read, warnings = decode(text.encode("cp1251"), "a.txt")
    assert read == text
    assert "read as cp1251" in warnings[0]


def test_mixed_encodings_are_refused_with_the_byte_offset():
    data = "The café said “yes”. ".encode() + "The café said no.".encode("latin-1")
    with pytest.raises(InputError, match=r"a\.txt: byte 33 is not UTF-8 .* mixed"):
        decode(data, "a.txt")


def test_a_cut_off_last_character_is_refused_with_the_byte_offset():
    data = ("Ankara said so: “yes”.").encode()[:-3]
    with pytest.raises(InputError, match="byte 22"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 rest", "PDF"),
        (b"PK\x03\x04rest", "zip"),
        (b"The minister said\x00 so.", "U\\+0000"),
        (bytes(range(256)), "binary"),
        (b"\xff\xfeodd", "utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused(data, what):
    with pytest.raises(InputError, match=what):
        decode(data, "a.txt")


@given(st.binary(max_size=400))
def test_random_bytes_give_a_document_or_an_input_error(data):
    refused, document = None, None
    try:
        document = read_document(data, "a.txt")
    except InputError as error:
        refused = str(error)
    if refused is None:
        assert isinstance(document, Document)
    else:
        assert refused.startswith("a.txt")
        assert refused.isprintable()


@given(st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), min_size=1))
def test_utf8_offsets_are_those_of_the_decoded_bytes(text):
    try:
        assert decode(text.encode(), "a.txt")[0] == text
    except InputError:
        assert any(ord(character) < 32 or ord(character) in (127, 0xFFFE, 0xFFFF)
                   for character in text)  # fmt: skip
