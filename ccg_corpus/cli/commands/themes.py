"""`ccg themes`: what the quotations stand under."""

from __future__ import annotations

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


def themes(
    context: Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the headings that quotations stand under, then the codes of config.yaml.

    \b
    Examples:
      ccg themes
      ccg themes --format csv
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.render.columns import field

    columns = (
        field("theme", "Theme"),
        field("code", "Code"),
        field("quotations", "Quotations", is_number=True),
        field("documents", "Documents"),
    )
    return list_corpus(
        session(context, project, quiet),
        lambda corpus: corpus.themes(),
        columns,
        what="themes",
        limit=limit,
        format_name=format,
    )
