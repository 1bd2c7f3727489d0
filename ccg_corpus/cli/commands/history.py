"""`ccg history`: what was decided of a quotation or in a document, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus.reviewing.past import Past


@into_files
def history(
    context: Context,
    name: Annotated[str, argument(metavar="ID|DOC", help="A quotation's id, or a document.")],
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List what was decided of a quotation, or in a document: when, by whom, what and why.

    What was undone is listed as well, and what found no place any more.

    \b
    Examples:
      ccg history smith2019:1a2b3c4d
      ccg history smith2019 --format csv > decided.csv
    """
    from ccg_corpus.cli.output.listing import list_rows
    from ccg_corpus.render.columns import field, moment

    columns = (
        moment("at", "When (UTC)"),
        field("by", "By"),
        field("id", "Quotation", is_name=True, in_table=":" not in name),
        field("what", "What"),
        field("why", "Why"),
        field("state", "State"),
        field("decision", "Decision", is_name=True),
    )
    run = session(context, project, quiet)
    with run.corpus() as corpus:
        if ":" in name:
            record = corpus.record(name)
            past = corpus.reviews.history(record["document"]["id"])
            rows = [_row(one) for one in past if one.id == record["id"]]
        else:
            rows = [
                _row(one) for one in corpus.reviews.history(corpus.reviews.document_named(name))
            ]
    return list_rows(
        run, rows, columns, what="decisions", limit=limit, format_name=format, where=f"on {name}"
    )


def _row(past: Past) -> dict[str, Any]:
    from ccg_corpus.corpus.reviewing.deciding import said

    one = past.decision
    return {
        "at": one.at,
        "by": one.by,
        "id": past.id,
        "what": said(one),
        "why": one.why,
        "state": past.state,
        "decision": one.id,
    }
