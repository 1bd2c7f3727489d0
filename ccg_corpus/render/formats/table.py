"""A table for a terminal of a given width, drawn by Rich. Words wrap; none is ever cut."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from ccg_corpus.core.hit import Hit, Record
from ccg_corpus.render.citation import located_citation
from ccg_corpus.render.columns import Column, Row, cell, reasons, speaker, who
from ccg_corpus.render.shape import PLAIN, OutputShape

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

# What stands before the reason of a hit, and over the hits of each grade.
MARKS = {"all": "●", "some": "◐", "near": "○"}
OVER = {
    "all": "all of it",
    "some": "most of it",
    "near": "near in meaning",
}
NARROW = 72  # below: everything in one column
WIDE = 120  # from here: theme and codes have columns of their own


def render_table(
    hits: Iterable[Hit], *, width: int, color: bool, shape: OutputShape = PLAIN
) -> Iterator[str]:
    """Quotation over its id, speaker over role, case, document; more where there is room."""
    records = (hit.record for hit in hits)
    if not shape.group_by:
        yield from _table_of(list(records), width, color)
        return
    for number, (title, group) in enumerate(groupby(records, shape.heading)):
        found = list(group)
        yield ("\n" if number else "") + f"{cell(title)} ({len(found)})\n"
        yield from _table_of(found, width, color)


def _table_of(records: list[Record], width: int, color: bool) -> Iterator[str]:
    is_authors = bool(records) and all(record["kind"] == "passage" for record in records)
    columns = [
        column
        for column in _columns(width, is_authors)
        if any(column.value(row) for row in records)
    ]
    table = new_table()
    _add(table, Column("text", "Passage" if is_authors else "Quotation", speaker))
    beside_width = width // (7 if width >= WIDE else 5)  # the words keep half of it or more
    for column in columns:
        _add(table, column, max_width=beside_width)
    grade = None
    is_graded = any(record.get("match", "all") != "all" for record in records)
    for record in records:
        if is_graded and record["match"] != grade:
            grade = record["match"]
            table.add_row(_rule(OVER[grade]), *([""] * len(columns)))
        beside = [_speaker(record) if c.key == "speaker" else _plain(c, record) for c in columns]
        under = [] if width >= NARROW else [cell(located_citation(record)), speaker(record)]
        words = _stacked(cell(record["text"]), [*under, *_why(record), record["id"]])
        table.add_row(_in_context(words, record), *beside)
    return drawn(table, width, color)


def _rule(title: str) -> RenderableType:
    """A dim line over the hits of a grade."""
    from rich.rule import Rule

    return Rule(title, characters="─", style="dim", align="left")


def _why(record: Record) -> list[str]:
    """The mark of a hit's grade, and its reasons."""
    if "match" not in record:
        return []
    return [f"{MARKS[record['match']]} {'; '.join(reasons(record))}".rstrip()]


def table_rows(
    rows: Iterable[Row], columns: tuple[Column, ...], *, width: int, color: bool
) -> Iterator[str]:
    """A listing; columns that are empty throughout are left out."""
    kept = list(rows)
    wanted = [column for column in columns if column.in_table]
    shown = [column for column in wanted if any(cell(column.value(row)) for row in kept)]
    cells = [[_cell(column, row) for column in shown] for row in kept]
    is_long = any(sum(map(len, line)) > width for line in cells)
    table = new_table(leading=int(is_long))
    for at, column in enumerate(shown):
        longest = max(len(line[at]) for line in cells)
        _add(table, column, is_folded=not column.is_name or longest > width // 3)
    for line in cells:
        table.add_row(*line)
    return drawn(table, width, color)


def _columns(width: int, is_authors: bool) -> list[Column]:
    """What stands beside the quotation; beside what authors say nobody speaks."""
    if width < NARROW:
        return []
    if is_authors:
        return [
            Column("theme", "Heading", lambda record: record["theme"]),
            Column("document", "Document", located_citation),
        ]
    columns = [
        Column("speaker", "Speaker", speaker),
        Column("case", "Case", lambda record: record["case"]),
        Column("document", "Document", located_citation),
    ]
    if width >= WIDE:
        columns.insert(2, Column("theme", "Theme", lambda record: record["theme"]))
        columns.append(Column("codes", "Codes", lambda record: record["codes"]))
    return columns


def new_table(leading: int = 1) -> Table:
    """A table without frames; `leading`: empty lines between rows."""
    from rich import box
    from rich.table import Table

    return Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, leading=leading, header_style="bold"
    )


def _add(
    table: Table, column: Column, *, max_width: int | None = None, is_folded: bool = True
) -> None:
    justify: Literal["left", "right"] = "right" if column.is_number else "left"
    table.add_column(
        column.title,
        overflow="fold",
        justify=justify,
        max_width=max_width,
        no_wrap=column.is_number or not is_folded,
    )


def _value(column: Column, row: Row) -> object:
    return column.value(row) if column.brief is None else column.brief(row)


def _plain(column: Column, row: Row) -> Text:
    from rich.text import Text

    return Text(cell(_value(column, row)))


def _cell(column: Column, row: Row) -> Text:
    under = column.under(row) if column.under else []
    return _stacked(cell(_value(column, row)), [cell(line) for line in under if line])


def _speaker(record: Row) -> Text:
    """The label as printed, else who it was, over the role that was read."""
    known = record["speaker_label"] or who(record) or record["organisation"]
    return _stacked(cell(known), [cell(record["role"])] if record["role"] else [])


def _stacked(top: str, under: list[str]) -> Text:
    from rich.text import Text

    text = Text(top)
    for line in under:
        text.append(f"\n{line}" if text else line, style="dim")
    return text


def _in_context(words: Text, record: Row) -> Text:
    """The paragraphs around, where they were asked for, above and below the words."""
    from rich.text import Text

    before, after = record.get("before") or [], record.get("after") or []
    if not before and not after:
        return words
    whole = Text()
    for text in before:
        whole.append(f"{cell(text)}\n\n", style="dim")
    whole.append_text(words)
    for text in after:
        whole.append(f"\n\n{cell(text)}", style="dim")
    return whole


def drawn(table: RenderableType, width: int, color: bool) -> Iterator[str]:
    """What is to be shown, line by line."""
    with (console := console_of(width, color)).capture() as capture:
        console.print(table)
    for line in capture.get().splitlines():
        yield line.rstrip() + "\n"


def console_of(width: int, color: bool) -> Console:
    """A console that draws into a string: no markup, no emoji, no guessing."""
    import io

    from rich.console import Console

    return Console(
        file=io.StringIO(),
        width=width,
        force_terminal=color,
        no_color=not color,
        color_system="standard" if color else None,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
    )
