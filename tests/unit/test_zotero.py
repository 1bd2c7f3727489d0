"""A reference manager's export beside the documents, from the file to the finished corpus."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from ccg_corpus.bibliography.exports.side_files import (
    MOST_WARNINGS,
    Contents,
    SideFile,
    read_side_file,
)
from ccg_corpus.corpus import open_corpus
from ccg_corpus.ingest import Report, ingest
from ccg_corpus.project import init_project
from ccg_corpus.query import Query

SHARED = Path(os.environ.get("CCG_SHARED") or Path(__file__).parents[3] / "shared")
RIS_TYPES = {"article": "JOUR", "accepted manuscript": "MANSCPT", "web page": "ELEC"}
CSL_TYPES = {"JOUR": "article-journal", "MANSCPT": "manuscript", "ELEC": "webpage"}

INVENTED = {
    "buses.txt": {
        "title": "Waiting for the night bus in four invented towns", "year": 2018,
        "authors": ["Plumridge A", "Sallow B"], "doi": "10.5555/fen.2018.1",
        "journal": "Journal of Invented Buses", "volume": "68(671)", "pages": "e427–e432",
        "type": "article",
    },
    "manuscript.txt": {
        "title": "Night buses and those who wait for them", "year": 2017,
        "authors": ["Plumridge A", "Sallow B"], "type": "accepted manuscript",
    },
    "trains.txt": {
        "title": "Slow trains, slower letters: an invented example", "year": 2019,
        "authors": ["Sallow B", "Plumridge A"], "journal": "Annals of Invented Rail",
        "type": "article",
    },
    "page.txt": {
        "title": "Taking the slow road", "year": 2015, "authors": ["Dunlin C", "Ember D"],
        "publisher": "Fen Weekly", "type": "web page",
    },
}  # fmt: skip
TEXT = """{head}

Methods

Invented example. We interviewed twelve people who wait. {own}

Results

