"""`ccg learn`: read documents again by what was decided in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.deciding import How, decided_by_options
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.options import ProjectOption, QuietOption

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.corpus.reviewing.deciding import Change, Deciding


@decided_by_options()
def learn(
    context: Context,
    documents: Annotated[
        list[str],
        argument(metavar="DOCUMENT…", help="Documents: their ids, titles or file names."),
    ],
    like: Annotated[
        list[str] | None,
        option(
            "--like",
            metavar="DOCUMENT",
            help="Take the examples of this document too, printed alike; repeat it.",
            show_default=False,
        ),
    ] = None,
    journal: Annotated[
        bool,
        option("--journal", help="Other documents of the same journal too, by these examples."),
    ] = False,
    forget: Annotated[
        bool, option("--forget", help="Take back what you had learnt in these documents.")
    ] = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    how: How,
) -> int:
    """Read documents again by what was decided in them, and find the rest.

    What was added, confirmed, rejected or given other ends shows how a paper prints its quotations.
    What follows is a line each: "new" for a quotation that was missed, "gone" for a passage that looks
    as a rejected one, "speaker" for who was not read. Nothing that anybody decided about is touched. It
    is kept as your decisions with the rule learnt:…, has a low confidence until you confirm it, and
    goes by undo, or by --forget. --dry-run only shows it.

    \b
    Examples:
      ccg learn smith2019 --dry-run
      ccg learn smith2019
      ccg learn smith2019 --journal
      ccg learn jones2021 --like smith2019
      ccg learn smith2019 --forget
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.deciding import decide

    run = session(context, project, quiet)
    done: set[str] = set()

    def make(corpus: Corpus, deciding: Deciding, name: str) -> list[Change]:
        first = corpus.reviews.document_named(name)
        beside = [corpus.reviews.document_named(one) for one in like or ()]
        found = []
        for id in [first, *(corpus.reviews.journal_of(first) if journal else ())]:
            if id in done:
                continue
            done.add(id)
            if forget:
                found += corpus.reviews.forget(id, deciding.by)
                continue
            learnt = corpus.reviews.learn(id, deciding.by, how.why, like=[first, *beside])
            found += learnt.changes
            for note in learnt.notes:
                run.note(f"{id}: {note}")
        return found

    return decide(run, names_given(documents), make, how, says_before=False)
