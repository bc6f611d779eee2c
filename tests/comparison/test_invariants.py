"""What holds for every comparison, whatever the texts: spans, coverage, symmetry, determinism."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

from divergence.comparison import compare
from divergence.config import Settings
from divergence.language.segmentation import sentences
from divergence.model import Comparison
from divergence.reading.event import read_event
from divergence.reporting.json import read, render

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SHARED = FIXTURES.parents[1] / "shared"
FOLDERS = ("moscow-meeting", "port-call", "battery-recall")
STATEMENTS = ("port-call/norvia.txt", "port-call/estavar.txt")

needs_shared = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the corpora are not beside this checkout"
)

needs_runtime = pytest.mark.skipif(
    not find_spec("onnxruntime"), reason="ONNX Runtime (the extra accurate) is not installed"
)


def compared(folder: str, attribution: str = "learned") -> Comparison:
    return compare(read_event([FIXTURES / folder]), Settings(attribution=attribution))


def of_accounts(*accounts: tuple[str, Path]) -> Comparison:
    return compare(read_event([], accounts))


def unlabelled() -> list[Path]:
    folder = SHARED / "data/unlabelled/wikinews"
    return sorted(folder.glob("*.txt"))[::10] if folder.is_dir() else []


def assert_spans_are_exact(comparison: Comparison) -> None:
    texts = {document.name: document.text for document in comparison.documents}
    for claim in comparison.claims:
        assert texts[claim.document][claim.start : claim.end] == claim.text
        for words in (claim.source, claim.cue):
            assert words is None or texts[words.document][words.start : words.end] == words.text
    shown = [reason.evidence for f in comparison.findings for reason in f.reasons]
    shown += [reason.evidence for pair in comparison.pairs for reason in pair.reasons]
    shown += [difference.evidence for difference in comparison.framing]
    for evidence in (words for group in shown for words in group):
        assert texts[evidence.document][evidence.start : evidence.end] == evidence.text


def assert_nothing_is_lost(comparison: Comparison) -> None:
    for document in comparison.documents:
        taken = [(c.start, c.end) for c in comparison.claims if c.document == document.name]
        taken += [(a.start, a.end) for a in comparison.aside if a.document == document.name]
        for start, end in sentences(document.text):
            words = document.text[start:end]
            if any(character.isalnum() for character in words):
                assert any(s < end and start < e for s, e in taken), words


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize(
    "attribution", ["learned", "rules", pytest.param("accurate", marks=needs_runtime)]
)
def test_every_span_is_exact_and_no_sentence_is_lost(folder, attribution):
    comparison = compared(folder, attribution)
    assert_spans_are_exact(comparison)
    assert_nothing_is_lost(comparison)


@needs_shared
@pytest.mark.parametrize("path", unlabelled(), ids=lambda path: path.stem[:40])
def test_spans_and_coverage_hold_on_news_that_nobody_tuned_for(path):
    from divergence.errors import InputError, NothingToCompareError

    try:
        comparison = compare(read_event([path]))
    except (InputError, NothingToCompareError):
        return
    assert_spans_are_exact(comparison)
    assert_nothing_is_lost(comparison)


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_against_itself_has_no_conflict_and_no_omission(name, tmp_path):
    copy = tmp_path / "copy.txt"
    copy.write_bytes((FIXTURES / name).read_bytes())
    comparison = of_accounts(("Norvia", FIXTURES / name), ("Southland", copy))
    assert {finding.verdict for finding in comparison.findings} <= {"agreement", "framing"}


def test_swapped_parties_mirror_the_report():
    norvia, estavar = (FIXTURES / name for name in STATEMENTS)
    one = of_accounts(("Norvia", norvia), ("Estavar", estavar))
    other = of_accounts(("Estavar", norvia), ("Norvia", estavar))
    swap = {"norvia": "estavar", "estavar": "norvia"}

    def outline(comparison: Comparison, names: dict[str, str]) -> list[tuple[object, ...]]:
        place = {c.id: (c.document, c.start, c.end) for c in comparison.claims}
        return sorted(
            (
                finding.verdict,
                tuple(sorted(names.get(p, p) for p in finding.omitted_by)),
                tuple(sorted(place[name] for name in finding.claims)),
            )
            for finding in comparison.findings
        )

    assert outline(one, {}) == outline(other, swap)


def test_the_order_of_files_does_not_matter():
    norvia, estavar = (FIXTURES / name for name in STATEMENTS)
    one = of_accounts(("Norvia", norvia), ("Estavar", estavar))
    other = of_accounts(("Estavar", estavar), ("Norvia", norvia))
    assert render(one) == render(other)


def test_one_false_number_makes_exactly_one_conflict(tmp_path):
    text = (FIXTURES / STATEMENTS[0]).read_text()
    (tmp_path / "true.txt").write_text(text)
    (tmp_path / "false.txt").write_text(text.replace("14 Norvian sailors", "9 Norvian sailors"))
    comparison = of_accounts(
        ("Norvia", tmp_path / "true.txt"), ("Southland", tmp_path / "false.txt")
    )
    verdicts = [finding.verdict for finding in comparison.findings]
    assert verdicts.count("conflict") == 1
    assert verdicts.count("omission") == 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_saved_report_is_read_back_as_it_was(folder):
    comparison = compared(folder)
    assert render(read(render(comparison))) == render(comparison)


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_change_no_verdict(ends, tmp_path):
    article = (FIXTURES / "moscow-meeting/article.txt").read_text()
    (tmp_path / "article.txt").write_bytes(article.replace("\n", ends).encode())
    comparison = compare(read_event([tmp_path / "article.txt"]))
    assert_spans_are_exact(comparison)
    plain = compare(read_event([FIXTURES / "moscow-meeting/article.txt"]))
    assert [f.verdict for f in comparison.findings] == [f.verdict for f in plain.findings]
