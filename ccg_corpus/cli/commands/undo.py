"""`ccg undo`: take a decision back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options()
def undo(
    context: Context,
    ids: Annotated[
        list[str] | None,
        argument(
            metavar="ID",
            help="A quotation, or a decision by the id that 'ccg history' shows; - reads a pipe.",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Undo your last decision, or the last one on a quotation. Again, and the one before it goes.

    Nothing is deleted: undoing is a line of its own, and can be undone by its own id.

    \b
    Examples:
      ccg undo
      ccg undo smith2019:1a2b3c4d
      ccg history smith2019:1a2b3c4d
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        return deciding.undo([name] if name else [])

    run = session(context, project, quiet)
    names = names_given(ids) if ids else [""]
    return decide(run, names, make, how)
