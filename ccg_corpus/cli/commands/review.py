"""`ccg review`: quotation by quotation, on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from ccg_corpus.cli.output.session import FOUND, NOTHING, session
from ccg_corpus.cli.parsing.coding import coding_filters
from ccg_corpus.cli.parsing.deciding import ByOption
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument, option
from ccg_corpus.cli.parsing.options import (
    CaseOption,
    CodedByOption,
    CodeOption,
    DocumentOption,
    KindOption,
    MaxConfidenceOption,
    MinConfidenceOption,
    ParticipantOption,
    ProjectOption,
    ProposedOption,
    QuietOption,
    RoleOption,
    ThemeOption,
    UncodedOption,
)


def review(
    context: Context,
    ids: Annotated[
        list[str] | None,
        argument(
            metavar="ID",
            help="Only these, in this order, decided or not; - reads ids from a pipe.",
            show_default=False,
        ),
    ] = None,
    role: RoleOption = None,
    case: CaseOption = None,
    document: DocumentOption = None,
    theme: ThemeOption = None,
    code: CodeOption = None,
    coded_by: CodedByOption = None,
    uncoded: UncodedOption = False,
    proposed: ProposedOption = False,
    participant: ParticipantOption = None,
    kind: KindOption = None,
    min_confidence: MinConfidenceOption = None,
    max_confidence: MaxConfidenceOption = None,
    conflicts: Annotated[
        bool, option("--conflicts", help="What reviewers disagree in, also what you decided on.")
    ] = False,
    every: Annotated[bool, option("--all", help="Also what you have decided on already.")] = False,
    in_order: Annotated[
        bool, option("--in-order", help="Document by document, not the doubtful first.")
    ] = False,
    blind: Annotated[
        bool, option("--blind", help="Without what others decided, coded and noted.")
    ] = False,
    limit: Annotated[
        int | None,
        option("--limit", "-n", min=1, metavar="N", help="At most N.", show_default=False),
    ] = None,
    by: ByOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Review quotations on a screen: the doubtful first, each in its place, keys to decide.

    Confirm, reject, move the ends by words, choose role, participant, case and theme with completion,
    code, note, settle what reviewers disagree in, find more like what was decided, undo: ? lists the
    keys. What is decided is on disk before the next one shows. Where reviewers disagree comes first.
    Needs an extra: pip install "ccg-corpus[review]". The same without a screen: ccg decide.

    \b
    Examples:
      ccg review
      ccg review --document smith2019 --max-confidence 0.8
      ccg review --proposed --code hours
      ccg review --uncoded --in-order --blind --by ben
      ccg review --conflicts
      ccg like --code hours -n 20 -f id | ccg review -
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output import streams
    from ccg_corpus.cli.output.coding import codebook_of
    from ccg_corpus.cli.output.deciding import who
    from ccg_corpus.core.errors import CcgError
    from ccg_corpus.query import Query
    from ccg_corpus.review.queue import Queue

    run = session(context, project, quiet)
    if conflicts and blind:
        raise WrongUse("--conflicts or --blind, not both: they are what others decided")
    _need_textual()
    if not streams.on_terminal():
        raise CcgError("a screen needs a terminal", hint="without one: 'ccg decide SHEET'")
    by = who(run, by)
    query = Query(
        roles=tuple(role or ()),
        cases=tuple(case or ()),
        documents=tuple(document or ()),
        themes=tuple(theme or ()),
        **coding_filters(code, coded_by, uncoded=uncoded, proposed=proposed),
        participants=tuple(participant or ()),
        kinds=tuple(kind or ()),
        min_confidence=min_confidence,
        max_confidence=max_confidence,
    )
    given = list(dict.fromkeys(names_given(ids))) if ids else None
    with run.corpus() as corpus:
        for line in corpus.unknown(query):
            run.note(line)
        if given is not None:
            queue: Sequence[str] = [corpus.record(id)["id"] for id in given]
        else:
            queue = Queue(corpus, by, every=every, in_order=in_order, blind=blind).of(
                query, conflicts=conflicts
            )
    if limit is not None:
        queue = queue[:limit]
    if not queue:
        run.note(
            "nobody disagrees"
            if conflicts
            else "nothing to review; --all for what you have decided on already"
        )
        return NOTHING
    streams.type_at_terminal()
    from ccg_corpus.review.local_desk import CorpusDesk
    from ccg_corpus.review.screen.app import ReviewApp

    desk = CorpusDesk(run.root(), by, queue, codebook_of(run), is_blind=blind)
    try:
        count = ReviewApp(desk).run() or 0
    finally:
        desk.end()
    run.note(f"{count} decisions, kept in decisions/" if count else "nothing was decided")
    return FOUND


def _need_textual() -> None:
    from importlib.util import find_spec

    from ccg_corpus.core.errors import CcgError

    if find_spec("textual") is None:
        hint = "pip install \"ccg-corpus[review]\"; without a screen: 'ccg decide SHEET'"
        raise CcgError("the screen is an extra that is not installed", hint=hint)
