"""`ccg export`: the corpus as a file that another program opens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import FOUND, NOTHING, session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption, one_of
from ccg_corpus.cli.parsing.tables import QueryArgument
from ccg_corpus.exchange import KINDS, PROGRAMS, TEXTS, kind_of

if TYPE_CHECKING:
    from ccg_corpus.query import Query


@filtered_by_options
def export(
    context: Context,
    file: Annotated[
        Path,
        argument(
            metavar="FILE",
            help="The file to write; what its name ends in says what it is.",
        ),
    ],
    query: QueryArgument = None,
    as_kind: Annotated[
        str | None,
        option(
            "--as",
            metavar="KIND",
            help=f"What to write, whatever the name ends in: {', '.join(KINDS)}.",
            show_default=False,
            callback=one_of(tuple(KINDS), "kind of file"),
        ),
    ] = None,
    sources: Annotated[
        str,
        option(
            "--sources",
            metavar="|".join(TEXTS),
            help="The documents as text, as your own PDF and Word files with their text, or both.",
            callback=one_of(TEXTS, "kind of sources"),
        ),
    ] = "text",
    program: Annotated[
        str | None,
        option(
            "--for",
            metavar="|".join(PROGRAMS),
            help="In the forms that this program keeps; what it drops is said.",
            show_default=False,
            callback=one_of(PROGRAMS, "program"),
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Write the quotations asked for, with all that is known of them, for another program.

    The same corpus gives the same bytes. A file of that name is replaced.

    \b
    Examples:
      ccg export review.qdpx
      ccg export gps.qdpx --role GP --since 2015 --for nvivo
      ccg export review.qdpx --sources original --for qualcoder
      ccg export codebook.qdc
      ccg export review.db
      ccg export review.ris --code losing-heart
    """
    from ccg_corpus.cli.output.names_asked import check_names
    from ccg_corpus.cli.output.synthesis.asked import query_asked
    from ccg_corpus.cli.parsing.filed import write_file
    from ccg_corpus.exchange import ExportWish, exported

    wanted_kind = as_kind or kind_of(file.name)
    if wanted_kind is None:
        known = ", ".join(ending for one in KINDS.values() for ending in one.endings)
        raise WrongUse(f"'{file.name}' ends in none of {known}: add --as")
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        wanted = query_asked(run, corpus, query, asked)
        wish = ExportWish(corpus.root.resolve().name, sources, program)
        made = exported(corpus, wanted, wanted_kind, wish)
        check_names(run, corpus, wanted, is_empty=not made.count)
    for note in made.notes:
        run.note(f"note: {note}")
    if not made.count:
        run.note("nothing to export: no file is written")
        return NOTHING
    write_file(run, file, made.data)
    return FOUND
