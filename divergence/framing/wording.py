"""Wording: which content phrases of two aligned claims stand in each other's place.

Comes in: two claims. Goes out: replaced phrases that matter, function words, everyday synonyms,
figures and proper names left out ("terrorist organizations" against "extremist groups").

The words are aligned with difflib over stems (Ratcliff and Obershelp, 1988). The task is that of
word choice and labeling: F. Hamborg, A. Zhukova, B. Gipp (2019), Automated Identification of Media
Bias by Word Choice and Labeling in News Articles.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from math import prod
from typing import NamedTuple

from divergence.framing.charged import ChargedWord, charged_words
from divergence.framing.context import FramingContext, evidence, quoted, threshold
from divergence.framing.families import Label, labels
from divergence.framing.tokens import Token, base_forms, irregular, tokens
from divergence.language.segmentation import stem
from divergence.language.tables import load_table
from divergence.model import Claim, FramingDifference

LONGEST_PHRASE = 6
"""Words of a replaced phrase; longer ones are other statements, not other words."""

LEAST_SHARED = 0.5
"""Share of the shorter claim's content words that both must have for its wording to be compared."""

LEAST_ALIKE = 0.34
"""Share of the shorter claim's content words from which two claims count as telling the same."""

LONGEST_CLAIM = 80
"""Words of a claim that are aligned."""


class Phrase(NamedTuple):
    """A run of words of a text."""

    text: str
    words: tuple[Token, ...]

    @property
    def start(self) -> int:
        """First character in the text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Character after the last in the text."""
        return self.words[-1].end

    def __str__(self) -> str:
        return self.text[self.start : self.end]


class Replacement(NamedTuple):
    """Two phrases that stand in each other's place."""

    first: Phrase
    second: Phrase


