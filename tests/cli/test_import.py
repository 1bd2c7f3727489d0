"""`ccg import`: what comes back from other programs. Invented examples."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from calling import Ccg

GUID = "00000000-0000-4000-8000-0000000000{:02d}"
HEAD = (
    '<Project xmlns="urn:QDA-XML:project:1.0" name="p" origin="elsewhere">'
    f'<Users><User guid="{GUID.format(1)}" name="Ben"/></Users>'
    f'<CodeBook><Codes><Code guid="{GUID.format(2)}" name="Nodes" isCodable="false">'
    f'<Code guid="{GUID.format(3)}" name="Trust" isCodable="true" color="#33cc33">'
    "<Description>Who trusts whom.</Description></Code></Code></Codes></CodeBook>"
)
TAIL = "</Project>"


def packed(path: Path, project: str, **texts: bytes) -> Path:
    """A project file with these texts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", project)
        for name, data in texts.items():
            package.writestr(f"Sources/{name}.txt", data)
    return path


def source(*selections: tuple[int, int], path: str = "internal://a.txt", name: str = "x") -> str:
    """A source with selections that Ben coded Trust."""
    marked = "".join(
        f'<PlainTextSelection guid="{GUID.format(20 + n)}" startPosition="{start}" endPosition="{end}"'
        f' creatingUser="{GUID.format(1)}" creationDateTime="2026-01-02T03:04:05Z">'
        f'<Description>so it seems</Description><Coding guid="{GUID.format(50 + n)}">'
        f'<CodeRef targetGUID="{GUID.format(3)}"/></Coding></PlainTextSelection>'
        for n, (start, end) in enumerate(selections)
    )
    return (
        f'<Sources><TextSource guid="{GUID.format(9)}" name="{name}" plainTextPath="{path}">'
        f"{marked}</TextSource></Sources>"
    )


@pytest.fixture
def coded(ask: Ccg, ids: list[str], coded: list[str]) -> list[str]:
    """The same with a role that was put right, and a quotation that was added."""
    ask("fix", ids[1], "--role", "midwife")
    ask("add", "seats", "Sharing decisions takes time that nobody has")
    return coded


def state(ask: Ccg, cwd: Path | None = None) -> tuple[list[str], ...]:
    """What reviewers said, without when."""
    fields = "id,role,case,text"
    codings = "{id} {role} {status} {codes}"
    return (
        ask("quotes", "--fields", fields, cwd=cwd).lines,
        sorted(ask("quotes", "--template", codings, cwd=cwd).lines),
        sorted("\t".join(line.split("\t")[:3]) for line in ask("memos", cwd=cwd).lines),
        [line.split("\t")[0] for line in ask("codes", cwd=cwd).lines],
    )


@pytest.mark.parametrize("program", ["", "nvivo", "atlasti", "maxqda", "qualcoder"])
def test_out_and_in_again_is_the_same(
    ask: Ccg, ingested: Path, coded: list[str], tmp_path: Path, program: str
) -> None:
    """A project that knows nothing of it says the same after the import; the one it came from, too."""
    path = tmp_path / "review.qdpx"
    ask("export", str(path), *(["--for", program] if program else []))
    again = ask("import", str(path))
    assert (again.code, again.out) == (0, "")
    fresh = Path(shutil.copytree(ingested, tmp_path / "fresh"))
    done = ask("import", str(path), cwd=fresh)
    assert done.code == 0
    assert "0 without a place" in done.err
    assert state(ask, fresh)[0] == state(ask)[0]
    assert state(ask, fresh)[2:] == state(ask)[2:]
    assert ask("import", str(path), cwd=fresh).out == ""
    for who in ("anna", "ben"):
        wanted = ask("quotes", "--coded-by", who, "-f", "id").lines
        assert ask("quotes", "--coded-by", who, "-f", "id", cwd=fresh).lines == wanted


def test_what_was_taken_away_there_is_said_and_taken_away_when_wished(
    ask: Ccg, coded: list[str], tmp_path: Path
) -> None:
    """A coding that the file could have and has not stays, unless --removed."""
    path = tmp_path / "review.qdpx"
    ask("export", str(path), "--for", "qualcoder")
    with zipfile.ZipFile(path) as package:
        members = {name: package.read(name) for name in package.namelist()}
    from lxml import etree

    space = "{urn:QDA-XML:project:1.0}"
    root = etree.fromstring(members["project.qde"])
    morale = next(one for one in root.iter(f"{space}Code") if one.get("name") == "Morale")
    for one in list(root.iter(f"{space}Coding")):
        if one.find(f"{space}CodeRef").get("targetGUID") == morale.get("guid"):
            one.getparent().getparent().remove(one.getparent())
    with zipfile.ZipFile(path, "w") as package:
        for name, data in {**members, "project.qde": etree.tostring(root)}.items():
            package.writestr(name, data)
    kept = ask("import", str(path))
    assert kept.out == ""
    assert "2 codings" in kept.err
    done = ask("import", str(path), "--removed")
    assert sorted(done.ids) == sorted([coded[0], coded[-1]])
    assert ask("quotes", "--coded-by", "ben").code == 1


