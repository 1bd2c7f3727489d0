"""`ccg search`: ask in plain words."""

from __future__ import annotations

from typing import Annotated

from ccg_corpus.cli.output.session import session
from ccg_corpus.cli.parsing.declared import Context, argument, option
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import (
    AllPrintingsOption,
    ProjectOption,
    QuietOption,
    one_of,
)
from ccg_corpus.cli.parsing.shape import Display, shown_by_options
from ccg_corpus.query.query import MATCHES


@into_files
@shown_by_options(passages=True)
def search(
    context: Context,
    query: Annotated[
        list[str],
        argument(
            metavar="QUERY",
            help="What you would say to a colleague; @NAME is a saved query, - reads it from a pipe.",
        ),
    ],
    explain: Annotated[
        bool,
        option(
            "--explain",
            "-x",
            help="Say how each word was read, the strict query, and what each hit's score is.",
        ),
    ] = False,
    synonyms: Annotated[
        bool, option("--synonyms", help="Also find words of like meaning, from a thesaurus.")
    ] = False,
    any_word: Annotated[
        bool,
        option("--any", help="Any of the words is enough; those with more of them come first."),
    ] = False,
    match: Annotated[
        str | None,
        option(
            "--match",
            "-m",
            metavar="|".join(MATCHES),
            help="How far to go: what has all that was asked, also most of it, also what is near in "
            "meaning. Near on a terminal, all in a pipe, in machine formats, in quotes.",
            show_default=False,
            callback=one_of(MATCHES, "match"),
        ),
    ] = None,
    all_printings: AllPrintingsOption = False,
    project: ProjectOption = None,
    quiet: QuietOption = False,
    *,
    shown: Display,
) -> int:
    """Find quotations by a phrase that may name speakers, cases and topic in any order.

    How it was read is said on standard error. Plain words and the strict form may be mixed:
    role: case: site: study: document: theme: section: code: participant: kind: type: year:
    confidence:, "exact words", begin*, a OR b, NOT a, -a, a NEAR/5 b, brackets.

    Hits come in grades: first what has all that was asked, then what has most of it, then what is
    near it in meaning; each says why. Roles, cases and all other filters hold in every grade.

    With --in passages it looks through the authors' own text: what they say of it, beside what
    participants say. A role or a case is then looked for by its names.

    \b
    Examples:
      ccg search "GP quotes on disillusionment, case D"
      ccg search what do nurses say about workload since 2016
      ccg search "anyone except GPs on mergers in the accepted manuscripts" --explain
      ccg search 'role:gp case:D disillusion* -merger' --format jsonl
      ccg search "time pressure in the evenings" --match near --format jsonl
      ccg search "grief -near:tears" --explain
      ccg search --in passages "disillusionment" --format md
      ccg search @tired-gps --count-by document
      ccg search '(trust OR faith) NEAR/5 manag* -kind:survey year:2015..2018'
    """
    from ccg_corpus.cli.output.answering import answer, read_aloud
    from ccg_corpus.cli.output.grades import match_for, say_widened
    from ccg_corpus.cli.output.streams import query_given
    from ccg_corpus.cli.parsing.wishes import granted
    from ccg_corpus.core.frozen import replaced
    from ccg_corpus.project.saved_queries import expanded

    run = session(context, project, quiet)
    with run.corpus() as corpus:
        typed = expanded(query_given(query), corpus.root)
        reading = read_aloud(
            run, corpus, typed, synonyms=synonyms, any_word=any_word, explain=explain
        )
        asked = reading.query
        shown = granted(run, shown, reading.wishes, asked)
        asked = replaced(
            asked,
            all_printings=asked.all_printings or all_printings,
            match=match_for(corpus.root, reading, shown, match),
        )
        say_widened(run, corpus, asked, shown, explain=explain)
        if shown.place != "quotes":
            from ccg_corpus.corpus.passages import passage_notes

            for line in passage_notes(asked):
                run.note(f"note: {line}")
        exit_code = answer(run, corpus, asked, shown, ranked=True, typed=typed, explain=explain)
    return exit_code
