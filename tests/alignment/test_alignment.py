"""Alignment finds what a plain comparison of all pairs finds."""

import json
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from conftest import account

from divergence.aligning.support import load_support, supports
from divergence.alignment import Match, align, kept
from divergence.language.similarity import (
    features,
    likeness,
    mutual,
    profile,
    rarity,
    sought,
    wording,
)

SHARED = Path(__file__).parents[3] / "shared"

ONE = (
    "The ministers discussed the reopening of the coastal highway. Norvia has delivered 40"
    " ambulances. The ceasefire of 2019 remains in force. Fishing quotas were not raised."
)
OTHER = (
    "Estavar thanked Norvia for ambulances. Talks on the coastal road continue. Both sides"
    " confirmed the ceasefire. A school was opened in the port."
)


def every_best(claims, matches, limits):
    """The pairs kept, by the plainest of programs: look at every pair for every pair."""
    party = {claim.id: claim.party for claim in claims}
    chosen = []
    for match in matches.values():
        if match.affinity < limits.together and match.support < limits.told:
            continue
        rivals_left = [
            m.strength
            for m in matches.values()
            for a, b in ((m.left, m.right), (m.right, m.left))
            if a == match.left and party[b] == party[match.right]
        ]
        rivals_right = [
            m.strength
            for m in matches.values()
            for a, b in ((m.left, m.right), (m.right, m.left))
            if a == match.right and party[b] == party[match.left]
        ]
        best_for_left = match.strength + limits.margin >= max(rivals_left)
        best_for_right = match.strength + limits.margin >= max(rivals_right)
        if best_for_left or best_for_right:
            chosen.append((match.left, match.right))
    return chosen


def test_the_kept_pairs_are_those_of_the_brute_force_twin(north, south):
    claims = account(north, ONE) + account(south, OTHER)
    limits = load_support()
    for scale in range(1, 20):
        matches = {
            (a.id, b.id): Match(
                a.id, b.id, (i * scale % 7) / 7, (i * scale % 5) / 5, (i * scale % 11) / 11
            )
            for i, (a, b) in enumerate(combinations(claims, 2))
            if a.party != b.party
        }
        pairs = [pair.claims for pair in kept(claims, matches, limits)]
        assert pairs == every_best(claims, matches, limits)


def test_blocking_loses_no_pair_that_all_against_all_would_keep(north, south, monkeypatch):
    claims = account(north, ONE) + account(south, OTHER)
    blocked = align(claims, (north, south)).pairs
    monkeypatch.setattr("divergence.alignment.candidates", lambda c, _: list(combinations(c, 2)))
    assert align(claims, (north, south)).pairs == blocked


def test_claims_of_one_matter_are_aligned(north, south):
    claims = account(north, ONE) + account(south, OTHER)
    pairs = {pair.claims for pair in align(claims, (north, south)).pairs}
    assert ("north-1", "south-0") in pairs
    assert ("north-2", "south-2") in pairs
    assert not [pair for pair in pairs if "south-3" in pair]


def test_a_text_supports_itself_most():
    text = "Norvia has delivered 40 ambulances to the border hospitals."
    others = ["The fishing quotas were cut by half.", text, "Estavar has many hospitals."]
    found = supports(text, others)
    assert max(found) == found[1] > 0.9


def test_features_lie_between_0_and_1():
    profiles = [profile(text) for text in (ONE, OTHER, "", "40", "— …")]
    rare = rarity(profiles)
    for one in profiles:
        for other in profiles:
            assert all(0 <= value <= 1 for value in features(sought(one, rare), other))


def test_wording_is_blind_to_the_order_of_words():
    assert wording("the bridge opened", "opened the bridge") == 1.0


def test_very_long_claims_are_cut_and_do_not_hang(north, south):
    claims = account(north, "a" * 50_000) + account(south, "b a " * 20_000)
    assert align(claims, (north, south)).pairs == ()


def test_support_of_other_accounts_on_propsegment():
    path = SHARED / "data" / "propsegment" / "dev.jsonl"
    if not path.exists():
        pytest.skip("needs ../shared beside the checkout")
    items = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    right = total = 0
    for item in items:
        if item["gold"] == "entail" and item["support"]:
            found = supports(item["hyp"], item["premise"])
            total += 1
            right += found.index(max(found)) in item["support"]
    assert right / total >= 0.92


def test_both_ways_at_once_gives_the_features_of_each_way(north, south):
    profiles = [profile(claim.text) for claim in account(north, ONE) + account(south, OTHER)]
    rare = rarity(profiles)
    for one, other in combinations(profiles, 2):
        left, right = sought(one, rare), sought(other, rare)
        assert mutual(left, right) == (features(left, other), features(right, one))


def test_the_kin_of_an_account_are_the_likenesses_of_its_texts(north, south):
    profiles = [profile(claim.text) for claim in account(north, ONE) + account(south, OTHER)]
    rare = rarity(profiles)
    for one in profiles:
        for other in profiles:
            for root in one.soft.keys() - other.soft.keys():
                near = [value for kin, value in rare.kin(root) if kin in other.soft]
                assert max(near, default=0.0) == likeness(root, other)


def test_three_copies_of_an_account_are_compared_each_with_each(north, south):
    claims = account(north, " ".join([ONE] * 3)) + account(south, " ".join([OTHER] * 3))
    alignment = align(claims, (north, south))
    once = align(account(north, ONE) + account(south, OTHER), (north, south))
    assert len(alignment.matches) == 9 * len(once.matches)


def test_an_account_that_repeats_itself_makes_no_more_pairs_than_it_has_copies(north, south):
    def pairs(copies: int) -> int:
        claims = account(north, " ".join([ONE] * copies)) + account(
            south, " ".join([OTHER] * copies)
        )
        alignment = align(claims, (north, south))
        return len(alignment.matches) + len(alignment.kin)

    few, more, most = pairs(10), pairs(20), pairs(30)
    assert most - more <= 1.1 * (more - few)


def test_every_copy_of_a_claim_finds_the_one_claim_that_says_it(north, south):
    said = "The coastal road reopens on Monday."
    claims = account(north, " ".join([said] * 9)) + account(south, said)
    pairs = {pair.claims for pair in align(claims, (north, south)).pairs}
    assert pairs == {(f"north-{turn}", "south-0") for turn in range(9)}


def test_a_topic_of_nearly_all_claims_brings_none_of_them_together(north, south):
    def crowd(party, words):
        claims = account(party, " ".join(f"{word.title()}ward remains." for word in words))
        return [replace(claim, topics=("general",)) for claim in claims]

    one = [f"{a}{b}lor" for a in "bdfgk" for b in "aeiou"]
    other = [f"{a}{b}mun" for a in "pstvz" for b in "aeiou"]
    claims = crowd(north, one) + crowd(south, other)
    assert len(claims) == 50
    assert align(claims, (north, south)).matches == {}
    assert align(claims[20:30], (north, south)).matches != {}
