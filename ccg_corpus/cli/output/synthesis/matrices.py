"""A matrix asked for → on standard output or into a file, notes on standard error, an exit code."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.names_asked import check_names
from ccg_corpus.cli.output.session import (
    FAILED,
    FOUND,
    NOTHING,
    Session,
    chosen_format,
    write_paged,
)
from ccg_corpus.cli.output.synthesis.asked import described, noted, query_asked
from ccg_corpus.cli.parsing.declared import WrongUse
from ccg_corpus.cli.parsing.filed import write_file
from ccg_corpus.core.frozen import frozen, replaced

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query
    from ccg_corpus.render.matrices.grid import Grid
    from ccg_corpus.synthesis.matrix import Matrix


@frozen
class MatrixLook:
    """What is to stand in a matrix, and how it is shown."""

    rows: str
    columns: str
    cells: str
    depth: int | None
    every: bool
    of: str
    shorten: int | None
    chart: bool
    format: str | None
    output: Path | None
    pager: bool


def matrix_asked(
    run: Session, corpus: Corpus, words: list[str] | None, filters: Query, look: MatrixLook
) -> int:
    """Print it: the exit code."""
    from ccg_corpus.synthesis.fields import read_field
    from ccg_corpus.synthesis.matrix import matrix

    query = query_asked(run, corpus, words, filters)
    for note in corpus.holdings.local_notes(query):
        run.note(note)
    rows, columns = (read_field(text, depth=look.depth) for text in (look.rows, look.columns))
    found = matrix(corpus, rows, columns, query, cells=look.cells, every=look.every)
    check_names(run, corpus, query, is_empty=not found.total.count)
    noted(corpus, query, command="matrix", hits=found.total.count)
    if proposed := _proposed(corpus, found, query):
        run.note(f"note: {proposed}")
    unknown = unknown_values(corpus, found)
    for line in unknown:
        streams.say(f"ccg: {line}")
    if unknown and not found.total.count:
        return FAILED
    if look.cells == "participants" and (untold := found.total.untold):
        run.note(
            f"note: {untold} of {found.total.count} quotations are of nobody who is told apart;"
            " no cell counts these"
        )
    grid = _grid(run, corpus, found, query, look)
    form = chosen_format(look.format)
    if not found.rows and form in ("table", "tsv", "md") and look.output is None:
        return NOTHING
    pieces = None
    if form == "json":
        from ccg_corpus.render.matrices.plain import json_matrix

        pieces = json_matrix(found, grid, share_of=look.of)
    print_grid(
        run, grid, form, title=_title(corpus, query, look), output=look.output, pager=look.pager,
        pieces=pieces,
    )  # fmt: skip
    return FOUND if found.total.count else NOTHING


def _proposed(corpus: Corpus, found: Matrix, query: Query) -> str:
    """A line where codes count that nobody has given yet; "" where there are none."""
    if "code" not in (found.rows_by.name, found.columns_by.name):
        return ""
    from ccg_corpus.query.tree import Has

    waiting = replaced(query, parts=(*query.parts, Has("proposed", ("*",))))
    count = corpus.count(waiting)
    noun = "quotation has a code" if count == 1 else "quotations have codes"
    return (
        f"{count} {noun} that nobody has given yet; they count ('ccg quotes --proposed')"
        if count
        else ""
    )


def _title(corpus: Corpus, query: Query, look: MatrixLook) -> str:
    what = {"count": "Quotations", "share": "Shares of quotations"}.get(
        look.cells, look.cells.capitalize()
    )
    over = f"{look.rows.partition('=')[0]} and {look.columns.partition('=')[0]}"
    return f"{what} by {over}: {described(corpus, query)}"


def unknown_values(corpus: Corpus, found: Matrix) -> list[str]:
    """A line for each value asked for that the corpus does not have."""
    from ccg_corpus.query import Query
    from ccg_corpus.query.query import FIELDS
    from ccg_corpus.query.tree import Has

    lines: list[str] = []
    for field in dict.fromkeys((found.rows_by, found.columns_by)):
        for value in field.values:
            if field.name in FIELDS:
                wanted = Query().with_filters(**{FIELDS[field.name]: (value,)})
            else:
                wanted = Query(parts=(Has(field.name, (value,)),))
            if value.casefold() not in ("none", "not stated") and field.name != "kind":
                lines += corpus.unknown(wanted)
    return lines


def _grid(run: Session, corpus: Corpus, found: Matrix, query: Query, look: MatrixLook) -> Grid:
    from ccg_corpus.render.matrices.grid import grid_of

    summaries = None
    if look.cells == "summary":
        from ccg_corpus.cli.output.synthesis.charting import charted

        summaries = charted(run, corpus, found, query, write=look.chart)
    return grid_of(
        found,
        share_of=look.of,
        shorten=look.shorten,
        notes=_notes(corpus, found, query, look),
        summaries=summaries,
    )


def _notes(corpus: Corpus, found: Matrix, query: Query, look: MatrixLook) -> Iterable[str]:
    """How the matrix was made, for whoever has only the file."""
    from ccg_corpus import __version__

    state = corpus.holdings.state()
    yield f"Quotations: {described(corpus, query)} (strict: {query.text() or 'none'})."
    yield f"Rows: {look.rows}. Columns: {look.columns}. Cells: {look.cells}{_share_note(look)}."
    yield (
        f"{found.total.count} quotations; each counts once in every total, and may stand in several"
        " rows or columns."
    )
    if proposed := _proposed(corpus, found, query):
        yield f"{proposed}."
    if look.cells == "participants":
        yield f"{found.total.untold} of them are by nobody who is told apart; no cell counts these."
    if look.shorten:
        yield f"Quotations are shortened to {look.shorten} words, where it is said."
    yield f"ccg {__version__}; {state['documents']} documents, brought in {state['ingested']}."


def _share_note(look: MatrixLook) -> str:
    return f" of the {look.of}" if look.cells == "share" and look.of != "all" else ""


def _note_width(run: Session, grid: Grid) -> None:
    from ccg_corpus.render.matrices.plain import width_needed

    needed, width = width_needed(grid), streams.width()
    if needed > width:
        run.note(
            f"note: as a table this needs about {needed} columns, here are {width}: row under row;"
            " --format md, csv, html or -o matrix.xlsx has it side by side"
        )


def format_for(format: str | None, output: Path | None) -> str | None:
    """The format asked for, or what the file's name ends in.

    Raises: WrongUse for a workbook or a document that would go onto a screen.
    """
    from ccg_corpus.render.matrices import FILE_FORMATS, MATRIX_FORMATS

    if output is not None and format is None:
        ending = output.suffix.lower().lstrip(".")
        format = {"txt": "table", "htm": "html", "": "table"}.get(ending, ending)
        if format not in MATRIX_FORMATS:
            raise WrongUse(f"no format is called '.{ending}': add --format")
    if output is None and format in FILE_FORMATS and streams.on_terminal():
        raise WrongUse(f"{format} is a file: add -o matrix.{format}")
    return format


def print_grid(
    run: Session,
    grid: Grid,
    form: str,
    *,
    title: str,
    output: Path | None,
    pager: bool,
    pieces: Iterable[str] | None = None,
) -> None:
    """A grid on standard output or into a file; `pieces`: what its own format makes of it."""
    from ccg_corpus.render.matrices import FILE_FORMATS, matrix_file, render_grid

    if form in FILE_FORMATS:
        data = matrix_file(grid, form, title=title)
        if output is None:
            streams.write_bytes(data)
        else:
            write_file(run, output, data)
        return
    if form == "table" and output is None:
        _note_width(run, grid)
    if pieces is None:
        width = streams.width() if output is None else streams.FILE_WIDTH
        colour = output is None and streams.colors()
        pieces = render_grid(grid, form, title=title, width=width, color=colour)
    if output is None:
        write_paged(pieces, pager=pager)
    else:
        write_file(run, output, "".join(pieces).encode("utf-8", "backslashreplace"))
