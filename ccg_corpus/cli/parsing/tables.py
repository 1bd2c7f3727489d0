"""The options of commands that make tables and pages of what a question finds: into what, and where to.

`QueryArgument`, `DepthOption`, the format of a grid, and the file that it goes into.
"""

from __future__ import annotations

from typing import Annotated, Any

from ccg_corpus.cli.parsing.declared import argument, option
from ccg_corpus.cli.parsing.options import one_of
from ccg_corpus.render.matrices import MATRIX_FORMATS

QueryArgument = Annotated[
    list[str] | None,
    argument(
        metavar="QUERY",
        help="A phrase as for search; all quotations without one.",
        show_default=False,
    ),
]
DepthOption = Annotated[
    int | None,
    option(
        "--depth",
        min=0,
        metavar="N",
        show_default=False,
        help="Broad roles and parent codes, N levels open; 0 for all. Else each under its own.",
    ),
]


def into_a_file(help: str) -> Any:
    """`--output`, a path; `help` says what the file may be."""
    return option("--output", "-o", metavar="FILE", show_default=False, help=help)


def printed_as(
    formats: tuple[str, ...],
    help: str = "How to print it. A table on a terminal, tsv in a pipe, what the name of -o ends in.",
) -> Any:
    """`--format`, one of `formats`."""
    return option(
        "--format",
        "-f",
        metavar="|".join(formats),
        show_default=False,
        help=help,
        callback=one_of(formats, "format"),
    )


GridFormatOption = Annotated[str | None, printed_as(MATRIX_FORMATS)]
