"""What the benchmarks measure is there to be measured: their material is made and asked."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ccg_corpus.corpus import open_corpus
from ccg_corpus.query import Query
from ccg_corpus.search import quotation_engine
from ccg_corpus.store import Store

pytestmark = pytest.mark.long

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"


def test_a_project_of_many_quotations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The material of the benchmark of scale is a corpus that answers."""
    monkeypatch.setattr(sys, "path", [str(BENCHMARKS), *sys.path])
    from scale_material import make_project

    make_project(tmp_path, 400)
    with Store.to_write(tmp_path) as store:
        quotation_engine(store).rebuild()
    with open_corpus(tmp_path) as corpus:
        asked = Query(roles=("gp",))
        assert 0 < corpus.count(asked) < corpus.count(Query())
        assert len(list(corpus.search(asked, limit=5))) == 5