As one of them put it: “I have stood at that stop for the better part of {n} winters now” (P1, nurse).
"""


def ris(known: Mapping[str, Mapping[str, Any]]) -> str:
    """As Zotero exports it, files included."""
    lines = []
    for n, (name, facts) in enumerate(known.items()):
        volume, issue = numbers(facts)
        first, _, last = str(facts.get("pages", "")).partition("–")
        fields = [("TY", RIS_TYPES[facts["type"]]), ("TI", facts["title"])]
        fields += [("AU", author.replace(" ", ", ")) for author in facts["authors"]]
        fields += [
            ("DA", f"{facts['year']}///"),
            ("PY", facts["year"]),
            ("T2", facts.get("journal")),
        ]
        fields += [("VL", volume), ("IS", issue), ("SP", first), ("EP", last)]
        fields += [("DO", facts.get("doi")), ("PB", facts.get("publisher"))]
        fields += [("L1", f"files/{n + 10}/{name}")]
        lines += [f"{tag}  - {value}" for tag, value in fields if value]
        lines += ["ER  - ", "", ""]
    return "\r\n".join(lines)


def csl(known: Mapping[str, Mapping[str, Any]]) -> str:
    """As Better BibTeX exports it, with the paths of another computer."""
    items = []
    for n, (name, facts) in enumerate(known.items()):
        volume, issue = numbers(facts)
        authors = [author.split() for author in facts["authors"]]
        item = {
            "id": f"http://zotero.example/{n}",
            "type": CSL_TYPES[RIS_TYPES[facts["type"]]],
            "title": facts["title"],
            "author": [{"family": family, "given": given} for family, given in authors],
            "issued": {"date-parts": [[str(facts["year"])]]},
            "container-title": facts.get("journal"),
            "volume": volume,
            "issue": issue,
            "page": str(facts.get("pages", "")).replace("–", "-"),
            "DOI": facts.get("doi"),
            "publisher": facts.get("publisher"),
            "attachments": [{"path": f"C:\\Users\\me\\Zotero\\storage\\AB{n}\\{name}"}],
        }
        items.append({key: value for key, value in item.items() if value})
    return json.dumps(items)


def numbers(facts: Mapping[str, Any]) -> tuple[str | None, str | None]:
    match = re.fullmatch(r"(\S+)\((\S+)\)", str(facts.get("volume", "")))
    return (match[1], match[2]) if match else (facts.get("volume"), None)


def project(tmp_path: Path, names: Mapping[str, Any] = INVENTED) -> Path:
    root = init_project(tmp_path / "project")
    for n, name in enumerate(names):
        head = "Accepted manuscript" if name == "manuscript.txt" else "https://fen.example/1"
        (root / "corpus" / name).write_text(text_of(n, head), encoding="utf-8")
    return root


def text_of(n: int, head: str) -> str:
    """Texts that share no more than their beginning and end."""
    own = " ".join(f"Stop {n}{k} lies {k * (n + 3)} miles from stop {k}{n}." for k in range(40))
    return TEXT.format(head=head, n=n + 7, own=own)


def documents(root: Path) -> dict[str, dict[str, Any]]:
    with open_corpus(root) as corpus:
        return {Path(row["source"]).name: row for row in corpus.documents()}


def everything(root: Path) -> str:
    with open_corpus(root) as corpus:
        hits = corpus.quotes(Query(kinds=("all",), all_printings=True))
        return json.dumps([[hit.record for hit in hits], corpus.documents()])


def has_facts(row: Mapping[str, Any], facts: Mapping[str, Any]) -> None:
    for key in ("title", "authors", "year", "type"):
        assert row[key] == facts[key], key
    for key in ("doi", "journal", "pages", "publisher"):
        assert row.get(key) == facts.get(key), key
    assert (row.get("volume"), row.get("issue")) == numbers(facts)


@pytest.mark.parametrize("form", ["ris", "json"])
def test_an_export_gives_the_facts_and_the_ids(tmp_path: Path, form: str) -> None:
    """Each format alone: facts as they are in the library, ids from author and year."""
    root = project(tmp_path)
    text = ris(INVENTED) if form == "ris" else csl(INVENTED)
    (root / "corpus" / f"export.{form}").write_text(text, encoding="utf-8", newline="")
    report = ingest(root)
    assert (report.failed, report.warnings, report.skipped) == ((), (), ())
    found = documents(root)
    for name, facts in INVENTED.items():
        has_facts(found[name], facts)
    ids = {name: row["id"] for name, row in found.items()}
    assert ids == {
        "buses.txt": "plumridge-2018",
        "manuscript.txt": "plumridge-2017",
        "trains.txt": "sallow-2019",
        "page.txt": "dunlin-2015",
    }


@pytest.mark.skipif(not (SHARED / "papers" / "papers.yaml").is_file(), reason="needs real papers")
@pytest.mark.parametrize("form", ["ris", "json"])
def test_the_real_papers(tmp_path: Path, form: str) -> None:
    """The same with five real papers, of which two print neither title nor year."""
    known = yaml.safe_load((SHARED / "papers" / "papers.yaml").read_text(encoding="utf-8"))
    root = init_project(tmp_path / "project")
    for name in known:
        shutil.copy(SHARED / "papers" / name, root / "corpus")
    text = ris(known) if form == "ris" else csl(known)
    (root / "corpus" / f"export.{form}").write_text(text, encoding="utf-8", newline="")
    assert ingest(root).warnings == ()
    found = documents(root)
    for name, facts in known.items():
        has_facts(found[name], facts)
    assert sorted(row["id"] for row in found.values()) == [
        "deffenbaugh-2015", "marshall-2017", "marshall-2018", "storey-2015", "storey-2019",
    ]  # fmt: skip


def test_a_change_in_an_export_reads_no_document_again(tmp_path: Path) -> None:
    """The facts follow the export, come and go with it, and are the same after a new start."""
    root = project(tmp_path)
    before = ingest(root) and everything(root)
    export = root / "corpus" / "export.ris"
    export.write_text(ris(INVENTED), encoding="utf-8")
    report = ingest(root)
    assert len(report.unchanged) == len(INVENTED)
    with_export = everything(root)
    assert with_export != before
    export.write_text(ris(INVENTED).replace("2018", "2016"), encoding="utf-8")
    assert len(ingest(root).unchanged) == len(INVENTED)
    assert documents(root)["buses.txt"]["id"] == "plumridge-2016"
    export.write_text(ris(INVENTED), encoding="utf-8")
    ingest(root)
    assert everything(root) == with_export
    shutil.rmtree(root / ".ccg")
    ingest(root)
    assert everything(root) == with_export
    export.unlink()
    ingest(root)
    assert everything(root) == before


def test_an_export_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Until it changes: other files, and runs over one of them, find what it held before."""
    root = project(tmp_path)
    export = root / "corpus" / "export.ris"
    export.write_text(ris(INVENTED), encoding="utf-8")
    read: list[str] = []

    def counted(file: SideFile) -> Contents:
        read.append(file.name)
        return read_side_file(file)

    monkeypatch.setattr(sys.modules["ccg_corpus.ingest.finish"], "read_side_file", counted)
    ingest(root)
    before = everything(root)
    later = root / "corpus" / "later.txt"
    later.write_text(text_of(9, "Another"), encoding="utf-8")
    ingest(root, [later])
    assert everything(root) != before
    later.unlink()
    ingest(root)
    assert read == ["corpus/export.ris"] and everything(root) == before
    export.write_text(ris(INVENTED).replace("2018", "2016"), encoding="utf-8")
    ingest(root)
    assert len(read) == 2 and documents(root)["buses.txt"]["id"] == "plumridge-2016"


