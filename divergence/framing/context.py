"""What the framing measures know beside the claims: parties, documents and whole accounts.

Comes in: the parties, documents and claims of one event. Goes out: labels for reasons, the words
of each account, and evidence with exact characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from divergence.framing.tokens import tokens
from divergence.language.tables import load_table
from divergence.model import Claim, Document, Evidence, Party


@dataclass(frozen=True, slots=True)
class FramingContext:
    """Labels by party id, words of each account by party id, and the words that name parties.

    ``lead`` holds the ids of the claims that open a party's own document, ``titles`` the titles of
    such documents by file name: in an outlet's article the place is the outlet's choice. All may be
    empty: the measures then do without.
    """

    labels: Mapping[str, str] = field(default_factory=dict)
    account_words: Mapping[str, int] = field(default_factory=dict)
    party_words: frozenset[str] = frozenset()
    lead: frozenset[str] = frozenset()
    titles: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        parties: Iterable[Party] = (),
        documents: Iterable[Document] = (),
        claims: Iterable[Claim] = (),
    ) -> FramingContext:
        """Gather the context of one event."""
        parties = tuple(parties)
        documents = tuple(documents)
        own = {document.name: document.account_of for document in documents}
        account = [claim for claim in claims if claim.role == "account" and claim.party]
        words: dict[str, int] = {}
        lead: dict[str, Claim] = {}
        for claim in account:
            party = str(claim.party)
            words[party] = words.get(party, 0) + len(tokens(claim.text))
            if own.get(claim.document) != party:
                continue
            first = lead.get(party)
            place = (claim.document, claim.start, claim.id)
            if first is None or place < (first.document, first.start, first.id):
                lead[party] = claim
        return cls(
            labels={party.id: party.label for party in parties},
            account_words=words,
            party_words=frozenset(
                token.folded
                for party in parties
                for name in (party.label, *party.names)
                for token in tokens(name)
                if token.text[:1].isupper()
            ),
            lead=frozenset(claim.id for claim in lead.values()),
            titles={
                document.name: document.title
                for document in documents
                if document.title and document.account_of
            },
        )

    def label(self, claim: Claim) -> str:
        """How reasons call the party of a claim."""
        return self.party_label(claim.party)

    def says(self, claim: Claim, verb: str) -> str:
        """The label of a claim's party with its verb, in the number that the label asks for."""
        return with_verb(self.label(claim), verb)

    def party_says(self, party: str | None, verb: str) -> str:
        """The label of a party with its verb."""
        return with_verb(self.party_label(party), verb)

    def party_label(self, party: str | None) -> str:
        """The label of a party id, or the id where none is known."""
        return "nobody" if party is None else self.labels.get(party, party)


def with_verb(label: str, verb: str) -> str:
    """A label with its verb ("gives", "names") in the number that the label asks for."""
    if not is_plural(label):
        return f"{label} {verb}"
    return f"{label} {IRREGULAR.get(verb, verb.removesuffix('s'))}"


IRREGULAR = {"is": "are", "does": "do", "has": "have", "denies": "deny", "its": "their"}
"""Plurals of verbs and of "its" that losing an "s" does not make."""


@cache
def is_plural(label: str) -> bool:
    """Whether the label of a party names more than one ("Lawmakers", not "United States")."""
    table = load_table("framing-synonyms.toml")
    last = label.casefold().split()[-1] if label.split() else ""
    return last.endswith(tuple(table["plural_endings"].split())) and last not in set(
        table["plural_except"].split()
    )


def evidence(claim: Claim, start: int = 0, end: int | None = None) -> Evidence:
    """Characters ``start`` to ``end`` of a claim's own text as evidence."""
    end = len(claim.text) if end is None else end
    return Evidence(
        claim.document,
        claim.start + start,
        claim.start + end,
        claim.text[start:end],
        claim.party,
    )


def quoted(words: str) -> str:
    """Words in quotation marks, on one line."""
    return '"' + " ".join(words.replace('"', "'").split()) + '"'


def listed(phrases: Iterable[str], most: int = 4) -> str:
    """Phrases in quotation marks, the first ``most`` of them, joined for a sentence."""
    distinct = list(dict.fromkeys(phrases))
    shown = [quoted(phrase) for phrase in distinct[:most]]
    if len(distinct) > most:
        shown.append(f"{len(distinct) - most} more")
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " and " + shown[-1]


@cache
def threshold(scope: str, measure: str) -> float:
    """From which difference on a measure counts as notable."""
    return float(load_table("framing-thresholds.toml")[scope][measure])


@cache
def weights() -> dict[str, Any]:
    """What place and repetition add to a topic's weight."""
    return dict(load_table("framing-thresholds.toml")["weights"])
