"""Accounts made of plain sentences, for the tests of alignment, grouping and verdicts."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from divergence.alignment import align
from divergence.grouping import group
from divergence.language.polarity import describe
from divergence.language.segmentation import sentences
from divergence.model import Claim, Finding, Party
from divergence.topics import load_catalogue, name_group
from divergence.verdicts import judge

NORTH = Party("north", "Northland", ("Northland", "Northlanders", "the Northland government"))
SOUTH = Party("south", "Southland", ("Southland", "Southlanders", "the Southland government"))


def account(party: Party, text: str) -> list[Claim]:
    """Each sentence of a text as a claim of a party."""
    catalogue = load_catalogue()
    claims = []
    for at, span in enumerate(sentences(text)):
        said = text[span.start : span.end]
        claim = Claim(
            f"{party.id}-{at}", party.id, "account", f"{party.id}.txt", span.start, span.end, said
        )
        topics = tuple(match.id for match in catalogue.topics_of(said))
        claims.append(replace(claim, details=describe(said, span.start), topics=topics))
    return claims


def findings_of(*accounts: tuple[Party, str]) -> tuple[list[Claim], tuple[Finding, ...]]:
    """Claims and findings of some accounts, by the way through."""
    claims = [claim for party, text in accounts for claim in account(party, text)]
    parties = [party for party, _ in accounts]
    alignment = align(claims, parties)
    groups = group(claims, alignment)
    return claims, judge(
        groups, claims, alignment, parties, name=lambda texts, _topic: name_group(texts)
    )


Judge = Callable[..., tuple[Sequence[Claim], tuple[Finding, ...]]]


@pytest.fixture
def judged() -> Judge:
    """Two or more accounts in, claims and findings out."""
    return findings_of


@pytest.fixture
def north() -> Party:
    """A party that no data file knows."""
    return NORTH


@pytest.fixture
def south() -> Party:
    """Its neighbour."""
    return SOUTH
