"""Sources that are described, not named: "the statement", "the company", "officials".

Comes in: a scene and the phrase of a source without a name. Goes out: the key of the side that it
stands for, mostly the last one that fits, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from divergence.attribution.cues import cue_lexicon
from divergence.attribution.name_words import listed
from divergence.attribution.nouns import noun_kind, words_of
from divergence.attribution.people import is_person, surely_person
from divergence.attribution.phrases import Phrase, words_in
from divergence.attribution.scene import GOVERNMENT, SPEAKING_ROLES, UNIONS, Scene, base_of
from divergence.attribution.titles import portfolio

REACH = 1500
"""Characters back within which "the company" means the last company that spoke."""
OPENING = 6
"""Characters (a quotation mark, an article) before the subject that opens a content."""
NO_GOVERNMENT = frozenset(("faction", "organization", "group", "court", "parliament"))
"""Roles of mentions that tell nothing of whose government is meant."""
ADJACENT = 40
"""Characters before a noun within which a name qualifies it."""
WINDOW = 20_000
"""Characters around a place within which a nameless official's state is looked for."""


def described(scene: Scene, phrase: Phrase) -> str | None:
    """The side that a description stands for."""
    if phrase.words[0] in ("no", "none", "neither"):
        return None
    noun, kind = _kind_of_description(phrase)
    place = phrase.start
    alias = _in_lower_case(scene, phrase)
    if alias is not None:
        return alias
    relatives = _relatives(scene, noun)
    if relatives is not None:
        return relatives
    same = _same_noun(scene, noun)
    if "campaign" in phrase.words:
        return _same_noun(scene, "campaign") or _last_person(scene)
    if kind == "document":
        return same or _qualified_before(scene, place, noun) or last_body(scene, place)
    if kind in ("office", "state") and portfolio(phrase.words):
        return government(scene, place, noun)
    if noun in words_of("people", "independent"):
        return same or noun
    if kind == "office" and phrase.words[0] in ("a", "an"):
        return subject_body(scene, phrase) or last_body(scene, place) or same
    if kind == "office":
        return same or subject_body(scene, phrase) or last_body(scene, place)
    if kind == "state":
        return government(scene, place, noun)
    if kind == "union":
        if noun.endswith("s") or "union" in phrase.words:
            return UNIONS
        return last_body(scene, place, ("union",)) or UNIONS
    definite = phrase.words[0] in words_of("grammar", "definite")
    definite = definite or (noun != phrase.head and _is_definite(phrase, noun))
    if kind in ("group", "union") and noun in scene.aliases:
        return scene.aliases[noun]
    if kind == "group" and not definite and noun != phrase.head.removesuffix("'s"):
        return noun
    if kind == "group" and not definite:
        determiners = cue_lexicon().words["determiners"]
        plain = phrase.words[: phrase.words.index(phrase.head) + 1]
        if determiners & set(plain[1:]):
            return None
        return " ".join(word for word in plain if word not in determiners) or None
    if kind in ("company", "regulator", "party", "police", "group"):
        words = " ".join(phrase.words)
        indefinite = phrase.words[0] in ("a", "an") and f"the {noun}" not in words
        definite = definite or not indefinite
        found = None if indefinite else _named_with(scene, place, noun)
        found = found or _last_of_kind(scene, place, kind, indefinite)
        if found is None and kind == "company":
            found = _last_unknown(scene, place)
        if found is None and definite:
            found = _qualified_before(scene, place, noun, strict=True)
        if found is None and kind == "group" and not indefinite:
            found = _last_unknown(scene, place, spoken=True)
        return found or (noun if kind in ("police", "regulator", "group") else None)
    if kind == "" and phrase.words[0] == "the" and len(phrase.words) <= 4:
        people = noun.endswith(listed("person_plurals")) and not noun.endswith(("ments", "events"))
        return same or _qualified_before(scene, place, noun) or (noun if people else None)
    return same


def _relatives(scene: Scene, noun: str) -> str | None:
    """The family that a relative without a name is of: the one named before, else one of none."""
    for group in ("parents", "children", "relatives"):
        if noun in words_of("people", group):
            key = "family" if group == "relatives" else group
            return list(scene.families.values())[-1] if scene.families else key
    return None


def _last_person(scene: Scene) -> str | None:
    """The side of the person who spoke last, for "campaign officials"."""
    return next((met.person for met in scene.spoken() if met.person), None)


