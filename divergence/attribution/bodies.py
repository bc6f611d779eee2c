"""Which known party or named body a source's phrase says the speaker belongs to.

Comes in: a scene and the phrase of a source, with the names and mentions in it. Goes out: the key
of a side, or None.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.attribution.camps import governs
from divergence.attribution.descriptions import government
from divergence.attribution.name_words import verbs
from divergence.attribution.names import Name
from divergence.attribution.nouns import is_medium, noun_kind, words_of
from divergence.attribution.phrases import Phrase, words_in
from divergence.attribution.scene import SPEAKING_ROLES, Scene, mention_key
from divergence.parties import Mention

SPOKEN_FOR = re.compile(r"\b(?:for|of|from|representing|with|at|leads|heads)\s+(?:the\s+)?\Z")
STANDS_FOR = re.compile(r"\b(?:for|representing|leads|heads)\s+(?:the\s+)?\Z")
PLACED = re.compile(
    r"\b(?:in|at|near)\s+(?:the\s+)?(?:(?:\w+\s+)?(?:town|city|village|region|province|district|state|island)\s+of\s+)?\Z"
)
NEXT_NOUN = re.compile(r"\s([a-z][\w\-]+)")


def affiliation(
    scene: Scene,
    phrase: Phrase,
    mentions: Sequence[Mention],
    names: Sequence[Name],
    person: Name | None,
) -> str | None:
    """The known party, or named organisation, that a phrase says the speaker belongs to."""
    strong = [m for m in mentions if m.role in SPEAKING_ROLES]
    if strong:
        own = [m for m in strong if m.start < phrase.core_end] or strong
        party = next((m for m in strong if m.role == "faction"), None)
        if party is not None and not governs(set(words_in(scene.text, phrase.start, phrase.end))):
            for mention in strong:
                owner = scene.text[mention.end - 2 : mention.end + 2]
                if mention.organ == "person" and "'s" not in owner and "’s" not in owner:
                    scene.ties[mention_key(mention)] = mention_key(party)
            return mention_key(party)
        return mention_key(own[-1] if person is None else own[0])
    body = _organisation(scene, phrase, names, person)
    if body is not None:
        mentions = [m for m in mentions if not _names_its_seat(m, body)]
    if (
        body is not None
        and person is None
        and body.start < phrase.core_end
        and body.end >= phrase.core_end - 1
    ):
        mentions = [m for m in mentions if m.start < phrase.core_end]
    for mention in mentions:
        if _speaks_through(scene, phrase, mention, body, person):
            return mention.party_id
    if body is None:
        return None
    if is_organ(body):
        return government(scene, phrase.start, "")
    return scene.tied(body)


def _names_its_seat(mention: Mention, body: Name) -> bool:
    """Whether a country or capital is only the last word of a body's name."""
    inside = body.start < mention.start and mention.end <= body.end
    return inside and mention.role in ("capital", "state")


def _speaks_through(
    scene: Scene, phrase: Phrase, mention: Mention, body: Name | None, person: Name | None
) -> bool:
    """Whether a state named in a source's phrase is whom the source speaks for."""
    kind = noun_kind(phrase.head)
    local = bool(words_of("people", "local") & set(phrase.words))
    if local and mention.role in ("capital", "state", "demonym"):
        return False
    placed = mention.use == "place" or _only_seat(scene, mention, phrase)
    if placed and (body is not None or person is not None or kind not in ("state", "")):
        return False
    if _qualifies(scene, mention, phrase) and not _speaks_for_state(scene, mention, phrase):
        return False
    kind_of_body = scene.names.kinds.get(body.key) if body is not None else ""
    if mention.use == "possessor" and kind_of_body == "company":
        return False
    chapter = body is not None and scene.text[body.end : mention.start].strip() == "of"
    return not (chapter and kind_of_body == "union")


def _only_seat(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Whether a state's name only says where a named body sits ("the Centre for X in Y")."""
    before = scene.text[max(phrase.start, mention.start - 10) : mention.start]
    return mention.role in ("state", "capital") and bool(PLACED.search(before))


def _qualifies(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Whether a state's name stands as an adjective before a noun ("U.S. banking regulator")."""
    if mention.use == "modifier":
        return True
    following = NEXT_NOUN.match(scene.text, mention.end, phrase.end)
    return (
        mention.role in ("state", "capital")
        and following is not None
        and following.group(1) not in verbs()
        and following.group(1) not in words_of("grammar", "head_ends")
    )


def is_organ(name: Name) -> bool:
    """Whether a name is that of a ministry or the like, of whichever state."""
    words = name.key.split()
    organs = words_of("organisations", "organs")
    opened = words[0] in words_of("organisations", "organ_openings") and words[1:2] == ["of"]
    return opened or bool({words[0], words[-1]} & organs)


def _organisation(
    scene: Scene, phrase: Phrase, names: Sequence[Name], person: Name | None
) -> Name | None:
    """The body that a phrase names besides the person: "chairman of BODY", "BODY chairman NAME".

    A body whose kind is known comes first, then one after "for" or "of"; a relative or a place
    before the person ("a Northtown lawyer") is none.
    """
    bodies = [n for n in names if not is_medium(n.form)]
    if person is not None:
        bodies = [n for n in bodies if n.key != person.key]
    if person is not None:
        bodies = [n for n in bodies if _speaks_for_body(scene, n, phrase, person)]
    known = next((n for n in bodies if scene.names.kinds.get(n.key)), None)
    if known is not None or person is None or not bodies:
        return known
    if words_of("people", "kin") & set(words_in(scene.text, phrase.start, phrase.end)):
        return None
    spoken_for = [n for n in bodies if SPOKEN_FOR.search(scene.text, max(0, n.start - 24), n.start)]
    words = words_in(scene.text, phrase.start, phrase.end)
    if not any(noun_kind(word) not in ("", "outsider", "document") for word in words):
        spoken_for = [
            n for n in spoken_for if STANDS_FOR.search(scene.text, max(0, n.start - 24), n.start)
        ]
        return spoken_for[0] if spoken_for else None
    return (spoken_for or bodies)[0]


def _speaks_for_body(scene: Scene, name: Name, phrase: Phrase, person: Name) -> bool:
    """Whether a person's office makes them a voice of a body ("NAME chairman", not "striker")."""
    following = _following(scene, name, phrase, person)
    if words_of("apart", "assemblies") & set(following):
        return False
    if SPOKEN_FOR.search(scene.text, max(0, name.start - 24), name.start):
        return True
    if words_of("people", "loose") & set(following) and "general" not in following:
        return False
    return (not following and name.start < person.start) or any(map(noun_kind, following))


def _following(scene: Scene, name: Name, phrase: Phrase, person: Name) -> list[str]:
    """The few words after a name within its phrase, up to the person where that follows."""
    end = person.start if person.start > name.start else phrase.end
    return words_in(scene.text, name.end, end)[:4]


def _speaks_for_state(scene: Scene, mention: Mention, phrase: Phrase) -> bool:
    """Whether a state's adjective qualifies an office of that state rather than a citizen."""
    following = words_in(scene.text, mention.end, min(phrase.end, mention.end + 60))
    for word in following[:6]:
        kind = noun_kind(word)
        if word in words_of("grammar", "voices_of_state"):
            return True
        if kind == "state":
            return True
        if kind in ("company", "union", "outsider", "regulator", "police"):
            return False
    return phrase.head in words_of("grammar", "heads_of_state")
