"""`ccg compare`: what groups say of a topic, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.filters import filtered_by_options
from ccg_corpus.cli.parsing.options import PagerOption, ProjectOption, QuietOption, one_of
from ccg_corpus.cli.parsing.tables import DepthOption, GridFormatOption, into_a_file
from ccg_corpus.query.query import MATCHES

if TYPE_CHECKING:
    from ccg_corpus.query import Query


@filtered_by_options
def compare(
    context: Context,
    query: Annotated[
        list[str] | None,
        argument(
            metavar="TOPIC",
            help="A topic, or a whole question that names the groups.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        str | None,
        option(
            "--by",
            metavar="FIELD",
            show_default=False,
            help="What parts the groups: role, case, site, country …; or some: role=gp,nurse.",
        ),
    ] = None,
    depth: DepthOption = None,
    best: Annotated[
        int, option("--best", min=0, metavar="N", help="So many quotations of each group.")
    ] = 3,
    match: Annotated[
        str,
        option(
            "--match",
            "-m",
            metavar="|".join(MATCHES),
            help="How far to go, as in search.",
            callback=one_of(MATCHES, "match"),
        ),
    ] = "all",
    format: GridFormatOption = None,
    output: Annotated[
        Path | None, into_a_file("Into a file: .docx, .xlsx, .html, .md, .csv, .json.")
    ] = None,
    pager: PagerOption = True,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    asked: Query,
) -> int:
    """Groups side by side on a topic: the best evidence of each, what only one of them has, who is silent.

    The groups are those that the question names (two roles, two cases …), or all values of --by. Themes
    and codes "only here" are those that no other group has on this topic. Silent is who speaks in the
    same papers, and not on it; that says who is quoted, not what anybody thinks.

    \b
    Examples:
      ccg compare "how do GPs and managers differ on workload"
      ccg compare workload --by case --document smith2019
      ccg compare "being listened to" --by country -o countries.docx
      ccg compare "managers versus nurses on the night shift" --format md
    """
    from ccg_corpus.cli.output.synthesis.comparing import compared
    from ccg_corpus.cli.output.synthesis.matrices import format_for

    run = session(context, project, quiet)
    with run.corpus() as corpus:
        code = compared(
            run, corpus, query, asked, by=by, depth=depth, best=best, match=match,
            format_name=format_for(format, output), output=output, pager=pager,
        )  # fmt: skip
    return code
