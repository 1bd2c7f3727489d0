"""Whatever a paper or a reviewer writes is text in a workbook and in a document, and all of it is there."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from docx import Document
from openpyxl.utils.escape import unescape

from ccg_corpus.core.errors import CcgError
from ccg_corpus.core.hit import Hit
from ccg_corpus.render import hits_file
from ccg_corpus.render.columns import attribute_columns, field
from ccg_corpus.render.formats import xlsx
from ccg_corpus.render.formats.docx import bookmark
from ccg_corpus.render.formats.xlsx import xlsx_rows
from ccg_corpus.render.shape import OutputShape

HOSTILE = [
    "=1+1", "=HYPERLINK(\"http://invented.example\")", "@SUM(A1)", "+44 invented", "-1 patient",
    "{=1+1}", "'quoted", "http://invented.example/x", "mailto:invented@invented.example",
    "internal:Sheet2!A1", "007", "1e5", "12", "TRUE", "2019-01-02", "_x0041_ stays", "a\tb\nc",
    "\u202eturned", "\U0001d49c and \U0001f600", "e\u0301", "שלום", "<b>&amp;</b>", "]]>", "\ufeffmark",
]  # fmt: skip
UNFIT = ["nul\x00nul", "bell\x07", "\x1b[31mred", "half \ud83d pair", "\ufffe none", "\x85next"]


def book_of(rows: list[dict[str, Any]], *keys: str, **more: Any) -> Any:
    made = xlsx_rows(rows, tuple(field(key, key) for key in keys), name="rows", **more)
    return openpyxl.load_workbook(BytesIO(made.data)), made


@pytest.mark.parametrize("text", HOSTILE)
def test_text_stays_text(text: str) -> None:
    """Nothing is calculated, nothing becomes a link or a number, no sign is lost."""
    book, _ = book_of([{"id": "a", "text": text}], "id", "text")
    cell = book.active["B2"]
    assert unescape(cell.value) == text  # as a spreadsheet program reads "_x005F_"
    assert cell.data_type == "s" and cell.hyperlink is None


@pytest.mark.parametrize("text", UNFIT)
def test_what_no_workbook_holds_is_shown_as_such(text: str) -> None:
    """The file opens, and the place is marked."""
    book, _ = book_of([{"id": "a", "text": text}], "id", "text")
    assert "\N{REPLACEMENT CHARACTER}" in book.active["B2"].value


def test_no_formula_is_in_the_file() -> None:
    """Not even where a program would repair it to one."""
    made = xlsx_rows(
        [{"id": text} for text in (*HOSTILE, *UNFIT)], (field("id", "id"),), name="rows"
    )
    with zipfile.ZipFile(BytesIO(made.data)) as package:
        page = package.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page and "<f " not in page and "<hyperlink" not in page


def test_values_have_their_types() -> None:
    """A number, a yes or no, nothing; what a spreadsheet would change stays text."""
    row = {"n": 2019, "f": 0.875, "yes": True, "no": False, "none": None, "list": ["a", "b"],
           "big": 10**17, "nan": float("nan"), "inf": float("inf"), "empty": "", "zero": 0}  # fmt: skip
    book, _ = book_of([row], *row)
    found = dict(zip(row, (cell.value for cell in book.active[2]), strict=True))
    assert found["n"] == 2019 and found["f"] == 0.875 and found["zero"] == 0
    assert found["yes"] is True and found["no"] is False
    assert found["none"] is None and found["empty"] is None
    assert found["list"] == "a; b" and found["big"] == "1" + "0" * 17
    assert isinstance(found["nan"], str) and isinstance(found["inf"], str)


def test_an_attribute_is_a_number_where_it_is_written_as_one() -> None:
    """51 is; 007, 60-69, 1e5 and a number of twenty digits are text as before."""
    values = ["51", "-3", "2.5", "007", "60-69", "1e5", "9" * 20, "-0", "1.50000000001", "0"]
    rows = [{"attributes": {"age": value}} for value in values]
    made = xlsx_rows(rows, attribute_columns(rows), name="rows")
    page = openpyxl.load_workbook(BytesIO(made.data)).active
    found = [cell.value for cell in page["A"][1:]]
    assert found == [51, -3, 2.5, "007", "60-69", "1e5", "9" * 20, "-0", "1.50000000001", 0]


@pytest.mark.parametrize("sign", ["x", "\U0001f600", "é"])
@pytest.mark.parametrize("length", [16_383, 32_766, 32_767, 32_768, 70_000])
def test_a_long_text_is_whole_somewhere(sign: str, length: int) -> None:
    """What is longer than a cell stands in pieces on a second sheet, and both say so."""
    text = sign * length
    book, made = book_of([{"id": "a:1", "text": text}], "id", "text")
    cell = book.worksheets[0]["B2"].value
    assert len(cell) + sum(one > "\uffff" for one in cell) <= 32_767
    if cell == text:
        assert len(book.worksheets) == 1 and not made.notes
        return
    assert "the rest stands on the sheet 'Long texts'" in cell and "32,767" in made.notes[0]
    rows = list(book["Long texts"].iter_rows(min_row=2, values_only=True))
    assert "".join(str(row[3]) for row in rows) == text
    assert {row[:2] for row in rows} == {("a:1", "text")}
    assert all(len(str(row[3])) * 2 <= 32_767 for row in rows)


def test_links_beyond_what_excel_opens_are_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """The names are all there; how many lead nowhere is said."""
    monkeypatch.setattr(xlsx, "MOST_LINKS", 3)
    rows = [{"id": n, "source": f"file{n}.txt"} for n in range(5)]
    book, made = book_of(rows, "id", "source", link=lambda key, text: f"external:{text}")
    column = book.active["B"][1:]
    assert [cell.value for cell in column] == [f"file{n}.txt" for n in range(5)]
    assert sum(cell.hyperlink is not None for cell in column) == 3
    assert made.notes == ("2 cells more than the 3 that can be links are text",)


def test_a_link_too_long_is_text() -> None:
    """A name of thousands of letters stays a name."""
    book, _ = book_of(
        [{"doi": "x" * 3000}], "doi", link=lambda key, text: f"https://i.example/{text}"
    )
    assert book.active["A2"].hyperlink is None and book.active["A2"].value == "x" * 3000


def test_more_than_a_sheet_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out in silence."""
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    book_of([{"id": n} for n in range(3)], "id")
    with pytest.raises(CcgError, match="xlsx holds no more"):
        book_of([{"id": n} for n in range(4)], "id")


