"""What an engine found of things → grades; the first of them without looking at the others."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from ccg_corpus.query.tree import Family, Word
from ccg_corpus.search.grades import (
    Graded,
    Stand,
    Thing,
    Weighed,
    Weighing,
    best_first,
    graded,
    nearest_first,
    with_sentences,
)


def thing(asked: str, **near: int) -> Thing:
    """A word with words near it, each with its weight."""
    beside = (Stand(Family(word, word), weight, word, "near") for word, weight in near.items())
    return Thing(asked, (Stand(Word(asked), 1000, asked), *beside))


def answer(*found: list[dict[int, float]], rare: float = 1.0, known: Iterable[int] = ()) -> Graded:
    """The grades where each thing's stands count so much in which records."""
    names = ("loss", "tears", "sorrow")
    things = [
        thing(f"thing{n}", **dict(zip(names, (500, 250, 100), strict=True)))
        for n in range(len(found))
    ]
    padded = [[*stands, *[{}] * (4 - len(stands))] for stands in found]
    weighed = [[Weighed(scores, rare) for scores in stands] for stands in padded]
    return graded(things, Weighing(weighed), known)


def test_half_of_it_is_some_and_less_is_near() -> None:
    """Two of four words are some; one of three is near, and so is what stands for any."""
    two = answer([{1: 1.0}], [{1: 1.0}], [{}], [{}])
    assert (list(two.some), list(two.near)) == ([1], [])
    one = answer([{1: 1.0}, {2: 1.0}], [{}], [{}])
    assert (list(one.some), sorted(one.near)) == ([], [1, 2])


def test_rare_words_are_more_of_it() -> None:
    """Of two words the rarer is most of it, the commoner is not."""
    things = [thing("autonomy"), thing("people")]
    weighing = Weighing([[Weighed({1: 3.0}, 3.0)], [Weighed({2: 1.0}, 1.0)]])
    found = graded(things, weighing, ())
    assert (list(found.some), list(found.near)) == ([1], [2])


def test_what_was_found_is_not_found_again() -> None:
    """Records with all of it have their grade already."""
    found = answer([{1: 1.0, 2: 1.0}, {3: 1.0}], known=[1])
    assert (list(found.some), list(found.near)) == ([2], [3])


def test_all_that_stands_for_a_thing_counts_together() -> None:
    """Two words near it before one; half of 4, a quarter and a tenth of it, and of all the root."""
    found = answer([{}, {1: 4.0, 2: 4.0}, {1: 4.0}, {1: 4.0}])
    assert found.near == {1: pytest.approx(3.4**0.5), 2: pytest.approx(2.0**0.5)}


def test_something_of_each_is_more_than_much_of_one() -> None:
    """A record near two of three things before one that is twice as near one of them."""
    found = answer([{}, {1: 2.0, 2: 5.0}], [{}, {1: 2.0}], [{}])
    assert found.near == {1: pytest.approx(2.0), 2: pytest.approx(2.5**0.5)}


def test_a_rare_thing_counts_more_and_what_stands_for_it_never_as_rarer() -> None:
    """What is common in every field does not drown what was asked with it."""
    things = [thing("loss", tears=500), thing("people")]
    weighing = Weighing(
        [[Weighed({}, 4.0), Weighed({1: 2.0}, 8.0)], [Weighed({2: 2.0}, 1.0), Weighed({}, 1.0)]]
    )
    found = graded([things[0], thing("people", folk=500)], weighing, ())
    assert found.near == {1: pytest.approx(2.0**0.5), 2: pytest.approx(2.0**0.5)}


def test_what_is_high_in_both_lists_comes_first() -> None:
    """By words 1, 2, 3; as sentences 2 and 4: no grade loses a record, and near gets one."""
    below = Graded({1: 9.0}, {2: 5.0, 3: 1.0})
    found = with_sentences(below, {2: 800, 4: 500, 5: 500, 6: 900}, [6])
    assert list(found.some) == [1] and sorted(found.near) == [2, 3, 4, 5]
    assert found.near[2] > found.near[3] == found.near[4] == found.near[5]


def test_the_first_ones_are_those_of_all() -> None:
    """Equals by their order, whatever the limit."""
    scores = {1: 2.0, 2: 3.0, 3: 2.0, 4: 1.0, 5: 2.0}
    asked: list[list[int]] = []

    def order(numbers: Iterable[int]) -> dict[int, int]:
        asked.append(list(numbers))
        return {n: -n for n in asked[-1]}

    whole = best_first(scores, order, None)
    assert [n for n, _ in whole] == [2, 5, 3, 1, 4]
    for limit in range(6):
        assert best_first(scores, order, limit) == whole[:limit]
    assert 4 not in asked[2], "what can't be among the first is not looked up"


def test_the_nearest_are_looked_for_first() -> None:
    """What was asked itself before all that stands for it."""
    things = [thing("grief", loss=500), thing("hope", wish=900)]
    order = [stand.shown for _, _, stand in nearest_first(things)]
    assert order == ["grief", "hope", "wish", "loss"]
