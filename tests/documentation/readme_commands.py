"""Print a command block of the README, so that what is run is what it says.

Usage: python readme_commands.py main|tests
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"
BLOCK = re.compile(r"<!-- (?P<name>\w+) -->\n```(?:sh|bash)\n(?P<commands>.*?)```", re.DOTALL)


def commands(name: str) -> str:
    """The shell block of the README that the comment ``<!-- name -->`` stands over."""
    blocks = {found["name"]: found["commands"] for found in BLOCK.finditer(README.read_text())}
    return blocks[name]


if __name__ == "__main__":
    print(commands(sys.argv[1]), end="")
