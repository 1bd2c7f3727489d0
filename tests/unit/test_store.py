"""The store: what goes in comes out, filters hold, and a file that is not ours is no harm."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ccg_corpus.core.errors import ProjectError
from ccg_corpus.core.model import (
    KINDS,
    Block,
    Case,
    Document,
    Evidence,
    Facts,
    Quotation,
    Run,
    Span,
    Speaker,
)
from ccg_corpus.records import FinishedDocument, FinishedRecord
from ccg_corpus.store import (
    Extraction,
    NoCorpus,
    Selection,
    SourceRow,
    Store,
    encode_extraction,
    readable,
)
from ccg_corpus.store.database import DATABASE_NAME, cache_directory


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.to_write(tmp_path) as opened:
        yield opened


# What files gave

_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
_maybe = st.none() | _text
_spans = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda ends: Span(*sorted(ends)))
_proofs = st.builds(Evidence, _text, _text, st.integers(0, 9), st.integers(0, 9), _text)
_documents = st.builds(
    Document,
    source=st.just("a.txt"),
    format=_text,
    text=_text,
    blocks=st.lists(st.builds(Block, st.just("cell"), _spans, row=st.none() | st.integers(0, 3),
                              italics=st.lists(_spans, max_size=2).map(tuple)),
                    max_size=2).map(tuple),
    runs=st.lists(st.builds(Run, _spans, st.none() | st.integers(1, 9), _maybe),
                  max_size=2).map(tuple),
    facts=st.builds(Facts, _maybe, st.lists(_text, max_size=2).map(tuple),
                    extra=st.lists(st.tuples(_text, _text), max_size=2).map(tuple)),
    cases=st.lists(st.builds(Case, _text, _maybe, st.none() | _proofs), max_size=2).map(tuple),
)  # fmt: skip
_quotations = st.builds(
    Quotation,
    _spans,
    _text,
    st.sampled_from(KINDS),
    st.booleans(),
    speaker=st.builds(Speaker, _maybe, evidence=st.lists(_proofs, max_size=1).map(tuple)),
    theme=_maybe,
    confidence=st.floats(0, 1),
    evidence=st.lists(_proofs, max_size=2).map(tuple),
)


@settings(max_examples=50)
@given(_documents, st.lists(_quotations, max_size=3).map(tuple))
def test_save_and_load_is_identity(
    tmp_path_factory: pytest.TempPathFactory,
    document: Document,
    quotations: tuple[Quotation, ...],
) -> None:
    """A document and its quotations come back as they were."""
    with Store.to_write(tmp_path_factory.mktemp("project")) as store:
        with store.transaction():
            store.sources.put(
                SourceRow("a.txt"), encode_extraction(Extraction(document, quotations))
            )
        assert store.sources.extraction("a.txt") == Extraction(document, quotations)


def test_rows_of_files(store: Store) -> None:
    """A file's row comes back as it was; a later one takes its place with all that hung on it."""
    document = Document("b\n.txt", "text", "so", (), ())
    first = SourceRow("b\n.txt", 5, 6, 7, "hash", "r", "f")
    failed = SourceRow("b\n.txt", 8, 9, 10, None, "r", "f", "is broken")
    with store.transaction():
        store.sources.put(first, encode_extraction(Extraction(document, ())))
    assert store.sources.all() == {"b\n.txt": first}
    assert store.sources.counts() == (1, 0)
    with store.transaction():
        store.sources.put(failed)
    assert store.sources.all() == {"b\n.txt": failed}
    assert store.sources.extraction("b\n.txt") is None
    assert store.sources.counts() == (0, 1)
    with store.transaction():
        store.sources.drop("b\n.txt")
    assert store.sources.all() == {}


def test_a_transaction_is_all_or_nothing(store: Store) -> None:
    """What was written before an error within is not there."""
    with pytest.raises(RuntimeError), store.transaction():
        store.sources.put(SourceRow("a.txt"))
        raise RuntimeError
    assert store.sources.all() == {}


