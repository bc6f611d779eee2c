"""Web pages: the article's text, title and date out of HTML.

Comes in: a page as text. Goes out: its paragraphs parted by blank lines, its title and its date.
The article is found by trafilatura (Barbaresi, ACL 2021), which is imported only here; title and
date are read from the page's own metadata, so that no clock and no network takes part.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from divergence.errors import InputError, MissingExtraError
from divergence.reading.dates import stated_date
from divergence.reading.decoding import declared_charset

__all__ = ["WebPage", "declared_charset", "read_html"]

CHARACTER_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
RAW_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
WHITE = re.compile(r"\s+")
BLOCKS = frozenset(("p", "head", "item", "quote", "code", "row", "ab", "fw", "lb"))

TITLE_KEYS = ("og:title", "twitter:title", "dc.title", "headline")
DATE_KEYS = (
    "article:published_time", "datepublished", "og:published_time", "publish-date", "pubdate",
    "publishdate", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created",
    "parsely-pub-date", "sailthru.date", "date", "article.published",
    "publication_date", "originalpublicationdate",
)  # fmt: skip
SITE_KEYS = ("og:site_name", "application-name", "publisher")
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class WebPage:
    """The article of a page: text, and title, ISO date and site name where the page states them."""

    text: str
    title: str | None
    date: str | None
    outlet: str | None


def read_html(page: str, name: str) -> WebPage:
    """The article of ``page``.

    Raises MissingExtraError without trafilatura, InputError where the page holds no article.
    """
    page = _harmless(page)
    metadata = _metadata(page)
    paragraphs = _paragraphs(page, name)
    if not paragraphs:
        raise InputError(
            f"{name}: no article text was found in this page; save the article as plain text"
        )
    title = metadata.title()
    if title and not any(_same(title, paragraph) for paragraph in paragraphs[:5]):
        paragraphs.insert(0, title)
    return WebPage(
        text="\n\n".join(paragraphs) + "\n",
        title=title,
        date=metadata.date(),
        outlet=metadata.first(SITE_KEYS),
    )


def _harmless(page: str) -> str:
    """Without control characters, plain or as references: one ``&#27;`` empties the extraction."""
    return CHARACTER_REFERENCE.sub(_reference, RAW_CONTROL.sub(" ", page))


def _reference(found: re.Match[str]) -> str:
    number = int(found.group(1), 16) if found.group(1) else int(found.group(2))
    if 0x80 <= number < 0xA0:  # browsers read these as windows-1252 (HTML standard, 13.2.5.80)
        return found.group()
    if number > 0x10FFFF or RAW_CONTROL.match(chr(number)):
        return " "
    return found.group()


def _paragraphs(page: str, name: str) -> list[str]:
    try:
        import trafilatura
    except ImportError as error:
        raise MissingExtraError(
            f"{name}: reading HTML needs an extra; install it with: pip install 'divergence[html]'"
        ) from error
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # it reports to stderr
    options: dict[str, Any] = {
        "output_format": "xml",
        "include_comments": False,
        "include_tables": True,
        "with_metadata": False,
        "deduplicate": False,
    }
    for more in ({}, {"favor_recall": True}):
        try:
            found = trafilatura.extract(page, **{**options, **more})
        except Exception:  # whatever the parsers below raise on a broken page: they gave up
            found = None
        if found:
            try:
                paragraphs = _filled(_blocks(ElementTree.fromstring(found)))
            except ElementTree.ParseError:
                continue
            if paragraphs:
                return paragraphs
    plain = _PlainReader()
    with contextlib.suppress(AssertionError, ValueError):  # html.parser on malformed marks
        plain.feed(page)
        plain.close()
    return _filled(plain.blocks)


def _filled(blocks: Iterable[str]) -> list[str]:
    """The blocks on one line each, without empty ones."""
    lines = (_line(block).strip("| ") for block in blocks)
    return [line for line in lines if line.strip("#•| ")]


def _blocks(root: ElementTree.Element) -> Iterator[str]:
    """The text of each innermost block, with marks for headings and list items."""
    pending = ""
    for text, opens in _pieces(root):
        if opens is None:
            pending += text
            continue
        yield pending
        pending = opens
    yield pending


