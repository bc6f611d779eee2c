"""What an editor asks of a report: nothing twice, nothing in full that a number says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sample_comparisons import ferry, nothing_shared, three_parties

from divergence.framing.profile import MEASURES
from divergence.model import (
    Claim,
    Comparison,
    Document,
    Evidence,
    Finding,
    Nearest,
    Pair,
    Party,
    Profile,
    Reason,
    Topic,
)
from divergence.model import FramingDifference as Difference
from divergence.reporting import RenderOptions
from divergence.reporting.index import ComparisonIndex
from divergence.reporting.markdown import render
from divergence.reporting.profiles import MEANINGS, measures_note
from divergence.reporting.reasons import differences_of, reasons_of
from divergence.reporting.summary import how_picked, summary
from divergence.reporting.table import render as render_table
from divergence.reporting.view import view_of

HARBOUR = "The pilots' union wants 30 new pilots. The harbour office wants 30 new pilots soon."
UNION, OFFICE = (sentence.removesuffix(".") for sentence in HARBOUR.split(". "))


def harbour(verdict="agreement", reasons=(), framing=(), silence=None) -> Comparison:
    """Two claims of one text, in one finding."""
    document = Document("harbour.txt", HARBOUR)
    claims = tuple(
        Claim(
            name, party, "account", document.name, HARBOUR.index(text),
            HARBOUR.index(text) + len(text), text, topics=("staff",), silence=silence,
        )
        for name, party, text in (("u", "union", UNION), ("o", "office", OFFICE))
    )  # fmt: skip
    finding = Finding("f1", "staff", "Staff", verdict, ("u", "o"), reasons=tuple(reasons))
    return Comparison(
        "Pilots", {"parties": "Parties were picked by length; left out: Mayor"}, (document,),
        (Party("union", "Union"), Party("office", "Office")), claims,
        (Pair(("u", "o"), "supports", 0.9),), (finding,),
        (Topic("staff", "Staff", verdict, (), (("union", "says"), ("office", "says"))),),
        tuple(replace(one, finding="f1", topic="staff") for one in framing),
    )  # fmt: skip


def evidence(comparison: Comparison) -> tuple[Evidence, ...]:
    return tuple(Evidence(c.document, c.start, c.end, c.text, c.party) for c in comparison.claims)


def reasons(comparison: Comparison) -> list[str]:
    return [r.text for r in reasons_of(ComparisonIndex(comparison), comparison.findings[0])]


def test_a_reason_names_shared_words_and_figures_and_repeats_no_quotation():
    rests_on = evidence(harbour())
    text = f"Union and Office say the same: “{UNION}”; “{OFFICE}”."
    (told,) = reasons(harbour(reasons=[Reason("same.proposition", text, rests_on)]))
    assert told == "Union and Office say the same; both have “pilots”, “wants” and “30”."


def test_a_clash_is_named_without_both_quotations():
    rests_on = evidence(harbour())
    text = f"Office says the opposite of what Union says: Union “{UNION}”; Office “{OFFICE}”."
    (told,) = reasons(harbour("conflict", [Reason("clash.negation", text, rests_on)]))
    assert told.startswith("Office says the opposite of what Union says. Both speak of")
    assert UNION not in told


def test_an_agreement_is_explained_by_what_is_the_same():
    rests_on = evidence(harbour())
    made = harbour(
        reasons=[
            Reason("same.proposition", "They say the same.", rests_on),
            Reason("framing.tone", "Union writes “wants”.", rests_on),
        ]
    )
    assert all("writes" not in told for told in reasons(made))


def test_a_difference_of_pair_and_group_is_told_once():
    told = Reason("framing.labels", "Union writes of “pilots”, Office of “staff”.")
    values = (("union", "pilots"), ("office", "staff"))
    group = Difference("labels", "topic", values, 0.9, 0.2, "union: “pilots”; office: “staff”")
    other = Difference("tone", "topic", values, 0.9, 0.2, "Union writes “brazen”")
    made = harbour("framing", [told], [group, other])
    found = differences_of(ComparisonIndex(made), made.findings[0])
    assert [one.measure for one in found] == ["tone"]


def test_how_the_parties_were_picked_stands_under_the_summary():
    assert how_picked(ComparisonIndex(harbour())).endswith("left out: Mayor.")
    lines = render(harbour()).splitlines()
    assert lines[8] == "Parties were picked by length; left out: Mayor."
    assert sum("Parties were picked" in line for line in lines) == 1


def test_of_three_parties_it_is_said_who_shares_what():
    first = summary(ComparisonIndex(three_parties()))[0]
    assert first == "All three speak of 1 of 2 topics: Water."
    stances = (("alpha", "says"), ("beta", "says"), ("gamma", "silent"))
    made = three_parties()
    made = replace(made, topics=tuple(replace(topic, stances=stances) for topic in made.topics))
    first = summary(ComparisonIndex(made))[0]
    assert first == "Of 2 topics, none is spoken of by all three. Alpha and Beta share 2."


def test_long_lists_of_silences_are_cut_and_counted():
    made = harbour("omission")
    finding = replace(made.findings[0], claims=("u",), omitted_by=("office",))
    topic = replace(made.topics[0], stances=(("union", "says"),))
    many = [f"matter-{n}" for n in range(8)]
    made = replace(
        made,
        findings=tuple(replace(finding, id=name, topic=name) for name in many),
        topics=tuple(replace(topic, id=name, label=name) for name in many),
    )
    assert "matter-0, matter-1, matter-2 and 5 more." in summary(ComparisonIndex(made))[1]


def test_what_is_hardly_alike_is_not_quoted_and_silent_parties_share_a_line():
    text = render(three_parties())
    assert "nothing comes near in the accounts of Beta and Gamma" in text
    assert "likeness" not in text.partition("part-appendix")[0]
    made = three_parties()
    trade = replace(
        made.findings[1], nearest=(Nearest("beta", "b1", 0.4), Nearest("gamma", None, 0))
    )
    text = render(replace(made, findings=(made.findings[0], trade)))
    assert "The nearest in the account of Beta (likeness 0.40):" in text


@pytest.mark.parametrize("show", [render, render_table])
def test_a_silence_said_aloud_is_no_word_of_the_matter(show):
    text = show(harbour("framing", silence="declined"))
    assert "Silence said aloud" in text
    row = next(line for line in text.splitlines() if "Staff" in line and "raming" in line)
    assert "declined" in row
    assert "says" not in row


def test_single_claims_of_one_side_are_rows_of_one_table():
    text = render(nothing_shared())
    assert "### " not in text.partition("part-appendix")[0]
    for claim in nothing_shared().claims:
        assert f"“{claim.text}” |" in text


def test_everything_that_a_party_says_is_in_the_report():
    for made in (ferry(), three_parties(), nothing_shared(), harbour()):
        for text in (render(made), render_table(made, RenderOptions(width=200))):
            plain = text.replace("**", "").replace("‘", "“").replace("’", "”")
            assert all(claim.text in plain for claim in made.claims if claim.role == "account")


def test_an_account_of_few_words_has_no_percentages():
    made = replace(harbour(), profiles=(Profile("union", 7, (("blame", 0.5),), (("staff", 1.0),)),))
    assert "Too short to say: Union (7 words, 1 claim)." in render(made)
    assert "50%" not in render(made).partition("part-appendix")[0].partition("part-accounts")[2]


def test_topics_are_named_by_the_catalogue_and_never_by_their_ids():
    shares = (("breakdown-of-relations", 0.6), ("staff", 0.4))
    made = replace(
        harbour(),
        profiles=(Profile("union", 90, (("blame", 0.5),), shares),),
        topic_labels=(("breakdown-of-relations", "breakdown of all relations"),),
    )
    index = ComparisonIndex(made)
    assert index.topic_label("breakdown-of-relations") == "breakdown of all relations"
    assert view_of(made)["profiles"][0]["emphasis"][0]["label"] == "breakdown of all relations"


def test_a_label_that_only_repeats_the_topic_is_left_out():
    assert "**Agreement**. Union and Office" in render(harbour())


def test_the_gravest_verdicts_come_first():
    text = render(ferry())
    places = [text.index(f"**{v}**") for v in ("Conflict", "Omission", "Framing", "Agreement")]
    assert places == sorted(places)


def test_words_are_marked_only_where_two_claims_say_nearly_the_same():
    loose = replace(harbour(), pairs=(Pair(("u", "o"), "related", 0.2),))
    assert "> **" not in render(loose)
    assert "**harbour office**" in render(harbour())


def test_a_list_of_labels_that_are_lists_themselves_ends_in_and():
    made = harbour("conflict")
    many = ["pay and hours", "staff"]
    made = replace(
        made,
        findings=tuple(replace(made.findings[0], id=name, topic=name) for name in many),
        topics=tuple(replace(made.topics[0], id=name, label=name) for name in many),
    )
    told = summary(ComparisonIndex(made))[2]
    assert told == "They contradict each other on pay and hours; and staff."


def test_an_agreement_in_other_words_is_told_by_its_sign_alone():
    signs = (Evidence("a", 0, 5, "gather again", "union"), Evidence("a", 6, 9, "meet", "office"))
    sign = Reason("alike.step", "Both tell of a meeting: “gather again” and “meet”.", signs)
    made = harbour(reasons=[sign, Reason("framing.substance", "Union speaks of “x”.", signs)])
    assert reasons(made) == ["Both tell of a meeting: “gather again” and “meet”."]


def test_a_figure_is_named_as_both_have_it():
    made = harbour()
    text = HARBOUR.replace("union wants 30", "union wants About 30")
    union, office = (one.removesuffix(".") for one in text.split(". "))
    rests_on = (Evidence("a", 0, 1, union, "union"), Evidence("a", 0, 1, office, "office"))
    made = replace(
        made, findings=(replace(made.findings[0], reasons=(Reason("same.x", "", rests_on),)),)
    )
    (told,) = reasons(made)
    assert told.endswith("both speak of “pilots”, “wants” and “30”; the rest differs.")


@pytest.mark.parametrize(("words", "shown"), [("The Union", False), ("the pilots", True)])
def test_a_context_that_only_names_the_speaker_is_left_out(words, shown):
    made = harbour()
    claim = made.claims[0]
    made = replace(
        made,
        claims=(replace(claim, details=replace(claim.details, context=words)), made.claims[1]),
    )
    assert (f"context: “{words}”" in render(made)) is shown


def test_what_differs_beside_an_agreement_is_told_in_one_sentence():
    values = (("union", "pilots"), ("office", "staff"))
    tone = Difference("tone", "topic", values, 0.9, 0.2, 'Union writes "brazen"')
    told = "Beside that, tone: Union writes “brazen”."
    assert told in render(harbour(framing=[tone]))
    assert told in render_table(harbour(framing=[tone]))


def test_only_the_measures_that_are_shown_are_explained():
    union = Profile("union", 90, (("tone", 0.0), ("blame", 0.5)), ())
    claims = tuple(replace(harbour().claims[0], id=f"u{n}") for n in range(4))
    note = measures_note(ComparisonIndex(replace(harbour(), claims=claims, profiles=(union,))))
    assert note == (
        "Blame: share of claims that hold somebody responsible. What is 0 for all is left out."
    )


def test_every_measure_of_an_account_is_explained():
    assert set(MEANINGS) == set(MEASURES)
