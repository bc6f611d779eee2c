"""Wording: which content phrases of two aligned claims stand in each other's place.

Comes in: two claims. Goes out: replaced phrases that matter, function words, everyday synonyms,
figures and proper names left out ("terrorist organizations" against "extremist groups").

The task is that of word choice and labeling: F. Hamborg, A. Zhukova, B. Gipp (2019), Automated
Identification of Media Bias by Word Choice and Labeling in News Articles.
"""

from __future__ import annotations

from functools import cache
from math import prod

from divergence.framing.apart import characters_apart, frames_apart, qualities_apart, verbs_apart
from divergence.framing.certainty import cue_commitment
from divergence.framing.charged import ChargedWord, charged_words
from divergence.framing.context import FramingContext, evidence, quoted, threshold
from divergence.framing.families import Label, labels
from divergence.framing.phrases import Phrase, Replacement, moved, replacements
from divergence.framing.tokens import base_forms, irregular, tokens
from divergence.framing.vocabulary import (
    clause_words,
    content_stems,
    is_function_word,
    synonym_set,
    synonyms,
    text_stems,
)
from divergence.language.tables import load_table
from divergence.model import Claim, FramingDifference

BLAME_REACH = 3
"""Words before a phrase among which a verb of blaming makes it the culprit."""

LONGEST_PHRASE = 6
"""Words of a replaced phrase; longer ones are other statements, not other words."""


def between(first: Claim, second: Claim, context: FramingContext) -> FramingDifference | None:
    """The replaced phrases of two aligned claims; None where there are none that matter."""
    found = replaced(first.text, second.text)
    if not found:
        return None
    parts = [
        f"{context.says(first, 'says')} {quoted(str(left))}, "
        f"{context.label(second)} {quoted(str(right))}"
        for left, right in found[:3]
    ]
    return FramingDifference(
        "wording",
        "pair",
        (
            (str(first.party), "; ".join(str(left) for left, _ in found)),
            (str(second.party), "; ".join(str(right) for _, right in found)),
        ),
        round(1 - prod(1 - _weight(pair) for pair in found), 4),
        threshold("pair", "wording"),
        "; ".join(parts),
        tuple(
            evidence(claim, phrase.start, phrase.end)
            for pair in found
            for claim, phrase in zip((first, second), pair, strict=True)
        ),
        (first.id, second.id),
    )


def replaced(first: str, second: str) -> tuple[Replacement, ...]:
    """The replaced phrases that matter, and those that answer each other wherever they stand."""
    found = [pair for pair in replacements(first, second) if matters(pair)]
    for pair in (
        *qualities_apart(first, second),
        *verbs_apart(first, second),
        *characters_apart(first, second),
        *(pair for pair in frames_apart(first, second) if _tells(pair)),
    ):
        if not any(
            _touch(one.first, pair.first) or _touch(one.second, pair.second) for one in found
        ):
            found.append(pair)
    return tuple(found)


def _tells(pair: Replacement) -> bool:
    """Whether a pair of speakers or of their verbs is one of names or of words that judge."""
    if _one_family(*pair):
        return True
    verbs = [cue_commitment(str(phrase)) for phrase in pair]
    return verbs[0] != verbs[1] and matters(pair)


def _touch(one: Phrase, other: Phrase) -> bool:
    return one.start < other.end and other.start < one.end


def _weight(pair: Replacement) -> float:
    """How much one replaced phrase tells: most where it judges, least in loosely matching
    claims."""
    table = load_table("framing-thresholds.toml")["wording"]
    if _judges(pair.first) != _judges(pair.second):
        return float(table["judging"])
    if _one_family(*pair) or pair in characters_apart(pair.first.text, pair.second.text):
        return float(table["tight"])
    stems = text_stems(pair.first.text), text_stems(pair.second.text)
    shared = len(stems[0] & stems[1]) / max(len(stems[0] | stems[1]), 1)
    return float(table["tight" if shared >= table["tight_from"] else "loose"])


def _judges(phrase: Phrase) -> tuple[float, ...]:
    """Stances of the family names and charged words of a phrase, without the plain ones."""
    named = [label.stance for label in labels(phrase.text) if _within(label, phrase)]
    charged = [
        -1.0 if word.stance == "hostile" else 1.0
        for word in charged_words(phrase.text)
        if word.stance != "none" and not word.doubtful and _within(word, phrase)
    ]
    return tuple(sorted(stance for stance in (*named, *charged) if stance))


def _within(span: Label | ChargedWord, phrase: Phrase) -> bool:
    return phrase.start <= span.start and span.end <= phrase.end


