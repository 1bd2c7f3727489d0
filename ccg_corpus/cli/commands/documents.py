"""`ccg documents`: what the corpus was made from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    DocumentOption,
    DocumentsFormatOption,
    FieldsOption,
    LimitOption,
    ProjectOption,
    QuietOption,
    SortOption,
)


@into_files
def documents(
    context: Context,
    about: Annotated[
        str | None,
        option(
            "--about",
            metavar="TOPIC",
            help="Only those whose title or abstract is about it, the best first: all of it, most of "
            "it, what is near in meaning.",
            show_default=False,
        ),
    ] = None,
    document: DocumentOption = None,
    fields: FieldsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    format: DocumentsFormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the documents with their facts, versions and number of quotations.

    What you know of them goes into documents.csv in the project: country, design, sample, any column.

    \b
    Examples:
      ccg documents
      ccg documents --format csv > included-studies.csv
      ccg documents --fields id,authors,year,title,doi --sort -year --format csv
      ccg documents --format ris > included-studies.ris
      ccg documents --about "losing heart"
    """
    from ccg_corpus.cli.output.listing import in_documents, list_rows
    from ccg_corpus.core.frozen import replaced
    from ccg_corpus.render.citation import short_citation
    from ccg_corpus.render.columns import Column, attribute_columns, field, reasons

    graded = (field("match", "Match"), Column("why", "Why", reasons)) if about else ()
    columns: tuple[Column, ...] = (
        field("id", "Document", is_name=True),
        Column("citation", "Citation", short_citation, in_table=False),
        Column("title", "Title", lambda row: row["title"], under=_facts),
        field("type", "Type", in_table=False),
        field("quotations", "Quotations", is_number=True),
        field("version_of", "Version of", in_table=False),
        field("source", "File", in_table=False),
        field("version_why", "Why a version", in_table=False),
        *graded,
    )
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        rows = corpus.papers(about) if about else corpus.documents()
        rows = in_documents(corpus, rows, document, "id")
    own = attribute_columns(rows)
    columns = (*columns, *(replaced(column, in_table=False) for column in own))
    return list_rows(
        run,
        rows,
        columns,
        what="documents",
        limit=limit,
        format_name=format,
        fields=fields,
        sort=sort,
    )


def _facts(row: Mapping[str, Any]) -> list[str]:
    """What stands under a title in a table."""
    from ccg_corpus.render.citation import short_citation

    version = (
        f"version of {row['version_of']} ({row['version_why']})" if row["version_of"] else None
    )
    cited = short_citation(row) if row["authors"] else row["year"]
    facts = [str(fact) for fact in (cited, row["type"], version) if fact]
    sharing = ", ".join(row["shares_quotations_with"])
    shared = [f"shares quotations with {sharing}"] if sharing else []
    return [" · ".join(facts), *shared, row["source"]]
