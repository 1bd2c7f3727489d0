"""`ccg cases`: the cases and sites that the documents describe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.options import (
    DocumentOption,
    FormatOption,
    LimitOption,
    ProjectOption,
    QuietOption,
)

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


def cases(
    context: Context,
    document: DocumentOption = None,
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
    from ccg_corpus.cli.output.listing import list_corpus
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
        lambda corpus: _rows(corpus, document or []),
        columns,
        what="cases",
        limit=limit,
        format_name=format,
    )


def _rows(corpus: Corpus, references: list[str]) -> list[dict[str, Any]]:
    """The cases of the documents referred to, or of all.

    Raises: QueryError for a reference that names no document.
    """
    if not references:
        return corpus.cases()
    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.query import Query

    for line in corpus.unknown(Query(documents=tuple(references))):
        raise QueryError(line)
    wanted = {corpus.catalogue.document(reference) for reference in references}
    return [row for row in corpus.cases() if row["document"] in wanted]