def matters(pair: Replacement) -> bool:
    """Whether a reader would remark on it: no synonyms, figures or proper names only."""
    left, right = pair
    if max(len(left.words), len(right.words)) > LONGEST_PHRASE:
        return False
    if _holds_a_clause(left) or _holds_a_clause(right):
        return False
    if _only_figures_or_names(left) or _only_figures_or_names(right):
        return False
    sides = (content_stems(left.words), content_stems(right.words))
    if sides[0] == sides[1] or moved(left, right):
        return False
    if _one_verb_against_none(left, right):
        return False
    if _manner(left) != _manner(right):
        return False
    if blamed(left) or blamed(right) or _suffers(left) != _suffers(right):
        return False
    if abs(len(sides[0]) - len(sides[1])) > 1 and not _one_family(left, right):
        return False
    return not synonymous(left, right)


def _holds_a_clause(phrase: Phrase) -> bool:
    """Whether a phrase is no phrase but part of a clause: "guidance is that cold"."""
    return any(token.folded in clause_words() for token in phrase.words)


def _one_verb_against_none(left: Phrase, right: Phrase) -> bool:
    """Whether one side is a single past verb and the other has none: no words for one thing."""
    past = [[_past(token.folded) for token in phrase.words] for phrase in (left, right)]
    return (past[0] == [True] and not any(past[1])) or (past[1] == [True] and not any(past[0]))


def _manner(phrase: Phrase) -> bool:
    """Whether a phrase is a single adverb, which no noun stands for."""
    return len(phrase.words) == 1 and phrase.words[0].folded.endswith("ly")


def _suffers(phrase: Phrase) -> bool:
    """Whether a phrase is what a passive tells of ("Shots were fired"): no name for a doer."""
    after = [token.folded for token in tokens(phrase.text) if token.start >= phrase.end][:3]
    if after[:1] and after[0] in ("has", "have", "had"):
        after = after[1:]
    return after[:1] in (["was"], ["were"], ["been"]) and len(after) > 1 and _past(after[1])


def _past(word: str) -> bool:
    return word in irregular() or (word.endswith("ed") and len(word) > 4)


def _one_family(left: Phrase, right: Phrase) -> bool:
    return bool(
        {label.family for label in labels_in(left)} & {label.family for label in labels_in(right)}
    )


def blamed(phrase: Phrase) -> bool:
    """Whether a phrase names who is blamed: two culprits are no two names of one."""
    before = [token for token in tokens(phrase.text) if token.end <= phrase.start][-BLAME_REACH:]
    blaming = load_table("framing-acts.toml")["character"]["blaming"].split()
    return any(base in blaming for token in before for base in base_forms(token.folded))


def labels_in(phrase: Phrase) -> tuple[Label, ...]:
    """Family names that touch a phrase, in order; a word may be in several families."""
    start, end = phrase.start, phrase.end
    return tuple(
        [label for label in labels(phrase.text) if label.start < end and label.end > start]
    )


def _only_figures_or_names(phrase: Phrase) -> bool:
    content = [token for token in phrase.words if not is_function_word(token)]
    apart = [
        token.text[:1].isdigit()
        or token.folded in _number_words()
        or (token.text[:1].isupper() and token.start > 0)
        for token in content
    ]
    return 2 * sum(apart) > len(content)


def synonymous(left: Phrase, right: Phrase) -> bool:
    """Whether the content words of both fall into the same everyday sets, one for one."""
    sides = []
    for phrase in (left, right):
        whole = _phrase_set(phrase)
        if whole is not None:
            sides.append(frozenset([frozenset(whole)]))
            continue
        content = [token for token in phrase.words if not is_function_word(token)]
        sides.append(frozenset([synonym_set(token) for token in content]))
    if all(len(side) == 1 for side in sides):
        return bool(next(iter(sides[0])) & next(iter(sides[1])))
    return sides[0] == sides[1]


def _phrase_set(phrase: Phrase) -> frozenset[int | str] | None:
    """The sets of a phrase as a whole, with or without the particle after it ("set up")."""
    after = [token for token in tokens(phrase.text) if token.start >= phrase.end][:1]
    for words in ((*phrase.words, *after), phrase.words):
        if len(words) < 2:
            continue
        rest = [token.folded for token in words[1:]]
        for base in base_forms(words[0].folded):
            for last in base_forms(rest[-1]):
                found = synonyms().get(" ".join([base, *rest[:-1], last]))
                if found is not None:
                    return found
    return None


@cache
def _number_words() -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")["number_words"].split())
