"""From the words of a source to the side of the event that speaks.

Comes in: a document, its attributions and the known parties. Goes out: for each attribution the
sides whose words it holds, by key: a known party's id, or the key of a name that only this text
knows. Names, offices and appositions tie people to their side; pronouns, "the statement" and
"the company" go back to the last fitting source or mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from divergence.attribution.cues import cue_lexicon, load_lexicon
from divergence.attribution.names import Name, NameIndex, find_names
from divergence.model import Attribution, Document, Span
from divergence.parties import Mention, PartyLexicon

GOVERNMENT = "government"
UNIONS = "unions"
PERSON = "#"
WORD = re.compile(r"\w+(?:['’\-]\w+)*")
HOLDERS = frozenset(("leader", "official", "parliament"))
SPEAKING_ROLES = frozenset(
    (
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
    )
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words an attribution holds.

    ``sides`` are keys; more than one where several said the same. ``joint`` marks a source that
    names all sides at once. ``outsider`` marks who is quoted without being a side (analysts,
    media). ``relayed`` is the side that a relaying source quotes, where it names one.
    """

    sides: tuple[str, ...]
    outsider: bool = False
    relayed: str | None = None


@dataclass(frozen=True, slots=True)
class Cast:
    """Everyone that a document names: keys of sides in order of place, and how to show them."""

    speakers: tuple[Speaker, ...]
    labels: Mapping[str, str]
    kinds: Mapping[str, str]
    unnamed: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Met:
    """A side met on the way through the text, as a mention or as a source."""

    place: int
    side: str
    source: bool
    noun: str = ""
    gender: str = ""
    plural: bool = False
    kind: str = ""
    outsider: bool = False


@dataclass(slots=True)
class _Stage:
    """The state of one pass over a document."""

    text: str
    lexicon: PartyLexicon
    mentions: Sequence[Mention]
    names: NameIndex
    ties: dict[str, str] = field(default_factory=dict)
    met: list[_Met] = field(default_factory=list)
    sources: list[_Met] = field(default_factory=list)
    mention_starts: list[int] = field(default_factory=list)
    content: Span | None = None


def resolve_sources(
    document: Document, attributions: Sequence[Attribution], lexicon: PartyLexicon
) -> Cast:
    """The speaker of each attribution, in their order."""
    text = document.text
    body = _body(document)
    mentions = [m for m in lexicon.find(text) if _inside(body, m.start)]
    taken = sorted((m.start, m.end) for m in mentions)
    index = find_names(text, body)
    own = tuple(n for n in index.names if not _covered(taken, n.start, n.end))
    names = NameIndex(own, index.kinds, index.labels)
    stage = _Stage(text, lexicon, mentions, names)
    stage.mention_starts = [m.start for m in mentions]
    _learn_kinds(stage)
    for name in index.names:
        for mention in lexicon.find(text, name.start - 40 if name.start > 40 else 0, name.end):
            if mention.end == name.end and mention.start <= name.start and mention.role in HOLDERS:
                stage.ties.setdefault(name.key, _mention_key(mention))
    _meet_mentions(stage, attributions)
    order = sorted(range(len(attributions)), key=lambda n: _place(attributions[n]))
    speakers: dict[int, Speaker] = {}
    for number in order:
        speakers[number] = _speaker(stage, attributions[number])
        _remember(stage, attributions[number], speakers[number])
    listed = [speakers[n] for n in range(len(attributions))]
    merged = _merge_sides(stage, listed)
    labels = {key: _label(stage, key) for speaker in merged for key in speaker.sides}
    kinds = {key: _kind_of(stage, key) for key in labels}
    return Cast(tuple(merged), labels, kinds)


def _body(document: Document) -> list[Span]:
    """The stretches outside asides."""
    body, at = [], 0
    for aside in sorted(document.aside, key=lambda a: a.start):
        if aside.start > at:
            body.append(Span(at, aside.start))
        at = max(at, aside.end)
    body.append(Span(at, len(document.text)))
    return [span for span in body if span.start < span.end]


def _inside(body: Sequence[Span], place: int) -> bool:
    return any(span.start <= place < span.end for span in body)


