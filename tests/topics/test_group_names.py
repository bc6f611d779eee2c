from hypothesis import given
from hypothesis import strategies as st

from divergence.topics import name_group


def test_the_name_is_a_phrase_that_the_claims_share():
    texts = [
        "The mill gave no advance notice of the lock change.",
        "Tenants had asked for advance notice of any lock change.",
    ]
    assert name_group(texts) == "advance notice of the lock change"


def test_a_single_claim_is_named_by_its_rarest_noun_phrase():
    assert name_group(["They will inspect the old lighthouse keeper's cottage."]) in {
        "lighthouse keeper's cottage",
        "old lighthouse keeper's cottage",
    }


def test_two_noun_phrases_may_be_joined_by_a_preposition():
    assert "of the" in name_group(
        ["the restoration of the ballroom", "a restoration of the ballroom"]
    )


def test_a_name_never_ends_in_a_function_word_or_verb():
    name = name_group(["The brewery said that it would offer the apprentices because of"])
    assert name.split()[-1] in {"brewery", "apprentices"}


def test_a_sentences_first_word_loses_its_capital_but_a_name_keeps_it():
    assert name_group(["Harbour dues rose."]) == "harbour dues"
    assert "Gotham" in name_group(["the old bridge in Gotham", "near Gotham bridge"])


def test_claims_without_a_noun_get_a_plain_name():
    assert name_group(["They did."]) == "other statements"
    assert name_group([]) == "other statements"


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_texts_get_a_name_of_one_line(texts):
    name = name_group(texts)
    assert name
    assert "\n" not in name


def test_the_background_decides_what_is_common():
    text = ["the purple wagon and the green kettle"]
    wagons = {"purpl": 9.0, "wagon": 9.0, "green": 1.1, "kettl": 1.1}
    kettles = {"purpl": 1.1, "wagon": 1.1, "green": 9.0, "kettl": 9.0}
    assert name_group(text, wagons) == "purple wagon"
    assert name_group(text, kettles) == "green kettle"
