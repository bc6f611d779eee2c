"""A name for a group of claims that no topic takes, made of the claims' own words.

Comes in: the texts of the claims, and the names that are no matter (parties, speakers). Goes out:
a noun phrase that the texts share and that is rare elsewhere ("legal title to the land"), made of
a verb where the texts hold none ("recognition of the border"); else the first words of a claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from divergence.language.idf import load_idf
from divergence.language.markup import unmarked
from divergence.topics.nounphrases import Phrase, phrases_of, root_of
from divergence.topics.wording import MOST_OPENING, Word, lists, opening, read_words

NAMELESS = "other statements"
"""The name of a group whose texts hold no word."""

WITHIN_WORD = re.compile(r"(?:(?<=\w)\[(?=\w+\])|\[(?=\w+\]\w))(\w+)\]")
MOST_TEXTS = 12
"""Texts that are read; a group is named as well by its first ones."""

MOST_CHARACTERS = 400
"""Of each text."""


def name_group(
    texts: Sequence[str],
    background: Mapping[str, float] | None = None,
    *,
    ignore: Iterable[str] = (),
    within: str = "",
) -> str:
    """A short noun phrase for what ``texts`` share, or '' where it would add nothing.

    ``background`` gives the idf weight of stems (``load_idf()`` by default). ``ignore`` are names
    that are not the matter, such as those of the parties and of who speaks. ``within`` is the
    label of the catalogue's topic under which the group stands: the name is then '' where it
    would only repeat that label or where no noun phrase is found. The name is in lower case but
    for proper names; where the texts hold no noun phrase, the first words of one of them end in
    an ellipsis.
    """
    idf = load_idf() if background is None else background
    unseen = getattr(idf, "unseen", None) or max(idf.values(), default=1.0)
    read = [read_words(_mended(text)[:MOST_CHARACTERS]) for text in texts[:MOST_TEXTS]]
    proper = _proper_names(read)
    barred = frozenset(part for name in ignore for part in _parts(name))
    phrases = [list(phrases_of(words, proper, barred)) for words in read]
    spread = _spread(read)
    scores, single = lists().scores, bool(within) and len(read) > 1
    scored = [
        (
            -_score(phrase, spread, idf, phrases, place, unseen)
            * (scores["alone"] if single and _is_alone(phrase, spread) else 1.0),
            place,
            number,
            phrase,
        )
        for place, found in enumerate(phrases)
        for number, phrase in enumerate(found)
    ]
    best = min(scored, default=None)
    short = min(map(len, read), default=0) <= MOST_OPENING
    least = scores["least_short" if short else "least"]
    if best is not None and -best[0] >= least:
        return "" if within and _repeats(best[3], within) else best[3].text
    if within:
        return ""
    return next((start for words in read if (start := opening(words))), NAMELESS)


def _mended(text: str) -> str:
    """The text without marks of Markdown and brackets inside a word ("con[c]essions")."""
    return WITHIN_WORD.sub(r"\1", unmarked(text))


def _parts(name: str) -> Iterator[str]:
    for part in name.lower().replace("’", "'").split():
        yield part.removesuffix("'s").strip(".,'")


def _repeats(phrase: Phrase, label: str) -> bool:
    known = {root_of(word.lower) for word in read_words(label)}
    return set(phrase.stems) <= known


def _proper_names(read: Sequence[Sequence[Word]]) -> frozenset[str]:
    """Words that are written with a capital where no sentence begins."""
    return frozenset(
        word.lower for words in read for word in words if word.text[0].isupper() and not word.first
    )


def _spread(read: Sequence[Sequence[Word]]) -> dict[str, int]:
    """In how many of the texts each stem stands."""
    spread: dict[str, int] = {}
    for words in read:
        for root in sorted({root_of(word.lower) for word in words}):
            spread[root] = spread.get(root, 0) + 1
    return spread


def _is_alone(phrase: Phrase, spread: Mapping[str, int]) -> bool:
    """Whether only the phrase's own text has any of its words."""
    return all(spread.get(root, 1) < 2 for root in phrase.stems)


def _score(
    phrase: Phrase,
    spread: Mapping[str, int],
    idf: Mapping[str, float],
    phrases: Sequence[Sequence[Phrase]],
    place: int,
    unseen: float,
) -> float:
    scores, words = lists().scores, lists().words
    weights: list[float] = [
        (idf.get(root, unseen) - 1.0) * scores["shared"] ** (spread.get(root, 1) - 1)
        for root in dict.fromkeys(phrase.stems)
    ]
    size = len(weights)
    score: float = sum(weights) / (size + 1.0) ** 0.75
    if size == 1 and not phrase.nominal:
        score *= scores["one_word"]
    if size > 4:
        score *= scores["long"]
    if phrase.head in words["light"]:
        score *= scores["light_head"]
    elif phrase.weak_end:
        score *= scores["light_tail"]
    if phrase.cut:
        score *= scores["cut"]
    if phrase.names_only:
        score *= scores["names_only"]
    if phrase.nominal:
        score *= scores["nominal"]
    shared = all(spread.get(root, 1) > 1 for root in phrase.stems)
    if phrase.chunks == 2:
        score *= scores["joined_shared"] if shared else scores["joined"]
    if any(
        other.stems == phrase.stems
        for there, others in enumerate(phrases)
        if there != place
        for other in others
    ):
        score *= scores["whole_phrase"]
    return score * max(0.2, 1.0 - scores["early"] * phrase.place)
