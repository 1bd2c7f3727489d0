"""`ccg conflicts`: where reviewers disagree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption


@into_files
def conflicts(
    context: Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List where reviewers say different things of a quotation. Neither holds until it is settled.

    \b
    Examples:
      ccg conflicts
      ccg conflicts --format tsv | cut -f1 | ccg show -
      ccg settle smith2019:1a2b3c4d --for amira
    """
    from ccg_corpus.cli.output.listing import list_corpus
    from ccg_corpus.render.columns import Column, field

    columns = (
        field("id", "Quotation", is_name=True),
        field("field", "Field"),
        Column("words", "Said", _words),
    )
    run = session(context, project, quiet)
    return list_corpus(
        run,
        lambda corpus: corpus.reviews.conflicts(),
        columns,
        what="conflicts",
        limit=limit,
        format_name=format,
    )


def _words(row: Mapping[str, Any]) -> list[str]:
    return [
        f"{word['by']}: {'none' if word['value'] is None else word['value']}"
        + (f" ({word['why']})" if word["why"] else "")
        for word in row["words"]
    ]
