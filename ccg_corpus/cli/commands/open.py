"""`ccg open`: a report of the corpus in the browser, at a quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.query import Query


def open(
    context: Context,
    id: Annotated[
        str | None,
        argument(
            metavar="ID",
            help="A quotation's id, or how it begins; the list of all without one.",
            show_default=False,
        ),
    ] = None,
    browser: Annotated[
        bool, option("--browser/--no-browser", help="Open it, or only print its address.")
    ] = True,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Open the corpus in the browser, at a quotation in its source: the page that 'ccg report' makes.

    The page lies in the project's .ccg/, whole texts with it, and is made anew where something changed.
    Its address is printed.

    \b
    Examples:
      ccg open
      ccg open smith2019:1a2b3c4d
      ccg open --no-browser
    """
    from ccg_corpus.cli.output import streams
    from ccg_corpus.report import report_of
    from ccg_corpus.report.opened import put_in_cache

    run = session(context, project, quiet)
    with run.corpus() as corpus:
        record = corpus.record(id) if id else None
        name = corpus.root.resolve().name
        page, count = report_of(corpus, _query_for(record), title=name, source="whole")
        if not count:
            run.note("the corpus has no quotations yet")
            return NOTHING
        address = put_in_cache(corpus.root, page, record["id"] if record else None)
    streams.write([f"{address}\n"])
    if not browser:
        return FOUND
    import webbrowser

    if not webbrowser.open(address):
        streams.say("ccg: no browser to open it with: open the address in one")
        return FAILED
    return FOUND


def _query_for(record: Record | None) -> Query:
    """All quotations; of a kind that listings leave out, those of its document."""
    from ccg_corpus.core.hit import REJECTED, SPEECH_KINDS
    from ccg_corpus.query import Query

    if record is None:
        return Query()
    if record["status"] == REJECTED:
        return Query(documents=(record["document"]["id"],), statuses=(REJECTED,), kinds=("all",))
    if record["kind"] not in SPEECH_KINDS:
        return Query(documents=(record["document"]["id"],), kinds=("all",))
    return Query()
