"""Findings that say the same in the same words, since the text says it twice."""


def test_findings_have_ids_of_their_own(judged, north, south):
    once = "The ferry was late in March. Bread is dear. The choir sang at noon."
    _, findings = judged(
        (north, f"{once} Trams ran well. {once}"), (south, "A bank was robbed. The lake is full.")
    )
    ids = [finding.id for finding in findings]
    assert len(ids) == len(set(ids))
