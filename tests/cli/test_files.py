"""Listings as workbooks, quotations as a Word document, and `-o FILE` for every listing."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from calling import Ccg
from docx import Document

from ccg_corpus.cli.commands import COMMANDS, command_function
from ccg_corpus.cli.parsing.declared import parameters


def sheet(path: Path) -> list[list[object]]:
    """The cells of a workbook's first sheet."""
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [list(row) for row in rows]


LISTINGS = [
    ("quotes",), ("search", "GPs"), ("documents",), ("cases",), ("roles",), ("themes",),
    ("participants",), ("codes",), ("memos",), ("decisions",), ("log",), ("coders",), ("habits", "seats"),
    ("conflicts",), ("saved",), ("status",), ("methods",), ("voices",),
    ("quotes", "--count-by", "role"), ("quotes", "--count-by", "role,case"),
    ("quotes", "--count-by", "role,case,theme"), ("quotes", "--fields", "id,page,text"),
    ("search", "--in", "all", "time"), ("history", "{id}"), ("like", "{id}"),
]  # fmt: skip


@pytest.mark.parametrize("words", LISTINGS, ids=" ".join)
def test_every_listing_is_a_workbook(
    ask: Ccg, ids: list[str], tmp_path: Path, words: tuple[str, ...]
) -> None:
    """The cells say what the csv says, a filter over each column, the head in view."""
    ask("memo", ids[0], "=1+1 of a memo")
    ask("confirm", ids[1])
    words = tuple(word.replace("{id}", ids[0]) for word in words)
    target = tmp_path / "out.xlsx"
    made = ask(*words, "-o", str(target))
    printed = ask(*words, "-f", "csv")
    assert made.code == printed.code
    assert made.out == ""
    book = openpyxl.load_workbook(target)
    page = book.worksheets[0]
    assert page.freeze_panes == "B2" and page.auto_filter.ref
    expected = list(csv.reader(io.StringIO(printed.out)))
    found = sheet(target)
    assert [str(one) for one in found[0]] == expected[0]
    assert len(found) == len(expected)
    for mine, theirs in zip(found[1:], expected[1:], strict=True):
        for value, text in zip(mine, theirs, strict=True):
            text = text.removeprefix("'")
            if isinstance(value, float):
                assert float(text) == pytest.approx(value, abs=0.006)
            elif isinstance(value, bool):
                assert text == ("yes" if value else "no")
            else:
                assert " ".join(str("" if value is None else value).split()) == " ".join(
                    text.split()
                )


def test_every_command_with_rows_can_write_a_file() -> None:
    """A listing that is added later has `-o` and xlsx too."""
    for name in COMMANDS:
        own = parameters(command_function(name))
        metavar = own["format"].declared.metavar or "" if "format" in own else ""
        if "tsv" in metavar.split("|") and "csv" in metavar.split("|"):
            assert "xlsx" in metavar.split("|"), name
            assert "output" in own, name


def test_cells_have_types_and_links(ask: Ccg, project: Path, tmp_path: Path) -> None:
    """Years are numbers; a file's name leads to the file, as seen from the workbook."""
    folder = project / "tables"
    folder.mkdir()
    ask("quotes", "-o", str(folder / "q.xlsx"))
    page = openpyxl.load_workbook(folder / "q.xlsx").active
    at = {cell.value: cell.column for cell in page[1]}
    row = page[2]
    assert row[at["year"] - 1].value == 2021 and row[at["year"] - 1].data_type == "n"
    assert row[at["confidence"] - 1].data_type == "n"
    source = row[at["source"] - 1]
    target = source.hyperlink.target.replace("\\", "/")
    assert (folder / target).resolve() == (project / source.value).resolve()
    assert (folder / target).is_file()


def test_the_same_listing_is_the_same_bytes(ask: Ccg, tmp_path: Path) -> None:
    """Twice the same file, whatever the clock says."""
    for ending in ("xlsx", "docx"):
        one, two = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
        ask("quotes", "-o", str(one))
        ask("quotes", "-o", str(two))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize("ending", ["csv", "md", "json", "jsonl", "tsv"])
def test_a_text_goes_into_a_file_as_into_a_pipe(ask: Ccg, tmp_path: Path, ending: str) -> None:
    """The file's name says the format; the bytes are a pipe's."""
    target = tmp_path / f"themes.{ending}"
    made = ask("themes", "-o", str(target))
    assert made.out == "" and f"wrote {target}" in made.err
    assert target.read_text() == ask("themes", "-f", ending).out


def test_a_file_whose_name_says_nothing_is_refused(ask: Ccg, tmp_path: Path) -> None:
    """One line, and nothing is written; --format says what it is."""
    target = tmp_path / "quotes.pages"
    made = ask("quotes", "-o", str(target))
    assert made.code == 2 and "add --format" in made.err and not target.exists()
    assert ask("quotes", "-f", "csv", "-o", str(target)).code == 0
    assert target.read_text().startswith("id,text")


def test_what_fails_leaves_the_old_file(ask: Ccg, tmp_path: Path) -> None:
    """A question that can't be meant does not take away what was there."""
    target = tmp_path / "quotes.csv"
    target.write_text("before")
    assert ask("quotes", "--role", "gp", "--fields", "nothing", "-o", str(target)).code == 2
    assert target.read_text() == "before"


