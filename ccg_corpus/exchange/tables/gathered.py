"""What of a corpus goes into tables, as plain values.

Comes in: a corpus and a query. Goes out: tables with their columns described, their keys, and rows in a
fixed order. Each format writes the same tables. Text is verbatim but for what no file of text holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ccg_corpus.corpus.local import case_id
from ccg_corpus.render.citation import full_citation, located_citation, short_citation
from ccg_corpus.render.columns import attribution
from ccg_corpus.render.formats.parquet import storable

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`type`: text, integer, number, boolean, or list (of texts)."""

    name: str
    type: str
    what: str


@dataclass(frozen=True, slots=True)
class ExportTable:
    """`key`: the columns that tell rows apart; `links`: a column, and the table whose key it holds."""

    name: str
    what: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Any, ...], ...]
    key: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()


_Value = Callable[[Row], Any]
_Spec = tuple[str, str, str, _Value]


def _own(name: str, kind: str, what: str, key: str | None = None) -> _Spec:
    return name, kind, what, lambda row: row.get(key or name)


def _of_document(name: str, kind: str, what: str, key: str) -> _Spec:
    return name, kind, what, lambda row: row["document"].get(key)


_QUOTATIONS: tuple[_Spec, ...] = (
    _own("id", "text", "The quotation's id: stays the same through ingests and corrections"),
    _own("text", "text", "The words, verbatim"),
    ("attribution", "text", "The speaker with the case, for a reader", attribution),
    ("citation", "text", "Short citation with the page", located_citation),
    _own("kind", "text", "participant, survey, named, cited or term"),
    _own("role", "text", "The most specific role", "role"),
    _own("roles", "list", "That role with all broader ones"),
    _own("speaker_label", "text", "The attribution as printed"),
    _own("participant", "text", "The participant's id or pseudonym as printed"),
    _own("participant_id", "text", "The person of the document"),
    _own("name", "text", "The name of a person on the record"),
    _own("organisation", "text", "Their organisation"),
    _own("case_label", "text", "The case or site as the document labels it", "case"),
    ("case_id", "text", "The case of the document: smith-2019:D", case_id),
    _own("site", "text", "The site of config.yaml"),
    _own("study", "text", "The study of config.yaml"),
    ("document", "text", "The document's id", lambda row: row["document"]["id"]),
    _of_document("year", "integer", "The document's year", "year"),
    _of_document("source", "text", "The document's file", "source"),
    _own("page", "integer", "Page of the file, counted from 1"),
    _own("theme", "text", "The nearest heading above"),
    _own("headings", "list", "All headings above"),
    _own("section", "text", "abstract, background, methods, results, discussion or other"),
    _own("lead_in", "text", "The authors' sentence that introduces it"),
    _own("codes", "list", "The codes in force, given or proposed"),
    _own("confidence", "number", "How sure the reading is, 0 to 1"),
    _own("status", "text", "found, confirmed, corrected, added or rejected"),
    _own("inline", "boolean", "Inside a sentence of the authors'"),
    _own("start_at", "integer", "Where it begins in the document's text, in code points", "start"),
    _own("end_at", "integer", "Where it ends, half open", "end"),
    _own("prefix", "text", "The 32 characters before"),
    _own("suffix", "text", "The 32 characters after"),
)
_DOCUMENTS: tuple[_Spec, ...] = (
    _own("id", "text", "The document's id; the citation key where an export gave one"),
    ("citation", "text", "Short citation", short_citation),
    _own("title", "text", "Title"),
    _own("authors", "list", "Authors"),
    _own("year", "integer", "Year"),
    _own("type", "text", "Kind of publication"),
    _own("journal", "text", "Journal"),
    _own("doi", "text", "DOI"),
    _own("language", "text", "Language of the text"),
    _own("study", "text", "The study of config.yaml"),
    _own("version_of", "text", "The version of record, of another printing"),
    _own("source", "text", "The file"),
    _own("quotations", "integer", "Participants' quotations in it, in the whole corpus"),
    ("reference", "text", "The full reference", full_citation),
)
_PARTICIPANTS: tuple[_Spec, ...] = (
    _own("id", "text", "The person of the document", "participant_id"),
    _own("document", "text", "The document's id"),
    _own("label", "text", "What they are called in it"),
    _own("role", "text", "The most specific role"),
    _own("case_label", "text", "The case", "case"),
    _own("site", "text", "The site of config.yaml"),
    _own("quotations", "integer", "Quotations, in the whole corpus"),
    _own("note", "text", "Whom it may be, where that is not told"),
)
_CASES: tuple[_Spec, ...] = (
    _own("id", "text", "The case of the document", "case_id"),
    _own("document", "text", "The document's id"),
    _own("case_label", "text", "The label", "case"),
    _own("site", "text", "The site of config.yaml"),
    _own("description", "text", "What the document says of it"),
    _own("quotations", "integer", "Quotations, in the whole corpus"),
)
_CODES: tuple[_Spec, ...] = (
    _own("code", "text", "The code's slug"),
    _own("name", "text", "Its name"),
    _own("path", "text", "Its place in the codebook"),
    _own("under", "text", "The broader code"),
    _own("definition", "text", "What it means"),
)
_ROLES: tuple[_Spec, ...] = (
    _own("role", "text", "The role's slug"),
    _own("title", "text", "Its name"),
    _own("broader", "list", "Broader roles"),
)
_CODINGS: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"),
    _own("code", "text", "The code"),
    _own("coder", "text", "Who gave it; empty where it is only proposed", "by"),
    _own("at", "text", "When"),
    _own("part", "text", "The words that it is of, where not all"),
    _own("proposed", "boolean", "By the codebook's terms, and by nobody yet"),
)
_MEMOS: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"), _own("text", "text", "The memo"),
    _own("author", "text", "Who wrote it", "by"), _own("at", "text", "When"),
)  # fmt: skip
_DECIDED: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"), _own("field", "text", "What was decided"),
    ("was", "text", "What it was before", lambda row: _text(row["was"])),
    _own("reviewer", "text", "Who decided", "by"), _own("at", "text", "When"),
    _own("why", "text", "Why"),
)  # fmt: skip
_EVIDENCE: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"), _own("field", "text", "What was concluded"),
    _own("text", "text", "The words that prove it"),
    _own("start_at", "integer", "Where they begin", "start"),
    _own("end_at", "integer", "Where they end", "end"), _own("rule", "text", "The rule"),
)  # fmt: skip
_PRINTINGS: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"), _own("id", "text", "Its id in the other printing"),
    _own("document", "text", "The other document"), _own("source", "text", "Its file"),
    _own("start_at", "integer", "Where it begins there", "start"),
    _own("end_at", "integer", "Where it ends there", "end"),
)  # fmt: skip
_ATTRIBUTES: tuple[_Spec, ...] = (
    _own("quotation", "text", "The quotation"), _own("name", "text", "The attribute"),
    _own("value", "text", "Its value, of the speaker or of the document"),
)  # fmt: skip


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)):
        return "; ".join(str(one) for one in value)
    return str(value)


