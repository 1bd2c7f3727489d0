"""Files in, corpus out: what is read, what is kept, what is dropped, and what a kill can't break."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import notation
import pytest

from ccg_corpus.core.errors import BadConfig, Locked, Unreadable
from ccg_corpus.core.model import KINDS, Document, Draft, Quotation
from ccg_corpus.ingest import Report, Step, ingest
from ccg_corpus.project import init_project
from ccg_corpus.store import Selection, Store
from ccg_corpus.store.database import DATABASE_NAME, cache_directory
from ccg_corpus.store.lock import locked

CHECKOUT = Path(__file__).parents[2]
PLACES = (str(CHECKOUT), str(CHECKOUT / "tests"))
LONG_AGO_NS = 1_500_000_000_000_000_000


@dataclass
class Counted:
    """Stages that remember what they were asked for."""

    read: list[str] = field(default_factory=list)
    found: list[str] = field(default_factory=list)

    def stages(self) -> notation.Stages:
        return notation.Stages(self._read, notation.rebuild, self._find)

    def _read(self, data: bytes, name: str) -> Draft:
        self.read.append(name)
        return notation.read(data, name)

    def _find(self, document: Document) -> tuple[Quotation, ...]:
        self.found.append(document.source)
        return notation.quotations_of(document)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with two papers and one note in its corpus folder."""
    root = init_project(tmp_path / "project")
    write(root / "corpus" / "a.txt", "# Wells\ngp, D: nobody told us")
    write(root / "corpus" / "deep" / "b.txt", "nurse: we were told twice")
    write(root / "corpus" / "notes.xyz", "no format of ours")
    return root


def write(path: Path, text: str, *, mtime_ns: int = LONG_AGO_NS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(mtime_ns, mtime_ns))
    return path


def run(root: Path, *paths: Path, counted: Counted | None = None) -> Report:
    return ingest(root, paths, stages=(counted or Counted()).stages())


def texts(root: Path) -> list[str]:
    """The words of every record, by document and place."""
    return [json.loads(line)["text"] for line in dump(root)]


def dump(root: Path) -> list[str]:
    """Every record of every kind and printing, as it is printed."""
    with Store.to_read(root) as store:
        numbers = store.finished.numbers(Selection(KINDS, all_printings=True))
        return [json.dumps(record) for record in store.finished.records(numbers)]


# What a run does


def test_a_first_run(project: Path) -> None:
    """Every file of a known format is taken in, however deep; the others are counted."""
    report = run(project)
    assert report.added == ("corpus/a.txt", "corpus/deep/b.txt")
    assert (report.documents, report.quotations, len(report.skipped)) == (2, 2, 1)
    assert not report.failed and not report.changed and not report.removed
    assert texts(project) == ["nobody told us", "we were told twice"]


