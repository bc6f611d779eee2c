"""In a party's own document, whose words are relayed: another party's, or its own people's."""

from __future__ import annotations

from pathlib import Path

from divergence.comparison import compare
from divergence.reading.event import read_event

NORVIA = """Foreign Minister Aldis Renn spoke today with Foreign Minister Petra Kolm of Estavar.

Minister Renn said the port must open. Minister Kolm promised access to the crew."""
ESTAVAR = """Foreign Minister Petra Kolm had a call with Minister Aldis Renn of Norvia.

Minister Kolm explained the law. Minister Renn asked for access to the crew."""


def relayed(tmp_path: Path) -> dict[str, str | None]:
    (tmp_path / "norvia.txt").write_text(NORVIA)
    (tmp_path / "estavar.txt").write_text(ESTAVAR)
    accounts = [("Norvia", tmp_path / "norvia.txt"), ("Estavar", tmp_path / "estavar.txt")]
    comparison = compare(read_event([], accounts))
    return {f"{claim.party}: {claim.text}": claim.reports for claim in comparison.claims}


def test_an_office_without_a_state_is_the_issuers_own(tmp_path):
    reports = relayed(tmp_path)
    assert reports["norvia: Minister Renn said the port must open"] is None
    assert reports["estavar: Minister Kolm explained the law"] is None


def test_a_person_named_with_another_party_is_relayed(tmp_path):
    reports = relayed(tmp_path)
    assert reports["norvia: Minister Kolm promised access to the crew"] == "estavar"
    assert reports["estavar: Minister Renn asked for access to the crew"] == "norvia"


def test_an_account_keeps_the_name_that_it_was_given(tmp_path):
    (tmp_path / "a.txt").write_text("The talks were useful. The ministers agreed to meet in May.")
    (tmp_path / "b.txt").write_text("The ministers agreed to meet in May. Nothing else was said.")
    accounts = [("Kremlin", tmp_path / "a.txt"), ("White House", tmp_path / "b.txt")]
    parties = compare(read_event([], accounts)).parties
    assert {party.label for party in parties} == {"Kremlin", "White House"}
