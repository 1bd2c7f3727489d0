"""`ccg quotes`: list quotations by who said them, where and about what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.coding import coding_filters
from ccg_corpus.cli.parsing.declared import Context, argument
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    AllPrintingsOption,
    CaseOption,
    CodedByOption,
    CodeOption,
    DocumentOption,
    KindOption,
    MaxConfidenceOption,
    MemoOption,
    MinConfidenceOption,
    ParticipantOption,
    ProjectOption,
    ProposedOption,
    QuietOption,
    RoleOption,
    SinceOption,
    SiteOption,
    StatusOption,
    StudyOption,
    ThemeOption,
    UncodedOption,
    UntilOption,
    WhereOption,
)
from ccg_corpus.cli.parsing.shape import Display, shown_by_options


@into_files
@shown_by_options()
def quotes(
    context: Context,
    words: Annotated[
        list[str] | None,
        argument(
            metavar="WORDS",
            help='Words to find, each with its family; "in quotes" as they stand.',
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
    coded_by: CodedByOption = None,
    uncoded: UncodedOption = False,
    proposed: ProposedOption = False,
    memo: MemoOption = None,
    participant: ParticipantOption = None,
    kind: KindOption = None,
    status: StatusOption = None,
    where: WhereOption = None,
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
    """List quotations: all, or those that the words and the filters find, document by document.

    Values of one option are alternatives, different options hold together.

    A template names fields in braces; docs/record.md has them. Paragraphs around a quotation, -A,
    -B and -C, are the document's own text.

    \b
    Examples:
      ccg quotes --role GP --case D
      ccg quotes workload --role nurse --role "practice manager" --since 2015
      ccg quotes '"fed up"' --case smith2019:D --format md
      ccg quotes --max-confidence 0.6 --format csv > to-check.csv
      ccg quotes --count-by role,case --format md
      ccg quotes --role GP --sort -year,case --fields id,text,document.year
      ccg quotes --theme workload -B1 --group-by role --format md > workload.md
      ccg quotes --random 20 --seed 7 --template '{id}\\t{text} ({citation})'
      ccg quotes --where country=Ghana --count-by sex,role
      ccg quotes --status unreviewed --max-confidence 0.6
      ccg quotes --role GP --format id | ccg show -
    """
    from ccg_corpus.cli.output.answering import answer
    from ccg_corpus.query import Query, read_words
    from ccg_corpus.query.wheres import wheres

    query = Query(
        parts=(*wheres(where or ()), *read_words(" ".join(words or ()))),
        roles=tuple(role or ()),
        cases=tuple(case or ()),
        sites=tuple(site or ()),
        studies=tuple(study or ()),
        documents=tuple(document or ()),
        themes=tuple(theme or ()),
        **coding_filters(code, coded_by, uncoded=uncoded, proposed=proposed),
        memos=tuple(memo or ()),
        participants=tuple(participant or ()),
        kinds=tuple(kind or ()),
        statuses=tuple(status or ()),
        since=since,
        until=until,
        min_confidence=min_confidence,
        max_confidence=max_confidence,
        all_printings=all_printings,
    )
    run = session(context, project, quiet)
    for field in _fields_in(words or ()):
        run.note(f"note: '{field}:' is a word here; write --{field}, or ask 'ccg search'")
    with run.corpus() as corpus:
        for word in (words or ()) if role else ():
            if slug := corpus.vocabulary.resolve(word):
                run.note(f"note: '{word}' is a word here; write --role {slug} for who speaks")
        exit_code = answer(run, corpus, query, shown, ranked=False)
    return exit_code


def _fields_in(words: Iterable[str]) -> list[str]:
    """Fields written as `search` takes them."""
    if not any(":" in word for word in words):
        return []
    from ccg_corpus.query.query import FIELDS

    starts = (word.lstrip(" -(").partition(":") for text in words for word in text.split())
    return [name for name, colon, _ in starts if colon and name in FIELDS and name != "type"]
