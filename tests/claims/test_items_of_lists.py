"""Written lists: items carry what introduces them, and names of who took part are no claims."""

from __future__ import annotations

from divergence.claiming.body import body_of
from divergence.claiming.items import is_clause, items_of
from divergence.claims import ClaimSet, claims_of
from divergence.language.segmentation import sentences
from divergence.model import Claim, Document, Span
from divergence.parties import load_parties

COMMUNIQUE = """The ministers met in Oslo on Monday.

The parties agreed to:
- reopen the strait to trawlers by June; and
- share the data of both coast guards.

The talks were friendly. Participants in the meeting included:

- Minister Kari Moe, Ministry of Fisheries
- Ambassador Per Holt
- Norwegian Trawler Owners' Association
"""

OTHER = "Sweden welcomed the talks in Oslo. Sweden will open the strait by June."


def account(text: str = COMMUNIQUE) -> ClaimSet:
    documents = [
        Document("norway.txt", text, account_of="Norway"),
        Document("sweden.txt", OTHER, account_of="Sweden"),
    ]
    return claims_of(documents, {}, load_parties())


def claim(found: ClaimSet, beginning: str) -> Claim:
    return next(c for c in found.claims if c.text.startswith(beginning))


def test_an_item_carries_what_introduces_it() -> None:
    assert claim(account(), "share the data").details.context == "The parties agreed to"


def test_an_item_speaks_for_all_sides_where_its_introduction_does() -> None:
    assert claim(account(), "reopen the strait").joint


def test_the_word_that_leads_to_the_next_item_is_left_out() -> None:
    assert claim(account(), "reopen").text == "reopen the strait to trawlers by June"


def test_a_short_introduction_is_told_with_its_items_only() -> None:
    found = account()
    assert not any(c.text.startswith("The parties agreed") for c in found.claims)
    assert "introduction of a list" in {aside.reason for aside in found.asides}


def test_an_item_that_is_a_clause_carries_nothing() -> None:
    text = COMMUNIQUE.replace("reopen the strait", "The strait will be open")
    assert claim(account(text), "The strait will be").details.context is None


def test_names_of_who_took_part_are_set_aside() -> None:
    found = account()
    left = [a for a in found.asides if a.reason == "list of names"]
    assert len(left) == 4
    assert not any("Per Holt" in c.text for c in found.claims)


def test_matters_in_capitals_are_no_names() -> None:
    text = "The ministers discussed:\n- The Black Reef Fishing Accord\n- Arctic Council Reform\n"
    assert items_of(text, sentences(text)).names == frozenset()


def test_prose_behind_a_list_is_no_item() -> None:
    text = "They agreed to:\n- lower the tolls; and\n- open the pass.\n\nThe envoys left at noon."
    split = sentences(text)
    assert split[-1] not in items_of(text, split).introduced


def test_an_item_with_a_subject_and_a_verb_is_a_clause() -> None:
    text = "Norway commits to open the strait"
    assert is_clause(text, Span(0, len(text)))
    text = "Opening of the strait to Northern trawlers"
    assert not is_clause(text, Span(0, len(text)))


def test_an_item_that_opens_a_list_of_its_own_introduces_it() -> None:
    text = "They agreed on:\n- these deals:\n- boats for the coast guard\n- nets of steel\n"
    split = sentences(text)
    introduced = items_of(text, split).introduced
    assert introduced[split[3]] == split[1]


def test_a_line_that_credits_a_quotation_is_called_so() -> None:
    text = (
        "Norway closed the strait on Monday. Sweden said that it was not told of it.\n\n"
        "— Orla Finn on the closure\n\nThe strait had been open since 1920.\n"
    )
    found = body_of(Document("a.txt", text)).asides
    assert [aside.reason for aside in found] == ["credit of a quotation"]
