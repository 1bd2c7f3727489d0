"""`ccg export` into databases, data packages, parquet, annotations and references with notes."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import pytest
import rispy
from calling import Ccg
from lxml import etree

FORMS = ("db", "zip", "jsonld", "xml", "ris", "bib", "json", "parquet")
HOSTILE = '=HYPERLINK("x"),@SUM(A1) \u202eturned \U0001f600 e\u0301 <b>&amp;</b> ]]> {x} %\\ "q"\'; DROP TABLE quotations; --'
TEI = {"t": "http://www.tei-c.org/ns/1.0"}
SCHEMA = os.environ.get(
    "CCG_TEI_SCHEMA"
)  # TEI's tei_all.rng of 4.0 or later, where somebody has it


def need(form: str) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow")


@pytest.fixture
def coded(ask: Ccg, ids: list[str]) -> list[str]:
    """Codes, a memo and a correction, with hostile words where words are free."""
    ask("codes", "add", "Morale", "--definition", HOSTILE)
    ask("code", ids[0], "morale")
    ask("memo", ids[0], HOSTILE)
    ask("fix", ids[1], "--role", "practice manager", "--why", HOSTILE)
    return ids


@pytest.fixture
def made(ask: Ccg, coded: list[str], tmp_path: Path) -> Any:
    """Exports: the file's path, by how its name ends."""

    def make(form: str, *words: str) -> Path:
        need(form)
        path = tmp_path / f"out.{form}"
        done = ask("export", str(path), *words)
        assert done.code == 0, done.err
        return path

    return make


def records(ask: Ccg) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in ask("quotes", "-f", "jsonl").lines]
    return {one["id"]: one for one in found}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_corpus_is_the_same_bytes(made: Any, form: str) -> None:
    """Whatever the clock says."""
    first = made(form).read_bytes()
    assert made(form).read_bytes() == first


@pytest.mark.parametrize("form", FORMS)
def test_nothing_found_writes_nothing(ask: Ccg, tmp_path: Path, form: str) -> None:
    """Exit 1, and the file that was there stays."""
    need(form)
    path = tmp_path / f"out.{form}"
    path.write_text("before")
    assert ask("export", str(path), "--document", "notes", "zebra").code == 1
    assert path.read_text() == "before"


def test_a_database_has_every_record(ask: Ccg, made: Any, coded: list[str]) -> None:
    """Text verbatim, lists as JSON, whole by SQLite's own checks; the views answer."""
    known = records(ask)
    with sqlite3.connect(made("db")) as database:
        database.row_factory = sqlite3.Row
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert not database.execute("PRAGMA foreign_key_check").fetchall()
        rows = {row["id"]: row for row in database.execute("SELECT * FROM quotations")}
        assert rows.keys() == known.keys()
        for id, row in rows.items():
            assert row["text"] == known[id]["text"] and row["role"] == known[id]["role"]
            assert json.loads(row["roles"]) == known[id]["roles"]
            assert (row["start_at"], row["end_at"]) == (known[id]["start"], known[id]["end"])
        assert database.execute("SELECT text FROM memos").fetchone()[0] == HOSTILE
        assert database.execute("SELECT why FROM decided").fetchone()["why"] == HOSTILE
        coder = database.execute("SELECT code, coder, id FROM coded").fetchone()
        assert tuple(coder) == ("morale", "anna", coded[0])
        for view in ("quotations_read", "in_each_role", "counts"):
            assert database.execute(f"SELECT count(*) FROM {view}").fetchone()[0]


def test_a_database_says_what_is_in_it(made: Any) -> None:
    """Each table, view and column has a line; how it was made, too."""
    with sqlite3.connect(made("db", "--role", "gp")) as database:
        said = set(database.execute("SELECT part, field FROM described"))
        names = database.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        ).fetchall()
        for (name,) in names:
            if "fts" in name or name in ("about", "described"):
                continue
            assert (name, "") in said
            is_view = (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'view'"
            ).fetchall()
            columns = database.execute(f"PRAGMA table_info({name})").fetchall()
            assert is_view or all((name, column[1]) in said for column in columns)
        assert dict(database.execute("SELECT * FROM about"))["strict_query"] == "role:gp"


def test_a_database_finds_by_full_text(made: Any) -> None:
    """By stems; as Datasette looks for it: a table of FTS5 over `quotations`."""
    with sqlite3.connect(made("db")) as database:
        found = database.execute(
            "SELECT q.text FROM quotations_fts AS f JOIN quotations AS q ON q.rowid = f.rowid"
            " WHERE quotations_fts MATCH 'meeting'"
        ).fetchall()
        assert len(found) == 1 and "meetings" in found[0][0]
        made_by = database.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'quotations_fts'"
        ).fetchone()[0]
    assert 'content="quotations"' in made_by