def _covered(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a name is no more than a known party's mention."""
    at = bisect_left(taken, (start, 0))
    near = taken[max(0, at - 1) : at + 2]
    return any(s <= start and end <= e for s, e in near)


def _place(attribution: Attribution) -> tuple[int, int]:
    spans = attribution.source or attribution.cue or attribution.content
    return (spans[0].start, spans[-1].end) if spans else (0, 0)


# --- what the text tells of its names -------------------------------------------------------


KIND_CLUE = re.compile(
    r"\b(company|firm|airline|bank|retailer|manufacturer|maker|giant|group|union|regulator|"
    r"watchdog|charity|winemaker|brewer|carmaker|subsidiary|supermarket|operator)\b"
)


def _learn_kinds(stage: _Stage) -> None:
    """Kinds from the noun beside a name ("Australian winemaker Southern"), and who owns whom."""
    text = stage.text
    for name in stage.names.names:
        if stage.names.kinds.get(name.key):
            continue
        before = text[max(0, name.start - 24) : name.start]
        found = re.search(r"([a-z]+)\s+\Z", before)
        if found:
            kind = _noun_kind(found.group(1))
            if kind in ("company", "union", "regulator"):
                stage.names.kinds[name.key] = kind
        offices = load_lexicon("attribution-sources.toml")["organisations"]["union_offices"]
        if before.rstrip().endswith(tuple(offices)):
            stage.names.kinds[name.key] = "union"
        after = re.match(r"\s+([a-z]+)\b", text[name.end : name.end + 20])
        if after and _noun_kind(after.group(1)) == "union":
            stage.names.kinds[name.key] = "union"
    for name in stage.names.names:
        owner = _owner(stage, name)
        if owner and owner != name.key:
            stage.ties.setdefault(name.key, owner)


def _owner(stage: _Stage, name: Name) -> str | None:
    """Who owns a company that the text calls its subsidiary."""
    text = stage.text
    after = text[name.end : name.end + 40]
    before = text[max(0, name.start - 60) : name.start]
    if re.match(r"\s+subsidiary", after) and re.search(r"\bwhose\s+\Z", before):
        earlier = [
            n
            for n in stage.names.names
            if n.end <= name.start
            and n.key != name.key
            and stage.names.kinds.get(n.key) == "company"
        ]
        return earlier[-1].key if earlier else None
    found = re.match(
        r",\s+(?:a|the)\s+(?:\w+\s+){0,3}(?:subsidiary|unit|arm|division)\s+of\s+(?:the\s+)?",
        text[name.end : name.end + 80],
    )
    if found:
        owners = stage.names.within(name.end + found.end(), name.end + found.end() + 60)
        return owners[0].key if owners else None
    return None


@cache
def _nouns() -> dict[str, str]:
    """Kind of each common noun that can speak; plurals too."""
    data = load_lexicon("attribution-sources.toml")
    kinds: dict[str, str] = {}

    def put(words: Sequence[str], kind: str) -> None:
        for word in words:
            for form in (word, word + "s", word[:-1] + "ies" if word.endswith("y") else word):
                kinds.setdefault(form, kind)
            if word.endswith("man"):
                kinds.setdefault(word[:-3] + "men", kind)

    put(data["documents"]["issued"], "document")
    put(data["people"]["state"], "state")
    for kind in ("state", "company", "union", "regulator", "party", "police", "group"):
        put(data["organisations"][kind], kind)
    put(data["people"]["office"], "office")
    put(data["outsiders"]["nouns"], "outsider")
    return kinds


def _noun_kind(word: str) -> str:
    return _nouns().get(word.casefold(), "")


def _meet_mentions(stage: _Stage, attributions: Sequence[Attribution]) -> None:
    """All mentions of sides in the text, for the pronouns and descriptions that point back."""
    for mention in stage.mentions:
        if mention.use == "place":
            continue
        stage.met.append(
            _Met(
                mention.start,
                _mention_key(mention),
                False,
                plural=mention.role == "people",
                gender="p" if mention.role == "leader" else "",
                kind="party" if mention.role == "faction" else "state",
            )
        )
    for name in stage.names.names:
        stage.met.append(
            _Met(name.start, name.key, False, kind=stage.names.kinds.get(name.key, ""))
        )
    for found in WORD.finditer(stage.text):
        word = found.group().casefold()
        if word in ("unions", "ministers"):
            side = UNIONS if word == "unions" else GOVERNMENT
            stage.met.append(
                _Met(found.start(), side, False, noun=word, plural=True, kind=_noun_kind(word))
            )
    stage.met.sort(key=lambda met: met.place)


# --- one source -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A source's words: its core, its apposition, its head noun."""

    start: int
    end: int
    core_end: int
    words: tuple[str, ...]
    head: str


def _speaker(stage: _Stage, attribution: Attribution) -> Speaker:
    if not attribution.source:
        return Speaker(())
    source = attribution.source[0]
    phrase = _phrase(stage, source)
    if not phrase.words:
        return Speaker(())
    everyone = _all_sides(stage, phrase)
    if everyone:
        return Speaker(everyone)
    if len(phrase.words) == 1 and phrase.words[0] in _pronouns():
        return _pronoun(stage, phrase, attribution)
    stage.content = attribution.content[0] if attribution.content else None
    owner = POSSESSORS.get(phrase.words[0])
    named = stage.names.within(phrase.start, phrase.end)
    if owner and not named and not stage.lexicon.find(stage.text, phrase.start, phrase.end):
        return _pronoun(stage, replace(phrase, words=(owner,)), attribution)
    side, outsider = _side(stage, phrase.start, phrase.end, phrase.core_end, phrase)
    if isinstance(side, tuple):
        return Speaker(side, outsider)
    return Speaker((side,) if side else (), outsider)


def _phrase(stage: _Stage, source: Span) -> _Phrase:
    text = stage.text
    comma = re.compile(r",\s").search(text, source.start, source.end)
    core_end = comma.start() if comma else source.end
    matches = list(WORD.finditer(text, source.start, core_end))
    words = tuple(m.group().casefold().replace("’", "'") for m in matches)
    return _Phrase(source.start, source.end, core_end, words, _head(words))


POSSESSORS = {"his": "he", "her": "she", "its": "it", "their": "they"}
PREPOSITIONS = frozenset(
    (
        "of",
        "for",
        "from",
        "in",
        "at",
        "on",
        "with",
        "to",
        "by",
        "representing",
        "who",
        "which",
        "that",
    )
)


def _head(words: Sequence[str]) -> str:
    for at, word in enumerate(words):
        if word in PREPOSITIONS and at:
            return words[at - 1]
    return words[-1] if words else ""


@cache
def _pronouns() -> frozenset[str]:
    data = load_lexicon("attribution-sources.toml")["pronouns"]
    return frozenset([*data["person"], *data["thing"], *data["many"], "who", "which", "i"])


@cache
def _all_side_forms() -> frozenset[str]:
    return frozenset(load_lexicon("attribution-sources.toml")["pronouns"]["all_sides"])


def _all_sides(stage: _Stage, phrase: _Phrase) -> tuple[str, ...]:
    """The sides of "both sides" and "X and Y": the two that the text speaks of most so far."""
    joined = " ".join(phrase.words)
    if joined in _all_side_forms() or (phrase.words[0] == "both" and "and" not in phrase.words):
        counts = Counter(
            met.side for met in stage.met if met.kind == "state" or stage.names.kinds.get(met.side)
        )
        spoken = Counter(met.side for met in stage.met if met.source for _ in range(3))
        ranked = (counts + spoken).most_common(2)
        return tuple(sorted(side for side, _ in ranked)) if len(ranked) == 2 else ()
    if "and" in phrase.words:
        found = [
            m
            for m in stage.lexicon.find(stage.text, phrase.start, phrase.core_end)
            if m.use in ("name", "modifier", "possessor")
        ]
        sides = list(dict.fromkeys(m.party_id for m in found))
        names = stage.names.within(phrase.start, phrase.core_end)
        plain = re.search(r"\band\b", stage.text[phrase.start : phrase.core_end])
        if len(sides) >= 2 and plain and not any(w in PREPOSITIONS for w in phrase.words):
            return tuple(sides)
        if len(names) >= 2 and not sides and not any(w in PREPOSITIONS for w in phrase.words):
            return tuple(dict.fromkeys(stage.ties.get(n.key, n.key) for n in names))
    return ()


def _side(
    stage: _Stage, start: int, end: int, core_end: int, phrase: _Phrase
) -> tuple[str | tuple[str, ...] | None, bool]:
    """The side of a noun phrase, and whether it is an outsider."""
    text = stage.text
    names = stage.names.within(start, end)
    names = [n for n in names if not _place_name(stage, n, phrase)]
    core = [n for n in names if n.start < core_end]
    mentions = [m for m in stage.mentions if start <= m.start and m.end <= end]
    kind = _noun_kind(phrase.head)
    person = next((n for n in reversed(core) if _is_person(stage, n)), None)
    if any(_is_medium(text[n.start : n.end]) for n in core) and not mentions:
        return None, True
    if _formerly(text, phrase, mentions):
        holder = next((n for n in reversed(core) if _is_person(stage, n)), None)
        return (holder.key, False) if holder is not None else (None, True)
    if any(_noun_kind(word) == "outsider" for word in phrase.words if word in PRESS):
        return None, True
    if kind == "outsider" and not any(m.role in SPEAKING_ROLES for m in mentions):
        return None, True
    if kind == "" and person is None and mentions and _noun_kind_of_tail(phrase) == "outsider":
        return None, True
    side = _affiliation(stage, start, end, core_end, mentions, names, phrase, person)
    if side is not None:
        if person is not None and person.key != side:
            stage.ties[person.key] = side
        return side, False
    if person is not None:
        tied = stage.ties.get(person.key)
        if tied is None:
            tied = _introduced(stage, person)
        if tied is not None:
            return tied, False
        generic = _generic_title(stage, phrase, person, start, end)
        if generic is not None:
            stage.ties[person.key] = generic
            return generic, False
        outsiders = {"outsider"} & {_noun_kind(w) for w in _words(text, start, end)}
        return person.key, bool(outsiders)
    if core:
        key = core[-1].key
        return stage.ties.get(key, key), False
    return _described(stage, phrase), False


PRESS = frozenset(
    (
        "media",
        "newspaper",
        "analyst",
        "analysts",
        "newspapers",
        "magazine",
        "expert",
        "experts",
        "observers",
        "critics",
        "witnesses",
    )
)


def _formerly(text: str, phrase: _Phrase, mentions: Sequence[Mention]) -> bool:
    """Whether a source held its office once and speaks for nobody now."""
    words = _words(text, phrase.start, phrase.end)
    return any(m.former for m in mentions) or any(
        word in ("former", "ex", "retired") or word.startswith("ex-") for word in words
    )


def _place_name(stage: _Stage, name: Name, phrase: _Phrase) -> bool:
    """Whether a name only says where an office sits ("officials in NAME")."""
    before = stage.text[max(phrase.start, name.start - 10) : name.start]
    return bool(re.search(r"\b(?:in|at|near)\s+(?:the\s+)?\Z", before)) and bool(
        _noun_kind(phrase.head)
    )


def _noun_kind_of_tail(phrase: _Phrase) -> str:
    return _noun_kind(phrase.words[-1]) if phrase.words else ""


def _words(text: str, start: int, end: int) -> list[str]:
    return [m.group().casefold().replace("’", "'") for m in WORD.finditer(text, start, end)]


def _is_person(stage: _Stage, name: Name) -> bool:
    """Two or more capitalised words with nothing of an organisation, or a titled surname."""
    if stage.names.kinds.get(name.key):
        return False
    words = name.key.split()
    before = stage.text[max(0, name.start - 6) : name.start]
    if re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir)\.?\s+\Z", before):
        return True
    if re.match(r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Prof)\b", stage.text[name.start : name.end]):
        return True
    title = re.search(r"([\w\-]+)\s+\Z", stage.text[max(0, name.start - 24) : name.start])
    if title and _titled(title.group(1)):
        return True
    return (
        2 <= len(words) <= 4
        and not any(_nouns().get(word) for word in words)
        and not any(word in ("of", "for", "the", "and", "&") for word in words)
    )


