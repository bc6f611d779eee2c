"""What a claim leaves out because the words before it say it: its context.

Comes in: a text and the pieces of one of its sentences. Goes out: the subject of a piece, the verb
of the list that it is an item of, or the words that its "which" relates to.
"""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.cues import cue_lexicon
from divergence.claiming.listed import is_gerund, is_matter, list_head
from divergence.claiming.words import (
    SUBJECT_REACH,
    Word,
    cue_forms,
    is_past,
    is_verbal,
    rules,
    words_within,
)
from divergence.model import Span

LAST_WORDS = 6
"""Words before a relative clause that hold what it relates to."""
LONGEST_CONTEXT = 12
"""Words of a context; longer ones lose their first words."""


def context_of(text: str, pieces: Sequence[Span], number: int) -> str | None:
    """What a piece leaves out because the first one says it: its subject, or subject and verb.

    None for a first piece and for one with a subject of its own.
    """
    if number == 0:
        return None
    first = words_within(text, pieces[0])
    before = words_within(text, pieces[number - 1])
    own = words_within(text, pieces[number])
    if not first or not before or not own:
        return None
    if own[0].lower in ("which", "who", "where"):
        return text[before[max(0, len(before) - LAST_WORDS)].start : before[-1].end]
    speaking = own[0].lower in rules().speaking
    head = list_head(first)
    if not speaking and head is not None and (is_gerund(own, 0) or is_matter(own, 0)):
        return clipped_front(text, Span(first[0].start, first[head - 1].end))
    if own[0].lower == "to":
        heads = [at for at, word in enumerate(first[:LONGEST_CONTEXT]) if word.lower == "to"]
        return clipped_front(text, Span(first[0].start, first[heads[0]].start)) if heads else None
    if cue_lexicon().verbs.get(first[0].lower) or is_verbal(first, 0):
        return None  # who speaks is its subject
    if (
        speaking
        or (own[0].lower in rules().contrast and _is_ing(own, 1))
        or is_verbal(own, 0)
        or cue_lexicon().verbs.get(own[0].lower)
    ):
        return _subject(text, first)
    return None


def clipped_front(text: str, span: Span) -> str | None:
    """The words of a span for a context, without the first ones where they are many."""
    words = words_within(text, span)
    if not words:
        return None
    start = words[max(0, len(words) - LONGEST_CONTEXT)].start
    clipped = " ".join(text[start : words[-1].end].split())
    return clipped if start == words[0].start else f"… {clipped}"


def _subject(text: str, words: Sequence[Word]) -> str | None:
    """The words before a clause's first verb, from the last comma on where they are many."""
    if words[0].lower in rules().subjects:
        return text[words[0].start : words[0].end]
    begin = 0
    for at, word in enumerate(words[1 : 2 * SUBJECT_REACH], 1):
        if word.text == "," and at < SUBJECT_REACH:
            begin = at + 1
        if word.lower in rules().auxiliaries or (at < SUBJECT_REACH and _is_finite(words, at)):
            first = 0 if at < SUBJECT_REACH else begin
            return text[words[first].start : words[at - 1].end] if at - first else None
    return None


def _is_finite(words: Sequence[Word], at: int) -> bool:
    """Whether a finite verb stands here: a past form, a verb of saying, "Norway commits to"."""
    word = words[at]
    named = words[at - 1].lower in cue_lexicon().words["determiners"]  # "the plan"
    if is_past(word) or (word.lower in cue_forms() and not named):
        return True
    if not (word.text.islower() and word.lower.endswith("s") and words[at - 1].text[0].isupper()):
        return False
    after = words[at + 1].lower if at + 1 < len(words) else ""
    return after in cue_lexicon().words["prepositions"] or after in ("to", "that")


def _is_ing(words: Sequence[Word], at: int) -> bool:
    """Whether an -ing form stands at ``at`` or behind one adverb."""
    return any(word.lower.endswith("ing") for word in words[at : at + 2])
