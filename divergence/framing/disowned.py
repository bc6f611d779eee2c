"""What a text says only in order to deny it, or tells as a charge before a court.

Comes in: a text and the place of a word in it. Goes out: whether the speaker disowns the word:
"denied that", "no", "rejects the allegation of", "charged with". Words are in the ``voice`` part of
``data/framing-charged.toml``.
"""

from __future__ import annotations

from functools import cache

from divergence.framing.tokens import base_forms, clause_numbers, tokens
from divergence.language.tables import load_table

OPENERS = ("that", "of", "about")

DENIAL_REACH = 14
"""Words before a word among which a verb of denying is looked for."""

NEGATION_REACH = 3
"""The same for "not" and "no"."""

LEGAL_REACH = 5
"""The same for words of a court."""


def disowned(text: str, at: int) -> bool:
    """Whether the speaker denies word ``at``, negates it, or names it as a charge before a court.

    ``at`` counts the words of ``text`` from 0.
    """
    return denied(text, at) or _charged(text, at)


def denied(text: str, at: int) -> bool:
    """Whether the speaker denies or negates word ``at``."""
    words = tokens(text)
    clauses = clause_numbers(text)
    for back in range(1, DENIAL_REACH + 1):
        place = at - back
        if place < 0 or clauses[place] != clauses[at]:
            return False
        bases = base_forms(words[place].folded)
        if back <= NEGATION_REACH and words[place].folded in _voice("negating"):
            return True
        if any(base in _voice("denying") for base in bases):
            return True
        if any(base in _voice("rejecting") for base in bases):
            return _in_a_rejected_statement(text, place, at)
    return False


def _charged(text: str, at: int) -> bool:
    words = tokens(text)
    clauses = clause_numbers(text)
    near = range(max(0, at - LEGAL_REACH), at)
    return any(
        clauses[place] == clauses[at] and base in _voice("legal")
        for place in near
        for base in base_forms(words[place].folded)
    )


def _in_a_rejected_statement(text: str, verb: int, at: int) -> bool:
    """Whether "that" or "of" after a noun for a statement stands between the verb and the word."""
    between_words = tokens(text)[verb + 1 : at]
    said = False
    for token in between_words:
        if said and token.folded in OPENERS:
            return True
        said = said or any(base in _voice("statements") for base in base_forms(token.folded))
    return False


def denies(verb: str) -> bool:
    """Whether a verb, as the one that brings a statement, denies what follows."""
    return any(base in _voice("denying") for base in base_forms(verb.lower()))


@cache
def _voice(name: str) -> frozenset[str]:
    return frozenset(load_table("framing-charged.toml")["voice"][name].split())