@cache
def _offices() -> frozenset[str]:
    people = load_lexicon("attribution-sources.toml")["people"]
    return frozenset([*people["state"], *people["office"]])


def _titled(word: str) -> bool:
    """Whether a word is an office that stands before a person's name."""
    return word.casefold() in _offices()


@cache
def _media() -> frozenset[str]:
    return frozenset(
        name.casefold() for name in load_lexicon("attribution-sources.toml")["outsiders"]["names"]
    )


def _is_medium(form: str) -> bool:
    folded = re.sub(r"^the\s+", "", form.casefold())
    words = re.sub(r"['’]s$", "", folded).split()
    papers = load_lexicon("attribution-sources.toml")["outsiders"]["name_words"]
    if len(words) > 1 and words[-1] in papers:
        return True
    return re.sub(r"['’]s$", "", folded) in _media()


def _affiliation(
    stage: _Stage,
    start: int,
    end: int,
    core_end: int,
    mentions: Sequence[Mention],
    names: Sequence[Name],
    phrase: _Phrase,
    person: Name | None,
) -> str | None:
    """The known party, or named organisation, that a phrase says the speaker belongs to."""
    organisations = [
        n
        for n in names
        if n is not person and not _is_medium(n.form) and (person is None or n.key != person.key)
    ]
    strong = [m for m in mentions if m.role in SPEAKING_ROLES]
    if strong:
        own = [m for m in strong if m.start < core_end] or strong
        return _mention_key(own[-1] if person is None else own[0])
    organisation = next((n for n in organisations if stage.names.kinds.get(n.key)), None)
    kin = set(load_lexicon("attribution-sources.toml")["people"]["kin"])
    related = kin & set(_words(stage.text, start, end))
    if organisation is None and person is not None and organisations and not related:
        behind = [n for n in organisations if _represented(stage.text, n)]
        loose = set(load_lexicon("attribution-sources.toml")["people"]["loose"])
        before = [n for n in organisations if n.start < person.start]
        if not behind and before and loose & set(_words(stage.text, before[-1].end, person.start)):
            organisations = [n for n in organisations if n not in before]
        chosen = behind or organisations
        organisation = chosen[0] if chosen else None
    kind = _noun_kind(phrase.head)
    for mention in mentions:
        if mention.use == "place" and (person is not None or kind not in ("state", "")):
            continue
        if mention.use == "modifier" and not _speaks_for_state(stage, mention, phrase, person, end):
            continue
        if (
            mention.use == "possessor"
            and organisation is not None
            and stage.names.kinds.get(organisation.key) == "company"
        ):
            continue
        if organisation is not None and mention.use == "place":
            continue
        return mention.party_id
    if organisation is not None:
        return stage.ties.get(organisation.key, organisation.key)
    return None


