"""The topics in force, and which of them a text speaks of.

Comes in: ``divergence/data/topics*.toml``, a user's TOML, and the words of a claim. Goes out: the
claim's topics, the best first, each with a score and the characters that show it. A longer term
beats a shorter one inside it, what stands first beats what a subordinate clause adds, and the
names of parties, offices and bodies do not count.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from divergence.errors import DataFileError, SettingsError
from divergence.language.markup import targets_in
from divergence.language.phrases import Token, tokens
from divergence.model import Span
from divergence.tomlfile import convert, line_of, parse_table, read_settings_text
from divergence.topics.bodies import bodies_in
from divergence.topics.terms import Hit, RawTerm, TermIndex, term

DATA = "topics.toml"
AREA_DATA = "topics-{}.toml"

_File = TypeVar("_File", bound=msgspec.Struct)

ASIDE = " "
"""Stands for the topic of words that open a subordinate clause; no topic's id is a space."""


class TopicEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A topic as TOML gives it.

    ``strong`` terms show the topic by themselves, ``terms`` nearly, ``weak`` ones add to others.
    ``patterns`` are regular expressions, as telling as ``terms``. What stands inside one of the
    phrases in ``excludes`` does not count. A ``general`` topic gives way to any other; a
    ``fallback`` is given only where no other topic is.
    """

    id: str
    label: str = ""
    area: str = ""
    strong: str | tuple[str, ...] = ()
    terms: str | tuple[str, ...] = ()
    weak: str | tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    excludes: str | tuple[str, ...] = ()
    general: bool = False
    fallback: bool = False

    def listed(self, kind: str) -> list[str]:
        """The terms of one kind (``strong``, ``terms``, ``weak`` or ``excludes``)."""
        return _listed(getattr(self, kind))


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How much each sort of term shows (0 to 1), and what lessens it.

    ``least`` is the score under which a topic is not given, before ``general`` lessens it: a
    weak term alone never reaches it.
    """

    strong: float
    terms: float
    weak: float
    general: float
    inside_longer: float
    subordinate: float
    least: float


class CatalogueFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What holds for all shipped topics; those of each of ``areas`` have a file of their own."""

    areas: str
    weights: Weights
    subordinators: str
    bodies: str


class AreaFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The shipped topics of one area."""

    topic: tuple[TopicEntry, ...]


class Shipped(NamedTuple):
    """The shipped topics with what holds for all of them."""

    rules: CatalogueFile
    topics: tuple[TopicEntry, ...]


