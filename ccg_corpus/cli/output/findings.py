"""Findings on the screen: listed, checked, looked at again, and as the tables of a review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ccg_corpus.cli.output import streams
from ccg_corpus.cli.output.listing import Rows, list_rows
from ccg_corpus.cli.output.session import FAILED, FOUND, NOTHING, Session, chosen_format
from ccg_corpus.core.errors import QueryError
from ccg_corpus.findings import (
    FINDINGS_NAME,
    Finding,
    FindingEvidence,
    Mark,
    append_looks,
    evidence_of,
    marks_of,
    pointers_of,
    read_findings,
    read_looks,
)
from ccg_corpus.findings.looked import SEEN, WRITTEN, Looked

if TYPE_CHECKING:
    from ccg_corpus.render.columns import Column

MOST_TOLD = 10
LEAST_COLUMN = 12  # signs that a column of words needs to be read

Looks = dict[str, list[Looked]]


def findings(
    run: Session,
    action: str,
    names: list[str],
    *,
    by: str | None,
    limit: int | None,
    format_name: str | None,
    output: Path | None = None,
) -> int:
    """Do what was asked with the findings named, or with all: the exit code."""
    from ccg_corpus.cli.output import findings_tables as tables

    root = run.root()
    read = read_findings(root)
    if not read.all or not names:
        _say(read.problems)
    if not read.all:
        run.note(f"no findings yet: write them in {FINDINGS_NAME} (docs/findings.md has the form)")
        return FAILED if read.problems else NOTHING
    chosen = _named(read.all, names)
    if names:  # what is wrong with others is not in the way of these
        own = [one for one in read.problems if any(f"finding {f.name}" in one for f in chosen)]
        others = len(read.problems) - len(own)
        _say(
            [
                *own,
                *([f"{others} more faults in {FINDINGS_NAME}: 'ccg findings'"] if others else []),
            ]
        )
    with run.corpus() as corpus:
        evidence = evidence_of(corpus, chosen)
        if action == "seen":
            code = _seen(run, root, evidence, by)
            return FAILED if read.problems else code
        looks = _put_down(root, evidence)
        marks = [marks_of(one, looks.get(one.finding.name, ())) for one in evidence]
        code = FOUND
        if action == "check":
            rows, columns, what = tables.checked(evidence, marks)
            code = NOTHING if any(_grave(marks)) else FOUND
        elif action:
            rows, columns, what = getattr(tables, action)(evidence)
        else:
            rows, columns, what = tables.listed(evidence, marks)
            form = chosen_format(format_name)
            if names and form == "table":
                return _described(evidence, marks, code, bool(read.problems))
            if names:
                if form in ("json", "jsonl"):
                    rows = tables.with_evidence(rows, evidence)
                else:
                    rows, columns, what = tables.quoted(evidence)
    if format_name in ("html", "docx", "xlsx"):
        title = {
            "summary": "Summary of Qualitative Findings",
            "profile": "CERQual evidence profile",
        }
        _file(run, rows, columns, title.get(action, "Findings"), format_name, output)
    else:
        needed = LEAST_COLUMN * len(columns)
        if chosen_format(format_name) == "table" and streams.width() < needed:
            run.note(
                f"note: this table needs about {needed} columns, here are {streams.width()}:"
                f" --format md or html, or -o {action or 'findings'}.docx has it whole"
            )
        code = _print(run, action, rows, columns, what, code, limit=limit, format_name=format_name)
    if action != "check" and (grave := sum(1 for _ in _grave(marks))):
        run.note(f"{grave} to look at: 'ccg findings check'")
    return FAILED if read.problems else code


def _say(problems: Sequence[str]) -> None:
    """A line for each, for the first of very many."""
    for problem in problems[:MOST_TOLD]:
        streams.say(f"ccg: {problem}")
    if more := len(problems[MOST_TOLD:]):
        streams.say(f"ccg: {more:,} more faults in {FINDINGS_NAME}")


def _print(
    run: Session, action: str, rows: Rows, columns: tuple[Column, ...], what: str, code: int,
    *, limit: int | None, format_name: str | None,
) -> int:  # fmt: skip
    if action == "check" and not rows:
        run.note("nothing to look at")
        return code
    list_rows(run, rows, columns, what=what, limit=limit, format_name=format_name)
    return code


def _file(
    run: Session,
    rows: Rows,
    columns: tuple[Column, ...],
    title: str,
    form: str,
    output: Path | None,
) -> None:
    """A listing as one table in a file of its own, or as a page on standard output."""
    from ccg_corpus.cli.output.synthesis.matrices import print_grid
    from ccg_corpus.render.columns import cell
    from ccg_corpus.render.matrices.grid import Grid, GridCell, GridLine, shown_text

    def text(column: Column, row: object) -> str:
        return shown_text(cell(column.value(row)))  # type: ignore[arg-type]

    # a number alone would take the width of a row's name: it stands before the statement
    head, *left = columns
    is_numbered = head.key == "number"
    if is_numbered:
        head, *left = left

    def name(row: object) -> str:
        before = f"{row['number']}. " if is_numbered else ""  # type: ignore[index]
        return before + text(head, row)

    none = GridCell()
    grid = Grid(
        head.title,
        "findings",
        tuple(GridLine(one.key, one.title) for one in left),
        tuple(GridLine(row["finding"], name(row)) for row in rows),
        tuple(tuple(GridCell(text=text(one, row)) for one in left) for row in rows),
        tuple(none for _ in rows),
        (),
        none,
        has_totals=False,
    )
    print_grid(run, grid, form, title=title, output=output, pager=False)


def _named(findings: tuple[Finding, ...], names: list[str]) -> list[Finding]:
    """Those of these names, in the order of the file; all where none is named.

    Raises: QueryError.
    """
    from ccg_corpus.text.nearest import near

    known = {one.name.lower(): one.name for one in findings}
    for name in names:
        if name.lower() not in known:
            hint = near(name.lower(), tuple(known)) or "'ccg findings' lists them"
            raise QueryError(f"no finding '{name}'", hint=hint)
    wanted = {known[name.lower()] for name in names}
    return [one for one in findings if not names or one.name in wanted]


def _put_down(root: Path, evidence: list[FindingEvidence]) -> Looks:
    """The looks at findings; one that is new, or says something new, is put down as it stands."""
    from ccg_corpus.decisions.reviewer import reviewer

    looks = read_looks(root)
    new = [
        one
        for one in evidence
        if not (had := looks.get(one.finding.name)) or had[-1].pointers != pointers_of(one.finding)
    ]
    if new:
        try:
            append_looks(root, new, by=reviewer(None) or "", how=WRITTEN)
        except OSError as exc:  # a folder that can only be read: nothing is lost but later marks
            streams.say(f"ccg: findings.looked.jsonl can't be written: {exc.strerror or exc}")
    return looks


def _seen(run: Session, root: Path, evidence: list[FindingEvidence], by: str | None) -> int:
    from ccg_corpus.cli.output.deciding import who

    name = who(run, by)
    append_looks(root, evidence, by=name, how=SEEN)
    for one in evidence:
        streams.write(
            [
                f"{one.finding.name}\tseen by {name}: {len(one.supports.records)} for it,"
                f" {len(one.contradicts.records)} against it\n"
            ]
        )
    return FOUND


def _grave(marks: list[list[Mark]]) -> Iterator[Mark]:
    return (mark for of_one in marks for mark in of_one if not mark.is_advice)


def _described(
    evidence: list[FindingEvidence], marks: list[list[Mark]], code: int, failed: bool
) -> int:
    """Findings with every quotation under them."""
    from ccg_corpus.render.citation import located_citation
    from ccg_corpus.render.columns import attribution, cell

    def lines() -> Iterator[str]:
        for one, of_one in zip(evidence, marks, strict=True):
            finding = one.finding
            yield f"{cell(finding.name)}: {cell(finding.statement) or '(states nothing yet)'}"
            for title, side in (("Supports", one.supports), ("Contradicts", one.contradicts)):
                if side.records or side.missing:
                    yield ""
                    yield f"{title} ({len(side.records)})"
                for record in side.records:
                    who = attribution(record) or "speaker not stated"
                    yield f"  {record['id']}  {cell(record['text'])}"
                    yield f"      {cell(who)}; {cell(located_citation(record))}"
            if one.interpretations:
                yield ""
                yield "Second order, the authors' own words"
            for found in one.interpretations:
                named = found.interpretation
                yield f"  {cell(found.document or named.document)}: {cell(named.text)}"
            for title, value in (
                *((name, judged) for name, judged in finding.judgements.items()),
                ("confidence", finding.confidence),
            ):
                if value:
                    why = f": {cell(value.why)}" if value.why else ""
                    yield f"{title.capitalize()}: {cell(value.value)}{why}"
            if finding.credibility:
                yield f"Credibility: {cell(finding.credibility)}"
            for line in finding.notes.splitlines():
                yield f"Note: {cell(line)}"
            if of_one:
                yield ""
                yield "To look at"
            for mark in of_one:
                yield f"  {mark.kind}: {' '.join(filter(None, (mark.id, cell(mark.text))))}"
            yield ""

    streams.write(f"{line}\n" for line in lines())
    return FAILED if failed else code
