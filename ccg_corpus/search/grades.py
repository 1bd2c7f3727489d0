"""How far a record answers a question: all of it, some of it, or what is near it in meaning.

Comes in: the things that were asked, each with what may stand for it, and what an engine found of
these. Goes out: records in grades, the best of each first. The same for every engine, which says only
in which records something stands and what it counts there (`Engine.weigh`). Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from heapq import nlargest
from math import sqrt
from typing import TYPE_CHECKING, Any

from ccg_corpus.core.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.query.tree import Part

GRADES = ("all", "some", "near")
# What was asked, word for word; what stands for it counts so many thousandths of that.
WHOLE = 1000
# Of what was asked a record of the grade "some" has so much or more; rare words are more of it.
MOST_OF_IT = 0.5
SCORE_DIGITS = 6
# Of two lists that are put together the first so many places hardly differ (reciprocal ranks).
FIRST_PLACES = 10


@frozen
class Stand:
    """What may stand for a thing that was asked, in thousandths of it, and how it is shown.

    `by`: why it does: asked, spelling, codebook, thesaurus, near.
    """

    part: Part
    weight: int
    shown: str
    by: str = "asked"


@frozen
class Thing:
    """One of the things that were asked: first itself, then what is near it, the nearest first."""

    asked: str
    stands: tuple[Stand, ...]


@frozen
class Weighed:
    """What one stand counts in each record that has it, and how rare it is in the corpus."""

    scores: dict[int, float]
    rare: float


@frozen
class Weighing:
    """For each thing, what each of its stands counts. `is_whole`: nothing was passed over because
    too many records have it."""

    things: list[list[Weighed]]
    is_whole: bool = True


@frozen
class Graded:
    """Records of the grades below "all", with their scores; and how many there are of each."""

    some: dict[int, float]
    near: dict[int, float]


def nearest_first(things: Sequence[Thing]) -> Iterator[tuple[int, int, Stand]]:
    """All stands with the places of their thing and of theirs in it: what was asked itself, then
    those that stand most for it."""
    stands = [
        (at, number, stand)
        for at, thing in enumerate(things)
        for number, stand in enumerate(thing.stands)
    ]
    yield from sorted(stands, key=lambda one: (one[1] > 0, -one[2].weight, one[0], one[1]))


def graded(things: Sequence[Thing], weighing: Weighing, found: Iterable[int]) -> Graded:
    """The records that have some of what was asked, or only what is near it; none that is `found`.

    All that stands for a thing in a record counts, none as rarer than the thing itself, and a rare thing
    more; of all things the sum of the roots: something of each is worth more than much of one, and what
    is common in every field ("low wages", "team meetings") does not drown what was asked with it.
    """
    answered = set(found)
    whole = sum(stands[0].rare for stands in weighing.things if stands) or 1.0
    scores: dict[int, float] = {}
    shares: dict[int, float] = {}
    for thing, stands in zip(things, weighing.things, strict=True):
        for n, much in _together(thing, stands).items():
            scores[n] = scores.get(n, 0.0) + sqrt(much)
        for n in stands[0].scores if stands else ():
            shares[n] = shares.get(n, 0.0) + stands[0].rare / whole
    some: dict[int, float] = {}
    near: dict[int, float] = {}
    for n, score in scores.items():
        if n not in answered:
            grade = some if shares.get(n, 0.0) >= MOST_OF_IT - 1e-9 else near
            grade[n] = round(score, SCORE_DIGITS)
    return Graded(some, near)


def with_sentences(below: Graded, alike: Mapping[int, int], found: Iterable[int]) -> Graded:
    """The grades with records that are near as whole sentences: what is high in both lists first.

    `alike`: how near those records are. A grade keeps all its records, "near" gets more of them.
    """
    answered = set(found)
    scores: dict[int, float] = {}
    for one in (below.some | below.near, alike):
        for n, place in _places(one).items():
            scores[n] = scores.get(n, 0.0) + 1 / (FIRST_PLACES + place)
    some: dict[int, float] = {}
    near: dict[int, float] = {}
    for n, score in scores.items():
        if n not in answered:
            (some if n in below.some else near)[n] = round(score, SCORE_DIGITS)
    return Graded(some, near)


def _places(scores: Mapping[int, float]) -> dict[int, int]:
    """The place of each in a list, the best first; equals share one."""
    places: dict[float, int] = {}
    for place, score in enumerate(sorted(scores.values(), reverse=True), start=1):
        places.setdefault(score, place)
    return {n: places[score] for n, score in scores.items()}


def _together(thing: Thing, stands: Sequence[Weighed]) -> dict[int, float]:
    """What all that stands for a thing counts in each record, by how rare the thing is."""
    together: dict[int, float] = {}
    rare = stands[0].rare if stands else 0.0
    for stand, weighed in zip(thing.stands, stands, strict=True):
        factor = rare * stand.weight / WHOLE
        if weighed.rare > rare:
            factor *= rare / weighed.rare
        for n, score in weighed.scores.items():
            together[n] = together.get(n, 0.0) + factor * score
    return together


def best_first(
    scores: Mapping[int, float],
    order: Callable[[Iterable[int]], Mapping[int, Any]],
    limit: int | None,
) -> list[tuple[int, float]]:
    """The records with the highest scores, or the first `limit` of them; equals as `order` has them."""
    kept: Iterable[int] = scores
    if limit is not None and limit < len(scores):
        least = nlargest(limit, scores.values())[-1] if limit else 0.0
        kept = [n for n, score in scores.items() if score >= least] if limit else []
    places = order(kept)
    ranked = sorted(places, key=lambda n: (-scores[n], places[n]))
    return [(n, scores[n]) for n in ranked[:limit]]
