"""Those who are named with a state or a party but are no voice of its government.

Comes in: a scene and the phrase of a source. Goes out: the key of the camp that speaks: opposition,
lawmakers, a court, critics, protesters, a movement ("pro-market camp"), or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from divergence.attribution.name_words import fold
from divergence.attribution.names import Name
from divergence.attribution.nouns import letters, words_of
from divergence.attribution.phrases import Phrase, words_in
from divergence.attribution.scene import (
    COURT,
    CRITICS,
    LAWMAKERS,
    OPPOSITION,
    SUPPORTERS,
    Scene,
    mention_key,
)
from divergence.parties import Mention

MOVEMENT = re.compile(r"\b(?:[Pp]ro|[Aa]nti)-\w+(?:-\w+)*")
REPRESENTATIVE = re.compile(r"\bRepresentatives? [A-Z]")
REACH = 5000
"""Characters back in which the court of a ruling is looked for."""
REACH_OF_ALLY = 40
"""Characters between an ally and the name that the ally stands with."""
LETTER = re.compile(r"(?:,\s|\s?\()([A-Z])-[A-Z][\w.]*")
SCHOOL = re.compile(
    r"\b(?:of|at|from)\s+(?:the\s+)?(?:[A-Z][\w.'’\-]+\s+){0,4}(?:University|College|School)\b"
)


def camp_of(
    scene: Scene, phrase: Phrase, mentions: Sequence[Mention], person: Name | None
) -> str | None:
    """The camp that a phrase puts its speaker in; political parties by name come before."""
    listed = words_in(scene.text, phrase.start, phrase.end)
    words = {word.removesuffix("'s") for word in listed}
    if any(mention.role == "faction" for mention in mentions) and not _names_court(words):
        return None
    if "democratic" in words and _in_legislature(scene, listed, words, phrase):
        for mention in scene.mentions:
            if mention.role == "faction" and mention.form.casefold().startswith("democrat"):
                return mention_key(mention)
    movement = MOVEMENT.search(scene.text, phrase.start, phrase.end)
    if movement and words & words_of("apart", "camps"):
        key = movement.group().casefold()
        scene.shown.setdefault(key, movement.group()[0].upper() + movement.group()[1:] + " camp")
        return key
    if words & words_of("apart", "opposition"):
        return OPPOSITION
    stood_by = _stood_by(scene, phrase) if words & words_of("apart", "allies") else None
    if stood_by is not None:
        return stood_by
    rulings = words_of("apart", "rulings")
    part = phrase.head in words_of("apart", "ruling_parts") and bool(rulings & words)
    if person is None and (part or phrase.head in rulings):
        return _last_court(scene, phrase.start)
    if _names_court(words):
        return _court(scene, phrase, words, mentions, person)
    if phrase.head.removesuffix("'s") in words_of("apart", "critics"):
        return CRITICS
    if person is None and phrase.head in words_of("apart", "supporters"):
        return SUPPORTERS
    if _in_legislature(scene, listed, words, phrase):
        return _by_letter(scene, phrase) or LAWMAKERS
    return _group(scene, phrase, person)


def _stood_by(scene: Scene, phrase: Phrase) -> str | None:
    """The side of whom a supporter supports: "a prominent NAME supporter", "allies of NAME"."""
    allies = "|".join(sorted(words_of("apart", "allies")))
    for found in re.finditer(rf"\b(?:{allies})\b", scene.text[phrase.start : phrase.end]):
        at, end = phrase.start + found.start(), phrase.start + found.end()
        for mention in scene.mentions_in(
            max(phrase.start, at - REACH_OF_ALLY), end + REACH_OF_ALLY
        ):
            if scene.text[mention.end : at] == " " or _follows(scene.text, end, mention.start):
                return mention_key(mention)
        for name in scene.names.within(max(phrase.start, at - REACH_OF_ALLY), phrase.end):
            if scene.text[name.end : at] == " " or _follows(scene.text, end, name.start):
                return scene.tied(name)
    return None


def _follows(text: str, end: int, start: int) -> bool:
    return text[end:start] in (" of ", " of the ")


def _by_letter(scene: Scene, phrase: Phrase) -> str | None:
    """The political party that a letter behind a lawmaker's name stands for."""
    found = LETTER.search(scene.text, phrase.start, phrase.end + 12)
    if found is None:
        return None
    party = scene.lexicon.resolve(letters().get(found.group(1), ""))
    return party.id if party is not None else None


