"""The names of parties as the data files and a user's TOML give them, ready to be looked up.

Comes in: ``divergence/data/parties.toml``, ``parties-leaders.toml`` and a user's tables. Goes out:
a ``PartyTable``: parties, the forms that name them, organs of states, and the small word lists
that the search needs. The notation of the rows is explained at the head of the data files.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from divergence.errors import DataFileError
from divergence.language.phrases import Phrase, fold, phrase
from divergence.model import Party
from divergence.tomlfile import convert, read_toml

DATA = "parties.toml"
LEADERS = "parties-leaders.toml"


class Form(NamedTuple):
    """What a written form stands for.

    ``party_id`` is None for a form that only looks like a party ("Washington Post"). A ``guarded``
    form is also a personal name ("Jordan"); a ``conditional`` one counts only where the text names
    the party otherwise too ("the North").
    """

    party_id: str | None
    role: str
    organ: str | None = None
    guarded: bool = False
    conditional: bool = False
    needs_title: bool = False


class Organ(NamedTuple):
    """A kind of organ of a state and the role in which it names the state."""

    organ: str
    role: str


@dataclass(frozen=True, slots=True)
class Signs:
    """Closed word lists, folded, that tell how a name is used."""

    place: frozenset[str]
    filler: frozenset[str]
    former: frozenset[str]
    titles: frozenset[str]
    courtesy: frozenset[str]
    before_names: frozenset[str]
    after_people: frozenset[str]
    of: frozenset[str]
    articles: frozenset[str]


@dataclass(slots=True)
class PartyTable:
    """Parties by id, parents by id, and all forms, those that win first."""

    parties: dict[str, Party]
    parents: dict[str, str]
    forms: list[Phrase[Form]]
    organs: list[Phrase[Organ]]
    signs: Signs
    kinds: dict[str, str] = field(default_factory=dict)
    """``state``, ``organization``, ``group`` or ``faction`` by id; a user's own have none."""

    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    """(state, organ) to the party that a user made of that organ."""

    def copy(self) -> PartyTable:
        """A table that can be changed without changing this one."""
        return replace(
            self,
            parties=dict(self.parties),
            parents=dict(self.parents),
            forms=list(self.forms),
            owners=dict(self.owners),
        )

    def move_organ(self, state: str, party_id: str, organ: str | None, form: str) -> None:
        """Give the names of one organ of ``state``, or without one just ``form``, to a party."""
        if organ is not None:
            self.owners[state, organ] = party_id
        wanted = fold(form)
        self.forms = [
            entry._replace(value=entry.value._replace(party_id=party_id))
            if entry.value.party_id == state
            and (fold(entry.form) == wanted or (organ and entry.value.organ == organ))
            else entry
            for entry in self.forms
        ]


class UserParty(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party as a user writes it in TOML."""

    label: str
    names: tuple[str, ...] = ()


class UserParties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A user's file of parties."""

    parties: tuple[UserParty, ...] = ()


def read_user_parties(extra: Path | Mapping[str, Any]) -> tuple[UserParty, ...]:
    """The ``[[parties]]`` of a TOML file or of a table that was read from one.

    Raises SettingsError with file and line.
    """
    if isinstance(extra, Path):
        return read_toml(extra, UserParties).parties
    return convert(dict(extra), UserParties, "", "parties").parties


@cache
def read_party_table() -> PartyTable:
    """The shipped table. DataFileError where a file is missing or damaged."""
    try:
        folder = files("divergence.data")
        data = tomllib.loads((folder / DATA).read_text("utf-8"))
        leaders = tomllib.loads((folder / LEADERS).read_text("utf-8"))
        return _table(data, leaders)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(
            f"divergence/data/{DATA} or {LEADERS}: {error!r}; install the package again"
        ) from error


def slug(label: str) -> str:
    """An id from a label: "Miller's Group" becomes ``millers-group``."""
    plain = re.sub(r"['’]", "", fold(label))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "party"


def _table(data: Mapping[str, Any], leaders: Mapping[str, Any]) -> PartyTable:
    parties: dict[str, Party] = {}
    parents: dict[str, str] = {}
    kinds: dict[str, str] = {}
    forms: list[Phrase[Form]] = [phrase(form, Form(None, "none")) for form in data["not_parties"]]
    for row in _rows(data["states"], 6):
        party_id, label = row[0], row[1]
        parties[party_id] = Party(party_id, label.rstrip("?"))
        kinds[party_id] = "state"
        forms += _state_forms(party_id, label, row)
    for role in ("organization", "group", "faction"):
        for row in _rows(data[f"{role}s"], 4 if role == "faction" else 3):
            party_id, label = row[0], row[1]
            parties[party_id] = Party(party_id, label)
            kinds[party_id] = role
            if role == "faction":
                parents[party_id] = row[3]
            forms += [_form(name, party_id, role) for name in (label, *_split(row[2]))]
    for row in _rows(leaders["leaders"], 2):
        for name in _split(row[1]):
            forms += _leader_forms(name, row[0])
    organs = [
        phrase(form, Organ(kind, entry["role"]), any_case=not form.isupper())
        for kind, entry in data["organs"].items()
        for form in entry["forms"]
    ]
    signs = Signs(**{name: frozenset(words) for name, words in data["signs"].items()})
    return PartyTable(parties, parents, forms, organs, signs, kinds)


def _rows(text: str, columns: int) -> Iterator[list[str]]:
    """The cells of a table that is written one row a line with bars between the cells."""
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > columns + 1 or len(cells) < columns - 1:
            raise ValueError(f"{len(cells)} cells in the row {line.strip()[:60]!r}")
        yield cells + [""] * (columns + 1 - len(cells))


def _split(cell: str) -> list[str]:
    return [name.strip() for name in cell.split(",") if name.strip()]


def _state_forms(party_id: str, label: str, row: list[str]) -> Iterator[Phrase[Form]]:
    yield _form(label, party_id, "state")
    for role, cell in zip(("state", "capital", "demonym"), row[2:5], strict=True):
        for name in _split(cell):
            if role == "demonym" and name.endswith("+s"):
                name = name.removesuffix("+s")
                yield _form(name + "s", party_id, "people")
            yield _form(name, party_id, role)
    for name in _split(row[5]):
        yield _form(name, party_id, "people")
    for group in row[6].split(";"):
        role, _, names = group.partition(":")
        role, _, organ = role.strip().partition("/")
        for name in _split(names):
            yield _form(name, party_id, role, organ or None)


def _form(name: str, party_id: str, role: str, organ: str | None = None) -> Phrase[Form]:
    conditional, guarded = name.startswith("~"), name.endswith("?")
    name = name.strip("~?")
    return phrase(name, Form(party_id, role, organ, guarded, conditional))


def _leader_forms(name: str, party_id: str) -> Iterator[Phrase[Form]]:
    """A person's forms: the whole name, and the surname, alone where it is marked with ``*``."""
    first, star, surname = name.partition("*")
    whole = first + surname
    yield phrase(whole, Form(party_id, "leader", "person"))
    if not star:
        surname = name.split()[-1]
    if surname != whole:
        yield phrase(surname, Form(party_id, "leader", "person", needs_title=not star))