# The finished corpus


def a_record(id: str, **fields: Any) -> dict[str, Any]:
    document = {"id": id.partition(":")[0], "year": fields.pop("year", None), "source": "a.txt"}
    return {"id": id, "document": document, "start": 0, "kind": "participant",
            "confidence": 0.9, "text": "so"} | fields  # fmt: skip


def fill(store: Store, *records: FinishedRecord) -> None:
    """One unit with these records and the documents they name."""
    ids = sorted({one.record["document"]["id"] for one in records})
    documents = [FinishedDocument(id, f"{id}.txt", None, {"id": id}, ()) for id in ids]
    with store.transaction():
        store.finished.add_unit("key", documents, records)


def finished(
    id: str, *facets: tuple[str, str], primary: str | None = None, **fields: Any
) -> FinishedRecord:
    rows = tuple((field, value, value.upper()) for field, value in facets)
    return FinishedRecord(a_record(id, **fields), primary or id, rows)


def ids(store: Store, selection: Selection) -> list[str]:
    numbers = store.finished.numbers(selection)
    assert store.finished.count(selection) == len(numbers)
    return [record["id"] for record in store.finished.records(numbers)]


SPEECH = ("participant", "survey", "named")


def test_records_come_by_document_and_place(store: Store) -> None:
    """Whatever the order they were made in, records are listed by document and place."""
    fill(store, finished("b:1", start=5), finished("a:1", start=9), finished("a:2", start=3))
    assert ids(store, Selection(SPEECH)) == ["a:2", "a:1", "b:1"]
    numbers = store.finished.numbers(Selection(SPEECH))
    assert store.finished.in_order(reversed(numbers)) == numbers
    backwards = store.finished.records(reversed(numbers))
    assert [record["id"] for record in backwards] == ["b:1", "a:1", "a:2"]


def test_filters(store: Store) -> None:
    """Facets of a group are alternatives, groups and bounds hold together."""
    fill(
        store,
        finished("a:1", ("role", "gp"), ("case", "d"), year=2015, confidence=0.5),
        finished("a:2", ("role", "nurse"), ("case", "d"), year=2018),
        finished("a:3", ("role", "gp"), year=None),
        finished("a:4", ("role", "gp"), kind="term", year=2018),
        finished("b:1", ("role", "gp"), primary="a:1", year=2014),
    )
    gp, case_d = (("role", "gp"),), (("case", "d"),)
    either = (("role", "gp"), ("role", "nurse"))
    for selection, expected in (
        (Selection(SPEECH), ["a:1", "a:2", "a:3"]),
        (Selection(KINDS), ["a:1", "a:2", "a:3", "a:4"]),
        (Selection(SPEECH, (gp,)), ["a:1", "a:3"]),
        (Selection(SPEECH, (either, case_d)), ["a:1", "a:2"]),
        (Selection(SPEECH, (gp, case_d)), ["a:1"]),
        (Selection(SPEECH, (gp, (("case", "z"),))), []),
        (Selection(SPEECH, since=2015), ["a:1", "a:2"]),
        (Selection(SPEECH, until=2017), ["a:1"]),
        (Selection(SPEECH, min_confidence=0.6), ["a:2", "a:3"]),
        (Selection(SPEECH, max_confidence=0.5), ["a:1"]),
        (Selection(SPEECH, (gp,), all_printings=True), ["a:1", "a:3", "b:1"]),
    ):
        assert ids(store, selection) == expected, selection


def test_a_dropped_document_leaves_nothing(store: Store) -> None:
    """Its records, texts, facets and cases go with it, and no facet without records is named."""
    fill(store, finished("a:1", ("role", "gp")), finished("b:1", ("role", "nurse")))
    with store.transaction():
        store.finished.drop_document("a")
        store.finished.settle_facets()
    assert ids(store, Selection(SPEECH)) == ["b:1"]
    assert store.finished.facet_values("role") == [("nurse", "NURSE")]
    assert store.finished.record("a:1") is None
    assert store.finished.unit_keys() == {"b": "key"}


