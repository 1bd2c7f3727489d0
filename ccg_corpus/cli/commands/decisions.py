"""`ccg decisions`: all that reviewers decided, and what of it found no place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.decisions.model import Decision


@into_files
def decisions(
    context: Context,
    lost: Annotated[
        bool, option("--lost", help="What found no place in the corpus, and the nearest one.")
    ] = False,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List every decision of every reviewer, in order; or those that are lost.

    A decision finds its quotation by its words. Where these no longer stand in the document, nothing
    is guessed and nothing dropped: it is listed here, and counts again when they are back.

    \b
    Examples:
      ccg decisions
      ccg decisions --lost
      ccg decisions --format jsonl > decisions.jsonl
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.corpus.reviewing.decided import KEYS
    from ccg_corpus.render.columns import field, moment

    run = session(context, project, quiet)
    if lost:
        columns = tuple(
            field(key, key.capitalize(), in_table=key not in ("decision", "end", "at"))
            for key in KEYS
        )
        return list_corpus(
            run, lambda corpus: corpus.reviews.lost_decisions(), columns, what="lost decisions",
            limit=limit, format_name=format,
        )  # fmt: skip
    columns = (
        moment("at", "When (UTC)"),
        field("by", "By"),
        field("id", "Quotation", is_name=True),
        field("what", "What"),
        field("why", "Why"),
        field("decision", "Decision", is_name=True, in_table=False),
    )
    return list_corpus(
        run,
        lambda corpus: [_row(one) for one in corpus.reviews.decisions()],
        columns,
        what="decisions",
        limit=limit,
        format_name=format,
    )


def _row(one: Decision) -> dict[str, Any]:
    from ccg_corpus.corpus.reviewing.deciding import said

    return {
        "at": one.at,
        "by": one.by,
        "id": one.on.id or one.on.document,
        "what": said(one),
        "why": one.why,
        "decision": one.id,
    }