def _table(
    name: str,
    what: str,
    specs: tuple[_Spec, ...],
    rows: Iterable[Row],
    *,
    key: tuple[str, ...] = (),
    links: tuple[tuple[str, str], ...] = (),
) -> ExportTable:
    columns = tuple(TableColumn(name, kind, what) for name, kind, what, _ in specs)
    made = tuple(tuple(storable(_value(spec, row)) for spec in specs) for row in rows)
    at = [one.name for one in columns].index(key[0]) if key else 0
    is_key = len({row[at] for row in made}) == len(made)  # labels are the documents' own
    return ExportTable(name, what, columns, made, key if is_key else (), links)


def _value(spec: _Spec, row: Row) -> Any:
    value = spec[3](row)
    if spec[1] == "list":
        return list(value or ())
    return value if value != "" else None


def tables_of(corpus: Corpus, query: Query) -> tuple[ExportTable, ...]:
    """The quotations asked for with all that belongs to them, their documents, people and cases, and
    the vocabulary: roles and codes.

    Raises: QueryError.
    """
    records = sorted(
        (hit.record for hit in corpus.quotes(query)),
        key=lambda one: (one["document"]["id"], one["start"], one["end"], one["id"]),
    )
    held = {one["document"]["id"] for one in records}
    held |= {other["document"] for one in records for other in one["also_in"]}
    documents = [row for row in corpus.documents() if row["id"] in held]
    people = {one["participant_id"] for one in records}
    heard = [
        row for row in corpus.holdings.participants()[0] if row["participant_id"] in people
    ]  # fmt: skip
    cases = [row for row in corpus.cases() if row["document"] in held]
    of = (("quotation", "quotations"),)
    return (
        _table("quotations", "A row a quotation", _QUOTATIONS, records, key=("id",),
               links=(("document", "documents"),)),
        _table("documents", "The documents that they stand in", _DOCUMENTS, documents, key=("id",)),
        _table("participants", "Who speaks, told apart within a document", _PARTICIPANTS, heard,
               key=("id",), links=(("document", "documents"),)),
        _table("cases", "Cases as the documents describe them", _CASES, cases, key=("id",),
               links=(("document", "documents"),)),
        _table("roles", "Roles with what is broader", _ROLES, corpus.roles(), key=("role",)),
        _table("codes", "The codebook", _CODES, _codes(corpus), key=("code",)),
        _table("codings", "A row each time that a code was given or is proposed", _CODINGS,
               _each(records, "codings"), links=of),
        _table("memos", "Reviewers' notes on quotations", _MEMOS, _each(records, "memos"), links=of),
        _table("decided", "What reviewers decided of quotations", _DECIDED,
               _each(records, "decided"), links=of),
        _table("attributes", "What is known of who speaks, and of the document", _ATTRIBUTES,
               _attributes(records), links=of),
        _table("printings", "Where else a quotation is printed", _PRINTINGS,
               _each(records, "also_in"), links=of),
        _table("evidence", "What proves each thing that was concluded", _EVIDENCE,
               _each(records, "evidence"), links=of),
    )  # fmt: skip


def _each(records: Iterable[Row], key: str) -> Iterator[Row]:
    for record in records:
        for one in record.get(key) or ():
            yield {**one, "quotation": record["id"]}


def _attributes(records: Iterable[Row]) -> Iterator[Row]:
    for record in records:
        for name, value in (record.get("attributes") or {}).items():
            yield {"quotation": record["id"], "name": name, "value": _text(value)}


def _codes(corpus: Corpus) -> Iterator[Row]:
    tree = corpus.coding.tree
    for row in corpus.coding.codes():
        known = tree[row["code"]].definition if row["code"] in tree else None
        yield {**row, "definition": known}


def about(corpus: Corpus, query: Query) -> dict[str, str]:
    """What whoever has only the file should know of it."""
    from ccg_corpus import __version__

    return {
        "made_by": f"ccg {__version__}",
        "asked": storable(query.described(corpus.vocabulary.title) or "every quotation"),
        "strict_query": storable(query.text() or ""),
        "note": "texts are verbatim; unknown is empty; offsets are code points of the document's text as ccg reads it",
    }
