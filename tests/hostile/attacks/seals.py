"""Seals, parts and databases that were swapped, replayed, edited or taken away.

It holds where no answer is another than the true one or an error, no forged words are shown, and
`ccg ingest` makes all answers right. An older state, put back whole, is a state that existed: its answers
may be shown until then. Every text is an invented example.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tests.hostile.attacks.forge import FORGED
from tests.hostile.attacks.forked import forked
from tests.hostile.attacks.made import CCG, PAPERS, QUESTIONS, ingested, put

PART = 1 << 16
OTHERS = {"gorse": ("lamp", "saddle"), "heron": ("gate", "ledger", "hinge", "latch")}
Harm = Callable[["Case"], None]


class Case:
    """A project, an older state of its cache, another project of the same person, and chance."""

    def __init__(self, project: Path, old: Path, other: Path, seed: int) -> None:
        self.project, self.old, self.other = project, old / ".ccg", other / ".ccg"
        self.cache = project / ".ccg"
        self.chance = random.Random(seed)

    def copy(self, name: str, source: Path) -> None:
        """A file of another cache in the place of ours, as a sync writes it."""
        (self.cache / name).write_bytes((source / name).read_bytes())

    def edit(self, sql: str, *values: object, keeps_times: bool = False) -> None:
        """Write to the database."""
        path = self.cache / "corpus.sqlite"
        state = path.stat()
        database = sqlite3.connect(path, isolation_level=None)
        database.execute(sql, values)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.close()
        if keeps_times:
            os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))

    def forge(self, *, keeps_times: bool = False) -> None:
        """A quotation's words in the store, of another length or, with its times, of the same."""
        if not keeps_times:
            self.edit("UPDATE texts SET record = json_set(record, '$.text', ?)", FORGED)
            return
        self.edit("UPDATE texts SET record = replace(record, 'took', 'lost')", keeps_times=True)

    def parts(self, change: Callable[[list[bytes]], list[bytes]]) -> None:
        """Other digests of parts."""
        data = (self.cache / "parts").read_bytes()
        pieces = [data[at : at + 16] for at in range(0, len(data), 16)]
        (self.cache / "parts").write_bytes(b"".join(change(pieces)))

    def pages(self, change: Callable[[list[bytes]], list[bytes]], size: int) -> None:
        """Other pages of the database, in their place."""
        path = self.cache / "corpus.sqlite"
        state, data = path.stat(), path.read_bytes()
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        with path.open("r+b") as out:
            out.write(b"".join(change(pieces)))
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))

    def say(self, **fields: object) -> None:
        """Other words in the seal."""
        seal = json.loads((self.cache / "seal.json").read_bytes())
        (self.cache / "seal.json").write_text(json.dumps(seal | fields), encoding="utf-8")

    def fit(self) -> None:
        """A seal and parts that fit what lies there in all but the code."""
        from ccg_corpus.project.files import stamp
        from ccg_corpus.store.integrity.parts import digests

        made = digests(self.cache / "corpus.sqlite")
        (self.cache / "parts").write_bytes(made)
        state, here = (self.cache / "corpus.sqlite").lstat(), (self.cache / "here").lstat()
        self.say(stamp=stamp(state), here=stamp(here), digest=sha256(made).hexdigest())

    def shuffled(self, pieces: list[bytes]) -> list[bytes]:
        """In another order; the first page stays, for without it nothing is a database."""
        rest = pieces[1:]
        self.chance.shuffle(rest)
        return [pieces[0], *rest]


def _swapped(*names: str, old: bool = False) -> Harm:
    def harm(case: Case) -> None:
        for name in names:
            case.copy(name, case.old if old else case.other)

    return harm


def _forged_and(more: Harm, *, keeps_times: bool = False) -> Harm:
    def harm(case: Case) -> None:
        case.forge(keeps_times=keeps_times)
        more(case)

    return harm


def _all_old(case: Case) -> None:
    shutil.rmtree(case.cache)
    shutil.copytree(case.old, case.cache)


def _gone(*names: str) -> Harm:
    def harm(case: Case) -> None:
        for name in names:
            (case.cache / name).unlink()

    return harm


def _log_beside(case: Case) -> None:
    """The log of a transaction, not yet brought into the database, that nobody of ours wrote."""
    path = case.cache / "corpus.sqlite"
    saved = path.read_bytes()
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("UPDATE texts SET record = json_set(record, '$.text', ?)", (FORGED,))
    log = Path(f"{path}-wal").read_bytes()
    database.close()
    path.write_bytes(saved)
    Path(f"{path}-wal").write_bytes(log)


