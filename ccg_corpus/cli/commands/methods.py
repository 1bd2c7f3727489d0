"""`ccg methods`: what a review has to report of how it was made."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FOUND, NOTHING, print_rows, session
<<<<<<< HEAD
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption
from ccg_corpus.cli.parsing.tables import into_a_file, printed_as
from ccg_corpus.render import FORMATS
=======
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, ProjectOption, QuietOption
>>>>>>> main


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
            (*FORMATS, "docx"), help="How to print it. Markdown, or what the name of -o ends in."
        ),
    ] = None,
    output: Annotated[Path | None, into_a_file("Into a file: methods.docx, .md.")] = None,
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
    from ccg_corpus.cli.output.synthesis.matrices import write_file
    from ccg_corpus.methods import facts_of, items_of, page
    from ccg_corpus.methods.items import rows_of
    from ccg_corpus.render.columns import field

    run = session(context, project, quiet)
    wanted, form = _wanted(guidelines or []), _form(format, output)
    with run.corpus() as corpus:
        items = items_of(facts_of(run.root(), corpus))
    items = tuple(one for one in items if not wanted or one.guideline in wanted)
    if form == "docx" and output is not None:
        from ccg_corpus.methods.word import methods_document

        write_file(run, output, methods_document(items))
    elif output is not None:
        write_file(run, output, "".join(page(items)).encode("utf-8", "backslashreplace"))
    elif form == "md":
        streams.write(page(items))
    else:
        columns = (
            field("guideline", "Guideline"), field("item", "Item"), field("title", "Title"),
            field("text", "Text"), field("open", "For you to write"),
        )  # fmt: skip
        print_rows(list(rows_of(items)), columns, form)
    return FOUND if items else NOTHING


def _form(format: str | None, output: Path | None) -> str:
    """The format asked for, or what the file's name ends in.

    Raises: WrongUse.
    """
    form = format
    if form is None:
        form = "md" if output is None else output.suffix.lower().lstrip(".")
    if output is None and form == "docx":
        raise WrongUse("docx is a file: add -o methods.docx")
    if output is not None and form not in ("md", "docx"):
        raise WrongUse(f"-o makes .docx or .md, not '{output.name}'; other formats go into a pipe")
    return form


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
