"""What must hold of verdicts on any text."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STORIES = {
    "dam": (
        "Engineers opened the spillway of the Karun dam at dawn. The reservoir had risen by 4 "
        "metres in two days. Some 1,200 families were moved to schools in the valley. The "
        "ministry said the wall itself was sound. Repairs to the second gate will cost 35 "
        "million crowns. Trains on the valley line stopped on Tuesday. Farmers asked for "
        "compensation for drowned livestock. No deaths were reported."
    ),
    "strike": (
        "Drivers of the tramway company walked out for 24 hours. The union demanded a rise of 6"
        " per cent. Management offered 3 per cent and a longer summer break. Talks will resume "
        "on 9 May. The mayor called on both sides to end the dispute. About 400,000 passengers "
        "were affected. Night buses kept running. A court rejected the company's request to ban"
        " the strike."
    ),
    "summit": (
        "The foreign ministers met for three hours in the lake resort. They discussed the "
        "exchange of prisoners and the reopening of the border bridge. Northland stressed its "
        "commitment to the ceasefire of 2019. The ministers agreed to set up a joint commission"
        " by September. The atmosphere was frank and businesslike. Grain exports through the "
        "southern port were also raised. Northland has delivered 40 ambulances to the border "
        "hospitals. The next round is planned for October."
    ),
    "recall": (
        "The maker recalled 18,000 heaters after complaints about overheating. Six people "
        "suffered minor burns. The company denied that it had known of the fault before "
        "January. Inspectors visited the plant twice in 2023. Customers can return the heaters "
        "to any shop. A refund takes up to ten days. The regulator may impose a fine of 2 "
        "million euros. The plant in Mostera employs 310 workers."
    ),
}

REWORDINGS = (
    ("said", "stated"),
    ("discussed", "talked about"),
    ("About", "Around"),
    ("The ", "the "),
    ("also ", ""),
)


@pytest.mark.parametrize("story", STORIES)
def test_a_text_against_itself_has_no_omission_and_no_conflict(story, judged, north, south):
    _, findings = judged((north, STORIES[story]), (south, STORIES[story]))
    assert {finding.verdict for finding in findings} == {"agreement"}


@pytest.mark.parametrize("story", STORIES)
def test_a_lightly_reworded_copy_has_no_omission_and_no_conflict(story, judged, north, south):
    copy = STORIES[story]
    for old, new in REWORDINGS:
        copy = copy.replace(old, new)
    _, findings = judged((north, STORIES[story]), (south, copy))
    assert not [f for f in findings if f.verdict in ("omission", "conflict")]


@pytest.mark.parametrize("story", STORIES)
def test_swapping_the_parties_mirrors_the_findings(story, judged, north, south):
    sentences = STORIES[story].split(". ")
    one = ". ".join(sentences[:5]) + "."
    other = ". ".join(sentences[2:])
    _, here = judged((north, one), (south, other))
    _, there = judged((south, one), (north, other))

    def mirrored(party):
        return {"north": "south", "south": "north"}[party]

    assert [f.verdict for f in here] == [f.verdict for f in there]
    assert [tuple(map(mirrored, f.omitted_by)) for f in here] == [f.omitted_by for f in there]


@pytest.mark.parametrize("story", STORIES)
def test_the_order_of_accounts_does_not_change_the_findings(story, judged, north, south):
    sentences = STORIES[story].split(". ")
    one = (north, ". ".join(sentences[:5]) + ".")
    other = (south, ". ".join(sentences[2:]))
    _, here = judged(one, other)
    _, there = judged(other, one)
    assert sorted((f.id, f.verdict, f.omitted_by) for f in here) == sorted(
        (f.id, f.verdict, f.omitted_by) for f in there
    )


@settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_one_false_number_makes_exactly_one_conflict(data, judged, north, south):
    story = STORIES[data.draw(st.sampled_from(sorted(STORIES)))]
    figures = [m for m in re.finditer(r"\b\d[\d,]*\b", story) if not re.match(r"20\d\d", m[0])]
    figure = data.draw(st.sampled_from(figures))
    value = int(figure[0].replace(",", ""))
    false = data.draw(st.integers(2, 9)) * value + 1
    if "May" in story[figure.end() : figure.end() + 5]:
        false = value % 28 + 1
    told = f"{story[: figure.start()]}{false}{story[figure.end() :]}"
    _, findings = judged((north, story), (south, told))
    conflicts = [finding for finding in findings if finding.verdict == "conflict"]
    assert len(conflicts) == 1
    assert {reason.code for reason in conflicts[0].reasons} <= {"clash.number", "clash.date"}
    assert not [finding for finding in findings if finding.verdict == "omission"]


def test_every_account_claim_is_in_a_finding(judged, north, south):
    claims, findings = judged((north, STORIES["dam"]), (south, STORIES["strike"]))
    assert {claim.id for claim in claims} == {name for f in findings for name in f.claims}


def test_a_finding_keeps_its_id_when_a_paragraph_moves(judged, north, south):
    story = STORIES["recall"]
    first, _, rest = story.partition(". ")
    _, here = judged((north, story), (south, STORIES["dam"]))
    _, there = judged((north, f"{rest}\n\n{first}."), (south, STORIES["dam"]))
    assert {finding.id for finding in here} == {finding.id for finding in there}
