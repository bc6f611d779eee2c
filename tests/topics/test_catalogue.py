import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from divergence.errors import DataFileError, SettingsError
from divergence.topics import catalogue as module
from divergence.topics import load_catalogue

CATALOGUE = load_catalogue()


def first(text):
    return CATALOGUE.topics_of(text)[0].id


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("the soldiers will be withdrawn from the north by June", "troop-withdrawal"),
        ("traffic on the A-7 motorway should resume", "roads"),
        ("families who fled must be able to go back; refugees come first", "refugees"),
        ("full respect for the country's sovereignty", "territorial-integrity"),
        ("they agreed to restore diplomatic relations", "normalization"),
        ("the fight against terrorists", "terrorism"),
        ("improving the security situation along the coast", "security-situation"),
        ("the talks were held in a friendly atmosphere", "atmosphere"),
        ("new sanctions on banks", "sanctions"),
        ("both armies observe the truce", "ceasefire"),
        ("a swap of prisoners is being prepared", "prisoners"),
        ("trucks with humanitarian aid have crossed", "humanitarian-aid"),
        ("eleven people were killed", "casualties"),
        ("they illegally crossed into our side", "borders"),
        ("the pipeline will carry natural gas", "energy"),
        ("inspectors may visit the uranium enrichment plant", "nuclear"),
        ("deliveries of ammunition and tanks go on", "weapons-supplies"),
        ("wages rise by three percent", "jobs-and-pay"),
        ("members of the union voted to strike", "industrial-action"),
        ("the pension age stays at 62", "pensions"),
        ("shareholders should reject the takeover bid", "takeovers"),
        ("the regulator fined the company", "regulation-and-fines"),
        ("the car maker recalled the product over a defect", "product-safety"),
        ("the election was free and fair", "conduct-of-vote"),
        (
            "an inquiry will find out who gave the order; it is an independent investigation",
            "investigations",
        ),
        ("the ranch was expropriated and its owner evicted", "land-and-property"),
        ("tariffs on steel", "trade"),
        ("the negotiators agreed to meet again next month", "further-contacts"),
        ("the enlargement of NATO", "alliances"),
        ("police detained four men", "detention"),
        ("thousands of protesters gathered", "protests"),
        ("the hostages are alive", "hostages"),
        ("two drones entered our airspace", "airspace-and-drones"),
        ("soldiers opened fire at dawn", "use-of-force"),
        ("joint naval exercises begin on Monday", "military-exercises"),
        ("amassing troops for an invasion", "military-buildup"),
        ("hackers stole passwords in a cyber attack", "cyber"),
        ("this is propaganda and disinformation", "propaganda"),
        ("officials took bribes", "corruption"),
        ("the river flooded three towns", "disasters"),
        ("the train derailed after a collision", "accidents"),
        ("asylum rules and illegal immigration", "migration"),
        ("greenhouse gas emissions must fall", "climate"),
        ("vaccines against the disease", "pandemic"),
        ("pupils return to school", "education"),
    ],
)
def test_a_claim_finds_its_topic_first(text, topic):
    assert first(text) == topic


@pytest.mark.parametrize(
    ("text", "not_topic"),
    [
        ("the Security Council met", "security-situation"),
        ("they stressed the importance of the visit", "trade"),
        ("she demonstrated that it works", "protests"),
        ("the strike weapons are in the north", "industrial-action"),
        ("according to the ministry", "agreements-and-treaties"),
        ("he tested positive", "atmosphere"),
        ("combating smuggling", "use-of-force"),
    ],
)
def test_words_that_mean_something_else_do_not_count(text, not_topic):
    assert not_topic not in {match.id for match in CATALOGUE.topics_of(text)}


def test_a_text_may_have_several_topics():
    topics = {match.id for match in CATALOGUE.topics_of("refugees and the ceasefire")}
    assert {"refugees", "ceasefire"} <= topics


def test_the_special_topic_beats_the_general_one():
    matches = CATALOGUE.topics_of("security cooperation against terrorists")
    assert matches[0].id == "terrorism"
    assert "security-situation" in {match.id for match in matches}


def test_what_a_relative_clause_adds_counts_for_less():
    text = "the highway, which is held by militants"
    assert [match.id for match in CATALOGUE.topics_of(text)] == ["roads", "terrorism"]


def test_a_misspelt_term_is_found():
    assert first("the ceasfire holds") == "ceasefire"
    assert first("soveriegnty must be respected") == "territorial-integrity"


def test_a_name_is_not_taken_for_a_misspelling():
    assert CATALOGUE.topics_of("Mr Reffugio smiled") == ()


def test_another_word_of_the_same_length_is_no_misspelling():
    assert "accidents" not in {match.id for match in CATALOGUE.topics_of("collusion of firms")}


def test_a_fallback_topic_is_given_only_where_no_other_is():
    entries = [
        {"id": "ferries", "terms": "ferry"},
        {"id": "truth", "terms": "untrue", "fallback": True},
    ]
    catalogue = load_catalogue({"replace": True, "topic": entries})
    assert [m.id for m in catalogue.topics_of("it is untrue")] == ["truth"]
    assert [m.id for m in catalogue.topics_of("it is untrue of the ferry")] == ["ferries"]


