"""Which texts are kept out of the accurate model's fitting."""

from __future__ import annotations

from divergence.training.accurate.holding import groups_of, held_out
from divergence.training.corpus import AnnotatedText


def text(name: str, words: str) -> AnnotatedText:
    return AnnotatedText(name, words, ())


def story(number: int, size: int = 60) -> str:
    return " ".join(f"word{number}x{i}" for i in range(size))


def test_texts_that_share_a_passage_are_of_one_group():
    shared = story(7, 30)
    texts = [text("a", story(1)), text("b", shared + story(2)), text("c", story(3) + " " + shared)]
    assert groups_of(texts) == [0, 1, 1]


def test_copies_are_kept_out_together_or_not_at_all():
    texts = [text(f"{i}-{j}", story(i)) for i in range(12) for j in range(3)]
    kept = held_out(texts, 6)
    assert 6 <= len(kept) <= 9
    assert len({name.split("-")[0] for name in kept}) * 3 == len(kept)


def test_none_is_kept_out_where_none_is_asked_for():
    assert held_out([text("a", story(1))], 0) == frozenset()


def test_which_are_kept_out_does_not_depend_on_the_order_of_the_others():
    texts = [text(str(i), story(i)) for i in range(20)]
    assert held_out(texts, 5) == held_out(texts[::-1], 5)
