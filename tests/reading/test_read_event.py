"""Files, folders and event files become one event, whatever their order."""

import os

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


@pytest.mark.parametrize("name", ["../other.txt", "sub/../../other.txt", "C:/x.txt", "..\\\\x.txt"])
def test_an_event_file_reaches_nothing_outside_its_folder(folder, name):
    inside = folder / "event"
    inside.mkdir()
    (folder / "other.txt").write_text(TEXT, encoding="utf-8")
    for outside in (name, (folder / "other.txt").as_posix()):
        (inside / "event.toml").write_text(f'[[documents]]\nfile = "{outside}"\n')
        with pytest.raises(
            SettingsError, match=r"event\.toml, line 2: .* outside the event's folder"
        ):
            read_event([inside])


@pytest.fixture
def outside(tmp_path_factory):
    path = tmp_path_factory.mktemp("outside") / "private.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_link_in_a_folder_reaches_nothing_outside_it(folder, outside):
    (folder / "d.txt").symlink_to(outside)
    with pytest.raises(
        InputError, match=r"d\.txt: is a link that leads outside the event's folder; put the file"
    ):
        read_event([folder])


def test_a_file_that_an_event_file_names_reaches_nothing_outside_by_a_link(folder, outside):
    (folder / "press").symlink_to(outside.parent)
    (folder / "event.toml").write_text('[[documents]]\nfile = "press/private.txt"\n')
    with pytest.raises(
        InputError, match=r"event\.toml, line 2: 'press/private\.txt' is a link that leads outside"
    ):
        read_event([folder])


def test_an_event_file_is_no_link_to_one_outside(folder, outside):
    outside.write_text("secret = [", encoding="utf-8")
    (folder / "event.toml").symlink_to(outside)
    with pytest.raises(InputError, match=r"event\.toml: is a link that leads outside"):
        read_event([folder])


def test_links_are_followed_within_a_folder_and_where_the_user_names_them(folder, outside):
    linked = folder.with_name("linked")
    linked.symlink_to(folder)
    (folder / "d.txt").symlink_to("b.txt")
    assert len(read_event([linked]).documents) == 3  # b.txt is there twice and read once
    (folder / "e.txt").symlink_to(outside)
    assert len(read_event([folder / "e.txt"]).documents) == 1


def test_an_event_file_names_files_in_folders_below_it(folder):
    (folder / "press").mkdir()
    (folder / "press" / "d.txt").write_text(TEXT, encoding="utf-8")
    (folder / "event.toml").write_text('[[documents]]\nfile = "press/d.txt"\n')
    assert [document.name for document in read_event([folder]).documents] == ["d.txt"]


@pytest.mark.parametrize("written", ["2024-05-03", "2024-05-03T10:00:00Z", '"2024-05-03"'])
def test_a_date_of_toml_is_a_date(folder, written):
    (folder / "event.toml").write_text(f'[[documents]]\nfile = "b.txt"\ndate = {written}\n')
    assert read_event([folder]).documents[0].date == "2024-05-03"


def test_a_bad_date_is_told_with_the_line_of_the_event_file(folder):
    (folder / "event.toml").write_text('[[documents]]\nfile = "b.txt"\ndate = "2024-13-01"\n')
    with pytest.raises(InputError, match=r"event\.toml, line 3: '2024-13-01' is not a date"):
        read_event([folder])


def test_an_event_file_that_is_no_file_is_not_passed_over(folder):
    (folder / "event.toml").mkdir()
    with pytest.raises(SettingsError, match=r"event\.toml: cannot be read"):
        read_event([folder])
    (folder / "event.toml").rmdir()
    (folder / "event.toml").symlink_to("gone.toml")
    with pytest.raises(SettingsError, match=r"event\.toml: cannot be read"):
        read_event([folder])


def test_a_deeply_nested_event_file_is_refused(folder):
    (folder / "event.toml").write_text("x = " + "[" * 3000)
    with pytest.raises(SettingsError, match="nested too deep"):
        read_event([folder])


def test_a_name_that_is_not_utf_8_is_written_out(tmp_path):
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    try:
        path.write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    event = read_event([path])
    assert event.documents[0].name == r"a\xff.txt"
    assert event.name == r"a\xff"


def test_a_path_that_is_too_long_is_refused_in_few_words(tmp_path):
    with pytest.raises(InputError, match="cannot be read") as caught:
        read_event([tmp_path / ("a" * 5000)])
    assert len(str(caught.value)) < 500


def test_an_account_can_come_from_standard_input(folder):
    event = read_event([folder / "b.txt"], [("Ministry", STANDARD_INPUT)], stdin=TEXT.encode())
    accounts = {document.name: document.account_of for document in event.documents}
    assert accounts == {"b.txt": None, "standard input": "Ministry"}
    assert event.name == "b, standard input"


def test_an_event_knows_the_files_that_it_was_read_from(folder):
    (folder / "event.toml").write_text('[[documents]]\nfile = "b.txt"\n')
    assert read_event([folder]).sources == (folder / "b.txt", folder / "event.toml")


def test_a_folder_without_texts_is_refused(tmp_path):
    (tmp_path / "data.bin").write_bytes(b"\0")
    with pytest.raises(InputError, match="no texts in this folder"):
        read_event([tmp_path])


def test_nothing_given_is_refused():
    with pytest.raises(InputError, match="no text was given"):
        read_event([])
