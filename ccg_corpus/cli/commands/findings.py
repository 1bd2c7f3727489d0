"""`ccg findings`: the statements of a synthesis, with the evidence for and against each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import ByOption
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument
from ccg_corpus.cli.parsing.options import LimitOption, ProjectOption, QuietOption
from ccg_corpus.cli.parsing.tables import into_a_file, printed_as
from ccg_corpus.render import FORMATS

FILED = ("html", "docx", "xlsx")  # one table that stands by itself
ACTIONS = ("check", "seen", "summary", "profile", "jbi")


def findings(
    context: Context,
    words: Annotated[
        list[str] | None,
        argument(
            metavar="[check|seen|summary|profile|jbi] [FINDING]…",
            help="What to do, and with which findings; nothing lists them all.",
            show_default=False,
        ),
    ] = None,
    by: ByOption = None,
    limit: LimitOption = None,
    format: Annotated[str | None, printed_as((*FORMATS, *FILED))] = None,
    output: Annotated[Path | None, into_a_file("Into a file: profile.docx, .html, .xlsx.")] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the findings of findings.yaml, or a finding with all its evidence; check them, or print them.

    A finding is a statement with what supports and what contradicts it: ids, codes, queries. The first
    time that it is listed its evidence is put down in findings.looked.jsonl; from then on whatever is
    gone, changed, new, or found against it and never looked at is marked. 'check' lists the marks and
    ends with 1 where there are any; 'seen' says that you have looked. 'summary' is a Summary of
    Qualitative Findings, 'profile' the GRADE-CERQual evidence profile, 'jbi' has an illustration and a
    level of credibility for each. What is judged in them is what you wrote; only the numbers are counted.

    \b
    Examples:
      ccg findings
      ccg findings losing-heart
      ccg findings check || echo "something to look at"
      ccg findings seen losing-heart --by anna
      ccg findings profile --format md > profile.md
      ccg findings summary -o summary.docx
    """
    from ccg_corpus.cli.output import findings as shown

    run = session(context, project, quiet)
    action, *names = words or [""]
    if action not in ACTIONS:
        action, names = "", list(words or [])
    if output is not None and format is None:
        format = {"htm": "html"}.get(ending := output.suffix.lower().lstrip("."), ending)
    if format in FILED and output is None and format != "html" and streams.on_terminal():
        raise WrongUse(f"{format} is a file: add -o findings.{format}")
    if output is not None and format not in FILED:
        raise WrongUse(
            f"a file is one of {', '.join(FILED)}; for another form send the output there"
        )
    return shown.findings(run, action, names, by=by, limit=limit, format_name=format, output=output)
