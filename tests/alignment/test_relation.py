"""A claim beside a sentence: what is kept, what stands for the rest, which figures are met."""

from math import exp, isclose
from pathlib import Path

import pytest

from divergence.aligning.laid import Laid, tokens
from divergence.aligning.marks import BUCKETS, Linear, hashed, marks
from divergence.aligning.relation import LABELS, relation
from divergence.aligning.slots import slot_measures
from divergence.training.stacking import fit_linear

MET, MISSED, UNANSWERED = 24, 25, 26
"""Where ``slot_measures`` counts the figures: after 8 counts and 2 missing words of 8 values."""


def figures(claim: str, sentence: str) -> tuple[float, float, float]:
    values = slot_measures(Laid.of(claim, sentence))
    return values[MET], values[MISSED], values[UNANSWERED]


def test_figures_have_the_value_of_their_scale():
    assert next(t.value for t in tokens("2.5 million people in 14 towns")) == 2.5e6


def test_a_figure_of_several_points_has_no_value():
    assert tokens("version 1.2.3")[1].value is None


def test_a_word_without_a_place_has_its_slot_between_its_neighbours():
    laid = Laid.of("The harbour opened in Norvia", "The airport opened in Norvia")
    assert laid.places[1] is None
    assert laid.slot(1) == (True, [1])


def test_of_several_places_the_nearest_to_the_neighbours_is_taken():
    sentence = "The port was sold and the new port of Karun was opened"
    laid = Laid.of("the port of Karun", sentence)
    assert laid.places[1] == 7


def test_an_equivalent_word_has_a_place():
    laid = Laid.of("It constructed harbours", "It built harbours")
    assert laid.places[1] == 1
    assert laid.alike[1]


@pytest.mark.parametrize(
    ("claim", "sentence", "standing"),
    [
        ("more than 40 families moved", "45 families moved", (1, 0, 0)),
        ("less than 40 families moved", "45 families moved", (0, 1, 0)),
        ("at least 45 families moved", "45 families moved", (1, 0, 0)),
        ("40 families moved", "45 families moved", (0, 1, 0)),
        ("40 families moved", "families moved", (0, 0, 1)),
        ("built after 1990", "built in 1995", (1, 0, 0)),
        ("built before 1990", "built in 1995", (0, 1, 0)),
    ],
)
def test_a_figure_is_met_under_the_word_that_bounds_it(claim, sentence, standing):
    assert figures(claim, sentence) == standing


def test_a_figure_is_held_against_the_one_in_the_same_company():
    sentence = "12 people died and 30 houses burned"
    assert figures("More than 20 houses burned", sentence) == (1, 0, 0)
    assert figures("More than 20 people died", sentence) == (0, 1, 0)


def test_a_year_is_not_held_against_a_count():
    assert figures("It opened in 1990", "It has 1,200 seats") == (0, 0, 1)


def test_the_marks_name_what_stands_for_a_missing_word():
    found = marks(Laid.of("The harbour opened", "The airport opened"))
    assert found["sp|harbour|airport"] == 1


def test_the_marks_name_what_limits_a_kept_word():
    found = marks(Laid.of("the largest harbour", "the third largest harbour"))
    assert found["kl|largest|#"] == 1


@pytest.mark.parametrize("claim", ["", "…", "a", "1.2.3", "Norvia"])
@pytest.mark.parametrize("sentence", ["", "—", "The port of Norvia has 3 docks."])
def test_any_text_can_be_judged(claim, sentence):
    chances = relation(claim, sentence)
    assert len(chances) == len(LABELS)
    assert isclose(sum(chances), 1.0)


def test_hashed_marks_have_length_one_and_lie_in_the_buckets():
    found = hashed(Laid.of("The harbour opened in May", "The airport opened in June"))
    assert isclose(sum(value**2 for value in found.values()), 1.0)
    assert all(0 <= at < BUCKETS for at in found)


def test_the_rounded_linear_model_prefers_what_the_data_prefer():
    kept, other = {1: 1.0}, {2: 1.0}
    table = fit_linear([kept] * 20 + [other] * 20 + [{3: 1.0}] * 20, [0] * 20 + [1] * 20 + [2] * 20)
    scores = Linear.of(table).scores(kept)
    assert scores[0] == max(scores)
    assert isclose(sum(map(exp, scores)), 1.0)


def test_no_shipped_weight_file_is_larger_than_it_may_be():
    path = Path(__file__).parents[2] / "divergence" / "data" / "relation.json"
    assert path.stat().st_size <= 400_000


def test_more_than_a_figure_is_entailed_and_less_contradicted():
    sentence = "As of May 2019, the film has grossed $45 million worldwide."
    more = relation("The film grossed more than $40 million worldwide.", sentence)
    less = relation("The film grossed less than $40 million worldwide.", sentence)
    assert LABELS[more.index(max(more))] == "entail"
    assert LABELS[less.index(max(less))] == "contradict"
