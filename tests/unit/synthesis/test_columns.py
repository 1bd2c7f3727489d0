"""Counting by columns that are written down, against counting by SQL."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest

from ccg_corpus.corpus import Corpus, open_corpus
from ccg_corpus.query import Query
from ccg_corpus.store.counted import columns

FIELDS = (
    "case",
    "site",
    "document",
    "study",
    "participant",
    "role",
    "theme",
    "kind",
    "section",
    "year",
)
QUERIES = (Query(), Query(since=2020), Query(since=2020, until=2021), Query(roles=("gp",)))


Groups = list[tuple[object, int, int]]


class Large:
    """A copy of the example in which every corpus is a large one."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.file = root / ".ccg" / columns.NAME

    def groups(self, query: Query, fields: tuple[str, ...]) -> Groups:
        with pytest.MonkeyPatch.context() as patch, open_corpus(self.root) as opened:
            patch.setattr(columns, "LEAST", 1)
            return sorted(opened.crossed.groups(query, fields), key=repr)


def by_sql(corpus: Corpus, query: Query, fields: tuple[str, ...]) -> Groups:
    assert not (corpus.root / ".ccg" / columns.NAME).exists()
    return sorted(corpus.crossed.groups(query, fields), key=repr)


@pytest.fixture
def large(example: Path, tmp_path: Path) -> Large:
    return Large(Path(shutil.copytree(example, tmp_path / "project")))


def test_columns_count_as_sql_does(corpus: Corpus, large: Large) -> None:
    """All pairs of fields, with and without years; other questions don't use them."""
    for fields in combinations(FIELDS, 2):
        for query in QUERIES:
            assert large.groups(query, fields) == by_sql(corpus, query, fields), (fields, query)
    assert large.file.exists()


def test_a_file_of_somebody_elses_is_not_read(large: Large, corpus: Corpus) -> None:
    """Changed by a byte anywhere, or of another state, it is made anew or done without."""
    wanted = by_sql(corpus, Query(), ("role", "kind"))
    large.groups(Query(), ("role", "kind"))
    whole = large.file.read_bytes()
    for at in (3, 20, 90, *range(200, len(whole), 97)):
        large.file.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert large.groups(Query(), ("role", "kind")) == wanted, at
    large.file.write_bytes(whole.replace(b'"generation"', b'"generatiom"'))
    assert large.groups(Query(), ("role", "kind")) == wanted
    assert large.file.read_bytes() == whole


def test_without_a_key_there_is_no_file(
    large: Large, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody could vouch for it."""
    monkeypatch.setattr(columns, "secret", SimpleNamespace(key=lambda: None))
    assert large.groups(Query(), ("role", "kind")) == by_sql(corpus, Query(), ("role", "kind"))
    assert not large.file.exists()