def test_counts_are_of_what_is_listed(store: Store) -> None:
    """A role's count leaves out other printings and scare quotes, as a listing does."""
    fill(
        store,
        finished("a:1", ("role", "gp")),
        finished("a:2", ("role", "gp"), kind="term"),
        finished("b:1", ("role", "gp"), primary="a:1"),
    )
    assert store.finished.facet_counts("role") == [("gp", "GP", 1)]
    assert store.finished.kind_counts() == {"participant": 1, "term": 1}
    assert [row["quotations"] for row in store.finished.documents()] == [1, 1]


def test_more_records_than_a_statement_takes(store: Store) -> None:
    """A long listing is read in pieces, and none is lost or doubled."""
    fill(store, *(finished(f"a:{n:05}", start=n) for n in range(1234)))
    numbers = store.finished.numbers(Selection(SPEECH))
    assert [r["start"] for r in store.finished.records(numbers)] == list(range(1234))
    assert len(store.finished.ids(numbers)) == 1234


# The file


def test_the_cache_is_private(store: Store) -> None:
    """Nobody else can look into it, and git does not take it in."""
    directory = cache_directory(store.root)
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert (directory / ".gitignore").read_text() == "*\n"


def test_nothing_ingested_yet(tmp_path: Path) -> None:
    """Reading before the first ingest says so, and makes no file."""
    with pytest.raises(NoCorpus, match="run 'ccg ingest'"):
        Store.to_read(tmp_path)
    assert not cache_directory(tmp_path).exists()


def damage_with_text(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1000)


def damage_by_cutting(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def damage_by_emptying(path: Path) -> None:
    path.write_bytes(b"")


def damage_by_another_schema(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE records (other)")
    connection.close()


def read_all(root: Path) -> list[str]:
    with readable(root), Store.to_read(root) as store:
        return ids(store, Selection(SPEECH))


@pytest.mark.parametrize(
    "damage",
    [damage_with_text, damage_by_cutting, damage_by_emptying, damage_by_another_schema],
)
def test_a_file_that_is_not_ours(tmp_path: Path, damage: Any) -> None:
    """A reader says in one line what to do; a writer makes the store anew."""
    with Store.to_write(tmp_path) as store:
        fill(store, *(finished(f"a:{n}") for n in range(500)))
    path = cache_directory(tmp_path) / DATABASE_NAME
    damage(path)
    with pytest.raises(NoCorpus) as caught:
        read_all(tmp_path)
    assert "\n" not in str(caught.value)
    with Store.to_write(tmp_path) as store:
        assert ids(store, Selection(SPEECH)) == []


def test_a_directory_in_the_way(tmp_path: Path) -> None:
    """Where the store should be and something else is, that gives way."""
    path = cache_directory(tmp_path) / DATABASE_NAME
    path.mkdir(parents=True)
    with Store.to_write(tmp_path) as store:
        assert store.sources.all() == {}


def test_a_cache_that_can_not_be_made(tmp_path: Path) -> None:
    """One line, with the path."""
    (tmp_path / ".ccg").write_text("a file")
    with pytest.raises(ProjectError, match=r"\.ccg: can't be made"):
        Store.to_write(tmp_path)


def test_a_reader_keeps_its_snapshot(store: Store) -> None:
    """What another run writes meanwhile does not change a listing under way."""
    fill(store, finished("a:1"))
    with Store.to_read(store.root) as reader, reader.snapshot():
        assert ids(reader, Selection(SPEECH)) == ["a:1"]
        with store.transaction():
            store.finished.drop_document("a")
        with reader.snapshot():
            assert ids(reader, Selection(SPEECH)) == ["a:1"]
    assert ids(store, Selection(SPEECH)) == []
