"""`ccg methods`: what a review has to report of how it was made."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FOUND, NOTHING, print_rows, put_made, session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption
from ccg_corpus.cli.parsing.tables import printed_as
from ccg_corpus.render import ROW_FORMATS


@into_files
def methods(
    context: Context,
    guidelines: Annotated[
        list[str] | None,
        argument(metavar="[prisma-s|entreq|coreq]…", help="Only of these.", show_default=False),
    ] = None,
    format: Annotated[
        str | None,
        printed_as(
            (*ROW_FORMATS, "docx"),
            help="How to print it. Markdown, or what the name of -o ends in.",
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Write paragraphs and tables for PRISMA-S, ENTREQ and COREQ, each figure with its command.

    From the corpus, the log of questions, your decisions, the codebook and the findings: PRISMA-S items 8,
    13, 15 and 16, ENTREQ 8 and 15 to 20, COREQ 25 and 29. What only you know is left for you to write,
    and said. Markdown unless another format is named.

    \b
    Examples:
      ccg methods > methods.md
      ccg methods -o methods.docx
      ccg methods entreq
      ccg methods --format json
    """
    from ccg_corpus.methods import facts_of, items_of, page
    from ccg_corpus.methods.items import rows_of
    from ccg_corpus.render.columns import field
    from ccg_corpus.render.formats.xlsx import FileMade

    run = session(context, project, quiet)
    wanted = _wanted(guidelines or [])
    with run.corpus() as corpus:
        items = items_of(facts_of(run.root(), corpus))
    items = tuple(one for one in items if not wanted or one.guideline in wanted)
    if format == "docx":
        from ccg_corpus.methods.word import methods_document

        put_made(FileMade(methods_document(items)))
    elif format in (None, "md"):
        streams.write(page(items))
    else:
        columns = (
            field("guideline", "Guideline"), field("item", "Item"), field("title", "Title"),
            field("text", "Text"), field("open", "For you to write"),
        )  # fmt: skip
        print_rows(list(rows_of(items)), columns, format)
    return FOUND if items else NOTHING


def _wanted(names: list[str]) -> set[str]:
    known = {
        "prisma-s": "PRISMA-S",
        "prismas": "PRISMA-S",
        "prisma": "PRISMA-S",
        "entreq": "ENTREQ",
        "coreq": "COREQ",
    }
    for name in names:
        if name.lower() not in known:
            raise WrongUse(f"'{name}' is none of prisma-s, entreq, coreq")
    return {known[name.lower()] for name in names}
