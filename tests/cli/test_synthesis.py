"""`ccg matrix`, `ccg compare`, `ccg voices`: what they print and write, and what hostile text does there."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pytest
from calling import Ccg, Outcome, command, environment, write_project

from ccg_corpus.core.errors import CcgError
from ccg_corpus.render.matrices import matrix_file
from ccg_corpus.render.matrices.grid import Grid, GridCell, GridLine

HOSTILE = (
    "=HYPERLINK(1)",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    "a|b`c*d[e](f)",
    "</td></table>&amp;",
    "{=1+1} \u202egnp.exe",
    "_x0041_ [bold]b[/bold]",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which attributes, a heading and the words of a quotation would like to act."""
    root = tmp_path_factory.mktemp("hostile")
    write_project(root)
    turns = "\n\n".join(
        f"\u201c=1+1 is what {text} I said to the board of the mill every single year.\u201d (P{n}, nurse)"
        for n, text in enumerate(HOSTILE)
    )
    text = f"Invented example.\n\n# Findings\n\n## <b>=cmd|calc</b> | _heading_\n\n{turns}\n"
    (root / "corpus" / "acts.md").write_text(text, encoding="utf-8")
    with (root / "participants.csv").open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(["document", "participant", "mood"])
        sheet.writerows([["acts", f"P{n}", text] for n, text in enumerate(HOSTILE)])
    subprocess.run(command("ingest", "-q"), cwd=root, env=environment(), check=False)
    return root


MATRIX = ("matrix", "--rows", "mood", "--columns", "theme", "--cells", "quotations", "--quiet")


def moods(inside: Ccg, root: Path) -> int:
    return sum(1 for _ in inside("quotes", "--where", "mood=*", "-q", cwd=root).lines)


def test_the_hostile_project_has_its_quotations(inside: Ccg, hostile: Path) -> None:
    """Else the tests below would see nothing."""
    assert moods(inside, hostile) == len(HOSTILE)


def test_no_cell_of_a_csv_is_a_formula(inside: Ccg, hostile: Path) -> None:
    for cells in ("count", "quotations", "ids"):
        out = inside(*MATRIX[:6], cells, "-f", "csv", cwd=hostile).out
        for row in csv.reader(io.StringIO(out)):
            assert not [cell for cell in row if re.match(r"[=+@\t\r-]", cell)]
    assert "'=HYPERLINK(1)" in out


