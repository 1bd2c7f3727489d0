"""`ccg roles`: who speaks in the corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, option
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


def roles(
    context: Context,
    all: Annotated[
        bool, option("--all", "-a", help="The whole vocabulary, also roles that say nothing.")
    ] = False,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the roles that speak, with their broader roles and number of quotations.

    A quotation counts under its role and under every broader one, as --role finds it.

    \b
    Examples:
      ccg roles
      ccg roles --all --format tsv | grep nurse
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.render.columns import field

    columns = (
        field("role", "Role", is_name=True),
        field("title", "Title"),
        field("quotations", "Quotations", is_number=True),
        field("broader", "Broader roles"),
    )
    return list_corpus(
        session(context, project, quiet),
        _whole_vocabulary if all else lambda corpus: corpus.roles(),
        columns,
        what="roles",
        limit=limit,
        format_name=format,
    )


def _whole_vocabulary(corpus: Corpus) -> list[dict[str, Any]]:
    """Every role of the vocabulary and of the corpus, by slug."""
    rows = {row["role"]: row for row in corpus.roles()}
    vocabulary = corpus.vocabulary
    for slug in vocabulary.slugs:
        row = {"role": slug, "title": vocabulary.title(slug), "quotations": 0}
        rows.setdefault(slug, {**row, "broader": list(vocabulary.broader(slug)[1:])})
    return [rows[slug] for slug in sorted(rows)]