def record(id: str, text: str, **more: Any) -> Hit:
    document = {"id": "invented", "title": "=Title\x00", "authors": ["Amble J"], "year": 2020,
                "doi": None, "type": "article", "source": "invented.txt"}  # fmt: skip
    base = dict.fromkeys(
        ("speaker_label", "role", "participant", "name", "organisation", "case", "page", "theme")
    )
    return Hit(
        {"id": id, "text": text, "kind": "participant", "document": document, **base, **more}, 1.0
    )


def test_a_document_takes_any_text() -> None:
    """Each quotation stands in it as text, on one line, and the file opens."""
    texts = [*HOSTILE, *UNFIT]
    hits = [
        record(f"invented:{n:08x}", text, speaker_label=text, theme=text)
        for n, text in enumerate(texts)
    ]
    shape = OutputShape(group_by=("theme",))
    made = hits_file(hits, "docx", shape=shape, name="quotes", link=None)
    document = Document(BytesIO(made.data))
    words = [one.text for one in document.paragraphs if one.style.name == "Quotation"]
    assert len(words) == len(texts)
    for mine, text in zip(words, HOSTILE, strict=False):
        assert mine == f"“{' '.join(text.split())}”"


def test_bookmarks_are_names_that_word_takes() -> None:
    """Letters, digits, forty of them, and two for two ids whatever they are made of."""
    ids = [
        "smith-2019:1a2b3c4d",
        "smith-2019:1a2b3c4d,2",
        "jones-2019:1a2b3c4d",
        "é" * 90 + ":0",
        "x",
    ]
    names = [bookmark(id) for id in ids]
    assert len(set(names)) == len(ids)
    assert all(
        name.isascii() and name.replace("_", "").isalnum() and len(name) <= 40 for name in names
    )
