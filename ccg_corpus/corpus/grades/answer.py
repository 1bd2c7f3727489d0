"""A question → its answers in grades: all that was asked, some of it, what is near it in meaning.

Comes in: an engine, a question, what may stand for its words. Goes out: numbers of records, the best
first, grade by grade; how many there are of each. What has all of it is found and ordered as it is
without grades; filters and what is in quotes hold in every grade.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.search.grades import (
    GRADES,
    Thing,
    Weighing,
    best_first,
    graded,
    with_sentences,
)

if TYPE_CHECKING:
    from ccg_corpus.corpus.resolve.widening import Widened
    from ccg_corpus.search import Engine, Question
    from ccg_corpus.search.engine import Scored


@frozen
class Answer:
    """Records with their scores, the best first; the grade of each; how many there are of each grade
    that was asked for, whatever the limit. `weighing`: what was found of the things asked, where grades
    below all were; `alike`: how near records are as whole sentences, in thousandths."""

    found: list[Scored]
    grades: Mapping[int, str]
    counts: Mapping[str, int]
    weighing: Weighing | None = None
    alike: Mapping[int, int] = MappingProxyType({})

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())

    def things_in(self, n: int, things: Sequence[Thing]) -> list[Thing]:
        """The things as far as they stand in a record; of one that does not, what was asked alone."""
        if self.weighing is None:
            return [Thing(thing.asked, thing.stands[:1]) for thing in things]
        found = []
        for thing, weighed in zip(things, self.weighing.things, strict=True):
            pairs = zip(thing.stands, weighed, strict=True)
            here = tuple(stand for stand, one in pairs if n in one.scores)
            found.append(Thing(thing.asked, here or thing.stands[:1]))
        return found


def answer_in_grades(
    engine: Engine,
    question: Question,
    widened: Widened,
    *,
    match: str,
    limit: int | None,
    sentences: Callable[[str, Iterable[int]], Mapping[int, int]] | None = None,
) -> Answer:
    """The records that answer a question at least as well as `match` says. `sentences`: of the records
    that may answer those that are near a text as whole sentences."""
    from ccg_corpus.search import Question as Asked

    wanted = GRADES[: GRADES.index(match) + 1]
    whole = engine.rank(question, limit)
    found = list(whole.hits)
    grades = dict.fromkeys((n for n, _ in found), "all")
    counts = {"all": whole.total} | dict.fromkeys(wanted[1:], 0)
    if not widened.things:
        return Answer(found, grades, counts)
    is_cut = whole.total > len(found)
    answered = engine.find(question) if is_cut else [n for n, _ in found]
    allowed = Asked(widened.needed, question.selection)
    weighing = engine.weigh(allowed, widened.things)
    below = graded(widened.things, weighing, answered)
    alike: Mapping[int, int] = {}
    if sentences is not None and match == GRADES[-1]:
        topic = " ".join(thing.asked for thing in widened.things)
        if alike := sentences(topic, engine.find(allowed)):
            below = with_sentences(below, alike, answered)
    for grade in wanted[1:]:
        scores = below.some if grade == "some" else below.near
        left = None if limit is None else limit - len(found)
        more = best_first(scores, engine.order, left)
        found += more
        grades |= dict.fromkeys((n for n, _ in more), grade)
        counts[grade] = len(scores)
    return Answer(found, grades, counts, weighing, alike)
