"""`ccg fix`: say what reading got wrong of a quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, IdsArgument, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, WrongUse, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options(values=True)
def fix(
    context: Context,
    ids: IdsArgument,
    text: Annotated[
        str | None,
        option(
            "--text",
            metavar="WORDS",
            help='Where it begins and ends: "first words … last words".',
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Correct who said a quotation, where it stands, of what kind it is, or where it begins and ends.

    The words stay the document's: new ends have to stand there, and are refused with the nearest
    otherwise. The correction is a line of decisions/NAME.jsonl, survives every ingest and shows at
    once. The quotation keeps its id.

    \b
    Examples:
      ccg fix smith2019:1a2b3c4d --role nurse --case B
      ccg fix smith2019:1a2b3c4d --role none --why "a relative is meant"
      ccg fix smith2019:1a2b3c4d --text "I never asked … until March"
      ccg search "text messages" --format id | ccg fix - --role patient
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    values = how.values
    if not values and text is None:
        raise WrongUse("nothing to correct: --role, --case, --participant, --theme, --kind, --text")

    def make(corpus: Corpus, deciding: Deciding, name: str) -> Iterator[Change]:
        record = corpus.record(name)
        if text is not None:
            yield from deciding.ends(record, text)
        if values:
            yield from deciding.set(record, values)

    run = session(context, project, quiet)
    return decide(run, names_given(ids), make, how)
