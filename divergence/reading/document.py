"""One text as a Document: from a file, or from bytes that came in otherwise.

Comes in: plain text, Markdown or HTML. Goes out: a Document with the text as decoded, what the
text states of itself, and its furniture set aside. Every text that cannot be used is refused with
one line that says why.
"""

from __future__ import annotations

import os
import re
import stat
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date as day_of
from pathlib import Path
from typing import TYPE_CHECKING

from divergence.errors import InputError
from divergence.language.segmentation import paragraphs, trimmed
from divergence.model import Aside, Document, Span
from divergence.reading.dates import stated_date
from divergence.reading.decoding import declared_charset, decode
from divergence.reading.frontmatter import front_matter
from divergence.reading.furniture import DATELINE, HEADLINE, Page, dateline, read_page
from divergence.reading.language import guess_language

if TYPE_CHECKING:
    from divergence.reading.html import WebPage

MOST_BYTES = 50_000_000
"""Larger files are refused: no account of an event is that long."""

HTML_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
MARKDOWN_SUFFIXES = frozenset((".md", ".markdown"))
TEXT_SUFFIXES = frozenset((".txt", ".text", *MARKDOWN_SUFFIXES, *HTML_SUFFIXES))
"""Endings of the files that a folder is searched for."""

LONGEST_SHOWN = 300
"""Characters of a path in a message; a system's paths are at most 4,096 bytes long."""

STANDARD_INPUT = "standard input"

LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*+-->\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read_document(
    source: Path | bytes,
    name: str | None = None,
    *,
    account_of: str | None = None,
    outlet: str | None = None,
    date: str | None = None,
    title: str | None = None,
) -> Document:
    """The document in a file or in bytes.

    ``name`` is what the document is called (default: the file's name, or "standard input");
    ``account_of`` is the party whose own account the whole is, as the user names it. What is
    given goes before what the text states of itself. ``date`` is YYYY-MM-DD. Offsets count code
    points of the decoded text with its line ends as they are, without a byte order mark; for
    HTML, of the extracted article.

    Raises InputError when the source cannot be read, is too large, binary, not decodable, in mixed
    encodings, empty or only furniture; MissingExtraError for HTML without ``divergence[html]``.
    """
    if isinstance(source, bytes):
        data, place, suffix = source, shown(name or STANDARD_INPUT), _suffix(name)
    else:
        data, place, suffix = read_bytes(source), shown(source), source.suffix.casefold()
    name = utf_8_name(name or (STANDARD_INPUT if isinstance(source, bytes) else source.name))
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{place}: {len(data):,} bytes; at most {MOST_BYTES:,} are read; give the text alone"
        )
    if date is not None:
        _check_date(date, place)
    text, warnings = decode(data, place, declared_charset(data))
    if not text.strip():
        raise InputError(f"{place}: the file is empty; give a text")
    web: WebPage | None = None
    if suffix in HTML_SUFFIXES or (suffix not in MARKDOWN_SUFFIXES and _looks_like_html(text)):
        from divergence.reading.html import read_html  # parsers that plain text does not need

        web = read_html(text, place)
        text = web.text
    matter = front_matter(text)
    stated = dict(matter.fields) if matter else {}
    skipped = matter.end if matter else 0
    page = read_page(
        text[skipped:],
        markdown=suffix in MARKDOWN_SUFFIXES,
        account=(account_of or stated.get("account")) is not None,
    )
    if not page.body:
        raise InputError(
            f"{place}: only page furniture (navigation, captions, boxes) and no text of its own; "
            "give the article's text"
        )
    language = guess_language(
        "\n".join(text[skipped + a : skipped + b] for a, b in page.body[:200])
    )
    if language not in (None, "en"):
        warnings += (f"the text seems to be in another language than English ({language}); "
                     "what is found in it is not reliable",)  # fmt: skip
    return Document(
        name=name,
        text=text,
        outlet=outlet or stated.get("outlet") or (web.outlet if web else None),
        title=title or stated.get("title") or (web.title if web else None) or page.title,
        date=date or _iso(stated.get("date")) or (web.date if web else None) or page.date,
        language=language,
        account_of=account_of or stated.get("account"),
        aside=_asides(text, name, page, skipped),
        warnings=warnings,
    )


