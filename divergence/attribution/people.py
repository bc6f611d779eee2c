"""Which names are people's, and whether they are a man's or a woman's.

Comes in: a scene and a name of its text. Goes out: yes or no; "he", "she" or nothing.
"""

from __future__ import annotations

import re

from divergence.attribution.given_names import gender_of
from divergence.attribution.names import Name
from divergence.attribution.nouns import noun_kind, offices, words_of
from divergence.attribution.scene import BEHIND, PERSON, Scene, surname_of

HONORIFIC = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof)\b")
HONORIFIC_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.?\s+\Z")
SHOUTED = re.compile(r"[A-Z]{3,}\b")
"""An abbreviation at the start of a name: no first name."""
NUMBERED = re.compile(r"\d")
"""A model or a law, not a person."""


def is_person(scene: Scene, name: Name) -> bool:
    """Two or more capitalised words with nothing of an organisation, or a titled surname.

    Behind a given name an office is a surname ("Martin King").
    """
    if scene.names.kinds.get(name.key):
        return False
    before = scene.text[max(0, name.start - 24) : name.start]
    if HONORIFIC_BEFORE.search(before) or HONORIFIC.match(scene.text, name.start):
        return True
    title = BEHIND.search(before)
    if title and title.group(1).casefold() in offices():
        return True
    if (
        SHOUTED.match(name.form)
        or NUMBERED.search(name.form)
        or any(
            m.role in ("military", "ministry", "agency")
            for m in scene.mentions_in(name.start, name.end)
        )
    ):
        return False
    words = name.key.split()
    if len(words) == 2 and words[1] in offices() and gender_of(name.key):
        return True
    joining = words_of("grammar", "name_joiners")
    return 2 <= len(words) <= 4 and not any(noun_kind(w) or w in joining for w in words)


def surely_person(scene: Scene, name: Name) -> bool:
    """Whether a given name, a form of address or an office shows that a name is a person's."""
    before = scene.text[max(0, name.start - 24) : name.start]
    title = BEHIND.search(before)
    return (
        bool(gender_of(name.key))
        or HONORIFIC_BEFORE.search(before) is not None
        or HONORIFIC.match(scene.text, name.start) is not None
        or (title is not None and title.group(1).casefold() in offices())
    )


def owns(scene: Scene, name: Name) -> bool:
    """Whether a name stands as the owner of what follows ("NAME's critics")."""
    return name.form.endswith(("'s", "’s", "s'", "s’")) or scene.text[name.end : name.end + 2] in (
        "'s",
        "’s",
    )


def own_key(scene: Scene, side: str) -> str:
    """The key of a leader as a person: that of the fullest name in the text."""
    surname = side.partition(PERSON)[2]
    keys = [key for key in scene.places_of if key.split()[-1] == surname and " " in key]
    return min(keys, key=lambda key: (-len(scene.places_of[key]), key)) if keys else surname


def surnames(scene: Scene) -> frozenset[str]:
    """The surnames of leaders whom the text names."""
    return frozenset(surname_of(m.form) for m in scene.mentions if m.organ == "person")
