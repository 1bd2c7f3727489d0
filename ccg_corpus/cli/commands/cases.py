"""`ccg cases`: the cases and sites that the documents describe."""

from __future__ import annotations

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    DocumentOption,
    FieldsOption,
    FormatOption,
    LimitOption,
    ProjectOption,
    QuietOption,
    SortOption,
)


@into_files
def cases(
    context: Context,
    document: DocumentOption = None,
    fields: FieldsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List each document's cases, as it labels and describes them, with their quotations.

    A label belongs to its document: Case D of one paper need not be Case D of another. Where you
    know that they are one place, config.yaml says so as a site. A case that a document describes
    and nobody speaks in has 0.

    \b
    Examples:
      ccg cases
      ccg cases --document smith2019 --format md
    """
    from ccg_corpus.cli.output.listing import in_documents, list_corpus
    from ccg_corpus.render.columns import field

    columns = (
        field("document", "Document", is_name=True),
        field("case", "Case"),
        field("site", "Site"),
        field("quotations", "Quotations", is_number=True),
        field("description", "Description"),
        field("case_id", "Id", in_table=False),
    )
    return list_corpus(
        session(context, project, quiet),
        lambda corpus: in_documents(corpus, corpus.cases(), document, "document"),
        columns,
        what="cases",
        limit=limit,
        format_name=format,
        fields=fields,
        sort=sort,
    )
