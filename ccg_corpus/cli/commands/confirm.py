"""`ccg confirm`: say that it is right."""

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
def confirm(
    context: Context,
    ids: IdsArgument,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Say that quotations are right as they stand: words, ends, and whatever is stated of the speaker.

    What is confirmed holds, also when later rules read it in another way.

    \b
    Examples:
      ccg confirm smith2019:1a2b3c4d
      ccg quotes --role GP --min-confidence 0.95 --format id | ccg confirm -
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        return deciding.confirm(corpus.record(name))

    run = session(context, project, quiet)
    return decide(run, names_given(ids), make, how)
