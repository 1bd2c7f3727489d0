"""Files that are met and not read, and names that are typed in another form than the disk has."""

from __future__ import annotations

import unicodedata
import zipfile
from pathlib import Path

import pytest

from ccg_corpus.ingest import Report, ingest, of_the_system, preview
from ccg_corpus.ingest.discover import discover
from ccg_corpus.ingest.skipped import skipped
from ccg_corpus.project import folders as project
from ccg_corpus.project.config import load_config
from ccg_corpus.store.unread import Skipped, folded
from tests import notation

RIS = """\
TY  - JOUR
AU  - Brackley, Oona
PY  - 2018
TI  - gp
ER  -
"""
NFC = "Müller café 2018"
NFD = unicodedata.normalize("NFD", NFC)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = project.init_project(tmp_path / "project")
    (made / "corpus" / "a.txt").write_text("gp: nobody told us about the kettle")
    return made


def run(root: Path, *paths: Path) -> Report:
    stages = notation.Stages(notation.read, notation.rebuild, notation.quotations_of)
    return ingest(root, paths, stages=stages)


def why(root: Path) -> dict[str, str]:
    finding = discover(load_config(root), (), ())
    return {one.name.removeprefix("corpus/"): one.why for one in finding.unread()}


# Why a file is not read


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as DOCX"),
        ("notes.pages", b"PK\x03\x04", "Pages"),
        ("link.gdoc", b'{"url": "https://docs.example"}', "Google"),
        ("quotes.csv", b"id,text\n", "a table"),
        ("quotes.xlsx", b"PK\x03\x04", "a table"),
        ("letter.eml", b"From: a@b.example\n", "e-mail"),
        ("scan.TIFF", b"II*\x00", "OCR"),
        ("talk.mp3", b"ID3", "transcript"),
        ("talk.vtt", b"WEBVTT\n", "subtitles"),
        ("all.7z", b"7z\xbc\xaf", "unpack"),
        ("paper.pdf.crdownload", b"%PDF-1.7", "did not end"),
        ("paper", b"%PDF-1.7\n", "give it the ending .pdf"),
        ("paper.bak", b"{\\rtf1 }", "give it the ending .rtf"),
        ("paper.odd", b"Invented words.", "no reader knows a .odd file"),
        ("nothing.odd", b"", "empty"),
        ("library.enl", b"\x00\x01", "EndNote library"),
    ],
)
def test_each_kind_has_its_reason(root: Path, name: str, data: bytes, says: str) -> None:
    """What it is, and what to do; and it is a loss."""
    (root / "corpus" / name).write_bytes(data)
    assert says in why(root)[name]
    (lost,) = run(root).skipped
    assert lost.is_loss and lost.name == f"corpus/{name}"


def test_folders_links_and_marks_of_what_is_elsewhere(root: Path) -> None:
    """A folder named as a paper, a Pages folder, a dangling link, a file that is in iCloud only."""
    corpus = root / "corpus"
    (corpus / "folder.pdf").mkdir()
    (corpus / "full.docx").mkdir()
    (corpus / "full.docx" / "b.txt").write_text("gp: we were told twice")
    (corpus / "notes.pages").mkdir()
    (corpus / "notes.pages" / "preview.pdf").write_bytes(b"%PDF-1.7")
    (corpus / "gone.pdf").symlink_to("nowhere.pdf")
    (corpus / ".late.pdf.icloud").write_bytes(b"bplist00")
    said = why(root)
    assert set(said) == {"folder.pdf", "notes.pages", "gone.pdf", "late.pdf"}
    assert "holds none" in said["folder.pdf"] and "iCloud" in said["late.pdf"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="a system without /proc")
