"""Deeds: what a text tells as done, and whether it says by whom.

Comes in: a text. Goes out: its deeds without a doer (passives without agent, acts as nouns, things
that "happen") and with one (active verbs, "by", "the militia's killing"). There is no parser: the
forms are read off word lists in ``data/framing-agency.toml`` and the order of words.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from divergence.framing.statement import speaker, statement
from divergence.framing.tokens import Token, base_forms, clause_numbers, irregular, tokens
from divergence.framing.vocabulary import is_function_word, no_noun
from divergence.language.segmentation import stem
from divergence.language.tables import load_table

Form = Literal["passive", "nominal", "happening", "active", "agent", "owner"]
"""Without a doer: passive, act as noun, happening. With one: active verb, "by", "X's killing"."""

HIDDEN: tuple[Form, ...] = ("passive", "nominal", "happening")

AGENT_REACH = 8
"""Words after a participle among which "by" is looked for."""

ADVERBS = 3
"""Adverbs that may stand between "be" and a participle."""


class Deed(NamedTuple):
    """A deed as told: characters of its verb or noun, its form, its stem, and who did it (or
    '')."""

    start: int
    end: int
    form: Form
    stem: str
    actor: str


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
        deed_ = _nominal(text, words, clauses, place) or _active(text, words, clauses, place)
        if deed_ is not None:
            found.append(deed_)
    return tuple(sorted(found))


def _passive(
    text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int
) -> tuple[Deed, int] | None:
    """A form of "be" or "get" with a participle, up to three adverbs between them."""
    lexicon = _lexicon()
    if words[place].folded not in lexicon.be:
        return None
    at = place + 1
    while at < len(words) and at <= place + ADVERBS and (
        words[at].folded in ("not", "also", "never", "being", "been", "then", "later", "first")
        or words[at].folded.endswith("ly")
    ):  # fmt: skip
        at += 1
    if at >= len(words) or clauses[at] != clauses[place] or not _participle(words[at].folded):
        return None
    if any(word.folded in _words("conditional") for word in words[:place]):
        return None
    actor = _agent_after(text, words, clauses, at)
    form: Form = "agent" if actor else "passive"
    return Deed(words[at].start, words[at].end, form, _verb_stem(words[at].folded), actor), at


def _participle(word: str) -> bool:
    lexicon = _lexicon()
    if word in lexicon.states or word in lexicon.not_participles:
        return False
    return word in lexicon.participles or (word.endswith("ed") and len(word) > 4)


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
        if first.folded in _words("determiners") and place + 1 < len(words)
        else first
    )
    if head.text[:1].isdigit() or head.folded in _words("no_agent"):
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
    lexicon = _lexicon()
    word = words[place]
    if place == 0 and word.folded not in lexicon.acts:
        return None
    if word.folded in lexicon.happenings and not _compound(words, place):
        owner = _owner(words, place, text)
        if owner:
            return Deed(word.start, word.end, "owner", stem(word.folded), owner)
        if _determined(words, place):
            return Deed(word.start, word.end, "happening", stem(word.folded), "")
    if word.folded not in lexicon.acts or _compound(words, place):
        return None
    owner = _owner(words, place, text)
    if owner and not _befalls_owner(words, place):
        return Deed(word.start, word.end, "owner", _act_stem(word.folded), owner)
    if owner:
        return Deed(word.start, word.end, "nominal", _act_stem(word.folded), "")
    if not _determined(words, place) or _carried(words, clauses, place):
        return None
    following = words[place + 1].folded if place + 1 < len(words) else ""
    of = following in ("of", "on", "against")
    bare = not following or is_function_word(words[place + 1]) or following in ("left", "drew")
    if not (of or (bare and word.folded.endswith("ing"))):
        return None
    actor = _agent_after(text, words, clauses, place)
    form: Form = "agent" if actor else "nominal"
    return Deed(word.start, word.end, form, _act_stem(word.folded), actor)


def _befalls_owner(words: tuple[Token, ...], place: int) -> bool:
    """Whether the possessor suffered it: "the editor's arrest", not "the army's arrest of"."""
    if words[place].folded not in _lexicon().befalling or words[place - 1].text[:1].isupper():
        return False
    following = words[place + 1].folded if place + 1 < len(words) else ""
    return following not in ("of", "against")


def _carried(words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> bool:
    """Whether a verb with a subject carries the act ("undertakes a further invasion of")."""
    return any(
        words[at].folded in _lexicon().light and clauses[at] == clauses[place]
        for at in range(max(0, place - 4), place)
    )


def _compound(words: tuple[Token, ...], place: int) -> bool:
    """Whether the noun only describes the next one ("murder trial", "test flight")."""
    if place + 1 >= len(words):
        return False
    following = words[place + 1].folded
    return following in _lexicon().compounds


def _determined(words: tuple[Token, ...], place: int) -> bool:
    """Whether an article stands one to three words before, or nothing at all."""
    for back in range(1, 4):
        at = place - back
        if at < 0:
            return back == 1
        folded = words[at].folded
        if folded in _words("determiners"):
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
        if word.folded in _words("possessives"):
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


def _active(
    text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int
) -> Deed | None:
    """A verb of a deed with a subject that acts, or a verb whose subject only undergoes it."""
    lexicon = _lexicon()
    word = words[place]
    if place == 0 or word.text[:1].isupper() or is_function_word(word):
        return None
    if word.folded in lexicon.participles_only and not _perfect(words, place):
        return None
    if not _finite(words, place):
        return None
    verb = _verb(word.folded, lexicon.deeds)
    undergone = "" if verb else _verb(word.folded, lexicon.undergo)
    modal = words[place - 1].folded in _lexicon().modals and _has_object(words, place)
    if not (verb or undergone or modal or _past(word.folded)):
        return None
    subject = _subject(words, clauses, place)
    if not subject:
        return None
    head = subject[-1]
    actor = text[subject[0].start : head.end]
    if undergone and not _under(words, place):
        return None
    if undergone and not _loses_by_own_doing(words, place):
        return Deed(word.start, word.end, "happening", stem(undergone), "")
    if head.folded in lexicon.acts | lexicon.happenings | lexicon.natural:
        return None
    if head.folded == "it":
        named = speaker(text)
        if named is None or not verb or statement(text)[0] > head.start:
            return None
        return Deed(word.start, word.end, "active", _verb_stem(word.folded), text[slice(*named)])
    if head.folded.isdigit() or head.folded in ("there", "which", "what"):
        return None
    return Deed(word.start, word.end, "active", _verb_stem(word.folded), actor)


def _has_object(words: tuple[Token, ...], place: int) -> bool:
    """Whether a noun group stands right after a verb: no preposition, adverb or stop."""
    after = words[place + 1 : place + 2]
    return any(
        word.folded in _words("determiners")
        or word.folded in _words("possessives")
        or not (is_function_word(word) or word.folded.endswith("ly") or no_noun(word))
        for word in after
    )


def _loses_by_own_doing(words: tuple[Token, ...], place: int) -> bool:
    """Whether what is lost was somebody's to keep ("lost the samples", not "their lives")."""
    if "lose" not in base_forms(words[place].folded):
        return False
    after = [word.folded for word in words[place + 1 : place + 5]]
    return after[:1] in (["the"], ["a"], ["an"]) and not (
        _lexicon().undergone_losses & set(after[1:])
    )