def test_a_data_package_is_what_it_says(ask: Ccg, made: Any) -> None:
    """Each resource has its columns, its size and its sum; text is verbatim, formulas too."""
    import hashlib

    with zipfile.ZipFile(made("zip")) as package:
        told = json.loads(package.read("datapackage.json"))
        found = {}
        for one in told["resources"]:
            data = package.read(one["path"])
            assert one["bytes"] == len(data)
            assert one["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
            rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
            named = [field["name"] for field in one["schema"]["fields"]]
            assert not rows or list(rows[0]) == named
            found[one["name"]] = rows
        assert len(package.namelist()) == len(told["resources"]) + 1
    assert [row["text"] for row in found["memos"]] == [HOSTILE]
    assert {row["id"]: row["text"] for row in found["quotations"]} == {
        id: one["text"] for id, one in records(ask).items()
    }


def test_a_data_package_is_valid(made: Any, tmp_path: Path) -> None:
    """By the program of the standard, where it is there."""
    frictionless = pytest.importorskip("frictionless")
    with zipfile.ZipFile(made("zip")) as package:
        package.extractall(tmp_path / "package")
    report = frictionless.validate(str(tmp_path / "package" / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_parquet_has_types(ask: Ccg, made: Any) -> None:
    """Years are numbers, roles are lists, what is unknown is null."""
    parquet = pytest.importorskip("pyarrow.parquet")
    table = parquet.read_table(made("parquet"))
    known = records(ask)
    rows = {row["id"]: row for row in table.to_pylist()}
    assert rows.keys() == known.keys()
    for id, row in rows.items():
        assert row["text"] == known[id]["text"] and row["roles"] == known[id]["roles"]
        assert row["page"] is None and row["inline"] is known[id]["inline"]
        assert row["year"] == known[id]["document"]["year"]
    assert b"made_by" in table.schema.metadata
    assert all(b"description" in field.metadata for field in table.schema)


def test_parquet_without_its_library_says_what_to_install(
    ask: Ccg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line."""
    import sys

    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = ask("export", str(tmp_path / "out.parquet"))
    assert done.code == 2 and "ccg-corpus[parquet]" in done.err


def test_annotations_point_at_the_words(ask: Ccg, made: Any, coded: list[str]) -> None:
    """Both selectors say the same words; a code and a memo have who gave them."""
    page = json.loads(made("jsonld").read_text())
    items = page["first"]["items"]
    known = list(records(ask).values())
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["total"] == len(items) == len(known)
    assert len({one["id"] for one in items}) == len(items)
    exact = {" ".join(one["target"]["selector"][0]["exact"].split()) for one in items}
    assert exact == {one["text"] for one in known}
    for one in items:
        quoted, placed = one["target"]["selector"]
        assert placed["end"] - placed["start"] == len(quoted["exact"])
    bodies = [body for one in items for body in one["body"]]
    assert [
        (one["value"], one["creator"]["name"]) for one in bodies if one["purpose"] == "tagging"
    ] == [("morale", "anna")]
    assert [one["value"] for one in bodies if one["purpose"] == "commenting"] == [HOSTILE]


def test_tei_spans_are_the_words(ask: Ccg, made: Any) -> None:
    """Each span's characters are the quotation; every pointer has what it points at."""
    tree = etree.parse(str(made("xml")))
    if SCHEMA:
        etree.RelaxNG(etree.parse(SCHEMA)).assertValid(tree)
    known = records(ask)
    named = set(tree.xpath("//@xml:id"))
    spans = tree.findall(".//t:span", TEI)
    assert {one.get("n") for one in spans} == known.keys() and len(spans) == len(known)
    for span in spans:
        place = re.fullmatch(r"#string-range\(([\w-]+),(\d+),(\d+)\)", span.get("target"))
        assert place
        own, start, length = place[1], int(place[2]), int(place[3])
        text = tree.xpath("//t:ab[@xml:id=$own]", namespaces=TEI, own=own)[0].text
        assert " ".join(text[start : start + length].split()) == known[span.get("n")]["text"]
        pointers = f"{span.get('ana', '')} {span.get('corresp', '')}".split()
        assert {one.removeprefix("#") for one in pointers} <= named
    assert [one.text for one in tree.findall(".//t:note", TEI)] == [HOSTILE]


def test_references_have_their_quotations_as_notes(ask: Ccg, made: Any) -> None:
    """A note a quotation in RIS; in one field of BibTeX and CSL-JSON; keys are the ids."""
    import bibtexparser

    known = records(ask)
    entries = rispy.load(made("ris").open())
    assert [one["id"] for one in entries] == [
        one.key for one in bibtexparser.parse_file(str(made("bib"))).entries
    ]
    notes = [note for one in entries for note in one.get("notes", ())]
    assert len(notes) == len(known)
    for id in known:
        (note,) = [one for one in notes if f"<p>{id}" in one]
        assert note.startswith("<blockquote><p>") and "\n" not in note
    items = json.loads(made("json").read_text())
    assert all(one["note"].startswith(f"Citation Key: {one['id']}\n") for one in items)
    assert sum(one["note"].count("\n") for one in items) == len(known)
    bib = made("bib").read_text()
    assert all(id.split(":")[1] in bib for id in known)


def test_what_breaks_a_file_of_text_does_not(ask: Ccg, tmp_path: Path) -> None:
    """A memo with half a pair, a bell and a carriage return: every file is made, and can be read."""
    first = ask("quotes", "-f", "id").lines[0]
    ask("memo", first, "half \udc80 pair \x07 bell \r return ER  - \nTY  - JOUR")
    for form in FORMS:
        need(form)
        path = tmp_path / f"out.{form}"
        assert ask("export", str(path)).code == 0
    etree.parse(str(tmp_path / "out.xml"))
    json.loads((tmp_path / "out.jsonld").read_text())
    count = len(rispy.load((tmp_path / "out.ris").open()))
    assert count == len(json.loads((tmp_path / "out.json").read_text()))


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.sqlite", "sqlite"), ("A.DB", "sqlite"), ("a.tei.xml", "tei"), ("a.tei", "tei")],
)
def test_the_name_says_the_kind(name: str, kind: str) -> None:
    """Whatever its capitals."""
    from ccg_corpus.exchange import kind_of

    assert kind_of(name) == kind