def test_a_workbook_holds_text_and_numbers(inside: Ccg, hostile: Path, tmp_path: Path) -> None:
    """No formula, no link; the words are those of the records, however they look."""
    from openpyxl import load_workbook

    path = tmp_path / "m.xlsx"
    assert inside(*MATRIX, "-o", str(path), cwd=hostile).code == 0
    book = load_workbook(path)
    assert book.sheetnames == ["Matrix", "Quotations", "About"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    rows = {row[0].value for row in book["Matrix"]}
    assert {
        "=HYPERLINK(1)",
        "<script>alert(1)</script>",
        "@SUM(A1)",
        "_x0041_ [bold]b[/bold]",
    } <= rows
    said = [row[2].value for row in book["Quotations"]][1:]
    assert len(said) == inside_count(inside, hostile) and any(t.startswith("=1+1") for t in said)
    with ZipFile(path) as package:
        assert not [name for name in package.namelist() if "external" in name.lower()]
    again = tmp_path / "again.xlsx"
    inside(*MATRIX, "-o", str(again), cwd=hostile)
    assert again.read_bytes() == path.read_bytes()


def inside_count(inside: Ccg, root: Path) -> int:
    return int(inside("quotes", "--count", "-q", cwd=root).out)


def test_a_document_holds_text(inside: Ccg, hostile: Path, tmp_path: Path) -> None:
    """The table has the matrix, its head on every page; no field, no link."""
    from docx import Document

    path = tmp_path / "m.docx"
    assert inside(*MATRIX, "-o", str(path), cwd=hostile).code == 0
    (table,) = Document(str(path)).tables
    first = [row.cells[0].text for row in table.rows]
    assert "<script>alert(1)</script>" in first and "=HYPERLINK(1)" in first and first[-1] == "all"
    assert int(table.rows[-1].cells[-1].text) == inside_count(inside, hostile)
    with ZipFile(path) as package:
        xml = package.read("word/document.xml").decode()
    assert "w:tblHeader" in xml and "instrText" not in xml and "w:hyperlink" not in xml


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_a_page_runs_and_loads_nothing(inside: Ccg, hostile: Path) -> None:
    """Text is escaped, and the page's own policy forbids the rest."""
    page = _Tags()
    out = inside(*MATRIX, "-f", "html", cwd=hostile).out
    page.feed(out)
    assert page.tags.isdisjoint({"script", "img", "a", "link", "iframe", "form", "object", "b"})
    assert not {
        name for name in page.attributes if name.startswith("on") or name in ("src", "href")
    }
    assert "default-src 'none'" in out
    shown = " ".join(page.text)
    assert all(text.split()[0] in shown for text in HOSTILE)


def test_markdown_keeps_its_table(inside: Ccg, hostile: Path) -> None:
    """Every line has as many cells as the head, whatever stands in them."""
    lines = inside(*MATRIX, "-f", "md", cwd=hostile).lines
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    assert len(widths) == 1 and not re.search(r"(?<!\\)<script>", "".join(lines))


def test_lines_and_json(inside: Ccg, hostile: Path) -> None:
    """A line a quotation with row and column; one object with every record."""
    lines = inside(*MATRIX, "-f", "tsv", cwd=hostile).lines
    assert len(lines) == inside_count(inside, hostile)
    assert {line.count("\t") for line in lines} == {4}
    value = json.loads(inside(*MATRIX, "-f", "json", cwd=hostile).out)
    assert value["total"]["count"] == len(value["quotations"]) == len(lines)
    assert {row["key"] for row in value["rows"]} >= {HOSTILE[0], HOSTILE[2], None}
    placed = [id for cell in value["cells"] for id in cell["ids"]]
    assert sorted(placed) == sorted(record["id"] for record in value["quotations"])


def test_a_table_steers_no_terminal(on_terminal: Ccg, hostile: Path) -> None:
    """No turn of direction, no markup of ours in a cell."""
    screen = on_terminal(*MATRIX, cwd=hostile, width=200).out
    assert "\u202e" not in screen and "[bold]" in screen


# What they say


def rows_of(outcome: Outcome) -> list[list[str]]:
    return [line.split("\t") for line in outcome.lines]


def test_a_matrix_counts_each_quotation_once(inside: Ccg) -> None:
    """Rows of broad roles overlap; the last row and column do not."""
    value = json.loads(
        inside(
            "matrix", "--rows", "role", "--columns", "case", "--depth", "0", "-f", "json", "-q"
        ).out
    )
    assert value["total"]["count"] == int(inside("quotes", "--count", "-q").out)
    assert sum(row["total"]["count"] for row in value["rows"]) > value["total"]["count"]
    assert sum(one["total"]["count"] for one in value["columns"]) == value["total"]["count"]


def test_values_asked_for_are_lines_in_that_order(inside: Ccg) -> None:
    """Also one that nobody has, which is said where the corpus does not know it."""
    found = inside("matrix", "--rows", "case", "--columns", "role=nurse,gp,zookeeper", "-f", "csv")
    assert found.out.splitlines()[0] == "case \\ role,nurse,gp,zookeeper,all"
    assert "zookeeper" in found.err and "seats:D,1,1,,2" in found.out


def test_nothing_there_is_exit_1(inside: Ccg, on_terminal: Ccg) -> None:
    assert inside("matrix", "--role", "nurse", "--case", "E", "-q").code == 1
    assert inside("matrix", "--rows", "shoe", "-q").code == 2
    assert on_terminal("matrix", "-f", "xlsx", "-q").code == 2  # into a pipe it goes
    assert inside("matrix", "--chart", "-q").code == 2


def test_a_cell_is_shortened_only_where_asked_and_says_so(inside: Ccg) -> None:
    whole = inside("matrix", "--cells", "quotations", "-f", "tsv", "-q").out
    short = inside("matrix", "--cells", "quotations", "-f", "tsv", "--shorten", "4", "-q").out
    assert "more word" not in whole
    assert "I stopped going to […15 more words]" in short


def test_what_a_format_cannot_hold_is_refused() -> None:
    """Nothing is left out in silence: Word has no table of more than 63 columns."""
    none = GridCell()
    columns = tuple(GridLine(str(n), str(n)) for n in range(70))
    cells = (tuple(none for _ in columns),)
    grid = Grid("a", "count", columns, (GridLine("r", "r"),), cells, (none,), (none,) * 70, none)
    with pytest.raises(CcgError, match="72 columns: docx holds 63"):
        matrix_file(grid, "docx")
    assert matrix_file(grid, "xlsx")


def test_questions_are_logged_where_the_project_wants_it(inside: Ccg, project: Path) -> None:
    """Like those of `quotes` and `search`, with how many quotations there are."""
    with (project / "config.yaml").open("a", encoding="utf-8") as file:
        file.write("log: true\n")
    inside("matrix", "--role", "gp", "-q", cwd=project)
    inside("compare", "GPs and nurses on Tuesday", "-q", cwd=project)
    inside("voices", "-q", cwd=project)
    lines = (project / "queries.log.jsonl").read_text(encoding="utf-8").splitlines()
    logged = [json.loads(line) for line in lines]
    assert [(one["command"], one["strict"], one["hits"]) for one in logged] == [
        ("matrix", "role:gp", 2), ("compare", "words:Tuesday", 1), ("voices", "", 5),
    ]  # fmt: skip


def test_groups_in_plain_words(inside: Ccg) -> None:
    """The roles that a question names are the groups; what is left is the topic."""
    found = inside("compare", "how do GPs and nurses differ on Tuesday", "-f", "json", "-q")
    value = json.loads(found.out)
    assert (value["by"], value["total"]) == ("role", 1)
    assert [one["role"] for one in value["groups"]] == ["nurse"]
    assert value["silent"] == ["gp"] and value["ungrouped"] == 0
    versus = inside("compare", "GPs versus nurses on Tuesday", "-f", "json", "-q")
    assert json.loads(versus.out)["groups"] == value["groups"]


def test_groups_by_a_field(inside: Ccg) -> None:
    """Each with its best evidence, and what it has alone."""
    value = json.loads(inside("compare", "--by", "case", "-f", "json", "-q").out)
    groups = {one["case"]: one for one in value["groups"]}
    assert set(groups) == {"seats:D", "seats:E", "notes:Site 2"}
    assert groups["notes:Site 2"]["only_themes"] == ["What we heard"]
    assert value["shared_themes"] == []
    assert inside("compare", "Tuesday", "-q").code == 2


@pytest.mark.parametrize("match", ["all", "some", "near"])
def test_evidence_says_why_as_a_search_does(inside: Ccg, match: str) -> None:
    """Each record has its grade and the words it was found by; in print those below all that was asked."""
    asked = ("papers at night in the evening", "--match", match)
    wanted = {
        one["id"]: (one["match"], one["why"])
        for one in map(json.loads, inside("search", *asked, "-f", "jsonl", "-q").lines)
    }
    value = json.loads(inside("compare", *asked, "--by", "role", "-f", "json", "-q").out)
    found = {one["id"]: (one["match"], one["why"]) for one in value["quotations"]}
    assert found and found == {id: wanted[id] for id in found}
    lower = [grade for grade, _ in found.values() if grade != "all"]
    assert bool(lower) is (match == "near") or match == "some"
    printed = inside("compare", *asked, "--by", "role", "-f", "md", "-q").out
    for grade in set(lower):
        assert f"; {grade}" in printed


def test_codes_that_are_only_proposed_are_told_apart(ask: Ccg) -> None:
    """A term of the codebook proposes; only here, it says so until somebody takes the code."""
    shown = ("compare", "--by", "role", "-q")
    groups = json.loads(ask(*shown, "-f", "json").out)["groups"]
    (gp,) = [one for one in groups if one["role"] == "gp"]
    assert (gp["only_codes"], gp["proposed"]) == ([], {})  # a patient speaks of evenings, too
    groups = json.loads(ask(*shown, "--role", "gp", "--role", "nurse", "-f", "json").out)["groups"]
    (gp,) = [one for one in groups if one["role"] == "gp"]
    assert (gp["only_codes"], gp["proposed"]) == (["evenings"], {"evenings": 1})
    narrow = (*shown, "--role", "gp", "--role", "nurse", "-f", "md")
    assert "Evenings (1 proposed)" in ask(*narrow).out
    (proposed,) = ask("quotes", "--proposed", "--role", "gp", "-f", "id").lines
    assert ask("code", proposed, "evenings").code == 0
    assert "Evenings (1)" in ask(*narrow).out


def test_a_matrix_says_which_codes_are_only_proposed(ask: Ccg) -> None:
    """As long as nobody has taken or refused them; a matrix without codes says nothing of it."""
    waiting = ask("quotes", "--proposed", "-f", "id").lines
    said = f"{len(waiting)} quotations have codes that nobody has given yet"
    assert len(waiting) > 1
    assert said in ask("matrix", "--rows", "code", "--columns", "kind").err
    notes = json.loads(ask("matrix", "--rows", "code", "--columns", "kind", "-f", "json").out)[
        "notes"
    ]
    assert any(said in note for note in notes)
    assert "given yet" not in ask("matrix", "--rows", "theme", "--columns", "kind").err
    assert ask("code", *waiting, "evenings").code == 0
    assert "given yet" not in ask("matrix", "--rows", "code", "--columns", "kind").err


def test_voices_as_rows_and_as_bars(inside: Ccg, on_terminal: Ccg) -> None:
    """All quotations are somebody's or nobody's; eleven people took part, says the paper's number."""
    rows = json.loads(inside("voices", "-f", "json", "-q").out)
    assert sum(row["quotations"] for row in rows) == int(inside("quotes", "--count", "-q").out)
    by_document = {row["document"]: row for row in rows}
    assert by_document["seats"]["took_part"] == 11
    assert by_document["seats"]["untold"] == 4
    screen = on_terminal("voices", "--document", "seats").out
    assert "0 voices of 11 who took part" in screen and "We interviewed eleven people" in screen


def test_the_reviewer_says_how_many_took_part(inside: Ccg, project: Path) -> None:
    """documents.csv goes before what the paper says, and says it where the paper does not."""
    (project / "documents.csv").write_text(
        "document,participants\nnotes,7\nseats,12\n", encoding="utf-8"
    )
    rows = json.loads(inside("voices", "-f", "json", "-q", cwd=project).out)
    assert {row["document"]: row["took_part"] for row in rows} == {"notes": 7, "seats": 12}


def test_bars_fit_a_narrow_terminal(on_terminal: Ccg, hostile: Path) -> None:
    """No line is wider than the screen, whatever people are called."""
    screen = on_terminal("voices", "--document", "acts", "-q", cwd=hostile, width=50).out
    bars = [line for line in screen.splitlines() if "\N{FULL BLOCK}" in line]
    assert len(bars) == len(HOSTILE) and max(map(len, bars)) <= 50


# charting.csv


def chart(inside: Ccg, root: Path, *more: str) -> Outcome:
    return inside(
        "matrix", "--rows", "case", "--columns", "role", "--cells", "summary", *more, cwd=root
    )


def test_a_summary_is_marked_where_its_evidence_changed(inside: Ccg, project: Path) -> None:
    """Rows are added and never changed; a quotation rejected is said to be gone; an emptied check says
    that somebody has looked again."""
    assert "rows added" in chart(inside, project, "--chart").err
    path = project / "charting.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    row = next(one for one in rows if (one["row"], one["column"]) == ("seats:D", "gp"))
    row["summary"] = "=Given up on the meetings"
    row["mine"] = "kept"
    with path.open("w", encoding="utf-16", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], *({"mine"} - set(rows[0]))], delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    shown = chart(inside, project, "-f", "tsv")
    assert "=Given up on the meetings\t\t" in shown.out and "!" not in shown.err
    assert inside("reject", row["ids"], "--by", "ana", "-q", cwd=project).code == 0
    gone = chart(inside, project, "--all", "-f", "tsv")
    assert f"gone: {row['ids']}" in gone.out and "marked with !" in gone.err
    path.write_text(path.read_text("utf-16").replace(row["check"], ""), encoding="utf-8")
    again = chart(inside, project, "--all", "--chart", "-f", "tsv")
    assert "1 looked at again" in again.err
    assert "kept" in path.read_text(encoding="utf-8")


