"""`ccg coders`: who has decided what."""

from __future__ import annotations

from ccg_corpus.cli.output.listing import list_rows
from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


@into_files
def coders(
    context: Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the reviewers of a project: how much each has decided, coded and noted, and when.

    What was undone does not count. `ccg agreement` compares two of them.

    \b
    Examples:
      ccg coders
      ccg coders --format csv
    """
    from ccg_corpus.corpus.codings.coders import coders as rows_of
    from ccg_corpus.render.columns import field

    run = session(context, project, quiet)
    columns = (
        field("coder", "Coder", is_name=True),
        field("decisions", "Decisions", is_number=True),
        field("quotations", "Quotations", is_number=True),
        field("codings", "Codings", is_number=True),
        field("codes", "Codes", is_number=True, in_table=False),
        field("memos", "Memos", is_number=True),
        field("first", "First", is_name=True),
        field("last", "Last", is_name=True),
    )
    return list_rows(
        run,
        rows_of(run.root()),
        columns,
        what="coders",
        limit=limit,
        format_name=format,
        where="yet: 'ccg code ID CODE' makes the first decision",
    )
