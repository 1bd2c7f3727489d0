"""Quotations → what else is like them: their telling words stand for them, with the words near these.

Comes in: records, an engine, the words near a word. Goes out: things to ask for, as if somebody had
typed the words that tell most about the quotations: rare ones, and those that recur. No model is asked,
and each hit says by which of the words it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen
from ccg_corpus.core.hit import Record
from ccg_corpus.corpus.resolve.widening import is_small
from ccg_corpus.near import telling
from ccg_corpus.query.tree import Family
from ccg_corpus.search.grades import GRADES, WHOLE, Stand, Thing, graded
from ccg_corpus.text.words import family, tokens

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Hit
    from ccg_corpus.corpus.resolve.widening import Nearby
    from ccg_corpus.search import Engine, Question

# A word of so few letters tells nothing by itself.
LEAST_LETTERS = 3
# Nobody asked for words that such a hit could have all of.
MATCH = GRADES[-1]


@frozen
class Alike:
    """Quotations like some others, the best first, how many there are, and the words asked for."""

    hits: list[Hit]
    total: int
    words: tuple[str, ...]


def scores_like(engine: Engine, things: Sequence[Thing], question: Question) -> dict[int, float]:
    """All that has any of the words, or what is near one, with what it counts."""
    below = graded(things, engine.weigh(question, things), ())
    return below.some | below.near


def printed_of(record: Record) -> set[str]:
    """The ids of a quotation in all its printings."""
    return {record["id"], *(other["id"] for other in record.get("also_in") or ())}


def things_like(
    records: Iterable[Record],
    engine: Engine,
    everywhere: Question,
    near: Callable[[str], Sequence[Nearby]],
) -> tuple[Thing, ...]:
    """The telling words of records, each with the words near it. `everywhere`: all that words are
    counted in, to know which are rare."""
    shown: dict[str, str] = {}
    times: Counter[str] = Counter()
    for record in records:
        for token in tokens(record["text"]):
            if len(token.text) >= LEAST_LETTERS and not is_small(token.text):
                shown.setdefault(family(token.text), token.text)
                times[family(token.text)] += 1
    rare = _rarities(shown, engine, everywhere)
    counted = {key: int(WHOLE * rare[key] * min(times[key], 2)) for key in times}
    return tuple(_thing(key, shown[key], near) for key in telling(counted))


def _rarities(shown: Mapping[str, str], engine: Engine, everywhere: Question) -> dict[str, float]:
    """How rare each family is."""
    keys = sorted(shown)
    alone = [Thing(key, (Stand(Family(key, shown[key]), WHOLE, shown[key]),)) for key in keys]
    weighing = engine.weigh(everywhere, alone)
    return {key: stands[0].rare for key, stands in zip(keys, weighing.things, strict=True)}


def _thing(key: str, word: str, near: Callable[[str], Sequence[Nearby]]) -> Thing:
    beside = (
        Stand(Family(one.family, one.word), one.weight, one.word, "near")
        for one in near(word)
        if one.family != key and not is_small(one.word)
    )
    return Thing(word, (Stand(Family(key, word), WHOLE, word), *beside))
