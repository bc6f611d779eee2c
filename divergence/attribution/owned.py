"""Sources that open with "his", "her", "its" or "their": "her campaign", "his lawyer NAME".

Comes in: a scene and the phrase of a source. Goes out: a Speaker, or None where no such word opens
the phrase or its own words say more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.names import Name
from divergence.attribution.nouns import noun_kind, possessors, words_of
from divergence.attribution.people import is_person
from divergence.attribution.phrases import Phrase
from divergence.attribution.pronouns import named_before, opening_person, pronoun
from divergence.attribution.scene import PERSON, Scene, Speaker

BODIES = ("union", "company", "party", "regulator")


def owned(scene: Scene, phrase: Phrase) -> Speaker | None:
    """Who speaks through what somebody owns; people so named are tied to the owner's side."""
    owner = possessors().get(phrase.words[0])
    if owner is None:
        return None
    serves = phrase.head in words_of("people", "servants")
    names = scene.names.within(phrase.start, phrase.end)
    people = [name for name in names if is_person(scene, name)]
    if serves and owner in ("he", "she") and not names:
        return _principal(scene, phrase, owner)
    body = noun_kind(phrase.head) in BODIES and not serves
    named = len(people) < len(names) or bool(scene.mentions_in(phrase.start, phrase.end))
    if not (body or named):
        return _owner(scene, phrase, owner, people)
    if phrase.head in words_of("grammar", "parts") and names and not people:
        speaker = pronoun(scene, replace(phrase, words=(owner,)))
        if speaker.sides:
            scene.ties[names[0].key] = speaker.sides[0]
            return speaker
    return None


def _principal(scene: Scene, phrase: Phrase, owner: str) -> Speaker:
    """Whose campaign or office it is: the person whom the words open with, or the last one."""
    spoken_of = opening_person(scene, phrase.start, owner)
    if spoken_of is not None:
        return Speaker((spoken_of,))
    speaker = pronoun(scene, replace(phrase, words=(owner,)))
    principal = None if speaker.sides else named_before(scene, phrase.start, owner)
    return Speaker((principal,)) if principal else speaker


def _owner(scene: Scene, phrase: Phrase, owner: str, people: Sequence[Name]) -> Speaker:
    """The owner's side; kin of somebody who stands for a body speak for themselves."""
    speaker = pronoun(scene, replace(phrase, words=(owner,)))
    related = bool(set(phrase.words) & words_of("people", "kin"))
    if related and any(PERSON not in s and s in scene.lexicon for s in speaker.sides):
        return Speaker(tuple(name.key for name in people[:1]))
    if not people:
        return speaker
    if not speaker.sides:
        principal = named_before(scene, phrase.start, owner)
        speaker = Speaker((principal or people[0].key,))
    scene.ties.setdefault(people[0].key, speaker.sides[0])
    return speaker