SEAL, STORE = ("seal.json",), ("corpus.sqlite",)
HARMS: dict[str, Harm] = {
    "a seal of another project": _swapped(*SEAL),
    "parts of another project": _swapped("parts"),
    "seal and parts of another project": _swapped("seal.json", "parts"),
    "a store of another project": _swapped(*STORE),
    "an old seal": _swapped(*SEAL, old=True),
    "old parts": _swapped("parts", old=True),
    "old seal and parts": _swapped("seal.json", "parts", old=True),
    "an old store": _swapped(*STORE, old=True),
    "an old store with its seal": _swapped("corpus.sqlite", "seal.json", "parts", old=True),
    "all of an old cache": _all_old,
    "a forged store and an old seal": _forged_and(_swapped(*SEAL, old=True)),
    "parts gone": _gone("parts"),
    "seal gone": _gone("seal.json"),
    "seal and parts gone": _gone("seal.json", "parts"),
    "here gone": _gone("here"),
    "all but the store gone": _gone("seal.json", "parts", "here"),
    "a forged store, all proof gone": _forged_and(_gone("seal.json", "parts", "here")),
    "parts in another order": lambda case: case.parts(lambda all: all[::-1]),
    "parts cut": lambda case: case.parts(lambda all: all[:-1]),
    "a part more": lambda case: case.parts(lambda all: [*all, all[0]]),
    "parts of the store in another order": lambda case: case.pages(case.shuffled, PART),
    "pages in another order": lambda case: case.pages(case.shuffled, 4096),
    "a page twice": lambda case: case.pages(lambda all: [*all[:-1], all[-2]], 4096),
    "words of the same length, times kept": lambda case: case.forge(keeps_times=True),
    "words of the same length, parts that fit": _forged_and(Case.fit, keeps_times=True),
    "a forged store and all that fits but the code": _forged_and(Case.fit),
    "the same without a code": _forged_and(lambda case: (case.fit(), case.say(code=None))[0]),
    "a seal that says it is written": _forged_and(lambda case: case.say(state="writing")),
    "the same with the inode": _forged_and(
        lambda case: case.say(
            state="writing", digest="", stamp=[(case.cache / "corpus.sqlite").lstat().st_ino]
        )
    ),
    "a seal of another kind": lambda case: case.say(part=4096),
    "a seal without a stamp": _forged_and(lambda case: case.say(stamp=None)),
    "a log beside the store": _log_beside,
    "a journal beside the store": lambda case: Path(
        f"{case.cache / 'corpus.sqlite'}-journal"
    ).write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600)),
    "a shared memory of zeros": lambda case: Path(
        f"{case.cache / 'corpus.sqlite'}-shm"
    ).write_bytes(bytes(32768)),
    "passages of another project": _swapped("passages.sqlite", "passages.json"),
    "old passages": _swapped("passages.sqlite", "passages.json", old=True),
    "an old store beside new passages": _swapped("corpus.sqlite", "seal.json", "parts", old=True),
}


def seals(seed: int, folder: Path) -> Iterator[tuple[str, str]]:
    """What was done, and what went wrong."""
    whole, old, other = folder / "whole", folder / "old", folder / "other"
    ingested(other, {**OTHERS})
    earlier = ingested(whole)
    shutil.copytree(whole, old)
    put(whole, "kettle", (*PAPERS["kettle"], "rope"))
    (whole / "corpus" / "anvil.md").unlink()
    right = _answers(whole)
    for number, (what, harm) in enumerate(HARMS.items()):
        yield what, _tried(whole, Case(whole, old, other, seed + number), harm, right, earlier)
    yield "a store and the seal that a killed run left", _killed(whole, right)


def _answers(project: Path) -> list[str]:
    assert forked(project, "ingest").code == 0
    return [forked(project, *asked).out for asked in QUESTIONS]


def _tried(project: Path, case: Case, harm: Harm, right: list[str], earlier: list[str]) -> str:
    harm(case)
    faults = []
    for asked, answer, before in zip(QUESTIONS, right, earlier, strict=True):
        got = forked(project, *asked)
        if not got.is_plain:
            faults.append(f"{asked}: {got.code} {got.err[-300:]}")
        elif got.code != 2 and got.out not in (answer, before):
            faults.append(f"{asked}: a wrong answer ({got.code})")
        if FORGED in got.out or "We lost the" in got.out:
            faults.append(f"{asked}: forged words")
    made = forked(project, "ingest")
    if made.code != 0:
        faults.append(f"ingest: {made.code} {made.err[-300:]}")
    for asked, answer in zip(QUESTIONS, right, strict=True):
        if (got := forked(project, *asked)).out != answer:
            faults.append(f"{asked}: still wrong after an ingest: {got.err[-300:]}")
    return "; ".join(faults)


def _killed(project: Path, right: list[str]) -> str:
    """A run is killed while it writes; what it left is copied, changed and sent back."""
    put(project, "kettle", (*PAPERS["kettle"], "rope"))
    seal = project / ".ccg" / "seal.json"
    run = subprocess.Popen([*CCG, "--project", str(project), "ingest"], stderr=subprocess.DEVNULL)
    while json.loads(seal.read_bytes())["state"] != "writing" and run.poll() is None:
        time.sleep(0.001)
    run.kill()
    run.wait()
    sent = project.with_name("sent")
    shutil.copytree(project, sent)
    case = Case(sent, sent, sent, 0)
    case.forge()
    fault = _tried(sent, case, lambda _: None, right, right)
    return fault or _tried(
        project, Case(project, project, project, 0), lambda _: None, right, right
    )
