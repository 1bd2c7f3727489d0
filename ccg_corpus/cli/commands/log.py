"""`ccg log`: what was asked of the corpus."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ccg_corpus.cli.output.session import NOTHING, chosen_format, session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, LimitOption, ProjectOption, QuietOption
from ccg_corpus.render import WHOLE_FORMATS


@into_files
def log(
    context: Context,
    limit: LimitOption = None,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """List the questions asked, newest first: when, by whom, how read, how much was found.

    Searches are noted in queries.log.jsonl where config.yaml says 'log: true', or with --log. A
    line has what PRISMA-S asks to be reported: the strategy as run, the date, the hits, the
    corpus. The file is yours: take lines out, keep it with the review.

    \b
    Examples:
      ccg log
      ccg log --format md > appendix-searches.md
      ccg log --format csv --limit 0 > searches.csv
    """
    from ccg_corpus.cli.output.listing import list_rows
    from ccg_corpus.project.query_log import read
    from ccg_corpus.render.columns import Column, field

    run = session(context, project, quiet)
    entries, broken = read(run.root())
    if broken:
        run.note(f"{broken} {'line' if broken == 1 else 'lines'} of the log can't be read")
    if not entries and chosen_format(format) not in WHOLE_FORMATS:
        run.note("no questions noted yet: --log notes one, 'log: true' in config.yaml notes all")
        return NOTHING
    columns = (
        Column(
            "at", "Asked", lambda row: (row["at"] or "").replace("T", " ").rstrip("Z"), is_name=True
        ),
        field("who", "By"),
        field("command", "Command"),
        field("query", "Query"),
        field("read", "Read as", in_table=False),
        field("strict", "Strict"),
        Column("match", "Match", lambda row: row["match"] or "all"),
        field("hits", "Hits", is_number=True),
        Column("grades", "Of each grade", _grades),
        Column("corpus", "Corpus", _corpus),
        field("ccg", "ccg"),
    )
    return list_rows(run, entries[::-1], columns, what="questions", limit=limit, format_name=format)


def _grades(row: Mapping[str, Any]) -> str:
    """How many of the hits had all that was asked, how many some of it, how many what is near."""
    return ", ".join(f"{number} {grade}" for grade, number in (row["grades"] or {}).items())


def _corpus(row: Mapping[str, Any]) -> str:
    """The state of the corpus in a few words."""
    corpus = row["corpus"] or {}
    documents, ingested = corpus.get("documents"), corpus.get("ingested") or ""
    return f"{documents} documents, {ingested[:10]}" if documents is not None else ""
