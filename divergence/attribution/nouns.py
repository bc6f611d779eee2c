"""Common nouns that can speak, and what kind of source each one is.

Comes in: the lexicon `data/attribution-sources.toml`. Goes out: for a noun its kind (state,
company, union, regulator, party, police, group, office, document, outsider), and the closed lists
of pronouns, media and words that several resolvers share.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from divergence.attribution.cues import load_lexicon

SOURCES = "attribution-sources.toml"
ORGANISATIONS = ("state", "company", "union", "regulator", "party", "police", "group")
DOMAIN = re.compile(r"\.(?:com|org|net|tv|news)\b")
POSSESSIVE = re.compile(r"(?:['’]s|['’])$")


def noun_kind(word: str) -> str:
    """The kind of source that a noun names, singular or plural; '' where it cannot speak."""
    return _kinds().get(word.casefold(), "")


@cache
def _kinds() -> dict[str, str]:
    data = load_lexicon(SOURCES)
    kinds: dict[str, str] = {}

    def put(words: Sequence[str], kind: str) -> None:
        for word in words:
            for form in (word, word + "s", word[:-1] + "ies" if word.endswith("y") else word):
                kinds.setdefault(form, kind)
            if word.endswith("man"):
                kinds.setdefault(word[:-3] + "men", kind)

    put(data["documents"]["issued"], "document")
    put(data["people"]["state"], "state")
    for kind in ORGANISATIONS:
        put(data["organisations"][kind], kind)
    put(data["people"]["office"], "office")
    put(data["outsiders"]["nouns"], "outsider")
    return kinds


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """One list of the lexicon, as a set."""
    return frozenset(load_lexicon(SOURCES)[section][name])


@cache
def pronoun_forms() -> frozenset[str]:
    """Pronouns that can be a source on their own."""
    data = load_lexicon(SOURCES)["pronouns"]
    return frozenset([*data["person"], *data["thing"], *data["many"], *data["other"]])


@cache
def possessors() -> dict[str, str]:
    """ "his" to "he", and so on."""
    return dict(load_lexicon(SOURCES)["pronouns"]["possessive"])


@cache
def title_aliases() -> dict[str, str]:
    """Shortened titles to the noun that they stand for ("sen" to "senator")."""
    return dict(load_lexicon(SOURCES)["shortened"]["titles"])


@cache
def letters() -> dict[str, str]:
    """The letters of political parties behind a lawmaker's name, to the party's name."""
    return dict(load_lexicon(SOURCES)["legislature"]["letters"])


@cache
def offices() -> frozenset[str]:
    """Offices that can stand before a person's name."""
    return words_of("people", "state") | words_of("people", "office")


def is_medium(form: str) -> bool:
    """Whether a name is that of a paper, channel or agency that passes on what others say."""
    folded = POSSESSIVE.sub("", re.sub(r"^the\s+", "", form.casefold()))
    words = re.split(r"[\s\-]+", folded)
    if DOMAIN.search(folded):
        return True
    if len(words) > 1 and words[-1] in words_of("outsiders", "name_words"):
        return True
    edition = len(words) > 1 and words[0] in _media() and form.split()[0].isupper()
    if edition and len(words[0]) > 2 and not noun_kind(words[-1]):
        return True
    return folded in _media() or f"the {folded}" in _media()


@cache
def _media() -> frozenset[str]:
    return frozenset(name.casefold() for name in words_of("outsiders", "names"))
