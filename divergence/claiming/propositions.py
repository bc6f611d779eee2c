"""One proposition at a time: where a stretch of a sentence may be cut into claims.

Comes in: a span of one sentence. Goes out: spans in order, without overlap, that together hold
the words of the first but for joining words and commas. Cuts fall between coordinated clauses,
between listed matters ("discussed strengthening X, combating Y and easing Z") and before a
closing relative clause. Purposes and conditions stay with their head.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.claiming.edges import with_closing_bracket, with_object, without_leftovers
from divergence.claiming.listed import list_cuts
from divergence.claiming.words import (
    SUBJECT_REACH,
    TOKEN,
    Word,
    cue_forms,
    is_past,
    is_verbal,
    rules,
    words_within,
)
from divergence.language.markup import links_in, targets_in
from divergence.language.segmentation import trimmed
from divergence.model import Span

JOINING = re.compile(r"(?:[Aa]nd|[Bb]ut|that|[Hh]owever|as well as|or|Or)(?=[\s,])[\s,]*")
LEADING = re.compile(r"\s+(?:and|or|but)$")
"""What leads to words that are left out."""
CLOSING = re.compile(r"[,;]\s+(?:and|or)$")
"""What leads from an item of a list to the next."""
EDGE = " \t\r\n\u00a0,;:—–-"
QUOTES = '"“”„«»‹›「」『』'


def propositions(text: str, span: Span) -> list[Span]:
    """The propositions of ``text[span.start:span.end]``, which lies within one sentence."""
    words = words_within(text, span)
    cuts = sorted(set(_clause_cuts(words) + list_cuts(words) + _relative_cuts(words)))
    pieces: list[Span] = []
    start = span.start
    for end, resume in cuts:
        if end <= start:
            continue
        pieces.append(Span(start, end))
        start = resume
    pieces.append(Span(start, span.end))
    joined = _long_enough(text, pieces)
    return [part for piece in joined for part in _bounded(text, _clean(text, piece))]


def starts_clause(text: str, span: Span) -> bool:
    """Whether a stretch opens with a subject and its verb."""
    words = words_within(text, span)
    if not words or is_verbal(words, 0) or cue_lexicon().verbs.get(words[0].lower):
        return False
    if words[0].lower in rules().subjects:
        return True
    return words[0].lower not in cue_lexicon().words["prepositions"] and _subject_verb(words, 0)


def _clause_cuts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Cuts between coordinated clauses: (where one ends, where the next begins)."""
    cuts = []
    for at in range(2, len(words) - 2):
        word = words[at]
        if word.depth:
            continue
        before, after = words[at - 1], words[at + 1]
        if word.text == ";":
            cuts.append((word.start, after.start))
        elif (
            word.lower == "but"
            and "only" not in (words[at - 2].lower, before.lower)
            and not _not_only(words, at)
            and after.lower not in ("also", "for")
        ):
            cuts.append((before.end, after.start if is_verbal(words, at + 1) else word.end))
        elif word.lower == "and" and _clause_follows(words, at):
            cuts.append((before.end, after.start))
        elif before.text == "," and (
            word.lower in rules().speaking
            or (word.lower in rules().contrast and _clause_behind(words, at))
        ):
            cuts.append((before.start, word.start))
    return cuts


def _clause_behind(words: Sequence[Word], at: int) -> bool:
    """Whether a conjunction opens a clause or an -ing form, no phrase ("while closely tied to")."""
    after = words[at + 1]
    if (after.lower.endswith("ly") or after.lower in ("also", "still")) and at + 2 < len(words):
        after = words[at + 2]
    return not is_past(after)


def _not_only(words: Sequence[Word], at: int) -> bool:
    return any(
        words[n].lower == "not" and words[n + 1].lower in ("only", "just", "merely")
        for n in range(max(0, at - 25), at - 1)
    )


