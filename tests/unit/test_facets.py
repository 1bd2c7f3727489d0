"""Counting quotations by what they say of themselves, against counting the hits by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import notation
import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.model import Record
from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.ingest import ingest
from ccg_corpus.project import init_project
from ccg_corpus.query import Query, read_words
from ccg_corpus.store import COUNTED

FILLER = "Invented example: every village had a well and a story about who had dug it. " * 12
WELLS = f"""{FILLER}
# Trust in the well
gp, D: nobody told us that the well was dry
gp-chair, case E: we never trusted the well
nurse, D: we trusted the people who dug it
# Money
nurse: the money was gone
term: living water
"""
RIVERS = """Another invented example, of rivers.
# Money
gp, D: the river took the money
patient: I never trusted the river
"""
CONFIG = """
documents:
  wells.txt: {id: wells, year: 2018, study: water}
  rivers.txt: {id: rivers}
studies: {water: The water study}
sites: {north: {title: The north, cases: ["wells:D"]}}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = init_project(tmp_path_factory.mktemp("project"))
    (root / "config.yaml").write_text(CONFIG)
    for name, text in (("wells", WELLS), ("rivers", RIVERS)):
        (root / "corpus" / f"{name}.txt").write_text(text)
    assert not ingest(root, stages=notation.STAGES).failed
    return root


@pytest.fixture
def corpus(root: Path) -> Iterator[Corpus]:
    with open_corpus(root) as opened:
        yield opened


def value(record: Record, field: str) -> str | None:
    """What one record is counted under; of several codes see below."""
    if field == "case":
        case = record["case"]
        return None if case is None else f"{record['document']['id']}:{case}"
    if field in ("participant", "code"):
        return None  # nobody has a number here, and nothing a code
    if field == "document":
        return str(record["document"]["id"])
    if field == "year":
        year = record["document"]["year"]
        return None if year is None else str(year)
    found: str | None = record[field]
    return found


QUERIES = [
    Query(),
    Query(roles=("gp",)),
    Query(cases=("D",)),
    Query(kinds=("term",)),
    Query(all_printings=True),
    Query(since=2018),
    Query(parts=read_words("trust")),
    Query(parts=read_words("well OR river"), roles=("gp",)),
    Query(parts=read_words("nowhere")),
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.text() or "all")
def test_counts_are_those_of_the_hits(corpus: Corpus, query: Query) -> None:
    """By one field or by two together, with words and without, and in a fixed order."""
    hits = [hit.record for hit in corpus.quotes(query)]
    for fields in [*((field,) for field in COUNTED), *permutations(COUNTED, 2)]:
        rows = corpus.facets(query, fields)
        expected = Counter(tuple(value(record, field) for field in fields) for record in hits)
        assert dict(rows) == expected
        order = [(-count, [(v is None, v or "") for v in values]) for values, count in rows]
        assert order == sorted(order)


def test_a_field_that_nothing_is_counted_by(corpus: Corpus) -> None:
    """Says so, and what may have been meant."""
    with pytest.raises(QueryError, match="can't count by 'rolle'"):
        corpus.facets(Query(), ("rolle",))
    with pytest.raises(QueryError, match="nothing to count by"):
        corpus.facets(Query(), ())
