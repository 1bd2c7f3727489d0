"""What `documents`, `cases`, `roles` and `themes` have in common: rows of the corpus, printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output.session import (
    FOUND,
    NOTHING,
    Session,
    chosen_format,
    limit_for,
    print_rows,
)
from ccg_corpus.render import WHOLE_FORMATS

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.render.columns import Column

Rows = list[dict[str, Any]]


def list_corpus(
    run: Session,
    rows_of: Callable[[Corpus], Rows],
    columns: tuple[Column, ...],
    *,
    what: str,
    limit: int | None,
    format_name: str | None,
    fields: str | None = None,
    sort: Sequence[str] | None = None,
) -> int:
    """Print what `rows_of` a corpus are: the exit code. `what` they are is said if there are none."""

    with run.corpus() as corpus:
        rows = rows_of(corpus)
    return list_rows(
        run,
        rows,
        columns,
        what=what,
        limit=limit,
        format_name=format_name,
        fields=fields,
        sort=sort,
    )


def list_rows(
    run: Session,
    rows: Rows,
    columns: tuple[Column, ...],
    *,
    what: str,
    limit: int | None,
    format_name: str | None,
    where: str = "in the corpus",
    fields: str | None = None,
    sort: Sequence[str] | None = None,
) -> int:
    """Print rows: the exit code. `where` none of them are is said if there are none."""
    rows = _in_order(rows, columns, sort or ())
    if fields is not None:
        rows, columns = _chosen(rows, columns, fields, format_name)
    shown = rows[: limit_for(limit, format_name)]
    if rows or chosen_format(format_name) in WHOLE_FORMATS:
        print_rows(shown, columns, format_name)
    if not rows:
        run.note(f"no {what} {where}")
        return NOTHING
    if len(shown) < len(rows):
        run.note(f"{len(shown)} of {len(rows)}; --limit 0 for all")
    return FOUND


def of_documents(corpus: Corpus, references: Sequence[str] | None) -> Query | None:
    """A question for all that the documents referred to say; None where none is.

    Raises: QueryError for a reference that names no document.
    """
    if not references:
        return None
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.query import Query

    query = Query(documents=tuple(references))
    for line in corpus.unknown(query):
        raise QueryError(line)
    return query


def in_documents(corpus: Corpus, rows: Rows, references: Sequence[str] | None, key: str) -> Rows:
    """The rows whose `key` is one of the documents referred to; all where none is.

    Raises: QueryError for a reference that names no document.
    """
    if of_documents(corpus, references) is None:
        return rows
    wanted = {corpus.catalogue.document(reference) for reference in references or ()}
    return [row for row in rows if row[key] in wanted]


def _in_order(rows: Rows, columns: tuple[Column, ...], sort: Sequence[str]) -> Rows:
    """The rows by the columns named, the first one first; what has no value is last."""
    from ccg_corpus.corpus.ordering import natural
    from ccg_corpus.render.columns import cell

    values = _values(rows, columns)
    for piece in reversed([piece.strip() for text in sort for piece in text.split(",")]):
        value = _named(piece.removeprefix("-"), values, "--sort")
        keyed = [(cell(value(row)), row) for row in rows]
        stated = sorted(
            (one for one in keyed if one[0]),
            key=lambda one: natural(one[0]),
            reverse=piece.startswith("-"),
        )
        rows = [row for _, row in (*stated, *(one for one in keyed if not one[0]))]
    return rows


def _chosen(
    rows: Rows, columns: tuple[Column, ...], fields: str, format_name: str | None
) -> tuple[Rows, tuple[Column, ...]]:
    """The rows and columns with the fields named and no others."""
    from ccg_corpus.cli.parsing.declared import WrongUse
    from ccg_corpus.core.frozen import replaced
    from ccg_corpus.render import REFERENCE_FORMATS
    from ccg_corpus.render.columns import Column

    form = chosen_format(format_name)
    if form in REFERENCE_FORMATS:
        raise WrongUse(f"--fields: {form} has fields of its own")
    values = _values(rows, columns)
    names = dict.fromkeys(piece.strip() for piece in fields.split(",") if piece.strip())
    if not names:
        raise WrongUse("--fields: no field is named")
    found = {name: _named(name, values, "--fields") for name in names}
    if form in ("json", "jsonl"):
        return [{name: row.get(name, found[name](row)) for name in found} for row in rows], columns
    known = {column.key: column for column in columns}
    return rows, tuple(
        replaced(known[name], in_table=True, under=None)
        if name in known
        else Column(name, name, value)
        for name, value in found.items()
    )


Values = Mapping[str, Callable[[Mapping[str, Any]], Any]]


def _values(rows: Rows, columns: tuple[Column, ...]) -> Values:
    """What can be named: what rows have in json, and the columns."""
    keys = dict.fromkeys(key for row in rows for key in row)
    return {**{column.key: column.value for column in columns}, **{key: _own(key) for key in keys}}


def _own(key: str) -> Callable[[Mapping[str, Any]], Any]:
    return lambda row: row.get(key)


def _named(name: str, values: Values, option: str) -> Callable[[Mapping[str, Any]], Any]:
    if name not in values:
        from ccg_corpus.cli.parsing.declared import WrongUse
        from ccg_corpus.text.nearest import near

        raise WrongUse(f"{option}: no field '{name}' ({near(name, tuple(values))})")
    return values[name]
