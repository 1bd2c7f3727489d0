"""`ccg habits`: how a document prints quotations and who speaks, as it was read."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


@into_files
def habits(
    context: Context,
    document: Annotated[
        str, argument(metavar="DOCUMENT", help="A document's id, title or file name.")
    ],
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Say how a document prints quotations and who speaks, as it was read.

    A row for each way: how the words are set off, where the speaker stands and in which shape, how
    many quotations, how many of them doubtful (confidence below 0.8), for how many the attribution
    was learnt from this document, and one of them to look at.

    \b
    Examples:
      ccg habits harrowgate-2021
      ccg habits harrowgate-2021 --format csv
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.render.columns import field

    columns = (
        field("quotations", "Quotations"),
        field("speaker", "Speaker"),
        field("found", "Found", is_number=True),
        field("doubtful", "Doubtful", is_number=True),
        field("learnt", "Learnt", is_number=True),
        field("id", "For example"),
    )
    return list_corpus(
        session(context, project, quiet),
        lambda corpus: corpus.habits(document),
        columns,
        what="quotations in this document",
        limit=limit,
        format_name=format,
    )
