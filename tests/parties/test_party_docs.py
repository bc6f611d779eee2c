import re
from collections import Counter
from pathlib import Path

from divergence.parties import load_parties
from divergence.parties.table import read_party_table

DOCS = (Path(__file__).parents[2] / "docs" / "parties.md").read_text("utf-8")
LEXICON = load_parties()


def test_the_documented_numbers_of_parties_are_those_of_the_data():
    counted = Counter(LEXICON.kind(party) for party in LEXICON)
    documented = re.findall(r"^\| (\w+) \| .* \| (\d+) \|$", DOCS, re.MULTILINE)
    assert {kind: int(number) for kind, number in documented} == counted


def test_every_role_in_the_data_is_documented():
    table = read_party_table()
    roles = {entry.value.role for entry in table.forms} | {o.value.role for o in table.organs}
    assert {role for role in roles - {"none"} if f"`{role}`" not in DOCS} == set()


def test_the_documented_examples_hold():
    assert LEXICON.resolve("turkish defence ministry").id == "turkey"
    assert LEXICON.find("The Kremlin said nothing.")[0].role == "metonym"
    assert LEXICON.with_parties([("Ankara", ())]).party("turkey").label == "Ankara"
