"""A run of capitals is no name with its initials, and costs no more than its length."""

import time

from divergence.attribution import attribute
from divergence.claims import claims_of
from divergence.model import Document
from divergence.parties import load_parties


def test_a_run_of_capitals_is_passed_in_linear_time():
    text = (
        "The mayor of Norholm said the ferry was late. "
        + "A" * 20_000
        + ". The ferry company said the boat was on time."
    )
    document = Document("a.txt", text)
    attributions = {"a.txt": attribute(document, "rules")}
    started = time.process_time()
    claims_of((document,), attributions, load_parties())
    assert time.process_time() - started < 3.0