def test_a_second_run_reads_nothing(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unchanged files are known by size and time; none is opened."""
    run(project)

    def no_file(path: Path) -> None:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr("ccg_corpus.ingest.workers.task.open_source", no_file)
    counted = Counted()
    report = run(project, counted=counted)
    assert report.unchanged == ("corpus/a.txt", "corpus/deep/b.txt")
    assert counted.read == counted.found == []


def test_a_changed_file_replaces_its_document(project: Path) -> None:
    """Only the file that changed is read again."""
    run(project)
    write(project / "corpus" / "a.txt", "gp: it is all new", mtime_ns=LONG_AGO_NS + 1)
    counted = Counted()
    report = run(project, counted=counted)
    assert report.changed == ("corpus/a.txt",) and counted.read == ["a.txt"]
    assert texts(project) == ["it is all new", "we were told twice"]


def test_a_touched_file_is_not_read_again(project: Path) -> None:
    """Another time and the same content is no change; the new time is remembered."""
    run(project)
    os.utime(project / "corpus" / "a.txt", ns=(LONG_AGO_NS, LONG_AGO_NS + 5))
    counted = Counted()
    assert run(project, counted=counted).changed == ()
    with Store.to_read(project) as store:
        assert store.sources.all()["corpus/a.txt"].mtime_ns == LONG_AGO_NS + 5
    assert counted.read == []


def test_a_file_changed_within_the_same_tick(project: Path) -> None:
    """A file as fresh as its last reading is not trusted to be unchanged."""
    now = time.time_ns()
    path = write(project / "corpus" / "a.txt", "gp: first words", mtime_ns=now)
    run(project)
    write(path, "gp: other words", mtime_ns=now)
    assert run(project).changed == ("corpus/a.txt",)
    assert "other words" in texts(project)


def test_a_removed_file_leaves_the_corpus(project: Path) -> None:
    """Its document and quotations go with it."""
    run(project)
    (project / "corpus" / "a.txt").unlink()
    report = run(project)
    assert report.removed == ("corpus/a.txt",) and report.documents == 1
    assert texts(project) == ["we were told twice"]


def test_progress(project: Path) -> None:
    """The start and each file that was read is announced, with the quotations found so far."""
    steps: list[Step] = []
    ingest(project, progress=steps.append, stages=notation.STAGES)
    assert [(step.done, step.total, step.source, step.quotations) for step in steps] == [
        (0, 2, "corpus/a.txt", 0),
        (1, 2, "corpus/a.txt", 1),
        (2, 2, "corpus/deep/b.txt", 2),
    ]


# Files outside the project


def test_outside_files_stay_until_they_disappear(project: Path, tmp_path: Path) -> None:
    """A path outside the corpus folders is taken in, checked by every run, and dropped when gone."""
    outside = write(tmp_path / "papers" / "c.txt", "gp: from outside")
    assert run(project, tmp_path / "papers").added == (str(outside),)
    assert texts(project) == ["from outside"]
    assert run(project).added == ("corpus/a.txt", "corpus/deep/b.txt")
    write(outside, "gp: changed outside", mtime_ns=LONG_AGO_NS + 1)
    assert run(project).changed == (str(outside),)
    outside.unlink()
    assert run(project).removed == (str(outside),)
    assert not run(project).failed


def test_outside_files_survive_the_cache(project: Path, tmp_path: Path) -> None:
    """Which files belong to the corpus is the user's decision; taking a line away undoes it."""
    names = ("plain.txt", "# odd.txt", "two\nlines.txt", " spaced .txt", "caf\u00e9.txt")
    for name in names:
        write(tmp_path / "papers" / name, f"gp: {name!r}")
    run(project, tmp_path / "papers")
    run(project)
    before = dump(project)
    shutil.rmtree(cache_directory(project))
    run(project)
    assert dump(project) == before and len(before) == 2 + len(names)
    kept = project / "outside.txt"
    kept.write_text(kept.read_text().replace(f"{tmp_path}/papers/plain.txt\n", ""))
    assert run(project).removed == (str(tmp_path / "papers" / "plain.txt"),)


def test_given_paths_leave_the_others_alone(project: Path) -> None:
    """A run over one path neither reads nor drops another file, unless that is gone."""
    run(project)
    write(project / "corpus" / "a.txt", "gp: changed", mtime_ns=LONG_AGO_NS + 1)
    report = run(project, project / "corpus" / "deep")
    assert (report.changed, report.unchanged) == ((), ("corpus/deep/b.txt",))
    assert "nobody told us" in texts(project)
    (project / "corpus" / "a.txt").unlink()
    assert run(project, project / "corpus" / "deep").removed == ("corpus/a.txt",)


def test_a_given_path_in_the_corpus_folder_is_no_exception(project: Path) -> None:
    """Named or not, a file of the corpus folder goes by its folder's rules."""
    run(project, project / "corpus" / "a.txt")
    (project / "config.yaml").write_text("exclude: ['a.txt']\n")
    report = run(project)
    assert report.removed == ("corpus/a.txt",) and len(report.skipped) == 2


# Files that can't be taken in


def test_a_bad_file_leaves_the_others_alone(project: Path) -> None:
    """One line for each, the others are taken in, and every later run says it again."""
    write(project / "corpus" / "empty.txt", "")
    write(project / "corpus" / "broken.txt", "broken on the inside")
    expected = (
        ("corpus/broken.txt", "is broken"),
        ("corpus/empty.txt", "the file is empty"),
    )
    assert run(project).failed == expected
    counted = Counted()
    report = run(project, counted=counted)
    assert report.failed == expected and counted.read == []
    assert report.documents == 2


def test_a_mended_file_is_tried_again(project: Path) -> None:
    """What failed is read again when it changed."""
    path = write(project / "corpus" / "c.txt", "broken")
    assert run(project).failed
    write(path, "gp: mended", mtime_ns=LONG_AGO_NS + 1)
    report = run(project)
    assert not report.failed and report.changed == ("corpus/c.txt",)


def test_a_file_that_breaks_takes_its_document_with_it(project: Path) -> None:
    """What it held is no longer what the file says."""
    run(project)
    write(project / "corpus" / "a.txt", "broken", mtime_ns=LONG_AGO_NS + 1)
    assert run(project).failed == (("corpus/a.txt", "is broken"),)
    assert texts(project) == ["we were told twice"]


def test_a_file_that_can_not_be_opened_is_tried_every_time(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A permission given back changes neither size nor time."""

    def forbidden(path: Path) -> None:
        raise Unreadable("can't be read: Permission denied")

    with monkeypatch.context() as patched:
        patched.setattr("ccg_corpus.ingest.workers.task.open_source", forbidden)
        failed = run(project).failed
    assert failed[0] == ("corpus/a.txt", "can't be read: Permission denied")
    assert not run(project).failed


def test_quotations_that_are_not_in_the_text_are_a_failure(project: Path) -> None:
    """Rules that invent words make no record; the file is reported."""

    def invent(document: Document) -> tuple[Quotation, ...]:
        return tuple(replace(q, text="invented") for q in notation.quotations_of(document))

    stages = replace(notation.STAGES, find=invent)
    report = ingest(project, stages=stages)
    assert [name for name, _ in report.failed] == ["corpus/a.txt", "corpus/deep/b.txt"]
    assert texts(project) == []


def test_half_a_character_is_a_failure(project: Path) -> None:
    """Text that no encoding can write is refused for its file only."""

    def half(draft: Draft, source: str) -> Document:
        document = notation.rebuild(draft, source)
        return replace(document, text="\ud800") if source.endswith("a.txt") else document

    report = ingest(project, stages=replace(notation.STAGES, rebuild=half, find=lambda _: ()))
    assert [name for name, _ in report.failed] == ["corpus/a.txt"]


def test_a_folder_that_can_not_be_looked_into(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is reported; what was known of its files stays, for nobody removed them."""
    run(project)
    scandir = os.scandir

    def guarded(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    report = run(project)
    assert report.failed == (("corpus/deep", "can't be read: Permission denied"),)
    assert report.removed == () and report.documents == 2


def test_paths_that_are_no_papers(project: Path, tmp_path: Path) -> None:
    """A path that is not there, a pipe and a link to nothing fail alone, and nothing waits."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    paths = [tmp_path / name for name in ("missing.txt", "pipe", "dangling.txt")]
    report = run(project, *paths, project / "corpus")
    assert {Path(name).name for name, _ in report.failed} == {path.name for path in paths}
    assert report.documents == 2


# Names and links


def test_names_that_tempt(project: Path) -> None:
    """Line ends, quotes and bytes that are no text make a name, not a fault."""
    for name in ("two\nlines.txt", "quo'te\".txt", "%s {} -- .txt", "caf\u00e9.txt"):
        write(project / "corpus" / name, f"gp: {name!r}")
    odd = os.fsdecode(os.fsencode(project / "corpus") + b"/\xff.txt")
    write(Path(odd), "gp: odd")
    report = run(project)
    assert not report.failed and report.documents == 7
    assert len(run(project).unchanged) == 7


def test_links(project: Path, tmp_path: Path) -> None:
    """A linked folder is read under the name it has here; one that leads back is not followed."""
    write(tmp_path / "elsewhere" / "c.txt", "gp: linked")
    (project / "corpus" / "link").symlink_to(tmp_path / "elsewhere")
    (project / "corpus" / "deep" / "loop").symlink_to(project / "corpus")
    (project / "corpus" / "self").symlink_to(project / "corpus" / "self")
    report = run(project)
    assert report.added == ("corpus/a.txt", "corpus/deep/b.txt", "corpus/link/c.txt")


def test_hidden_files_are_not_looked_at(project: Path) -> None:
    """Nor is the cache, where the corpus is the project itself."""
    write(project / "corpus" / ".hidden.txt", "gp: hidden")
    write(project / "corpus" / ".git" / "c.txt", "gp: hidden too")
    (project / "config.yaml").write_text("corpus: [.]\n")
    assert run(project).documents == 2
    assert run(project).documents == 2


# Config and rules


def test_a_change_of_the_config_reads_no_file(project: Path) -> None:
    """Facts, studies and codes are laid over what was found."""
    run(project)
    (project / "config.yaml").write_text(
        "documents: {a.txt: {id: renamed, year: 1999}}\ncodes: {told: [told]}\n"
    )
    counted = Counted()
    report = run(project, counted=counted)
    assert report.unchanged and counted.read == counted.found == []
    record = json.loads(dump(project)[1])
    assert record["document"]["year"] == 1999 and record["codes"] == ["told"]


def test_new_roles_find_quotations_again_without_reading(project: Path) -> None:
    """Additions to the vocabulary change what is found, not what the file holds."""
    run(project)
    (project / "config.yaml").write_text("roles: {well-keeper: [well keeper]}\n")
    counted = Counted()
    report = run(project, counted=counted)
    assert report.changed == ("corpus/a.txt", "corpus/deep/b.txt")
    assert counted.read == [] and counted.found == ["corpus/a.txt", "corpus/deep/b.txt"]


def test_new_reading_rules_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was read by other rules is read by the new ones, failures too."""
    write(project / "corpus" / "c.txt", "broken")
    run(project)
    monkeypatch.setattr("ccg_corpus.ingest.stages.rules_key", lambda rooms: "new")
    counted = Counted()
    run(project, counted=counted)
    assert counted.read == ["a.txt", "c.txt", "b.txt"]


def test_a_document_that_the_config_leaves_out(project: Path) -> None:
    """`skip` takes a document out, and putting it back takes it in."""
    run(project)
    config = (project / "config.yaml").read_text()
    (project / "config.yaml").write_text("documents: {a.txt: {skip: true}}\n")
    assert run(project).removed == ("corpus/a.txt",)
    (project / "config.yaml").write_text(config)
    assert run(project).added == ("corpus/a.txt",)


def test_a_wrong_config_is_one_error(project: Path) -> None:
    """Nothing is read with a config that can't be understood."""
    (project / "config.yaml").write_text("corpus: [corpus\n")
    with pytest.raises(BadConfig):
        run(project)


# A cache


def many_files(root: Path, count: int = 24) -> Path:
    """A project whose files are versions of one another, and say things twice."""
    init_project(root)
    for n in range(count):
        body = (
            f"# Theme {n % 5}\ngp, {'ABCD'[n % 4]}: this was said by number {n // 2} and no other"
        )
        write(root / "corpus" / f"{n:02}.txt", f"Front {n}\n{body}\nnurse: yes\nnurse: yes")
    return root


def test_deleting_the_cache_changes_nothing(project: Path) -> None:
    """The same records, to the byte, from nothing, and in any order of files."""
    many_files(project)
    run(project)
    before = dump(project)
    shutil.rmtree(cache_directory(project))
    run(project)
    assert dump(project) == before
    shutil.rmtree(cache_directory(project))
    paths = sorted((project / "corpus").rglob("*.txt"))
    random.Random(1).shuffle(paths)
    for path in paths:
        run(project, path)
    assert dump(project) == before


@pytest.mark.parametrize("content", [b"", b"not a database" * 999])
def test_a_damaged_cache_is_made_anew(project: Path, content: bytes) -> None:
    """Whatever lies where the store should be, the next run mends it."""
    run(project)
    before = dump(project)
    (cache_directory(project) / DATABASE_NAME).write_bytes(content)
    assert len(run(project).added) == 2
    assert dump(project) == before


def test_damage_found_on_the_way_is_mended_too(project: Path) -> None:
    """A page that is wrong inside a good file is met while finishing, and all is read again."""
    run(project)
    before = dump(project)
    path = cache_directory(project) / DATABASE_NAME
    import sqlite3

    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE extractions SET document = '{broken', work = '[]'")
    connection.close()
    write(project / "corpus" / "c.txt", "gp: one more")
    run(project)
    assert set(before) < set(dump(project))


def test_two_runs_at_once(project: Path) -> None:
    """The second says who holds the project, or waits if it is asked to."""
    with locked(project), pytest.raises(Locked, match=rf"process {os.getpid()}"):
        run(project)
    assert run(project).documents == 2


SCRIPT = """
import os, signal, sys
from contextlib import contextmanager
from pathlib import Path
from ccg_corpus.ingest import ingest
from ccg_corpus.store import Store
import notation

root, kill_at, when = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
count, transaction = 0, Store.transaction

@contextmanager
def counted(self):
    global count
    count += 1
    with transaction(self):
        yield
        if when == "before" and count == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
    if when == "after" and count == kill_at:
        os.kill(os.getpid(), signal.SIGKILL)

Store.transaction = counted
ingest(root, stages=notation.STAGES)
print(count)
"""


def start(root: Path, kill_at: int, when: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", SCRIPT, str(root), str(kill_at), when]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(PLACES)}
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    root = many_files(tmp_path_factory.mktemp("undisturbed"))
    run(root)
    return dump(root)


def prepare_update(root: Path) -> Callable[[], None]:
    """A corpus of the first half of the files; call the result to add the others."""
    many_files(root)
    later = sorted((root / "corpus").iterdir())[12:]
    contents = [path.read_text() for path in later]
    for path in later:
        path.unlink()
    run(root)

    def add() -> None:
        for path, text in zip(later, contents, strict=True):
            write(path, text)

    return add


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kill_at", [1, 7, 12, 13, 14])
def test_a_kill_at_any_write(
    tmp_path: Path, undisturbed: list[str], kill_at: int, when: str
) -> None:
    """Killed before or after a transaction is committed, the next run ends where it should."""
    prepare_update(tmp_path)()
    killed = start(tmp_path, kill_at, when)
    assert killed.wait() == -signal.SIGKILL
    run(tmp_path)
    assert dump(tmp_path) == undisturbed


def test_kills_at_random_moments(tmp_path: Path, undisturbed: list[str]) -> None:
    """CCG_KILLS kills, each at another moment of a first run, and none leaves a trace."""
    moments = random.Random(7)
    for n in range(int(os.environ.get("CCG_KILLS", "4"))):
        root = many_files(tmp_path / str(n))
        process = start(root, 0, "never")
        try:
            process.wait(moments.uniform(0.1, 1.2))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        run(root)
        assert dump(root) == undisturbed, f"after kill {n}"
