"""Documents for Zotero and other reference managers, each with its quotations as notes.

Comes in: a corpus, a query. Goes out: RIS (a note a quotation), BibTeX (`annote`), CSL-JSON (`note`), as
their readers take them. The key of an entry is the document's id, which is the citation key where an
export of Better BibTeX gave one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.render.citation import located_citation
from ccg_corpus.render.columns import attribution, printable
from ccg_corpus.render.formats.parquet import storable
from ccg_corpus.render.references import bibtex_entry, csl_item, ris_entry

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

Row = dict[str, Any]
Notes = dict[str, list[Row]]


def exported_ris(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """A record a document, a note (N1) a quotation. Raises: QueryError."""
    rows, notes = _found(corpus, query)
    pieces = (ris_entry(row, notes=[_html(one) for one in notes[row["id"]]]) for row in rows)
    return _made("\n".join(pieces), notes)


def exported_bibtex(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """An entry a document, all its quotations in one `annote`. Raises: QueryError."""
    rows, notes = _found(corpus, query)
    pieces = (
        bibtex_entry(row, annote=[_plain(one) for one in notes[row["id"]]]) for row in rows
    )  # fmt: skip
    return _made("\n".join(pieces), notes)


def exported_csl(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """An item a document; its key and its quotations in `note`. Raises: QueryError."""
    rows, notes = _found(corpus, query)
    items = []
    for row in rows:
        lines = [f"Citation Key: {row['id']}", *(_plain(one) for one in notes[row["id"]])]
        items.append({**csl_item(row), "citation-key": row["id"], "note": "\n".join(lines)})
    return _made(json.dumps(items, ensure_ascii=False, indent=1) + "\n", notes)


def _found(corpus: Corpus, query: Query) -> tuple[list[Row], Notes]:
    notes: Notes = defaultdict(list)
    for hit in corpus.quotes(query):
        notes[hit.record["document"]["id"]].append(dict(hit.record))
    for records in notes.values():
        records.sort(key=lambda one: (one["start"], one["end"], one["id"]))
    return [row for row in corpus.documents() if row["id"] in notes], notes


def _made(text: str, notes: Notes) -> Exported:
    return Exported(storable(text).encode(), sum(map(len, notes.values())))


def _source(record: Row) -> str:
    return ", ".join(part for part in (attribution(record), located_citation(record)) if part)


def _plain(record: Row) -> str:
    """A quotation on one line."""
    codes = "".join(f" #{code}" for code in _codes(record))
    return printable(f"“{record['text']}” ({_source(record)}) [{record['id']}]{codes}")


def _html(record: Row) -> str:
    """A quotation as a note of Zotero's, in one line: HTML that its editor keeps."""
    shown = [
        f"<blockquote><p>{_text(record['text'])}</p></blockquote>",
        f"<p>{_text(_source(record))}</p>",
        f"<p>{_text(record['id'])}{''.join(f' #{_text(code)}' for code in _codes(record))}</p>",
        *(f"<p>{_text(memo['text'])} ({_text(memo['by'])})</p>" for memo in record["memos"]),
    ]
    return "".join(shown)


def _text(text: str) -> str:
    return escape(printable(" ".join(str(text).split())), quote=False)


def _codes(record: Row) -> Iterator[str]:
    yield from dict.fromkeys(one["code"] for one in record["codings"] if not one["proposed"])
