"""Which shapes are a document's own way to attribute: those that recur beside words that speak.

In: the sites of a document and how its prose speaks. Out: `Habit`s. A shape is learnt when it comes
back with different words, stands where quotations end, and the words before it sound like speech
more than the document's prose does, or stand in quote marks again and again. It is not learnt where
the document cites so, counts so, or puts its asides so.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ccg_corpus.quotations.habits.lessons import TaughtShape
from ccg_corpus.quotations.habits.shapes import Shape, shape_of
from ccg_corpus.quotations.habits.sites import Site
from ccg_corpus.quotations.score.voice import COLLOQUIAL, FIRST_PERSON, SINGULAR

ENOUGH = 4  # sites that make a habit
MANY = 8  # sites that show that nobody speaks before a shape
MAX_MARKED = 0.1
ENOUGH_MARKED = 6  # where only the marks before them speak for it
MIN_SINGULAR = 0.2  # share of the words before that say I or my
MORE_THAN_PROSE = 0.12
MIN_SPOKEN = 0.5  # share that is said by somebody to somebody
MIN_MARKED = 0.7
MAX_WITHIN = 0.5  # of a shape's places that may stand within a sentence
CITES = 8  # brackets that cite in another way
_PERSONAL = frozenset(["code", "numbered", "capital"])  # what a person is called by and little else
MAX_LOWER = 2.5  # lower-case words in an attribution without a digit that never repeats
_LOWER = re.compile(r"\b[a-z]{2,}\b")


@dataclass(frozen=True, slots=True)
class Habit:
    """A shape that this document attributes by. Shares are 0–1."""

    shape: Shape
    sites: tuple[Site, ...]
    texts: int  # different words
    singular: float  # of the words before: say I or my
    prose: float  # of the document's prose that says so
    marked: float  # stand right behind a closing mark
    within: int  # places of the shape within sentences, which are no sites of it


@dataclass(frozen=True, slots=True)
class Prose:
    """How the author's own paragraphs sound, and how the document cites."""

    singular: float
    spoken: float
    cites_by_year: bool
    cites_by_square: bool


def learn_habits(
    sites: Sequence[Site], prose: Prose, taught: Container[TaughtShape] = ()
) -> tuple[Habit, ...]:
    """The shapes that are this document's way to attribute, the commonest first."""
    members, within = _by_shape(sites)
    habits = {shape: _habit(shape, sites, within[shape], prose) for shape, sites in members.items()}
    families = _families(habits, prose)
    learnt = [
        habit
        for shape, habit in habits.items()
        if _is_habit(habit, prose)
        or ((shape.kind, shape.first) in families and _joins(habit, prose))
    ]
    known = {habit.shape for habit in learnt}
    shown = [one for one in taught_habits(sites, prose, taught) if one.shape not in known]
    return tuple(sorted([*learnt, *shown], key=lambda habit: -len(habit.sites)))


def taught_habits(
    sites: Sequence[Site], prose: Prose, taught: Container[TaughtShape]
) -> Iterator[Habit]:
    """The shapes that a reviewer's examples showed, however seldom they come."""
    members, within = _by_shape(sites)
    for shape, places in members.items():
        shown = [site for site in places if TaughtShape(shape, site.place) in taught]
        if shown:
            yield _habit(shape, _heard(shown), within[shape], prose)


def _by_shape(sites: Sequence[Site]) -> tuple[dict[Shape, list[Site]], Counter[Shape]]:
    """The sites of each shape, and how many of it stand within sentences."""
    members: dict[Shape, list[Site]] = defaultdict(list)
    within: Counter[Shape] = Counter()
    for site in sites:
        shape = shape_of(site.kind, site.words)
        if shape is None:
            continue
        if site.place == "within":
            within[shape] += 1
        else:
            members[shape].append(site)
    return members, within


def _heard(places: Sequence[Site]) -> Sequence[Site]:
    """Those places of a taught shape that are behind marks or speech: all, where most are."""
    speaks = [site for site in places if site.place == "marked" or _is_spoken(site.before)]
    return places if 2 * len(speaks) >= len(places) else speaks


def unspoken_words(sites: Sequence[Site], prose: Prose) -> frozenset[str]:
    """Words of shapes that stand behind the authors' own sentences again and again.

    Nobody says I before them, and no marks close there: whatever they name, they are no speaker's.
    """
    members: dict[Shape, list[Site]] = defaultdict(list)
    for site in sites:
        shape = shape_of(site.kind, site.words)
        if shape is not None:
            members[shape].append(site)
    found: set[str] = set()
    for shape, places in members.items():
        habit = _habit(shape, places, 0, prose)
        if (
            len(places) < MANY
            or habit.marked > MAX_MARKED
            or habit.singular > prose.singular + 0.02
        ):
            continue
        if _spoken(places) <= prose.spoken + MORE_THAN_PROSE:
            found.update(site.words for site in places)
    return frozenset(found)