def _pieces(element: ElementTree.Element) -> Iterator[tuple[str, str | None]]:
    """Pieces of text in order; a second value marks where a new block begins, and how."""
    stack: list[tuple[ElementTree.Element, bool]] = [(element, True)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        if entering:
            if tag in BLOCKS:
                yield "", {"head": "## ", "item": "• "}.get(tag, "")
            if tag == "cell":
                yield " | ", None
            if node.text:
                yield node.text, None
            stack.append((node, False))
            stack.extend((child, True) for child in reversed(node))
        else:
            if tag in BLOCKS:
                yield "", ""
            if node.tail:
                yield node.tail, None


def _same(title: str, paragraph: str) -> bool:
    return _letters(title) == _letters(paragraph)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@dataclass(slots=True)
class _Metadata:
    """What a page states of itself, as found."""

    named: dict[str, str] = field(default_factory=dict)
    heading: str | None = None
    page_title: str | None = None
    times: list[str] = field(default_factory=list)

    def first(self, keys: tuple[str, ...]) -> str | None:
        return next((self.named[key] for key in keys if self.named.get(key)), None)

    def title(self) -> str | None:
        """The one heading of first rank, else the title for sharing, else the page's."""
        return self.heading or self.first(TITLE_KEYS) or self.page_title

    def date(self) -> str | None:
        stated = [self.named[key] for key in DATE_KEYS if key in self.named]
        for value in (*stated, *self.times[:1]):
            found = ISO_DAY.match(value.strip())
            if found:
                try:
                    return date(*map(int, found.groups())).isoformat()
                except ValueError:
                    continue
            if day := stated_date(value.casefold()):
                return day
        return None


def _metadata(page: str) -> _Metadata:
    reader = _MetadataReader()
    with contextlib.suppress(AssertionError, ValueError):  # html.parser on malformed marks
        reader.feed(page)
        reader.close()
    return reader.found


class _PlainReader(HTMLParser):
    """Every line of a page too small or too broken for an article to be told apart."""

    APART = frozenset(
        (
            "p",
            "div",
            "li",
            "br",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "tr",
            "td",
            "section",
            "article",
        )
    )
    UNREAD = frozenset(
        ("script", "style", "template", "noscript", "nav", "footer", "form", "title")
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = [""]
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.UNREAD:
            self._unread.append(tag)
        elif tag in self.APART:
            self.blocks.append("• " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if self._unread and tag == self._unread[-1]:
            self._unread.pop()
        elif tag in self.APART:
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.blocks[-1] += data


class _MetadataReader(HTMLParser):
    """Reads meta elements, the title, the first h1, times and schema.org JSON-LD."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = _Metadata()
        self._inside: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            value = _line(given.get("content", ""))
            if key and value:
                self.found.named.setdefault(key.casefold(), value)
        elif tag == "time" and given.get("datetime"):
            self.found.times.append(given["datetime"])
        elif tag in ("title", "h1") or (
            tag == "script" and given.get("type", "").casefold() == "application/ld+json"
        ):
            self._inside, self._text = tag, []

    def handle_data(self, data: str) -> None:
        if self._inside:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != self._inside:
            return
        self._inside = None
        text = "".join(self._text)
        if tag == "script":
            self._linked_data(text)
        elif tag == "h1":
            self.found.heading = self.found.heading or _line(text) or None
        else:
            self.found.page_title = self.found.page_title or _line(text) or None

    def _linked_data(self, text: str) -> None:
        try:
            stack: list[Any] = [json.loads(text)]
        except (ValueError, RecursionError):
            return
        while stack:
            value = stack.pop()
            if isinstance(value, list):
                stack.extend(reversed(value))
            elif isinstance(value, Mapping):
                for key in ("datePublished", "headline"):
                    if isinstance(value.get(key), str):
                        self.found.named.setdefault(key.casefold(), _line(value[key]))
                stack.extend(
                    value.get("@graph", []) if isinstance(value.get("@graph"), list) else []
                )


def _line(text: str) -> str:
    return WHITE.sub(" ", RAW_CONTROL.sub(" ", text)).strip()
