import pytest

from divergence.errors import DataFileError
from divergence.language import idf
from divergence.language.segmentation import stem
from divergence.training.idf import shares, stems_of


def test_a_common_word_weighs_less_than_a_rare_one():
    table = idf.load_idf()
    assert table[stem("the")] < table[stem("president")] < table[stem("highway")]


def test_an_unknown_stem_weighs_the_most():
    table = idf.load_idf()
    assert table["qqqq"] == table.unseen >= max(table.values())


def test_a_table_without_its_count_of_texts_is_a_data_file_error(monkeypatch, tmp_path):
    idf.load_idf.cache_clear()
    (tmp_path / "idf.tsv").write_text("the\t3\n")
    monkeypatch.setattr(idf, "files", lambda package: tmp_path)
    with pytest.raises(DataFileError, match="texts"):
        idf.load_idf()
    idf.load_idf.cache_clear()


def test_folders_weigh_the_same_whatever_their_size():
    found = shares([["troops left"], ["troops", "jobs", "jobs", "jobs"]])
    assert found[stem("troops")] == pytest.approx((1 + 1 / 4) / 2)


def test_the_parts_of_a_hyphenated_word_count_too():
    assert {stem("us-led"), "us", "led"} <= stems_of("the US-led force")
