"""Frozen values behave as frozen dataclasses do."""

from __future__ import annotations

import pickle

import pytest

from ccg_corpus.core.frozen import frozen, replaced
from ccg_corpus.query.tree import Phrase, Prefix, Word


@frozen
class Point:
    """Invented example."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()


def test_fields_are_given_by_place_and_by_name() -> None:
    """Defaults fill the rest."""
    assert Point(1) == Point(x=1) == Point(1, 0, names=())
    assert repr(Point(1, names=("a",))) == "Point(x=1, y=0, names=('a',))"


@pytest.mark.parametrize("make", [lambda: Point(), lambda: Point(1, x=1), lambda: Point(1, z=2),
                                  lambda: Point(1, 2, (), 3)])  # fmt: skip
def test_wrong_fields_are_refused(make: object) -> None:
    """A field that is missing, unknown, given twice, or one too many."""
    with pytest.raises(TypeError):
        make()  # type: ignore[operator]


def test_values_stay_as_they_are() -> None:
    """Nothing is set or deleted; another value is made."""
    point = Point(1)
    with pytest.raises(AttributeError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(AttributeError):
        del point.x
    assert replaced(point, y=5) == Point(1, 5)
    assert point == Point(1)


def test_values_of_two_classes_differ() -> None:
    """A word is no phrase, and neither is a key for the other."""
    assert Word("a") != Phrase("a")
    assert len({Word("a"), Phrase("a"), Prefix("a"), Word("a")}) == 3


def test_values_match_by_place_and_are_pickled() -> None:
    """They stand in `match`, and go to other processes."""
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
    assert pickle.loads(pickle.dumps(Point(3, 4, ("b",)))) == Point(3, 4, ("b",))