def _spoken(places: Sequence[Site]) -> float:
    """The share of sites before which somebody speaks to somebody."""
    return sum(_is_spoken(site.before) for site in places) / len(places)


@lru_cache(maxsize=2048)
def _is_spoken(words: str) -> bool:
    return bool(FIRST_PERSON.search(words) or COLLOQUIAL.search(words))


def _families(habits: Mapping[Shape, Habit], prose: Prose) -> set[tuple[str, str]]:
    """Kinds and first classes whose shapes are forms of one habit: "(Q7)" and "(Q7, baker, 52)"."""
    found = {(shape.kind, shape.first) for shape, one in habits.items() if _is_habit(one, prose)}
    for kind, first in {(shape.kind, shape.first) for shape in habits if shape.first in _PERSONAL}:
        forms = [one for shape, one in habits.items() if (shape.kind, shape.first) == (kind, first)]
        sites = [site for one in forms for site in one.sites]
        within = sum(one.within for one in forms)
        if _is_habit(_habit(forms[0].shape, sites, within, prose), prose):
            found.add((kind, first))
    return found


def _joins(habit: Habit, prose: Prose) -> bool:
    """Whether a rarer form of a habit is one too."""
    few = len(habit.sites) < ENOUGH and habit.shape.first in _PERSONAL
    return not _is_refused(habit, prose) and (few or _speaks(habit, prose))


def _habit(shape: Shape, places: Sequence[Site], within: int, prose: Prose) -> Habit:
    heard = [site for site in places if site.before]
    count = max(1, len(heard))
    return Habit(
        shape=shape,
        sites=tuple(places),
        texts=len({site.words for site in places}),
        singular=sum(bool(SINGULAR.search(site.before)) for site in heard) / count,
        prose=prose.singular,
        marked=sum(site.place == "marked" for site in places) / max(1, len(places)),
        within=within,
    )


def _is_habit(habit: Habit, prose: Prose) -> bool:
    if len(habit.sites) < ENOUGH or habit.texts < 2 or _is_refused(habit, prose):
        return False
    if _speaks(habit, prose):
        return True
    repeats = habit.texts < len(habit.sites)
    return len(habit.sites) >= ENOUGH_MARKED and habit.marked >= MIN_MARKED and repeats


def _speaks(habit: Habit, prose: Prose) -> bool:
    """Whether the words before sound like speech more than the prose does."""
    spoken = _spoken(habit.sites)
    return (
        habit.singular >= MIN_SINGULAR
        and habit.singular >= prose.singular + MORE_THAN_PROSE
        and spoken >= MIN_SPOKEN
    )


def _is_refused(habit: Habit, prose: Prose) -> bool:
    """Whether the shape is rather the document's way to cite, count or comment."""
    shape, places = habit.shape, habit.sites
    if habit.within > len(places) * MAX_WITHIN / (1 - MAX_WITHIN):
        return True
    if shape.first == "lower" and habit.marked < MIN_MARKED:
        return True  # stage directions
    if (
        not shape.digit
        and shape.first not in ("number", "numbered", "code")
        and habit.marked < MIN_MARKED
    ):
        lower = sum(len(_LOWER.findall(site.words)) for site in places)
        if habit.texts == len(places) and lower > MAX_LOWER * len(places):
            return True  # what people did meanwhile: phrases, each of them another
    if shape.first == "number" and not shape.comma and not shape.digit:
        return _cites_by_numbers(habit, prose)
    return False


def _cites_by_numbers(habit: Habit, prose: Prose) -> bool:
    """Whether lone numbers are references: the document cites in no other way, or they first
    appear in rising order, one after the other, as references do and participants do not."""
    if habit.shape.kind == "[" and prose.cites_by_square:
        return True
    if habit.shape.kind == "(" and not (prose.cites_by_year or prose.cites_by_square):
        return True
    numbers = [int(match[0]) for site in habit.sites if (match := re.search(r"\d+", site.words))]
    return _rises(numbers)


def _rises(numbers: Sequence[int]) -> bool:
    """Whether most numbers that are met for the first time follow on the largest one before."""
    largest, new, following = 0, 0, 0
    for number in numbers:
        if number > largest:
            new += 1
            following += number - largest <= 2
            largest = number
    return new >= ENOUGH and following > 0.6 * new and new > 0.6 * len(set(numbers))
