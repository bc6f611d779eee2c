"""A special topic says what a claim is about; a general one beside it takes nothing away."""

from dataclasses import replace

from divergence.alignment import align
from divergence.model import Claim, Party

NORTH, SOUTH = (Party(name, name.title(), ()) for name in ("north", "south"))


def claim(party: str, number: int, text: str, *topics: str) -> Claim:
    blank = Claim(f"{party}-{number}", party, "account", party, 0, len(text), text)
    return replace(blank, topics=topics)


def event() -> list[Claim]:
    return [
        claim("north", 0, "alpha beta", "dams", "water"),
        claim("south", 0, "gamma delta", "dams", "water"),
        claim("north", 1, "epsilon zeta", "trade"),
        claim("south", 1, "eta theta", "wages"),
    ]


def affinity(claims: list[Claim], *general: str) -> float:
    return align(claims, (NORTH, SOUTH), general=general).affinity("north-0", "south-0")


def test_a_general_topic_beside_special_ones_dilutes_less():
    left = event()
    left[1] = replace(left[1], topics=("dams", "relations"))
    left[0] = replace(left[0], topics=("dams", "economy"))
    assert affinity(left, "relations", "economy") > affinity(left)


def test_a_shared_general_topic_counts_less_than_a_shared_special_one():
    claims = event()
    claims[0] = replace(claims[0], topics=("dams", "economy"))
    claims[1] = replace(claims[1], topics=("wages", "economy"))
    assert affinity(claims, "economy") < affinity(claims)