def _clause_follows(words: Sequence[Word], at: int) -> bool:
    """Whether "and" joins clauses: a predicate, a subject with its verb, or another "that"."""
    after = words[at + 1]
    following = words[at + 2] if at + 2 < len(words) else after
    if _shares_object(words, at):
        return False
    comma = words[at - 1].text == "," or words[at - 1].text in QUOTES
    if after.lower in ("that", "whether") and any(w.lower == after.lower for w in words[:at]):
        return True
    if after.lower in rules().auxiliaries:
        return not _goes_on_after_to(words, at)
    if after.lower in rules().subjects:
        return True
    verbs = cue_lexicon().verbs.get(after.lower, ())
    if (
        any(v.form == "past" or v.form == "present" for v in verbs)
        and after.lower not in cue_lexicon().words["ambiguous"]
    ):
        return _finite_before(words, at)
    if any(w.lower in ("which", "that", "who") for w in words[max(0, at - 5) : at]) and not comma:
        return False
    if is_past(after) and _finite_before(words, at) and following.lower not in ("by",):
        return not _noun_after(words, at + 1)
    told = _says(words, at) or _finite_before(words, at)
    if comma and told and _subject_verb(words, at + 1):
        return True
    return after.lower in ("also", "then") and at + 2 < len(words) and is_verbal(words, at + 2)


def _shares_object(words: Sequence[Word], at: int) -> bool:
    """Whether what stands before "and" is unfinished: "strives for and desires", "can and will"."""
    if words[at - 1].lower in rules().auxiliaries or words[at - 1].lower in ("not", "never"):
        return True
    return words[at - 1].lower in cue_lexicon().words["prepositions"] and _verb_form(words[at + 1])


def _verb_form(word: Word) -> bool:
    """Whether a word can be a verb with an ending ("desires", "desired")."""
    return word.text[0].islower() and word.lower.endswith(("s", "ed"))


def _goes_on_after_to(words: Sequence[Word], at: int) -> bool:
    """Whether "have", "do" or "be" after "and" is an infinitive: "to have a go and have a vote"."""
    if words[at + 1].lower not in ("have", "do", "be"):
        return False
    following = words[at + 2] if at + 2 < len(words) else None
    perfect = following is not None and (
        is_past(following) or following.lower in rules().behind_have
    )
    before = [word.lower for word in words[max(0, at - SUBJECT_REACH) : at]]
    return not perfect and any(word in ("to", *rules().modals) for word in before)


def _finite_before(words: Sequence[Word], at: int) -> bool:
    """Whether a finite verb may stand before; a name that ends in "s" is none."""
    return any(
        w.lower in rules().auxiliaries
        or is_past(w)
        or (w.lower.endswith("s") and w.text[0].islower())
        for w in words[:at]
    )


def _says(words: Sequence[Word], at: int) -> bool:
    """Whether a verb of saying or discussing stands before."""
    return any(word.lower in cue_forms() for word in words[:at])


def _noun_after(words: Sequence[Word], at: int) -> bool:
    """Whether a past form rather qualifies a noun ("trained soldiers")."""
    if at + 1 >= len(words):
        return False
    after = words[at + 1].lower
    determiners = cue_lexicon().words["determiners"] | cue_lexicon().words["prepositions"]
    return not (
        after in determiners
        or after in ("that", "their", "its", ",")
        or words[at + 1].text[0].isupper()
        or after.isdigit()
        or after.endswith("ly")
        or words[at].lower in rules().past
    )


def _subject_verb(words: Sequence[Word], at: int) -> bool:
    """Whether a subject and a finite verb follow within a few words."""
    if words[at].text in ",;":
        return False
    for n in range(at + 1, min(len(words), at + 8)):
        if words[n].text in ",;":
            return False
        if words[n].lower in rules().auxiliaries or _third_person(words, n):
            return True
        if is_past(words[n]) and n > at + 1 and words[n - 1].lower not in ("the", "a", "an", "of"):
            return not _noun_after(words, n)
    return False


def _third_person(words: Sequence[Word], at: int) -> bool:
    """Whether a word in "s" is a verb: a singular noun before it, its object behind it."""
    word, before = words[at], words[at - 1]
    if not (word.lower.endswith("s") and word.text.islower()) or at + 1 >= len(words):
        return False
    closed = cue_lexicon().words["determiners"]
    if word.lower in cue_lexicon().words["prepositions"] or word.lower in rules().no_verbs:
        return False
    if not before.text.islower() or before.lower in closed or before.lower.endswith("s"):
        return False
    after = words[at + 1]
    return after.lower in closed or after.text[0].isupper()


