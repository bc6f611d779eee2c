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
from divergence.attribution.nouns import words_of
from divergence.attribution.phrases import Phrase, words_in
from divergence.attribution.scene import COURT, CRITICS, LAWMAKERS, OPPOSITION, Scene, mention_key
from divergence.parties import Mention

MOVEMENT = re.compile(r"\b(?:[Pp]ro|[Aa]nti)-\w+(?:-\w+)*")
REPRESENTATIVE = re.compile(r"\bRepresentatives? [A-Z]")
REACH = 5000
"""Characters back in which the court of a ruling is looked for."""
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
    rulings = words_of("apart", "rulings")
    part = phrase.head in words_of("apart", "ruling_parts") and bool(rulings & words)
    if person is None and (part or phrase.head in rulings):
        return _last_court(scene, phrase.start)
    if _names_court(words):
        return _court(scene, phrase, words, mentions, person)
    if phrase.head.removesuffix("'s") in words_of("apart", "critics"):
        return CRITICS
    if _in_legislature(scene, listed, words, phrase):
        return LAWMAKERS
    return _group(scene, phrase, person)


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
            key = fold(mention.form)
            scene.courts.add(key)
            scene.homes.setdefault(key, mention.party_id)
            scene.shown.setdefault(key, mention.form)
            return key
    courts = words_of("apart", "court")
    for name in scene.names.within(phrase.start, phrase.end):
        if courts & set(name.key.split()) and len(name.key.split()) > 1:
            scene.courts.add(name.key)
            return name.key
    return next((m.side for m in scene.spoken() if m.side in scene.courts | {COURT}), COURT)


def _last_court(scene: Scene, place: int) -> str:
    """The court named last, for "the ruling"."""
    courts = words_of("apart", "court")
    for mention in reversed(scene.mentions_in(max(0, place - REACH), place)):
        if mention.role == "organization" and courts & set(mention.form.casefold().split()):
            return mention_key(mention)
    return COURT


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
