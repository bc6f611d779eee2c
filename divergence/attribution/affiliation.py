"""The side that a noun phrase belongs to: names, offices, titles and appositions.

Comes in: a scene and the phrase of a source. Goes out: the key of a side, or None, and whether the
source is an outsider (an analyst, a paper). People are tied to their body when a phrase says so,
for all later places where they are named alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from divergence.attribution.bearers import bearer_of, only_bearer
from divergence.attribution.camps import camp_of, governs
from divergence.attribution.descriptions import described, government, last_body, subject_body
from divergence.attribution.name_words import verbs
from divergence.attribution.names import Name
from divergence.attribution.nouns import DOMAIN, is_medium, noun_kind, words_of
from divergence.attribution.outsiders import formerly, is_law, is_outsider
from divergence.attribution.people import is_person, owns
from divergence.attribution.phrases import Phrase, phrase_of, words_in
from divergence.attribution.scene import POLICE, SPEAKING_ROLES, Scene, mention_key
from divergence.attribution.titles import (
    begins_noun,
    called_medium,
    in_brackets,
    portfolio,
    ranked,
    title_start,
)
from divergence.model import Span
from divergence.parties import Mention

APPOSITION = re.compile(r",\s[^,.;:]{3,90}")
SPOKEN_FOR = re.compile(r"\b(?:for|of|from|representing|with|at|leads|heads)\s+(?:the\s+)?\Z")
STANDS_FOR = re.compile(r"\b(?:for|representing|leads|heads)\s+(?:the\s+)?\Z")
NEXT_NOUN = re.compile(r"\s([a-z][\w\-]+)")
PLACED = re.compile(r"\b(?:in|at|near)\s+(?:the\s+)?\Z")
PERSON_REACH = 1500
"""Characters back within which "the senator" means the person who spoke last."""


def side_of(scene: Scene, phrase: Phrase) -> tuple[str | None, bool]:
    """The side of a source's phrase, and whether it is an outsider."""
    names = scene.names.within(phrase.start, phrase.end)
    names = [n for n in names if not _only_place(scene, n, phrase)]
    core = [n for n in names if n.start < phrase.core_end]
    mentions = scene.mentions_in(phrase.start, phrase.end)
    people = [n for n in names if not owns(scene, n) and is_person(scene, n)]
    people = [n for n in people if not in_brackets(scene, n, phrase)] or people
    inner = [n for n in people if n.start < phrase.core_end]
    own = [n for n in inner if not SPOKEN_FOR.search(scene.text, max(0, n.start - 24), n.start)]
    person = next(reversed(own or inner), None)
    if person is None and noun_kind(phrase.head) in ("office", "state"):
        person = next(iter(people), None)
    chosen = _chosen(scene, phrase, mentions, person)
    if chosen is not None:
        return chosen, False
    family = _family(scene, names)
    if family is not None:
        for relative in people:
            scene.ties.setdefault(relative.key, family)
        return family, False
    if phrase.words[0] in words_of("grammar", "by_means_of"):
        return None, True
    media = [
        n
        for n in core
        if is_medium(n.form) or DOMAIN.match(scene.text, n.end) or called_medium(scene, n)
    ]
    outside = [m for m in mentions if not any(n.start <= m.start and m.end <= n.end for n in media)]
    if _names_a_medium_before(scene, phrase, core, mentions):
        return None, True
    if media and not outside:
        disputed = media[0].key in scene.disputed and person in (None, media[0])
        return (media[0].key, False) if disputed else (None, True)
    if formerly(scene, phrase, mentions):
        return (person.key, False) if person is not None else (None, True)
    if is_law(core, mentions) or (person is None and phrase.head in words_of("outsiders", "laws")):
        return None, True
    same = _same_person(scene, phrase, core, mentions) if person is None else None
    if same is not None:
        return (None, True) if same in scene.strangers else (same, False)
    apart = camp_of(scene, phrase, mentions, person)
    if apart is None and is_outsider(scene, phrase, mentions, person):
        if person is not None:
            scene.strangers.add(person.key)
        return None, True
    if person is not None and person.key in scene.strangers:
        return None, True
    if apart is not None:
        scene.members.setdefault(apart, set()).add(person.key if person is not None else "")
    side = apart or _served(scene, names, person)
    side = side or _affiliation(scene, phrase, mentions, names, person)
    if person is None:
        if side is not None:
            return side, False
        if core and _is_organ(core[-1]):
            return government(scene, phrase.start, ""), False
        return (scene.tied(core[-1]) if core else described(scene, phrase)), False
    side = side or scene.ties.get(person.key) or introduced(scene, person)
    side = side or _by_title(scene, phrase, person)
    if side is not None:
        scene.ties[person.key] = side
        return side, False
    kinds = {noun_kind(word) for word in words_in(scene.text, phrase.start, phrase.end)}
    return person.key, "outsider" in kinds


def _names_a_medium_before(
    scene: Scene, phrase: Phrase, core: Sequence[Name], mentions: Sequence[Mention]
) -> bool:
    """ "The website reported", where the last source was a paper, agency or site."""
    if core or mentions or phrase.head not in words_of("outsiders", "media_nouns"):
        return False
    last = next(scene.spoken(), None)
    return last is not None and last.outsider and phrase.start - last.place < PERSON_REACH


def _only_place(scene: Scene, name: Name, phrase: Phrase) -> bool:
    """Whether a name only says where an office sits ("officials in NAME")."""
    before = scene.text[max(phrase.start, name.start - 10) : name.start]
    return bool(PLACED.search(before)) and bool(noun_kind(phrase.head))


