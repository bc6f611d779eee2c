import pytest
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


def test_claims_without_words_get_a_plain_name():
    assert name_group(["..."]) == "other statements"
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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Norvia will release the crew of the Halvar", "release of the crew of the Halvar"),
        ("they shall not recognise the maritime border", "recognition of the maritime border"),
        ("She recalled that the judiciary is independent", "independence of the judiciary"),
        ("they found that the cooling pump fails", "failure of the cooling pump"),
        ("Norvia will provide 5 million euros for the crew", "5 million euros for the crew"),
        (
            "holding them is a flagrant violation of the law of the sea",
            "violation of the law of the sea",
        ),
        ("Norvia takes the safety of its customers seriously", "safety of the customers"),
        ("the delegations discussed pilot fees", "pilot fees"),
        ("the delegations discussed improving security on the coast", "security on the coast"),
        ("keep the cellar door closed", "cellar door"),
    ],
)
def test_a_name_says_the_matter(text, name):
    assert name_group([text], ignore=["Norvia"]) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("must be lifted at once", "must be lifted at once"),
        (
            "She told Norvia that nobody there would ever have known",
            "nobody there would ever have known",
        ),
        ("Foreign Minister Aldis Renn spoke", "Foreign Minister Aldis Renn spoke"),
        (
            "She would never have believed it herself but he would and she knew",
            "She would never have believed…",
        ),
    ],
)
def test_claims_without_a_matter_are_named_by_their_first_words(text, name):
    assert name_group([text], ignore=["Norvia", "Aldis Renn"]) == name


def test_names_that_are_ignored_do_not_name_a_group():
    text = "Voltane Energy sent engineers to the valley"
    assert "Voltane" not in name_group([text], ignore=["Voltane Energy"])


def test_a_name_within_a_topic_adds_to_its_label_or_is_left_out():
    assert name_group(["the border crossings"], within="borders and crossings") == ""
    assert (
        name_group(["the northern border crossing"], within="borders") == "northern border crossing"
    )
    assert name_group(["they must stop it"], within="ceasefire and truce") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The office did not brief the mayor on the dredging.", "dredging"),
        ("They made a second arrest in connection with the dredging.", "dredging"),
        ("They discussed the diversification of gas supply.", "diversification of gas supply"),
        ("She urged residents to contact police about the theft.", "police about the theft"),
        (
            "The pact ensures the smooth functioning of the canal.",
            "smooth functioning of the canal",
        ),
        ("We want tariff con[c]essions.", "tariff concessions"),
        ("Halvard's boat sank off the reef.", "Halvard's boat"),
        ("see [the harbour list](https://port.example/wool-mill-closures)", "harbour list"),
    ],
)
def test_verbs_adverbs_brackets_and_addresses_make_no_name(text: str, name: str):
    assert name_group([text]) == name


def test_what_only_one_of_several_claims_knows_does_not_name_them():
    texts = [
        "Tarn prays for the miners.",
        "Oslen prays for the miners.",
        "Brand condemned the flooding of chapels after heavy rain.",
    ]
    assert name_group(texts, within="religion and faith") != "chapels after heavy rain"
