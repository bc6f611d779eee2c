"""Dates and figures of one thing, told with a party's name or with other spans of time."""


def test_two_dates_of_one_act_clash_though_one_side_names_the_other(judged, north, south):
    rest = "Bread is dear. Trams run late. The lake is full."
    _, findings = judged(
        (north, f"Southland told the port of the leak in January 2024, ten months late. {rest}"),
        (south, "We told the port of the leak within 24 hours, in March 2023. The choir sang."),
    )
    codes = {reason.code for f in findings if f.verdict == "conflict" for reason in f.reasons}
    assert "clash.date" in codes
