"""A project that others write to, ask, send or damage: what is believed of it, and what is not.

Invented examples throughout.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread

import notation
import pytest
from whoosh.index import EmptyIndexError

from ccg_corpus.codebook.editing import Codebook
from ccg_corpus.core.errors import CcgError, ProjectError
from ccg_corpus.corpus import open_corpus
from ccg_corpus.decisions.files import append as append_decision
from ccg_corpus.decisions.files import read_line
from ccg_corpus.ingest import Report, ingest
from ccg_corpus.project import init_project
from ccg_corpus.project.files import append, stamp, write_whole
from ccg_corpus.search.whoosh.engine import Quotations
from ccg_corpus.search.whoosh.guard import Forbidden, only_our_classes
from ccg_corpus.search.whoosh.manifest import read_manifest
from ccg_corpus.store import Fact, NoCorpus, Store
from ccg_corpus.store.integrity import parts, secret
from ccg_corpus.store.lock import INDEX, PASSAGES, locked

pytestmark = pytest.mark.long

LONG_AGO_NS = 1_500_000_000_000_000_000


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of one's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two papers, ingested."""
    root = init_project(tmp_path / "project")
    put(root, "a", "gp, D: nobody told us of the lamp")
    put(root, "b", "nurse: we were told of the lamp twice")
    run(root)
    return root


def put(root: Path, name: str, text: str) -> Path:
    path = root / "corpus" / f"{name}.txt"
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(LONG_AGO_NS, LONG_AGO_NS))
    return path


def run(root: Path, **how: bool) -> Report:
    stages = notation.Stages(notation.read, notation.rebuild, notation.quotations_of)
    return ingest(root, stages=stages, **how)


def found(root: Path, asked: str = "lamp") -> list[str]:
    with open_corpus(root) as corpus:
        return sorted(hit.record["text"] for hit in corpus.search(asked))


BOTH = ["nobody told us of the lamp", "we were told of the lamp twice"]


# Beside a run


def test_a_reader_of_an_old_state_writes_no_index_over_a_newer_one(project: Path) -> None:
    """It goes on with its state, whole; the index stays that of the new one."""
    with open_corpus(project) as corpus:
        hits = corpus.search("told")
        first = next(hits)
        put(project, "b", "nurse: we were told of the ledger once more")
        run(project)
        newest = read_manifest(project)
        rest = [hit.record["text"] for hit in corpus.search("lamp")]
        assert sorted({first.record["text"], *(hit.record["text"] for hit in hits)}) == BOTH
        assert sorted(rest) == BOTH
    assert newest and read_manifest(project) == newest
    assert found(project) == BOTH[:1]


