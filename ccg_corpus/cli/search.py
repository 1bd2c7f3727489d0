"""`ccg search`: ask in plain words."""

from __future__ import annotations

from typing import Annotated

import typer

from ccg_corpus.cli.options import (
    AllPrintingsOption,
    CountOption,
    FormatOption,
    LimitOption,
    ProjectOption,
    QuietOption,
)
from ccg_corpus.cli.session import session


def search(
    context: typer.Context,
    query: Annotated[
        list[str],
        typer.Argument(metavar="QUERY", help="What you would say to a colleague."),
    ],
    all_printings: AllPrintingsOption = False,
    limit: LimitOption = None,
    count: CountOption = False,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find quotations by a phrase that may name speakers, cases and topic in any order.

    How it was read is said on standard error.

    \b
    Examples:
      ccg search "GP quotes on disillusionment, case D"
      ccg search what do nurses say about workload since 2016
      ccg search 'role:gp case:D disillusion* -merger' --format jsonl
    """
    from dataclasses import replace

    from ccg_corpus.answers import open_corpus
    from ccg_corpus.cli.asking import answer

    run = session(context, project, quiet)
    with open_corpus(run.root()) as corpus:
        asked = corpus.read(" ".join(query))
        asked = replace(asked, all_printings=asked.all_printings or all_printings)
        run.note(f"read as: {asked.described(corpus.vocabulary.title) or 'every quotation'}")
        exit_code = answer(
            run,
            corpus,
            asked,
            lambda: corpus.search(asked),
            limit=limit,
            count=count,
            format_name=format,
        )
    raise typer.Exit(exit_code)
