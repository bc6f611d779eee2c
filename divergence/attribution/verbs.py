"""Reporting verbs at a place in a sentence: which one, and whether it is a verb there at all.

Comes in: tokens and a position. Goes out: the entry of the cue lexicon, or None where the form is
a noun, an adjective or another verb ("the claims", "the disputed border", "refused to move").
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.cues import Verb, cue_lexicon
from divergence.attribution.sentence import Token


def verb_at(tokens: Sequence[Token], at: int) -> Verb | None:
    """The reporting verb whose form and particles stand at a token and can be a verb there."""
    lexicon = cue_lexicon()
    token = tokens[at]
    if at and token.text[0].isupper():
        return None
    for verb in lexicon.verbs.get(token.lower, ()):
        following = tuple(t.lower for t in tokens[at + 1 : at + 1 + len(verb.particles)])
        if following != verb.particles:
            continue
        article = lexicon.words["determiners"] - lexicon.words["pronominal"]
        if at and tokens[at - 1].lower in article:
            return None
        before = tokens[at - 1] if at else token
        if (
            before.lower.endswith(("'s", "s'"))
            and verb.form != "participle"
            and not (before.lower in cue_lexicon().words["contracted"] or before.text[0].isupper())
        ):
            return None
        if verb.lemma == "put" and not _counts(tokens, at + 1):
            continue
        if verb.lemma in ("refuse", "decline") and not _silent(tokens, at + 1):
            continue
        if at and token.lower in lexicon.words["ambiguous"] and not verb_use(tokens, at, verb):
            return None
        return verb
    return None


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """ "put the toll at 14": a count is given."""
    return bool({t.lower for t in tokens[at : at + 5]} & cue_lexicon().words["counted"])


def _silent(tokens: Sequence[Token], at: int) -> bool:
    """Whether "declined" or "refused" is followed by a verb of speech, or by a thing."""
    if at + 1 < len(tokens) and tokens[at].lower == "to":
        lexicon = cue_lexicon()
        following = tokens[at + 1].lower
        return following in lexicon.verbs or following in ("discuss", "give", "provide", "accept")
    return at < len(tokens) and tokens[at].lower in ("any", "the", "an", "a", "comment")


def verb_use(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
    """Whether a form that may be a noun follows a subject and precedes a complement."""
    before = tokens[at - 1]
    lexicon = cue_lexicon()
    if at + 1 >= len(tokens) or before.lower.endswith(("'s", "’s")):
        return False
    if before.lower in lexicon.words["prepositions"] and before.lower != "to":
        return False
    infinitive = at > 1 and tokens[at - 2].lower in lexicon.words["auxiliaries"]
    if infinitive and any(v.form == "base" for v in lexicon.verbs.get(before.lower, ())):
        return False
    after = tokens[at + 1].lower
    if verb.form == "base" and before.lower in lexicon.words["negations"]:
        return after not in (".", ",")
    if verb.form == "base":
        plural = before.lower.endswith("s") or before.lower in (
            "they",
            "we",
            "who",
            "and",
            "people",
        )
        return plural and after not in ("of", ".", ",", "and")
    return after not in cue_lexicon().words["noun_follows"]


def is_verb(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word after a subject can be its finite verb."""
    if at >= len(tokens) or tokens[at].quoted or not tokens[at].text.islower():
        return False
    lexicon = cue_lexicon()
    lower = tokens[at].lower
    if lower in lexicon.words["prepositions"] or lower in lexicon.words["determiners"]:
        return False
    return (
        lower in lexicon.words["pasts"]
        or lower in lexicon.words["verbs"]
        or lower in lexicon.words["auxiliaries"]
        or (lower.endswith("ed") and len(lower) > 3)
        or any(verb.form in ("past", "present") for verb in lexicon.verbs.get(lower, ()))
    )
