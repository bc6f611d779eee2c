"""The statement in a claim: its words without those that only say who is speaking.

Comes in: the text of a claim. Goes out: the characters between "The ministry said that ..." and
"..., a spokesman added". Who speaks is no name for what is spoken of, so wording, labels and agency
are compared inside these characters.
"""

from __future__ import annotations

from functools import cache, lru_cache

from divergence.framing.tokens import Token, base_forms, clause_numbers, tokens
from divergence.language.tables import load_table

REACH = 9
"""Words at the start of a text among which the verb of speaking is looked for."""

TAIL = 7
"""Words at the end of a text that may say who spoke."""

NO_VERB_AFTER = frozenset(
    ["the", "a", "an", "to", "of", "and", "or", "was", "were", "is", "be", "been", "by", "in", "on"]
)
"""After one of these a form of "say" or "report" is no finite verb ("was said", "the report")."""


@lru_cache(maxsize=4096)
def statement(text: str) -> tuple[int, int]:
    """Start and end of what a text states, in characters."""
    words = tokens(text)
    start, end = 0, len(text)
    verb = speaking_verb(text)
    if verb is not None:
        after = words[verb + 1] if verb + 1 < len(words) else None
        start = after.end if after is not None and after.folded == "that" else words[verb].end
    tail = _tail(text, words)
    if tail > start:
        end = tail
    return start, end


@lru_cache(maxsize=4096)
def stated(text: str) -> tuple[Token, ...]:
    """The words of what a text states, with their characters in the whole text."""
    start, end = statement(text)
    return tuple([word for word in tokens(text) if start <= word.start and word.end <= end])


@lru_cache(maxsize=4096)
def speaking_verb(text: str) -> int | None:
    """Place among the words of the verb by which an opening "X said" brings the rest, or None."""
    words = tokens(text)
    clauses = clause_numbers(text)
    for place, word in enumerate(words[:REACH]):
        if clauses[place] != clauses[0] or place + 1 >= len(words):
            return None
        if not place or word.text[:1].isupper() or words[place - 1].folded in NO_VERB_AFTER:
            continue
        if _speaks(word.folded) or (
            _speaks(word.folded, "speaking_with_as") and _says_how(words, clauses, place)
        ):
            return place
        if word.folded in _words("no_frame"):
            return None
    return None


def speaker(text: str) -> tuple[int, int] | None:
    """Characters of the words before an opening verb of speaking ("the ministry"), or None."""
    verb = speaking_verb(text)
    return None if not verb else (0, tokens(text)[verb - 1].end)


def _tail(text: str, words: tuple[Token, ...]) -> int:
    """Where ", the ministry said" begins at the end of a text, or 0."""
    last = words[-TAIL:]
    if not last or not (_speaks(last[-1].folded) or any(_speaks(w.folded) for w in last[1:3])):
        return 0
    for at in range(len(last) - 1, -1, -1):
        before = text[: last[at].start].rstrip()
        if before.endswith((",", "”", '"')):
            said = [word for word in last[at:] if _speaks(word.folded)]
            opens = _speaks(last[at].folded)
            return len(before) if said and (opens or said[-1] is last[-1]) else 0
    return 0


def _speaks(word: str, listed: str = "speaking") -> bool:
    """Whether a word is a past or present form of a verb of speaking."""
    return any(base in _words(listed) for base in base_forms(word)) and (
        word.endswith(("ed", "s")) or word in _words("speaking_forms")
    )


def _says_how(words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> bool:
    """Whether "that" stands right after a verb, or "as" in its clause ("attacked it as weak")."""
    if words[place + 1].folded == "that":
        return True
    rest = [word for word, clause in zip(words, clauses, strict=True) if clause == clauses[place]]
    return any(word.folded == "as" and word.start > words[place].end for word in rest)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("framing-acts.toml")["frame"][name].split())
