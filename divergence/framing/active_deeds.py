"""Deeds told with their doer as the subject of a verb, or as things that happen by themselves.

Comes in: the words of a text and a place among them. Goes out: the deed that the verb there tells,
with the noun group before it as the doer.
"""

from __future__ import annotations

from divergence.framing.deed_words import (
    Deed,
    lexicon,
    listed,
    listed_verb,
    past,
    verb_stem,
)
from divergence.framing.statement import speaker, statement
from divergence.framing.tokens import Token, base_forms
from divergence.framing.vocabulary import is_function_word, no_noun
from divergence.language.segmentation import stem


def active(
    text: str, words: tuple[Token, ...], clauses: tuple[int, ...], place: int
) -> Deed | None:
    """A verb of a deed with a subject that acts, or a verb whose subject only undergoes it."""
    known = lexicon()
    word = words[place]
    if place == 0 or word.text[:1].isupper() or is_function_word(word):
        return None
    if word.folded in known.participles_only and not _perfect(words, place):
        return None
    if not _finite(words, place):
        return None
    verb = listed_verb(word.folded, known.deeds)
    undergone = "" if verb else listed_verb(word.folded, known.undergo)
    modal = words[place - 1].folded in lexicon().modals and has_object(words, place)
    if not (verb or undergone or modal or past(word.folded)):
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
    if head.folded in known.acts | known.happenings | known.natural:
        return None
    if head.folded == "it":
        named = speaker(text)
        if named is None or not verb or statement(text)[0] > head.start:
            return None
        return Deed(word.start, word.end, "active", verb_stem(word.folded), text[slice(*named)])
    if head.folded.isdigit() or head.folded in ("there", "which", "what"):
        return None
    return Deed(word.start, word.end, "active", verb_stem(word.folded), actor)


def has_object(words: tuple[Token, ...], place: int) -> bool:
    """Whether a noun group stands right after a verb: no preposition, adverb or stop."""
    after = words[place + 1 : place + 2]
    return any(
        word.folded in listed("determiners")
        or word.folded in listed("possessives")
        or not (is_function_word(word) or word.folded.endswith("ly") or no_noun(word))
        for word in after
    )


def _loses_by_own_doing(words: tuple[Token, ...], place: int) -> bool:
    """Whether what is lost was somebody's to keep ("lost the samples", not "their lives")."""
    if "lose" not in base_forms(words[place].folded):
        return False
    after = [word.folded for word in words[place + 1 : place + 5]]
    return after[:1] in (["the"], ["a"], ["an"]) and not (
        lexicon().undergone_losses & set(after[1:])
    )


def _under(words: tuple[Token, ...], place: int) -> bool:
    """Whether a verb of undergoing stands alone, or "come" with "under fire" and the like."""
    if "come" not in base_forms(words[place].folded):
        return True
    after = [word.folded for word in words[place + 1 : place + 4]]
    return len(after) > 1 and after[0] == "under" and bool(lexicon().under & set(after[1:]))


def _finite(words: tuple[Token, ...], place: int) -> bool:
    """Whether a word can be a verb here: past by its form, or after a helping verb or pronoun."""
    word = words[place].folded
    before = words[place - 1].folded
    if past(word):
        return True
    if word.endswith("ing"):
        return any(token.folded in lexicon().be for token in words[max(0, place - 3) : place])
    return before in lexicon().helpers or before in listed("pronouns")


def _perfect(words: tuple[Token, ...], place: int) -> bool:
    """Whether "has", "have" or "had" stands up to two words before."""
    before = words[max(0, place - 2) : place]
    return any(word.folded in ("has", "have", "had", "having", "'ve") for word in before)


def _subject(words: tuple[Token, ...], clauses: tuple[int, ...], place: int) -> tuple[Token, ...]:
    """The noun group right before a verb, back to a comma, a verb or the start of the clause."""
    at = place - 1
    helpers = lexicon().helpers
    while at >= 0 and clauses[at] == clauses[place] and (
        words[at].folded in helpers
        or words[at].folded in lexicon().be
        or words[at].folded.endswith("ly")
    ):  # fmt: skip
        at -= 1
    if at < 0 or clauses[at] != clauses[place]:
        return ()
    between_words = {word.folded for word in words[at + 1 : place]}
    if "to" in between_words:
        return ()
    if between_words & (lexicon().be - {"'s"}) and not words[place].folded.endswith("ing"):
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
    while at >= 0 and words[at].folded in listed("determiners"):
        at -= 1
    if at < 1 or words[at].folded not in listed("prepositions") or clauses[at] != clauses[place]:
        return ()
    end = at - 1
    while at - 1 >= 0 and clauses[at - 1] == clauses[place] and end - at < 4:
        if is_function_word(words[at - 1]):
            break
        at -= 1
    return words[at : end + 1]
