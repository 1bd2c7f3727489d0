"""`ccg uncode`: take codes away, or refuse what is proposed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.coding import NewCodes, ids_and_codes, need_codes
from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, IdsAndCodesArgument, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options()
def uncode(
    context: Context,
    words: IdsAndCodesArgument,
    part: Annotated[
        str | None,
        option("--part", metavar="WORDS", help="Only from these words of it.", show_default=False),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Take codes of yours away, from the whole quotation with all its parts, or from some words.

    Nobody takes away what another has coded. A code that is proposed is refused so, and stays away.

    \b
    Examples:
      ccg uncode smith2019:1a2b3c4d hours
      ccg quotes --proposed --code hours --format id | ccg uncode - hours
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide, who
    from ccg_corpus.corpus.codings.giving import Coding

    run = session(context, project, quiet)
    ids, codes = ids_and_codes(words)
    need_codes(codes)
    by = who(run, how.by)
    book = NewCodes(run, by, may_add=False, dry_run=how.dry_run)

    def make(corpus: Corpus, deciding: Deciding, name: str) -> Iterator[Change]:
        yield from Coding(deciding.by, book.tree, how.why).uncode(corpus.record(name), codes, part)

    return decide(run, names_given(ids), make, how)
