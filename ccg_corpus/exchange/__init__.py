"""A corpus and a query → files that other programs open.

Comes in: a corpus, a query, and what is wished of the file. Goes out: its bytes, the same for the same
corpus, query and wish, with what a reader of it should know. Nothing is printed or written here.
`KINDS` is the table of all: a kind more is a row there and a module with a function `exported`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from ccg_corpus.core.frozen import frozen

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

TEXTS = ("text", "original", "both")
PROGRAMS = ("nvivo", "atlasti", "maxqda", "qualcoder")  # that a project may be made for


@frozen
class ExportKind:
    """A kind of file: how its name ends, what it is in a few words, the module that makes it.

    The module has `exported(corpus, query, wish) -> Exported`, or a function of another name.
    """

    endings: tuple[str, ...]
    what: str
    module: str
    function: str = "exported"


@frozen
class ExportWish:
    """What is wished of a file, besides the quotations asked for.

    `title`: what to call it. `sources`: the documents as text, as the user's own files, or both.
    `program`: the one it is for, None for any. Kinds that have no use for a wish leave it.
    """

    title: str
    sources: str = "text"
    program: str | None = None


@frozen
class Exported:
    """A file's bytes, how many things were asked for are in it, and lines for who made it: what was
    left out and why. A `count` of 0 writes nothing."""

    data: bytes
    count: int
    notes: tuple[str, ...] = ()


KINDS = {
    "qdpx": ExportKind((".qdpx",), "project for QDA programs (REFI-QDA)", "refi.project_out"),
    "qdc": ExportKind((".qdc",), "codebook for QDA programs (REFI-QDA)", "refi.codebook_out"),
    "sqlite": ExportKind(
        (".db", ".sqlite", ".sqlite3"), "database (SQLite, Datasette)", "tables.sqlite"
    ),
    "datapackage": ExportKind(
        (".zip",), "data package: csv with its description (Frictionless)", "tables.datapackage"
    ),
    "parquet": ExportKind((".parquet",), "quotations for pandas, R, DuckDB", "tables.parquet"),
    "annotations": ExportKind((".jsonld",), "Web Annotations (JSON-LD)", "annotations.web"),
    "tei": ExportKind((".xml", ".tei"), "texts with stand-off annotation (TEI)", "annotations.tei"),
    "ris": ExportKind((".ris",), "references, quotations as notes", "zotero", "exported_ris"),
    "bibtex": ExportKind((".bib",), "the same as BibTeX", "zotero", "exported_bibtex"),
    "csl-json": ExportKind((".json",), "the same as CSL-JSON", "zotero", "exported_csl"),
}


def kind_of(name: str) -> str | None:
    """The kind of a file by how its name ends, whatever its capitals; None where no kind ends so."""
    endings = {ending: kind for kind, one in KINDS.items() for ending in one.endings}
    fitting = [ending for ending in endings if name.lower().endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else None


def exported(corpus: Corpus, query: Query, kind: str, wish: ExportWish) -> Exported:
    """The file of that kind. Raises: QueryError; CcgError where the corpus can't be put into it."""
    module = import_module(f"ccg_corpus.exchange.{KINDS[kind].module}")
    made: Exported = getattr(module, KINDS[kind].function)(corpus, query, wish)
    return made
