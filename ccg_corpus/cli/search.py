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
    explain: Annotated[
        bool,
        typer.Option(
            "--explain",
            "-x",
            help="Say how each word was read, the strict query, and what each hit's score is.",
        ),
    ] = False,
    synonyms: Annotated[
        bool, typer.Option("--synonyms", help="Also find words of like meaning, from a thesaurus.")
    ] = False,
    all_printings: AllPrintingsOption = False,
    limit: LimitOption = None,
    count: CountOption = False,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find quotations by a phrase that may name speakers, cases and topic in any order.

    How it was read is said on standard error. Plain words and the strict form may be mixed:
    role: case: site: study: document: theme: code: kind: type: year: confidence:, "exact words",
    begin*, a OR b, NOT a, -a, a NEAR/5 b, brackets.

    \b
    Examples:
      ccg search "GP quotes on disillusionment, case D"
      ccg search what do nurses say about workload since 2016
      ccg search "anyone except GPs on mergers in the accepted manuscripts" --explain
      ccg search 'role:gp case:D disillusion* -merger' --format jsonl
      ccg search '(trust OR faith) NEAR/5 manag* -kind:survey year:2015..2018'
    """
    from dataclasses import replace

    from ccg_corpus.answers import open_corpus
    from ccg_corpus.cli.asking import answer, read_aloud

    run = session(context, project, quiet)
    with open_corpus(run.root()) as corpus:
        reading = read_aloud(run, corpus, " ".join(query), synonyms=synonyms, explain=explain)
        asked = reading.query
        asked = replace(asked, all_printings=asked.all_printings or all_printings)
        exit_code = answer(
            run,
            corpus,
            asked,
            lambda: corpus.search(asked),
            limit=limit,
            count=count,
            format_name=format,
            explain=explain,
        )
    raise typer.Exit(exit_code)