def between(first: Claim, second: Claim, context: FramingContext) -> FramingDifference | None:
    """The replaced phrases of two aligned claims; None where there are none that matter."""
    found = replaced(first.text, second.text)
    if not found:
        return None
    parts = [
        f"{context.label(first)} says {quoted(str(left))}, "
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
    """The replaced phrases that matter, and qualities of one family wherever they stand."""
    found = [pair for pair in replacements(first, second) if matters(pair)]
    return (*found, *_qualities_apart(first, second, found))


def _qualities_apart(first: str, second: str, found: Sequence[Replacement]) -> list[Replacement]:
    """Qualities of one family, one in each text and not the same: "constructive", "positive"."""
    sides = [
        {
            family: [label for label in labels(text) if label.family == family]
            for family in sorted(
                {label.family for label in labels(text) if label.kind == "atmosphere"}
            )
        }
        for text in (first, second)
    ]
    pairs = []
    for family in sorted(set(sides[0]) & set(sides[1])):
        left, right = sides[0][family], sides[1][family]
        if len(left) != 1 or len(right) != 1 or left[0].entry == right[0].entry:
            continue
        pair = Replacement(_phrase_of(first, left[0]), _phrase_of(second, right[0]))
        if not any(one.first.start <= pair.first.start < one.first.end for one in found):
            pairs.append(pair)
    return pairs


def _phrase_of(text: str, label: Label) -> Phrase:
    words = tuple(
        [token for token in tokens(text) if label.start <= token.start and token.end <= label.end]
    )
    return Phrase(text, words)


def _weight(pair: Replacement) -> float:
    """How much one replaced phrase tells: most where it judges, least in loosely matching
    claims."""
    table = load_table("framing-thresholds.toml")["wording"]
    if _judges(pair.first) != _judges(pair.second):
        return float(table["judging"])
    if _one_family(*pair):
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


def replacements(first: str, second: str) -> tuple[Replacement, ...]:
    """Phrases that stand in each other's place, function words trimmed, with content on both sides.

    Symmetric: the texts the other way round give the same pairs the other way round.
    """
    if first <= second:
        return _replacements(first, second)
    return tuple([Replacement(right, left) for left, right in _replacements(second, first)])


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
    if abs(len(sides[0]) - len(sides[1])) > 1 and not _one_family(left, right):
        return False
    return not _synonymous(left, right)


def alike(first: str, second: str) -> bool:
    """Whether two texts share enough content words to tell the same: LEAST_ALIKE of the shorter."""
    stems = text_stems(first), text_stems(second)
    return len(stems[0] & stems[1]) >= LEAST_ALIKE * max(min(len(stems[0]), len(stems[1])), 1)


def _holds_a_clause(phrase: Phrase) -> bool:
    """Whether a phrase is no phrase but part of a clause: "guidance is that cold"."""
    clause_words = _clause_words()
    return any(token.folded in clause_words for token in phrase.words)


def _one_verb_against_none(left: Phrase, right: Phrase) -> bool:
    """Whether one side is a single past verb and the other has none: no words for one thing."""
    past = [[_past(token.folded) for token in phrase.words] for phrase in (left, right)]
    return (past[0] == [True] and not any(past[1])) or (past[1] == [True] and not any(past[0]))


def _past(word: str) -> bool:
    return word in irregular() or (word.endswith("ed") and len(word) > 4)


def _one_family(left: Phrase, right: Phrase) -> bool:
    return bool(
        {label.family for label in labels_in(left)} & {label.family for label in labels_in(right)}
    )


def moved(left: Phrase, right: Phrase) -> bool:
    """Whether the words of one side stand elsewhere on the other: moved, not replaced."""
    return content_stems(left.words) <= text_stems(right.text) or (
        content_stems(right.words) <= text_stems(left.text)
    )


def labels_in(phrase: Phrase) -> tuple[Label, ...]:
    """Family names that touch a phrase, in order; a word may be in several families."""
    start, end = phrase.start, phrase.end
    return tuple(
        [label for label in labels(phrase.text) if label.start < end and label.end > start]
    )


def is_function_word(token: Token) -> bool:
    """Whether a word only holds others together."""
    return token.folded in _function_words()


def content_stems(words: tuple[Token, ...]) -> frozenset[str]:
    """The stems of the content words."""
    return frozenset([stem(token.folded) for token in words if not is_function_word(token)])


@lru_cache(maxsize=4096)
def text_stems(text: str) -> frozenset[str]:
    """The stems of the content words of a whole text."""
    return content_stems(tokens(text))


@lru_cache(maxsize=2048)
def _replacements(first: str, second: str) -> tuple[Replacement, ...]:
    left, right = tokens(first)[:LONGEST_CLAIM], tokens(second)[:LONGEST_CLAIM]
    keys = [stem(token.folded) for token in left], [stem(token.folded) for token in right]
    stems = text_stems(first), text_stems(second)
    shared = stems[0] & stems[1]
    least = min(len(stems[0]), len(stems[1]))
    if not least or len(shared) / least < LEAST_SHARED:
        return ()
    found = []
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for tag, a, b, c, d in _merged(matcher.get_opcodes(), left):
        if tag != "replace":
            continue
        one, other = _trimmed(left[a:b]), _trimmed(right[c:d])
        if one and other:
            found.append(Replacement(Phrase(first, one), Phrase(second, other)))
    return tuple(found)


def _merged(
    codes: Iterable[tuple[str, int, int, int, int]], left: tuple[Token, ...]
) -> list[tuple[str, int, int, int, int]]:
    """Edits with a single function word between them as one edit."""
    merged: list[tuple[str, int, int, int, int]] = []
    for tag, a, b, c, d in codes:
        if (
            tag != "equal"
            and len(merged) > 1
            and merged[-1][0] == "equal"
            and merged[-1][2] - merged[-1][1] == 1
            and is_function_word(left[merged[-1][1]])
            and merged[-2][0] != "equal"
            and left[merged[-1][1]].folded != "and"
        ):
            merged.pop()
            before = merged.pop()
            merged.append(("replace", before[1], b, before[3], d))
        else:
            merged.append((tag, a, b, c, d))
    return merged


def _trimmed(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """Without function words at either end; () where nothing else is there."""
    start, end = 0, len(words)
    while start < end and is_function_word(words[start]):
        start += 1
    while end > start and is_function_word(words[end - 1]):
        end -= 1
    return words[start:end]


def _only_figures_or_names(phrase: Phrase) -> bool:
    content = [token for token in phrase.words if not is_function_word(token)]
    apart = [
        token.text[:1].isdigit()
        or token.folded in _number_words()
        or (token.text[:1].isupper() and token.start > 0)
        for token in content
    ]
    return 2 * sum(apart) > len(content)


def _synonymous(left: Phrase, right: Phrase) -> bool:
    """Whether the content words of both fall into the same everyday sets, one for one."""
    sides = []
    for phrase in (left, right):
        whole = _phrase_set(phrase)
        if whole is not None:
            sides.append(frozenset([frozenset(whole)]))
            continue
        content = [token for token in phrase.words if not is_function_word(token)]
        sides.append(frozenset([_set_of(token) for token in content]))
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
                found = _synonyms().get(" ".join([base, *rest[:-1], last]))
                if found is not None:
                    return found
    return None


def _set_of(token: Token) -> frozenset[int | str]:
    for base in base_forms(token.folded):
        if base in _synonyms():
            return frozenset(_synonyms()[base])
    return frozenset([stem(token.folded)])


@cache
def _synonyms() -> dict[str, frozenset[int | str]]:
    """Each word with the numbers of the sets that hold it."""
    found: dict[str, set[int | str]] = {}
    lines = load_table("framing-synonyms.toml")["sets"].strip().splitlines()
    for number, line in enumerate(lines):
        for entry in line.split(","):
            found.setdefault(entry.strip(), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _function_words() -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")["function_words"].split())


@cache
def _clause_words() -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")["clause_words"].split())


@cache
def _number_words() -> frozenset[str]:
    return frozenset(load_table("framing-synonyms.toml")["number_words"].split())
