"""One escaper for each kind of reader: terminal, Markdown, spreadsheet cell, JSON.

Comes in: text of an article, hostile until shown otherwise. Goes out: text that the reader shows
as it was written and never acts on. HTML is escaped by Jinja2's autoescape after ``visible``. The
threat model and the list of attacks stand in ``docs/report.md``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

KEPT_CONTROLS = frozenset("\n\t")
KEPT_FORMATS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
"""Format characters that draw a sign of their own, such as the Arabic number sign."""

BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0")
"""Letters and marks that draw nothing at all."""

JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
"""Wanted after letters of Arabic, Persian and Indic scripts and in emoji; hidden text elsewhere."""

FIRST_JOINING_SCRIPT = 0x0590
SUSPECT = re.compile(r"[^\x20-\x7e\n\t\xa1-\xac\xae-\u02ff\u0370-\u058f\u2010-\u2027\u2030-\u205e]")
GENERAL_MARKS = (
    r"[\u0300-\u034e\u0350-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
MARK_STACK = re.compile(rf"(?<={GENERAL_MARKS}{{4}}){GENERAL_MARKS}+")
"""More than four accents on one letter only serve to blot out the lines around it."""

WHITE_SPACE = re.compile(r"\s+")

CI_COMMAND = re.compile(r"##(?=\[|[A-Za-z]+\[)")
"""``##[command]`` and ``##vso[...]`` act anywhere in a line of a CI log."""

CI_LINE = re.compile(r"(?m)^(\s*):(?=:)")
"""``::command::`` acts at the start of a line of a CI log (GitHub)."""

MARKDOWN_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$^]|&(?=[#\w])|(?<=[{<])[%#]")
MARKDOWN_START = re.compile(r"^(?:([#+\-=:%])|(\d{1,9})([.)])(?=\s|$))")
MARKDOWN_AUTOLINK = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]{0,30}://[^\s`|{}]{1,2000}"
    r"|\bwww\.[^\s`|{}]{1,2000}"
    r"|[\w.+\-]{0,100}@[\w.\-]{1,100}"
    r"|#(?=\d)\w{1,40}"
)
FORMULA_START = re.compile(
    r"^[\s\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe62\ufe63\ufe66\ufe6b\u2212]"
)
JSON_UNSEEN = re.compile(r"[^\x00-\x7e\xa0-\xac\xae-\u024f\u2010-\u2027\u2030-\u205e]")


def visible(text: str) -> str:
    """``text`` with every control, direction and invisible character written as ⟦U+202E⟧.

    Line feeds and tabs stay; the other line breaks are written out. Unicode Technical Report 36,
    section 2, says why: what is not seen can change what is read.
    """
    if not text.isascii():
        text = MARK_STACK.sub(lambda stack: "".join(map(_written_out, stack.group())), text)
    return SUSPECT.sub(_shown, text)


def one_line(text: str) -> str:
    """``visible`` text on one line: white space, line breaks too, becomes single spaces."""
    return visible(WHITE_SPACE.sub(" ", text).strip())


def terminal(text: str) -> str:
    """One line for a terminal or a CI log, where it neither moves the cursor nor commands."""
    return defused(one_line(text))


def defused(text: str) -> str:
    """``text`` in which no line is a command to GitHub Actions, Azure Pipelines or TeamCity."""
    return CI_LINE.sub(r"\1: ", CI_COMMAND.sub("# #", text))


def markdown(text: str, start: bool = True) -> str:
    """One line of Markdown that shows exactly ``text`` in GitHub, pandoc and strict CommonMark.

    What a renderer would turn into a link, a mention or a reference (addresses, @names, #12)
    becomes a code span, since backslashes do not stop GitHub. ``start`` also escapes what would
    open a block at the start of a line.
    """
    text = one_line(text)
    parts: list[str] = []
    at = 0
    for found in MARKDOWN_AUTOLINK.finditer(text):
        token = CI_COMMAND.sub("# #", found.group())
        if parts and found.start() == at:  # two code spans in a row would read as one
            parts[-1] = f"{parts[-1][:-1]}{token}`"
        else:
            parts += [_backslashed(text[at : found.start()]), f"`{token}`"]
        at = found.end()
    parts.append(_backslashed(text[at:]))
    escaped = "".join(parts)
    return MARKDOWN_START.sub(_unblocked, escaped) if start else escaped


def cell(text: str) -> str:
    """A spreadsheet cell that stays text: a leading apostrophe stops formulas and commands.

    The rule is OWASP's on CSV injection, with the full-width forms that Excel takes for their
    ASCII twins. Line breaks stay, as line feeds; other controls are made visible.
    """
    text = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    text = CI_LINE.sub(r"\1': ", CI_COMMAND.sub("# #", text))
    return f"'{text}" if FORMULA_START.match(text) or text.startswith(("\t", "\n")) else text


def json_text(text: str) -> str:
    """JSON text with the characters that a terminal would obey or hide written as ``\\uXXXX``.

    It is decoded to exactly the same strings, and ``visible`` finds nothing left to write out.
    """
    if not text.isascii():
        text = MARK_STACK.sub(lambda stack: "".join(map(_utf_16_escape, stack.group())), text)
    return CI_COMMAND.sub(r"#\\u0023", JSON_UNSEEN.sub(_json_escape, text))


def html_defused(markup: str) -> str:
    """Escaped HTML in which no line is a command to CI; a browser shows the same characters."""
    return CI_LINE.sub(r"\1&#58;", CI_COMMAND.sub("#&#35;", markup))


def _shown(found: re.Match[str]) -> str:
    mark = found.group()
    if not _is_unseen(mark):
        return mark
    before = found.string[found.start() - 1] if found.start() else ""
    if mark in JOINERS and before and ord(before) >= FIRST_JOINING_SCRIPT:
        return mark
    return _written_out(mark)


def _written_out(mark: str) -> str:
    return f"⟦U+{ord(mark):04X}⟧"


@lru_cache(maxsize=4096)
def _is_unseen(mark: str) -> bool:
    if mark in KEPT_CONTROLS or mark in KEPT_FORMATS:
        return False
    if mark in BLANK_LETTERS or mark in JOINERS:
        return True
    point = ord(mark)
    if 0xFE00 <= point <= 0xFE0F or 0xE0100 <= point <= 0xE01EF:
        return True  # variation selectors can carry hidden bytes
    return unicodedata.category(mark) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _backslashed(text: str) -> str:
    return MARKDOWN_SPECIAL.sub(r"\\\g<0>", text)


def _unblocked(found: re.Match[str]) -> str:
    if found.group(1):
        return "\\" + found.group(1)
    return f"{found.group(2)}\\{found.group(3)}"


def _json_escape(found: re.Match[str]) -> str:
    mark = found.group()
    return _utf_16_escape(mark) if _is_unseen(mark) else mark


def _utf_16_escape(mark: str) -> str:
    units = mark.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))
