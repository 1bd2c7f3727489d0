"""Counting by columns that are written down, against counting by SQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

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


@pytest.fixture
def large(example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Corpus]:
    """The example, where every corpus is a large one."""
    root = Path(shutil.copytree(example, tmp_path / "project"))
    with open_corpus(root) as plain:
        plain.count(Query())
    monkeypatch.setattr(columns, "LEAST", 1)
    with open_corpus(root) as opened:
        yield opened


def test_columns_count_as_sql_does(corpus: Corpus, large: Corpus) -> None:
    """All pairs of fields, with and without years; other questions don't use them."""
    for fields in permutations(FIELDS, 2):
        for query in QUERIES:
            assert sorted(large.groups(query, fields), key=repr) == sorted(
                corpus.groups(query, fields), key=repr
            ), (fields, query)
    assert (large.root / ".ccg" / columns.NAME).exists()


def test_a_file_of_somebody_elses_is_not_read(large: Corpus, corpus: Corpus) -> None:
    """Changed by a byte anywhere, or of another state, it is made anew or done without."""
    wanted = sorted(corpus.groups(Query(), ("role", "kind")), key=repr)
    large.groups(Query(), ("role", "kind"))
    path = large.root / ".ccg" / columns.NAME
    whole = path.read_bytes()
    for at in (3, 20, 90, len(whole) - 5, len(whole) - 4 * 39 * 3 - 2):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert sorted(large.groups(Query(), ("role", "kind")), key=repr) == wanted
    path.write_bytes(whole.replace(b'"generation"', b'"generatiom"'))
    assert sorted(large.groups(Query(), ("role", "kind")), key=repr) == wanted
    assert path.read_bytes() == whole


def test_without_a_key_there_is_no_file(
    large: Corpus, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(columns.secret, "made_key", lambda: None)
    large_groups = large.groups(Query(), ("role", "kind"))
    assert sorted(large_groups, key=repr) == sorted(
        corpus.groups(Query(), ("role", "kind")), key=repr
    )
    assert not (large.root / ".ccg" / columns.NAME).exists()
