"""What each framing measure sees in a pair of claims, and what it leaves alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from divergence.framing import FramingContext, measure_group, measure_pair, profiles
from divergence.framing.deeds import deeds
from divergence.framing.labels import label_pairs
from divergence.framing.phrases import replacements
from divergence.framing.tone import own_voice, target
from divergence.framing.wording import matters
from divergence.model import Claim, Document, Evidence, FramingDifference, Party

PARTIES = (Party("ankara", "Ankara", ("Turkey",)), Party("damascus", "Damascus", ("Syria",)))
CONTEXT = FramingContext.of(PARTIES)


def claim(text: str, party: str = "ankara", cue: str | None = None, **more: object) -> Claim:
    shown = Evidence(party, 0, len(cue), cue, party) if cue else None
    return Claim(f"{party}:{text}", party, "account", party, 0, len(text), text, cue=shown, **more)


def pair(first: str, second: str) -> dict[str, FramingDifference]:
    found = measure_pair(claim(first), claim(second, "damascus"), CONTEXT)
    return {difference.measure: difference for difference in found}


def test_replaced_phrases_are_told_with_the_words_of_both() -> None:
    found = pair(
        "Both reaffirmed their respect for the treaty.",
        "Both reaffirmed their commitment to the treaty.",
    )
    assert found["wording"].notable
    assert found["wording"].reason == 'Ankara says "respect", Damascus "commitment"'


def test_everyday_synonyms_are_no_difference() -> None:
    assert not pair("The law bans child marriage.", "The law prohibits child marriage.")


def test_two_names_for_the_same_people_are_labels() -> None:
    found = pair("Fighters seized the border post.", "Terrorists seized the border post.")
    assert found["labels"].values == (("ankara", "Fighters"), ("damascus", "Terrorists"))
    assert found["tone"].notable


def test_a_disputed_place_is_named_by_each_in_its_own_way() -> None:
    found = pair("A ship sank in the Persian Gulf.", "A ship sank in the Arabian Gulf.")
    assert "Persian Gulf" in found["labels"].reason
    assert "Arabian Gulf" in found["labels"].reason


def test_words_that_only_changed_places_are_no_labels() -> None:
    assert not label_pairs(
        "The minister met the union on Monday.", "The union met the minister on Monday."
    )


def test_the_side_that_names_the_actor_is_told() -> None:
    found = pair("The army shelled the town.", "The town was shelled on Sunday.")
    assert found["agency"].reason.startswith('Ankara names the actor ("army"), Damascus does not')


def test_a_passive_with_its_agent_hides_nobody() -> None:
    found = pair("The army shelled the town.", "The town was shelled by the army.")
    assert "agency" not in found


def test_by_a_date_or_measure_is_no_agent() -> None:
    forms = {deed.form for deed in deeds("Prices were raised by half a point by Friday.")}
    assert forms == {"passive"}


def test_a_possessive_before_an_act_names_who_did_it() -> None:
    named = {
        deed.form: deed.actor for deed in deeds("The militia's killing of a nurse was filmed.")
    }
    assert named["owner"] == "militia"


def test_a_hedge_against_a_plain_statement_is_a_difference_of_certainty() -> None:
    found = pair("The plane reportedly landed at noon.", "The plane landed at noon.")
    assert found["certainty"].reason == (
        'Damascus is surer: Damascus says it plainly; Ankara says it with "reportedly"'
    )


def test_the_month_of_may_is_no_hedge() -> None:
    assert "certainty" not in pair("The talks began in May 2021.", "The talks began in 2021.")


def test_the_cue_counts_as_commitment() -> None:
    first = claim("the strike hit a depot", cue="claimed")
    second = claim("the strike hit a depot", "damascus", cue="confirmed")
    (found,) = measure_pair(first, second, CONTEXT)
    assert found.measure == "certainty"
    assert "claimed" in found.reason


def test_particulars_of_one_side_are_listed() -> None:
    found = pair("The deal was signed in Muscat on 14 June.", "The deal was signed.")
    assert found["selection"].reason == 'only Ankara gives "Muscat" and "14 June"'


def test_two_figures_for_one_thing_are_no_selection() -> None:
    found = pair("The clinic counted 14 cases.", "The clinic counted 20 cases.")
    assert "selection" not in found


def test_what_is_denied_is_not_the_speakers_own_voice() -> None:
    assert not own_voice("The spokesman denied that the army had committed atrocities.")


def test_what_is_quoted_from_a_rival_is_not_the_speakers_own_voice() -> None:
    assert not own_voice('The embassy rejected what it called "vile slander".')


def test_a_charge_before_a_court_is_not_the_speakers_own_voice() -> None:
    assert not own_voice("Two men were charged with terrorism.")


def test_the_plain_sense_of_a_word_is_not_charged() -> None:
    assert not own_voice("The toxic cloud drifted over the suburb.")
    assert [hit.entry for hit in own_voice("His toxic leadership drove the staff away.")]


def test_quoted_words_of_a_mixed_statement_are_its_own() -> None:
    text = 'the plan was a "shameful betrayal" of the farmers of the valley'
    assert not own_voice(text)
    assert len(own_voice(text, "mixed")) == 2


def test_a_charge_is_told_with_whom_it_stands_beside() -> None:
    text = "The brutal regime in Arcadia fell."
    assert target(text, 4, 10) == "Arcadia"


def test_emphasis_is_told_in_shares_of_each_account() -> None:
    claims = [
        claim("Grain exports were the heart of our talks on the river port.", topics=("grain",)),
        claim("Grain ships leave in May.", topics=("grain",)),
        claim("Grain was mentioned.", "damascus", topics=("grain",)),
        claim(
            "All prisoners must be released before anything else is signed at all.",
            "damascus",
            topics=("prisoners",),
        ),
    ]
    context = FramingContext.of(PARTIES, (), claims)
    found = measure_group([c for c in claims if "grain" in c.topics], context, "grain")
    (emphasis,) = (difference for difference in found if difference.measure == "emphasis")
    assert emphasis.reason == "Ankara gives it 100% of its words, Damascus 20%"
    assert emphasis.topic == "grain"
    assert emphasis.notable


def test_the_headline_counts_only_in_a_partys_own_document() -> None:
    own = Document("ankara", "", title="Grain exports agreed", account_of="ankara")
    outlet = Document("outlet", "", title="Grain exports agreed")
    context = FramingContext.of(PARTIES, (own, outlet))
    assert set(context.titles) == {"ankara"}


def test_one_partys_claims_alone_make_no_group_difference() -> None:
    assert measure_group([claim("The enemy fled."), claim("The war is over.")], CONTEXT) == ()


def test_a_profile_describes_the_telling() -> None:
    claims = [
        claim("The brutal enemy burned six villages.", topics=("war",)),
        claim("Three bridges were destroyed.", topics=("war",)),
        claim("The talks may resume.", topics=("talks",)),
    ]
    (profile,) = profiles(claims, (), PARTIES)
    values = dict(profile.measures)
    assert profile.words == 14
    assert values["tone"] == -0.3333
    assert values["actor named"] == 0.5
    assert values["hedged"] == round(1 / 3, 4)
    assert dict(profile.emphasis) == {"war": round(10 / 14, 4), "talks": round(4 / 14, 4)}


SENTENCES = st.sampled_from(
    [
        "Government troops entered the town of Mirval at dawn.",
        "Occupation forces entered the town of Mirval at dawn.",
        "The town of Mirval was reportedly taken at dawn on 3 May.",
        "The brutal seizure of Mirval by the army killed 14 people.",
        "Our heroic soldiers liberated Mirval.",
        "“The regime” denied that Mirval had been shelled.",
        "If the truce holds, the army will leave Mirval.",
        "Mirval.",
        "",
    ]
)
TEXTS = SENTENCES | st.text(max_size=60)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_the_claims_the_other_way_round_give_the_mirrored_differences(one: str, two: str) -> None:
    first, second = claim(one), claim(two, "damascus")
    there = measure_pair(first, second, CONTEXT)
    back = measure_pair(second, first, CONTEXT)
    assert [(d.measure, d.difference) for d in there] == [(d.measure, d.difference) for d in back]
    assert [d.values for d in there] == [tuple(reversed(d.values)) for d in back]
    for left, right in zip(there, back, strict=True):
        assert set(left.evidence) == set(right.evidence)


@given(TEXTS, TEXTS)
@settings(max_examples=200, deadline=None)
def test_evidence_is_the_very_characters_of_the_claim(one: str, two: str) -> None:
    texts = {"ankara": one, "damascus": two}
    for difference in measure_pair(claim(one), claim(two, "damascus"), CONTEXT):
        assert 0.0 <= difference.difference <= 1.0
        assert difference.evidence
        for shown in difference.evidence:
            assert texts[shown.document][shown.start : shown.end] == shown.text


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_claim_against_itself_differs_in_nothing(text: str) -> None:
    assert measure_pair(claim(text), claim(text, "damascus"), CONTEXT) == ()


@given(TEXTS, TEXTS)
@settings(max_examples=100, deadline=None)
def test_replacements_are_symmetric(one: str, two: str) -> None:
    there = [(str(a), str(b)) for a, b in replacements(one, two)]
    back = [(str(b), str(a)) for a, b in replacements(two, one)]
    assert there == back
    assert [matters(x) for x in replacements(one, two)] == [
        matters(x) for x in replacements(two, one)
    ]