def test_status_speaks_of_exports(tmp_path: Path) -> None:
    """What in them can't be used, and which of them changed since the last ingest."""
    root = project(tmp_path)
    export, other = root / "corpus" / "export.ris", root / "corpus" / "other.ris"
    export.write_text(ris(INVENTED), encoding="utf-8")
    other.write_text("nothing of the kind", encoding="utf-8")

    def status() -> tuple[list[str], list[str]]:
        with open_corpus(root) as corpus:
            known = corpus.holdings.status()
        return known["warnings"], known["changed_exports"]

    report = ingest(root)
    assert report.warnings and status() == (list(report.warnings), [])
    export.write_text(ris(INVENTED) + "\n", encoding="utf-8")
    other.unlink()
    assert status() == (list(report.warnings), ["corpus/export.ris", "corpus/other.ris"])
    ingest(root)
    assert status() == ([], [])


def test_the_config_goes_before_the_export(tmp_path: Path) -> None:
    """What config.yaml says of a document always wins; so does its id."""
    root = project(tmp_path)
    (root / "corpus" / "export.ris").write_text(ris(INVENTED), encoding="utf-8")
    (root / "config.yaml").write_text("documents: {buses.txt: {id: mine, year: 1999}}\n")
    ingest(root)
    row = documents(root)["buses.txt"]
    assert (row["id"], row["year"], row["journal"]) == ("mine", 1999, "Journal of Invented Buses")


def test_an_export_elsewhere_is_named(tmp_path: Path) -> None:
    """By config.yaml, or to `ccg ingest` as any file; then it belongs to the project."""
    root = project(tmp_path)
    away = tmp_path / "library.ris"
    away.write_text(ris(INVENTED), encoding="utf-8")
    (root / "config.yaml").write_text("references: [../library.ris, gone.bib]\n")
    report = ingest(root)
    assert report.warnings == ("references: there is no file 'gone.bib'",)
    assert documents(root)["buses.txt"]["id"] == "plumridge-2018"
    (root / "config.yaml").write_text("")
    ingest(root)
    assert documents(root)["buses.txt"]["id"] == "buses"
    assert ingest(root, [away]).failed == ()
    assert documents(root)["buses.txt"]["id"] == "plumridge-2018"
    assert "library.ris" in (root / "outside.txt").read_text(encoding="utf-8")


def test_a_library_with_its_files_outside(tmp_path: Path) -> None:
    """A folder as Zotero exports it, named as a whole."""
    root = init_project(tmp_path / "project")
    library = tmp_path / "My Library"
    for n, name in enumerate(INVENTED):
        place = library / "files" / str(n + 10) / name
        place.parent.mkdir(parents=True)
        place.write_text(text_of(n, ""), encoding="utf-8")
    (library / "My Library.ris").write_text(ris(INVENTED), encoding="utf-8")
    assert ingest(root, [library]).failed == ()
    assert {row["id"] for row in documents(root).values()} == {
        "plumridge-2018", "plumridge-2017", "sallow-2019", "dunlin-2015",
    }  # fmt: skip


