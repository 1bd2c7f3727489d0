"""`ccg status`: what the corpus holds, and whether it is up to date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ccg_corpus.cli.output.session import FOUND, chosen_format, print_rows, session
from ccg_corpus.cli.parsing.declared import Context
from ccg_corpus.cli.parsing.filed import into_files
from ccg_corpus.cli.parsing.options import FormatOption, ProjectOption, QuietOption

MOST_NAMED = 20


@into_files
def status(
    context: Context,
    format: FormatOption = None,
    project: ProjectOption = None,
    quiet: QuietOption = False,
) -> int:
    """Say what the corpus holds, which files failed or were skipped, and whether an ingest is due.

    Notes say of which documents something is most likely missing; --format json has all of them.

    \b
    Examples:
      ccg status
      ccg status --format json
    """
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.render.columns import field

    run = session(context, project, quiet)
    with open_corpus(run.root(), finished=False) as corpus:
        known = corpus.holdings.status()
    columns = (field("name", "What"), field("value", "Is"))
    if chosen_format(format) in ("json", "jsonl"):
        print_rows([known], columns, "jsonl")
    else:
        print_rows(
            [{"name": name, "value": value} for name, value in _lines(known)], columns, format
        )
    return FOUND


def _lines(known: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Names and values for a reader."""
    yield "project", known["project"]
    yield "ingested", known["ingested"]
    yield "documents", known["documents"]
    yield "of them versions of others", known["versions"]
    for version in known["versions_why"][:MOST_NAMED]:
        yield "version", "{document} of {version_of}: {why}".format(**version)
    for kind, count in known["quotations"].items():
        yield f"quotations: {kind}", count
    if known["decisions"]:
        yield "decisions", known["decisions"]
    if known["lost_decisions"]:
        yield "lost", f"{known['lost_decisions']} found no place: ccg decisions --lost"
    if known["conflicts"]:
        yield "conflicts", f"{known['conflicts']}: ccg conflicts"
    yield from _first("not read", known["decision_faults"])
    for failure in known["failed"]:
        yield "failed", f"{failure['source']}: {failure['error']}"
    yield from _first("note", [f"{one['source']}: {one['note']}" for one in known["notes"]])
    yield from _first("skipped", _skipped(known["skipped"]))
    for used in known["references"]:
        entries, documents = used["entries"], used["documents"]
        yield "references", f"{used['source']}: {entries} entries, facts of {documents} documents"
    for warning in (*known["unmatched"], *known["warnings"]):
        yield "warning", warning
    for name in known["changed_exports"]:
        yield "changed", f"{name}: the export was read before its last change"
    is_due = bool(known["changed_exports"])
    if is_due or not (
        known["is_finished"] and known["is_config_current"] and known["is_index_current"]
    ):
        yield "to do", "run 'ccg ingest'"


def _skipped(rows: list[dict[str, Any]]) -> list[str]:
    from ccg_corpus.store.unread import Skipped, folded

    return list(folded(Skipped(row["source"], row["why"], row["is_loss"]) for row in rows))


def _first(name: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    """The first lines, and how many there are if that is more."""
    for line in lines[:MOST_NAMED]:
        yield name, line
    if len(lines) > MOST_NAMED:
        yield name, f"{len(lines):,} in all: ccg status --format json"
