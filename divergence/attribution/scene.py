"""Who has been named so far: the memory of one pass through a document.

Comes in: a document and the known parties. Goes out: a Scene, which finds mentions and names by
place, knows which names the text ties to which side, and remembers who spoke. Only the last
MEMORY sources and mentions are looked at, so that time stays linear in the length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

from divergence.attribution.name_words import fold, listed
from divergence.attribution.names import Name, NameIndex, find_names
from divergence.attribution.nouns import noun_kind, words_of
from divergence.model import Document, Span
from divergence.parties import Mention, PartyLexicon

GOVERNMENT = "government"
UNIONS = "unions"
POLICE = "police"
OPPOSITION = "opposition"
COURT = "court"
CRITICS = "critics"
SUPPORTERS = "supporters"
LAWMAKERS = "lawmakers"
PERSON = "#"
"""Stands between a state's id and the surname of its leader in the key of a side."""
MEMORY = 200
NEARBY = 40
APPOSED = re.compile(r",\s+(?:a|an|the)\s+([^,.;:\"“”()]{3,60})")
BEHIND = re.compile(r"([\w\-]+)\s+\Z")
BEHIND_COMMA = re.compile(r"([\w\-]+),?\s+\Z")
SUBSIDIARY = re.compile(
    r",\s+(?:a|the)\s+(?:\w+\s+){0,3}(?:subsidiary|unit|arm|division)\s+of\s+(?:the\s+)?"
)
BODIES = frozenset(("organization", "group", "agency", "faction"))
HOLDERS = frozenset(("leader", "official", "parliament"))
SPEAKING_ROLES = frozenset(
    [
        "metonym",
        "government",
        "ministry",
        "military",
        "agency",
        "leader",
        "official",
        "parliament",
        "court",
        "police",
        "organization",
        "group",
        "faction",
        "user",
    ]
)
"""Roles of a mention (divergence.parties) that name an organ or office, not just a country."""


@dataclass(slots=True)
class Met:
    """A side met on the way through the text, as a mention or as a source.

    ``person`` is the side where the words were a person's or pronoun's.
    ``voice`` is the key of that person's name.
    ``gender`` is ``he``, ``she``, ``p`` for a person of either, ``x`` for a body, '' unknown.
    """

    place: int
    side: str
    source: bool
    noun: str = ""
    gender: str = ""
    plural: bool = False
    kind: str = ""
    outsider: bool = False
    person: str = ""
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words an attribution holds.

    ``sides`` are keys; more than one where several said the same. ``outsider`` marks who is
    quoted without being a side (analysts, media). ``voice`` is the key of the person, whichever
    side that person is on; '' where no person is named.
    """

    sides: tuple[str, ...]
    outsider: bool = False
    voice: str = ""


@dataclass(slots=True)
class Scene:
    """The state of one pass over a document."""

    text: str
    lexicon: PartyLexicon
    mentions: Sequence[Mention]
    names: NameIndex
    ties: dict[str, str] = field(default_factory=dict)
    met: list[Met] = field(default_factory=list)
    met_places: list[int] = field(default_factory=list)
    sources: list[Met] = field(default_factory=list)
    places_of: dict[str, list[Name]] = field(default_factory=dict)
    factions: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    content: Span | None = None
    unknown: set[str] = field(default_factory=set)
    chosen: dict[str, str] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)
    disputed: set[str] = field(default_factory=set)
    strangers: set[str] = field(default_factory=set)
    shown: dict[str, str] = field(default_factory=dict)
    families: dict[str, str] = field(default_factory=dict)
    courts: set[str] = field(default_factory=set)
    aliases: dict[str, str] = field(default_factory=dict)
    homes: dict[str, str] = field(default_factory=dict)
    bearers: dict[str, set[str]] | None = None

    def mentions_in(self, start: int, end: int) -> list[Mention]:
        """Mentions of known parties that lie within a stretch."""
        at = bisect_left(self.mentions, start, key=lambda mention: mention.start)
        found = []
        while at < len(self.mentions) and self.mentions[at].start < end:
            if self.mentions[at].end <= end:
                found.append(self.mentions[at])
            at += 1
        return found

    def tied(self, name: Name) -> str:
        """The side that a name stands for."""
        return self.ties.get(name.key, name.key)

    def spoken(self) -> Iterator[Met]:
        """The last sources, the latest first."""
        return islice(reversed(self.sources), MEMORY)

    def before(self, place: int) -> list[Met]:
        """The last mentions and sources before a place, in order."""
        at = bisect_left(self.met_places, place)
        return self.met[max(0, at - NEARBY) : at]

    def remember(self, met: Met) -> None:
        """Add a source."""
        self.sources.append(met)
        at = bisect_left(self.met_places, met.place + 1)
        self.met.insert(at, met)
        self.met_places.insert(at, met.place)


def set_scene(document: Document, lexicon: PartyLexicon) -> Scene:
    """Everyone whom a document names outside its asides."""
    text = document.text
    body = body_spans(document)
    mentions = [mention for mention in lexicon.find(text) if _inside(body, mention.start)]
    mentions = _without_surnames(text, mentions)
    adjectives = frozenset(fold(m.form) for m in mentions if m.role == "demonym")
    bodies = [Span(m.start, m.end) for m in mentions if m.role in BODIES]
    index = find_names(text, body, adjectives, bodies)
    taken = sorted((mention.start, mention.end) for mention in mentions)
    own = tuple(n for n in index.names if not _covered(taken, n.start, n.end))
    scene = Scene(text, lexicon, mentions, NameIndex(own, index.kinds, index.labels))
    scene.factions = frozenset(m.party_id for m in mentions if m.role == "faction")
    scene.bodies = frozenset(m.party_id for m in mentions if m.role in ("organization", "group"))
    by_key: dict[str, list[Name]] = defaultdict(list)
    for name in own:
        by_key[name.key].append(name)
    scene.places_of = dict(by_key)
    _learn_kinds(scene)
    _take_user_names(scene, index)
    _learn_homes(scene)
    for name in index.names:
        for mention in scene.mentions_in(max(0, name.start - 40), name.end):
            whole = mention.start <= name.start or mention.organ == "person"
            if mention.end == name.end and whole and mention.role in HOLDERS:
                scene.ties.setdefault(name.key, mention_key(mention))
    _meet(scene)
    return scene


def _without_surnames(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions without those of a capital that is someone's surname ("Jane Paris, 34,")."""
    forms = {mention.form for mention in mentions if mention.role == "capital"}
    surnames = {
        form for form in forms if re.search(rf"\b[A-Z][a-z]+ {re.escape(form)}, \d\d,", text)
    }
    return [mention for mention in mentions if mention.form not in surnames]