def test_a_summary_that_has_no_cell_any_more_is_told(inside: Ccg, project: Path) -> None:
    (project / "charting.csv").write_text(
        "row,column,summary\nseats:Z,gp,Invented example\n", encoding="utf-8"
    )
    assert "charting.csv:2: no quotation is in seats:Z" in chart(inside, project, "-f", "tsv").err


def test_a_chart_without_its_columns_is_refused_and_left_alone(inside: Ccg, project: Path) -> None:
    """Its first line lost or renamed: nothing is read from it and nothing is written."""
    path = project / "charting.csv"
    for text in (
        "Zeile;Spalte;foo\nseats,D,my words\n",
        "rows,row,columns,column,query,My words\nrole,gp,case,D,*,x\n",
    ):
        path.write_text(text, encoding="utf-8")
        for more in ((), ("--chart",)):
            done = chart(inside, project, *more)
            assert done.code == 2 and "charting.csv: has no column '" in done.err
        assert path.read_text(encoding="utf-8") == text


def test_values_that_the_corpus_has_not_are_an_error_as_elsewhere(inside: Ccg) -> None:
    done = inside("matrix", "--rows", "role=astronaut", "--columns", "case")
    assert done.code == 2 and "astronaut" in done.err
    one = inside("compare", "how do GPs and astronauts differ on papers")
    assert one.code == 2 and "only one group is known here, 'gp'" in one.err