@pytest.mark.parametrize("wide", [False, True], ids=["code points", "UTF-16"])
@pytest.mark.parametrize("two", [False, True], ids=["one", "two"])
def test_the_way_of_counting_is_found_out(
    ask: Ccg, project: Path, tmp_path: Path, wide: bool, two: bool
) -> None:
    """Positions in UTF-16 or code points, with CR LF as one sign or two, behind a mark: each selection
    comes to its quotation, or to the words of it that it has."""
    text = (project / "corpus" / "seats.txt").read_text(encoding="utf-8")
    text = "\U0001f600 " + text.replace("Several GPs", "Several \U0001f33b GPs")
    starts = [text.index(words) for words in ("I stopped", "The doctors", "I read", "Nobody asked")]
    ends = [
        text.index(words) + len(words) for words in ("noticed.", "them.", "there is", "a Tuesday.")
    ]

    def position(at: int) -> int:
        before = text[:at]
        wider = sum(sign > "\uffff" for sign in before) if wide else 0
        return at + wider + (before.count("\n") if two else 0)

    spans = [(position(a), position(b)) for a, b in zip(starts, ends, strict=True)]
    data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    path = packed(tmp_path / "a.qdpx", HEAD + source(*spans) + TAIL, a=data)
    done = ask("import", str(path))
    assert done.code == 0, done.err
    assert "added trust: Trust" in done.err
    found = ask("quotes", "--code", "trust", "--coded-by", "ben", "-f", "id").lines
    assert len(found) == 4
    assert len(ask("memos", "so it seems").lines) == 4
    assert ask("import", str(path)).out == ""


def test_words_that_are_no_quotation_are_listed_or_added(
    ask: Ccg, project: Path, tmp_path: Path
) -> None:
    """An author's sentence is nobody's words, unless whoever imports says so."""
    text = (project / "corpus" / "seats.txt").read_text(encoding="utf-8")
    words = "Who sits at the table matters."
    at = text.index(words)
    path = packed(tmp_path / "a.qdpx", HEAD + source((at, at + len(words))) + TAIL, a=text.encode())
    done = ask("import", str(path))
    assert done.lines[0].startswith("-\t")
    assert "1 without a place" in done.err
    done = ask("import", str(path), "--add")
    assert "added" in done.out
    assert ask("quotes", "--status", "added", "--code", "trust", "--fields", "text").lines == [
        words
    ]


def test_a_source_of_nobodys_is_listed(ask: Ccg, tmp_path: Path) -> None:
    """What is no document here gives nothing to any."""
    text = "Invented example. Nothing of this is printed anywhere else at all, my dear."
    path = packed(tmp_path / "a.qdpx", HEAD + source((18, 40)) + TAIL, a=text.encode())
    done = ask("import", str(path))
    assert "is no document here: 1 selections, 1 codings" in done.out


def _bomb() -> bytes:
    return b"<Project>" + b" " * 50_000_000 + b"</Project>"


