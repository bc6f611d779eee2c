"""Titles around a name: offices before it, descriptions behind it, what it is called.

Comes in: a scene, a name and the words of its phrase. Goes out: where the title begins, and whether
it is an office of government or of a company, or makes the name that of a paper.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from divergence.attribution.names import Name
from divergence.attribution.nouns import noun_kind, words_of
from divergence.attribution.people import is_person
from divergence.attribution.phrases import Phrase
from divergence.attribution.scene import Scene

CLOSED_TITLE = re.compile(
    r"\bthe\s+(?:[\w\-]+\s+){0,2}?(?P<office>[\w\-]+)\s+(?:of|for)\s+(?:[\w.'’\-]+\s+){0,6}[\w.'’\-]+,\s\Z"
)
"""An office with what it is of, closed by a comma: "the head of the BODY, NAME"."""
TITLE = re.compile(r"(?:[\w'’\-]+\s+){0,6}\Z")


def title_start(scene: Scene, name: Name) -> int:
    """Where the title before a name begins ("Northern defence minister NAME")."""
    closed = CLOSED_TITLE.search(scene.text, max(0, name.start - 90), name.start)
    if closed is not None and noun_kind(closed.group("office")) in ("office", "state"):
        return closed.start()
    found = TITLE.search(scene.text, max(0, name.start - 60), name.start)
    start = name.start
    if found is None:
        return start
    for word in reversed(list(re.finditer(r"\S+", found.group()))):
        text = word.group()
        if text in words_of("grammar", "within_titles"):
            continue
        if not (noun_kind(text) or text[0].isupper() or text in words_of("grammar", "title_words")):
            break
        start = found.start() + word.start()
    return start


def begins_noun(apposition: str) -> bool:
    """Whether the words after a comma describe who stands before it."""
    first = apposition.lstrip(", ").split()[0]
    return (
        first[0].isupper()
        or bool(noun_kind(first))
        or first in words_of("grammar", "apposed")
        or first in words_of("grammar", "title_words")
    )


def portfolio(words: Sequence[str]) -> bool:
    """Whether an office is one of government ("transport secretary", "minister of transport")."""
    matters, offices = words_of("portfolios", "words"), words_of("portfolios", "offices")
    plain = [word for word in words if word not in words_of("grammar", "within_titles")]
    before = any(one in matters and two in offices for one, two in pairwise(plain))
    of = any(one in offices and two in matters for one, two in pairwise(plain))
    return before or (of and "of" in words)


def ranked(words: Sequence[str]) -> bool:
    """Whether an office is one of a company ("senior vice president")."""
    title = " ".join(words).replace("vice-", "vice ")
    ranks = "|".join(sorted(words_of("people", "ranked")))
    return re.search(rf"\b(?:{ranks}) vice president\b", title) is not None


def in_brackets(scene: Scene, name: Name, phrase: Phrase) -> bool:
    """Whether a name stands in brackets behind the speaker ("JANE DOE (Lady Macbeth)")."""
    before = scene.text[phrase.start : name.start]
    return before.count("(") > before.count(")")


def called_medium(scene: Scene, name: Name) -> bool:
    """Whether the text ever calls a name a paper, site or agency ("the journal NAME")."""
    before = tuple(sorted(words_of("outsiders", "before_media")))
    return any(
        scene.text[max(0, one.start - 24) : one.start].casefold().rstrip(" ,").endswith(before)
        and not is_person(scene, one)
        for one in scene.places_of.get(name.key, ())[:20]
    )
