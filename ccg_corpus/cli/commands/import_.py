"""`ccg import`: what was coded in another program, and codebooks, as decisions here."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption


@decided_by_options(why=False)
def import_(
    context: Context,
    file: Annotated[
        Path,
        argument(
            metavar="FILE",
            help="A project (.qdpx) or codebook (.qdc, .csv, .tsv, .txt, .xlsx, .docx) of a QDA program.",
        ),
    ],
    add: Annotated[
        bool, option("--add", help="Coded words that are no quotation become one (status added).")
    ] = False,
    removed: Annotated[
        bool,
        option(
            "--removed",
            help="Take away codings that were exported and that the file has no more.",
        ),
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Take over codes, codings, memos, cases and attributes from NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette.

    What coders gave there becomes their decisions here, under their names and with their times; of whoever is
    nobody, --by is. Words are found again by id, then by themselves and what stands around them. What found
    no place is listed, one line each, and the same file given twice changes nothing the second time.

    \b
    Examples:
      ccg import from-nvivo.qdpx --dry-run
      ccg import from-nvivo.qdpx --by anna
      ccg import back-from-qualcoder.qdpx --removed
      ccg import codebook.qdc
      ccg import taguette-tags.csv
    """
    from ccg_corpus.cli.output.exchange.importing import import_codebook, import_project

    run = session(context, project, quiet)
    if file.suffix.lower() == ".qdpx":
        return import_project(run, file, how, adds=add, removes=removed)
    return import_codebook(run, file, how)