def test_nothing_found_is_a_head_alone(ask: Ccg, tmp_path: Path) -> None:
    """An answer of before is not left standing as the answer to this."""
    target = tmp_path / "none.xlsx"
    assert ask("quotes", "--where", "sex=female", "zebra", "-o", str(target)).code in (1, 2)
    assert ask("quotes", "zebra", "-o", str(target)).code == 1
    assert sheet(target)[0][:2] == ["id", "text"] and len(sheet(target)) == 1


def test_a_workbook_does_not_go_onto_a_screen(on_terminal: Ccg) -> None:
    """A person is told where to send it."""
    shown = on_terminal("roles", "-f", "xlsx")
    assert shown.code == 2 and "is a file: add -o roles.xlsx" in shown.out
    shown = on_terminal("matrix", "--rows", "role", "--columns", "case", "-f", "xlsx")
    assert shown.code == 2 and "is a file: add -o" in shown.out


def test_a_pipe_gets_the_bytes(ingested: Path) -> None:
    """As `ccg roles -f xlsx > roles.xlsx` has it."""
    import subprocess

    from calling import command, environment

    for words in (["roles"], ["quotes"], ["matrix", "--rows", "role", "--columns", "case"]):
        done = subprocess.run(
            [*command(*words), "-f", "xlsx"],
            cwd=ingested,
            env=environment(None),
            capture_output=True,
            timeout=60,
        )
        assert zipfile.ZipFile(io.BytesIO(done.stdout)).testzip() is None, done.stderr


def test_an_appendix_has_each_quotation_with_its_source(ask: Ccg, tmp_path: Path) -> None:
    """Words, speaker, citation, id; headings by group; a bookmark over the words; references."""
    target = tmp_path / "appendix.docx"
    assert ask("quotes", "--group-by", "document,theme", "-o", str(target)).code == 0
    document = Document(str(target))
    texts = [one.text for one in document.paragraphs]
    styles = [one.style.name for one in document.paragraphs]
    listed = ask("quotes", "-f", "tsv").lines
    assert styles.count("Quotation") == len(listed)
    for line in listed:
        id, text = line.split("\t")[0], line.split("\t")[4]
        at = texts.index(f"“{text}”")
        assert texts[at + 1].endswith(f"[{id}]") and styles[at + 1] == "Quotation source"
        assert document.paragraphs[at + 1].runs[-1].style.name == "Quotation id"
    assert "Losing heart" in [
        text for text, style in zip(texts, styles, strict=True) if style == "Heading 2"
    ]
    assert "References" in texts
    xml = document.element.xml
    names = [one.split('"')[0] for one in xml.split('w:name="ccg_')[1:]]
    assert len(names) == len(set(names)) == len(listed)
    assert all(len(name) + 4 <= 40 for name in names)


def test_under_each_code_a_bookmark_is_there_once(ask: Ccg, ids: list[str], tmp_path: Path) -> None:
    """Word knows each name once: a quotation under two codes has it where it stands first."""
    ask("codes", "add", "Morale")
    ask("code", ids[0], "morale")
    ask("code", ids[0], "evenings")
    target = tmp_path / "codes.docx"
    ask("quotes", "--group-by", "code", "-o", str(target))
    xml = Document(str(target)).element.xml
    names = [one.split('"')[0] for one in xml.split('w:name="ccg_')[1:]]
    assert len(names) == len(set(names)) == len(ids)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("quotes", "--count-by", "role", "-f", "docx"), "tables go into xlsx"),
        (("quotes", "--fields", "id,text", "-f", "docx"), "tables go into xlsx"),
        (("quotes", "--count", "-f", "xlsx"), "--count prints a number"),
    ],
)
def test_what_a_file_cannot_be_is_said(ask: Ccg, words: tuple[str, ...], why: str) -> None:
    """In one line, before anything is looked for."""
    refused = ask(*words)
    assert refused.code == 2 and why in refused.err


def test_a_workbook_saved_as_csv_is_read_back_by_decide(
    ask: Ccg, project: Path, tmp_path: Path
) -> None:
    """A spreadsheet program saves what it shows: nothing of that is a change."""
    target = tmp_path / "q.xlsx"
    ask("quotes", "-o", str(target))
    rows = sheet(target)
    at = rows[0].index("role")
    rows[1][at] = "practice manager"
    saved = project / "saved.csv"
    with saved.open("w", newline="") as out:
        csv.writer(out).writerows([["" if v is None else v for v in row] for row in rows])
    before = len(ask("decisions").lines)
    done = ask("decide", str(saved))
    assert done.code == 0, done.err
    assert len(ask("decisions").lines) == before + 1


@pytest.mark.parametrize(
    "words", [one for one in LISTINGS if "{id}" not in one], ids=" ".join
)  # fmt: skip
def test_every_listing_is_a_parquet_file(ask: Ccg, tmp_path: Path, words: tuple[str, ...]) -> None:
    """As many rows as a pipe gets lines; in columns of one type each, under names of their own."""
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "out.parquet"
    made = ask(*words, "-o", str(target))
    printed = ask(*words, "-f", "tsv")
    assert made.code == printed.code
    table = parquet.read_table(target)
    assert table.num_rows == len(printed.lines)
    assert len(set(table.column_names)) == table.num_columns


def test_parquet_columns_have_types(ask: Ccg, tmp_path: Path) -> None:
    """Years are whole numbers, codes are lists, words are words."""
    parquet = pytest.importorskip("pyarrow.parquet")
    target = tmp_path / "q.parquet"
    ask("quotes", "-o", str(target))
    types = {field.name: str(field.type) for field in parquet.read_schema(target)}
    assert types["year"] == "int64" and types["confidence"] == "double"
    assert types["codes"].startswith("list") and types["text"] == "string"
