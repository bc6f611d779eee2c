"""A cheap guess at the language of a text, from function words and scripts.

Comes in: a text. Goes out: an ISO 639-1 code, or None where too little or nothing speaks for one.
"""

from __future__ import annotations

import re
from collections import Counter

from divergence.reading.lexicon import lexicon

SAMPLE = 20_000
"""Characters that are looked at."""

FEWEST_WORDS = 20
"""Below this many words no guess is made."""

FEWEST_HITS = 0.08
"""Share of words that must be function words of the language guessed."""

SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)
"""Scripts and the language that uses each most; Japanese kana come before Chinese characters."""

UKRAINIAN = re.compile(r"[іїєґ]", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
WORD = re.compile(r"[^\W\d_]+")


def guess_language(text: str) -> str | None:
    """The code of the language that most of the first 20,000 characters are in."""
    sample = text[:SAMPLE]
    letters = len(LETTER.findall(sample))
    for code, script in SCRIPTS:
        found = len(script.findall(sample))
        if found > FEWEST_WORDS and found > (0.1 if code == "ja" else 0.5) * letters:
            return "uk" if code == "ru" and UKRAINIAN.search(sample) else code
    tokens = Counter(word.casefold() for word in WORD.findall(sample))
    total = tokens.total()
    if total < FEWEST_WORDS:
        return None
    hits = {
        code: sum(tokens[word] for word in sorted(words)) / total
        for code, words in lexicon().languages.items()
    }
    best = max(sorted(hits), key=lambda code: hits[code])
    return best if hits[best] >= FEWEST_HITS else None