def _represented(text: str, name: Name) -> bool:
    """Whether a name follows "for", "of" or "representing", as the body that is spoken for."""
    before = text[max(0, name.start - 24) : name.start]
    return bool(
        re.search(r"\b(?:for|of|from|representing|with|at|leads|heads)\s+(?:the\s+)?\Z", before)
    )


def _speaks_for_state(
    stage: _Stage, mention: Mention, phrase: _Phrase, person: Name | None, end: int
) -> bool:
    """Whether a state's adjective qualifies an office of that state rather than a citizen."""
    following = _words(stage.text, mention.end, min(end, mention.end + 60))
    for word in following[:6]:
        kind = _noun_kind(word)
        if kind == "state":
            return True
        if kind in ("office", "party"):
            continue
        if kind in ("company", "union", "outsider", "regulator", "police"):
            return False
    return phrase.head in ("side", "statement", "spokesman", "spokeswoman", "version", "leader")


def _introduced(stage: _Stage, person: Name) -> str | None:
    """The side that any earlier or later full naming of a person ties them to."""
    for name in stage.names.names:
        if name.key != person.key or name is person or len(name.form.split()) < 2:
            continue
        start = _phrase_before(stage, name)
        found = re.compile(r",\s[^,.;:]{3,90}").match(stage.text, name.end)
        end = found.end() if found else name.end
        mentions = [m for m in stage.mentions if start <= m.start and m.end <= end]
        names = stage.names.within(start, end)
        phrase = _phrase(stage, Span(start, name.end))
        side = _affiliation(stage, start, end, name.end, mentions, names, phrase, name)
        if side is not None and side != person.key:
            stage.ties[person.key] = side
            return side
    return None


