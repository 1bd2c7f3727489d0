"""A sheet that came back → what its rows want changed, and what of it can't be meant.

Comes in: rows, and the cells of each quotation as they would be written out now. Goes out: one
`Wanted` a row that wants anything. Nothing is decided here: whether a role is one, or words are the
document's, whoever decides finds out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ccg_corpus.render.columns import SHEET
from ccg_corpus.review.table import SheetLine, SheetTable
from ccg_corpus.text.sheet_cells import (
    CHANGEABLE,
    CHECK,
    ELSEWHERE,
    different,
    is_mangled,
    is_untouched,
    names_in,
    plain,
)

Cells = Mapping[str, str]
SET_FIELDS = ("kind", "role", "participant", "case", "theme")
# What a reviewer writes into; empty as it is written out.
WRITTEN = ("memo", "reject", "why")
STATUSES = {
    "rejected": "reject", "reject": "reject", "confirmed": "confirm", "confirm": "confirm",
}  # fmt: skip
_NO = frozenset({"", "n", "no", "0", "false", "-"})


@dataclass(slots=True)
class Wanted:
    """What a row wants of a quotation. `refused`: a line for each cell that can't be meant."""

    line: int
    id: str
    fields: dict[str, str | None] = field(default_factory=dict)
    text: str | None = None
    coded: list[str] = field(default_factory=list)
    uncoded: list[str] = field(default_factory=list)
    memo: str | None = None
    status: str | None = None  # reject, confirm
    why: str | None = None
    refused: list[str] = field(default_factory=list)

    @property
    def is_anything(self) -> bool:
        return bool(
            self.fields or self.text or self.coded or self.uncoded or self.memo or self.status
        )


def wanted_by(
    table: SheetTable,
    current: Callable[[str], Cells | None],
    named: Callable[[str], str] = str,
) -> Iterator[Wanted]:
    """What each row wants, row by row; rows that want nothing are left out. `named`: the slug of a
    code by any of its names."""
    seen: dict[str, SheetLine] = {}
    for line in table.lines:
        id = plain(line.cells.get("id", ""))
        one = Wanted(line.number, id)
        first = seen.setdefault(id, line)
        now = current(id) if id else None
        if now is None:
            one.refused.append("no id" if not id else f"no quotation '{id}'")
        elif first is not line:
            if any(
                plain(first.cells.get(name, "")) != plain(cell) for name, cell in line.cells.items()
            ):
                one.refused.append(
                    f"'{id}' stands on line {first.number} too; only that one counts"
                )
        else:
            _read(line.cells, now, one, named)
        if one.is_anything or one.refused:
            yield one


def own_columns(table: SheetTable) -> list[str]:
    """Columns in which the reviewer has written, and that no sheet has."""
    known = {"reject", *(column.key for column in SHEET)}
    return [
        name
        for name in table.columns
        if name not in known and any(plain(line.cells.get(name, "")) for line in table.lines)
    ]


def _read(cells: Cells, now: Cells, one: Wanted, named: Callable[[str], str]) -> None:
    check = plain(cells.get(CHECK, ""))
    changed = {
        name for name in CHANGEABLE if name in cells and _is_changed(name, cells, now, check)
    }
    for name in SET_FIELDS:
        if name in changed:
            _set(name, cells[name], now, one)
    if "text" in changed:
        _text(cells["text"], one)
    _codes(cells, now, changed, one, named)
    if "status" in changed:
        _status(plain(cells["status"]), one)
    if plain(cells.get("reject", "")).lower() not in _NO:
        one.status = "reject"
        _why(plain(cells["reject"]), one)
    if memo := cells.get("memo", "").strip():
        one.memo = plain(memo) if "\n" not in memo else memo
    one.why = plain(cells.get("why", "")) or one.why
    one.refused += _elsewhere(cells, now, check)


def _is_changed(name: str, cells: Cells, now: Cells, check: str) -> bool:
    """Whether a person changed a cell, and the corpus does not say so already."""
    if plain(cells[name]) == plain(now.get(name, "")):
        return False
    return not is_untouched(name, cells[name], check)


def _set(name: str, cell: str, now: Cells, one: Wanted) -> None:
    value, was = plain(cell), plain(now.get(name, ""))
    if is_mangled(value, was):
        one.refused.append(
            f"{name} '{value}' is what a spreadsheet makes of '{was}'; left as it was"
        )
    else:
        one.fields[name] = None if value.lower() in ("", "none") else value


def _text(cell: str, one: Wanted) -> None:
    text = plain(cell)
    if text:
        one.text = text
    else:
        one.refused.append("the text is empty; to reject it write rejected under status")


def _codes(
    cells: Cells, now: Cells, changed: set[str], one: Wanted, named: Callable[[str], str]
) -> None:
    """Codes added and taken away. A proposal is accepted where it goes from `proposed` alone."""
    have, offered = names_in(now.get("codes", "")), names_in(now.get("proposed", ""))
    if "codes" in changed:
        one.coded, gone = different(have, tuple(map(named, names_in(cells["codes"]))))
        if gone and not _is_as_written("codes", cells, now):
            # which of them stood in the sheet when it was written nobody can tell
            shown = ", ".join(gone)
            one.refused.append(
                f"codes have come since the sheet was written: {shown} not taken away"
            )
        else:
            one.uncoded = gone
    if "proposed" in changed:
        added, gone = different(offered, tuple(map(named, names_in(cells["proposed"]))))
        if _is_as_written("proposed", cells, now):
            one.coded += [code for code in gone if code not in one.uncoded]
        one.refused += [
            f"'{code}' can't be proposed by hand; write it under codes" for code in added
        ]


def _is_as_written(name: str, cells: Cells, now: Cells) -> bool:
    """Whether the corpus still says what it said when the sheet was written."""
    return is_untouched(name, now.get(name, ""), plain(cells.get(CHECK, ""))) is not False


def _status(cell: str, one: Wanted) -> None:
    word, _, why = cell.partition(":")
    if word.strip().lower() in STATUSES:
        one.status = STATUSES[word.strip().lower()]
        _why(why.strip(), one)
    else:
        one.refused.append(f"status '{cell}' can't be given; rejected and confirmed can")


def _why(text: str, one: Wanted) -> None:
    """A reason written where a cross would do."""
    if len(text) > 3 and text.lower() not in ("true", *STATUSES):
        one.why = text


def _elsewhere(cells: Cells, now: Cells, check: str) -> Iterable[str]:
    """A line for what was changed and is not changed here."""
    for name, instead in ELSEWHERE.items():
        if name not in cells or name not in now or not _is_changed(name, cells, now, check):
            continue
        if is_mangled(cells[name], now[name]) or (name == "site" and _is_moved(cells, now, check)):
            continue
        yield f"{name} is not changed here; {instead}"


def _is_moved(cells: Cells, now: Cells, check: str) -> bool:
    """Whether the case is another since the sheet was written: its site goes with it."""
    if "case" not in cells:
        return False
    is_same = plain(cells["case"]) == plain(now.get("case", ""))
    return not is_same or is_untouched("case", cells["case"], check) is False
