"""`ccg plot`: a picture for a paper, and its numbers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption, one_of
from ccg_corpus.cli.parsing.tables import DepthOption, QueryArgument, into_a_file

if TYPE_CHECKING:
    from ccg_corpus.query import Query

PLOTS = ("matrix", "voices", "timeline", "cooccurrence")
CELLS = ("count", "participants", "words", "share")
SHARES = ("row", "column", "all")
UNDER = ("theme", "code")


@filtered_by_options
def plot(
    context: Context,
    what: Annotated[str, argument(metavar="|".join(PLOTS), help="What to draw.")],
    query: QueryArgument = None,
    output: Annotated[
        Path | None, into_a_file("Into this file: .svg, .png or .pdf; the numbers beside it, .csv.")
    ] = None,
    rows: Annotated[
        str | None,
        option(
            "--rows",
            metavar="FIELD",
            help="Of a matrix, what the rows are; themes unless you say so.",
            show_default=False,
        ),
    ] = None,
    columns: Annotated[
        str | None,
        option(
            "--columns",
            metavar="FIELD",
            help="Of a matrix, what the columns are; roles unless you say so.",
            show_default=False,
        ),
    ] = None,
    cells: Annotated[
        str | None,
        option(
            "--cells",
            metavar="|".join(CELLS),
            help="Of a matrix, what the cells hold; quotations are counted unless you say so.",
            show_default=False,
            callback=one_of(CELLS, "cells"),
        ),
    ] = None,
    of: Annotated[
        str | None,
        option(
            "--of",
            metavar="|".join(SHARES),
            help="What a share is of; its row unless you say so.",
            show_default=False,
            callback=one_of(SHARES, "whole"),
        ),
    ] = None,
    every: Annotated[
        bool, option("--all", help="Of a matrix, also rows and columns with nothing in them.")
    ] = False,
    depth: DepthOption = None,
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="FIELD",
            help="Voices in each document, case …, or all; years of each role, code …",
            show_default=False,
        ),
    ] = None,
    under: Annotated[
        str | None,
        option(
            "--under",
            metavar="|".join(UNDER),
            help="What one voice may carry; themes unless you say so.",
            show_default=False,
            callback=one_of(UNDER, "field"),
        ),
    ] = None,
    title: Annotated[
        str | None,
        option("--title", metavar="TEXT", help="A line to print above it.", show_default=False),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Draw a matrix as a heat map, voices, quotations by year, or codes that occur together.

    One hue from light to dark with every number printed: it is read in black and white, and by who sees
    no colours. The numbers stand beside the picture, figure.csv beside figure.svg. The same question on the
    same corpus gives the same bytes. Needs an extra: pip install "ccg-corpus[plot]".

    \b
    Examples:
      ccg plot matrix --rows theme --columns role -o figure1.svg
      ccg plot matrix "workload" --rows case --columns role --depth 1 --cells share -o shares.pdf
      ccg plot voices --document smith2019 -o voices.png
      ccg plot timeline --by role --kind participant -o years.svg
      ccg plot cooccurrence --coded-by anna -o codes.pdf --title "Codes that occur together"
    """
    from ccg_corpus.cli.output.synthesis.plotting import PlotLook, plotted

    look = PlotLook(what, rows, columns, cells, of, every, depth, by, under, title, output)
    run = session(context, project, quiet)
    look.check()
    with run.corpus() as corpus:
        code = plotted(run, corpus, query, asked, look)
    return code
