"""`ccg report`: one page that anybody can open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import FOUND, NOTHING, session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, option
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption, each_of, one_of
from ccg_corpus.cli.parsing.tables import QueryArgument, into_a_file
from ccg_corpus.report import PARTS_LEFT_OUT, SOURCES

if TYPE_CHECKING:
    from ccg_corpus.query import Query


@filtered_by_options
def report(
    context: Context,
    query: QueryArgument = None,
    output: Annotated[
        Path | None, into_a_file("Into this file: report.html. Without it into a pipe.")
    ] = None,
    title: Annotated[
        str | None,
        option(
            "--title", metavar="TEXT", help="What to call it; else the folder.", show_default=False
        ),
    ] = None,
    source: Annotated[
        str,
        option(
            "--source",
            metavar="|".join(SOURCES),
            help="How much of the papers' text: paragraphs around quotations, all of it, none.",
            callback=one_of(SOURCES, "source"),
        ),
    ] = "around",
    without: Annotated[
        list[str] | None,
        option(
            "--without",
            metavar="|".join(PARTS_LEFT_OUT),
            help="Leave out what is not for everybody: the searches that were logged, memos.",
            show_default=False,
            callback=each_of(PARTS_LEFT_OUT, "part"),
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Make one HTML file to read, filter, cite and print: for a colleague, or as an appendix.

    It has the documents, the quotations with filters that act at once, the source text beside each with
    the quotation, its label and its lead-in marked, a matrix as heat map with the words behind each
    cell, voices, codes that occur together, years, the searches that were logged, and how it was made.
    It works from a stick, loads nothing and sends nothing; report.html#ID is a quotation.

    Mind the papers' licences before you pass a report on: --source none leaves their text out.

    \b
    Examples:
      ccg report -o report.html
      ccg report "GP quotes on disillusionment" -o disillusionment.html
      ccg report --role GP --since 2015 --source whole -o gps.html
      ccg report --without searches --without memos -o appendix.html
    """
    from ccg_corpus.cli.output import streams
    from ccg_corpus.cli.output.names_asked import check_names
    from ccg_corpus.cli.output.synthesis.asked import query_asked
    from ccg_corpus.cli.parsing.filed import write_file
    from ccg_corpus.report import report_of

    if output is None and streams.on_terminal():
        raise WrongUse("name a file for the page: -o report.html")
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        wanted = query_asked(run, corpus, query, asked)
        page, count = report_of(
            corpus,
            wanted,
            title=title or corpus.root.resolve().name,
            asked=" ".join(query or ()),
            source=source,
            without=tuple(without or ()),
        )
        check_names(run, corpus, wanted, is_empty=not count)
    if not count:
        run.note("no quotations: no report")
        return NOTHING
    if output is None:
        streams.write([page])
    else:
        write_file(run, output, page.encode())
    return FOUND
