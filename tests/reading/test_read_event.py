"""Files, folders and event files become one event, whatever their order."""

import pytest

from divergence.errors import InputError, SettingsError
from divergence.reading import read_event
from divergence.reading.event import STANDARD_INPUT

TEXT = "The ministry said on Monday that the bridge would stay closed until the end of June.\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("b.txt", "a.md", "c.text"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "README.md").write_text("About this folder.", encoding="utf-8")
    return tmp_path


def test_a_folder_of_texts_is_an_event_sorted_by_name(folder):
    event = read_event([folder])
    assert [document.name for document in event.documents] == ["a.md", "b.txt", "c.text"]
    assert event.name == folder.name


def test_the_order_of_files_changes_nothing(folder):
    files = [folder / "b.txt", folder / "a.md"]
    assert read_event(files) == read_event(files[::-1])


def test_a_file_named_twice_is_read_once(folder):
    event = read_event([folder / "b.txt", folder / "." / "b.txt"])
    assert len(event.documents) == 1


def test_an_account_names_its_party(folder):
    event = read_event([folder / "b.txt"], [("White House", folder / "a.md")])
    accounts = {document.name: document.account_of for document in event.documents}
    assert accounts == {"a.md": "White House", "b.txt": None}


def test_one_file_cannot_be_two_accounts(folder):
    with pytest.raises(InputError, match="of A and of B; choose one"):
        read_event([], [("A", folder / "a.md"), ("B", folder / "a.md")])


def test_same_file_names_are_told_apart_by_the_shortest_path(tmp_path):
    for party in ("north", "south"):
        (tmp_path / party).mkdir()
        (tmp_path / party / "statement.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "other.txt").write_text(TEXT, encoding="utf-8")
    event = read_event(
        [tmp_path / "south" / "statement.txt", tmp_path / "other.txt"],
        [("North", tmp_path / "north" / "statement.txt")],
    )
    names = [document.name for document in event.documents]
    assert names == ["north/statement.txt", "other.txt", "south/statement.txt"]
    for document in event.documents:
        assert all(aside.document == document.name for aside in document.aside)


def test_standard_input_is_a_document():
    event = read_event([STANDARD_INPUT], stdin=TEXT.encode())
    assert event.documents[0].name == "standard input"
    with pytest.raises(InputError, match="nothing came in"):
        read_event([STANDARD_INPUT])


def test_an_event_file_names_documents_and_parties(folder):
    (folder / "event.toml").write_text(
        'name = "Bridge"\n\n[[documents]]\nfile = "b.txt"\noutlet = "Courier"\n'
        'date = "2024-05-03"\ntitle = "Shut"\naccount = "Ministry"\n\n'
        '[[parties]]\nlabel = "Ministry"\nnames = ["the ministry"]\n',
        encoding="utf-8",
    )
    event = read_event([folder])
    (document,) = event.documents
    assert event.name == "Bridge"
    assert (document.outlet, document.date, document.title) == ("Courier", "2024-05-03", "Shut")
    assert document.account_of == "Ministry"
    assert event.parties[0].names == ("the ministry",)


@pytest.mark.parametrize(
    ("toml", "error", "message"),
    [
        ('name = "a"\nname = \n', SettingsError, r"event\.toml: not valid TOML.*line 2"),
        ("[[documents]]\nfile = 3\n", SettingsError, r"event\.toml, line 2: Expected `str`"),
        ('[[documents]]\nfile = "b.txt"\nowner = "x"\n', SettingsError, "line 3.*owner"),
        ('[[documents]]\nfile = "zz.txt"\n', InputError, r"event\.toml, line 2: there is no file"),
        ('name = "a"\n', InputError, "names no documents"),
        ('[[documents]]\nfile = "b.txt"\ndate = "May"\n', InputError, "YYYY-MM-DD"),
    ],
)
def test_a_faulty_event_file_is_refused_with_its_line(folder, toml, error, message):
    (folder / "event.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(error, match=message):
        read_event([folder])


def test_a_folder_without_texts_is_refused(tmp_path):
    (tmp_path / "data.bin").write_bytes(b"\0")
    with pytest.raises(InputError, match="no texts in this folder"):
        read_event([tmp_path])


def test_nothing_given_is_refused():
    with pytest.raises(InputError, match="no text was given"):
        read_event([])
