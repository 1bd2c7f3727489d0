"""What stands for the things that were asked → what each counts in which quotations.

The soft side of `compile`: nothing is needed here, everything found counts. What was asked itself is
looked up as `compile` does; families near it by their postings alone, for there are many of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ccg_corpus.query.tree import AnyOf, Family, Part, Word, walk
from ccg_corpus.search.engine import Question
from ccg_corpus.search.grades import Thing, Weighed, Weighing, nearest_first
from ccg_corpus.search.rank import rarity
from ccg_corpus.search.whoosh.compile import FAMILY_FIELDS, Compiled, selected
from ccg_corpus.search.whoosh.reading import OpenIndex
from ccg_corpus.text.words import family

# So many postings take a tenth of a second. In a corpus where the words near a topic have more, those
# that stand least for it are passed over.
MOST_READ = 60_000


def weighing(index: OpenIndex, question: Question, things: Sequence[Thing]) -> Weighing:
    """What each stand counts in the quotations of a selection that have the question's parts."""
    allowed = Compiled(index, selected(index, question.selection)).whole(question.parts)
    compiled = Compiled(index, allowed)
    column = index.column("n") if allowed else None
    found = [[_NOTHING] * len(thing.stands) for thing in things]
    read, is_whole = 0, True
    for at, number, stand in nearest_first(things):
        postings = _postings(index, stand.part)
        if read + postings > MOST_READ and number:
            is_whole = False
            continue
        read += postings
        scores = compiled.counted(stand.part)
        own = {column[docnum]: score for docnum, score in scores.items()} if column else {}
        found[at][number] = Weighed(own, _rare(index, stand.part, len(scores)))
    return Weighing(found, is_whole)


_NOTHING = Weighed({}, 0.0)


def _keys(part: Part) -> list[str]:
    """The families of the words in a part."""
    return [
        one.key if isinstance(one, Family) else family(one.text)
        for one in walk(part)
        if isinstance(one, Word | Family)
    ]


def _postings(index: OpenIndex, part: Part) -> int:
    return sum(index.frequency(field, key) for key in _keys(part) for field in FAMILY_FIELDS)


def _rare(index: OpenIndex, part: Part, found: int) -> float:
    """How rare what was asked is; of several words together their sum, of alternatives the commonest."""
    rare = [
        rarity(max(index.frequency(field, key) for field in FAMILY_FIELDS), index.size)
        for key in _keys(part)
    ]
    if not rare:
        return rarity(found, index.size)
    return min(rare) if isinstance(part, AnyOf) else sum(rare)