def _phrase_before(stage: _Stage, name: Name) -> int:
    """Where the title before a name begins ("Russian Defence Minister NAME")."""
    text = stage.text[max(0, name.start - 60) : name.start]
    found = re.search(r"(?:[\w'’\-]+\s+){0,6}\Z", text)
    if not found:
        return name.start
    words = found.group().split()
    kept = 0
    for word in reversed(words):
        if (
            _noun_kind(word)
            or word[0].isupper()
            or word in ("defence", "foreign", "vice", "deputy")
        ):
            kept += 1
        else:
            break
    size = len(" ".join(words[len(words) - kept :])) + 1 if kept else 0
    return max(0, name.start - size)


def _generic_title(
    stage: _Stage, phrase: _Phrase, person: Name, start: int, end: int
) -> str | None:
    """The side of a person with an office but no body named: the last one that fits."""
    words = [w for w in _words(stage.text, start, end) if w not in person.key.split()]
    kinds = [_noun_kind(word) for word in words]
    if "police" in kinds:
        return "police"
    if "state" in kinds:
        return _government(stage, start, "")
    if "office" in kinds or _noun_kind(" ".join(words[-2:])) == "office":
        subject = _subject_body(stage, phrase)
        if subject is not None:
            return subject
        return _last_body(stage, start)
    return None


def _last_body(stage: _Stage, place: int, kinds: Sequence[str] = ()) -> str | None:
    """The side of the last source before a place, else of the last mention of a body."""
    for met in reversed(stage.sources):
        if met.place < place and not met.outsider and (not kinds or met.kind in kinds):
            return met.side
    for met in reversed(_before(stage, place)):
        if met.kind and (not kinds or met.kind in kinds):
            return met.side
    return None


def _before(stage: _Stage, place: int) -> list[_Met]:
    at = bisect_left([met.place for met in stage.met], place)
    return stage.met[max(0, at - 40) : at]


# --- descriptions and pronouns ----------------------------------------------------------------


def _described(stage: _Stage, phrase: _Phrase) -> str | None:
    """ "the statement", "the company", "officials", "a spokesman": the last one that fits."""
    noun = phrase.head.removesuffix("'s")
    kind = _noun_kind(noun)
    owner = phrase.words[-2] if len(phrase.words) >= 2 else ""
    alias = _name_in_lower_case(stage, phrase)
    if alias is not None:
        return alias
    if len(phrase.words) >= 2 and _noun_kind(" ".join(phrase.words[-2:])) == "state":
        kind = "state"
    inner = next(
        (
            _noun_kind(w.removesuffix("'s"))
            for w in phrase.words[:-1]
            if _noun_kind(w.removesuffix("'s"))
            in ("state", "company", "union", "regulator", "party")
        ),
        "",
    )
    if kind in ("office", "document", "state") and inner and inner != kind:
        kind, noun = inner, owner or noun
    same = _same_noun(stage, phrase.start, noun)
    if kind == "document":
        return (
            same or _qualified_before(stage, phrase.start, noun) or _last_body(stage, phrase.start)
        )
    if kind == "office":
        return same or _subject_body(stage, phrase) or _last_body(stage, phrase.start)
    if kind == "state":
        return _government(stage, phrase.start, noun)
    if kind == "union":
        if noun.endswith("s") or "union" in phrase.words:
            return UNIONS
        return _last_body(stage, phrase.start, ("union",)) or UNIONS
    if kind == "group" and phrase.words[0] not in ("the", "this", "that", "its", "their"):
        own = [word for word in phrase.words if word not in cue_lexicon().words["determiners"]]
        return " ".join(own) or None
    if kind in ("company", "regulator", "party", "police", "group"):
        found = _last_of_kind(stage, phrase.start, kind, indefinite=phrase.words[0] in ("a", "an"))
        if found is None and kind in ("company", "group"):
            found = _last_unknown(stage, phrase.start)
        return found or (f"{noun}" if kind in ("police", "regulator", "group") else None)
    return same


