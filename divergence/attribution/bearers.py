"""Who bears a title: "the senator", "the mayor", "the actor" is the person whom the text calls so.

Comes in: a scene, the noun of a description and a place. Goes out: the name of the person, if any.
"""

from __future__ import annotations

import re
from collections import defaultdict

from divergence.attribution.names import Name
from divergence.attribution.nouns import noun_kind, title_aliases, words_of
from divergence.attribution.people import is_person
from divergence.attribution.phrases import words_in
from divergence.attribution.scene import Scene

BEFORE = re.compile(r"(?:[\w.'’\-]+\s+){1,6}\Z")
BEHIND = re.compile(r",\s(?:a|an|the|his|her|its|their)?\s*([^,.;:\"“”()]{3,80})")
REACH = 70
"""Characters before a name within which its title stands."""


def bearer_of(scene: Scene, noun: str, place: int) -> Name | None:
    """The person last named before a place whom the text calls ``noun``."""
    keys = _bearers(scene).get(noun, ())
    places = [name for key in keys for name in scene.places_of[key] if name.start < place]
    return max(places, key=lambda name: name.start) if places else None


def only_bearer(scene: Scene, noun: str) -> Name | None:
    """The one person whom the text calls ``noun``, where there is no other."""
    bearers = _bearers(scene).get(noun, ())
    return scene.places_of[next(iter(bearers))][0] if len(bearers) == 1 else None


def _bearers(scene: Scene) -> dict[str, set[str]]:
    """The keys of the people by the nouns of their titles; read from the text once."""
    if scene.bearers is None:
        found: dict[str, set[str]] = defaultdict(set)
        for name in scene.names.names:
            if is_person(scene, name):
                for noun in _titles(scene, name):
                    found[title_aliases().get(noun, noun)].add(name.key)
        scene.bearers = dict(found)
    return scene.bearers


def _titles(scene: Scene, name: Name) -> set[str]:
    """The nouns by which the text calls a person at one place."""
    found: set[str] = set()
    before = BEFORE.search(scene.text, max(0, name.start - REACH), name.start)
    if before is not None:
        for word in reversed(words_in(scene.text, before.start(), before.end())):
            if not _is_title(word):
                break
            found.add(word)
    behind = BEHIND.match(scene.text, name.end)
    if behind is not None:
        for word in words_in(scene.text, *behind.span(1)):
            if word in words_of("grammar", "head_ends"):
                break
            if _is_title(word):
                found.add(word)
    return found


def _is_title(word: str) -> bool:
    plain = word.rstrip(".")
    return (
        noun_kind(word) in ("office", "state", "outsider")
        or plain in title_aliases()
        or word in words_of("people", "before_names")
    )