def _take_user_names(scene: Scene, index: NameIndex) -> None:
    """A party that the user names takes all short forms of that name, and its spokespeople."""
    for mention in scene.mentions:
        if mention.role == "user":
            for name in index.within(mention.start, mention.end):
                scene.chosen.setdefault(name.key, mention.party_id)
    scene.ties.update(scene.chosen)


def body_spans(document: Document) -> list[Span]:
    """The stretches outside asides, in order."""
    body, at = [], 0
    for aside in sorted(document.aside, key=lambda a: a.start):
        if aside.start > at:
            body.append(Span(at, aside.start))
        at = max(at, aside.end)
    body.append(Span(at, len(document.text)))
    return [span for span in body if span.start < span.end]


def _inside(body: Sequence[Span], place: int) -> bool:
    at = bisect_left(body, place + 1, key=lambda span: span.start) - 1
    return at >= 0 and place < body[at].end


def _covered(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a name is no more than a known party's mention."""
    at = bisect_left(taken, (start, 0))
    near = taken[max(0, at - 1) : at + 2]
    return any(s <= start and end <= e for s, e in near)


def _learn_homes(scene: Scene) -> None:
    """The state whose adjective or name stands before a public body ("the Ugandan NAME")."""
    public = words_of("organisations", "public_bodies")
    organs = {fold(m.form): m.party_id for m in scene.mentions if m.role in SPEAKING_ROLES}
    whole = {" ".join(form.split()[1:]): party for form, party in organs.items()}
    for name in scene.names.names:
        if name.key in whole and " " in name.key:
            scene.ties.setdefault(name.key, whole[name.key])
    for name in scene.names.names:
        if not set(name.key.split()) & public:
            continue
        for mention in scene.mentions_in(max(0, name.start - 40), name.start):
            joined = scene.text[mention.end : name.start] in (" ", "'s ", "’s ")
            if joined and mention.role in ("state", "demonym"):
                scene.homes.setdefault(name.key, mention.party_id)


def _learn_kinds(scene: Scene) -> None:
    """Kinds from the noun beside a name ("Australian winemaker Southern"), and who owns whom."""
    text, kinds = scene.text, scene.names.kinds
    union_offices = tuple(sorted(words_of("organisations", "union_offices")))
    company: Name | None = None
    for name in scene.names.names:
        before = text[max(0, name.start - 24) : name.start]
        if kinds.get(name.key) == "company" and _has_rank(name, before):
            kinds[name.key] = ""
        if not kinds.get(name.key):
            found = BEHIND_COMMA.search(before)
            kind = noun_kind(found.group(1)) if found and found.group(1).islower() else ""
            if kind in ("company", "union", "regulator"):
                kinds[name.key] = kind
            kind = _apposed_kind(text, name.end)
            if kind:
                kinds[name.key] = kind
            after = re.match(r"\s+([a-z]+)\b", text[name.end : name.end + 20])
            union_after = after is not None and noun_kind(after.group(1)) == "union"
            if union_after or before.rstrip().endswith(union_offices):
                kinds[name.key] = "union"
        if before.rstrip().endswith(tuple(words_of("grammar", "in_power"))):
            scene.ties.setdefault(name.key, GOVERNMENT)
        owner = _owner(scene, name, company)
        if owner is not None and owner.key != name.key:
            scene.ties.setdefault(name.key, owner.key)
        elif kinds.get(name.key) == "company":
            company = name


def _apposed_kind(text: str, end: int) -> str:
    """The kind that an apposition gives a name: "NAME, the watchdog", "NAME, a Swiss retailer"."""
    found = APPOSED.match(text, end)
    for word in found.group(1).split() if found else ():
        if word in words_of("grammar", "head_ends"):
            return ""
        if (kind := noun_kind(word)) in ("company", "union", "regulator"):
            return kind
        if kind:
            return ""
    return ""


def _has_rank(name: Name, before: str) -> bool:
    """Whether a name with no word of a company bears the title of a person ("King NAME")."""
    found = BEHIND.search(before)
    if found is None or not found.group(1)[0].isupper():
        return False
    if set(name.key.split()) & words_of("organisations", "company_names"):
        return False
    heads = {title.split()[-1] for title in words_of("people", "head_of_state")}
    titles = heads | words_of("people", "local") | words_of("people", "titles")
    return found.group(1).casefold() in titles


def _owner(scene: Scene, name: Name, company: Name | None) -> Name | None:
    """Who owns a company that the text calls its subsidiary; ``company`` is the last one named."""
    text = scene.text
    after = text[name.end : name.end + 80]
    before = text[max(0, name.start - 20) : name.start]
    if re.match(r"\s+subsidiary", after) and re.search(r"\bwhose\s+\Z", before):
        return company
    found = SUBSIDIARY.match(after)
    if found:
        owners = scene.names.within(name.end + found.end(), name.end + found.end() + 60)
        return owners[0] if owners else None
    return None


def _meet(scene: Scene) -> None:
    """All mentions of sides in the text, for the pronouns and descriptions that point back."""
    met = [
        Met(
            mention.start,
            mention_key(mention),
            False,
            plural=mention.role == "people",
            gender="p" if mention.role == "leader" else "",
            kind="party" if mention.role == "faction" else "state",
        )
        for mention in scene.mentions
        if mention.use != "place"
    ]
    met += [
        Met(name.start, name.key, False, kind=scene.names.kinds.get(name.key, ""))
        for name in scene.names.names
    ]
    for found in re.finditer(r"\b(?:unions|ministers)\b", scene.text, re.IGNORECASE):
        noun = found.group().casefold()
        side = UNIONS if noun == "unions" else GOVERNMENT
        met.append(Met(found.start(), side, False, noun, plural=True, kind=noun_kind(noun)))
    scene.met = sorted(met, key=lambda one: (one.place, one.side))
    scene.met_places = [one.place for one in scene.met]


def mention_key(mention: Mention) -> str:
    """A party's id; for a leader named as a person, with the surname, to tell rivals apart."""
    if mention.role != "leader" or mention.organ != "person":
        return mention.party_id
    return f"{mention.party_id}{PERSON}{surname_of(mention.form)}"


def surname_of(form: str) -> str:
    """The last word of a name, folded, without a possessive ending."""
    return re.sub(r"['’]s?$", "", form.casefold()).split()[-1]


def base_of(side: str) -> str:
    """The party of a key that may name one of its leaders."""
    return side.partition(PERSON)[0]


def kind_of_side(scene: Scene, side: str) -> str:
    """What kind of source a side is."""
    side = base_of(side)
    if side in scene.lexicon:
        if side in scene.bodies:
            return "body"
        return "party" if side in scene.factions else "state"
    fixed = {
        GOVERNMENT: "state",
        UNIONS: "union",
        POLICE: "police",
        OPPOSITION: "party",
        COURT: "court",
        CRITICS: "group",
        SUPPORTERS: "group",
        LAWMAKERS: "party",
    }
    return fixed.get(side) or scene.names.kinds.get(side, "")


def is_near(scene: Scene, place: int, here: int, limit: int) -> bool:
    """Whether at most ``limit`` sentence ends lie between two places."""
    if here - place > 2000:
        return False
    return sum(1 for _ in sentence_ends().finditer(scene.text, place, here)) <= limit


@cache
def sentence_ends() -> re.Pattern[str]:
    """The end of a sentence, which no initial and no shortened title is ("Mr. Roe", "J. Poe")."""
    titles = "".join(rf"(?<!\b{title})" for title in listed("shortened"))
    return re.compile(rf"(?<![A-Z]){titles}[.?!][\"”’']*\s")
