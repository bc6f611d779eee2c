"""What a finding is called and known by.

Comes in: the topic and the claims of a finding. Goes out: its id, which depends on what is said and
by whom, and a label from its texts where no topic gives one.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

from divergence.model import Claim


def identity(topic: str, claims: Sequence[Claim]) -> str:
    """A finding's id: a digest of what is said and by whom, not of where it stands.

    Moving a paragraph or changing white space or quotation marks leaves it as it was.
    """
    said = sorted({f"{claim.party}: {_normal(claim.text)}" for claim in claims})
    digest = hashlib.sha256("\n".join([topic, *said]).encode()).hexdigest()
    return f"f-{digest[:12]}"


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def slug(label: str) -> str:
    """A label as an id of a topic: its words in lower case."""
    return "-".join(re.findall(r"\w+", label.casefold())) or "other"


def first_words(texts: Sequence[str], _topic: str = "") -> str:
    """The opening of the first text, cut between words."""
    words = texts[0].split() if texts else []
    return " ".join(words[:6]) + (" …" if len(words) > 6 else "")
