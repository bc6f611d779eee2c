"""Deeds: what a text tells as done, and whether it says by whom.

Comes in: a text. Goes out: its deeds without a doer (passives without agent, acts as nouns, things
that "happen") and with one (active verbs, "by", "the militia's killing"). There is no parser: the
forms are read off word lists in ``data/framing-agency.toml`` and the order of words.
"""

from __future__ import annotations

from functools import lru_cache

from divergence.framing.active_deeds import active
from divergence.framing.deed_words import Deed, Form, act_stem, lexicon, listed, verb_stem
from divergence.framing.tokens import Token, clause_numbers, tokens
from divergence.framing.vocabulary import is_function_word
from divergence.language.segmentation import stem

AGENT_REACH = 8
"""Words after a participle among which "by" is looked for."""

ADVERBS = 3
"""Adverbs that may stand between "be" and a participle."""


@lru_cache(maxsize=4096)
def deeds(text: str) -> tuple[Deed, ...]:
    """All deeds that a text tells, with and without a doer, in order."""
    words = tokens(text)
    clauses = clause_numbers(text)
    found: list[Deed] = []
    passive_at: set[int] = set()
    for place in range(len(words)):
        deed = _passive(text, words, clauses, place)
        if deed is not None:
            found.append(deed[0])
            passive_at.add(deed[1])
    for place in range(len(words)):
        if place in passive_at:
            continue
        deed_ = _nominal(text, words, clauses, place) or active(text, words, clauses, place)
        if deed_ is not None:
            found.append(deed_)
    return tuple(sorted(found))


def _passive(
    text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int
) -> tuple[Deed, int] | None:
    """A form of "be" or "get" with a participle, up to three adverbs between them."""
    known = lexicon()
    if words[place].folded not in known.be:
        return None
    at = place + 1
    while at < len(words) and at <= place + ADVERBS and (
        words[at].folded in ("not", "also", "never", "being", "been", "then", "later", "first")
        or words[at].folded.endswith("ly")
    ):  # fmt: skip
        at += 1
    if at >= len(words) or clauses[at] != clauses[place] or not _participle(words[at].folded):
        return None
    if any(word.folded in listed("conditional") for word in words[:place]):
        return None
    actor = _agent_after(text, words, clauses, at)
    form: Form = "agent" if actor else "passive"
    return Deed(words[at].start, words[at].end, form, verb_stem(words[at].folded), actor), at


def _participle(word: str) -> bool:
    known = lexicon()
    if word in known.states or word in known.not_participles:
        return False
    return word in known.participles or (word.endswith("ed") and len(word) > 4)


def _agent_after(text: str, words: tuple[Token, ...], clauses: tuple[int, ...], at: int) -> str:
    """The noun group after "by" that names who did it, or ''."""
    for place in range(at + 1, min(len(words), at + 1 + AGENT_REACH)):
        if clauses[place] != clauses[at]:
            return ""
        if words[place].folded in ("that", "which", "who", "when", "because", "after", "before"):
            return ""
        if words[place].folded == "by" and place + 1 < len(words):
            return _noun_group(text, words, clauses, place + 1)
    return ""


def _noun_group(text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> str:
    """The words of a doer from ``place`` on; '' for a time, a measure, a means or a gerund."""
    first = words[place]
    head = (
        words[place + 1]
        if first.folded in listed("determiners") and place + 1 < len(words)
        else first
    )
    if head.text[:1].isdigit() or head.folded in listed("no_agent"):
        return ""
    if head is first and head.folded.endswith("ing"):
        return ""
    end = place
    while end + 1 < len(words) and clauses[end + 1] == clauses[place] and end - place < 4:
        following = words[end + 1]
        if following.folded in ("in", "on", "at", "after", "with", "for", "to", "from", "near"):
            break
        if is_function_word(following) and following.folded not in ("of", "the", "and"):
            break
        end += 1
    return text[first.start : words[end].end]


def _nominal(
    text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int
) -> Deed | None:
    """An act as a noun: with a doer before it ("the militia's killing of") or without one."""
    known = lexicon()
    word = words[place]
    if place == 0 and word.folded not in known.acts:
        return None
    if word.folded in known.happenings and not _compound(words, place):
        owner = _owner(words, place, text)
        if owner:
            return Deed(word.start, word.end, "owner", stem(word.folded), owner)
        if _determined(words, place):
            return Deed(word.start, word.end, "happening", stem(word.folded), "")
    if word.folded not in known.acts or _compound(words, place):
        return None
    owner = _owner(words, place, text)
    if owner and not _befalls_owner(words, place):
        return Deed(word.start, word.end, "owner", act_stem(word.folded), owner)
    if owner:
        return Deed(word.start, word.end, "nominal", act_stem(word.folded), "")
    if not _determined(words, place) or _carried(words, clauses, place):
        return None
    following = words[place + 1].folded if place + 1 < len(words) else ""
    of = following in ("of", "on", "against")
    bare = not following or is_function_word(words[place + 1]) or following in ("left", "drew")
    if not (of or (bare and word.folded.endswith("ing"))):
        return None
    actor = _agent_after(text, words, clauses, place)
    form: Form = "agent" if actor else "nominal"
    return Deed(word.start, word.end, form, act_stem(word.folded), actor)


def _befalls_owner(words: tuple[Token, ...], place: int) -> bool:
    """Whether the possessor suffered it: "the editor's arrest", not "the army's arrest of"."""
    if words[place].folded not in lexicon().befalling or words[place - 1].text[:1].isupper():
        return False
    following = words[place + 1].folded if place + 1 < len(words) else ""
    return following not in ("of", "against")


def _carried(words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> bool:
    """Whether a verb with a subject carries the act ("undertakes a further invasion of")."""
    return any(
        words[at].folded in lexicon().light and clauses[at] == clauses[place]
        for at in range(max(0, place - 4), place)
    )


def _compound(words: tuple[Token, ...], place: int) -> bool:
    """Whether the noun only describes the next one ("murder trial", "test flight")."""
    if place + 1 >= len(words):
        return False
    following = words[place + 1].folded
    return following in lexicon().compounds


def _determined(words: tuple[Token, ...], place: int) -> bool:
    """Whether an article stands one to three words before, or nothing at all."""
    for back in range(1, 4):
        at = place - back
        if at < 0:
            return back == 1
        folded = words[at].folded
        if folded in listed("determiners"):
            return True
        if is_function_word(words[at]) or words[at].text[:1].isupper():
            return False
    return False


def _owner(words: tuple[Token, ...], place: int, text: str) -> str:
    """Who did it, before an act: "the militia's killing", "their attack", "Israeli strike"."""
    for back in range(1, 4):
        at = place - back
        if at < 0:
            return ""
        word = words[at]
        if word.folded in listed("possessives"):
            return word.text
        if word.folded.endswith("'s") or text[word.end : word.end + 1] in ("'", "’"):
            start = at
            while start > 0 and back + at - start < 4 and not is_function_word(words[start - 1]):
                start -= 1
            return text[words[start].start : word.end].removesuffix("'s").removesuffix("’s")
        if word.text[:1].isupper() and at > 0 and back == 1:
            return word.text
        if is_function_word(word):
            return ""
    return ""