def is_scholar(scene: Scene, phrase: Phrase) -> bool:
    """Whether a person is named with a university but with no office there."""
    words = set(words_in(scene.text, phrase.start, phrase.end))
    if words & words_of("apart", "school_offices"):
        return False
    return SCHOOL.search(scene.text, phrase.start, phrase.end) is not None


def governs(words: set[str]) -> bool:
    """Whether a phrase names an office of a government, not of a parliament or party."""
    return bool(words & words_of("apart", "executive"))


def _names_court(words: set[str]) -> bool:
    court = words & words_of("apart", "court")
    if "justice" in words:
        court |= words & words_of("apart", "sole_judges")
    return bool(court) and not words & words_of("apart", "advocates")


def _court(
    scene: Scene,
    phrase: Phrase,
    words: set[str],
    mentions: Sequence[Mention],
    person: Name | None,
) -> str:
    """The court; a judge who dissents or is called a justice speaks for himself."""
    sole = bool(words & words_of("apart", "sole_judges"))
    if person is not None and words & words_of("apart", "own_mind") and not sole:
        return person.key
    for mention in mentions:
        if mention.role == "organization" and mention.start < phrase.core_end:
            return mention_key(mention)
    for mention in mentions:
        if mention.role == "court" and mention.start < phrase.core_end:
            return _court_of_state(scene, mention)
    courts = words_of("apart", "court")
    for name in scene.names.within(phrase.start, phrase.end):
        if courts & set(name.key.split()) and len(name.key.split()) > 1:
            scene.courts.add(name.key)
            return name.key
    spoke = next((m.side for m in scene.spoken() if m.side in scene.courts | {COURT}), None)
    return spoke or _last_court(scene, phrase.start)


def _last_court(scene: Scene, place: int) -> str:
    """The court named last before a place, for "the court" and "the ruling"."""
    courts = words_of("apart", "court")
    found = [(-1, COURT)]
    for mention in scene.mentions_in(max(0, place - REACH), place):
        if courts & set(mention.form.casefold().split()):
            organ = mention.role == "court"
            key = _court_of_state(scene, mention) if organ else mention_key(mention)
            found.append((mention.start, key))
    for name in scene.names.within(max(0, place - REACH), place):
        if courts & set(name.key.split()) and len(name.key.split()) > 1:
            scene.courts.add(name.key)
            found.append((name.start, name.key))
    return max(found)[1]


def _court_of_state(scene: Scene, mention: Mention) -> str:
    """The key of a court that a state's list names, which is a side of its own."""
    key = fold(mention.form)
    scene.courts.add(key)
    scene.shown.setdefault(key, mention.form)
    return key


def _in_legislature(scene: Scene, listed: Sequence[str], words: set[str], phrase: Phrase) -> bool:
    """Whether a phrase names a member or officer of a parliament, or its chamber."""
    if _officer().search(" ".join(listed)):
        return True
    if governs(words):
        return False
    if REPRESENTATIVE.search(scene.text, phrase.start, phrase.end):
        return True
    chambers = words_of("legislature", "chambers")
    return bool(words & words_of("legislature", "members")) or phrase.head in chambers


@cache
def _officer() -> re.Pattern[str]:
    """Officers of a parliament: "Senate leader", "Speaker of the House", "minority whip"."""
    body, office, side = (
        "|".join(sorted(words_of("legislature", name))) for name in ("bodies", "officers", "sides")
    )
    return re.compile(
        rf"\b(?:{body})(?:'s)? (?:[\w\-]+ ){{0,3}}?(?:{office})\b"
        rf"|\b(?:{office})s? of (?:the )?(?:[\w\-]+ ){{0,2}}?(?:{body})\b"
        rf"|\b(?:{side}) (?:{office})\b"
    )


def _group(scene: Scene, phrase: Phrase, person: Name | None) -> str | None:
    """A group without a name ("protesters"), also for one of its members.

    Looser groups (students, families) take a named member only where the text names the group.
    """
    always = words_of("apart", "rebels")
    for word in phrase.words:
        if word in always:
            return word
        if _plurals(True).get(word):
            return _plurals(True)[word]
        group = _plurals(False).get(word)
        if group and person is not None and re.search(rf"\b{group}\b", scene.text):
            return group
    return None


@cache
def _plurals(firm: bool) -> dict[str, str]:
    """ "protester" to "protesters" and so on."""
    listed = words_of("apart", "rebels" if firm else "loose_groups")
    return {re.sub(r"ies$", "y", word).removesuffix("s"): word for word in listed}
