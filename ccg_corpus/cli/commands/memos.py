"""`ccg memos`: what reviewers noted."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output.listing import list_corpus
from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


@into_files
def memos(
    context: Context,
    words: Annotated[
        list[str] | None,
        argument(metavar="WORDS", help="Words of the memos, in any form.", show_default=False),
    ] = None,
    by: Annotated[
        str | None,
        option("--by", metavar="NAME", help="Written by this reviewer.", show_default=False),
    ] = None,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List memos on quotations, documents, cases and codes.

    \b
    Examples:
      ccg memos
      ccg memos stairs --format md
      ccg memos --by anna | ccg show -
    """
    from ccg_corpus.corpus.codings.memos import memos as rows_of
    from ccg_corpus.render.columns import field, moment

    columns = (
        field("on", "On", is_name=True),
        field("text", "Memo"),
        field("by", "By"),
        moment("at", "When (UTC)"),
        field("about", "Words"),
    )
    return list_corpus(
        session(context, project, quiet),
        lambda corpus: rows_of(corpus, " ".join(words or ()), by),
        columns,
        what="memos",
        limit=limit,
        format_name=format,
    )
