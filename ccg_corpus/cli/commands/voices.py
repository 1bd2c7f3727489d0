"""`ccg voices`: who carries the argument, and who is not heard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import (
    FormatOption,
    PagerOption,
    ProjectOption,
    QuietOption,
    one_of,
)
from ccg_corpus.cli.parsing.tables import QueryArgument

if TYPE_CHECKING:
    from ccg_corpus.query import Query

UNDER = ("theme", "code")


@into_files
@filtered_by_options
def voices(
    context: Context,
    query: QueryArgument = None,
    by: Annotated[
        str,
        option(
            "--by",
            metavar="FIELD",
            help="The voices in each: document, case, theme …; all for one look at everything.",
        ),
    ] = "document",
    under: Annotated[
        str,
        option(
            "--under",
            metavar="|".join(UNDER),
            help="What one voice may carry.",
            callback=one_of(UNDER, "field"),
        ),
    ] = "theme",
    each: Annotated[
        bool, option("--each", help="In formats for programs: a row for each voice.")
    ] = False,
    format: FormatOption = None,
    pager: PagerOption = True,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Who is quoted, how often, with how many words, and who is not.

    A voice is a participant who is told apart; quotations of nobody who is are counted beside, so a share
    is of all quotations and never more than it says. "As even as" is how many voices of one loudness would
    be as uneven (inverse Simpson). One voice carries a theme where more than half of its three or more
    quotations are theirs. How many took part is what the paper's own sentence says, printed with it, or
    what documents.csv has as participants.

    \b
    Examples:
      ccg voices
      ccg voices --document smith2019
      ccg voices "workload" --role nurse --by case
      ccg voices --by all --under code --format md
      ccg voices --each --format csv > voices.csv
    """
    from ccg_corpus.cli.output.synthesis.hearing import heard

    run = session(context, project, quiet)
    with run.corpus() as corpus:
        code = heard(
            run, corpus, query, asked,
            by=by, under=under, each=each, format_name=format, pager=pager,
        )  # fmt: skip
    return code