def _subject_body(stage: _Stage, phrase: _Phrase) -> str | None:
    """ "Northern built the tool, a spokeswoman said": the body that the content opens with."""
    content = stage.content
    if content is None or phrase.words[0] not in ("a", "an") or content.start > phrase.start:
        return None
    for name in stage.names.within(content.start, min(content.end, content.start + 60)):
        if not _is_person(stage, name) and name.start - content.start < 25:
            return stage.ties.get(name.key, name.key)
    return None


def _name_in_lower_case(stage: _Stage, phrase: _Phrase) -> str | None:
    """ "the information commissioner" for the "Information Commissioner's Office"."""
    own = [w.removesuffix("'s") for w in phrase.words if w not in ("the", "a", "an")]
    content = [w for w in own if w not in ("spokesman", "spokeswoman", "spokesperson", "for", "of")]
    if not content:
        return None
    for name in stage.names.names:
        words = name.key.split()
        if (
            len(words) >= 2
            and stage.names.kinds.get(name.key)
            and set(content) <= set(words)
            and (len(content) >= 2 or content[0] == words[0])
        ):
            return stage.ties.get(name.key, name.key)
    return None


def _same_noun(stage: _Stage, place: int, noun: str) -> str | None:
    for met in reversed(stage.sources):
        if met.place < place and met.noun == noun and not met.outsider:
            return met.side
    return None


def _qualified_before(stage: _Stage, place: int, noun: str) -> str | None:
    """ "the newsletter" after "a Northern Party members' newsletter": the party named before it."""
    at = stage.text.rfind(noun, 0, max(0, place - 1))
    if at < 0:
        return None
    mentions = [
        m
        for m in stage.mentions
        if at - 60 < m.start and m.end <= at and "." not in stage.text[m.end : at]
    ]
    if mentions:
        return mentions[-1].party_id
    names = [
        n
        for n in stage.names.names
        if at - 60 < n.start and n.end <= at and "." not in stage.text[n.end : at]
    ]
    return stage.ties.get(names[-1].key, names[-1].key) if names else None


def _government(stage: _Stage, place: int, noun: str) -> str:
    """The state that a nameless official speaks for: the one that officials are named with."""
    same = _same_noun(stage, place, noun) if noun else None
    if same is not None:
        return same
    qualified = _qualified_state(stage, place, noun)
    if qualified is not None:
        return qualified
    for met in reversed(stage.sources):
        if met.place < place and met.kind == "state" and _base(met.side) in stage.lexicon:
            return met.side
    return GOVERNMENT


def _qualified_state(stage: _Stage, place: int, noun: str) -> str | None:
    """The nearest state whose adjective or name stands before an office or organ in the text.

    The same noun counts before all others; what was read before the place before what follows.
    """
    best: tuple[tuple[int, int, int], str] | None = None
    for mention in stage.mentions:
        if mention.party_id not in stage.lexicon or mention.role in ("faction", "organization"):
            continue
        following = _words(stage.text, mention.end, mention.end + 24)[:2]
        inner = mention.role in SPEAKING_ROLES
        if not inner and not any(_noun_kind(w) == "state" for w in following):
            continue
        same = bool(noun) and (noun in following or noun in mention.form.casefold().split())
        later = mention.start > place
        rank = (0 if same else 1, 1 if later else 0, abs(mention.start - place))
        if best is None or rank < best[0]:
            best = (rank, mention.party_id)
    return best[1] if best else None


def _last_of_kind(stage: _Stage, place: int, kind: str, indefinite: bool) -> str | None:
    """The last side of a kind; for "a party official" the first one of the sentence before."""
    if not indefinite:
        for met in reversed(stage.sources):
            if met.place < place and met.kind == kind and place - met.place < 1500:
                return met.side
    near = [met for met in _before(stage, place) if met.kind == kind]
    if indefinite and near:
        last = [met for met in near if place - met.place < 300]
        return (last or near)[0].side
    return near[-1].side if near else None


def _last_unknown(stage: _Stage, place: int) -> str | None:
    """The last name that is neither person nor state, for "the company"."""
    for met in reversed(stage.sources):
        if (
            met.place < place
            and met.side not in stage.lexicon
            and met.side not in (GOVERNMENT, UNIONS)
        ):
            return met.side
    for met in reversed(_before(stage, place)):
        if met.side not in stage.lexicon and " " not in met.side:
            return met.side
    return None


def _pronoun(stage: _Stage, phrase: _Phrase, attribution: Attribution) -> Speaker:
    """The last source, or the subject of the sentence before, that a pronoun can stand for."""
    word = phrase.words[0]
    if word in ("i", "we"):
        last = stage.sources[-1] if stage.sources else None
        return Speaker((last.side,) if last else ())
    recent = [met for met in stage.sources if met.place < phrase.start]
    if word in ("he", "she"):
        person = _person_before(stage, phrase.start, recent[-1] if recent else None)
        if person is not None:
            return Speaker((person,))
        for met in reversed(recent):
            if met.gender in ("p", word) or met.gender == "":
                if met.gender or not met.plural:
                    return Speaker((met.side,) if met.side else (), met.outsider)
        return Speaker(())
    if word in ("which", "who"):
        return Speaker(())
    subject = _subject_before(stage, phrase.start, plural=word == "they")
    last = recent[-1] if recent else None
    if word == "they":
        if last is not None and last.plural and _near(stage, last.place, phrase.start, 2):
            return Speaker((last.side,) if last.side else (), last.outsider)
        if subject is not None:
            return Speaker((subject.side,))
        return Speaker((last.side,) if last and last.side else (), bool(last and last.outsider))
    if last is not None and _near(stage, last.place, phrase.start, 1):
        return Speaker((last.side,) if last.side else (), last.outsider)
    if subject is not None:
        return Speaker((subject.side,))
    return Speaker((last.side,) if last and last.side else (), bool(last and last.outsider))