def _is_definite(phrase: Phrase, noun: str) -> bool:
    """Whether "the" or the like stands before a noun within a phrase."""
    listed = list(phrase.words)
    at = listed.index(noun) if noun in listed else 0
    return at > 0 and bool(words_of("grammar", "definite") & set(listed[max(0, at - 2) : at]))


def _kind_of_description(phrase: Phrase) -> tuple[str, str]:
    """The noun that tells who is meant, and its kind: "party" in "a party official"."""
    noun = phrase.head.removesuffix("'s")
    kind = noun_kind(noun)
    if len(phrase.words) >= 2 and noun_kind(" ".join(phrase.words[-2:])) == "state":
        kind = "state"
    bodies = ("state", "company", "union", "regulator", "party")
    plain = [word.removesuffix("'s") for word in phrase.words]
    services = (" ".join(pair) for pair in pairwise(plain))
    service = next((pair for pair in services if noun_kind(pair) == "police"), "")
    if service:
        return service, "police"
    at = plain.index(noun) if noun in plain else 0
    before = plain[at - 1] if at else ""
    staff = kind in ("office", "document", "state")
    if staff and noun_kind(before) in ("group", "police"):
        return before, noun_kind(before)
    people = before.rstrip("'")
    if noun in words_of("people", "heads_of_groups") and people.endswith("s") and noun_kind(people):
        return people, noun_kind(people) if noun_kind(people) in bodies else "group"
    owner = next((w for w in plain if w != noun and noun_kind(w) in bodies), "")
    body = noun_kind(owner)
    if staff and owner and body != kind:
        return owner, body
    served = next((w for w in plain[at + 2 :] if noun_kind(w) in ("group", "police")), "")
    if staff and served and plain[at + 1] in words_of("grammar", "served"):
        return served, noun_kind(served)
    return noun, kind


def subject_body(scene: Scene, phrase: Phrase) -> str | None:
    """ "Northern built the tool, a spokeswoman said": the body that the content opens with."""
    content = scene.content
    if content is None or phrase.words[0] in words_of("grammar", "definite"):
        return None
    if content.start > phrase.start:
        return None
    for mention in scene.mentions_in(content.start, min(content.end, content.start + 60)):
        if mention.use == "name" and mention.role in ("faction", "organization", "group"):
            return mention.party_id
    for name in scene.names.within(content.start, min(content.end, content.start + 60)):
        if not is_person(scene, name) and name.start - content.start < OPENING:
            return scene.tied(name)
    return None


def _in_lower_case(scene: Scene, phrase: Phrase) -> str | None:
    """ "the rail commissioner" for the "Rail Commissioner's Office"."""
    passed = words_of("grammar", "passed_in_names")
    content = [w.removesuffix("'s") for w in phrase.words]
    content = [w for w in content if w not in passed]
    if not content:
        return None
    for key, places in scene.places_of.items():
        words = key.split()
        if len(words) < 2 or not scene.names.kinds.get(key) or not set(content) <= set(words):
            continue
        if len(content) >= 2 or content[0] == words[0]:
            return scene.tied(places[0])
    return None


def _same_noun(scene: Scene, noun: str) -> str | None:
    """The last source that went by the same noun."""
    for met in scene.spoken():
        if met.noun == noun and met.side and not met.outsider:
            return met.side
    return None


def _qualified_before(scene: Scene, place: int, noun: str, strict: bool = False) -> str | None:
    """ "the newsletter" after "a Northern Party newsletter": who is named before that noun."""
    at = _last_place(scene, noun, place)
    if at < 0:
        return None
    nearest = max(0, at - ADJACENT)
    begin = scene.text.rfind(".", nearest, at) + 1 or nearest
    mentions = [
        mention
        for mention in scene.mentions_in(begin, at + len(noun))
        if (mention.use != "modifier" or mention.role in SPEAKING_ROLES)
        and (not strict or _adjoins(scene, mention.end, at))
    ]
    if mentions:
        return mentions[-1].party_id
    names = [
        name
        for name in scene.names.within(begin, at)
        if not surely_person(scene, name) and (not strict or _adjoins(scene, name.end, at))
    ]
    return scene.tied(names[-1]) if names else None


def _adjoins(scene: Scene, end: int, noun: int) -> bool:
    """Whether only adjectives stand between a name and a noun, no verb and no article."""
    between = words_in(scene.text, end, noun)
    lexicon = cue_lexicon()
    apart = lexicon.words["determiners"] | lexicon.words["verbs"] | lexicon.words["prepositions"]
    return not any(word in apart or word in lexicon.verbs for word in between)


