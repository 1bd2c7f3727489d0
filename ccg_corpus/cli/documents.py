"""`ccg documents`: what the corpus was made from."""

from __future__ import annotations

import typer

from ccg_corpus.cli.options import FormatOption, LimitOption, ProjectOption, QuietOption
from ccg_corpus.cli.session import session


def documents(
    context: typer.Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> None:
    """List the documents with their facts, versions and number of quotations.

    \b
    Examples:
      ccg documents
      ccg documents --format csv > included-studies.csv
    """
    from ccg_corpus.cli.listing import list_corpus
    from ccg_corpus.render.citation import short_citation
    from ccg_corpus.render.columns import Column, field

    columns = (
        field("id", "Document"),
        Column("citation", "Citation", short_citation),
        field("title", "Title"),
        field("type", "Type"),
        field("quotations", "Quotations", is_number=True),
        field("version_of", "Version of"),
        field("source", "File"),
    )
    raise typer.Exit(
        list_corpus(
            session(context, project, quiet),
            lambda corpus: corpus.documents(),
            columns,
            what="documents",
            limit=limit,
            format_name=format,
        )
    )
