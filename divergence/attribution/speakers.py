"""Which noun phrases can speak: names, pronouns, offices, bodies and documents.

Comes in: the tokens of a sentence and the bounds of a phrase. Goes out: yes or no. The nouns are
those of `data/attribution-sources.toml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.attribution.sentence import Token


def is_speaker(tokens: Sequence[Token], first: int, until: int) -> bool:
    """Whether a noun phrase can speak: a name, a pronoun, an office, a body or a document."""
    nouns = speaking_nouns()
    core = until
    for at in range(first + 1, until):
        if tokens[at].text == "," or tokens[at].lower in cue_lexicon().words["subject_head_ends"]:
            core = at
            break
    last = tokens[core - 1]
    head = last.lower.removesuffix("'s").removesuffix("'ve").removesuffix("'d")
    person = head.endswith(_person_endings())
    known = head in nouns or head.removesuffix("s") in nouns
    if not (_capital(last) or known or person or not last.text[0].isalpha()):
        return False
    for token in tokens[first:until]:
        lower = token.lower
        singular = lower.removesuffix("'s").removesuffix("'ve").removesuffix("'d")
        if token.text[0].isupper() and (token is not tokens[first] or _name_like(token)):
            return True
        if token is last and person:
            return True
        if singular in nouns or (singular.endswith("s") and singular[:-1] in nouns):
            return True
    return False


def is_office(word: str) -> bool:
    """Whether a word names an office that a person holds."""
    people = role_nouns()
    return word in people or any(
        word.endswith(s) and word[: -len(s)] in people for s in ("s", "es")
    )


def _capital(token: Token) -> bool:
    """Whether a word is a name, with a small particle before its capital too ("al-Assadi")."""
    particle, _, name = token.text.partition("-")
    return token.text[0].isupper() or (len(particle) <= 3 and name[:1].isupper())


def _name_like(token: Token) -> bool:
    """Whether a capital at the start of a phrase is more than that of a common word."""
    words = cue_lexicon().words
    return (
        token.lower not in words["determiners"]
        and token.lower not in words["prepositions"]
        and token.lower not in words["subordinators"]
        and token.lower not in words["adverbs"]
        and token.lower not in ("there", "it", "he", "she", "they", "i", "we", "here")
    ) or token.lower in ("it", "he", "she", "they", "both")


@cache
def speaking_nouns() -> frozenset[str]:
    """Nouns and pronouns that can be the source of a statement."""
    data = load_lexicon("attribution-sources.toml")
    nouns: set[str] = {"he", "she", "it", "they", "we", "both", "who", "sides", "parties", "i"}
    nouns |= cue_lexicon().words["findings"] | cue_lexicon().words["bodies"]
    for section in ("people", "organisations", "documents", "outsiders"):
        for name, entries in data[section].items():
            if name not in ("names", "name_words", "union_offices") and not name.endswith("_names"):
                nouns.update(word for entry in entries for word in (entry, entry.split()[-1]))
    return frozenset(nouns)


@cache
def role_nouns() -> frozenset[str]:
    """Nouns for people by what they are or do."""
    data = load_lexicon("attribution-sources.toml")["people"]
    return frozenset(word for entries in data.values() for word in entries)


@cache
def _person_endings() -> tuple[str, ...]:
    """Ends of nouns for people, as ``str.endswith`` takes them."""
    return tuple(sorted(cue_lexicon().words["person_endings"]))
