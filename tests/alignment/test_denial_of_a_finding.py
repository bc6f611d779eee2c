"""Not accepting what the other side found is a denial of it; not accepting an offer is none."""

from __future__ import annotations

from divergence.language.polarity import denied_stretch


def test_a_finding_that_is_not_accepted_is_denied():
    said = "We do not accept the finding of the agency that the pump is defective"
    assert "the pump is defective" in str(denied_stretch(said))


def test_an_offer_that_is_not_accepted_is_not_denied():
    assert denied_stretch("France did not accept the offer") is None
