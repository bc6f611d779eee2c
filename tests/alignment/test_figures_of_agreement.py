"""One figure for two things is no agreement, and two dates for one thing are none either."""

REST = "Bread is dear. Trams run late. The lake is full. A bank was robbed."


def test_one_figure_for_two_things_is_no_agreement(judged, north, south):
    _, findings = judged(
        (north, f"About 48,000 households are affected. {REST}"),
        (south, "We will inspect all 48,000 units free of charge. The choir sang."),
    )
    assert "agreement" not in {finding.verdict for finding in findings}


def test_other_dates_for_one_thing_are_no_agreement(judged, north, south):
    _, findings = judged(
        (north, f"Southland informed the port of the first leak in January 2024. {REST}"),
        (south, "We informed the port of the first leak in March 2023. The choir sang."),
    )
    assert "agreement" not in {finding.verdict for finding in findings}


def test_one_date_for_one_thing_is_agreement(judged, north, south):
    _, findings = judged(
        (north, f"A new meeting on the smelter will be held on 2 March. {REST}"),
        (south, "We return to the table on the smelter on 2 March. The choir sang."),
    )
    assert "agreement" in {finding.verdict for finding in findings}


def test_a_day_that_both_name_is_no_agreement(judged, north, south):
    _, findings = judged(
        (north, f"The harbour law is a trick to silence fishermen before 31 October. {REST}"),
        (south, "We want the harbour law signed and sealed by 31 October. The choir sang."),
    )
    assert "agreement" not in {finding.verdict for finding in findings}
