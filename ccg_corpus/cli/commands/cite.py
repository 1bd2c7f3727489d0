"""`ccg cite`: references to documents and quotations, for a manuscript or a reference manager."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

from ccg_corpus.cli.commands.show import names_given
from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption, one_of
from ccg_corpus.core.errors import QueryError
from ccg_corpus.render import CITATION_FORMATS, CITATION_STYLES, REFERENCE_FORMATS

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus


def cite(
    context: Context,
    ids: Annotated[
        list[str],
        argument(
            metavar="ID",
            help="A document's or a quotation's id; - reads ids from a pipe.",
        ),
    ],
    style: Annotated[
        str,
        option(
            "--style",
            "-s",
            metavar="|".join(CITATION_STYLES),
            help="How references are written; short is for the text. Harvard unless you say so.",
            show_default=False,
            callback=one_of(CITATION_STYLES, "style"),
        ),
    ] = "harvard",
    format: Annotated[
        str | None,
        option(
            "--format",
            "-f",
            metavar="|".join(CITATION_FORMATS),
            help="How to print it; the last three are for reference managers. Text unless you say so.",
            show_default=False,
            callback=one_of(CITATION_FORMATS, "format"),
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Print a reference for each document or quotation, with the page of the quotation.

    The page is that of the file; the number printed on it may be another. For reference managers
    each document comes once, however many of its quotations are named.

    \b
    Examples:
      ccg cite smith-2019
      ccg cite smith-2019:1a2b3c4d --style vancouver
      ccg quotes --role GP | ccg cite - --style short
      ccg quotes --role GP | ccg cite - --format bibtex > quoted.bib
    """
    from ccg_corpus.render import render_citations

    run = session(context, project, quiet)
    failed: list[str] = []
    with run.corpus() as corpus:
        cited = list(_cited(corpus, ids, failed))
    if cited or not failed:
        form = format or "text"
        if cited or form not in REFERENCE_FORMATS:
            streams.write(render_citations(cited, form, style=style))
    if not cited and not failed:
        run.note("no ids to cite")
    return FAILED if failed else FOUND if cited else NOTHING


def _cited(
    corpus: Corpus, ids: list[str], failed: list[str]
) -> Iterator[tuple[str, dict[str, Any], int | None]]:
    """Id, facts and page of each; an id that is none is said and leaves the others alone."""
    for name in names_given(ids):
        try:
            yield corpus.cited(name)
        except QueryError as error:
            failed.append(name)
            streams.say(f"ccg: {error}")
