import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.parties import load_parties

LEXICON = load_parties()


def found(text):
    return [(m.party_id, m.role, m.use, text[m.start : m.end]) for m in LEXICON.find(text)]


def only(text):
    [mention] = LEXICON.find(text)
    return mention


@pytest.mark.parametrize(
    ("text", "party", "role"),
    [
        ("Ankara rejected the claim.", "turkey", "capital"),
        ("The Kremlin rejected the claim.", "russia", "metonym"),
        ("Türkiye rejected the claim.", "turkey", "state"),
        ("A statement by the Republic of Turkey", "turkey", "state"),
        ("Turkey’s Foreign Ministry said", "turkey", "ministry"),
        ("the Turkish defence ministry said", "turkey", "ministry"),
        ("the Ministry of Foreign Affairs of the Russian Federation said", "russia", "ministry"),
        ("The Pentagon said", "united-states", "ministry"),
        ("Downing Street said", "united-kingdom", "metonym"),
        ("SANA reported", "syria", "agency"),
        ("North Korean state media said", "north-korea", "agency"),
        ("The IDF said", "israel", "military"),
        ("Swedish officials said", "sweden", "official"),
        ("the President of the Republic of Korea said", "south-korea", "leader"),
        ("French President Emmanuel Macron said", "france", "leader"),
        ("Mr Sunak said", "united-kingdom", "leader"),
        ("The WHO said", "world-health-organization", "organization"),
        ("Hezbollah said", "hezbollah", "group"),
        ("The Lib Dems said", "liberal-democrats", "faction"),
        ("Côte d’Ivoire agreed", "cote-divoire", "state"),
        ("Cote d'Ivoire agreed", "cote-divoire", "state"),
        ("The British said no", "united-kingdom", "demonym"),
        ("Iraqis said no", "iraq", "people"),
        ("The Polisario Front said", "western-sahara", "government"),
    ],
)
def test_a_party_is_found_in_its_role(text, party, role):
    mention = only(text)
    assert (mention.party_id, mention.role, mention.modifier) == (party, role, False)


@pytest.mark.parametrize(
    "text",
    [
        "US-led forces",
        "Turkish-backed groups",
        "pro-Russian forces",
        "Turkish troops",
        "Turkey's border",
    ],
)
def test_a_name_that_only_qualifies_a_noun_is_a_modifier(text):
    assert only(text).modifier


def test_both_halves_of_a_double_adjective_are_modifiers():
    assert [(m.party_id, m.modifier) for m in LEXICON.find("Russian-Turkish patrols")] == [
        ("russia", True),
        ("turkey", True),
    ]


def test_a_name_after_a_preposition_of_place_is_a_place():
    assert [m.use for m in LEXICON.find("talks in Moscow and in the US")] == ["place", "place"]


@pytest.mark.parametrize(
    "text",
    [
        "They ate turkey and tell us who came.",
        "Michael Jordan said so.",
        "The Washington Post reported it.",
        "She wore Chad Smith's china mug.",
        "A new moon rose over the may tree.",
    ],
)
def test_what_only_looks_like_a_party_is_none(text):
    assert found(text) == []


def test_a_common_surname_needs_a_title():
    assert found("Brown bread is good.") == []
    assert only("Prime Minister Brown said").party_id == "united-kingdom"


def test_the_north_is_north_korea_only_where_the_text_names_it():
    assert found("The weather in the North was bad.") == []
    ids = [m.party_id for m in LEXICON.find("North Korea fired. Later the North denied it.")]
    assert ids == ["north-korea", "north-korea"]


def test_korean_alone_is_neither_korea():
    assert found("A Korean sailor") == []


def test_who_held_office_once_is_marked():
    assert only("the former Israeli prime minister said").former
    assert not only("the Israeli prime minister said").former


def test_an_organ_without_a_state_is_told_apart():
    [organ] = LEXICON.find_organs("The Foreign Ministry denied it.")
    assert (organ.organ, organ.form) == ("foreign-ministry", "Foreign Ministry")
    assert LEXICON.organ_of("a defense ministry spokesman") == "defence-ministry"
    assert LEXICON.organ_of("the bakery") is None


def test_a_search_in_a_part_keeps_offsets_of_the_whole():
    text = "Paris agreed. Berlin refused."
    [mention] = LEXICON.find(text, 14)
    assert text[mention.start : mention.end] == "Berlin"


def test_an_empty_line_parts_a_name():
    assert found("They met in New\n\nZealand") == []


@given(st.text(max_size=200))
def test_mentions_lie_in_the_text_in_order_without_overlap(text):
    end = 0
    for mention in LEXICON.find("Turkey's army " + text):
        assert end <= mention.start < mention.end <= len(text) + 14
        end = mention.end


def test_all_members_of_the_united_nations_and_four_more_are_known():
    states = [p for p in LEXICON if LEXICON.kind(p) == "state"]
    assert len(states) >= 197
    for name in ("Taiwan", "Kosovo", "Palestine", "the Vatican", "Tuvalu", "Scotland"):
        assert LEXICON.resolve(name) is not None


def test_another_first_name_makes_another_person():
    assert found("Jamie Raab said so.") == []
    assert only("But Raab said so.").party_id == "united-kingdom"


def test_a_common_surname_with_mr_needs_its_state_in_the_text():
    assert found("Mr Castro said so.") == []
    ids = [m.party_id for m in LEXICON.find("Cuba agreed. Mr Castro said so.")]
    assert ids == ["cuba", "cuba"]


def test_a_longer_name_beats_a_short_one_before_it():
    text = "South Korea watched as the South Sudanese minister spoke."
    assert [m.party_id for m in LEXICON.find(text)] == ["south-korea", "south-sudan"]


def test_a_name_of_a_state_is_not_taken_for_its_organ():
    assert only("the State of Palestine said").role == "state"


def test_an_office_and_its_holder_are_one_mention():
    text = "Russian Defence Minister Sergei Shoigu said"
    mention = only(text)
    assert (mention.role, mention.organ) == ("ministry", "defence-ministry")
    assert text[mention.start : mention.end] == "Russian Defence Minister Sergei Shoigu"


def test_a_party_after_according_to_is_a_name():
    assert only("according to Ankara").use == "name"
    assert only("a statement from the Kremlin").use == "name"


def test_a_form_of_several_parties_goes_to_the_one_that_the_text_names():
    indian = LEXICON.find("India's BJP said no. Congress said yes. The IAF flew over Delhi.")
    assert [m.party_id for m in indian if m.form == "Congress"] == ["indian-congress"]
    assert [m.party_id for m in indian if m.form == "IAF"] == ["india"]
    american = LEXICON.find("The White House said no. Congress said yes.")
    assert [m.party_id for m in american] == ["united-states", "us-congress"]


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_name_with_a_plural_possessor_is_found(mark):
    assert only(f"The Kurdistan Workers{mark} Party said so.").party_id == "pkk"
    lexicon = LEXICON.with_parties([(f"Teachers{mark} League", ())])
    assert [(m.start, m.end) for m in lexicon.find("The Teachers' League said so.")] == [(4, 20)]


def test_a_closing_mark_parts_a_name():
    lexicon = LEXICON.with_parties([("Aldonia Post", ())])
    assert lexicon.find("What they call 'Aldonia' Post offices said.") == []