def test_what_is_on_no_disk_is_not_read(root: Path) -> None:
    """/proc leads back to the whole disk: named it fails, met it is skipped, and nothing is read."""
    corpus = root / "corpus"
    (corpus / "me").symlink_to("/proc/self")
    (corpus / "log.txt").symlink_to("/proc/kmsg")
    (corpus / "zero.txt").symlink_to("/dev/zero")
    assert set(why(root)) == {"me", "log.txt", "zero.txt"}
    (root / "config.yaml").write_text("corpus: [corpus, /proc/self, /proc/self/environ, /dev]\n")
    report = run(root)
    assert [name for name, _ in report.failed] == ["/proc/self", "/proc/self/environ", "/dev"]
    assert {line for _, line in report.failed} == {f"is not read: {of_the_system.WHY}"}
    assert report.documents == 1


def test_where_the_system_tells_no_mounts(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """What lies beside the project is a disk, whatever else is one."""
    monkeypatch.setattr(of_the_system, "_MOUNTS", "/nowhere/at/all")
    monkeypatch.setattr(of_the_system, "_ALWAYS", ("/", "/nowhere"))
    of_the_system._devices.cache_clear()
    assert not of_the_system.is_of_the_system(Path("/").stat())
    assert run(root).documents == 1
    of_the_system._devices.cache_clear()


def test_very_many_ways_out_are_counted(root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """A folder of links floods no terminal."""
    outside = root.parent / "outside"
    outside.mkdir()
    for n in range(30):
        (outside / f"{n}.txt").write_text(f"gp: nobody told us about lamp {n}")
        (root / "corpus" / f"link-{n}.txt").symlink_to(outside / f"{n}.txt")
    caplog.set_level("WARNING", "ccg_corpus")
    assert run(root).documents == 31
    said = [one.getMessage() for one in caplog.records if "outside the project" in one.getMessage()]
    assert len(said) == 21 and said[-1].endswith(": 10 more places, through links")


def test_what_nobody_put_there_is_not_named(root: Path) -> None:
    """Litter of systems; parts of a saved page are no loss."""
    corpus = root / "corpus"
    for name in ("Thumbs.db", "desktop.ini", "~$a.docx", ".DS_Store", "page_files/x.png", "x.css"):
        (corpus / name).parent.mkdir(exist_ok=True)
        (corpus / name).write_bytes(b"x")
    found = run(root).skipped
    assert [one.name for one in found] == ["corpus/page_files/x.png", "corpus/x.css"]
    assert not any(one.is_loss for one in found)


def test_left_out_by_config_is_no_loss(root: Path) -> None:
    """It is named, with that as the reason."""
    (root / "corpus" / "old.doc").write_bytes(b"x")
    (root / "config.yaml").write_text("exclude: ['*.doc', a.txt]\n")
    found = run(root).skipped
    assert {one.name: one.is_loss for one in found} == {
        "corpus/a.txt": False,
        "corpus/old.doc": False,
    }


def test_a_preview_and_every_run_say_the_same(root: Path) -> None:
    """Also of what a ZIP holds, once it was looked into, and when nothing changed."""
    (root / "corpus" / "old.doc").write_bytes(b"x")
    with zipfile.ZipFile(root / "corpus" / "all.zip", "w") as archive:
        archive.writestr("b.txt", "gp: we were told twice")
        archive.writestr("sheet.xlsx", "x")
        archive.writestr("__MACOSX/b.txt", "x")
    first = run(root).skipped
    assert [one.name for one in first] == ["corpus/old.doc", "corpus/all.zip/sheet.xlsx"]
    assert run(root).skipped == first == preview(root).skipped


def test_many_of_one_reason_are_one_line() -> None:
    """With some names, and how many there are."""
    lines = list(folded([*(skipped(f"{n}.png") for n in range(9)), skipped("a.doc")]))
    assert len(lines) == 2 and lines[0].startswith("9 files skipped: an image")
    assert lines[1].startswith("a.doc: skipped: ")
    assert list(folded([Skipped("a", "b")])) == ["a: skipped: b"]


# Exports under other names


@pytest.mark.parametrize("name", ["My Library.txt", "export.md", "export", "refs.xyz"])
def test_an_export_is_no_paper(root: Path, name: str) -> None:
    """In a folder, named by hand, and in a ZIP; its facts are used."""
    path = root / "corpus" / name
    path.write_text(RIS)
    report = run(root)
    assert (report.documents, report.skipped, report.failed) == (1, (), ())
    path.rename(root / name)
    report = run(root, root / name)
    assert (report.documents, report.failed) == (1, ())
    with zipfile.ZipFile(root / "corpus" / "all.zip", "w") as archive:
        archive.writestr("b.txt", "gp: we were told twice")
        archive.writestr(name, RIS)
    assert run(root).documents == 2


def test_a_paper_that_becomes_an_export(root: Path) -> None:
    """It leaves the corpus."""
    (root / "corpus" / "b.txt").write_text("gp: we were told twice")
    assert run(root).documents == 2
    (root / "corpus" / "b.txt").write_text(RIS)
    assert run(root).removed == ("corpus/b.txt",)


def test_what_an_export_is_good_for_is_said_once(root: Path) -> None:
    """When it is new or changed."""
    (root / "corpus" / "refs.txt").write_text(RIS + "L1  - a.txt\n")
    path = root / "corpus" / "refs.ris"
    path.write_text(RIS.replace("ER  -", "L1  - a.txt\nER  -"))
    assert run(root).exports == ("corpus/refs.ris: facts of 1 document, from 1 entry",)
    assert run(root).exports == ()
    path.write_text(path.read_text().replace("2018", "2019"))
    assert len(run(root).exports) == 1


# Names


@pytest.mark.parametrize(("typed", "there"), [(NFC, NFD), (NFD, NFC)])
def test_names_are_one_in_every_form(root: Path, typed: str, there: str) -> None:
    """In documents, exclude, corpus and references, and for a path that is named."""
    (root / "corpus" / f"{there}.txt").write_text("gp: we were told twice")
    config = root / "config.yaml"
    config.write_text(f'documents: {{"{typed}.txt": {{id: muller18}}}}\n')
    report = run(root)
    assert report.unmatched == () and report.documents == 2
    config.write_text(f'documents: {{"corpus/{typed}.txt": {{skip: true}}}}\n')
    assert run(root).documents == 1
    config.write_text(f'exclude: ["{typed}.*"]\n')
    assert run(root).documents == 1
    (root / f"{there}.txt").write_text("gp: we were told thrice")
    config.write_text("{}")
    assert run(root, root / f"{typed}.txt").added == (f"{there}.txt",)
    (root / there).mkdir()
    (root / there / "refs.ris").write_text(RIS)
    config.write_text(f'corpus: ["{typed}"]\nreferences: ["{typed}/refs.ris"]\n')
    assert run(root).failed == ()
    assert not any("no file" in warning for warning in run(root).warnings)


def test_case_is_the_disks_own(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk knows none, config.yaml need not."""
    (root / "config.yaml").write_text('documents: {"A.TXT": {id: kettle}}\n')
    assert "'A.TXT' is the name of no file (did you mean 'a.txt'?)" in run(root).unmatched[0]
    monkeypatch.setattr(project, "_is_blind_to_case", lambda root: True)
    (root / "corpus" / "b.txt").write_text("gp: we were told twice")
    assert run(root).unmatched == ()


def test_entries_about_no_file(root: Path) -> None:
    """One line each; of a file that failed, is left out or is an export there is one."""
    corpus = root / "corpus"
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "refs.txt").write_text(RIS)
    (root / "config.yaml").write_text(
        "documents:\n  a.txt: {year: 2018}\n  empty.txt: {year: 2018}\n  refs.txt: {skip: true}\n"
        "  kettel.txt: {year: 2018}\n  corpus/b.txt: {year: 2018}\n"
        "exclude: [drafts.txt, '*.bak']\n"
    )
    lines = run(root).unmatched
    assert [line.split("'")[1] for line in lines] == ["kettel.txt", "corpus/b.txt", "drafts.txt"]
    assert run(root).unmatched == lines
