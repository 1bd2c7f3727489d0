"""`ccg show`: one quotation with all that is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, session, write_paged
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.given import piped
from ccg_corpus.cli.parsing.options import (
    DetailFormatOption,
    PagerOption,
    ProjectOption,
    QuietOption,
)
from ccg_corpus.core.errors import QueryError

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.render.detail import Detail


READABLE = 100  # columns; longer lines are hard to follow


def show(
    context: Context,
    ids: Annotated[
        list[str],
        argument(
            metavar="ID",
            help="A quotation's id, or how it begins; - reads ids from a pipe.",
        ),
    ],
    format: DetailFormatOption = None,
    pager: PagerOption = True,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Show quotations in their place: lead-in, text around, speaker, evidence, citation.

    \b
    Examples:
      ccg show smith2019:1a2b3c4d
      ccg quotes --role GP --case D | ccg show -
      ccg quotes --role GP | cut -f1 | xargs -n1 ccg show
      ccg show smith2019:1a2b3c4d --format json
    """
    from ccg_corpus.render.detail import render_detail

    run = session(context, project, quiet)
    form = format or "text"
    is_read = form == "text" and streams.on_terminal()
    failed: list[str] = []
    shown: list[str] = []
    with run.corpus() as corpus:
        details = _details(corpus, ids, shown=shown, failed=failed)
        rendered = render_detail(
            details,
            form,
            width=min(streams.width(), READABLE) if is_read else None,
            color=is_read and streams.colors(),
        )
        write_paged(rendered, pager=pager)
    if not shown and not failed:
        run.note("no ids to show")
    return FAILED if failed else FOUND if shown else NOTHING


def _details(
    corpus: Corpus, ids: list[str], *, shown: list[str], failed: list[str]
) -> Iterator[Detail]:
    """What is known of each id; an id that is none is said and leaves the others alone."""
    from ccg_corpus.render.detail import Detail

    for name in names_given(ids):
        try:
            found = corpus.show(name)
        except QueryError as error:
            failed.append(name)
            streams.say(f"ccg: {error}")
            continue
        shown.append(name)
        before, after = (" ".join(text.split()) for text in (found.before, found.after))
        yield Detail(found.record, before, after, found.facts, found.conflicts)


def names_given(ids: list[str]) -> Iterator[str]:
    """The ids given; for "-" the first field of each line of standard input."""
    for name in ids:
        if name != "-":
            yield name
            continue
        for line in piped().splitlines():
            first = line.strip().split("\t")[0]
            if first:
                yield first
