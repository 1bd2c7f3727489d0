"""`ccg check`: a manuscript's quotations against the corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, ProjectOption, QuietOption


@into_files
def check(
    context: Context,
    manuscript: Annotated[
        list[Path],
        argument(
            metavar="MANUSCRIPT…", help="What you write: .docx, .odt, .md, .tex, .html, .txt."
        ),
    ],
    strict: Annotated[
        bool, option("--strict", help="What is to be looked at is a failure too.")
    ] = False,
    comments: Annotated[
        Path | None,
        option(
            "--comments",
            metavar="FILE.docx",
            help="Also a copy of the .docx with a comment at each place.",
            show_default=False,
        ),
    ] = None,
    watch: Annotated[
        bool, option("--watch", help="Check again each time it is saved, until you stop it.")
    ] = False,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Check the quotations of a manuscript against the corpus: their words, and the tags beside them.

    Words are exact, presentation (marks, dashes, a first letter, a last stop), marked (…, [insertion]),
    cleaned (fillers, spelling), altered, reversed (a negation, number, comparative or limit is another, or
    left out), stitched (two run together), cut (stops before a "but"), absent, or unchecked (its source
    is not in the corpus). Tags are right, wrong-role, wrong-person, wrong-case, wrong-study, wrong-page,
    or none. The worse of both says how grave it is: ok, review, error; what is no participant's quotation
    is skipped. [-This-] stands in the manuscript, {+this+} was said.

    Ends with 0 where all is ok, 1 for an error, 2 where a manuscript can't be read. Manuscripts are never
    changed.

    \b
    Examples:
      ccg check paper.docx
      ccg check paper.docx --comments paper-checked.docx
      ccg check review.md --strict --format tsv
      ccg check review.md --format jsonl | jq 'select(.severity == "error")'
      ccg check chapter.tex --watch
    """
    from ccg_corpus.cli.output.manuscript import checking

    if comments is not None and len(manuscript) > 1:
        raise WrongUse("--comments is for one manuscript at a time")
    run = session(context, project, quiet)
    if watch:
        return checking.watched(
            run, manuscript, strict=strict, format_name=format, comments=comments
        )
    return checking.checked(run, manuscript, strict=strict, format_name=format, comments=comments)
