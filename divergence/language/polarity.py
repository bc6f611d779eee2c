"""What a claim's words say about themselves: denied or not, how sure, how far along, who acts.

Comes in: the text of a claim. Goes out: ``ClaimDetails`` with its quantities, negation, modality,
certainty, actors and status. All words are in ``data/polarity.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from divergence.language.quantities import quantities
from divergence.language.tables import load_table
from divergence.model import ClaimDetails, Status

LONGEST = 20_000
"""Characters that are looked at; longer texts are no claims."""

DENIED = 12
"""Words after (or before) a denial that are taken as what it is about."""

PLEA = 9
"""Words before a wrong among which "not" or "denies" makes it a plea."""

FEW = 3
"""With fewer words than this after it, a denial is about what stands before it."""

NEAR = 60
"""Characters after "rejected" in which something said has to be named."""

NAME = re.compile(r"\b[A-Z][\w’'\-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w’'\-]*)*")


INTERJECTION = re.compile(r"(?:^|(?<=[.!?\"“”]))\s*[\"“]?No,\s")
""" "No, he is": an answer, which negates nothing of what follows."""

MAY = re.compile(r"\bMay\b(?!\s+(?:be|have|I|you|he|she|it|we|they|the)\b)")
"""The month, not the verb that opens a wish or a question."""


def describe(text: str, start: int = 0) -> ClaimDetails:
    """Read the details of a claim off its words.

    ``start`` is added to the offsets of the quantities, so that they can point into a document.
    """
    text = text[:LONGEST]
    words = _words()
    dateless = MAY.sub("", text)
    return ClaimDetails(
        quantities=quantities(text, start),
        negated=negations(text) % 2 == 1,
        modality=_first(dateless, words.modality),
        certainty=_first(dateless, words.certainty),
        actors=actors(text),
        status=status(text),
    )


@lru_cache(maxsize=4096)
def negations(text: str) -> int:
    """How many negations ``text`` holds; an even number cancels out ("not without")."""
    words = _words()
    kept = _without(words, text)
    return len(words.negation.findall(kept)) + len(words.turning.findall(kept))


def _without(words: _Words, text: str) -> str:
    """``text`` with blanks in place of what only looks like a negation."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found.group())

    return words.not_negation.sub(blank, INTERJECTION.sub(blank, text[:LONGEST]))


def keeps_from(text: str) -> int:
    """How many verbs ``text`` holds that keep a thing from being ("prevent X from having Y")."""
    return len(_words().keeping.findall(text[:LONGEST]))


def negated_stretch(text: str) -> str:
    """What the first negation of ``text`` bears on: the rest of its clause, or ''."""
    words = _words()
    kept = _without(words, text)
    found = words.negation.search(kept) or words.turning.search(kept)
    if found is None:
        return ""
    end = re.search(r"[.;:!?]|,? but\b", kept[found.end() :])
    return text[found.end() : found.end() + (end.start() if end else len(kept))].strip()


@lru_cache(maxsize=4096)
def denied_stretch(text: str) -> str | None:
    """What the first denial of ``text`` is about: the DENIED words around it, or None.

    A denial rejects something that was said ("denies", "baseless", "so-called"). Turning down an
    offer is none; turning down a report is.
    """
    words = _words()
    text = text[:LONGEST]
    found = words.denial.search(text)
    if found is not None and (
        words.withheld.match(text[found.end() :].lstrip())
        or words.refused.match(text, max(0, found.start() - NEAR))
    ):
        return None
    if found is None:
        turned = words.turning_down.search(text)
        if turned is None or not words.said.search(text, turned.end(), turned.end() + NEAR):
            return None
        found = turned
    before = text[: found.start()].split()[-DENIED:]
    after = text[found.end() :].split()[:DENIED]
    return " ".join([*before, *after]) if len(after) < FEW else " ".join(after)


def wrong(text: str) -> int | None:
    """Where ``text`` first tells of a wrong that somebody did, or None."""
    found = _words().blame.search(text[:LONGEST])
    return found.start() if found else None


@lru_cache(maxsize=4096)
def charge(text: str) -> str | None:
    """``charge`` where ``text`` says that a wrong was done, ``plea`` where it says that none was.

    A plea has its negation or denial among the PLEA words before the wrong.
    """
    place = wrong(text)
    if place is None:
        return None
    before = " ".join(text[:place].split()[-PLEA:])
    denied = negations(before) % 2 or denied_stretch(before) is not None
    return "plea" if denied else "charge"


