"""`ccg code`: give quotations codes."""

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
def code(
    context: Context,
    words: IdsAndCodesArgument,
    part: Annotated[
        str | None,
        option("--part", metavar="WORDS", help="Only these words of it.", show_default=False),
    ] = None,
    new: Annotated[
        bool, option("--new", help="What is no code yet goes into the codebook.")
    ] = False,
    in_vivo: Annotated[
        str | None,
        option(
            "--in-vivo",
            metavar="WORDS",
            help="The participant's own words as a code, on these words.",
            show_default=False,
        ),
    ] = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Code quotations, or some of their words. What is proposed is taken so.

    Words for --part and --in-vivo have to stand in the quotation; they are refused with the nearest
    otherwise. A code can be written by its name, its slug or its path: "Morale > Losing heart".

    \b
    Examples:
      ccg code smith2019:1a2b3c4d losing-heart hours
      ccg code smith2019:1a2b3c4d hours --part "at night when the children are asleep"
      ccg search "lost heart" --format id | ccg code - "Losing heart"
      ccg code smith2019:1a2b3c4d "Stairs as a queue" --new
      ccg code smith2019:1a2b3c4d --in-vivo "the stairs are the waiting list"
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide, who
    from ccg_corpus.corpus.codings.giving import Coding, part_of

    run = session(context, project, quiet)
    ids, codes = ids_and_codes(words)
    if in_vivo is None:
        need_codes(codes)
    by = who(run, how.by)
    may_add = new or in_vivo is not None
    book = NewCodes(run, by, may_add=may_add, dry_run=how.dry_run)
    NewCodes(run, by, may_add=new, dry_run=how.dry_run).need(codes)

    def make(corpus: Corpus, deciding: Deciding, name: str) -> Iterator[Change]:
        record = corpus.record(name)
        if codes:
            if part is not None:
                part_of(record, part)
            book.add(codes)
            yield from Coding(deciding.by, book.tree, how.why).code(record, codes, part)
        if in_vivo is not None:
            own = part_of(record, in_vivo)
            book.add([own])
            yield from Coding(deciding.by, book.tree, how.why).code(record, [own], own)

    return decide(run, names_given(ids), make, how)