def _person_before(stage: _Stage, place: int, last: _Met | None) -> str | None:
    """The side of a person whom the sentence before names, where the last speaker is further."""
    if last is not None and _near(stage, last.place, place, 1):
        return None
    begin = max(0, place - 500)
    ends = [m.end() for m in re.finditer(r"[.?!][\"”’']?\s", stage.text[begin:place])]
    if not ends:
        return None
    start = begin + (ends[-2] if len(ends) >= 2 else 0)
    if last is not None and last.place >= start:
        return None
    people = [
        (m.start, _mention_key(m))
        for m in stage.mentions
        if m.role == "leader" and start <= m.start < place and m.use == "name"
    ]
    for name in stage.names.within(start, place):
        if _is_person(stage, name) and not name.form.endswith(("'s", "’s")):
            side = stage.ties.get(name.key) or _introduced(stage, name) or name.key
            people.append((name.start, side))
    return min(people)[1] if people else None


def _near(stage: _Stage, place: int, here: int, limit: int) -> bool:
    """Whether at most ``limit`` sentence ends lie between two places."""
    return len(re.findall(r"[.?!][\"”’']?\s", stage.text[place:here])) <= limit


def _subject_before(stage: _Stage, place: int, plural: bool) -> _Met | None:
    """The mention that a pronoun takes up: plural ones for "they", else the sentence's first."""
    near = [met for met in _before(stage, place) if place - met.place < 400 and met.side]
    if plural:
        several = [met for met in near if met.plural]
        return several[-1] if several else None
    ends = [
        m.end() for m in re.finditer(r"[.?!][\"”’']?\s", stage.text[max(0, place - 400) : place])
    ]
    if ends:
        begin = max(0, place - 400) + (ends[-2] if len(ends) >= 2 else 0)
        near = [met for met in near if met.place >= begin] or near
    own = [met for met in near if not met.plural]
    return own[0] if own else None


# --- what is remembered and joined --------------------------------------------------------------


def _remember(stage: _Stage, attribution: Attribution, speaker: Speaker) -> None:
    if not attribution.source:
        return
    phrase = _phrase(stage, attribution.source[0])
    words = _words(stage.text, phrase.start, phrase.end)
    if len(speaker.sides) > 1:
        return
    side = speaker.sides[0] if speaker.sides else ""
    noun = phrase.head.removesuffix("'s")
    met = _Met(
        _place(attribution)[0],
        side,
        True,
        noun,
        _gender(stage, phrase, words),
        _plural(phrase),
        _kind_of(stage, side),
        speaker.outsider,
    )
    if len(phrase.words) == 1 and phrase.words[0] in _pronouns() and stage.sources:
        past = next((m for m in reversed(stage.sources) if m.side == side), None)
        met.plural = past.plural if past else met.plural
        met.gender = {"he": "he", "she": "she"}.get(phrase.words[0], past.gender if past else "")
        met.noun = past.noun if past else ""
    stage.sources.append(met)
    at = bisect_right([m.place for m in stage.met], met.place)
    stage.met.insert(at, met)


def _gender(stage: _Stage, phrase: _Phrase, words: Sequence[str]) -> str:
    people = load_lexicon("attribution-sources.toml")["people"]
    if set(words) & set(people["female"]):
        return "she"
    if set(words) & set(people["male"]):
        return "he"
    if any(_is_person(stage, n) for n in stage.names.within(phrase.start, phrase.end)):
        return "p"
    kinds = {_noun_kind(word) for word in words}
    mentions = [m for m in stage.mentions if phrase.start <= m.start and m.end <= phrase.end]
    if any(m.role in ("leader", "official") for m in mentions):
        return "p"
    if "office" in kinds or any(w in people["state"] for w in words):
        return "p"
    return "x" if kinds - {""} or mentions else ""


def _plural(phrase: _Phrase) -> bool:
    head = phrase.head
    return head in ("they", "police", "people", "both") or (
        head.endswith("s")
        and not head.endswith(("ss", "'s"))
        and bool(_noun_kind(head))
        and head.islower()
        and phrase.words[0] not in ("a", "an")
    )


def _mention_key(mention: Mention) -> str:
    """A party's id; for a leader named as a person, with the surname, to tell rivals apart."""
    if mention.role != "leader" or mention.organ != "person":
        return mention.party_id
    return f"{mention.party_id}{PERSON}{_fold_surname(mention.form)}"


