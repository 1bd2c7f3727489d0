"""`ccg add`: a quotation that reading missed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options(values=True)
def add(
    context: Context,
    document: Annotated[
        str, argument(metavar="DOCUMENT", help="The document: its id or its file's name.")
    ],
    words: Annotated[
        list[str],
        argument(metavar="WORDS", help='Its words, or "first words … last words".'),
    ],
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Add a quotation that reading missed, taken from the document's own text.

    It is looked for over lines and pages; what does not stand there is refused, with what is nearest.

    \b
    Examples:
      ccg add smith2019 "I never asked … until March" --role nurse --case B
      ccg add smith2019 "We lit forty of them before the rain" --participant P7
    """
    from ccg_corpus.cli.output.deciding import decide

    values = how.values

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        return [deciding.add(corpus.reviews.document_named(name), " ".join(words), values)]

    run = session(context, project, quiet)
    return decide(run, [document], make, how)
