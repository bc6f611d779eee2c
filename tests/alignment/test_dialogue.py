"""Claims that answer one another in other words, and claims that go on with one matter."""

from dataclasses import replace

import pytest

from divergence.aligning.dialogue import asks, kindred, refuses, taken_up, tolls
from divergence.alignment import align
from divergence.grouping import group
from divergence.language.polarity import describe
from divergence.model import Claim, Document, Evidence, Party

EAST = Party("east", "Eastmark", ("Eastmark",))
WEST = Party("west", "Westmark", ("Westmark",))


def claims_in(text: str, *said: tuple[str, str]) -> list[Claim]:
    """Claims (party, words) of one article."""
    found = []
    for at, (party, words) in enumerate(said):
        start = text.index(words)
        end = start + len(words)
        found.append(Claim(f"c{at}", party, "account", "a.txt", start, end, words))
    return found


def codes(findings):
    return {reason.code for finding in findings for reason in finding.reasons}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rejected the offer out of hand", "refuses"),
        ("would not consider such a request", "refuses"),
        ("refused to comment on the weather", "neither"),
        ("asked the port to lower its fees", "asks"),
        ("the fees are too high", "neither"),
    ],
)
def test_requests_and_refusals_are_told_by_their_words(text, kind):
    claim = Claim("c", "east", "account", "a.txt", 0, len(text), text)
    assert (kind == "refuses") == refuses(claim)
    assert (kind == "asks") == (asks(claim) and not refuses(claim))


def test_the_verb_before_a_quotation_tells_of_a_refusal_too():
    text = "the minister's suggestion comes too late"
    claim = Claim("c", "east", "account", "a.txt", 9, 9 + len(text), text)
    assert not refuses(claim)
    assert refuses(replace(claim, cue=Evidence("a.txt", 0, 8, "rejected")))


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
    words = {claim.id: {} for claim in claims}
    assert taken_up(claims, (EAST, WEST), words) == {("c1", "c2"): "refusal"}


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
    words = {claim.id: {} for claim in claims}
    assert taken_up(claims, (EAST, WEST, south), words) == {("c0", "c2"): "refusal"}


def test_a_request_that_is_turned_down_is_a_conflict(judged, north, south):
    _, findings = judged(
        (north, "Northland asked for the release of the two fishing boats."),
        (south, "Southland rejected the request for the release of the boats."),
    )
    assert {finding.verdict for finding in findings} == {"conflict"}
    assert "clash.refusal" in codes(findings)


def test_a_refusal_of_something_else_answers_nothing(judged, north, south):
    _, findings = judged(
        (north, "Northland asked for the release of the two fishing boats."),
        (south, "Southland rejected the offer of a tram company to build a garage."),
    )
    assert "clash.refusal" not in codes(findings)


def test_kindred_words_stand_for_one_matter():
    assert kindred("The only purpose of the move is to win time.") == ("purpose",)
    assert kindred("It is a ploy to win time.") == ("purpose",)
    assert kindred("He had no authority, it overstepped the mandate.") == ("authority",)
    assert kindred("The ferry sails at noon.") == ()


def run_together(text: str, *said: tuple[str, str]) -> list[int]:
    """How many claims each group holds."""
    claims = claims_in(text, *said)
    alignment = align(claims, (EAST, WEST))
    groups = group(claims, alignment, (Document("a.txt", text),))
    return sorted(len(found.claims) for found in groups)


def test_what_one_party_says_without_a_break_is_one_finding():
    text = "“The lake is drying out,” she said. “It has lost a metre. Nobody acts.”"
    said = [("east", "The lake is drying out"), ("east", "It has lost a metre")]
    assert run_together(text, *said, ("east", "Nobody acts")) == [3]


def test_another_speaker_or_paragraph_ends_what_goes_together():
    text = "“The lake is drying out,” she said.\n\n“Nobody acts.”"
    said = [("east", "The lake is drying out"), ("east", "Nobody acts")]
    assert run_together(text.replace("\n\n", " "), *said) == [2]
    assert run_together(text, *said) == [1, 1]
    text = "“The lake is full,” she said. “Trams are late,” he said. “Bread is dear,” she said."
    said = [("east", "The lake is full"), ("west", "Trams are late"), ("east", "Bread is dear")]
    assert run_together(text, *said) == [1, 1, 1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The exercise was defensive.", "The exercise was an act of aggression."),
        (
            "The closure will allow the bridge to be repaired.",
            "The closure is a pretext to starve the market.",
        ),
        (
            "The mayor has the authority to close the market.",
            "Traders questioned the authority of the mayor.",
        ),
    ],
)
def test_opposite_sides_of_one_matter_are_a_conflict_that_names_its_words(
    one, other, judged, north, south
):
    rest = "Bread is dear. Trams run late. The lake is full. A bank was robbed."
    _, findings = judged((north, f"{one} {rest}"), (south, f"{other} The choir sang."))
    assert [f.verdict for f in findings if "clash.antonym" in codes([f])] == ["conflict"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("the blast killed twelve and injured forty", [12.0]),
        ("190 were dead", [190.0]),
        ("9 died, 40 were hurt", [9.0]),
        ("forty shops were closed", []),
    ],
)
def test_the_dead_are_told_from_other_figures(text, count):
    claim = Claim("c", "east", "account", "a.txt", 7, 7 + len(text), text)
    claim = replace(claim, details=describe(text, 7))
    assert [quantity.low for quantity in tolls(claim)] == count


def test_two_counts_of_the_dead_are_a_conflict_but_for_other_days_and_peoples(judged, north, south):
    def verdicts(one, other):
        rest = "Bread is dear. Trams run late. The lake is full."
        _, findings = judged((north, f"{one} {rest}"), (south, f"{other} The choir sang."))
        return {finding.verdict for finding in findings if "clash.number" in codes([finding])}

    assert verdicts("190 were dead.", "The blast killed twelve.") == {"conflict"}
    assert not verdicts("At least 100 were dead.", "The blast killed 120.")
    assert not verdicts("20 died on 4 May.", "The raid on 9 June killed 31.")
    assert not verdicts("90 Northlanders were dead.", "The blast killed twelve Southlanders.")


def test_two_counts_of_those_held_are_a_conflict_whatever_they_are_called(judged, north, south):
    rest = "Bread is dear. Trams run late. The lake is full."
    _, findings = judged(
        (north, f"Nine crew members are being questioned by the coast guard. {rest}"),
        (south, "The minister spoke of the detention of 14 Southland sailors. The choir sang."),
    )
    assert "clash.number" in codes([f for f in findings if f.verdict == "conflict"])
    _, findings = judged(
        (north, f"The council held talks with nine crew members. {rest}"),
        (south, "The minister spoke of the detention of 14 Southland sailors. The choir sang."),
    )
    assert "conflict" not in {finding.verdict for finding in findings}
