"""`ccg saved`: the queries that have names."""

from __future__ import annotations

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


@into_files
def saved(
    context: Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the saved queries of queries.yaml.

    \b
    Examples:
      ccg saved
      ccg saved | cut -f1 | while read name; do ccg search "@$name" --count; done
    """
    from ccg_corpus.cli.output.listing import list_rows
    from ccg_corpus.project.saved_queries import read_saved
    from ccg_corpus.render.columns import field

    run = session(context, project, quiet)
    rows = [
        {"name": name, "query": one.query, "note": one.note}
        for name, one in read_saved(run.root()).items()
    ]
    columns = (field("name", "Name", is_name=True), field("query", "Query"), field("note", "Note"))
    return list_rows(run, rows, columns, what="queries", limit=limit, format_name=format)