def _fold_surname(form: str) -> str:
    return re.sub(r"['’]s?$", "", form.casefold()).split()[-1]


def _base(side: str) -> str:
    """The party of a key that may name one of its leaders."""
    return side.partition(PERSON)[0]


def _kind_of(stage: _Stage, side: str) -> str:
    side = _base(side)
    if side in stage.lexicon:
        return (
            "party"
            if any(m.role == "faction" and m.party_id == side for m in stage.mentions)
            else "state"
        )
    if side == GOVERNMENT:
        return "state"
    if side == UNIONS:
        return "union"
    return stage.names.kinds.get(side, "")


def _merge_sides(stage: _Stage, speakers: Sequence[Speaker]) -> list[Speaker]:
    """Tied names to their body; unions to one side; a nameless government to the one state."""
    turn: dict[str, str] = {}
    used = Counter(side for speaker in speakers for side in speaker.sides)
    unions = [s for s in used if _kind_of(stage, s) == "union"]
    if len(unions) >= 2:
        turn.update(dict.fromkeys(unions, UNIONS))
    apart = _rivals(stage, used)
    for side in used:
        if PERSON in side:
            turn[side] = side.partition(PERSON)[2] if side in apart else _base(side)
    states = {_base(s) for s in used if s not in apart and _base(s) in stage.lexicon}
    states = {s for s in states if _kind_of(stage, s) == "state"}
    turn.update(_governing(stage, states, {_base(s) for s in used}))
    if len(states) == 1:
        only = states.pop()
        turn[GOVERNMENT] = turn.get(only, only)

    def final(side: str) -> str:
        for _ in range(4):
            nxt = turn.get(side) or stage.ties.get(side)
            if nxt is None or nxt == side:
                break
            side = nxt
        return side

    return [
        Speaker(
            tuple(dict.fromkeys(final(s) for s in speaker.sides)), speaker.outsider, speaker.relayed
        )
        for speaker in speakers
    ]


CONTEST = re.compile(
    r"\b(?:candidates?|nominees?|rivals?|opponents?|primary|primaries|election|opposition|"
    r"challengers?|campaign)\b",
    re.IGNORECASE,
)


def _rivals(stage: _Stage, used: Mapping[str, int]) -> set[str]:
    """Leaders of one state who stand against each other, as in an election at home."""
    by_state: dict[str, list[str]] = {}
    for side in used:
        if PERSON in side:
            by_state.setdefault(_base(side), []).append(side)
    apart: set[str] = set()
    for state, people in by_state.items():
        words = sum(n for side, n in used.items() if _base(side) == state)
        abroad = sum(
            n for s, n in used.items() if _base(s) != state and _kind_of(stage, s) == "state"
        )
        if len(people) < 2 or abroad > 0.25 * words:
            continue
        if len(CONTEST.findall(stage.text)) >= 2:
            apart.update(p for p in people if not _in_office(stage, p))
    return apart


def _in_office(stage: _Stage, side: str) -> bool:
    """Whether the text gives a leader an office of state ("President NAME")."""
    surname = re.escape(side.partition(PERSON)[2])
    return bool(
        re.search(
            rf"\b(?<!former )(?<!vice )(?:president|prime minister|premier|chancellor|king|queen)\s+"
            rf"(?:[\w.]+\s+){{0,2}}{surname}\b",
            stage.text.casefold(),
        )
    )


def _governing(stage: _Stage, states: set[str], used: set[str]) -> dict[str, str]:
    """A political party that the text calls the government's is one side with its state.

    Where a rival party of that state speaks, the side goes by the party, else by the state.
    """
    turn: dict[str, str] = {}
    for state in sorted(states):
        factions = sorted(
            s for s in used if s in stage.lexicon and stage.lexicon.parent(s) == state
        )
        ruling = [f for f in factions if _rules_state(stage, f)]
        if len(ruling) != 1:
            continue
        if len(factions) > 1:
            turn[state] = ruling[0]
        else:
            turn[ruling[0]] = state
    return turn


def _rules_state(stage: _Stage, faction: str) -> bool:
    for mention in stage.mentions:
        if mention.party_id != faction:
            continue
        following = _words(stage.text, mention.end, mention.end + 30)[:2]
        if following and following[0] in ("government", "minister", "chancellor", "ministers"):
            return True
        if following[:2] == ["prime", "minister"]:
            return True
    return False


def _label(stage: _Stage, key: str) -> str:
    for mention in stage.mentions:
        if mention.role == "leader" and _fold_surname(mention.form) == key:
            longest = max(
                (
                    m.form
                    for m in stage.mentions
                    if m.role == "leader" and _fold_surname(m.form) == key
                ),
                key=lambda f: (len(f), f),
            )
            return re.sub(r"['’]s$", "", longest)
    if key in stage.lexicon:
        return stage.lexicon.party(key).label
    return stage.names.labels.get(key, key[:1].upper() + key[1:])
