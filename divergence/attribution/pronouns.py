"""Pronouns as sources: "he", "it", "they" go back to the last one that they can stand for.

Comes in: a scene and the phrase of a pronoun. Goes out: a Speaker.
"""

from __future__ import annotations

from itertools import islice

from divergence.attribution.affiliation import introduced, side_of
from divergence.attribution.given_names import gender_of
from divergence.attribution.people import is_person, own_key
from divergence.attribution.phrases import Phrase, phrase_of, words_in
from divergence.attribution.scene import (
    Met,
    Scene,
    Speaker,
    is_near,
    mention_key,
    sentence_ends,
)
from divergence.attribution.titles import title_start
from divergence.model import Span

JOINS = (" ", ", ", " — ", " – ", " - ")
"""Between a name and the relative pronoun that tells of it."""
ANTECEDENT = 80
"""Characters back in which that name begins."""
OPENING = 120
"""Characters of the reported words in which whoever they name is not the speaker."""
SUBJECT = 40
"""Characters before a name that opens reported words: an office or an adverb."""
REACH = 500
"""Characters back in which the sentence before a pronoun is looked for."""


def pronoun(scene: Scene, phrase: Phrase) -> Speaker:
    """The last source, or the subject of the sentence before, that a pronoun can stand for."""
    word = phrase.words[0]
    last = scene.sources[-1] if scene.sources else None
    if word in ("i", "we"):
        return _same_as(last)
    if word in ("he", "she"):
        return _person(scene, phrase.start, word, last)
    if word in ("who", "which"):
        return _antecedent(scene, phrase.start)
    if word not in ("it", "they", "both"):
        return Speaker(())
    plural = word == "they"
    subject = _subject_before(scene, phrase.start, plural)
    close = 2 if plural else 1
    if (
        last is not None
        and (last.plural or not plural)
        and is_near(scene, last.place, phrase.start, close)
    ):
        return _same_as(last)
    if subject is not None:
        return Speaker((subject.side,))
    return _same_as(last)


def _antecedent(scene: Scene, place: int) -> Speaker:
    """The name that stands right before a relative pronoun and its comma."""
    begin = max(0, place - ANTECEDENT)
    names = [n for n in scene.names.within(begin, place) if scene.text[n.end : place] in JOINS]
    mentions = [m for m in scene.mentions_in(begin, place) if scene.text[m.end : place] in JOINS]
    if names:
        name = names[-1]
        start = title_start(scene, name)
        side, outsider = side_of(scene, phrase_of(scene.text, Span(start, name.end)))
        return Speaker((side,) if side else (), outsider)
    return Speaker((mention_key(mentions[-1]),) if mentions else ())


def _same_as(met: Met | None) -> Speaker:
    if met is None:
        return Speaker(())
    return Speaker((met.side,) if met.side else (), met.outsider, met.voice)


def _person(scene: Scene, place: int, word: str, last: Met | None) -> Speaker:
    """A person named in the sentence before, or the last source of that gender."""
    person = _person_before(scene, place, word, last)
    if person is not None:
        return Speaker((person,))
    fitting = [met for met in islice(scene.spoken(), 60) if _can_be(met, word)]
    others = [met for met in fitting if not _named_in_content(scene, met)]
    if fitting:
        return _same_as(next(iter(others or fitting)))
    named = named_before(scene, place, word)
    return Speaker((named,) if named else ())


def _named_in_content(scene: Scene, met: Met) -> bool:
    """Whether the reported words speak of a person by name: "he said Roe was late"."""
    content = scene.content
    if content is None or not met.voice:
        return False
    surname = met.voice.split()[-1]
    return surname in words_in(scene.text, content.start, min(content.end, content.start + OPENING))


def _can_be(met: Met, word: str) -> bool:
    """Whether "he" or "she" can mean a source."""
    return met.gender in ("p", word) or (met.gender == "" and not met.plural and not met.kind)


def _person_before(scene: Scene, place: int, word: str, last: Met | None) -> str | None:
    """The side of a person whom the sentence before names, where the last speaker is further."""
    fits = last is not None and _can_be(last, word)
    if last is not None and fits and is_near(scene, last.place, place, 1):
        return None
    start = _sentence_before(scene, place)
    if start is None or (last is not None and fits and last.place >= start):
        return None
    people = [
        (m.start, mention_key(m))
        for m in scene.mentions_in(start, place)
        if m.role == "leader"
        and m.use == "name"
        and gender_of(own_key(scene, mention_key(m))) in ("", word)
    ]
    owners: list[tuple[int, str]] = []
    for name in scene.names.within(start, place):
        if is_person(scene, name) and gender_of(name.key) in ("", word):
            side = scene.ties.get(name.key) or introduced(scene, name) or name.key
            found = owners if name.form.endswith(("'s", "’s")) else people
            found.append((name.start, side))
    if not people and owners and gender_of(owners[0][1]) == word:
        people = owners
    return min(people)[1] if people else None


def named_before(scene: Scene, place: int, word: str) -> str | None:
    """The side of the person named last before a place whom ``word`` fits, speaking or not."""
    people = _people(scene, max(0, place - REACH), place, word)
    return max(people)[1] if people else None


def opening_person(scene: Scene, place: int, word: str) -> str | None:
    """The side of the person whom reported words open with, where they stand before a place."""
    content = scene.content
    if content is None or content.start > place:
        return None
    end = min(content.end, content.start + OPENING)
    people = _people(scene, content.start, end, word)
    near = [side for at, side in people if at - content.start < SUBJECT]
    return near[0] if near else None


def _people(scene: Scene, start: int, end: int, word: str) -> list[tuple[int, str]]:
    """Places and sides of the people named in a stretch whom "he" or "she" can mean."""
    people = [
        (m.start, mention_key(m))
        for m in scene.mentions_in(start, end)
        if m.organ == "person" and gender_of(own_key(scene, mention_key(m))) in ("", word)
    ]
    for name in scene.names.within(start, end):
        if is_person(scene, name) and gender_of(name.key) in ("", word):
            side = scene.ties.get(name.key) or introduced(scene, name) or name.key
            people.append((name.start, side))
    return sorted(people)


def _sentence_before(scene: Scene, place: int) -> int | None:
    """Where the sentence before the one at ``place`` begins."""
    begin = max(0, place - REACH)
    ends = [found.end() for found in sentence_ends().finditer(scene.text, begin, place)]
    if not ends:
        return None
    return ends[-2] if len(ends) >= 2 else begin


def _subject_before(scene: Scene, place: int, plural: bool) -> Met | None:
    """The mention that a pronoun takes up: plural ones for "they", else the sentence's first."""
    near = [met for met in scene.before(place) if place - met.place < 400 and met.side]
    if plural:
        several = [met for met in near if met.plural]
        return several[-1] if several else None
    begin = _sentence_before(scene, place)
    if begin is not None:
        near = [met for met in near if met.place >= begin] or near
    return next((met for met in near if not met.plural), None)
