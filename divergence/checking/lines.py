"""Article text on a line of a log: one line, nothing hidden, nothing that steers who reads it.

Terminals obey escape sequences, and CI services take commands from what a job prints: GitHub
from lines that begin with ``::`` and from ``##[`` anywhere, Azure from ``##vso[``, TeamCity from
``##teamcity[``. Text that comes from articles passes through here before it is printed.
"""

from __future__ import annotations

import re
import unicodedata

COMMAND_MARK = re.compile(r"#(?=#+\w*\[)")
LINE_COMMAND = re.compile(r"^(\s*):(?=:)")


def one_line(text: str, longest: int | None = None) -> str:
    """``text`` on one line with hidden characters written visibly (``\\x1b``, ``\\u202e``).

    ``longest`` cuts it, with an ellipsis, to that many characters.
    """
    spaced = " ".join(text.split())
    visible = "".join(_visible(character) for character in spaced)
    safe = LINE_COMMAND.sub(r"\1: ", COMMAND_MARK.sub("# ", visible))
    if longest is not None and len(safe) > longest:
        return safe[: max(0, longest - 1)].rstrip() + "…"
    return safe


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    category = unicodedata.category(character)
    if category == "Zs":
        return " "
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
