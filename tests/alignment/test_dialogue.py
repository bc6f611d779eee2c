"""Claims that answer one another in other words, and claims that go on with one matter."""

from dataclasses import replace

import pytest

from divergence.aligning.dialogue import kindred, tolls
from divergence.alignment import align
from divergence.grouping import group
from divergence.language.polarity import describe
from divergence.model import Claim, Document, Party

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