def _last_place(scene: Scene, noun: str, place: int) -> int:
    """Where a noun stands last before a place as a word of its own, or -1."""
    begin = max(0, place - WINDOW)
    at = max(0, place - 1)
    for _ in range(20):
        at = scene.text.rfind(noun, begin, at)
        if at < 0 or not scene.text[at + len(noun) : at + len(noun) + 1].isalpha():
            return at
    return -1


def government(scene: Scene, place: int, noun: str) -> str:
    """The state that a nameless official speaks for: the one that officials are named with.

    "Northland has sent an envoy, the foreign ministry said": the state that the words open with.
    """
    opened = _opening_state(scene, place)
    if opened is not None:
        return opened
    same = _same_noun(scene, noun) if noun else None
    if same is not None:
        return same
    qualified = _qualified_state(scene, place, noun)
    if qualified is not None:
        return qualified
    for met in scene.spoken():
        if met.kind == "state" and base_of(met.side) in scene.lexicon:
            return met.side
    return GOVERNMENT


def _opening_state(scene: Scene, place: int) -> str | None:
    """The state that is the subject of reported words which stand before their source."""
    content = scene.content
    if content is None or content.start > place:
        return None
    for mention in scene.mentions_in(content.start, min(content.end, content.start + 40)):
        opens = mention.start - content.start < OPENING and mention.use == "name"
        if opens and mention.role in ("state", "capital", "metonym", "government"):
            return mention.party_id
    return None


def _qualified_state(scene: Scene, place: int, noun: str) -> str | None:
    """The nearest state whose adjective or name stands before an office or organ in the text.

    The same noun counts before all others; what was read before the place before what follows.
    """
    best: tuple[tuple[int, int, int], str] | None = None
    for mention in scene.mentions_in(max(0, place - WINDOW), place + WINDOW)[:600]:
        if mention.role in NO_GOVERNMENT:
            continue
        following = words_in(scene.text, mention.end, mention.end + 24)[:2]
        inner = mention.role in SPEAKING_ROLES
        if not inner and not any(noun_kind(word) == "state" for word in following):
            continue
        same = bool(noun) and (noun in following or noun in mention.form.casefold().split())
        rank = (0 if same else 1, int(mention.start > place), abs(mention.start - place))
        if best is None or rank < best[0]:
            best = (rank, mention.party_id)
    return best[1] if best else None


def _last_of_kind(scene: Scene, place: int, kind: str, indefinite: bool) -> str | None:
    """The last side of a kind; for "a party official" the first one of the sentence before."""
    if not indefinite:
        for met in scene.spoken():
            if met.side and met.kind == kind and place - met.place < REACH:
                return met.side
    near = [met for met in scene.before(place) if met.kind == kind]
    if indefinite and near:
        last = [met for met in near if place - met.place < 300]
        return (last or near)[0].side
    return near[-1].side if near else None


def _named_with(scene: Scene, place: int, noun: str) -> str | None:
    """ "the bank" after "Northbank": the last name before a place that holds the noun."""
    if len(noun) < 4:
        return None
    for met in reversed(scene.before(place)):
        if met.side.endswith(noun) and met.side != noun:
            return scene.ties.get(met.side, met.side)
    return None


def _last_unknown(scene: Scene, place: int, spoken: bool = False) -> str | None:
    """The last name that is neither person nor state, for "the company"; or only one that spoke."""
    for met in scene.spoken():
        unknown = met.kind in ("", "company") and met.gender not in ("p", "he", "she")
        if unknown and met.side and met.side not in scene.lexicon:
            return met.side
    for met in reversed([] if spoken else scene.before(place)):
        known = met.kind or met.side in scene.lexicon or " " in met.side
        if not known and not any(
            surely_person(scene, name) for name in scene.places_of.get(met.side, ())[:5]
        ):
            return met.side
    return None


def last_body(scene: Scene, place: int, kinds: Sequence[str] = ()) -> str | None:
    """The side of the last source before a place, else of the last mention of a body."""
    for met in scene.spoken():
        if met.side and not met.outsider and (not kinds or met.kind in kinds):
            return met.side
    for met in reversed(scene.before(place)):
        if met.kind and (not kinds or met.kind in kinds):
            return met.side
    return None
