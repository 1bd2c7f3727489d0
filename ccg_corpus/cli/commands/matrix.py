"""`ccg matrix`: quotations by two fields: counted, or as they were said."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, option
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import PagerOption, ProjectOption, QuietOption, one_of
from ccg_corpus.cli.parsing.tables import DepthOption, GridFormatOption, QueryArgument, into_a_file

if TYPE_CHECKING:
    from ccg_corpus.query import Query

CELLS = ("count", "quotations", "participants", "words", "share", "summary", "ids")
SHARES = ("row", "column", "all")


@filtered_by_options
def matrix(
    context: Context,
    query: QueryArgument = None,
    rows: Annotated[
        str,
        option(
            "--rows",
            metavar="FIELD",
            help="What the rows are: role, case, theme … or some of them: role=gp,nurse.",
        ),
    ] = "theme",
    columns: Annotated[
        str,
        option("--columns", metavar="FIELD", help="What the columns are, in the same way."),
    ] = "role",
    cells: Annotated[
        str,
        option(
            "--cells",
            metavar="|".join(CELLS),
            help="What the cells hold.",
            callback=one_of(CELLS, "cells"),
        ),
    ] = "count",
    depth: DepthOption = None,
    every: Annotated[
        bool, option("--all", help="Also rows and columns with nothing in them.")
    ] = False,
    of: Annotated[
        str,
        option(
            "--of",
            metavar="|".join(SHARES),
            help="What a share is of.",
            callback=one_of(SHARES, "whole"),
        ),
    ] = "row",
    shorten: Annotated[
        int | None,
        option(
            "--shorten",
            min=1,
            metavar="N",
            show_default=False,
            help="Only the first N words of a quotation, and how many more there are.",
        ),
    ] = None,
    chart: Annotated[
        bool,
        option("--chart", help="With --cells summary: give each cell a row in charting.csv."),
    ] = False,
    format: GridFormatOption = None,
    output: Annotated[
        Path | None, into_a_file("Into a file: matrix.xlsx, .docx, .html, .md, .csv, .tsv, .json.")
    ] = None,
    pager: PagerOption = True,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Quotations by two fields: how many, by how many people, of how many words, or the words themselves.

    A field is case, site, document, study, participant, role, theme, code, kind, section, year, status,
    or a column of participants.csv or documents.csv. A case and a participant are their document's.
    Each total counts a quotation once, though it may stand in several rows.

    With --cells summary the cells hold what you wrote in charting.csv; where the quotations behind a
    summary have changed since, it is marked.

    \b
    Examples:
      ccg matrix --rows theme --columns role
      ccg matrix --rows theme --columns "role=gp,senior manager" --cells quotations -o gp.docx
      ccg matrix --rows case --columns role --depth 1 --all
      ccg matrix "what do nurses say about workload" --rows case --columns year --cells words
      ccg matrix --rows code --columns kind --cells share --of column --format md
      ccg matrix --rows code --columns code --format csv > together.csv
      ccg matrix --rows case --columns theme --cells summary --chart
    """
    from ccg_corpus.cli.output.synthesis.matrices import MatrixLook, format_for, matrix_asked

    if chart and cells != "summary":
        raise WrongUse("--chart is of summaries: --cells summary --chart")
    look = MatrixLook(rows, columns, cells, depth, every, of, shorten, chart,
                format_for(format, output), output, pager)  # fmt: skip
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        code = matrix_asked(run, corpus, query, asked, look)
    return code
