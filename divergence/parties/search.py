"""Find the mentions of parties in a text.

Comes in: compiled tables of forms and organs, and a text. Goes out: mentions in order, without
overlap. A state's name or adjective followed by an organ ("Turkey's Foreign Ministry", "the
Turkish deputy foreign minister"), or an organ followed by "of" and a state, is one mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, Protocol, TypeVar

from divergence.language.phrases import Phrase, PhraseTable, Token, joined, tokens
from divergence.parties.table import Form, Organ, PartyTable

Use = Literal["name", "modifier", "possessor", "place"]
"""As a name that can speak; within or before another noun ("US-led", "Turkish troops"); before
"'s" and a noun ("Turkey's border"); after a preposition of place ("in Moscow")."""

STATE_ROLES = frozenset({"state", "capital", "demonym", "people"})
PLACE_ROLES = frozenset({"state", "capital", "metonym", "organization"})
"""Roles of names that are places too, or stand for one ("at the White House")."""

HYPHENS = frozenset("-‐‑–")
APOSTROPHES = frozenset("'’ʼ‘`")
POSSESSIVE = "s"


@dataclass(frozen=True, slots=True)
class Mention:
    """A party named at ``text[start:end]``.

    ``role`` is ``state``, ``capital``, ``demonym`` ("Turkish"), ``people`` ("Turks"), ``metonym``
    ("the Kremlin"), ``government``, ``ministry``, ``military``, ``agency``, ``leader``,
    ``official``, ``parliament``, ``court``, ``police``, ``organization``, ``group``, ``faction``
    (a political party) or ``user``. ``organ`` is the kind of organ where one is named
    (``defence-ministry``; ``person`` for a leader's name), else None. ``former`` marks who held
    the office once.
    """

    party_id: str
    start: int
    end: int
    form: str
    role: str
    organ: str | None = None
    use: Use = "name"
    former: bool = False

    @property
    def modifier(self) -> bool:
        """Whether it only qualifies another noun, so that it is not itself a speaker."""
        return self.use in ("modifier", "possessor")


class OrganMention(NamedTuple):
    """An organ named without its state ("the Foreign Ministry") and its kind."""

    organ: str
    start: int
    end: int
    form: str


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)


def within(found: Sequence[S], start: int, end: int) -> Iterator[S]:
    """Those of ``found``, which stand in order, that lie within ``start`` to ``end``."""
    place = bisect_left(found, start, key=lambda item: item.start)
    while place < len(found) and found[place].start < end:
        if found[place].end <= end:
            yield found[place]
        place += 1


class Tables(NamedTuple):
    """The compiled forms and organs of a party table."""

    table: PartyTable
    forms: PhraseTable[Form]
    organs: PhraseTable[Organ]
    shared: Mapping[tuple[str, ...], tuple[str, ...]]
    """Conditional forms of more than one party, by their words."""


def compiled(table: PartyTable) -> Tables:
    """A party table made ready for ``search``."""
    owners: dict[tuple[str, ...], list[str]] = {}
    for entry in table.forms:
        if entry.value.conditional and entry.value.party_id:
            owners.setdefault(entry.words, []).append(entry.value.party_id)
    shared = {words: tuple(dict.fromkeys(ids)) for words, ids in owners.items()}
    return Tables(table, PhraseTable(table.forms), PhraseTable(table.organs), shared)


def search(
    tables: Tables, text: str, *, any_case: bool = False
) -> tuple[tuple[Mention, ...], tuple[OrganMention, ...]]:
    """The mentions of parties in ``text``, and the organs that are named without a state.

    ``any_case`` takes names whatever their capitals, as a user types them.
    """
    return _Search(tables, text, any_case).run()


class _Found(NamedTuple):
    mention: Mention
    first: int
    after: int
    form: Form
    words: tuple[str, ...] = ()


class _Search:
    """One pass over the words of one text."""

    def __init__(self, tables: Tables, text: str, any_case: bool) -> None:
        self.tables = tables
        self.signs = tables.table.signs
        self.text = text
        self.any_case = any_case
        self.words: list[Token] = tokens(text)

    def run(self) -> tuple[tuple[Mention, ...], tuple[OrganMention, ...]]:
        found: list[_Found] = []
        organs: list[OrganMention] = []
        place = 0
        while place < len(self.words):
            organ, entry = self._organ_or_form(place)
            if organ is not None:
                composed = self._organ_of_state(place, organ)
                if composed is not None and not (
                    entry is not None and place + len(entry.words) >= composed.after
                ):
                    found.append(composed)
                    place = composed.after
                    continue
            if entry is not None and (organ is None or len(entry.words) >= len(organ.words)):
                place = self._take(place, entry, found)
            elif organ is not None:
                organs.append(self._organ_mention(place, organ))
                place += len(organ.words)
            else:
                place += 1
        kept = _merged(self.text, self._backed(found))
        return tuple(kept), tuple(organs)

    def _organ_or_form(self, place: int) -> tuple[Phrase[Organ] | None, Phrase[Form] | None]:
        """The organ and the party's form that begin at a word, where there are any."""
        word = self.words[place].folded
        organ = form = None
        if word in self.tables.organs:
            organ = self.tables.organs.at(self.text, self.words, place)
        if word in self.tables.forms:
            form = self._form_at(place)
        return organ, form

    def _form_at(self, place: int) -> Phrase[Form] | None:
        any_case = self.any_case
        form = self.tables.forms.at(self.text, self.words, place, any_case=any_case)
        if form is None or not form.value.conditional:
            return form
        # "the South" gives way to what begins inside it and reaches further: "South Sudanese"
        size = len(form.words)
        for inner in range(place + 1, place + size):
            other = self.tables.forms.at(self.text, self.words, inner, any_case=any_case)
            if other is not None and inner + len(other.words) > place + size:
                return None
        return form

    def _take(self, place: int, entry: Phrase[Form], found: list[_Found]) -> int:
        """Append the mention that ``entry`` begins, if it is one; return the word to go on with."""
        form = entry.value
        after = place + len(entry.words)
        if form.party_id is None:
            return after
        if not self.any_case and (
            (form.guarded and self._is_personal(place, after))
            or (form.organ == "person" and not self._is_person(place, after, form, found))
        ):
            return after
        mention = self._with_organ(place, after, form)
        if mention is None:
            mention = _Found(self._plain(place, after, entry), place, after, form, entry.words)
        found.append(mention)
        return mention.after

    def _plain(self, place: int, after: int, entry: Phrase[Form]) -> Mention:
        form = entry.value
        start, end = self.words[place].start, self.words[after - 1].end
        assert form.party_id is not None
        former = form.role == "leader" and self._before(place) in self.signs.former
        use = self._use(place, after, form.role)
        return Mention(form.party_id, start, end, entry.form, form.role, form.organ, use, former)

    def _with_organ(self, place: int, after: int, form: Form) -> _Found | None:
        """ "Turkey's new Defence Ministry": a state followed by one of its organs."""
        if form.role not in STATE_ROLES:
            return None
        words, at = self.words, after
        if at < len(words) and words[at].folded == POSSESSIVE and self._gap(at) in APOSTROPHES:
            at += 1
        former = self._before(place) in self.signs.former
        organ = self._organ_at(at)
        while organ is None:
            if at >= len(words) or words[at].folded not in self.signs.filler:
                return None
            if not self._is_space(at):
                return None
            former = former or words[at].folded in self.signs.former
            at += 1
            organ = self._organ_at(at)
        return self._composed(form, organ.value, place, at + len(organ.words), former)

    def _organ_at(self, place: int) -> Phrase[Organ] | None:
        """The organ that stands at a word, behind nothing but white space."""
        if place >= len(self.words) or not self._is_space(place):
            return None
        return self.tables.organs.at(self.text, self.words, place)

    def _organ_of_state(self, place: int, organ: Phrase[Organ]) -> _Found | None:
        """ "the Foreign Ministry of Turkey", "the President of the Republic of Korea"."""
        at = place + len(organ.words)
        words = self.words
        if at + 1 >= len(words) or words[at].folded not in self.signs.of:
            return None
        if not (self._is_space(at) and self._is_space(at + 1)):
            return None
        at += 1
        if words[at].folded in self.signs.articles and at + 1 < len(words):
            at += 1
        entry = self.tables.forms.at(self.text, words, at, any_case=self.any_case)
        if entry is None or entry.value.role != "state" or entry.value.guarded:
            return None
        former = self._before(place) in self.signs.former
        return self._composed(entry.value, organ.value, place, at + len(entry.words), former)

    def _composed(self, form: Form, organ: Organ, place: int, after: int, former: bool) -> _Found:
        assert form.party_id is not None
        owner = self.tables.table.owners.get((form.party_id, organ.organ), form.party_id)
        start, end = self.words[place].start, self.words[after - 1].end
        use = self._use(place, after, organ.role)
        mention = Mention(
            owner, start, end, self.text[start:end], organ.role, organ.organ, use, former
        )
        return _Found(mention, place, after, form)

    def _organ_mention(self, place: int, organ: Phrase[Organ]) -> OrganMention:
        start = self.words[place].start
        end = self.words[place + len(organ.words) - 1].end
        return OrganMention(organ.value.organ, start, end, self.text[start:end])

    def _use(self, place: int, after: int, role: str) -> Use:
        """How the name in words ``place`` up to ``after`` stands in its sentence."""
        words = self.words
        if after < len(words) and self._gap(after) in HYPHENS:
            return "modifier"
        if place > 0 and self._gap(place) in HYPHENS:
            return "modifier"
        follows = words[after].folded if after < len(words) else ""
        if follows == POSSESSIVE and self._gap(after) in APOSTROPHES:
            return "possessor"
        if role == "demonym":
            return "name" if self._is_people(place, after) else "modifier"
        if role in PLACE_ROLES and self._before_article(place) in self.signs.place:
            return "place"
        return "name"

    def _is_people(self, place: int, after: int) -> bool:
        """Whether an adjective stands for the people: "the British said", "the Chinese."."""
        if self._before(place) not in self.signs.articles:
            return False
        if after >= len(self.words) or not self._is_space(after):
            return True
        return self.words[after].folded in self.signs.after_people

    def _is_personal(self, place: int, after: int) -> bool:
        """Whether a word that can be a personal name stands beside another name."""
        words = self.words
        if after < len(words) and self._is_space(after) and words[after].text[0].isupper():
            return words[after].folded not in self.tables.organs
        if place == 0 or not self._is_space(place) or not words[place - 1].text[0].isupper():
            return False
        return words[place - 1].folded not in self.signs.before_names

    def _is_person(self, place: int, after: int, form: Form, found: Sequence[_Found]) -> bool:
        """Whether a surname can be that of the person: no other first name, a title if needed."""
        if after - place > 1:
            return True
        words = self.words
        before = words[place - 1] if place and self._gap(place) in (" ", ". ", "\n") else None
        titled = before is not None and before.folded in self.signs.titles
        if form.needs_title:
            followed = after < len(words) and self._gap(after) in (" ", ". ")
            return titled and not (followed and words[after].text[0].isupper())
        if before is None or titled or not before.text[0].isupper() or len(before.text) == 1:
            return True
        if before.folded in self.signs.before_names or before.folded in self.tables.organs:
            return True
        return bool(found) and found[-1].after == place and found[-1].form.organ != "person"

    def _backed(self, found: Sequence[_Found]) -> list[_Found]:
        """``found`` without what needs another name of its party in the text and has none.

        That is a conditional form ("the North"), or a common surname with only a courtesy title
        ("Mr Castro"). A form of several parties goes to the one that is named most.
        """
        needy = [self._is_needy(item) for item in found]
        if not any(needy):
            return list(found)
        named = Counter(
            item.mention.party_id for item, needs in zip(found, needy, strict=True) if not needs
        )
        parents = self.tables.table.parents
        kept = []
        for item, needs in zip(found, needy, strict=True):
            if not needs:
                kept.append(item)
                continue
            wanted = self.tables.shared.get(item.words, (item.mention.party_id,))
            backing = {party: named[party] + named[parents.get(party, "")] for party in wanted}
            best = max(wanted, key=lambda party: backing[party])
            if backing[best]:
                kept.append(item._replace(mention=replace(item.mention, party_id=best)))
        return kept

    def _is_needy(self, item: _Found) -> bool:
        if self.any_case:
            return False
        polite = item.form.needs_title and self._before(item.first) in self.signs.courtesy
        return item.form.conditional or polite

    def _before(self, place: int) -> str:
        """The word before, folded, or '' where the name opens its clause."""
        if place == 0 or not joined(self.text, self.words[place - 1], self.words[place]):
            return ""
        return self.words[place - 1].folded

    def _before_article(self, place: int) -> str:
        before = self._before(place)
        return self._before(place - 1) if before in self.signs.articles else before

    def _gap(self, place: int) -> str:
        """What stands between the word at ``place`` and the one before it."""
        return self.text[self.words[place - 1].end : self.words[place].start]

    def _is_space(self, place: int) -> bool:
        return self._gap(place).isspace() and joined(
            self.text, self.words[place - 1], self.words[place]
        )


def _merged(text: str, found: list[_Found]) -> Iterator[Mention]:
    """Office and name, or state and seat, side by side become one mention."""
    last: Mention | None = None
    for mention in (item.mention for item in found):
        if (
            last is not None
            and last.party_id == mention.party_id
            and (last.role in STATE_ROLES or last.role == mention.role or mention.organ == "person")
            and mention.role not in STATE_ROLES
            and text[last.end : mention.start] in (" ", "\n", "'s ", "’s ")
        ):
            mention = replace(
                mention,
                start=last.start,
                form=text[last.start : mention.end],
                role=mention.role if last.role in STATE_ROLES else last.role,
                organ=last.organ or mention.organ,
                former=last.former or mention.former,
            )
            last = mention
            continue
        if last is not None:
            yield last
        last = mention
    if last is not None:
        yield last
