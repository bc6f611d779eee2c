"""Loaded language: which words of a sentence judge, and how likely it reads as loaded.

Comes in: a sentence. Goes out: spans of loaded words and a score from 0 to 1. The score of a word
is a logistic regression over what the lexicon says of it and of its neighbours, how it is built,
how rare it is and where it stands; never over the word itself. The sentence's is one over its
words' scores and its voice. Weights, with their model card, are in ``data/framing-loaded.json``;
the command that fits them is ``python -m divergence.training.loaded``.

Sources: T. Spinde et al. (2021), Neural Media Bias Detection Using Distant Supervision With BABE;
M. Recasens et al. (2013), Linguistic Models for Analyzing and Detecting Biased Language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any, NamedTuple

from divergence.framing.charged import ChargedWord, charged_words
from divergence.framing.tokens import Token, tokens
from divergence.framing.vocabulary import is_function_word
from divergence.language.idf import load_idf
from divergence.language.segmentation import stem
from divergence.language.tables import load_table

MODEL = "framing-loaded.json"

QUOTED = re.compile(r"[“\"«„][^”\"»“„]{1,300}[”\"»]")
SPEAKER = frozenset({"i", "we", "my", "our", "us", "me", "you", "your", "let's", "i'm", "we're"})
REPORTING = frozenset({"said", "says", "told", "according", "reported", "announced", "stated"})


@dataclass(frozen=True, slots=True)
class LoadedLanguage:
    """Loaded words of a sentence as (start, end), and how likely readers call it loaded, 0 to 1."""

    spans: tuple[tuple[int, int], ...]
    score: float


class _Model(NamedTuple):
    word: Mapping[str, float]
    sentence: Mapping[str, float]
    threshold: float


def loaded_language(sentence: str) -> LoadedLanguage:
    """Loaded words and the score of one sentence. DataFileError where the weights are missing."""
    return apply(sentence, _model())


def apply(sentence: str, model: _Model) -> LoadedLanguage:
    """Loaded words and score of a sentence by given weights."""
    words = tokens(sentence)
    scores = [_logistic(features, model.word) for features in word_features(sentence)]
    spans = [
        (word.start, word.end)
        for word, score in zip(words, scores, strict=True)
        if score >= model.threshold
    ]
    score = _logistic(sentence_features(sentence, scores), model.sentence)
    return LoadedLanguage(tuple(spans), round(score, 4))


def word_features(sentence: str) -> list[dict[str, float]]:
    """For each word of a sentence its features by name."""
    words = tokens(sentence)
    hit_of: dict[int, ChargedWord] = {}
    for hit in charged_words(sentence):
        for place in range(hit.first, hit.last + 1):
            hit_of[place] = hit
    quotes = [found.span() for found in QUOTED.finditer(sentence)]
    voice = _voice(sentence, words, hit_of)
    rows = []
    for place, word in enumerate(words):
        row = {"bias": 1.0, **_lexical(hit_of.get(place), word), **_shape(word, place)}
        if any(start <= word.start and word.end <= end for start, end in quotes):
            row["quoted"] = 1.0
        for offset in (-2, -1, 1, 2):
            row.update(_beside(offset, place + offset, words, hit_of))
        row.update(voice)
        rows.append(row)
    return rows


def sentence_features(sentence: str, scores: Iterable[float]) -> dict[str, float]:
    """Features of a whole sentence by name, from its words' scores and its voice."""
    words = tokens(sentence)
    ordered = sorted(scores, reverse=True)
    clear = 1.0
    for score in ordered:
        clear *= 1.0 - score
    row = {
        "bias": 1.0,
        "any": 1.0 - clear,
        "sum": min(sum(ordered), 4.0),
        "max": ordered[0] if ordered else 0.0,
        "second": ordered[1] if len(ordered) > 1 else 0.0,
        "third": ordered[2] if len(ordered) > 2 else 0.0,
        "length": min(len(words), 60) / 60,
        "quotes": float(bool(QUOTED.search(sentence))),
        "exclaims": float("!" in sentence),
        "asks": float("?" in sentence),
        "capitals": _share(words, lambda word: word.text[:1].isupper()),
        "figures": min(sum(word.text[:1].isdigit() for word in words), 4) / 4,
        "speaker": min(sum(word.folded in SPEAKER for word in words), 3) / 3,
        "reporting": float(any(word.folded in REPORTING for word in words)),
        "dash": float(bool(re.search(r"[—–]| - ", sentence))),
        "short forms": min(sum("n't" in w.folded or "'re" in w.folded for w in words), 2) / 2,
        "all capitals": float(any(len(w.text) > 5 and w.text.isupper() for w in words)),
    }
    for hit in charged_words(sentence):
        for name in hit.classes:
            key = f"class {name}" + (" doubtful" if hit.doubtful else "")
            row[key] = min(row.get(key, 0.0) + 0.5, 1.5)
    return row


