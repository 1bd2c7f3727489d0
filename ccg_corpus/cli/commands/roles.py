"""`ccg roles`: who speaks in the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, option
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
def roles(
    context: Context,
    all: Annotated[
        bool, option("--all", "-a", help="The whole vocabulary, also roles that say nothing.")
    ] = False,
    document: DocumentOption = None,
    fields: FieldsOption = None,
    sort: SortOption = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the roles that speak, with their broader roles and number of quotations.

    A quotation counts under its role and under every broader one, as --role finds it. A table shows
    them as the tree they are, each under a broader one.

    \b
    Examples:
      ccg roles
      ccg roles --sort -quotations
      ccg roles --document smith2019
      ccg roles --all --format tsv | grep nurse
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.cli.output.session import chosen_format
    from ccg_corpus.cli.parsing.declared import WrongUse
    from ccg_corpus.render.columns import Column, field

    if all and document:
        raise WrongUse("--all is the whole vocabulary, --document what one document has")
    is_tree = chosen_format(format) == "table" and not sort and fields is None
    above: dict[str, list[str]] = {}

    def rows_of(corpus: Corpus) -> list[dict[str, Any]]:
        rows = _whole_vocabulary(corpus) if all else _rows(corpus, document)
        return _as_tree(rows, above) if is_tree else rows

    columns = (
        Column("role", "Role", lambda row: _indented(row["role"], above), is_name=True),
        field("title", "Title"),
        field("quotations", "Quotations", is_number=True),
        Column("broader", "Also" if is_tree else "Broader roles", lambda row: _also(row, above)),
    )
    return list_corpus(
        session(context, project, quiet),
        rows_of,
        columns,
        what="roles",
        limit=limit,
        format_name=format,
        fields=fields,
        sort=sort,
    )


def _rows(corpus: Corpus, references: list[str] | None) -> list[dict[str, Any]]:
    """The roles of all documents, or of those referred to."""
    from ccg_corpus.cli.output.listing import of_documents

    query = of_documents(corpus, references)
    if query is None:
        return corpus.roles()
    from ccg_corpus.corpus.listings import roles_among

    return roles_among([hit.record for hit in corpus.quotes(query)], corpus.vocabulary)


def _whole_vocabulary(corpus: Corpus) -> list[dict[str, Any]]:
    """Every role of the vocabulary and of the corpus, by slug."""
    rows = {row["role"]: row for row in corpus.roles()}
    vocabulary = corpus.vocabulary
    for slug in vocabulary.slugs:
        row = {"role": slug, "title": vocabulary.title(slug), "quotations": 0}
        rows.setdefault(slug, {**row, "broader": list(vocabulary.broader(slug)[1:])})
    return [rows[slug] for slug in sorted(rows)]


def _as_tree(rows: list[dict[str, Any]], above: dict[str, list[str]]) -> list[dict[str, Any]]:
    """Each role behind the nearest broader one that is listed, which it stands under once; `above`
    is told what it stands under."""
    by_slug = {row["role"]: row for row in rows}
    under: dict[str | None, list[str]] = {}
    for row in rows:
        nearest = next((slug for slug in row["broader"] if slug in by_slug), None)
        under.setdefault(nearest, []).append(row["role"])
    ordered: list[dict[str, Any]] = []
    left: list[tuple[str, list[str]]] = [(slug, []) for slug in reversed(under.get(None, []))]
    while left:
        slug, path = left.pop()
        above[slug] = path
        ordered.append(by_slug[slug])
        left += [(below, [*path, slug]) for below in reversed(under.get(slug, []))]
    return ordered


def _indented(slug: str, above: dict[str, list[str]]) -> str:
    return "  " * len(above.get(slug, [])) + slug


def _also(row: Mapping[str, Any], above: dict[str, list[str]]) -> list[str]:
    """The broader roles that can't be seen from where it stands."""
    return [slug for slug in row["broader"] if slug not in above.get(row["role"], [])]
