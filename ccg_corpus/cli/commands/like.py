"""`ccg like`: more like a quotation."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output.session import FOUND, NOTHING, chosen_format, limit_for, session
from ccg_corpus.cli.parsing.declared import Context, WrongUse, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    AllPrintingsOption,
    CaseOption,
    CodeOption,
    DocumentOption,
    KindOption,
    MaxConfidenceOption,
    MinConfidenceOption,
    ParticipantOption,
    ProjectOption,
    QuietOption,
    RoleOption,
    SinceOption,
    SiteOption,
    StudyOption,
    ThemeOption,
    UntilOption,
)
from ccg_corpus.cli.parsing.shape import Display, shown_by_options
from ccg_corpus.render import WHOLE_FORMATS

# So many are listed where nobody said how many, on a terminal and in a pipe.
MOST_ALIKE = 20


@into_files
@shown_by_options()
def like(
    context: Context,
    ids: Annotated[
        list[str] | None,
        argument(
            metavar="ID…",
            help="Quotations to find more like: their ids, or how they begin; - reads them from a pipe.",
            show_default=False,
        ),
    ] = None,
    role: RoleOption = None,
    case: CaseOption = None,
    site: SiteOption = None,
    study: StudyOption = None,
    document: DocumentOption = None,
    theme: ThemeOption = None,
    code: CodeOption = None,
    participant: ParticipantOption = None,
    kind: KindOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    min_confidence: MinConfidenceOption = None,
    max_confidence: MaxConfidenceOption = None,
    all_printings: AllPrintingsOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    shown: Display,
) -> int:
    """List the quotations most like one, or like several together, and say why each is.

    The words that tell most about a quotation are asked for, with the words near them in meaning; no
    model is needed. The quotation itself and its other printings are left out. Twenty are listed, in
    a pipe too, unless --limit says otherwise.

    Without ids, --code CODE asks for what is like the quotations that were given this code, or one below
    it, and have it not: proposals for coding. What only the codebook's terms propose is no model.

    \b
    Examples:
      ccg like smith-2019:1f42e6af
      ccg like smith-2019:1f42e6af --role nurse --format md
      ccg search "GPs on disillusionment" --format id | ccg like -
      ccg like --code losing-heart --format id | ccg review -
      ccg like --code losing-heart --limit 5 --format id | ccg code - losing-heart
    """
    from ccg_corpus.cli.commands.show import names_given
    from ccg_corpus.cli.output.hits import print_shown
    from ccg_corpus.corpus.ordering import Arrangement, arranged_hits
    from ccg_corpus.query import Query
    from ccg_corpus.query.tree import Has, Not

    if shown.count or shown.count_by:
        raise WrongUse("like ranks by how near they are: there is no number to count")
    run = session(context, project, quiet)
    query = Query(
        # without ids a code is what is to be proposed: what has it, if only as a proposal, is not
        parts=(Not(Has("code", tuple(code))),) if code and not ids else (),
        roles=tuple(role or ()),
        cases=tuple(case or ()),
        sites=tuple(site or ()),
        studies=tuple(study or ()),
        documents=tuple(document or ()),
        themes=tuple(theme or ()),
        codes=tuple(code or ()) if ids else (),
        participants=tuple(participant or ()),
        kinds=tuple(kind or ()),
        since=since,
        until=until,
        min_confidence=min_confidence,
        max_confidence=max_confidence,
        all_printings=all_printings,
    )
    with run.corpus() as corpus:
        # all that has any of the words would be most of a corpus, in a pipe too
        most = MOST_ALIKE if shown.limit is None else limit_for(shown.limit, shown.format)
        end = None if most is None or shown.sort or shown.random else shown.offset + most
        if ids:
            names = list(names_given(ids))
        elif code:
            names = corpus.coding.given_code(code)
        else:
            raise WrongUse("like what? give ids, or --code CODE")
        if not names:
            run.note("no ids to find more like" if ids else "nobody has given this code yet")
            return NOTHING
        found = corpus.like(names, query, limit=end)
        arrangement = Arrangement(
            (*shown.group_by, *shown.sort), shown.random, shown.seed, shown.offset, most
        )
        hits = list(arranged_hits(found.hits, arrangement))
        run.note(f"asked for by: {', '.join(found.words)}")
        if hits or chosen_format(shown.format) in WHOLE_FORMATS:
            print_shown(corpus, hits, shown)
        if not hits:
            run.note("nothing near these words")
        elif len(hits) < found.total:
            run.note(f"{len(hits)} of {found.total}; --limit 0 for all")
    return FOUND if hits else NOTHING
