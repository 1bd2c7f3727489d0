"""The catalogue that looks up in the store gives what a catalogue of everything gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.corpus import open_corpus
from ccg_corpus.query.catalogue import Catalogue, CatalogueDocument, KnownDocument
from ccg_corpus.records import FinishedDocument
from ccg_corpus.store import Store

# Invented examples.
DOCUMENTS = (
    (
        "arlow-2019",
        "corpus/Arlow 2019.pdf",
        ("Arlow, Ann", "Börg T"),
        2019,
        "article",
        "British Journal of Harbour Work",
    ),
    ("arlow-2019a", "corpus/arlow_b.pdf", ("Ann Arlow",), 2019, "accepted manuscript", None),
    ("borg-2015", "corpus/sub/b.txt", ("Börg, T.",), 2015, "report", "BJHW"),
    ("BORG-2016", "corpus/c.txt", ("Borg T", "Arlow A"), None, None, "The Quay"),
    ("zell", "corpus/d.txt", (), 2001, "manuscript", None),
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with these documents and no quotations."""
    (tmp_path / "config.yaml").write_text("{}\n", encoding="utf-8")
    with Store.to_write(tmp_path) as store, store.transaction():
        for id, source, authors, year, type, journal in DOCUMENTS:
            facts = {"id": id, "authors": list(authors), "year": year, "type": type}
            facts["journal"] = journal
            document = FinishedDocument(id, source, None, facts, ())
            store.finished.add_unit(id, [document], [])
        store.remember("finished", "yes")
    return tmp_path


EVERYTHING = Catalogue(
    documents=tuple(sorted((KnownDocument(one[0], one[1]) for one in DOCUMENTS), key=lambda d: d.id)),
    facts=lambda: tuple(CatalogueDocument(id, *more) for id, _, *more in sorted(DOCUMENTS)),
)  # fmt: skip


def found(catalogue: Catalogue, reference: str) -> str | None:
    """The document, or what is said instead."""
    try:
        return catalogue.document(reference)
    except QueryError as error:
        return str(error)


def test_documents_are_found_alike(root: Path) -> None:
    """By id, file, path, beginning; the same is said where a name is not enough."""
    names = ["arlow-2019", "ARLOW-2019", "arlow", "arlow 2019", "arlow 2019.pdf", "corpus/", "b",
             "b.txt", "borg-2016", "borg", "z", "zell…", "corpus/sub/b.txt", "nothing", "", "%", "_"]  # fmt: skip
    with open_corpus(root, finished=False) as corpus:
        for name in names:
            assert found(corpus.catalogue, name) == found(EVERYTHING, name), name


def test_documents_are_cited_alike(root: Path) -> None:
    """By the first author in any spelling and the year, by their type."""
    with open_corpus(root, finished=False) as corpus:
        stored = corpus.catalogue
        for name in ("Arlow", "arlow", "Borg", "Börg", "Ann", "A", "Smith"):
            for year in (None, 2019, 2015):
                assert stored.cited(name, year) == EVERYTHING.cited(name, year), (name, year)
            for other in ("Arlow", "Börg"):
                assert stored.is_co_author(name, other) == EVERYTHING.is_co_author(name, other)
        assert stored.types() == EVERYTHING.types()
        for kind in ("manuscript", "Article", "accepted manuscripts", "thesis", ""):
            assert stored.of_type(kind) == EVERYTHING.of_type(kind), kind


def test_journals_are_found_alike(root: Path) -> None:
    """By the whole name and by initials of three or more letters."""
    with open_corpus(root, finished=False) as corpus:
        for name in ("BJHW", "bjhw", "british journal of harbour work", "The Quay", "TQ", "q", ""):
            assert corpus.catalogue.in_journal(name) == EVERYTHING.in_journal(name), name
        assert corpus.catalogue.in_journal("BJHW") == ("arlow-2019", "borg-2015")


def test_names_go_with_their_document(root: Path) -> None:
    """A document that is taken out can't be named."""
    with Store.to_write(root) as store, store.transaction():
        store.finished.drop_document("zell")
    with open_corpus(root, finished=False) as corpus:
        assert corpus.catalogue.document("zell") is None
        assert corpus.catalogue.of_type("manuscript") == ("arlow-2019a",)
