import pytest

from divergence.errors import DataFileError, SettingsError
from divergence.parties import load_parties, table

LEXICON = load_parties()


@pytest.mark.parametrize(
    ("name", "party"),
    [
        ("Ankara", "turkey"),
        ("ankara", "turkey"),
        ("the White House", "united-states"),
        ("us", "united-states"),
        ("turkish defence ministry", "turkey"),
        ("united-kingdom", "united-kingdom"),
        ("labour party", "labour"),
        ("putin", "russia"),
        ("Congress", "us-congress"),
        ("the north", "north-korea"),
    ],
)
def test_a_user_may_name_a_party_in_any_of_its_forms(name, party):
    assert LEXICON.resolve(name).id == party


def test_an_unknown_name_is_no_party():
    assert LEXICON.resolve("Northern Rail") is None
    assert LEXICON.resolve("Ankara and Damascus") is None
    assert LEXICON.resolve("") is None


def test_a_known_party_takes_the_users_label():
    lexicon = LEXICON.with_parties([("Ankara", ())])
    assert lexicon.party("turkey").label == "Ankara"
    assert [m.party_id for m in lexicon.find("Turkey said")] == ["turkey"]
    assert LEXICON.party("turkey").label == "Turkey"


def test_an_unknown_party_is_found_by_its_label_and_names():
    lexicon = LEXICON.with_parties([("Northern Rail", ("the operator", "Northern Trains"))])
    text = "Northern Rail denied it; the operator said Northern Trains ran."
    assert [m.party_id for m in lexicon.find(text)] == ["northern-rail"] * 3
    assert lexicon.party("northern-rail").names[:2] == ("Northern Rail", "the operator")


def test_a_name_with_an_apostrophe_matches_either_apostrophe():
    lexicon = LEXICON.with_parties([("Miller's Group", ())])
    assert [m.party_id for m in lexicon.find("Miller’s Group said")] == ["millers-group"]


def test_two_organs_of_one_state_are_kept_apart():
    lexicon = LEXICON.with_parties([("White House", ()), ("Pentagon", ())])
    text = "Washington denied it, the Pentagon said, and the US Defense Department agreed."
    assert [m.party_id for m in lexicon.find(text)] == ["united-states", "pentagon", "pentagon"]
    assert lexicon.party("united-states").label == "White House"


def test_a_users_further_name_for_a_state_wins_over_another_party():
    lexicon = LEXICON.with_parties([("Ankara", ("the delegation",))])
    assert [m.party_id for m in lexicon.find("the delegation said")] == ["turkey"]


def test_parties_are_read_from_a_file(tmp_path):
    path = tmp_path / "parties.toml"
    path.write_text('[[parties]]\nlabel = "Northern Rail"\nnames = ["the operator"]\n')
    assert load_parties(path).resolve("the operator").id == "northern-rail"


def test_a_wrong_entry_is_reported_with_file_and_line(tmp_path):
    path = tmp_path / "parties.toml"
    path.write_text('[[parties]]\nlabel = "Northern Rail"\nalias = ["the operator"]\n')
    with pytest.raises(SettingsError, match=r"parties\.toml, line 3: .*alias"):
        load_parties(path)


def test_a_mapping_with_a_wrong_entry_is_a_settings_error():
    with pytest.raises(SettingsError, match="alias"):
        load_parties({"parties": [{"label": "A", "alias": []}]})


def test_a_missing_data_file_is_a_data_file_error(monkeypatch, tmp_path):
    table.read_party_table.cache_clear()
    monkeypatch.setattr(table, "files", lambda package: tmp_path)
    with pytest.raises(DataFileError, match=r"parties\.toml"):
        table.read_party_table()
    monkeypatch.undo()
    table.read_party_table.cache_clear()


def test_every_leader_belongs_to_a_known_state():
    shipped = table.read_party_table()
    assert {entry.value.party_id for entry in shipped.forms} - {None} <= set(shipped.parties)


def test_parties_within_a_state_know_it():
    assert LEXICON.parent("republicans") == "united-states"
    assert LEXICON.parent("turkey") is None


def test_a_name_of_a_users_party_given_again_is_that_party():
    lexicon = LEXICON.with_parties([("Northern Rail", ("the operator",)), ("the operator", ())])
    assert lexicon.resolve("the operator").id == "northern-rail"
    assert "operator" not in lexicon


def test_a_new_label_for_a_known_party_is_found_in_text_too():
    lexicon = LEXICON.with_parties([("Bosphorus side", ("Turkey",))])
    assert [m.party_id for m in lexicon.find("Bosphorus side and Ankara")] == ["turkey", "turkey"]
