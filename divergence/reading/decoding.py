"""Bytes to text, without guessing silently.

Comes in: the bytes of a file and its name for messages. Goes out: the text and the warnings that
tell how a doubtful reading was made. Byte order marks, UTF-8, UTF-16 and UTF-32 are read as they
are; one other encoding is accepted with a warning; binary, broken and mixed input is refused.
"""

from __future__ import annotations

import codecs
import re

from divergence.errors import InputError

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte order marks, longest first: that of UTF-32-LE begins with that of UTF-16-LE."""

SIGNATURES = (
    (b"%PDF-", "a PDF; save its text first"),
    (b"PK\x03\x04", "a zip archive or office document; save it as plain text"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip; unpack it first"),
    (b"BZh", "compressed with bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed with xz; unpack it first"),
    (b"\x89PNG", "a picture; give its text"),
    (b"\xff\xd8\xff", "a picture; give its text"),
    (b"GIF8", "a picture; give its text"),
    (b"{\\rtf", "rich text (RTF); save it as plain text"),
)
"""First bytes of files that people pass by mistake."""

DECLARED_CHARSET = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")
CONTROL_SHARE = 0.02
"""Above this share of control characters a text is taken for binary."""

UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
HIGH_BYTE = re.compile(rb"[\x80-\xff]")
WINDOWS_1252_GAPS = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
UNLIKELY_IN_1252 = re.compile(
    "[\u0192\u02c6\u2020\u2021\u2030\u00a4\u00a6\u00ac\u00af\u00b8\u00d0\u00de\u00d7\u00f7¥ÿŸ]"
)
FEW_HIGH_BYTES = 0.2
"""Up to this share of bytes above 127 a text is one in Latin letters."""

FEWEST_HIGH_BYTES = 50
"""From fewer bytes above 127 no encoding is guessed: too many fit."""

MOST_CHAOS = 0.1
"""Above this "mess" ratio of charset-normalizer (0 to 1) its guess is not used."""

SAMPLE = 200_000
"""Bytes from which an unknown encoding is guessed; the whole is decoded with it strictly."""


def decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and the warnings to record, ``declared`` being a page's own charset.

    A byte order mark is not part of the text. Raises InputError, with the byte offset, where the
    bytes are binary, not decodable or in more than one encoding.
    """
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{name}: byte 0: not a text but {what}")
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding, name, len(mark)), ()
    if encoding_without_mark := _wide_without_mark(data):
        text = _strictly(data, encoding_without_mark, name, 0)
        return text, (f"no byte order mark; read as {encoding_without_mark}",)
    try:
        return _no_binary(data.decode("utf-8"), name), ()
    except UnicodeDecodeError as error:
        return _legacy(data, name, error.start, declared)


def declared_charset(data: bytes) -> str | None:
    """The encoding that the page names in its first 2,048 bytes (HTML standard, 13.2.3)."""
    found = DECLARED_CHARSET.search(data[:2048])
    return found.group(1).decode("ascii") if found else None


def _strictly(data: bytes, encoding: str, name: str, skipped: int) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start + skipped} is not {encoding}, which the start of the file "
            "announces; save the file as UTF-8"
        ) from error
    return _no_binary(text, name)


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 told by where the zero bytes of Latin letters stand."""
    sample = data[:4000]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    zeros = [sample[at::4].count(0) / (len(sample) // 4) for at in range(4)]
    high = [share > 0.7 for share in zeros]
    if len(data) % 4 == 0 and high == [False, True, True, True]:
        return "utf-32-le"
    if len(data) % 4 == 0 and high == [True, True, True, False]:
        return "utf-32-be"
    if len(data) % 2 == 0 and high == [False, True, False, True]:
        return "utf-16-le"
    if len(data) % 2 == 0 and high == [True, False, True, False]:
        return "utf-16-be"
    return None


def _no_binary(text: str, name: str) -> str:
    """``text``, unless it holds what no text holds."""
    first = CONTROL.search(text)
    if first is None:
        return text
    count = len(CONTROL.findall(text))
    if "\x00" in text or count > max(2, CONTROL_SHARE * len(text)):
        raise InputError(
            f"{name}: character {first.start()} is the control character "
            f"U+{ord(first.group()):04X}: a binary file, not a text; give its text"
        )
    return text


def _legacy(
    data: bytes, name: str, offset: int, declared: str | None
) -> tuple[str, tuple[str, ...]]:
    """A text that is not UTF-8 from byte ``offset`` on."""
    if b"\x00" in data:
        at = data.index(b"\x00")
        raise InputError(f"{name}: byte {at} is zero: a binary file, not a text; give its text")
    high = len(HIGH_BYTE.findall(data))
    in_utf8 = sum(len(found) for found in UTF8_CHARACTER.findall(data))
    few = high <= FEW_HIGH_BYTES * len(data)
    if in_utf8 and (few or in_utf8 >= high / 2):
        raise InputError(
            f"{name}: byte {offset} is not UTF-8 while other characters are: encodings are mixed; "
            "save the file as UTF-8"
        )
    encoding = _known(declared) or (_western(data) if few else None)
    if encoding is None and high >= FEWEST_HIGH_BYTES:
        encoding = _guessed(data)
    if encoding is None:
        raise InputError(
            f"{name}: byte {offset} is not UTF-8 and no other encoding fits; save the file as UTF-8"
        )
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start} is neither UTF-8 nor {encoding}; save the file as UTF-8"
        ) from error
    return _no_binary(text, name), (f"byte {offset} is not UTF-8; read as {encoding}",)


def _known(encoding: str | None) -> str | None:
    """The codec that a page declares, when Python has it as a text codec."""
    try:
        found = codecs.lookup(encoding.strip()) if encoding else None
        if found is None or found.name in ("utf-8", "utf-7", "idna", "punycode"):
            return None
        b"".decode(found.name)
    except (LookupError, UnicodeError, ValueError):
        return None
    return found.name


def _western(data: bytes) -> str | None:
    """windows-1252 for a text mostly in ASCII whose other characters are ones that people type.

    With a handful of such bytes a statistical guess wavers between code pages; the curly
    quotation marks, dashes and accents of Western European text do not.
    """
    if WINDOWS_1252_GAPS.search(data):
        return None
    text = b"".join(HIGH_BYTE.findall(data)).decode("cp1252")
    return "windows-1252" if len(UNLIKELY_IN_1252.findall(text)) <= len(text) / 10 else None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes  # only for the rare file that is not UTF-8

    best = from_bytes(data[:SAMPLE]).best()
    if best is None or best.chaos > MOST_CHAOS:
        return None
    return _known(best.encoding)
