"""Which words of a text carry what it tells, and which of them mean the same.

Comes in: words or whole texts. Goes out: stems of content words, whether two texts share enough of
them to tell the same, and the sets of everyday synonyms that a word is in.
"""

from __future__ import annotations

from functools import cache, lru_cache

from divergence.framing.statement import stated
from divergence.framing.tokens import Token, base_forms, tokens
from divergence.language.segmentation import stem
from divergence.language.tables import load_table

LEAST_ALIKE = 0.34
"""Share of the shorter claim's content words from which two claims count as telling the same."""


def is_function_word(token: Token) -> bool:
    """Whether a word only holds others together."""
    return token.folded in _function_words()


def content_stems(words: tuple[Token, ...]) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset([stem(token.folded) for token in words if not is_function_word(token)])


@lru_cache(maxsize=4096)
def text_stems(text: str) -> frozenset[str]:
    """The stems of the content words of a whole text."""
    return content_stems(tokens(text))


@lru_cache(maxsize=4096)
def stated_stems(text: str) -> frozenset[str]:
    """The stems of the content words of what a text states, without who says it."""
    return content_stems(stated(text))


def alike(first: str, second: str) -> bool:
    """Whether two texts share enough content words to tell the same: LEAST_ALIKE of the shorter."""
    stems = stated_stems(first), stated_stems(second)
    return len(stems[0] & stems[1]) >= LEAST_ALIKE * max(min(len(stems[0]), len(stems[1])), 1)


def ends_its_group(text: str, end: int) -> bool:
    """Whether a noun that ends at a character ends its group: no noun follows ("migrant crisis").

    A function word, a stop, or what looks like a verb may follow; after a plural anything does.
    """
    plural = text[:end].endswith("s") and not text[:end].endswith(("is", "us", "ss"))
    if plural or not text[end : end + 1].isspace():
        return True
    following = next((token for token in tokens(text) if token.start >= end), None)
    if following is None or is_function_word(following):
        return True
    word = following.folded
    return no_noun(following) or (
        word.endswith(("ed", "s")) and not word.endswith(("is", "us", "ss"))
    )


def no_noun(word: Token) -> bool:
    """Whether a word is one of the adverbs that stand where a noun could ("back", "today")."""
    return word.folded in load_table("framing-synonyms.toml")["after_a_noun"].split()


def synonym_set(token: Token) -> frozenset[int | str]:
    """The everyday sets that a word is in, or its own stem where none has it."""
    for base in base_forms(token.folded):
        if base in synonyms():
            return frozenset(synonyms()[base])
    return frozenset([stem(token.folded)])


@cache
def synonyms() -> dict[str, frozenset[int | str]]:
    """Each word with the numbers of the sets that hold it."""
    found: dict[str, set[int | str]] = {}
    lines = load_table("framing-synonyms.toml")["sets"].strip().splitlines()
    for number, line in enumerate(lines):
        for entry in line.split(","):
            found.setdefault(entry.strip(), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def clause_words() -> frozenset[str]:
    """Words that open another clause or hold its verb ("which", "was")."""
    return frozenset(load_table("framing-synonyms.toml")["clause_words"].split())


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")["function_words"].split())
