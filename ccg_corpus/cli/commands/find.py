"""`ccg find`: the exact words of what is half remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FOUND, NOTHING, session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import FoundFormatOption, ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus.remembered import Remembered
    from ccg_corpus.render.found import NearQuotation

READABLE = 100  # columns; longer lines are hard to follow


def find(
    context: Context,
    words: Annotated[
        list[str], argument(metavar="WORDS", help="What you remember of the quotation.")
    ],
    limit: Annotated[
        int, option("--limit", "-n", min=1, max=100, metavar="N", help="At most N.")
    ] = 3,
    format: FoundFormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Find the quotation that half-remembered words are nearest to, and what differs.

    Words may be missing, wrong or in another order, and from the middle of it. [-This-] was
    remembered, {+this+} is said. Quotations of every kind are looked through.

    \b
    Examples:
      ccg find "I read the papers in the bath and only skimmed them"
      ccg find twelve things, keen and insufferable --format jsonl
    """
    from ccg_corpus.render.found import render_found

    run = session(context, project, quiet)
    is_read = streams.on_terminal()
    form = format or ("text" if is_read else "tsv")
    with run.corpus() as corpus:
        found = corpus.find(" ".join(words), limit=limit)
        if found or form == "json":
            width = min(streams.width(), READABLE) if is_read else None
            shown = map(_near, found)
            streams.write(render_found(shown, form, width=width, color=streams.colors()))
    if not found:
        run.note("nothing near these words; fewer and rarer ones may be")
    return FOUND if found else NOTHING


def _near(one: Remembered) -> NearQuotation:
    from ccg_corpus.render.found import NearQuotation

    differences = [(each.remembered, each.said, each.is_equal) for each in one.differences]
    return NearQuotation(one.record, one.similarity, one.words, differences)
