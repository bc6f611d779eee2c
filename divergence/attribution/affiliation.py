"""The side that a noun phrase belongs to: names, offices, titles and appositions.

Comes in: a scene and the phrase of a source. Goes out: the key of a side, or None, and whether the
source is an outsider (an analyst, a paper). People are tied to their body when a phrase says so,
for all later places where they are named alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from divergence.attribution.bearers import bearer_of, only_bearer
from divergence.attribution.bodies import PLACED, SPOKEN_FOR, affiliation, is_organ
from divergence.attribution.camps import camp_of, is_scholar
from divergence.attribution.descriptions import described, government, last_body, subject_body
from divergence.attribution.name_words import listed, small_words
from divergence.attribution.names import Name
from divergence.attribution.nouns import DOMAIN, is_medium, noun_kind, words_of
from divergence.attribution.outsiders import formerly, is_law, is_outsider
from divergence.attribution.people import is_person, own_key, owns, surely_person
from divergence.attribution.phrases import Phrase, phrase_of, words_in
from divergence.attribution.scene import (
    OPPOSITION,
    POLICE,
    SPEAKING_ROLES,
    Scene,
    mention_key,
)
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

OF_BODY = re.compile(r"\s(?:of|from|with)\s(?:the\s)?")
APPOSITION = re.compile(r",\s[^,.;:]{3,90}")
FAMILIES = "families"
GROUPS = ("group", "union", "party", "company", "regulator")
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
            if any(owns(scene, n) and n.end <= relative.start for n in names):
                scene.ties.setdefault(relative.key, family)
        return family, False
    if phrase.words[0] in words_of("grammar", "by_means_of"):
        return None, True
    media = [
        n
        for n in core
        if is_medium(n.form)
        or is_medium(n.key)
        or DOMAIN.match(scene.text, n.end)
        or called_medium(scene, n)
    ]
    outside = [m for m in mentions if not any(n.start <= m.start and m.end <= n.end for n in media)]
    if _names_a_medium_before(scene, phrase, core, mentions):
        return None, True
    if media and not outside:
        disputed = media[0].key in scene.disputed and person in (None, media[0])
        return (media[0].key, False) if disputed else (None, True)
    if formerly(scene, phrase, mentions):
        leader = next((m for m in mentions if m.organ == "person"), None)
        if person is None and leader is not None:
            return own_key(scene, mention_key(leader)), False
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
    side = apart or _apposed_to_kind(scene, phrase, names, person)
    side = side or _served(scene, names, person)
    side = side or affiliation(scene, phrase, mentions, names, person)
    if person is None:
        if side is not None:
            return side, False
        if core and is_organ(core[-1]):
            return government(scene, phrase.start, ""), False
        named = core or [n for n in names if _apposed_body(scene, n, phrase)]
        if not named:
            return described(scene, phrase), False
        if not core:
            scene.aliases[phrase.head] = scene.tied(named[-1])
        return scene.tied(named[-1]), False
    side = side or scene.ties.get(person.key) or introduced(scene, person)
    side = side or _relatives(scene, phrase)
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
    before = scene.text[max(phrase.start, name.start - 40) : name.start]
    people = phrase.head.endswith(tuple(listed("person_plurals")))
    return bool(PLACED.search(before)) and (people or bool(noun_kind(phrase.head)))


def _served(scene: Scene, names: Sequence[Name], person: Name | None) -> str | None:
    """ "NAME's campaign manager", "NAME's spokesman JANE DOE" speak for NAME."""
    name = served_person(scene, [name for name in names if name is not person])
    if name is None:
        return None
    leader = scene.mentions_in(max(0, name.start - 60), name.end)
    held = [m for m in leader if m.end >= name.end - 2 and m.organ == "person"]
    if held:
        return mention_key(held[-1])
    return scene.ties.get(name.key) or introduced(scene, name) or name.key


def served_person(scene: Scene, names: Sequence[Name]) -> Name | None:
    """Whom a source speaks for by its words: the owner of a campaign, office or spokesman."""
    for name in names:
        following = words_in(scene.text, name.end, name.end + 40)[:3]
        if owns(scene, name) and set(following) & words_of("people", "servants"):
            return name
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


def _relatives(scene: Scene, phrase: Phrase) -> str | None:
    """ "NAME, the daughter of NAME" is of the families, where the text speaks of families."""
    kin = words_of("people", "kin") - words_of("people", "servants")
    if not kin & set(words_in(scene.text, phrase.start, phrase.end)):
        return None
    return FAMILIES if FAMILIES in small_words(scene.text) else None


def _same_person(
    scene: Scene, phrase: Phrase, core: Sequence[Name], mentions: Sequence[Mention]
) -> str | None:
    """ "The Eastville senator", "the actor": the person whom the text calls so.

    Where it calls nobody so, a lawmaker is the person who spoke last. "Westland's governor" is the
    one governor whom the text names.
    """
    head = phrase.head.removesuffix("'s")
    local = head in words_of("people", "local")
    owned = bool(core) and all(owns(scene, name) for name in core)
    if local and (owned or phrase.words[0].endswith(("'s", "s'"))):
        return _own_side(scene, only_bearer(scene, head))
    strong = [m for m in mentions if m.role in SPEAKING_ROLES and m.role != "faction"]
    if phrase.words[0] != "the" or strong:
        return None
    if set(phrase.words) & words_of("grammar", "former"):
        return None
    lawmaker = head in words_of("legislature", "singular")
    titled = head in words_of("people", "personal") or local or lawmaker
    if titled and (lawmaker or not core):
        bearer = bearer_of(scene, head, phrase.start)
        bearer = bearer or (only_bearer(scene, head) if local else None)
        side = _own_side(scene, bearer)
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


def _apposed_to_kind(
    scene: Scene, phrase: Phrase, names: Sequence[Name], person: Name | None
) -> str | None:
    """ "Norland's competition authority, the NCA": the body itself, whose kind is learned."""
    kind = noun_kind(phrase.head)
    behind = [n for n in names if n.start >= phrase.core_end and not surely_person(scene, n)]
    if person is not None or kind not in GROUPS or not behind or owns(scene, behind[0]):
        return None
    between = words_in(scene.text, phrase.core_end, behind[0].start)
    if any(word != "the" for word in between):
        return None
    body = behind[0]
    scene.names.kinds[body.key] = scene.names.kinds.get(body.key) or kind
    for mention in scene.mentions_in(phrase.start, phrase.core_end):
        scene.homes.setdefault(body.key, mention.party_id)
    return scene.tied(body)


def _apposed_body(scene: Scene, name: Name, phrase: Phrase) -> bool:
    """ "Organisers of the march, the group NAME": the body that an apposition names."""
    if owns(scene, name) or surely_person(scene, name):
        return False
    before = words_in(scene.text, phrase.core_end, name.start)
    return bool(before) and len(before) <= 4 and noun_kind(before[-1]) in GROUPS


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
        end = found.end() if found else _end_of_body(scene, name)
        phrase = Phrase(start, end, name.end, core.words, core.head)
        mentions = scene.mentions_in(start, end)
        names = scene.names.within(start, end)
        if formerly(scene, phrase, mentions):
            continue
        if is_scholar(scene, phrase):
            scene.strangers.add(person.key)
            return None
        side = camp_of(scene, phrase, mentions, name)
        side = side or affiliation(scene, phrase, mentions, names, name)
        if side is None and portfolio(words_in(scene.text, start, end)):
            side = government(scene, name.start, "")
        if side is not None and side != person.key:
            scene.ties[person.key] = side
            return side
    scene.unknown.add(person.key)
    return None


def _end_of_body(scene: Scene, name: Name) -> int:
    """The end of "NAME of BODY", or of the name."""
    joined = OF_BODY.match(scene.text, name.end)
    if joined is None:
        return name.end
    behind = [m.end for m in scene.mentions_in(joined.end(), joined.end() + 60)]
    behind += [n.end for n in scene.names.within(joined.end(), joined.end() + 60)]
    starts = [m.start for m in scene.mentions_in(joined.end(), joined.end() + 60)]
    starts += [n.start for n in scene.names.within(joined.end(), joined.end() + 60)]
    opening = [e for b, e in zip(starts, behind, strict=True) if b == joined.end()]
    return max(opening, default=name.end)


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
        body = subject_body(scene, phrase) or last_body(scene, phrase.start, ("party",))
        return body or _opposition(scene)
    if words_of("people", "clergy") & set(words):
        return None
    if ranked(words):
        return last_body(scene, phrase.start, ("company",)) or subject_body(scene, phrase)
    served = (word[:-2] for word in words if word.endswith("'s"))
    state = next((word for word in served if noun_kind(word) == "state"), None)
    if state is not None:
        return government(scene, phrase.start, state)
    if words_of("apart", "counsel") & set(phrase.words) and not {"for", "general"} & set(words):
        return _client(scene)
    if portfolio(words) or words_of("portfolios", "adjectives") & set(words):
        return government(scene, phrase.start, "")
    if phrase.words[0] in words_of("grammar", "definite"):
        return described(scene, phrase)
    for kind in ("union", "party", "company"):
        if kind in kinds:
            return last_body(scene, phrase.start, (kind,)) or described(scene, phrase)
    if "state" in kinds:
        return government(scene, phrase.start, "")
    body = _unnamed_body(scene, phrase, person)
    if body is not None:
        return body
    if "office" in kinds and words_of("grammar", "of_company") & set(words):
        company = last_body(scene, phrase.start, ("company",))
        return subject_body(scene, phrase) or company or last_body(scene, phrase.start)
    if "office" in kinds:
        return subject_body(scene, phrase) or last_body(scene, phrase.start)
    return None


def _unnamed_body(scene: Scene, phrase: Phrase, person: Name) -> str | None:
    """ "NAME, head of the local fishing cooperative": the body that only a noun names."""
    words = words_in(scene.text, person.end, phrase.end)
    at = next((n for n, word in enumerate(words) if word in words_of("grammar", "served")), None)
    if at is None:
        return None
    noun = next((word for word in words[at + 1 :] if noun_kind(word) in GROUPS), None)
    if noun is None or scene.names.within(person.end, phrase.end):
        return None
    if noun_kind(noun) == "group":
        return next((met.side for met in scene.spoken() if met.noun == noun), noun)
    return described(scene, replace(phrase, words=("the", noun), head=noun))


def _client(scene: Scene) -> str | None:
    """The side whose lawyers spoke last."""
    for met in scene.spoken():
        if met.noun in words_of("apart", "counsel") and met.side:
            return met.side
    return None


def _opposition(scene: Scene) -> str:
    """The only political party that the text names, for a shadow minister of no named party."""
    parties = {mention.party_id for mention in scene.mentions if mention.role == "faction"}
    return next(iter(parties)) if len(parties) == 1 else OPPOSITION
