"""What two accounts make of one matter, and why."""

import pytest

from divergence.alignment import Alignment, Match
from divergence.grouping import Group
from divergence.model import Claim, FramingDifference, Pair, Party
from divergence.verdicts import judge


def verdicts(findings):
    return {finding.verdict for finding in findings}


def codes(findings):
    return {reason.code for finding in findings for reason in finding.reasons}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        (
            "The shelling of the port killed 12 dockers.",
            "The shelling of the port killed 30 dockers.",
            "clash.number",
        ),
        (
            "The coastal bridge was reopened on 4 May.",
            "The coastal bridge was reopened on 9 May.",
            "clash.date",
        ),
        (
            "The council approved the sale of the harbour cranes.",
            "The council did not approve the sale of the harbour cranes.",
            "clash.negation",
        ),
        (
            "The company polluted the river and breached its licence.",
            "We have never breached our licence, the company denies polluting the river.",
            "clash.denial",
        ),
        (
            "Minister Kolm spoke of the intrusion of naval vessels into territorial waters.",
            "Minister Renn said that his country did not send naval vessels into the waters.",
            "clash.negation",
        ),
        (
            "The army strengthened the garrison in the harbour district.",
            "The army weakened the garrison in the harbour district.",
            "clash.antonym",
        ),
        (
            "Southland troops attacked our patrol at the northern crossing on Monday.",
            "Northland troops made a gunshot threat to our patrol at the northern crossing.",
            "clash.blame",
        ),
    ],
)
def test_a_conflict_names_its_clash(one, other, code, judged, north, south):
    _, findings = judged((north, one), (south, other))
    assert verdicts(findings) == {"conflict"}
    assert code in codes(findings)
    assert all(reason.evidence for finding in findings for reason in finding.reasons)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Northland lost 20 soldiers in the clash.", "Southland lost 35 soldiers in the clash."),
        ("The talks lasted more than two hours.", "The talks lasted three hours."),
        ("At least 20 dockers were hurt in the port.", "25 dockers were hurt in the port."),
    ],
)
def test_numbers_that_can_both_be_right_are_no_conflict(one, other, judged, north, south):
    _, findings = judged((north, one), (south, other))
    assert "conflict" not in verdicts(findings)


def test_a_negation_of_something_else_is_no_conflict(judged, north, south):
    refusal = (
        "The council refused to publish the papers that a committee wants to see about its attempt"
        " to add a census question."
    )
    _, findings = judged((north, refusal), (south, "An order will add the census question."))
    assert "conflict" not in verdicts(findings)


def test_an_intention_against_a_deed_is_no_conflict_but_said(judged, north, south):
    _, findings = judged(
        (north, "Northland intends to provide ambulances to the border hospitals."),
        (south, "Southland thanked for the ambulances provided to the border hospitals."),
    )
    assert "conflict" not in verdicts(findings)
    _, findings = judged(
        (north, "Northland intends to provide ambulances to the border hospitals."),
        (south, "Ambulances were provided to the border hospitals."),
    )
    assert "conflict" not in verdicts(findings)
    assert "framing.stance" in codes(findings)


def test_an_omission_shows_the_nearest_thing_that_was_said(judged, north, south):
    _, findings = judged(
        (north, "Refugees will return to the coastal towns. The harbour is safe."),
        (south, "The harbour is safe. Prices of bread rose by a third."),
    )
    omissions = [finding for finding in findings if finding.verdict == "omission"]
    assert {finding.omitted_by for finding in omissions} == {("south",), ("north",)}
    assert all(len(finding.nearest) == 1 for finding in omissions)
    assert {reason.code for finding in omissions for reason in finding.reasons} == {"absent.plain"}


def test_with_three_parties_those_who_agree_are_named(judged, north, south):
    third = Party("union", "Union", ("Union", "the union"))
    text = "The tramway drivers will return to work on Thursday."
    _, findings = judged((north, text), (south, text), (third, "A fund for widows was opened."))
    together = [finding for finding in findings if finding.agrees]
    assert [finding.agrees for finding in together] == [(("north", "south"),)]
    assert {f.omitted_by for f in findings if f.verdict == "omission"} == {("north", "south")}


def test_what_one_asks_for_is_not_what_the_other_tells_as_a_fact(judged, north, south):
    _, findings = judged(
        (north, "Northland asked Southland to hand over the fishing boats of the coast."),
        (south, "The fishing boats of the coast belong to a bank."),
    )
    assert "agreement" not in verdicts(findings)


def test_silence_of_many_parties_is_less_sure_than_silence_of_one(judged, north, south):
    text = "The tramway drivers will return to work on Thursday."
    others = ["A fund for widows was opened.", "Bread is dear.", "The lake is full."]
    more = [Party(f"p{at}", f"Party {at}", (f"Party {at}",)) for at in range(len(others))]
    _, few = judged((north, text), (south, others[0]))
    _, many = judged((north, text), *zip(more, others, strict=True))
    assert many[0].omitted_by == tuple(party.id for party in more)
    assert many[0].confidence < few[0].confidence


def test_confidence_is_a_chance(judged, north, south):
    _, findings = judged((north, "The port reopened."), (south, "A bank was robbed in May."))
    assert all(0 < finding.confidence < 1 for finding in findings)


def test_framing_rests_on_a_named_measure(judged, north, south):
    rest = "Bread is dear. The choir sang. A bank was robbed."
    _, findings = judged(
        (north, f"Northland demanded that Southland open the coastal harbour. {rest}"),
        (south, "Southland warned that ships near the harbour would be stopped by its navy."),
    )
    framed = [finding for finding in findings if finding.verdict == "framing"]
    assert framed
    assert all(reason.code.startswith("framing.") for f in framed for reason in f.reasons)


def test_without_any_measure_nothing_is_framing(judged, north, south, monkeypatch):
    monkeypatch.setattr("divergence.verdicts.measure_event", lambda *_: ())
    _, findings = judged(
        (north, "Northland demanded that Southland open the coastal harbour."),
        (south, "Southland warned that ships near the harbour would be stopped by its navy."),
    )
    assert "framing" not in verdicts(findings)


def test_what_both_tell_alike_is_no_part_of_what_sets_them_apart(north, south):
    texts = {
        "money": (north, "The shareholders pocketed rebates of the smelter"),
        "meeting": (north, "We meet again in May"),
        "aid": (south, "The state gave rebates to the smelter"),
        "round": (south, "The next round is in May"),
    }
    claims = [
        Claim(name, party.id, "account", party.id, at, at + len(text), text)
        for at, (name, (party, text)) in enumerate(texts.items())
    ]
    pairs = [("money", "aid"), ("meeting", "round")]
    matches = {pair: Match(*pair, 0.0, 0.0, 0.5) for pair in pairs}
    alignment = Alignment(matches, {}, tuple(Pair(pair, "related", 0.0) for pair in pairs))
    tone = FramingDifference(
        "tone", "pair", (("north", -1.0), ("south", 0.0)), 0.5, 0.45, "", (), ("money", "aid")
    )
    found = judge([Group("smelter", tuple(texts))], claims, alignment, [north, south], [tone])
    assert {(f.verdict, f.claims) for f in found} == {
        ("framing", ("money", "aid")),
        ("agreement", ("meeting", "round")),
    }