def _served(scene: Scene, names: Sequence[Name], person: Name | None) -> str | None:
    """ "NAME's campaign manager", "NAME's spokesman JANE DOE" speak for NAME."""
    for name in names:
        if name is person or not owns(scene, name) or scene.names.kinds.get(name.key):
            continue
        for word in words_in(scene.text, name.end, name.end + 40)[:3]:
            if word in words_of("people", "servants"):
                return scene.tied(name)
    return None


def _chosen(
    scene: Scene, phrase: Phrase, mentions: Sequence[Mention], person: Name | None
) -> str | None:
    """The party that the user named with words of this phrase, before all other readings."""
    if person is not None and person.key in scene.chosen:
        return scene.chosen[person.key]
    for mention in mentions:
        owner = scene.text[mention.end : mention.end + 2] in ("'s", "’s")
        if mention.role == "user" and mention.start < phrase.core_end and not owner:
            if person is not None:
                scene.ties[person.key] = mention.party_id
            return mention.party_id
    return None


def _family(scene: Scene, names: Sequence[Name]) -> str | None:
    """ "NAME's mother" speaks for the family of NAME."""
    for name in names:
        following = words_in(scene.text, name.end, name.end + 24)[:1]
        if owns(scene, name) and set(following) & words_of("people", "kin"):
            key = f"family of {name.key}"
            scene.shown[key] = f"{scene.names.labels.get(name.key, name.form)}'s family"
            scene.families[name.key] = key
            return key
    return None


def _same_person(
    scene: Scene, phrase: Phrase, core: Sequence[Name], mentions: Sequence[Mention]
) -> str | None:
    """ "The Eastville senator", "the actor": the person whom the text calls so.

    Where it calls nobody so, a lawmaker is the person who spoke last. "Westland's governor" is the
    one governor whom the text names.
    """
    head = phrase.head.removesuffix("'s")
    local = head in words_of("people", "local")
    if local and core and all(owns(scene, name) for name in core):
        return _own_side(scene, only_bearer(scene, head))
    strong = [m for m in mentions if m.role in SPEAKING_ROLES and m.role != "faction"]
    if phrase.words[0] != "the" or strong:
        return None
    if set(phrase.words) & words_of("grammar", "former"):
        return None
    lawmaker = head in words_of("legislature", "singular")
    titled = head in words_of("people", "personal") or local or lawmaker
    if titled and (lawmaker or not core):
        side = _own_side(scene, bearer_of(scene, head, phrase.start))
        if side is not None:
            return side
    if not lawmaker:
        return None
    for met in scene.spoken():
        if phrase.start - met.place > PERSON_REACH:
            break
        if met.person and met.side and not met.plural:
            return met.person
    return None


def _own_side(scene: Scene, person: Name | None) -> str | None:
    """The side of a person, who stands for no other unless the text ties them to one."""
    if person is None:
        return None
    return scene.ties.get(person.key) or introduced(scene, person) or person.key


def _affiliation(
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
    if _is_organ(body):
        return government(scene, phrase.start, "")
    return scene.tied(body)


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


def _is_organ(name: Name) -> bool:
    """Whether a name is that of a ministry or the like, of whichever state."""
    words = name.key.split()
    return bool({words[0], words[-1]} & words_of("organisations", "organs"))


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
    if words_of("people", "loose") & set(following):
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
        if kind == "state":
            return True
        if kind in ("company", "union", "outsider", "regulator", "police"):
            return False
    return phrase.head in words_of("grammar", "heads_of_state")


def introduced(scene: Scene, person: Name) -> str | None:
    """The side to which any full naming of a person in the text ties them."""
    if person.key in scene.unknown:
        return None
    for name in scene.places_of.get(person.key, ())[:20]:
        start = title_start(scene, name)
        if len(name.form.split()) < 2 and start == name.start:
            continue
        found = APPOSITION.match(scene.text, name.end)
        if found and not begins_noun(found.group()):
            found = None
        core = phrase_of(scene.text, Span(start, name.end))
        end = found.end() if found else name.end
        phrase = Phrase(start, end, name.end, core.words, core.head)
        mentions = scene.mentions_in(start, end)
        names = scene.names.within(start, end)
        if formerly(scene, phrase, mentions):
            continue
        side = camp_of(scene, phrase, mentions, name)
        side = side or _affiliation(scene, phrase, mentions, names, name)
        if side is not None and side != person.key:
            scene.ties[person.key] = side
            return side
    scene.unknown.add(person.key)
    return None


def _by_title(scene: Scene, phrase: Phrase, person: Name) -> str | None:
    """The side of a person with an office but no body named: the last one that fits."""
    words = [
        word
        for word in words_in(scene.text, phrase.start, phrase.end)
        if word not in person.key.split() and word not in words_of("people", "loose")
    ]
    kinds = {noun_kind(word) for word in words}
    if "police" in kinds:
        return POLICE
    if words_of("people", "local") & set(phrase.words):
        return None
    if words_of("portfolios", "shadow") & set(words):
        return subject_body(scene, phrase) or last_body(scene, phrase.start, ("party",))
    if words_of("people", "clergy") & set(words):
        return None
    if ranked(words):
        return last_body(scene, phrase.start, ("company",)) or subject_body(scene, phrase)
    if portfolio(words) or words_of("portfolios", "adjectives") & set(words):
        return government(scene, phrase.start, "")
    if phrase.words[0] in words_of("grammar", "definite"):
        return described(scene, phrase)
    for kind in ("union", "party", "company"):
        if kind in kinds:
            return last_body(scene, phrase.start, (kind,)) or described(scene, phrase)
    if "state" in kinds:
        return government(scene, phrase.start, "")
    if "office" in kinds:
        return subject_body(scene, phrase) or last_body(scene, phrase.start)
    return None
