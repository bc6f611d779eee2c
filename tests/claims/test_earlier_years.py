"""What a party said in an earlier year is told, not part of its account of the event."""

from __future__ import annotations

from divergence.attribution.rules import attribute_by_rules
from divergence.claims import claims_of
from divergence.model import Document
from divergence.parties import load_parties


def test_statement_of_an_earlier_year_is_narrated() -> None:
    text = (
        "Norway said on 3 May 2020 that the road was open. Sweden said the road was shut.\n\n"
        "In 2007, Sweden criticised the road as a danger to all. Norway denied that in 2019.\n"
    )
    document = Document("x.txt", text)
    found = claims_of([document], {"x.txt": attribute_by_rules(document)}, load_parties())
    roles = {claim.role for claim in found.claims if "danger" in claim.text}
    assert roles == {"narrated"}
    assert any(claim.role == "account" and "denied" in claim.text for claim in found.claims)


def test_sentence_with_one_reported_word_is_not_lost() -> None:
    text = (
        "Norway said the road was open. Sweden said the road was shut.\n\n"
        'Ola Nord, who runs the ferry, wrote: "Sad. I will miss the old road very much."\n'
    )
    document = Document("x.txt", text)
    found = claims_of([document], {"x.txt": attribute_by_rules(document)}, load_parties())
    assert any("Ola Nord" in claim.text for claim in found.claims)
