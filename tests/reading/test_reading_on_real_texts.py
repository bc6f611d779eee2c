"""Nothing that careful readers marked as somebody's words is set aside, on texts of others."""

from pathlib import Path

import pytest

from divergence.reading import read_document

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared: texts of others")

HEADINGS = frozenset(("headline", "subtitle"))
MOST_LOST = 5
"""Of 26,395 stretches of reported speech in 840 articles; 3 when this was written."""


def contents(annotations):
    """Spans of reported content in a BRAT file of PolNeAR (Newell et al. 2018)."""
    for line in annotations.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) > 1 and line.startswith("T") and fields[1].startswith("Content "):
            for piece in fields[1].removeprefix("Content ").split(";"):
                start, end = piece.split()
                yield int(start), int(end)


def test_reported_speech_is_hardly_ever_set_aside():
    folder = SHARED / "data" / "polnear" / "train"
    lost = seen = 0
    for path in sorted((folder / "text").iterdir()):
        document = read_document(path)
        asides = [aside for aside in document.aside if aside.reason not in HEADINGS]
        for annotations in sorted((folder / "attributions").glob(f"{path.stem}*.ann")):
            for start, end in contents(annotations):
                seen += 1
                lost += any(aside.start < end and start < aside.end for aside in asides)
    assert seen > 20_000
    assert lost <= MOST_LOST


def test_no_sentence_of_a_wire_article_is_set_aside_for_reporting_speech():
    lost = []
    for path in sorted((SHARED / "data" / "unlabelled" / "wikinews").glob("*.txt"))[::3]:
        document = read_document(path)
        for aside in document.aside:
            words = document.text[aside.start : aside.end]
            if aside.reason != "headline" and " said" in words and words.endswith("."):
                lost.append((path.name, words))
    assert lost == []


def test_offsets_are_those_of_the_file_decoded_as_utf8():
    for path in sorted((SHARED / "events").glob("*/*.txt")):
        assert read_document(path).text == path.read_bytes().decode("utf-8")