def _lexical(hit: ChargedWord | None, word: Token) -> dict[str, float]:
    if hit is None:
        return {"plain": 1.0}
    row = {f"stance {hit.stance}": 1.0, "charged": 1.0}
    doubt = " doubtful" if hit.doubtful else ""
    for name in hit.classes:
        row[f"class {name}{doubt}"] = 1.0
    if hit.last > hit.first:
        row["phrase"] = 1.0
        if is_function_word(word):
            row["phrase function word"] = 1.0
    if word.folded != hit.entry:
        row["inflected"] = 1.0
    return row


def _shape(word: Token, place: int) -> dict[str, float]:
    folded = word.folded
    row: dict[str, float] = {}
    affixes = _affixes()
    for ending in affixes["endings"]:
        if folded.endswith(ending) and len(folded) > len(ending) + 2:
            row[f"ending {ending}"] = 1.0
            break
    for opening in affixes["openings"]:
        if folded.startswith(opening) and len(folded) > len(opening) + 2:
            row[f"opening {opening}"] = 1.0
            break
    if is_function_word(word):
        row["function word"] = 1.0
        return row
    if word.text[:1].isdigit():
        row["figure"] = 1.0
        return row
    if "-" in folded:
        row["hyphen"] = 1.0
    if word.text[:1].isupper():
        row["capital first" if place == 0 else "capital"] = 1.0
        if word.text.isupper() and len(word.text) > 1:
            row["all capitals"] = 1.0
    else:
        weight = load_idf()[stem(folded)]
        row["rare"] = weight / 10
        if weight > 7.5:
            row["very rare"] = 1.0
        if weight < 4:
            row["common"] = 1.0
    row["long"] = min(len(folded), 14) / 14
    return row


def _beside(
    offset: int, place: int, words: tuple[Token, ...], hit_of: Mapping[int, ChargedWord]
) -> dict[str, float]:
    if not 0 <= place < len(words):
        return {f"{offset} edge": 1.0}
    hit = hit_of.get(place)
    if hit is not None and not hit.doubtful:
        row = {f"{offset} charged {hit.stance}": 1.0}
        if abs(offset) == 1:
            row[f"{offset} class {hit.classes[0]}"] = 1.0
        return row
    if words[place].text[:1].isupper():
        return {f"{offset} capital": 1.0}
    if is_function_word(words[place]):
        return {f"{offset} function word": 1.0}
    return {}


def _voice(
    sentence: str, words: tuple[Token, ...], hit_of: Mapping[int, ChargedWord]
) -> dict[str, float]:
    """What the sentence as a whole lends to each of its words."""
    charged = {hit.first for hit in hit_of.values() if hit.stance != "none" and not hit.doubtful}
    return {
        "others charged": min(len(charged), 4) / 4,
        "sentence speaker": float(any(word.folded in SPEAKER for word in words)),
        "sentence reporting": float(any(word.folded in REPORTING for word in words)),
        "sentence long": min(len(words), 60) / 60,
        "sentence asks": float("?" in sentence or "!" in sentence),
    }


def _share(words: tuple[Token, ...], holds: Any) -> float:
    return sum(bool(holds(word)) for word in words) / max(len(words), 1)


def _logistic(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    total = sum(value * weights.get(name, 0.0) for name, value in sorted(features.items()))
    return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))


@cache
def _model() -> _Model:
    table = load_table(MODEL)
    return _Model(table["word"], table["sentence"], float(table["threshold"]))


@cache
def _affixes() -> dict[str, tuple[str, ...]]:
    table = load_table("framing-charged.toml")["shape"]
    return {name: tuple(table[name].split()) for name in ("endings", "openings")}
