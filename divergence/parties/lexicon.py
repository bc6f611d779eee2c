"""Look up parties: those of a text, those a user names, and those a user adds.

Comes in: a text, or a name that a user typed. Goes out: mentions with exact offsets, each with
the party it stands for, the role in which it names it and how it is used; or a party.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from divergence.language.phrases import Phrase, phrase, tokens
from divergence.model import Party
from divergence.parties.search import Mention, OrganMention, compiled, search, within
from divergence.parties.table import (
    Form,
    PartyTable,
    read_party_table,
    read_user_parties,
    slug,
)

BROAD = frozenset({"state", "capital", "demonym", "people", "metonym", "government"})
"""Roles in which a name stands for the whole state rather than for one of its organs."""


def load_parties(extra: Path | Mapping[str, Any] | None = None) -> PartyLexicon:
    """The shipped parties, with those of a user's TOML file or table added.

    ``extra`` holds ``[[parties]]`` tables with ``label``, and where wanted ``names`` and ``id``.
    Raises SettingsError with file and line for a file that is not usable, DataFileError where the
    shipped data is damaged.
    """
    lexicon = _shipped()
    if extra is None:
        return lexicon
    return lexicon.with_parties([(party.label, party.names) for party in read_user_parties(extra)])


@cache
def _shipped() -> PartyLexicon:
    return PartyLexicon(read_party_table())


class PartyLexicon:
    """Parties and the forms that stand for them. Values of it do not change."""

    def __init__(self, table: PartyTable) -> None:
        self._table = table
        self._tables = compiled(table)
        self._search = lru_cache(maxsize=16)(self._searched)

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """Mentions within ``text[start:end]`` in order, without overlap; the longest form wins.

        Forms such as "the North" count only where the text names the same party otherwise.
        """
        mentions = self._search(text)[0]
        return list(within(mentions, start, len(text) if end is None else end))

    def find_organs(self, text: str, start: int = 0, end: int | None = None) -> list[OrganMention]:
        """Organs within ``text[start:end]`` that are named without a state, in order."""
        organs = self._search(text)[1]
        return list(within(organs, start, len(text) if end is None else end))

    def party(self, party_id: str) -> Party:
        """The party of an id; KeyError where there is none."""
        party = self._table.parties[party_id]
        names = dict.fromkeys((party.label, *self._names.get(party_id, ())))
        return replace(party, names=tuple(names))

    def __contains__(self, party_id: object) -> bool:
        return party_id in self._table.parties

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.parties)

    def kind(self, party_id: str) -> str:
        """``state``, ``organization``, ``group``, ``faction``, or ``user`` for one a user added.

        KeyError where there is no such party.
        """
        if party_id not in self._table.parties:
            raise KeyError(party_id)
        return self._table.kinds.get(party_id, "user")

    def parent(self, party_id: str) -> str | None:
        """The id of the state that a party belongs to ("republicans" -> "united-states")."""
        return self._table.parents.get(party_id)

    def organ_of(self, text: str) -> str | None:
        """The kind of the first organ in ``text`` ("a Foreign Ministry official"), or None."""
        words = tokens(text)
        for place in range(len(words)):
            found = self._tables.organs.at(text, words, place, any_case=True)
            if found is not None:
                return found.value.organ
        return None

    def resolve(self, name: str) -> Party | None:
        """The party that a user means by ``name``, in any case, or None."""
        found = self._resolve(name)
        return None if found is None else self.party(found.party_id)

    def with_parties(self, parties: Iterable[tuple[str, Sequence[str]]]) -> PartyLexicon:
        """A lexicon in which each (label, further names) is a party of that label.

        A name that is known keeps its party, under the user's label; an unknown one is a new
        party. Two names of one state are kept apart: the one that is more than an organ
        ("White House") keeps the state's names, the other ("Pentagon") takes only its own.
        """
        given = _given(parties)
        known = [self._known(label, names) for label, names in given]
        table = self._table.copy()
        keepers = _keepers(known)
        taken: list[Phrase[Form]] = []
        for place, (label, names) in enumerate(given):
            found = known[place]
            if found is not None and keepers[found.party_id] == place:
                party_id = found.party_id
                # A label that names the party by itself need not become a form of it
                own = [] if self._resolve(label) is not None else [label]
            else:
                party_id = _free_id(slug(label), table.parties)
                own = [label]
                if found is not None:
                    table.parents.setdefault(party_id, found.party_id)
                    table.move_organ(found.party_id, party_id, found.organ, found.form)
            table.parties[party_id] = Party(party_id, label)
            taken += [
                phrase(name, Form(party_id, "user"), any_case=name.islower())
                for name in (*own, *names)
            ]
        table.forms = taken + table.forms
        return PartyLexicon(table)

    def _known(self, label: str, names: Sequence[str]) -> Mention | None:
        for name in (label, *names):
            found = self._resolve(name)
            if found is not None:
                return found
        return None

    def _resolve(self, name: str) -> Mention | None:
        bare = re.sub(r"^\s*the\s+", "", name, flags=re.IGNORECASE).strip()
        if bare in self._table.parties:
            return Mention(bare, 0, len(bare), bare, "state")
        for party_id, party in self._table.parties.items():
            if party.label.casefold() == bare.casefold():
                return Mention(party_id, 0, len(bare), bare, "state")
        for form in (name, bare):
            words = tokens(form)
            for mention in search(self._tables, form, any_case=True)[0]:
                if mention.start == words[0].start and mention.end >= words[-1].end:
                    return mention
        return None

    def _searched(self, text: str) -> tuple[tuple[Mention, ...], tuple[OrganMention, ...]]:
        return search(self._tables, text)

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        names: dict[str, list[str]] = {}
        for entry in self._table.forms:
            if entry.value.party_id:
                names.setdefault(entry.value.party_id, []).append(entry.form)
        return names


def _given(parties: Iterable[tuple[str, Sequence[str]]]) -> list[tuple[str, tuple[str, ...]]]:
    """The user's parties, those of one label as one; a label that is another's name is that one."""
    merged: dict[str, tuple[str, tuple[str, ...]]] = {}
    owner: dict[str, str] = {}
    for label, names in parties:
        label = label.strip()
        if not label:
            continue
        key = owner.get(label.casefold(), label.casefold())
        first, before = merged.get(key, (label, ()))
        merged[key] = first, tuple(dict.fromkeys((*before, *names)))
        for name in (label, *names):
            owner.setdefault(name.casefold(), key)
    return list(merged.values())


def _keepers(known: Sequence[Mention | None]) -> dict[str, int]:
    """For each known party the place of the user's name that keeps it: the broadest one."""
    keepers: dict[str, int] = {}
    for place, found in enumerate(known):
        if found is None:
            continue
        kept = keepers.get(found.party_id)
        held = known[kept] if kept is not None else None
        if held is None or (found.role in BROAD and held.role not in BROAD):
            keepers[found.party_id] = place
    return keepers


def _free_id(wanted: str, taken: Mapping[str, object]) -> str:
    number, party_id = 1, wanted
    while party_id in taken:
        number += 1
        party_id = f"{wanted}-{number}"
    return party_id
