"""Runs that are disturbed: workers that die, a full disk, files that move, a parent that is killed."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from making import zipped
from running import GOOD, environment, ingest, make_project, records

from ccg_corpus import ingest as package
from ccg_corpus.core.errors import CcgError, Unreadable
from ccg_corpus.ingest.stages import Pipeline
from ccg_corpus.ingest.workers import pool
from ccg_corpus.ingest.workers.task import Task, TaskRunner
from ccg_corpus.project.config import load_config
from ccg_corpus.readers import Limits, open_source, read_bytes

pytestmark = pytest.mark.long

HERE = Path(__file__).parent
GOOD_ONE = GOOD.format(n=7).encode()


def many(count: int = 24) -> dict[str, bytes]:
    """Good files, some of them in a ZIP."""
    texts = {f"{n:03}.txt": GOOD.format(n=n).encode() for n in range(count)}
    packed = [(f"in/{name}", data.replace(b"lamps", b"mops")) for name, data in texts.items()]
    return {**texts, "export.zip": zipped(packed[:9])}


def command(root: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "ccg_corpus", "--project", str(root), "ingest", *arguments]


# Workers


def test_any_number_of_workers_gives_the_same(tmp_path: Path) -> None:
    """Records are the same, to the byte, from one worker, from two and from five."""
    found = []
    for jobs in ("1", "2", "5"):
        root = make_project(tmp_path / "project", many(), good=0)
        assert ingest(root, "--jobs", jobs).code == 0
        found.append(records(root))
        shutil.rmtree(root)
    assert len(found[0]) == 33 and found[0] == found[1] == found[2]


def test_a_worker_that_dies_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However it ends, its file has one line, and the others are read."""
    monkeypatch.setattr(pool, "_WORKER", "dying_worker")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    names = ("crash", "outside", "garbage", "forever", "memory", "fault")
    files = {f"{name}.txt": GOOD_ONE for name in names}
    root = make_project(tmp_path / "project", files, limits="limits: {seconds: 10}\n")
    report = package.ingest(root, jobs=2)
    said = {name.removeprefix("corpus/"): line for name, line in report.failed}
    assert set(said) == set(files) and report.documents == 3
    assert said["crash.txt"].startswith("made its reader crash (SIGSEGV)")
    assert said["outside.txt"].startswith("its reader was stopped (limit 768 MB)")
    assert said["forever.txt"].startswith("not read within 10 s: given up (limits: ")
    assert said["memory.txt"].startswith("needs more than 768 MB (limits: memory_mb ")
    assert said["fault.txt"].startswith("a fault of ccg: please report it (LookupError of ours, ")
    assert not children_of(os.getpid())


def test_what_may_have_been_bad_luck_is_tried_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader's end or a fault of ours: the next run tries again, later ones only when asked to."""
    started: list[int] = []
    start = pool._started
    monkeypatch.setattr(pool, "_started", lambda: started.append(1) or start())
    monkeypatch.setattr(pool, "_WORKER", "dying_worker")
    monkeypatch.setenv("PYTHONPATH", str(HERE))
    packed = zipped([("crash-later.txt", GOOD_ONE), ("well.txt", GOOD_ONE)])
    files = {"packed.zip": packed, "fault-later.txt": GOOD_ONE, "memory-later.txt": GOOD_ONE}
    root = make_project(tmp_path / "project", files)
    for path in (root / "corpus").iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))

    def said(**options: bool) -> dict[str, str]:
        started.clear()
        failed = package.ingest(root, jobs=1, **options).failed
        return {name.rpartition("/")[2]: line.partition("; ")[2] for name, line in failed}

    memory = {"memory-later.txt": ""}
    next_run = "the next run tries again"
    assert said() == {"crash-later.txt": next_run, "fault-later.txt": next_run, **memory}
    before = "it failed before: 'ccg ingest --retry-failed' tries again"
    twice = {"crash-later.txt": before, "fault-later.txt": before, **memory}
    assert said() == twice and started
    assert said() == twice and not started
    assert said(retry_failed=True) == twice and started
    monkeypatch.setattr(pool, "_WORKER", "ccg_corpus.ingest.workers.worker")
    assert said() == twice and not started
    assert said(retry_failed=True) == {} and started
    assert said() == {} and not started


