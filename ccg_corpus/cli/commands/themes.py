"""`ccg themes`: what the quotations stand under."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


@into_files
def themes(
    context: Context,
    document: DocumentOption = None,
    fields: FieldsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the headings that quotations stand under, then the codes of config.yaml.

    \b
    Examples:
      ccg themes
      ccg themes --sort -quotations --format csv
      ccg themes --document smith2019
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
        lambda corpus: _rows(corpus, document),
        columns,
        what="themes",
        limit=limit,
        format_name=format,
        fields=fields,
        sort=sort,
    )


def _rows(corpus: Corpus, references: list[str] | None) -> list[dict[str, Any]]:
    """The themes and codes of all documents, or of those referred to."""
    from ccg_corpus.cli.output.listing import of_documents

    query = of_documents(corpus, references)
    if query is None:
        return corpus.themes()
    from ccg_corpus.corpus.listings import themes_among

    return themes_among([hit.record for hit in corpus.quotes(query)])
