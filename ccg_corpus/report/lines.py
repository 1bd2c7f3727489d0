"""The fields that quotations are filtered and crossed by, as `ccg matrix` lays out their lines.

Comes in: a corpus, a query, the places of the report's quotations. Goes out: fields with their
lines, and for each line the quotations that stand in it. Nothing is counted here a second way: a
page that crosses two fields has the cells and the totals of `synthesis.matrix`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ccg_corpus.synthesis.fields import Field
from ccg_corpus.synthesis.matrix import matrix

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.synthesis.lines import MatrixLine
    from ccg_corpus.synthesis.matrix import Matrix, MatrixCell

# Title, field, and how many levels of it are open: 0 for all, None for each value as it is stated.
_FIELDS = (
    ("Role", "role", "role", 0),
    ("Role as stated", "role as stated", "role", None),
    ("Case", "case", "case", None),
    ("Site", "site", "site", None),
    ("Theme", "theme", "theme", None),
    ("Code", "code", "code", 0),
    ("Document", "document", "document", None),
    ("Study", "study", "study", None),
    ("Participant", "participant", "participant", None),
    ("Year", "year", "year", None),
    ("Kind", "kind", "kind", None),
    ("Section", "section", "section", None),
    ("Organisation", "organisation", "organisation", None),
    ("Status", "status", "status", None),
)
# Where nobody has a value of these, there is nothing to choose; the others are always there.
_ALWAYS = ("role", "role as stated", "theme", "document", "participant", "year", "code")

_ACROSS = Field("kind")


def fields(
    corpus: Corpus, query: Query, places: Mapping[str, int], attributes: Iterable[str]
) -> Iterator[dict[str, Any]]:
    """Each field with its lines: key, title, depth, and the quotations in steps from one to the next."""
    more = tuple((name, f"where.{name}", name, None) for name in sorted(attributes))
    for title, name, field, depth in (*_FIELDS, *more):
        found = matrix(corpus, Field(field, depth=depth), _ACROSS, query, cells="ids")
        # What is under two broader ones stands under the first of them.
        once = {line.key: (line, cell) for line, cell in reversed(pairs(found))}
        lines = [
            [line.key, line.title, line.depth, steps(places, cell.ids)]
            for line, cell in pairs(found)
            if once[line.key][0] is line
        ]
        if name in _ALWAYS or any(key is not None for key, *_ in lines):
            yield {"name": name, "title": title, "lines": lines}


def pairs(found: Matrix) -> list[tuple[MatrixLine, MatrixCell]]:
    """The rows with their totals."""
    return list(zip(found.rows, found.row_totals, strict=True))


def steps(places: Mapping[str, int], ids: Iterable[str]) -> list[int]:
    """Places in order, each as its distance from the one before: small numbers are short."""
    found = sorted(places[id] for id in ids if id in places)
    return [place - before for before, place in zip([0, *found], found, strict=False)]