HOSTILE: dict[str, Callable[[], dict[str, bytes]]] = {
    "a bomb": lambda: {"project.qde": _bomb()},
    "entities": lambda: {
        "project.qde": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
        + (HEAD.replace('name="p"', 'name="&b;"') + TAIL).encode()
    },
    "no xml": lambda: {"project.qde": b"\x00\x01 nothing"},
    "none": lambda: {"other.txt": b"nothing"},
    "two": lambda: {"a.qde": b"<a/>", "b.qde": b"<a/>"},
    "strange": lambda: {"project.qde": b'<Project xmlns="urn:other"/>'},
    "deep": lambda: {"project.qde": b"<a>" * 100_000},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_in_one_line(ask: Ccg, tmp_path: Path, kind: str) -> None:
    """Whatever it is, one line says so, nothing is decided and nothing is written."""
    path = tmp_path / "a.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in HOSTILE[kind]().items():
            package.writestr(name, data)
    done = ask("import", str(path))
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.qdpx", "project"]


@pytest.mark.parametrize(
    "where",
    ["internal://../../secret.txt", "absolute:///etc/passwd", "/etc/passwd", "internal://none.txt"],
)
def test_a_path_that_leads_out_is_not_followed(ask: Ccg, tmp_path: Path, where: str) -> None:
    """Nothing but what lies in the file is read."""
    (tmp_path / "secret.txt").write_text("secret words of somebody else")
    path = packed(tmp_path / "a.qdpx", HEAD + source((0, 6), path=where) + TAIL)
    done = ask("import", str(path))
    assert "secret" not in done.out + done.err
    assert "root:" not in done.out + done.err
    assert "0 decisions" in done.err


def test_wrong_places_twins_and_strangers_are_said(ask: Ccg, project: Path, tmp_path: Path) -> None:
    """Positions outside of the text, two things of one GUID, elements of another namespace: what is sound
    is taken, the rest is said."""
    text = (project / "corpus" / "seats.txt").read_text(encoding="utf-8")
    at = text.index("I stopped")
    wrong = source((at, at + 40), (10**9, 10**9 + 5), (50, 20), (-5, 10))
    twin = f'<Code guid="{GUID.format(3)}" name="Other" isCodable="true"/></Code></Codes>'
    head = HEAD.replace("</Code></Codes>", twin, 1)
    more = '<strange xmlns="urn:other"><Code guid="x" name="y"/></strange>'
    path = packed(tmp_path / "a.qdpx", head + wrong + more + TAIL, a=text.encode())
    done = ask("import", str(path))
    assert done.code == 2
    assert "3 of 4 selections lie outside of its text" in done.err
    assert "two codes have the GUID" in done.err
    assert "coded trust on" in done.out


BOOKS = {
    "taguette.csv": "tag,description,number of highlights\r\nmorale,How people feel.,3\r\nmorale.tired,Only tired,1\r\n",
    "qualcoder.txt": "Morale>>Tired\tOnly tired\nMorale>>Fed up\tEnough of it\n",
    "plain.csv": "Name;Definition;Parent;Colour;Note\nMorale;How people feel.;;#aa3355;x\nTired;Only tired;Morale;;\n",
    "lines.txt": "Morale\n    Tired\n    Fed up\n",
}


@pytest.mark.parametrize("name", BOOKS)
def test_codebooks_of_other_programs(ask: Ccg, tmp_path: Path, name: str) -> None:
    """Each in its own form: the tree and what is written of the codes; twice is once."""
    path = tmp_path / name
    path.write_text(BOOKS[name], encoding="utf-8-sig" if name.endswith("csv") else "utf-8")
    done = ask("import", str(path))
    assert done.code == 0, done.err
    assert any(line.casefold().endswith("morale > tired") for line in done.lines)
    shown = ask("codes", "tired").out
    assert "Only tired" in shown or name == "lines.txt"
    assert ask("import", str(path)).out == ""


def test_a_codebook_as_workbook_and_as_word_table(ask: Ccg, tmp_path: Path) -> None:
    """MAXQDA's workbook has paths, NVivo's table is set in."""
    import docx
    import openpyxl
    from docx.shared import Pt

    book = openpyxl.Workbook()
    for row in (["Code", "Memo"], ["Morale > Tired", "Only tired"], ["Power", None]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    (tmp_path / "maxqda.xlsx").write_bytes(out.getvalue())
    assert "Morale > Tired" in ask("import", str(tmp_path / "maxqda.xlsx")).out
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for name, text, points in (
        ("Name", "Description", 0),
        ("Hours", "When", 0),
        ("Night", "Late", 18),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = name, text, "1"
        cells[0].paragraphs[0].paragraph_format.left_indent = Pt(points)
    document.save(str(tmp_path / "nvivo.docx"))
    done = ask("import", str(tmp_path / "nvivo.docx"))
    assert "Hours > Night" in done.out
    assert "Late" in ask("codes", "night").out


def test_attributes_become_rows(ask: Ccg, project: Path, tmp_path: Path) -> None:
    """What another program says of a document goes behind what documents.csv has, and counts."""
    text = (project / "corpus" / "seats.txt").read_bytes()
    (project / "documents.csv").write_text("document;design\nseats;interviews\n", encoding="utf-8")
    variable = (
        f'<Variables><Variable guid="{GUID.format(7)}" name="Country" typeOfVariable="Text"/></Variables>'
        f'<Cases><Case guid="{GUID.format(8)}"><VariableValue><VariableRef targetGUID="{GUID.format(7)}"/>'
        f'<TextValue>Ghana</TextValue></VariableValue><SourceRef targetGUID="{GUID.format(9)}"/></Case></Cases>'
    )
    path = packed(tmp_path / "a.qdpx", HEAD + variable + source() + TAIL, a=text)
    ask("import", str(path))
    table = (project / "documents.csv").read_text(encoding="utf-8")
    assert table == "document;design;country\nseats;interviews\nseats;;Ghana\n"
    assert ask("quotes", "--where", "country=Ghana", "--where", "design=interviews").code == 0
    assert ask("import", str(path)).out == ""


def test_a_role_that_no_vocabulary_has_is_the_same_role(ask: Ccg, tmp_path: Path) -> None:
    """It goes out as a name and comes in as its slug: nobody changed it."""
    root = tmp_path / "buoys"
    (root / "corpus").mkdir(parents=True)
    (root / "config.yaml").write_text("corpus: [corpus]\n")
    said = "“We never saw the rota before it was on the wall.” (Buoy painter 2)"
    paper = f"# Invented example\n\n## Results\n\nWe interviewed twelve people.\n\n{said}\n\nOthers agreed.\n"
    (root / "corpus" / "buoys.md").write_text(paper, encoding="utf-8")
    assert ask("ingest", "-q", cwd=root).code == 0
    assert ask("quotes", "--fields", "role", cwd=root).lines == ["buoy-painter"]
    ask("export", "out.qdpx", cwd=root)
    done = ask("import", "out.qdpx", "--by", "ben", cwd=root)
    assert (done.code, done.out) == (0, "")
