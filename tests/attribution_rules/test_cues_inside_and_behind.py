"""Cues inside a sentence, behind a relative clause, and denials of what was just said."""

from __future__ import annotations

from collections.abc import Sequence

from divergence.attribution.rules import attribute_by_rules
from divergence.model import Document, Span


def told(text: str) -> list[tuple[str, str, str]]:
    """(source, cue, content) of each attribution."""

    def words(spans: Sequence[Span]) -> str:
        return " ... ".join(text[slice(*span)] for span in spans)

    found = attribute_by_rules(Document("x.txt", text))
    return [(words(one.source), words(one.cue), words(one.content)) for one in found]


def test_a_charge_that_someone_denied_is_a_denial_of_theirs() -> None:
    text = "Kenya accused Uganda of raising a flag, a charge that Kampala denied."
    assert told(text) == [
        ("Kenya", "accused", "Uganda of raising a flag"),
        ("Kampala", "denied", "a charge that Kampala denied"),
    ]


def test_a_clause_goes_on_behind_its_inner_cue() -> None:
    text = "The bomb was on a cart, stated Minister of Information Moammar Eryan, and was hidden."
    assert told(text)[0][0] == "Minister of Information Moammar Eryan"
    assert told(text)[0][2] == "The bomb was on a cart ... was hidden"


def test_according_to_a_paper_someone_else_said_it() -> None:
    text = "According to Agence Nord, the president of the Rail League, Jan Holm, said it was late."
    assert told(text)[-1] == ("the president of the Rail League, Jan Holm", "said", "it was late")


def test_a_subject_stands_before_a_relative_clause_without_commas() -> None:
    text = "A resident who asked not to be named said the men wore uniforms."
    assert told(text) == [("A resident", "said", "the men wore uniforms")]


def test_a_site_is_not_who_wrote_on_it() -> None:
    text = 'The mayor of Westport, Anne Holm, wrote on Twitter: "We are very sad."'
    assert told(text) == [("The mayor of Westport, Anne Holm", "wrote", '"We are very sad."')]


def test_a_bare_denial_is_a_statement() -> None:
    assert told("Sir Peter rejected that.") == [("Sir Peter", "rejected", "that")]


def test_a_noun_phrase_before_a_comma_is_not_what_its_verbs_object_says() -> None:
    text = 'A lawyer for the investors, Susan Pryce, said the ruling "turned on a technicality".'
    assert [source for source, _, _ in told(text)] == ["A lawyer for the investors, Susan Pryce"]


def test_a_city_dateline_of_a_channel_is_no_part_of_a_source() -> None:
    text = "Istanbul (CNN) Turkey's main opposition party condemned the vote."
    assert told(text)[0][0] == "Turkey's main opposition party"
