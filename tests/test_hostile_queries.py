"""Random and spoilt queries: a result or one clear error. `benchmarks/hostile_queries.py` runs the
whole hundred thousand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ccg_corpus.corpus import open_corpus

pytestmark = pytest.mark.long

TOP = Path(__file__).parents[1]


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.syspath_prepend(str(TOP / "benchmarks"))
    import hostile_queries

    yield hostile_queries
    sys.modules.pop("hostile_queries", None)


def test_hostile_queries(hostile: object, example_root: Path) -> None:
    """No traceback, no error without a line; what is read reads back; nothing hangs; the answer is
    the reference's."""
    with open_corpus(example_root) as corpus:
        reference = hostile.Reference(corpus)  # type: ignore[attr-defined]
        names = hostile.names_of(corpus)  # type: ignore[attr-defined]
        asked = zip(range(600), hostile.queries(7, names), strict=False)  # type: ignore[attr-defined]
        outcomes = [(text, hostile.ask(corpus, text, reference)) for _, text in asked]  # type: ignore[attr-defined]
    assert len(names) > 50
    faults = [(text, one.fault) for text, one in outcomes if one.fault not in ("", "slow")]
    assert not faults
    assert any(one.was_refused for _, one in outcomes)
    assert not all(one.was_refused for _, one in outcomes)
