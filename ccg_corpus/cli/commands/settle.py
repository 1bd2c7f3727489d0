"""`ccg settle`: the last word where reviewers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, IdsArgument, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, WrongUse, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options(values=True)
def settle(
    context: Context,
    ids: IdsArgument,
    as_said_by: Annotated[
        str | None,
        option(
            "--for",
            metavar="NAME",
            help="As this reviewer has it, in all that is in conflict.",
            show_default=False,
        ),
    ] = None,
    keep: Annotated[bool, option("--keep", help="It is a quotation.")] = False,
    reject: Annotated[bool, option("--reject", help="It is none.")] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Settle what reviewers disagree in, by a third decision. 'ccg conflicts' lists it.

    \b
    Examples:
      ccg settle smith2019:1a2b3c4d --for amira
      ccg settle smith2019:1a2b3c4d --role nurse --why "as we talked it over"
      ccg settle smith2019:1a2b3c4d --keep
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    values = how.values
    if keep and reject:
        raise WrongUse("--keep or --reject, not both")
    status = "rejected" if reject else "kept" if keep else None
    if bool(as_said_by) == bool(values or status):
        raise WrongUse("--for NAME, or what holds: --role, --case …, --keep, --reject")

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        record = corpus.record(name)
        if as_said_by:
            return deciding.settle_for(record, as_said_by)
        return deciding.settle(record, values, status=status)

    run = session(context, project, quiet)
    return decide(run, names_given(ids), make, how)
