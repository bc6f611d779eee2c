"""Claims that take up what another party asked for, charged or did."""

from dataclasses import replace

import pytest

from divergence.aligning.replies import heads, replies, taken_up
from divergence.model import Claim, Evidence, Party

EAST = Party("east", "Eastmark", ("Eastmark",))
WEST = Party("west", "Westmark", ("Westmark",))


def claims_in(text, *said):
    """Claims (party, words) of one article."""
    found = []
    for at, (party, words) in enumerate(said):
        start = text.index(words)
        found.append(Claim(f"c{at}", party, "account", "a.txt", start, start + len(words), words))
    return found


def taken(claims, *parties, words=None):
    return taken_up(claims, parties or (EAST, WEST), words or {c.id: {} for c in claims})


def codes(findings):
    return {reason.code for finding in findings for reason in finding.reasons}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rejected the offer out of hand", "refusal"),
        ("would not consider such a request", "refusal"),
        ("denied the allegations", "denial"),
        ("pleaded not guilty on Tuesday", "denial"),
        ("condemned the decision", "opposition"),
        ("said it strongly opposed the closure of the bridge", "opposition"),
        ("refused to comment on the weather", None),
        ("the opposition leader smiled", None),
        ("she is a harsh critic", None),
    ],
)
def test_replies_are_told_by_their_words(text, kind):
    claim = Claim("c", "east", "account", "a.txt", 0, len(text), text)
    found = {name for name in ("refusal", "denial", "opposition") if replies(claim, name)}
    assert (kind in found) if kind else not found


def test_requests_charges_and_decisions_can_be_taken_up():
    def of(text):
        claim = Claim("c", "east", "account", "a.txt", 0, len(text), text)
        return {name for name in ("refusal", "denial", "opposition") if heads(claim, name)}

    assert of("asked the port to lower its fees") == {"refusal"}
    assert of("accused the port of fraud") == {"denial"}
    assert of("announced an early end of the season") == {"opposition"}
    assert not of("the lake is full")


def test_the_verb_before_a_quotation_tells_of_a_refusal_too():
    text = "the minister's suggestion comes too late"
    claim = Claim("c", "east", "account", "a.txt", 9, 9 + len(text), text)
    assert not replies(claim, "refusal")
    assert replies(replace(claim, cue=Evidence("a.txt", 0, 8, "rejected")), "refusal")


def test_a_refusal_answers_what_was_asked_last_before_it():
    text = (
        "Eastmark asked for a loan of trucks. Eastmark urged its neighbour to open the bridge."
        " Westmark declined the request."
    )
    claims = claims_in(
        text,
        ("east", "asked for a loan of trucks"),
        ("east", "urged its neighbour to open the bridge"),
        ("west", "declined the request"),
    )
    assert taken(claims) == {("c1", "c2"): "refusal"}


def test_a_refusal_that_names_whose_request_it_was_answers_that_party():
    south = Party("south", "Southmark", ("Southmark",))
    text = (
        "Southmark demanded the return of the ferry. Eastmark asked for a loan of trucks."
        " Westmark rejected Southmark's demand."
    )
    claims = claims_in(
        text,
        ("south", "demanded the return of the ferry"),
        ("east", "asked for a loan of trucks"),
        ("west", "rejected Southmark's demand"),
    )
    assert taken(claims, EAST, WEST, south) == {("c0", "c2"): "refusal"}


def test_a_plea_of_innocence_answers_the_charge():
    text = (
        "Police said Orla Finch had stolen four paintings. The museum opens at nine, they said."
        " Finch said she was not guilty."
    )
    claims = claims_in(
        text,
        ("east", "had stolen four paintings"),
        ("east", "The museum opens at nine"),
        ("west", "she was not guilty"),
    )
    assert taken(claims) == {("c0", "c2"): "denial"}


def test_opposition_answers_the_decision_whose_words_it_shares():
    text = (
        "Eastmark announced the closure of the ferry line. Eastmark plans a new school."
        " Westmark condemned the closure of the ferry line."
    )
    claims = claims_in(
        text,
        ("east", "announced the closure of the ferry line"),
        ("east", "plans a new school"),
        ("west", "condemned the closure of the ferry line"),
    )
    words = {c.id: {"ferri": 3.0} if "ferry" in c.text else {} for c in claims}
    assert taken(claims, words=words) == {("c0", "c2"): "opposition"}


def test_two_who_oppose_one_thing_do_not_oppose_each_other():
    text = "Eastmark opposed the ferry line. Westmark condemned the ferry line."
    claims = claims_in(
        text, ("east", "opposed the ferry line"), ("west", "condemned the ferry line")
    )
    words = {c.id: {"ferri": 3.0, "line": 3.0} for c in claims}
    assert not taken(claims, words=words)


def test_a_request_that_is_turned_down_is_a_conflict(judged, north, south):
    _, findings = judged(
        (north, "Northland asked for the release of the two fishing boats."),
        (south, "Southland rejected the request for the release of the boats."),
    )
    assert {finding.verdict for finding in findings} == {"conflict"}
    assert "clash.refusal" in codes(findings)


def test_a_decision_that_is_opposed_is_a_conflict(judged, north, south):
    _, findings = judged(
        (north, "Northland announced the closure of the eastern ferry line from May."),
        (south, "Southland condemned the closure of the ferry line. The choir sang."),
    )
    assert "clash.opposition" in codes([f for f in findings if f.verdict == "conflict"])


def test_a_refusal_of_something_else_answers_nothing(judged, north, south):
    _, findings = judged(
        (north, "Northland asked for the release of the two fishing boats."),
        (south, "Southland rejected the offer of a tram company to build a garage."),
    )
    assert "clash.refusal" not in codes(findings)


def test_a_decision_of_a_party_with_a_name_of_two_words_can_be_opposed():
    north = Party("north", "North Bay", ("North Bay",))
    text = (
        "North Bay announced the closure of the bridge. "
        "Westmark condemned North Bay's decision on the closure of the bridge."
    )
    claims = claims_in(text, ("north", text[:46]), ("west", text[47:]))
    words = {claim.id: {"closur": 2.0, "bridg": 2.0} for claim in claims}
    assert set(taken(claims, north, WEST, words=words).values()) == {"opposition"}


def test_what_somebody_else_did_is_no_decision_of_the_other_party():
    text = (
        "Eastmark announced the closure of the bridge. "
        "Westmark condemned the closure of the bridge by Norvia."
    )
    claims = claims_in(text, ("east", text[:45]), ("west", text[46:]))
    words = {claim.id: {"closur": 2.0, "bridg": 2.0} for claim in claims}
    assert not taken(claims, words=words)