@pytest.mark.parametrize("form", ["ris", "json"])
def test_a_library_in_a_zip(tmp_path: Path, form: str) -> None:
    """The export inside is used for the documents beside it, and a changed one again."""
    root = init_project(tmp_path / "project")
    path = root / "corpus" / "library.zip"

    def write(export: str) -> None:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"My Library/export.{form}", export)
            archive.writestr("__MACOSX/._export.ris", "no export")
            for n, name in enumerate(INVENTED):
                archive.writestr(f"My Library/files/{n + 10}/{name}", text_of(n, ""))

    export = ris(INVENTED) if form == "ris" else csl(INVENTED)
    write(export)
    assert ingest(root).failed == ()
    assert "plumridge-2018" in {row["id"] for row in documents(root).values()}
    write(export.replace("2018", "1998"))
    report = ingest(root)
    assert (report.changed, len(report.unchanged)) == ((), len(INVENTED))
    assert "plumridge-1998" in {row["id"] for row in documents(root).values()}


def test_a_zip_of_nothing_but_an_export(tmp_path: Path) -> None:
    """It is no failure, and is used for the documents outside."""
    root = project(tmp_path)
    with zipfile.ZipFile(root / "corpus" / "export.zip", "w") as archive:
        archive.writestr("export.ris", ris(INVENTED))
    report = ingest(root)
    assert (report.failed, report.skipped) == ((), ())
    assert "plumridge-2018" in {row["id"] for row in documents(root).values()}
    assert ingest(root).failed == ()


def test_broken_exports_are_warnings(tmp_path: Path) -> None:
    """One clear line each, all documents taken in; JSON that is something else says nothing."""
    root = project(tmp_path)
    folder = root / "corpus"
    twice = ris({"buses.txt": INVENTED["buses.txt"]})
    (folder / "a.ris").write_text(twice + twice.replace("VL", "XX"), encoding="utf-8")
    (folder / "b.bib").write_text("@book{x, title = {never closed\n", encoding="utf-8")
    (folder / "c.ris").write_bytes(b"\x00\xff nothing of the kind")
    (folder / "d.json").write_text('{"settings": [1, 2]}', encoding="utf-8")
    (folder / "e.csljson").write_text("[{", encoding="utf-8")
    (folder / "f.ris").write_text("TY  - JOUR\n" * (MOST_WARNINGS + 5), encoding="utf-8")
    report: Report = ingest(root)
    assert report.failed == () and report.documents == len(INVENTED)
    warnings = [line for line in report.warnings if not line.startswith("corpus/f.ris")]
    assert [line.split(":")[0] for line in warnings] == [
        "corpus/a.ris, entry 2", "corpus/b.bib, entry 1", "corpus/c.ris", "corpus/e.csljson",
    ]  # fmt: skip
    assert all("\n" not in line for line in report.warnings)
    assert len(report.warnings) == len(warnings) + MOST_WARNINGS + 1
    assert documents(root)["buses.txt"]["volume"] == "68"


def test_the_order_of_exports_is_that_of_their_names(tmp_path: Path) -> None:
    """RIS and BibTeX of one library agree; where they don't, the first counts."""
    root = project(tmp_path)
    (root / "corpus" / "b.ris").write_text(ris(INVENTED).replace("2018", "2014"), encoding="utf-8")
    (root / "corpus" / "a.json").write_text(csl(INVENTED), encoding="utf-8")
    ingest(root)
    assert documents(root)["buses.txt"]["year"] == 2018
    assert documents(root)["buses.txt"]["facts_from"] == "corpus/a.json, entry 1"


def test_an_old_quotation_id_still_finds_it(tmp_path: Path) -> None:
    """Another work of the same author and year changes the id; the words still tell which."""
    root = project(tmp_path)
    (root / "corpus" / "export.ris").write_text(ris(INVENTED), encoding="utf-8")
    ingest(root)
    with open_corpus(root) as corpus:
        old = next(
            hit.record["id"] for hit in corpus.quotes() if "plumridge-2018" in hit.record["id"]
        )
    changed = {
        **INVENTED,
        "page.txt": {**INVENTED["page.txt"], "year": 2018, "authors": ["Plumridge A"]},
    }
    (root / "corpus" / "export.ris").write_text(ris(changed), encoding="utf-8")
    ingest(root)
    with open_corpus(root) as corpus:
        record = corpus.show(old).record
    assert record["document"]["id"] == "plumridge-2018-waiting"
    assert record["id"].endswith(old.rpartition(":")[2])
