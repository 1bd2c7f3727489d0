"""What is imported → decisions, the codebook and tables, with a line for each thing.

Standard output has a line a decision, the id first, and a line beginning with a dash for each thing that
found no place; standard error has the rest.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, Session

if TYPE_CHECKING:
    from ccg_corpus.cli.parsing.deciding import How
    from ccg_corpus.exchange.arriving.codes import CodePlan
    from ccg_corpus.exchange.arriving.memos import ArrivedProject

PARTICIPANTS, DOCUMENTS = "participants.csv", "documents.csv"


def import_project(run: Session, file: Path, how: How, *, adds: bool, removes: bool) -> int:
    """Take over a project: the exit code."""
    from ccg_corpus.cli.output.coding import codebook_of
    from ccg_corpus.cli.output.deciding import follow_up, who
    from ccg_corpus.corpus import open_corpus
    from ccg_corpus.exchange.arriving.arrival import Arriving
    from ccg_corpus.exchange.arriving.codes import plan_codes
    from ccg_corpus.exchange.refi.reading import read_project
    from ccg_corpus.exchange.refi.writing import MADE_BY

    root, by = run.root(), who(run, how.by)
    there = read_project(file)
    book = codebook_of(run)
    with open_corpus(root) as corpus:
        is_ours = there.description.startswith(MADE_BY)
        plan = plan_codes(there.codes, book.tree, corpus.vocabulary, is_ours=is_ours)
        found = Arriving(corpus, there, plan, by, adds=adds, removes=removes).arrive()
    for fault in there.faults:
        streams.say(f"ccg: {file.name}: {fault}")
    tables = _tables(root, found)
    if not how.dry_run:
        _write(root, plan, found, tables, book, by)
    _say_codes(run, plan, is_dry=how.dry_run)
    for change in found.changes:
        streams.write([f"{change.id}\t{_line(change.line)}\n"])
    for id, values in (*found.people.items(), *found.documents.items()):
        streams.write([f"{id}\t{_line(', '.join(f'{k}: {v}' for k, v in values.items()))}\n"])
    for left in found.left:
        streams.write([f"-\t{_line(left)}\n"])
    streams.flush()
    follow_up(run, root, by, found.changes, dry_run=how.dry_run)
    if tables and not found.changes and not how.dry_run:
        _catch_up(run, root)
    if found.gone and not removes:
        run.note(
            f"note: {found.gone} codings here are not in it any more: --removed takes them away"
        )
    done = len(found.changes) + len(plan.new) + len(plan.filled)
    done += len(found.people) + len(found.documents)
    run.note(
        f"{len(found.changes)} decisions, {len(plan.new)} new codes,"
        f" {len(found.people) + len(found.documents)} with attributes; {len(found.left)} without a place"
    )
    if how.dry_run and done:
        run.note("nothing is decided: --dry-run")
    if there.faults:
        return FAILED
    return FOUND if done or there.sources or there.codes else NOTHING


def import_codebook(run: Session, file: Path, how: How) -> int:
    """Take over a codebook: the exit code."""
    from ccg_corpus.cli.output.coding import codebook_of
    from ccg_corpus.cli.output.deciding import who
    from ccg_corpus.exchange.arriving.codes import add_codes, plan_codes
    from ccg_corpus.exchange.books import read_book

    by = who(run, how.by)
    there = read_book(file)
    book = codebook_of(run)
    plan = plan_codes(there.codes, book.tree)
    if not how.dry_run:
        add_codes(plan, book, by)
        if plan.new or plan.filled:
            _catch_up(run, run.root())
    for fault in there.faults:
        streams.say(f"ccg: {file.name}: {fault}")
    for one in plan.new:
        streams.write([f"{one.slug}\t{_line(plan.tree.path(one.slug))}\n"])
    streams.flush()
    _say_codes(run, plan, is_dry=how.dry_run, is_counted=False)
    run.note(f"{len(plan.new)} new codes, {len(plan.slugs) - len(plan.new)} that are here already")
    if how.dry_run and (plan.new or plan.filled):
        run.note("nothing is added: --dry-run")
    if there.faults:
        return FAILED
    return FOUND if plan.slugs else NOTHING


def _tables(root: Path, found: ArrivedProject) -> dict[str, bytes]:
    """The tables as they will be; one that can't be added to is left, and said."""
    from ccg_corpus.core.errors import ProjectError
    from ccg_corpus.exchange.arriving.tables import with_values

    made: dict[str, bytes] = {}
    for name, key, values in (
        (PARTICIPANTS, "participant_id", found.people), (DOCUMENTS, "document", found.documents),
    ):  # fmt: skip
        try:
            if values:
                made[name] = with_values(root, name, key, values)
        except ProjectError as error:
            found.left += [f"{id}: {own}: {error}" for id, own in values.items()]
            values.clear()
    return made


def _write(
    root: Path,
    plan: CodePlan,
    found: ArrivedProject,
    tables: dict[str, bytes],
    book: object,
    by: str,
) -> None:
    """All of it, the decisions last: they name codes."""
    from typing import Any, cast

    from ccg_corpus.decisions.files import append
    from ccg_corpus.exchange.arriving.codes import add_codes
    from ccg_corpus.exchange.arriving.tables import write_values

    add_codes(plan, cast(Any, book), by)
    for name, data in tables.items():
        write_values(root, name, data)
    coders = dict.fromkeys(change.decision.by for change in found.changes)
    for coder in coders:
        append(root, [one.decision for one in found.changes if one.decision.by == coder])


def _say_codes(run: Session, plan: CodePlan, *, is_dry: bool, is_counted: bool = True) -> None:
    for slug, fields in plan.filled.items():
        run.note(f"code {slug}: {', '.join(fields)} taken over")
    for line in plan.lines:
        run.note(f"note: {line}")
    if is_counted:
        for one in plan.new:
            run.note(f"{'would add' if is_dry else 'added'} {one.slug}: {plan.tree.path(one.slug)}")


def _catch_up(run: Session, root: Path) -> None:
    from ccg_corpus.ingest.given import WAIT_S, catch_up

    if told := catch_up(root, wait_s=WAIT_S):
        run.note(f"note: kept; {told}")


def _line(text: str) -> str:
    from ccg_corpus.render.columns import printable

    return printable(text)
