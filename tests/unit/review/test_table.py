"""Sheets as spreadsheets save them: every dialect gives the same cells."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import QueryError
from ccg_corpus.review.table import read_table

ROWS = [
    ["role", "id", "text"],
    ["nurse; ward", "gates:1", 'she said "no, never"\nand shut it'],
    ["", "gates:2", "’twas a café"],
]


def written(delimiter: str, *, end: str = "\r\n", rows: list[list[str]] = ROWS) -> str:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if set(text) & set(',;\t|"\n') else text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_dialect_gives_the_same_cells(delimiter: str, encoding: str, end: str) -> None:
    """Delimiters, encodings, marks and ends of lines."""
    table = read_table(written(delimiter, end=end).encode(encoding))
    assert table.columns == ("role", "id", "text")
    assert [dict(line.cells) for line in table.lines] == [
        dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]
    ]


def test_lines_are_those_of_the_file() -> None:
    """A cell with a line end in it moves the rows behind it; blank rows count and are no rows."""
    rows = [ROWS[0], ROWS[1], ["", "", ""], ROWS[2]]
    assert [line.number for line in read_table(written(",", rows=rows).encode()).lines] == [2, 5]


def test_excels_own_first_line() -> None:
    """`sep=;` names the delimiter and is no header."""
    table = read_table(("sep=;\r\n" + written(";")).encode())
    assert [line.number for line in table.lines] == [3, 5]


def test_columns_in_any_order_with_any_capitals() -> None:
    """A column is known by its name; one that has none, or a name that stands twice, is said."""
    table = read_table(b"Text , ,ID,Speaker Label,text\nwords,x,a:1,Nurse,other\n")
    assert table.lines[0].cells == {"text": "words", "id": "a:1", "speaker_label": "Nurse"}
    assert table.twice == ("text",)


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "no column 'id'"), (b"a,b\n1,2\n", "no column 'id'"), (b"PK\x03\x04xx", "a workbook")],
)
def test_what_is_no_sheet_says_so(data: bytes, said: str) -> None:
    with pytest.raises(QueryError, match=said):
        read_table(data)