def opposites(left: Iterable[str], right: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a word of ``left`` and a word of ``right`` that exclude each other, in word order.

    Words are in lower case; the pairs are those of ``data/antonyms.toml``.
    """
    here = {side: word for word in sorted(left, reverse=True) for side in _sides(word)}
    found = []
    for word in sorted(right):
        for pair, side in _sides(word):
            if (pair, 1 - side) in here:
                found.append((here[pair, 1 - side], word))
    return found


def accuses(text: str, at: int) -> bool:
    """Whether the word at ``at`` names who did wrong after itself ("accused X of")."""
    return bool(_words().accusing.match(text, at))


def mutual(text: str) -> bool:
    """Whether ``text`` says that sides do the same to one another."""
    return bool(_words().mutual.search(text[:LONGEST]))


def status(text: str) -> Status:
    """How far along the thing is that ``text`` speaks of; ``stated`` where nothing shows it."""
    words = _words()
    name: Status
    for name in ("denied", "proposed", "planned"):
        if words.status[name].search(text):
            return name
    if words.progressive.search(text):
        return "happening"
    for name in ("agreed", "happening"):
        if words.status[name].search(text):
            return name
    return "done" if words.finished.search(text) else "stated"


def incompatible(left: Status, right: Status) -> bool:
    """Whether one thing cannot be in both states."""
    return (left, right) in _words().incompatible


def anaphoric(text: str) -> bool:
    """Whether ``text`` opens with a word that stands for something said before it."""
    return bool(_words().anaphor.match(text.lstrip("\"'“‘ \t\r\n")))


def actors(text: str) -> tuple[str, ...]:
    """Names and pronouns before the first verb form that ``data/polarity.toml`` knows, in order.

    Rough: a claim without such a verb is looked at as far as its eighth word.
    """
    words = _words()
    verb = words.verb.search(text)
    head = text[: verb.start()] if verb else " ".join(text.split()[:8])
    found = [match.group() for match in NAME.finditer(head)]
    found += [match.group() for match in words.pronoun.finditer(head)]
    kept = dict.fromkeys(name for name in found if len(name) > 1 or name == "I")
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Words:
    """The data file as compiled patterns."""

    negation: re.Pattern[str]
    not_negation: re.Pattern[str]
    turning: re.Pattern[str]
    keeping: re.Pattern[str]
    denial: re.Pattern[str]
    turning_down: re.Pattern[str]
    said: re.Pattern[str]
    withheld: re.Pattern[str]
    refused: re.Pattern[str]
    blame: re.Pattern[str]
    accusing: re.Pattern[str]
    mutual: re.Pattern[str]
    modality: dict[str, re.Pattern[str]]
    certainty: dict[str, re.Pattern[str]]
    status: dict[str, re.Pattern[str]]
    finished: re.Pattern[str]
    progressive: re.Pattern[str]
    incompatible: frozenset[tuple[str, str]]
    verb: re.Pattern[str]
    pronoun: re.Pattern[str]
    anaphor: re.Pattern[str]


def _first(text: str, groups: dict[str, re.Pattern[str]]) -> str | None:
    """The first group, in the order of the data file, of which ``text`` holds a word."""
    return next((name for name, pattern in groups.items() if pattern.search(text)), None)


def pattern(entries: Iterable[str]) -> re.Pattern[str]:
    """One pattern for words and phrases; ``*`` stands for further letters."""
    parts = [
        re.escape(entry).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]")
        for entry in sorted(entries, key=lambda entry: (-len(entry), entry))
    ]
    whole = "|".join(part for part in parts if not part.startswith("[") and part != "n['’]t")
    ending = "|".join(part for part in parts if part.startswith("[") or part == "n['’]t")
    pattern = rf"\b(?:{whole})\b" + (rf"|(?:{ending})\b" if ending else "")
    return re.compile(pattern, re.IGNORECASE)


@cache
def _words() -> _Words:
    table = load_table("polarity.toml")
    pairs = [tuple(pair) for pair in table["incompatible"]["pairs"]]
    status_words = {
        name: pattern(entries)
        for name, entries in table["status"].items()
        if isinstance(entries, list)
    }
    return _Words(
        negation=pattern(table["negation"]["words"]),
        not_negation=pattern(table["negation"]["except"]),
        turning=pattern(table["negation"]["turning"]),
        keeping=pattern(table["negation"]["keeping"]),
        denial=pattern(table["denial"]["words"]),
        turning_down=pattern(table["denial"]["turning_down"]),
        said=pattern(table["denial"]["said"]),
        withheld=re.compile(table["denial"]["withheld"], re.IGNORECASE),
        refused=re.compile(table["denial"]["refused"], re.IGNORECASE | re.DOTALL),
        blame=pattern(table["blame"]["words"]),
        accusing=pattern(table["blame"]["accusing"]),
        mutual=pattern(table["blame"]["mutual"]),
        modality={name: pattern(entries) for name, entries in table["modality"].items()},
        certainty={name: pattern(entries) for name, entries in table["certainty"].items()},
        status=status_words,
        finished=re.compile(rf"\b{table['status']['finished']}", re.IGNORECASE),
        progressive=re.compile(rf"\b{table['status']['progressive']}", re.IGNORECASE),
        incompatible=frozenset(pairs + [pair[::-1] for pair in pairs]),
        verb=pattern(table["actors"]["verbs"]),
        pronoun=pattern(table["actors"]["pronouns"]),
        anaphor=pattern(table["anaphors"]["words"]),
    )


@lru_cache(maxsize=20_000)
def _sides(word: str) -> tuple[tuple[int, int], ...]:
    """The pairs of opposites that a word belongs to, and on which side of each."""
    return tuple(
        (at, side)
        for at, pair in enumerate(_antonyms())
        for side in (0, 1)
        if pair[side].fullmatch(word)
    )


@cache
def _antonyms() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    def compiled(entry: str) -> re.Pattern[str]:
        return re.compile(re.escape(entry).replace(r"\*", r"\w*"))

    table = load_table("antonyms.toml")
    return tuple((compiled(one), compiled(other)) for one, other in table["pairs"])