def test_one_that_ran_out_of_memory_is_asked_again_by_a_fresh_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a worker read before does not decide what becomes of a file."""
    root = make_project(tmp_path / "project", {})
    asked: list[str] = []
    ask = pool._Worker.ask

    def short(self: pool._Worker, task: Task, seconds: float) -> pool.TaskResult:
        was_fresh = self.is_fresh
        answer = ask(self, task, seconds)
        asked.append(task.name)
        return answer if was_fresh else pool.TaskResult(error="no memory", is_spent=True)

    monkeypatch.setattr(pool._Worker, "ask", short)
    report = package.ingest(root, jobs=1)
    assert not report.failed and len(asked) == 5


def test_workers_are_not_started_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None where all is known, one for a few small files."""
    root = make_project(tmp_path / "project", {})
    started = []
    start = pool._started
    monkeypatch.setattr(pool, "_started", lambda: started.append(1) or start())
    package.ingest(root, jobs=8)
    assert len(started) == 1
    for path in (root / "corpus").iterdir():
        os.utime(path, (1_500_000_000, 1_500_000_000))
    package.ingest(root)
    started.clear()
    package.ingest(root)
    assert not started


def test_it_can_not_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, and nothing hangs."""
    monkeypatch.setattr(pool, "_WORKER", "no_such_module")
    root = make_project(tmp_path / "project", {})
    with pytest.raises(CcgError, match="can't be started"):
        package.ingest(root)


# Whoever started them is gone


def children_of(process_id: int) -> list[int]:
    """The processes that a process started and that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == process_id and fields[0] != "Z":
            found.append(int(status.parent.name))
    return found


