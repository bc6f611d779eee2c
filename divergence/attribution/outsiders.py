"""Who is quoted without being a side: analysts, media, laws, former holders of an office.

Comes in: a scene and the phrase of a source. Goes out: yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from divergence.attribution.camps import is_scholar
from divergence.attribution.names import Name
from divergence.attribution.nouns import is_medium, noun_kind, words_of
from divergence.attribution.people import is_person, owns
from divergence.attribution.phrases import Phrase, words_in
from divergence.attribution.scene import SPEAKING_ROLES, Scene
from divergence.parties import Mention


def is_outsider(
    scene: Scene, phrase: Phrase, mentions: Sequence[Mention], person: Name | None
) -> bool:
    """Whether the phrase names analysts, media or people at large."""
    if speaks_for_its_state(phrase):
        return False
    if phrase.head in words_of("outsiders", "scholars") and is_scholar(scene, phrase):
        return True
    if person is not None and (is_scholar(scene, phrase) or _expert(phrase)):
        return True
    own = any(m.use != "place" for m in mentions) and "state" in phrase.words
    always = words_of("outsiders", "always") & set(phrase.words)
    part = always == {"media"} and phrase.head not in words_of("grammar", "news")
    if always and not own and not part:
        return True
    loose = phrase.head.removesuffix("s") in words_of("people", "loose")
    if phrase.head in words_of("apart", "advocates") and "for" in phrase.words:
        return False
    if loose and person is None and not mentions:
        return not _with_a_body(scene, phrase)
    if noun_kind(phrase.head) == "outsider":
        return not any(m.role in SPEAKING_ROLES for m in mentions)
    if phrase.head in words_of("outsiders", "rumours") and not mentions:
        return phrase.words[0] not in words_of("grammar", "definite")
    last = noun_kind(phrase.words[-1]) if phrase.words else ""
    unknown = noun_kind(phrase.head) == "" and person is None and bool(mentions)
    return unknown and last == "outsider"


def _with_a_body(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase names whom lawyers or workers are with ("lawyers with the BODY")."""
    served = words_of("grammar", "served") | {"with"}
    for name in scene.names.within(phrase.start, phrase.end):
        before = words_in(scene.text, phrase.start, name.start)
        if set(before[-2:]) & served and not is_person(scene, name):
            return True
    return False


def speaks_for_its_state(phrase: Phrase) -> bool:
    """Whether a source is a state's own medium ("state media", "the official news agency")."""
    words = set(phrase.words)
    voices = words & (words_of("grammar", "state_voices"))
    return bool(voices) and bool(words & words_of("grammar", "state_run"))


def _expert(phrase: Phrase) -> bool:
    """Whether a person is called a professor, journalist or the like."""
    words = {word.removesuffix("s") for word in phrase.words} | set(phrase.words)
    pairs = {" ".join(pair) for pair in pairwise(phrase.words)}
    learned = any(word.endswith(tuple(words_of("outsiders", "endings"))) for word in words)
    found = learned or bool((words | pairs) & words_of("outsiders", "persons"))
    return found and not words & words_of("apart", "school_offices")


def is_law(core: Sequence[Name], mentions: Sequence[Mention]) -> bool:
    """Whether a source is no more than the name of a law."""
    laws = words_of("outsiders", "laws")
    return bool(core) and not mentions and all(n.key.split()[-1] in laws for n in core)


def formerly(scene: Scene, phrase: Phrase, mentions: Sequence[Mention]) -> bool:
    """Whether a source held its office once and speaks only for itself now."""
    past = words_of("grammar", "former")
    words = words_in(scene.text, phrase.start, phrase.end)
    return any(m.former for m in mentions) or any(
        word in past or word.startswith("ex-") for word in words
    )


def learn_journalists(scene: Scene) -> None:
    """People whom the text names with a paper or channel ("CNN's JANE DOE") speak for no side."""
    roles = words_of("outsiders", "media_roles")
    for medium, person in pairwise(scene.names.names):
        full = len(person.form.split()) >= 2 and is_person(scene, person)
        if not (is_medium(medium.form) or is_medium(medium.key)) or not full:
            continue
        between = scene.text[medium.end : person.start]
        words = words_in(scene.text, medium.end, person.start)
        owned = owns(scene, medium) and len(words) <= 3 and not set(between) & set(".;:,")
        if owned or (words and set(words) <= roles and "." not in between):
            scene.strangers.add(person.key)