def test_cells_of_participants_say_how_many_are_of_nobody(inside: Ccg) -> None:
    done = inside("matrix", "--rows", "role", "--columns", "case", "--cells", "participants")
    assert "are of nobody who is told apart" in done.err


def test_whoever_is_heard_under_another_version_is_not_silent(
    inside: Ccg, example_root: Path
) -> None:
    """A manuscript's quotations count under its article; its speakers are heard all the same."""
    manuscript = "harrowgate-2020-manuscript"
    listed = inside("quotes", "-d", manuscript, "--all-printings", "-f", "jsonl", cwd=example_root)
    roles = {json.loads(line)["role"] for line in listed.lines} - {None}
    found = json.loads(inside("voices", "-f", "json", cwd=example_root).out)
    (row,) = [one for one in found if one["document"] == manuscript]
    assert len(roles) > 3 and not roles & set(row["silent_roles"])


def test_what_stands_under_two_broader_ones_is_told_apart_for_programs(
    inside: Ccg, example_root: Path
) -> None:
    """No two lines of a pipe are the same row and column: nobody adds one up twice unseen."""
    asked = ("matrix", "--rows", "role", "--columns", "year", "--depth", "0")
    for form, end in (("tsv", 2), ("csv", 1)):
        out = inside(*asked, "-f", form, cwd=example_root).out
        names = [
            tuple(line.split("\t" if form == "tsv" else ",")[:end]) for line in out.splitlines()
        ]
        assert len(names) == len(set(names)) > 10
        assert any("doctor > gp" in name[0] for name in names)


def test_a_screen_too_narrow_for_columns_has_row_under_row(
    inside: Ccg, example_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No word is broken into letters; each cell that holds something stands on a line of its own."""
    monkeypatch.setenv("COLUMNS", "80")
    asked = ("matrix", "--rows", "theme", "--columns", "role", "-f", "table")
    lines = inside(*asked, cwd=example_root).out.splitlines()
    assert any(line.split() == ["patient", "representative", "2"] for line in lines)
    assert max(map(len, lines)) <= 80
    wide = inside("matrix", "--rows", "kind", "--columns", "year", "-f", "table", cwd=example_root)
    assert wide.out.splitlines()[0].split()[0] == "kind" and "2021" in wide.out.splitlines()[0]
