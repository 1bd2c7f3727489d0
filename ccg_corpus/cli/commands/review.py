"""`ccg review`: quotation by quotation, on a screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from ccg_corpus.cli.output.session import FOUND, NOTHING, session
from ccg_corpus.cli.parsing.coding import coding_filters
from ccg_corpus.cli.parsing.deciding import ByOption
from ccg_corpus.cli.parsing.declared import Context, argument, option
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

if TYPE_CHECKING:
    from ccg_corpus.core.hit import Record
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.query import Query


def review(
    context: Context,
    ids: Annotated[
        list[str] | None,
        argument(
            metavar="ID", help="Only these, in this order, decided or not.", show_default=False
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
    code, note, undo: ? lists the keys. What is decided is on disk before the next one shows. Needs an
    extra: pip install "ccg-corpus[review]". The same without a screen: ccg decide.

    \b
    Examples:
      ccg review
      ccg review --document smith2019 --max-confidence 0.8
      ccg review --proposed --code hours
      ccg review --uncoded --in-order --blind --by ben
    """
    from ccg_corpus.cli.output import streams
    from ccg_corpus.cli.output.coding import codebook_of
    from ccg_corpus.cli.output.deciding import who
    from ccg_corpus.core.errors import CcgError
    from ccg_corpus.query import Query

    run = session(context, project, quiet)
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
    with run.corpus() as corpus:
        for line in corpus.unknown(query):
            run.note(line)
        queue = (
            [corpus.record(id)["id"] for id in ids]
            if ids
            else _queue(corpus, query, by, every=every, in_order=in_order, blind=blind)[:limit]
        )
    if not queue:
        run.note("nothing to review; --all for what you have decided on already")
        return NOTHING
    from ccg_corpus.review.local_desk import CorpusDesk
    from ccg_corpus.review.screen.app import ReviewApp

    desk = CorpusDesk(run.root(), by, queue, codebook_of(run), is_blind=blind)
    try:
        count = ReviewApp(desk).run() or 0
    finally:
        desk.close()
    run.note(f"{count} decisions, kept in decisions/" if count else "nothing was decided")
    return FOUND


def _queue(
    corpus: Corpus, query: Query, by: str, *, every: bool, in_order: bool, blind: bool
) -> Sequence[str]:
    """The ids to look at; for a blind coder also what another has rejected."""
    from ccg_corpus.core.hit import STATUSES
    from ccg_corpus.review.local_desk import is_decided_by

    if blind:
        query = query.with_filters(statuses=STATUSES)
    records: list[Record] = [hit.record for hit in corpus.quotes(query)]
    wanted = [one for one in records if every or not is_decided_by(one, by)]
    if not in_order:
        wanted.sort(key=lambda one: one["confidence"])
    return [one["id"] for one in wanted]


def _need_textual() -> None:
    from importlib.util import find_spec

    from ccg_corpus.core.errors import CcgError

    if find_spec("textual") is None:
        hint = "pip install \"ccg-corpus[review]\"; without a screen: 'ccg decide SHEET'"
        raise CcgError("the screen is an extra that is not installed", hint=hint)
