"""`ccg init`: a new project."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ccg_corpus.cli.output.session import FOUND, session
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.options import QuietOption


def init(
    context: Context,
    directory: Annotated[
        Path, argument(metavar="DIR", help="Where; here by default.", show_default=False)
    ] = Path(),
    quiet: QuietOption = False,
) -> int:
    """Make a project: a commented config.yaml and a folder for the papers.

    What is already there stays as it is.

    \b
    Examples:
      ccg init review
      cd review && ccg ingest ~/papers/*.pdf
    """
    from ccg_corpus.project import init_project
    from ccg_corpus.project.default_config import CONFIG_NAME

    existed = (directory / CONFIG_NAME).exists()
    init_project(directory)
    run = session(context, None, quiet)
    state = "is a project already" if existed else "is a project now"
    run.note(
        f"{directory} {state}: put papers into {directory / 'corpus'}, then 'ccg ingest' there"
    )
    return FOUND
