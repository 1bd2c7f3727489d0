"""`ccg reject`: say that it is no quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, IdsArgument, decided_by_options
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options()
def reject(
    context: Context,
    ids: IdsArgument,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Take passages out of every listing that are no quotations of anybody.

    They stay under --status rejected, and nothing is deleted: undo brings them back.

    \b
    Examples:
      ccg reject smith2019:1a2b3c4d --why "the title of a song"
      ccg quotes --kind term --format id | ccg reject - --why "scare quotes"
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        return deciding.reject(corpus.record(name))

    run = session(context, project, quiet)
    return decide(run, names_given(ids), make, how)
