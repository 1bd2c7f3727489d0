"""ZIP files in a corpus: each file within is a document, and is known, changed and dropped as one."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import notation
import pytest

from ccg_corpus.core.model import KINDS, Draft
from ccg_corpus.ingest import Report, ingest, preview
from ccg_corpus.ingest.run import IngestRun
from ccg_corpus.ingest.workers.task import TaskResult
from ccg_corpus.project import init_project
from ccg_corpus.store import Selection, SourceRow, Store

LONG_AGO_NS = 1_500_000_000_000_000_000


class Reading:
    """Stages that remember which names they were asked to read."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def run(self, root: Path, *paths: Path) -> Report:
        self.names.clear()

        def read(data: bytes, name: str) -> Draft:
            self.names.append(name)
            return notation.read(data, name)

        return ingest(
            root, paths, stages=notation.Stages(read, notation.rebuild, notation.quotations_of)
        )


@pytest.fixture
def reading() -> Reading:
    return Reading()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = init_project(tmp_path / "project")
    write(
        root, {"a.txt": "gp: from a", "sub/b.txt": "gp: from b", "c.exe": "", "__MACOSX/a.txt": ""}
    )
    return root


def write(root: Path, members: dict[str, str], *, mtime_ns: int = LONG_AGO_NS) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(zipfile.ZipInfo(name), text)
    path = root / "corpus" / "export.zip"
    path.write_bytes(out.getvalue())
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def said(root: Path) -> dict[str, str]:
    """Each record's words by its document's source."""
    with Store.to_read(root) as store:
        numbers = store.finished.numbers(Selection(KINDS, all_printings=True))
        lines = [json.loads(json.dumps(one)) for one in store.finished.records(numbers)]
    return {one["document"]["source"]: one["text"] for one in lines}


def test_each_file_within_is_a_document(project: Path, reading: Reading) -> None:
    """Under the ZIP's name and its own; what is no paper is counted."""
    report = reading.run(project)
    assert report.added == ("corpus/export.zip/a.txt", "corpus/export.zip/sub/b.txt")
    assert (report.documents, len(report.skipped), report.failed) == (2, 1, ())
    assert said(project) == {
        "corpus/export.zip/a.txt": "from a",
        "corpus/export.zip/sub/b.txt": "from b",
    }


def test_the_second_run_opens_nothing(
    project: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ZIP's size and time speak for all in it."""
    reading.run(project)

    def no_file(path: Path) -> None:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr("ccg_corpus.ingest.workers.task.open_source", no_file)
    report = reading.run(project)
    assert report.unchanged == ("corpus/export.zip/a.txt", "corpus/export.zip/sub/b.txt")


def test_only_what_changed_within_is_read_again(project: Path, reading: Reading) -> None:
    """New, changed, unchanged and removed, file by file."""
    reading.run(project)
    write(
        project, {"a.txt": "gp: from a", "sub/b.txt": "gp: anew", "d.txt": "gp: from d"}, mtime_ns=1
    )
    report = reading.run(project)
    assert (report.added, report.changed) == (
        ("corpus/export.zip/d.txt",),
        ("corpus/export.zip/sub/b.txt",),
    )
    assert report.unchanged == ("corpus/export.zip/a.txt",)
    assert len(reading.names) == 2
    write(project, {"d.txt": "gp: from d"}, mtime_ns=2)
    assert reading.run(project).removed == (
        "corpus/export.zip/a.txt",
        "corpus/export.zip/sub/b.txt",
    )
    assert list(said(project)) == ["corpus/export.zip/d.txt"]


def test_touched_and_gone(project: Path, reading: Reading) -> None:
    """Another time alone reads nothing; without the ZIP nothing of it is left."""
    reading.run(project)
    path = project / "corpus" / "export.zip"
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS + 5))
    assert len(reading.run(project).unchanged) == 2 and not reading.names
    path.unlink()
    assert len(reading.run(project).removed) == 3
    assert said(project) == {}


def test_a_zip_that_breaks_takes_its_documents_with_it(project: Path, reading: Reading) -> None:
    """And gives them back when it is mended."""
    reading.run(project)
    before = said(project)
    path = project / "corpus" / "export.zip"
    whole = path.read_bytes()
    path.write_bytes(whole[:50])
    report = reading.run(project)
    assert [name for name, _ in report.failed] == ["corpus/export.zip"] and said(project) == {}
    path.write_bytes(whole)
    assert len(reading.run(project).added) == 2
    assert said(project) == before


def test_one_that_fails_within(project: Path, reading: Reading) -> None:
    """One line under its own name; every later run says it again."""
    write(project, {"a.txt": "broken", "b.txt": "gp: well"})
    expected = (("corpus/export.zip/a.txt", "is broken"),)
    assert reading.run(project).failed == expected
    assert reading.run(project).failed == expected and not reading.names
    assert list(said(project)) == ["corpus/export.zip/b.txt"]


def test_a_run_that_ends_within(
    project: Path, reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ZIP of which half was read when the run was killed is looked into again."""
    put = IngestRun._put

    def killed(self: IngestRun, row: SourceRow, answer: TaskResult) -> None:
        put(self, row, answer)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(IngestRun, "_put", killed)
        reading.run(project)
    assert reading.run(project).added == ("corpus/export.zip/sub/b.txt",)
    assert len(said(project)) == 2


def test_config_reaches_within(project: Path, reading: Reading) -> None:
    """Patterns, `skip` and facts go by the names within, and a change of mind is followed."""
    reading.run(project)
    (project / "config.yaml").write_text("exclude: ['*/sub/*']\ndocuments: {a.txt: {year: 1999}}\n")
    assert reading.run(project).removed == ("corpus/export.zip/sub/b.txt",)
    assert not reading.names
    (project / "config.yaml").write_text(
        "documents: {corpus/export.zip/a.txt: {skip: true}, b.txt: {id: bee}}\n"
    )
    report = reading.run(project)
    assert (report.added, report.removed) == (
        ("corpus/export.zip/sub/b.txt",),
        ("corpus/export.zip/a.txt",),
    )
    with Store.to_read(project) as store:
        assert store.finished.document_ids() == [("bee", "corpus/export.zip/sub/b.txt")]


def test_new_roles_search_within_without_reading(project: Path, reading: Reading) -> None:
    """As for files of their own."""
    reading.run(project)
    (project / "config.yaml").write_text("roles: {well-keeper: [well keeper]}\n")
    assert len(reading.run(project).changed) == 2 and not reading.names
    assert len(reading.run(project).unchanged) == 2


def test_a_preview(project: Path, reading: Reading) -> None:
    """Says what would be read and dropped, and leaves no trace."""
    assert preview(project).new == ("corpus/export.zip",)
    assert not (project / ".ccg").exists()
    reading.run(project)
    (project / "corpus" / "new.txt").write_text("gp: new")
    (project / "corpus" / "bad.txt").write_text("broken")
    os.utime(project / "corpus" / "export.zip")
    before = (project / ".ccg" / "corpus.sqlite").read_bytes()
    seen = preview(project)
    assert (seen.new, seen.changed) == (("corpus/bad.txt", "corpus/new.txt"), ())
    assert len(seen.unchanged) == 2 and not seen.gone
    write(project, {"a.txt": "gp: other"}, mtime_ns=5)
    assert preview(project).changed == ("corpus/export.zip",)
    (project / "corpus" / "export.zip").unlink()
    assert len(preview(project).gone) == 3
    assert (project / ".ccg" / "corpus.sqlite").read_bytes() == before