def test_two_weak_terms_for_one_word_show_no_more_than_one():
    entry = {"id": "fares", "weak": "fare, fare*"}
    catalogue = load_catalogue({"replace": True, "topic": [entry]})
    assert catalogue.topics_of("the fare") == ()


def test_no_area_names_a_topic_twice_and_each_area_has_one():
    rules = module._shipped_file().rules
    areas = {area.strip() for area in rules.areas.replace("\n", " ").split(",")}
    assert areas == {entry.area for entry in CATALOGUE.entries}


def test_a_match_gives_the_characters_that_show_the_topic():
    text = "They want the troops to be withdrawn."
    match = CATALOGUE.topics_of(text)[0]
    assert text[match.start : match.end] == match.term == "troops to be withdrawn"


def test_ordinary_words_have_no_topic():
    assert CATALOGUE.topics_of("They spoke for a while about it.") == ()
    assert CATALOGUE.topics_of("") == ()


@given(st.text(max_size=120))
def test_scores_fall_and_spans_lie_in_the_text(text):
    matches = CATALOGUE.topics_of(text + " ceasefire refugees")
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    for match in matches:
        assert 0 < match.score <= 1
        assert (text + " ceasefire refugees")[match.start : match.end] == match.term


def test_a_user_adds_a_topic_from_a_file(tmp_path):
    path = tmp_path / "topics.toml"
    path.write_text('[[topic]]\nid = "fares"\nlabel = "ticket fares"\nterms = ["fare cap*"]\n')
    catalogue = load_catalogue(path)
    assert [m.id for m in catalogue.topics_of("the fare capping")] == ["fares"]
    assert catalogue.labels["fares"] == "ticket fares"
    assert catalogue.topics_of("the ceasefire")[0].id == "ceasefire"


def test_a_user_overrides_a_topic_of_the_same_id():
    catalogue = load_catalogue({"topic": [{"id": "ceasefire", "terms": ["quiet"]}]})
    assert "ceasefire" not in {m.id for m in catalogue.topics_of("the truce")}
    assert catalogue.topics_of("a quiet week")[0].id == "ceasefire"


def test_a_user_replaces_all_topics():
    catalogue = load_catalogue(
        {"replace": True, "topic": [{"id": "fares", "terms": "fare, price"}]}
    )
    assert list(catalogue.labels) == ["fares"]
    assert catalogue.topics_of("the ceasefire") == ()


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('[[topic]]\nid = "a"\nterm = ["b"]\n', 3, "term"),
        ('[[topic]]\nid = "a"\nterms = 3\n', 3, "terms"),
        ('[[topic]]\nid = "a"\n', 2, "no terms"),
        ('[[topic]]\nid = "a"\nterms = ["&"]\n', 2, "&"),
        ('[[topic]]\nid = "a"\npatterns = ["(x"]\n', 3, "topic 'a'"),
        ('[[topic]]\nid = "a\n', 2, "TOML"),
    ],
)
def test_a_wrong_entry_is_reported_with_file_and_line(tmp_path, text, line, what):
    path = tmp_path / "topics.toml"
    path.write_text(text)
    with pytest.raises(SettingsError, match=re.escape(what)) as caught:
        load_catalogue(path)
    assert "topics.toml" in str(caught.value)
    assert f"line {line}" in str(caught.value)


def test_replacing_with_nothing_is_an_error():
    with pytest.raises(SettingsError, match="leaves no topic"):
        load_catalogue({"replace": True})


def test_a_missing_catalogue_is_a_data_file_error(monkeypatch, tmp_path):
    module._shipped_file.cache_clear()
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(DataFileError, match=r"topics\.toml"):
        load_catalogue({"topic": []})
    monkeypatch.undo()
    module._shipped_file.cache_clear()


def test_every_topic_has_a_label_an_area_and_terms():
    for entry in CATALOGUE.entries:
        assert entry.label
        assert entry.area
        assert entry.listed("strong") or entry.listed("terms")
    assert len({entry.id for entry in CATALOGUE.entries}) == len(CATALOGUE.entries) >= 60


def test_every_topic_is_found_by_each_of_its_plain_strong_terms():
    for entry in CATALOGUE.entries:
        for text in entry.listed("strong"):
            if "*" not in text and "&" not in text:
                found = {m.id for m in CATALOGUE.topics_of(text)}
                assert entry.id in found or (entry.fallback and found), (entry.id, text)


def test_an_excluded_word_bars_the_longer_term_that_it_is_a_part_of():
    topics = {m.id for m in load_catalogue().topics_of("a mill closely tied to the wool business")}
    assert "closures" not in topics


def test_the_address_of_a_link_shows_no_topic():
    text = "see [the list](https://port.example/shipping/harbour)"
    assert load_catalogue().topics_of(text) == ()


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("the lorry broke the guardrail", "managing-rivalry"),
        ("people kept streaming past", "online-platforms"),
        ("the deputy succeeds to the governorship", "success-or-failure"),
        ("her union with Tarn was a happy marriage", "industrial-action"),
        ("in concert with the other partners", "arts-and-entertainment"),
        ("the mayor opened a law practice", "legislation"),
        ("pilots and fees were discussed", "aviation"),
    ],
)
def test_a_word_in_another_sense_shows_no_topic(text: str, topic: str):
    assert topic not in {match.id for match in load_catalogue().topics_of(text)}