def test_one_makes_the_index_for_all(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several who ask at once without an index: they wait for the one who makes it. (One may find
    itself late on a machine that is busy, and make its own: never all of them.)"""
    shutil.rmtree(project / ".ccg" / "index")
    made: list[object] = []
    anew = Quotations._anew
    monkeypatch.setattr(Quotations, "_anew", lambda self: (made.append(self), anew(self))[1])
    answers: list[list[str]] = []
    askers = [Thread(target=lambda: answers.append(found(project))) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert answers == [BOTH] * 4 and len(made) <= 2


def test_who_makes_passages_keeps_no_ingest_out(project: Path) -> None:
    """A question that has to make something holds that, and not the project."""
    put(project, "c", "porter: the lamp is out")
    with locked(project, what=PASSAGES):
        assert run(project).added == ("corpus/c.txt",)
    assert len(found(project)) == 3


def test_where_nothing_can_be_written_a_question_is_answered(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk: the index is made elsewhere, for this question."""
    shutil.rmtree(project / ".ccg" / "index")

    def is_full(*_: object, **__: object) -> Iterator[None]:
        raise ProjectError("no space left")

    monkeypatch.setattr("ccg_corpus.search.whoosh.engine.locked", is_full)
    assert found(project) == BOTH and not (project / ".ccg" / "index").exists()


# What is believed


def test_no_pickle_names_anything_else() -> None:
    """Only while our index is read, and only in the thread that reads it."""
    poisoned = pickle.dumps(os.getpid)
    with only_our_classes(), pytest.raises(Forbidden):
        pickle.loads(poisoned)
    assert pickle.loads(poisoned) is os.getpid


def test_a_changed_store_is_told_and_made_anew(project: Path) -> None:
    """A quotation that somebody wrote into the store is never shown."""
    database = sqlite3.connect(project / ".ccg" / "corpus.sqlite")
    database.execute("UPDATE texts SET record = json_set(record, '$.text', 'never said')")
    database.commit()
    database.close()
    with pytest.raises(NoCorpus, match="damaged"):
        open_corpus(project)
    run(project)
    assert found(project) == BOTH


@pytest.mark.parametrize("state", ["whole", "writing", None])
def test_a_store_from_elsewhere_is_made_anew(
    project: Path, tmp_path: Path, state: str | None, home: Path
) -> None:
    """A copy is ours where our key says so; what has another key, or a seal of its own, is not.
    Without a key the file beside the seal says so, and only then."""
    copy = Path(shutil.copytree(project, tmp_path / "copy"))
    assert found(copy) == BOTH
    shutil.rmtree(home)
    assert found(project) == BOTH
    seal = copy / ".ccg" / "seal.json"
    if state is None:
        seal.unlink()
    else:
        seal.write_text(json.dumps({**json.loads(seal.read_bytes()), "state": state}))
    with pytest.raises(NoCorpus, match="made by somebody else"):
        open_corpus(copy)
    assert run(copy).added and found(copy) == BOTH
    with pytest.raises(NoCorpus, match="made by somebody else"):  # there is a key now, another one
        open_corpus(project)
    assert run(project).added and found(project) == BOTH


def test_a_disk_with_stamps_that_fit_is_not_believed(project: Path) -> None:
    """Who hands on a disk can make every stamp fit, but has no key of ours."""
    cache = project / ".ccg"
    forged = sqlite3.connect(cache / "corpus.sqlite")
    forged.execute("UPDATE texts SET record = json_set(record, '$.text', 'never said')")
    forged.commit()
    forged.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    forged.close()
    made = parts.digests(cache / "corpus.sqlite")
    (cache / "parts").write_bytes(made)
    seal = json.loads((cache / "seal.json").read_bytes())
    seal |= {
        "stamp": stamp((cache / "corpus.sqlite").lstat()),
        "digest": sha256(made).hexdigest(),
        "here": stamp((cache / "here").lstat()),
    }
    (cache / "seal.json").write_text(json.dumps(seal))
    with pytest.raises(NoCorpus, match="made by somebody else"):
        open_corpus(project)
    run(project)
    assert found(project) == BOTH


def test_the_seal_of_a_run_is_no_use_for_another_file(project: Path, tmp_path: Path) -> None:
    """A run that was killed goes on; a copy of what it left, which nobody can vouch for, is made anew."""
    with Store.to_write(project) as store:
        assert found(project) == BOTH
        killed = Path(shutil.copytree(project, tmp_path / "killed"))
        assert store.generation
    assert json.loads((killed / ".ccg" / "seal.json").read_bytes())["state"] == "writing"
    with pytest.raises(NoCorpus, match="damaged"):
        open_corpus(killed)
    assert run(killed).added and found(killed) == BOTH


def test_runs_that_make_the_key_at_once_have_one(home: Path) -> None:
    """Whoever comes second takes the first one's; what is no key is replaced."""
    place = home / "ccg" / "key"
    made: list[bytes | None] = []
    runs = [Thread(target=lambda: made.append(secret.made_key())) for _ in range(16)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert set(made) == {place.read_bytes()} and len(list(place.parent.iterdir())) == 1
    place.write_bytes(b"short")
    assert secret.made_key() == place.read_bytes() != b"short"


def test_no_ingest_is_advised_where_nobody_may_write(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In another user's folder a copy is the way out; in one's own, an ingest."""
    (project / ".ccg" / "seal.json").unlink()
    with pytest.raises(NoCorpus, match=r"run 'ccg ingest': it is made anew"):
        open_corpus(project)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(NoCorpus, match=r"copy the project without \.ccg, and run 'ccg ingest' in"):
        open_corpus(project)
    shutil.rmtree(project / ".ccg")
    with pytest.raises(NoCorpus, match=r"nothing is ingested yet \(you may not write there"):
        open_corpus(project)


def test_where_no_file_can_be_opened_a_question_has_a_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoosh says then that there is no index."""

    def opened(*_: object, **__: object) -> None:
        raise EmptyIndexError

    monkeypatch.setattr("whoosh.index.open_dir", opened)
    with pytest.raises(ProjectError, match="no search index can be made"):
        found(project)


def test_links_are_refused(project: Path, tmp_path: Path) -> None:
    """Nothing is written through a link, under .ccg and beside it."""
    precious = tmp_path / "precious.txt"
    precious.write_text("precious")
    holder = project / ".ccg" / "lock.holder"
    holder.symlink_to(precious)
    run(project)
    link = project / "queries.log.jsonl"
    link.symlink_to(precious)
    for write in (append, write_whole):
        with pytest.raises(OSError, match="link"):
            write(link, b"more")
    assert precious.read_text() == "precious" and found(project) == BOTH
    shutil.move(project / ".ccg", tmp_path / "away")
    (project / ".ccg").symlink_to(tmp_path / "away")
    with pytest.raises(ProjectError, match="link"):
        run(project)
    with pytest.raises(ProjectError, match="somebody else"):
        open_corpus(project)


def test_what_leads_out_is_named_once(
    project: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A link to a file outside is said before it is read; a later run says it no more."""
    caplog.set_level(logging.WARNING, "ccg_corpus")  # whatever a --quiet run left
    outside = tmp_path / "outside.txt"
    outside.write_text("porter: the lamp is out", encoding="utf-8")
    (project / "corpus" / "c.txt").symlink_to(outside)
    run(project)
    (message,) = caplog.messages
    assert "corpus/c.txt" in message and str(outside) in message
    caplog.clear()
    run(project)
    assert caplog.messages == []


# Runs that broke off, and files that look the same


def test_a_first_run_that_broke_off_is_no_answer(tmp_path: Path) -> None:
    """Not "nothing found": nothing is known yet."""
    root = init_project(tmp_path / "new")
    Store.to_write(root).close()
    with pytest.raises(NoCorpus, match="did not finish"):
        open_corpus(root)


def test_a_later_run_that_broke_off_is_said(project: Path) -> None:
    """The state before it is there, and known to be that; while a run is at work it is no fault."""
    with Store.to_write(project) as store, store.transaction():
        store.remember(Fact.FINISHED, "")
    with open_corpus(project) as corpus:
        assert corpus.is_unfinished and len(list(corpus.search("lamp"))) == 2
        with locked(project):
            assert not corpus.is_unfinished


def test_other_content_of_the_same_size_and_time_is_seen(project: Path) -> None:
    """As `cp -p` and a sync leave it."""
    put(project, "a", "gp, D: nobody told us of the rope")
    assert run(project).changed == ("corpus/a.txt",)
    other = put(project, "x", "gp, D: nobody told us of the moss")
    other.replace(project / "corpus" / "a.txt")
    assert run(project).changed == ("corpus/a.txt",)


def test_all_files_are_read_anew_where_that_is_asked(project: Path) -> None:
    """Whatever is known of them."""
    assert run(project).changed == ()
    assert run(project, anew=True).changed == ("corpus/a.txt", "corpus/b.txt")


def test_an_index_that_is_made_is_waited_for(project: Path) -> None:
    """Who asks while the new state's index is made gets the new state."""
    shutil.rmtree(project / ".ccg" / "index")
    answers: list[list[str]] = []
    asker = Thread(target=lambda: answers.append(found(project)))
    with locked(project, what=INDEX):
        asker.start()
        asker.join(0.5)
        assert not answers
    asker.join()
    assert answers == [BOTH]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
@pytest.mark.parametrize(
    "name",
    [
        "outside.txt", "codebook.yaml", "participants.csv", "documents.csv", "decisions/ada.jsonl",
        ".ccg/seal.json", ".ccg/parts", ".ccg/index/manifest.json", ".ccg/passages.json",
    ],
)  # fmt: skip
def test_a_pipe_is_not_waited_for(project: Path, name: str) -> None:
    """A pipe that nobody writes to, in the place of a file: a line, or made anew; never a wait."""
    place = project / name
    place.parent.mkdir(exist_ok=True)
    place.unlink(missing_ok=True)
    os.mkfifo(place)
    with pytest.raises(OSError, match="no file"):
        write_whole(place, b"")
    asking = Thread(target=_asked_and_run, args=(project,), daemon=True)
    asking.start()
    asking.join(60)
    assert not asking.is_alive()
    place.unlink(missing_ok=True)
    run(project)
    assert found(project) == BOTH


def _asked_and_run(project: Path) -> None:
    for act in (found, run, found):
        with suppress(CcgError):
            act(project)


def test_decisions_and_codes_are_not_written_through_links(project: Path, tmp_path: Path) -> None:
    """In the place of a reviewer's file, of its folder, or of a draft that could be foreseen."""
    outside = tmp_path / "outside"
    outside.mkdir()
    precious = outside / "precious.txt"
    precious.write_text("precious")
    (project / ".codebook.yaml.new").symlink_to(precious)
    (project / "decisions").symlink_to(outside)
    line = {"at": "2026-01-01T00:00:00Z", "by": "ada", "do": "memo", "on": {}, "text": "a"}
    decision = read_line(json.dumps(line).encode(), by="ada")[0]
    assert decision is not None
    with pytest.raises(ProjectError, match="link"):
        append_decision(project, [decision])
    (project / "decisions").unlink()
    (project / "decisions").mkdir()
    (project / "decisions" / "ada.jsonl").symlink_to(precious)
    with pytest.raises(ProjectError, match="link"):
        append_decision(project, [decision])
    Codebook(project).add("waiting")
    assert "waiting" in (project / "codebook.yaml").read_text()
    assert [one.name for one in outside.iterdir()] == ["precious.txt"]
    assert precious.read_text() == "precious"


def test_the_seal_is_of_all_of_it_whatever_was_read_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Papers come, change and go: what a run reads again and what it keeps make the digest of all."""
    monkeypatch.setattr(parts, "PART", 4096)
    shutil.rmtree(project / ".ccg")
    run(project)
    database, kept = project / ".ccg" / "corpus.sqlite", project / ".ccg" / "parts"
    for number in range(6):
        paper = project / "corpus" / f"more-{number % 4}.md"
        if number == 4:
            paper.unlink()
        else:
            said = f"“We counted the {number} ladders of the harbour ourselves, night after night.”"
            paper.write_text(f"# Invented example {number}\n\n## Results\n\n> {said} (Nurse 1)\n")
        run(project)
        assert kept.read_bytes() == parts.digests(database)
        assert json.loads((project / ".ccg" / "seal.json").read_bytes())["state"] == "whole"


def test_a_run_reads_the_parts_that_it_wrote_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Few of many, also where the log was begun anew in between, or a transaction was given up."""
    monkeypatch.setattr(parts, "PART", 4096)
    path = tmp_path / "a.sqlite"
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("CREATE TABLE t (n INTEGER PRIMARY KEY, x)")
    database.executemany("INSERT INTO t VALUES (?, randomblob(900))", ((n,) for n in range(2000)))
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = parts.digests(path)
    written = parts.Written(tmp_path / "a.sqlite-wal")
    database.execute("PRAGMA cache_size = 5")  # what is not committed goes into the log, too
    for number in range(0, 2000, 250):
        database.execute("BEGIN")
        database.execute("UPDATE t SET x = randomblob(900) WHERE n BETWEEN ? AND ?", (5, 60))
        database.execute("ROLLBACK")
        database.execute("UPDATE t SET x = randomblob(900) WHERE n = ?", (number,))
        written.look()
        if number % 500:
            database.execute("PRAGMA wal_checkpoint(RESTART)")
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    after = parts.digests(path, before, frozenset(written.parts))
    assert after == parts.digests(path) != before
    assert 8 <= len(written.parts) < 60 < len(after) // parts.DIGEST


def test_a_part_that_was_damaged_stays_so(project: Path, tmp_path: Path) -> None:
    """A run that writes elsewhere in the file does not seal what it has not read."""
    database = project / ".ccg" / "corpus.sqlite"
    digests = bytearray(parts.digests(database))
    digests[0] ^= 1
    (project / ".ccg" / "parts").write_bytes(digests)
    run(project)  # what is not as the seal says is not used
    assert (project / ".ccg" / "parts").read_bytes() == parts.digests(database)
    assert found(Path(shutil.copytree(project, tmp_path / "copy"))) == BOTH
