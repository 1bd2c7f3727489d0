"""`ccg settle`: the last word where reviewers disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.deciding import (
    ByOption,
    DryRunOption,
    NewCaseOption,
    NewKindOption,
    NewParticipantOption,
    NewRoleOption,
    NewThemeOption,
    WhyOption,
)
from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


def settle(
    context: Context,
    ids: Annotated[
        list[str],
        argument(metavar="ID", help="A quotation's id, or how it begins; - reads ids from a pipe."),
    ],
    as_said_by: Annotated[
        str | None,
        option(
            "--for",
            metavar="NAME",
            help="As this reviewer has it, in all that is in conflict.",
            show_default=False,
        ),
    ] = None,
    role: NewRoleOption = None,
    case: NewCaseOption = None,
    participant: NewParticipantOption = None,
    theme: NewThemeOption = None,
    kind: NewKindOption = None,
    keep: Annotated[bool, option("--keep", help="It is a quotation.")] = False,
    reject: Annotated[bool, option("--reject", help="It is none.")] = False,
    why: WhyOption = None,
    by: ByOption = None,
    dry_run: DryRunOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Settle what reviewers disagree in, by a third decision. 'ccg conflicts' lists it.

    \b
    Examples:
      ccg settle smith2019:1a2b3c4d --for amira
      ccg settle smith2019:1a2b3c4d --role nurse --why "as we talked it over"
      ccg settle smith2019:1a2b3c4d --keep
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide, given_values

    values = given_values(role, case, participant, theme, kind)
    if keep and reject:
        raise WrongUse("--keep or --reject, not both")
    status = "rejected" if reject else "kept" if keep else None
    if bool(as_said_by) == bool(values or status):
        raise WrongUse("--for NAME, or what holds: --role, --case …, --keep, --reject")

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        record = corpus.record(name)
        if as_said_by:
            return [deciding.settle_for(record, as_said_by)]
        return [deciding.settle(record, values, status=status)]

    run = session(context, project, quiet)
    return decide(run, names_given(ids), make, by=by, why=why, dry_run=dry_run)