def is_running(process_id: int) -> bool:
    try:
        return Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_no_orphans(tmp_path: Path, how: signal.Signals) -> None:
    """Workers end with their parent, however that ends and whatever they read."""
    slow = "“‘".encode() * 400_000
    root = make_project(tmp_path / "project", {f"slow-{n}.txt": slow for n in range(4)})
    run = subprocess.Popen(
        command(root, "--jobs", "2"), env=environment(), stderr=subprocess.PIPE,
        start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while len(workers := children_of(run.pid)) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    run.send_signal(how)
    _, said = run.communicate(timeout=30)
    assert run.returncode == (130 if how == signal.SIGINT else -how) and said == b""
    deadline = time.monotonic() + 10
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(workers) == 2 and not any(map(is_running, workers))


def test_kills_with_workers_leave_whole_documents(tmp_path: Path) -> None:
    """CCG_KILLS kills, each at another moment; the next run completes the corpus."""
    whole = make_project(tmp_path / "whole", many(), good=0)
    ingest(whole)
    moments = random.Random(3)
    for n in range(int(os.environ.get("CCG_KILLS", "2"))):
        root = make_project(tmp_path / str(n), many(), good=0)
        run = subprocess.Popen(command(root, "-q", "--jobs", "2"), env=environment())
        try:
            run.wait(moments.uniform(0.3, 1.5))
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
        assert ingest(root).code == 0
        assert records(root) == records(whole), f"after kill {n}"


def test_two_runs_at_once(tmp_path: Path) -> None:
    """The second says who holds the project while workers read for the first."""
    root = make_project(tmp_path / "project", {"slow.txt": "“‘".encode() * 400_000})
    first = subprocess.Popen(
        command(root), env=environment(), stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 30
    while not (root / ".ccg" / "lock.holder").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    second = ingest(root, "--wait", "0")
    first.kill()
    first.communicate()
    assert second.code == 2
    assert second.lines == [
        line for line in second.lines if f"another run (process {first.pid}) holds the" in line
    ]


# A full disk


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 1 MB, where we may mount one."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("may not mount a disk")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_a_full_disk(small_disk: Path, tmp_path: Path) -> None:
    """One line and exit code 2; what is stored is whole, and room is all the next run needs."""
    big = {f"{n}.txt": GOOD.format(n=n).encode() + b"Words fill it. " * 3_000 for n in range(9)}
    apart = make_project(tmp_path / "apart", big)
    # The files are elsewhere: the disk is the cache's.
    root = make_project(small_disk / "project", {}, good=0)
    shutil.rmtree(root / "corpus")
    (root / "corpus").symlink_to(apart / "corpus")
    for rest in (b"x" * 2_000_000, b""):
        full = ingest(root)
        (error,) = [line for line in full.lines if not line.startswith("note: ")]
        assert full.code == 2 and error.startswith("ccg: ") and "full" in error
        with suppress(OSError), (small_disk / "rest").open("wb") as filler:
            filler.write(rest)
    (small_disk / "rest").unlink(missing_ok=True)
    subprocess.run(["mount", "-o", "remount,size=60m", str(small_disk)], check=True)
    assert ingest(root).code == 0
    assert ingest(apart).code == 0
    assert records(root) == records(apart)


@pytest.mark.parametrize("kilobytes", [100, 700])
def test_no_file_may_grow(tmp_path: Path, kilobytes: int) -> None:
    """The same where a quota stops the run, at any moment of it."""
    root = make_project(tmp_path / "project", many(), good=0)
    limit = kilobytes * 1024

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        command(root), env=environment(), capture_output=True, preexec_fn=bounded, text=True
    )
    said = done.stderr.splitlines()
    assert done.returncode in (0, 2) and "Traceback" not in done.stderr
    assert done.returncode == 0 or (len(said) == 1 and said[0].startswith("ccg: "))
    assert ingest(root).code == 0
    assert len(records(root)) == 33


# Files that move


def test_a_file_that_grows_while_it_is_read(tmp_path: Path) -> None:
    """It is refused: half of a file is no file."""
    path = tmp_path / "growing.txt"
    path.write_bytes(GOOD_ONE)
    with pytest.raises(Unreadable, match="changed while it was read"), open_source(path) as file:
        real = file.read

        class Growing:
            def read(self, count: int) -> bytes:
                with path.open("ab") as more:
                    more.write(b"more")
                return real(count)

            def fileno(self) -> int:
                return file.fileno()

        read_bytes(Growing(), limits=Limits())  # type: ignore[arg-type]


def test_a_file_that_is_gone_when_its_turn_comes(tmp_path: Path) -> None:
    """One line."""
    root = make_project(tmp_path / "project", {})
    work = TaskRunner(Pipeline(load_config(root)))
    answer = work.do(Task("corpus/gone.txt", os.fsencode(root / "corpus" / "gone.txt")))
    assert answer.error == "can't be read: No such file or directory"


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even one that came there after it was looked at."""
    pipe, file = tmp_path / "pipe.txt", tmp_path / "file.txt"
    os.mkfifo(pipe)
    file.write_bytes(GOOD_ONE)
    stat = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self: stat(file if self == pipe else self))
    said: list[str] = []

    def read() -> None:
        try:
            with open_source(pipe) as opened:
                opened.read()
        except Unreadable as error:
            said.append(str(error))

    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(10)
    assert said == ["not a regular file"]


def test_names_and_places_that_tempt(tmp_path: Path) -> None:
    """Line ends and bytes that are no text in names, loops of links, pipes and devices."""
    root = make_project(tmp_path / "project", {"two\nlines.txt": GOOD_ONE, "e\x1b[31m.txt": b""})
    corpus = root / "corpus"
    Path(os.fsdecode(os.fsencode(corpus) + b"/\xff\xfe.txt")).write_bytes(GOOD_ONE)
    (corpus / "loop").symlink_to(corpus)
    (corpus / "self.txt").symlink_to(corpus / "self.txt")
    (corpus / "zero.txt").symlink_to("/dev/zero")
    (corpus / "nowhere.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(corpus / "pipe.txt")
    cost = ingest(root)
    assert cost.code == 2 and len(records(root)) == 5
    assert [line for line in cost.lines if line.startswith("ccg: ")] == [
        "ccg: corpus/self.txt: can't be read: Too many levels of symbolic links",
        "ccg: corpus/e\ufffd[31m.txt: the file is empty",
    ]
    named = ingest(root, str(corpus / "zero.txt"), str(corpus / "pipe.txt"))
    assert named.code == 2 and [one for one in named.lines if one.startswith("ccg: ")] == [
        "ccg: corpus/zero.txt: is not read: a place of the system that holds no files on a disk",
        "ccg: corpus/pipe.txt: not a regular file",
    ]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    """One line; it is tried again by every run."""
    root = make_project(tmp_path / "project", {"closed.txt": GOOD_ONE})
    (root / "corpus" / "closed.txt").chmod(0)
    cost = ingest(root)
    assert cost.code == 2
    assert "ccg: corpus/closed.txt: can't be read: Permission denied" in cost.lines
    (root / "corpus" / "closed.txt").chmod(0o600)
    assert ingest(root).code == 0