def _under(words: tuple[Token, ...], place: int) -> bool:
    """Whether a verb of undergoing stands alone, or "come" with "under fire" and the like."""
    if "come" not in base_forms(words[place].folded):
        return True
    after = [word.folded for word in words[place + 1 : place + 4]]
    return len(after) > 1 and after[0] == "under" and bool(_lexicon().under & set(after[1:]))


def _finite(words: tuple[Token, ...], place: int) -> bool:
    """Whether a word can be a verb here: past by its form, or after a helping verb or pronoun."""
    word = words[place].folded
    before = words[place - 1].folded
    if _past(word):
        return True
    if word.endswith("ing"):
        return any(token.folded in _lexicon().be for token in words[max(0, place - 3) : place])
    return before in _lexicon().helpers or before in _words("pronouns")


def _perfect(words: tuple[Token, ...], place: int) -> bool:
    """Whether "has", "have" or "had" stands up to two words before."""
    before = words[max(0, place - 2) : place]
    return any(word.folded in ("has", "have", "had", "having", "'ve") for word in before)


def _verb(word: str, listed: frozenset[str]) -> str:
    """The listed verb that a finite form belongs to, or ''."""
    base = irregular().get(word, "")
    if base in listed:
        return base
    if word in listed:
        return word
    return next((base for base in base_forms(word) if base in listed), "")


def _past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 3 and word not in _lexicon().not_participles) or (
        word in irregular()
    )