def _relative_cuts(words: Sequence[Word]) -> list[tuple[int, int]]:
    """A cut before a closing relative clause that asserts something of its own."""
    for at in range(len(words) - 4, 2, -1):
        comma = words[at - 1].text == "," or (
            words[at - 1].text in QUOTES and words[at - 2].text == ","
        )
        if words[at].lower in ("which", "who", "where") and comma:
            rest = words[at + 1 :]
            if any(w.text == "," for w in rest[: len(rest) - 1]):
                # "The board, which met in May, consists of": no clause without what follows
                told = _finite_before(words, at) or _says(words, at)
                if not (told and _to_the_end(rest)) or _only_introduces(words[:at]):
                    return []
            quote = words[at - 1].text in QUOTES
            return [(words[at - 1].end if quote else words[at - 1].start, words[at].start)]
    return []


def _only_introduces(words: Sequence[Word]) -> bool:
    """Whether words before a comma only say what follows is about: "With regard to the dam,"."""
    opens = words[0].lower in cue_lexicon().words["prepositions"]
    return opens and not any(is_past(w) or w.lower in rules().auxiliaries for w in words)


def _to_the_end(rest: Sequence[Word]) -> bool:
    """Whether a clause with commas still runs to the end of the sentence (a list in it)."""
    return not any(
        rest[n].text == "," and n + 1 < len(rest) and rest[n + 1].lower in rules().auxiliaries
        for n in range(len(rest))
    )


def _long_enough(text: str, pieces: Sequence[Span]) -> list[Span]:
    """Pieces of too few words joined to the one before, or to the one after."""
    joined: list[Span] = []
    fewest = rules().fewest
    for piece in pieces:
        short = _short(text, piece, fewest)
        if joined and (short or _short(text, joined[-1], fewest)):
            joined[-1] = Span(joined[-1].start, piece.end)
        else:
            joined.append(piece)
    return joined


def _short(text: str, span: Span, fewest: int) -> bool:
    """Whether a piece has too few words; an item of a list of -ing forms may have one less."""
    words = TOKEN.findall(text[span.start : span.end])
    return len(words) < fewest - (1 if words and words[0].endswith("ing") else 0)


def _clean(text: str, piece: Span) -> Span:
    """A piece without joining words, commas and a closing full stop."""
    start, end = piece
    while True:
        while start < end and text[start] in EDGE:
            start += 1
        while end > start and text[end - 1] in EDGE + ".":
            end -= 1
        if (closing := CLOSING.search(text, max(start, end - 6), end)) and closing.start() > start:
            end = closing.start()
        found = JOINING.match(text, start, end)
        if found is None or found.end() >= end:
            break
        start = found.end()
    whole = without_leftovers(text, Span(start, end))
    if whole.end < end and (leading := LEADING.search(text, *whole)):
        whole = Span(whole.start, leading.start())
    return with_object(text, with_closing_bracket(text, whole))


def _bounded(text: str, piece: Span) -> list[Span]:
    """A piece cut at commas or spaces so that no claim is longer than allowed.

    The targets of links do not count, and no cut falls inside a link.
    """
    parts = []
    start, end = piece
    longest = rules().longest
    if end - start <= longest:
        return [piece] if start < end else []
    links = links_in(text, start, end)
    longest += sum(target.end - target.start for target in targets_in(text, start, end))
    while end - start > longest:
        cut = max(
            text.rfind(", ", start + longest // 2, start + longest),
            text.rfind("; ", start + longest // 2, start + longest),
        )
        if cut == -1:
            cut = text.rfind(" ", start, start + longest)
        cut = next((link.start for link in links if link.start < cut < link.end), cut)
        if cut <= start:
            cut = start + longest
        parts.append(trimmed(text, start, cut))
        start = trimmed(text, cut, end).start
        while start < end and text[start] in EDGE:
            start += 1
    if start < end:
        parts.append(Span(start, end))
    return [part for part in parts if part.start < part.end]