class UserTopics(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's topics; ``replace`` drops those that are shipped."""

    replace: bool = False
    topic: tuple[TopicEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """A topic that a text speaks of, its score (0 to 1), and the term ``text[start:end]``."""

    id: str
    score: float
    start: int
    end: int
    term: str


def load_catalogue(extra: Path | Mapping[str, Any] | None = None) -> Catalogue:
    """The shipped topics with a user's topics added.

    A user's topic of the same id takes the place of the shipped one; ``replace = true`` drops all
    shipped ones. Raises SettingsError with file and line where the user's part is not usable, and
    DataFileError where the shipped file is damaged.
    """
    shipped = _shipped_file()
    if not extra:
        return _shipped_catalogue()
    name, text, table = _opened(extra)
    user = convert(table, UserTopics, text, name)
    own = {entry.id: _checked(entry, text, name) for entry in user.topic}
    entries = {} if user.replace else {entry.id: entry for entry in shipped.topics}
    entries.update(own)
    if not entries:
        raise SettingsError(f"{name}: replace = true leaves no topic; add a [[topic]]")
    return Catalogue(tuple(entries.values()), shipped.rules)


class Catalogue:
    """The topics in force; ``labels`` give the label of each id, in the order of the catalogue."""

    def __init__(self, entries: Sequence[TopicEntry], rules: CatalogueFile) -> None:
        self._entries = tuple(entries)
        self.labels: Mapping[str, str] = {
            entry.id: entry.label or entry.id.replace("-", " ") for entry in entries
        }
        self._weights = rules.weights
        self._fallback = frozenset(entry.id for entry in entries if entry.fallback)
        self._general = self._fallback.union(entry.id for entry in entries if entry.general)
        subordinators = [RawTerm(ASIDE, words, 0.0) for words in _listed(rules.subordinators)]
        self._index = TermIndex([*subordinators, *_terms_of(entries, rules.weights)])
        self._bodies = frozenset(rules.bodies.split())
        self._patterns = [
            (entry.id, re.compile(pattern)) for entry in entries for pattern in entry.patterns
        ]

    @property
    def general(self) -> frozenset[str]:
        """The ids of the topics that give way to any other, the fallback ones among them."""
        return self._general

    @cached_property
    def entries(self) -> tuple[TopicEntry, ...]:
        """The topics as in TOML, each with its label, the terms as tuples."""
        kinds = ("strong", "terms", "weak", "excludes")
        return tuple(
            msgspec.structs.replace(
                entry,
                label=self.labels[entry.id],
                **{kind: tuple(entry.listed(kind)) for kind in kinds},
            )
            for entry in self._entries
        )

    def topics_of(self, text: str, ignore: Sequence[Span] = ()) -> tuple[TopicMatch, ...]:
        """The topics of ``text``, the best first; none below the catalogue's least score.

        ``ignore`` are stretches of ``text`` that name someone, such as the event's parties: a
        term that lies wholly inside one does not count ("energy" in "Voltane Energy"). Nor does
        what stands in the address of a link.
        """
        ignore = (*ignore, *targets_in(text))
        words = tokens(text)
        if not words:
            return ()
        found = list(self._index.hits(words))
        openings = [hit.first for hit in found if hit.term.topic == ASIDE and hit.first]
        aside = min(openings, default=len(words))
        hits = self._counting(found, words, text, ignore)
        longer = [hit for hit in hits if hit.after - hit.first > 1]
        shown: dict[str, dict[str, TopicMatch]] = {}
        for hit in hits:
            match = _match(hit, words, self._score(hit, longer, aside), text)
            _keep(shown, hit.term.text, match)
        for topic, pattern in self._patterns:
            for shape in pattern.finditer(text):
                start, end = shape.span()
                if not _within(start, end, ignore):
                    match = TopicMatch(topic, self._weights.terms, start, end, shape.group())
                    _keep(shown, pattern.pattern, match)
        ranked = [_summed(matches) for matches in shown.values()]
        kept = [self._given(match) for match in ranked if match.score >= self._weights.least]
        special = [match for match in kept if match.id not in self._fallback]
        return tuple(
            sorted(special or kept, key=lambda match: (-match.score, match.start, match.id))
        )

    def _counting(
        self, found: Sequence[Hit], words: Sequence[Token], text: str, ignore: Sequence[Span]
    ) -> list[Hit]:
        """The terms found but for those that their topic excludes or that are a name."""
        hits = _once_a_place(_without_excluded(found))
        if not hits:
            return []
        bodies = bodies_in(words, text, self._bodies)
        return [
            hit
            for hit in hits
            if not _within(words[hit.first].start, words[hit.after - 1].end, ignore)
            and not any(
                body.first <= hit.first
                and hit.after <= body.after
                and not any(hit.first <= head < hit.after for head in body.heads)
                for body in bodies
            )
        ]

    def _score(self, hit: Hit, longer: Sequence[Hit], aside: int) -> float:
        score = hit.term.weight
        if any(_inside(hit, other) for other in longer):
            score *= self._weights.inside_longer
        if hit.first >= aside:
            score *= self._weights.subordinate
        return score

    def _given(self, match: TopicMatch) -> TopicMatch:
        """The match as it is given: a general topic gives way to any other."""
        less = self._weights.general if match.id in self._general else 1.0
        return _scored(match, round(match.score * less, 4))


@cache
def _shipped_file() -> Shipped:
    rules = _data(DATA, CatalogueFile)
    return Shipped(
        rules,
        tuple(
            msgspec.structs.replace(entry, area=area)
            for area in _listed(rules.areas)
            for entry in _data(AREA_DATA.format(area), AreaFile).topic
        ),
    )


def _data(name: str, kind: type[_File]) -> _File:
    """A shipped file as ``kind``; DataFileError where it is missing or damaged."""
    try:
        return msgspec.convert(
            tomllib.loads((files("divergence.data") / name).read_text("utf-8")), kind
        )
    except (OSError, ValueError) as error:
        raise DataFileError(
            f"divergence/data/{name}: {error}; install the package again"
        ) from error


@cache
def _shipped_catalogue() -> Catalogue:
    shipped = _shipped_file()
    try:
        return Catalogue(shipped.topics, shipped.rules)
    except (ValueError, re.error) as error:
        raise DataFileError(
            f"divergence/data/{DATA}: {error}; install the package again"
        ) from error


def _opened(extra: Path | Mapping[str, Any]) -> tuple[str, str, Mapping[str, Any]]:
    """The name for errors, the text and the table of a user's topics."""
    if isinstance(extra, Path):
        text = read_settings_text(extra)
        name, table = str(extra), parse_table(text, str(extra))
    else:
        name, text, table = "[topics]", "", dict(extra)
    inner = table.get("topics")
    return name, text, inner if isinstance(inner, dict) and len(table) == 1 else table


def _checked(entry: TopicEntry, text: str, name: str) -> TopicEntry:
    """The entry, if its terms and patterns can be used; else SettingsError with the line."""
    try:
        for kind in ("strong", "terms", "weak", "excludes"):
            for written in entry.listed(kind):
                term(entry.id, written, 0.0)
        for pattern in entry.patterns:
            re.compile(pattern)
    except (ValueError, re.error) as error:
        line = line_of(text, ["patterns"]) if isinstance(error, re.error) else None
        at = text.find(f'"{entry.id}"')
        line = line or (text.count("\n", 0, at) + 1 if at >= 0 else None)
        place = f"{name}, line {line}" if line else name
        raise SettingsError(f"{place}: topic {entry.id!r}: {error}; correct it") from error
    if not (entry.strong or entry.terms or entry.weak or entry.patterns):
        at = text.find(f'"{entry.id}"')
        place = f"{name}, line {text.count(chr(10), 0, at) + 1}" if at >= 0 else name
        raise SettingsError(f"{place}: topic {entry.id!r} has no terms; add terms = [...]")
    return entry


def _terms_of(entries: Sequence[TopicEntry], weights: Weights) -> Iterator[RawTerm]:
    """All terms; what a topic excludes is a term of weight 0."""
    for entry in entries:
        weighed = ((entry.strong, weights.strong), (entry.terms, weights.terms))
        for texts, weight in (*weighed, (entry.weak, weights.weak), (entry.excludes, 0.0)):
            for text in _listed(texts):
                yield RawTerm(entry.id, text, weight)


def _listed(terms: str | tuple[str, ...]) -> list[str]:
    parted = terms.replace("\n", " ").split(",") if isinstance(terms, str) else terms
    return [stripped for text in parted if (stripped := text.strip())]


def _without_excluded(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that no excluded phrase bars.

    It bars what stands inside it; an excluded word ("closely") also a longer term of which it is
    a part ("clos* & business*").
    """
    barred: dict[str, list[Hit]] = {}
    for hit in hits:
        if not hit.term.weight:
            barred.setdefault(hit.term.topic, []).append(hit)
    return [
        hit
        for hit in hits
        if hit.term.weight
        and not any(
            (bar.first <= hit.first and hit.after <= bar.after)
            or (bar.after - bar.first == 1 and (bar.first, bar.after) in hit.parts)
            for bar in barred.get(hit.term.topic, ())
        )
    ]


def _once_a_place(hits: Sequence[Hit]) -> list[Hit]:
    """Of a topic's terms that take the same words ("issue", "issues") only the most telling."""
    best: dict[tuple[str, int, int], Hit] = {}
    for hit in hits:
        place = (hit.term.topic, hit.first, hit.after)
        if place not in best or best[place].term.weight < hit.term.weight:
            best[place] = hit
    return list(best.values())


def _inside(hit: Hit, other: Hit) -> bool:
    """Whether a hit lies in a longer run of words that shows another topic."""
    return (
        other.term.topic != hit.term.topic
        and len(other.term.parts) == 1
        and other.first <= hit.first
        and hit.after <= other.after
        and other.after - other.first > hit.after - hit.first
    )


def _within(start: int, end: int, spans: Sequence[Span]) -> bool:
    return any(span.start <= start and end <= span.end for span in spans)


def _match(hit: Hit, words: Sequence[Token], score: float, text: str) -> TopicMatch:
    start, end = words[hit.first].start, words[hit.after - 1].end
    return TopicMatch(hit.term.topic, score, start, end, text[start:end])


def _keep(shown: dict[str, dict[str, TopicMatch]], key: str, match: TopicMatch) -> None:
    """Keep the best match of each term; a term that is repeated shows no more than once."""
    matches = shown.setdefault(match.id, {})
    if key not in matches or matches[key].score < match.score:
        matches[key] = match


def _summed(matches: Mapping[str, TopicMatch]) -> TopicMatch:
    """The strongest of a topic's matches, with the score of all: none may be by chance."""
    doubt = 1.0
    for match in matches.values():
        doubt *= 1.0 - match.score
    best = min(matches.values(), key=lambda match: (-match.score, match.start))
    return _scored(best, 1.0 - doubt)


def _scored(match: TopicMatch, score: float) -> TopicMatch:
    return TopicMatch(match.id, score, match.start, match.end, match.term)