def body(document: Document) -> tuple[Span, ...]:
    """What is left of a document's text between its asides, trimmed, in order."""
    spans = []
    at = 0
    for start, end in (*((aside.start, aside.end) for aside in document.aside), (None, None)):
        until = len(document.text) if start is None else start
        piece = document.text[at:until]
        left = len(piece) - len(piece.lstrip())
        if piece.strip():
            spans.append(Span(at + left, at + len(piece.rstrip())))
        at = end if end is not None else until
    return tuple(spans)


def body_paragraphs(document: Document) -> Iterator[Span]:
    """The document's paragraphs, or what its asides leave of them, trimmed, in order."""
    asides = sorted((aside.start, aside.end) for aside in document.aside)
    starts = [start for start, _ in asides]
    passed = 0
    for at, end in paragraphs(document.text):
        while passed < len(asides) and asides[passed][1] <= at:
            passed += 1
        for start, until in (*asides[passed : bisect_left(starts, end)], (end, end)):
            piece = trimmed(document.text, at, max(at, start))
            if piece.start < piece.end:
                yield piece
            at = max(at, until)


def read_bytes(path: Path) -> bytes:
    """The bytes of a regular file; InputError for anything else and for what cannot be read."""
    try:
        mode = path.stat()
        if stat.S_ISDIR(mode.st_mode):
            raise InputError(f"{shown(path)}: a folder where a file is expected; name a file in it")
        if not stat.S_ISREG(mode.st_mode):
            raise InputError(f"{shown(path)}: not a regular file; give a text file")
        if mode.st_size > MOST_BYTES:
            raise InputError(
                f"{shown(path)}: {mode.st_size:,} bytes; at most {MOST_BYTES:,} are read; "
                "give the text alone"
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{shown(path)}: no such file; check the path") from error
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise InputError(
            f"{shown(path)}: cannot be read ({why}); check the path and its permissions"
        ) from error


def shown(path: Path | str) -> str:
    """A path as messages show it: on one line, without control characters, cut where very long."""
    text = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in str(path))
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def utf_8_name(name: str) -> str:
    """A file name as UTF-8 can hold it: a byte of it that is not UTF-8 is written as ``\\xff``."""
    return os.fsencode(name).decode("utf-8", "backslashreplace") if _has_raw(name) else name


def _has_raw(name: str) -> bool:
    """Whether the system handed out bytes of a name as lone surrogates (PEP 383)."""
    return any("\ud800" <= character <= "\udfff" for character in name)


def _looks_like_html(text: str) -> bool:
    """Whether a text without a telling name begins as a web page does."""
    return LOOKS_LIKE_HTML.match(text[:5000]) is not None


def _suffix(name: str | None) -> str:
    return Path(name).suffix.casefold() if name else ""


def _check_date(date: str, place: str) -> None:
    try:
        day_of.fromisoformat(date)
    except ValueError as error:
        raise InputError(f"{place}: {date!r} is not a date; write it as YYYY-MM-DD") from error


def _iso(value: str | None) -> str | None:
    return stated_date(value.casefold()) if value else None


def _asides(text: str, name: str, page: Page, skipped: int) -> tuple[Aside, ...]:
    """The page's furniture, the front matter, and the datelines that open body paragraphs."""
    found: list[tuple[int, int, str]] = [(0, skipped, "front matter")] if skipped else []
    found += [(skipped + span.start, skipped + span.end, reason) for span, reason in page.aside]
    if page.body:
        first = page.body[0]
        if line := dateline(text, skipped + first.start, skipped + first.end):
            found.append((line.start, len(text[: line.end].rstrip()), DATELINE))
    return tuple(Aside(name, start, end, reason) for start, end, reason in sorted(found))


__all__ = [
    "HEADLINE",
    "TEXT_SUFFIXES",
    "body",
    "body_paragraphs",
    "read_bytes",
    "read_document",
]