def _subject(words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> tuple[Token, ...]:
    """The noun group right before a verb, back to a comma, a verb or the start of the clause."""
    at = place - 1
    helpers = _lexicon().helpers
    while at >= 0 and clauses[at] == clauses[place] and (
        words[at].folded in helpers
        or words[at].folded in _lexicon().be
        or words[at].folded.endswith("ly")
    ):  # fmt: skip
        at -= 1
    if at < 0 or clauses[at] != clauses[place]:
        return ()
    between_words = {word.folded for word in words[at + 1 : place]}
    if "to" in between_words:
        return ()
    if between_words & (_lexicon().be - {"'s"}) and not words[place].folded.endswith("ing"):
        return ()
    end = at
    while at >= 0 and clauses[at] == clauses[place] and end - at < 5:
        folded = words[at].folded
        if folded in ("of",) or (at == end and folded in ("he", "she", "they", "we", "i")):
            at -= 1
            continue
        if is_function_word(words[at]) or folded in helpers:
            break
        at -= 1
    group = words[at + 1 : end + 1]
    before = _before_preposition(words, clauses, at, place)
    return (before or group) if group else ()


def _before_preposition(
    words: tuple[Token, ...], clauses: tuple[int, ...], at: int, place: int
) -> tuple[Token, ...]:
    """The noun group that a prepositional group before a verb hangs on ("soldiers at a gate")."""
    while at >= 0 and words[at].folded in _words("determiners"):
        at -= 1
    if at < 1 or words[at].folded not in _words("prepositions") or clauses[at] != clauses[place]:
        return ()
    end = at - 1
    while at - 1 >= 0 and clauses[at - 1] == clauses[place] and end - at < 4:
        if is_function_word(words[at - 1]):
            break
        at -= 1
    return words[at : end + 1]


def is_grave(verb_stem: str) -> bool:
    """Whether a stem is one of a deed, an act or a happening that the lexicon lists."""
    return verb_stem in _lexicon().grave


def _verb_stem(word: str) -> str:
    base = irregular().get(word)
    return stem(base or word)


def _act_stem(noun: str) -> str:
    """The stem of the verb that an act's noun comes from, as far as endings tell."""
    return _lexicon().verb_of.get(noun, stem(noun))


class _Lexicon(NamedTuple):
    """The data file as sets."""

    be: frozenset[str]
    helpers: frozenset[str]
    modals: frozenset[str]
    participles: frozenset[str]
    participles_only: frozenset[str]
    states: frozenset[str]
    not_participles: frozenset[str]
    acts: frozenset[str]
    happenings: frozenset[str]
    undergo: frozenset[str]
    deeds: frozenset[str]
    light: frozenset[str]
    natural: frozenset[str]
    befalling: frozenset[str]
    under: frozenset[str]
    undergone_losses: frozenset[str]
    compounds: frozenset[str]
    verb_of: dict[str, str]
    grave: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = load_table("framing-agency.toml")
    forms, acts = table["forms"], table["acts"]
    lists = ("nouns", "happenings", "undergo", "deeds")
    listed = {name: frozenset(acts[name].split()) for name in lists}
    verb_of = {
        noun: stem(verb) for noun, verb in (pair.split(":") for pair in acts["verbs"].split())
    }
    grave = {stem(word) for word in listed["deeds"] | listed["undergo"] | listed["happenings"]}
    grave |= {verb_of.get(noun, stem(noun)) for noun in listed["nouns"]}
    return _Lexicon(
        be=frozenset(forms["be"].split()),
        helpers=frozenset(forms["helpers"].split()),
        modals=frozenset(forms["modals"].split()),
        participles=frozenset(forms["participles"].split()) | frozenset(irregular()),
        participles_only=frozenset(forms["participles_only"].split()),
        states=frozenset(forms["states"].split()),
        not_participles=frozenset(forms["not_participles"].split()),
        acts=listed["nouns"],
        happenings=listed["happenings"],
        undergo=listed["undergo"],
        deeds=listed["deeds"],
        light=frozenset(acts["light"].split()),
        natural=frozenset(acts["natural"].split()),
        befalling=frozenset(acts["befalling"].split()),
        under=frozenset(acts["under"].split()),
        undergone_losses=frozenset(acts["undergone_losses"].split()),
        compounds=frozenset(acts["compounds"].split()),
        verb_of=verb_of,
        grave=frozenset(grave),
    )


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_table("framing-agency.toml")["words"][name].split())
