"""`ccg save`: give a query a name."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output.session import FOUND, session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption


def save(
    context: Context,
    name: Annotated[str, argument(metavar="NAME", help="What to call it.")],
    query: Annotated[
        list[str], argument(metavar="QUERY", help="What 'ccg search' would be asked.")
    ],
    note: Annotated[
        str | None,
        option("--note", metavar="TEXT", help="What it is for.", show_default=False),
    ] = None,
    force: Annotated[
        bool, option("--force", help="In the place of the query that has the name.")
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Save a query under a name in queries.yaml: 'ccg search @NAME' asks it.

    The file is yours to edit, and to keep with the review.

    \b
    Examples:
      ccg save tired-gps "GP quotes on disillusionment"
      ccg save workload 'workload OR "not enough time"' --note "for section 3.2"
    """
    from ccg_corpus.project.saved_queries import QUERIES_NAME, Saved, save_query

    run = session(context, project, quiet)
    root = run.root()
    text = " ".join(query)
    _check(text, run.root())
    save_query(root, name, Saved(text, note), replace=force)
    run.note(f"saved in {QUERIES_NAME}: 'ccg search @{name}' asks it")
    return FOUND


def _check(text: str, root: object) -> None:
    """A query that can't be read is not saved; without a corpus nobody can tell.

    Raises: QueryError with the column.
    """
    from pathlib import Path

    from ccg_corpus.core.errors import QueryError
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.store import NoCorpus

    assert isinstance(root, Path)
    try:
        with open_corpus(root) as corpus:
            corpus.reading(text)
    except NoCorpus:
        return
    except QueryError as error:
        error.text = text
        raise
