"""Claims of whole documents: whose, from where, and what is left aside."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divergence.attribution.rules import attribute_by_rules
from divergence.claims import ClaimSet, claims_of
from divergence.errors import DivergenceError
from divergence.language.segmentation import sentences
from divergence.model import Document
from divergence.parties import load_parties

PARTIES = load_parties()

MEETING = """Norway, Sweden talk about fish

OSLO — Norwegian and Swedish ministers discussed the herring quota on Tuesday, Norway's Fisheries \
Ministry said.

Norwegian minister Kari Moe met her Swedish counterpart in Oslo.

The ministry's statement said the talks were friendly. In addition, the sides discussed cutting \
the quota, fighting illegal fishing, and reopening two ports, according to the statement.

Sweden also described the talks as "useful", according to its foreign ministry.

The parties discussed the withdrawal of Norwegian patrol boats and the opening of the northern \
strait, which is closed to trawlers. It links two fishing grounds, the Swedish Foreign Ministry \
said.

Norway wants lower quotas. Sweden's prime minister did not comment on the talks."""


def claims_from(*documents: Document, chosen: tuple[str, ...] = ()) -> ClaimSet:
    """The claims of documents with the rules' attributions."""
    found = {document.name: attribute_by_rules(document) for document in documents}
    return claims_of(documents, found, PARTIES, chosen)


def of_party(found: ClaimSet, party: str) -> list[str]:
    """The texts of a party's own claims."""
    return [c.text for c in found.claims if c.party == party and c.role == "account"]


def test_parties_are_picked_by_their_accounts() -> None:
    found = claims_from(Document("a.txt", MEETING))
    assert {party.id for party in found.parties} == {"norway", "sweden"}
    assert "picked by the words attributed to each" in found.how_picked


def test_listed_matters_are_one_claim_each() -> None:
    found = of_party(claims_from(Document("a.txt", MEETING)), "norway")
    assert "fighting illegal fishing" in found
    assert "reopening two ports" in found


def test_trailing_attribution_covers_both_sentences() -> None:
    found = of_party(claims_from(Document("a.txt", MEETING)), "sweden")
    assert any(text.startswith("The parties discussed the withdrawal") for text in found)
    assert "which is closed to trawlers" in found
    assert "It links two fishing grounds" in found


def test_matters_that_all_sides_discussed_stay_the_word_of_one() -> None:
    found = claims_from(Document("a.txt", MEETING))
    joint = [claim for claim in found.claims if claim.joint]
    assert joint
    assert all(claim.party is not None for claim in joint)
    assert "reopening two ports" in {claim.text for claim in joint}


def test_position_that_the_outlet_ascribes_is_narrated() -> None:
    found = claims_from(Document("a.txt", MEETING))
    (claim,) = [c for c in found.claims if c.text.startswith("Norway wants")]
    assert (claim.role, claim.party) == ("narrated", "norway")
    assert claim.note == "position ascribed by the outlet"


def test_silence_said_aloud_is_tied_to_its_party() -> None:
    found = claims_from(Document("a.txt", MEETING))
    (claim,) = [c for c in found.claims if c.silence == "declined"]
    assert claim.party == "sweden"


def test_headline_above_a_dateline_is_aside() -> None:
    found = claims_from(Document("a.txt", MEETING))
    assert any(MEETING[a.start : a.end].startswith("Norway, Sweden") for a in found.asides)


def test_every_sentence_is_in_a_claim_or_aside() -> None:
    found = claims_from(Document("a.txt", MEETING))
    held = [(c.start, c.end) for c in found.claims] + [(a.start, a.end) for a in found.asides]
    for sentence in sentences(MEETING):
        assert any(start < sentence.end and sentence.start < end for start, end in held)


def test_spans_are_exact() -> None:
    for claim in claims_from(Document("a.txt", MEETING)).claims:
        assert MEETING[claim.start : claim.end] == claim.text


def test_ids_do_not_depend_on_place() -> None:
    moved = "The weather in Oslo was mild all week.\n\n" + MEETING.split("\n\n", 1)[1]
    before = {c.id for c in claims_from(Document("a.txt", MEETING)).claims if c.party}
    after = {c.id for c in claims_from(Document("a.txt", moved)).claims if c.party}
    assert before <= after


def test_document_of_a_party_is_its_account_throughout() -> None:
    norway = Document(
        "n.txt",
        "Minister Moe spoke with Swedish minister Ek today. Mr Ek said Sweden would open the "
        "ports. The ministers agreed to meet in May.",
        account_of="Norway",
    )
    sweden = Document("s.txt", "Minister Ek spoke with Ms Moe about herring.", account_of="Sweden")
    found = claims_from(norway, sweden)
    assert all(c.party == "norway" for c in found.claims if c.document == "n.txt")
    reported = [c for c in found.claims if c.reports]
    assert [c.reports for c in reported] == ["sweden"]
    assert any(c.joint for c in found.claims if "agreed" in c.text)


def test_questions_of_reporters_are_aside() -> None:
    text = (
        "Aide Ola Dahl: Good evening. The talks were long. Question: Did the ministers discuss "
        "cod? Ola Dahl: No, they did not talk about cod."
    )
    found = claims_from(
        Document("n.txt", text, account_of="Norway"),
        Document("s.txt", "Minister Ek spoke about herring.", account_of="Sweden"),
    )
    assert [text[a.start : a.end].strip() for a in found.asides if "question" in a.reason] == [
        "Question: Did the ministers discuss cod?"
    ]
    assert all("Did the ministers" not in claim.text for claim in found.claims)


def test_chosen_parties_alone_have_accounts() -> None:
    text = (
        "Norway said it was late. Sweden said it was early. Denmark said it was on time. "
        "Denmark also said it was fast."
    )
    found = claims_from(Document("a.txt", text), chosen=("Norway", "Sweden"))
    assert [party.id for party in found.parties] == ["norway", "sweden"]
    assert not of_party(found, "denmark")


def test_party_without_an_account_is_an_error_that_names_those_that_speak() -> None:
    text = "Norway said it was late. Sweden said it was early."
    with pytest.raises(DivergenceError, match=r"France.*Norway"):
        claims_from(Document("a.txt", text), chosen=("Norway", "France"))


def test_one_party_alone_is_nothing_to_compare() -> None:
    with pytest.raises(DivergenceError, match="only one party"):
        claims_from(Document("a.txt", "Norway said it was late."))


VOCABULARY = (
    "Norway Sweden said denied that the talks failed , . \" “ ” ' it he ministry and but which "
    "according to both sides discussed opening Mr Dahl ; — ( ) not 5% 会 🙂"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=80))
def test_any_text_gives_exact_spans_or_a_clear_error(words: list[str]) -> None:
    text = " ".join(words)
    document = Document("a.txt", text)
    try:
        found = claims_of([document], {"a.txt": attribute_by_rules(document)}, PARTIES)
    except DivergenceError:
        return
    assert all(text[c.start : c.end] == c.text and len(c.text) <= 600 for c in found.claims)
    assert len({claim.id for claim in found.claims}) == len(found.claims)
