"""Projects that somebody sent, with a `.ccg` that was tampered with.

It holds where no code runs, nothing outside is touched, no quotation is shown that no paper prints,
and `ccg ingest` makes all answers right.
"""

from __future__ import annotations

import json
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from tests.hostile.attacks.made import QUESTIONS, ccg, ingested

FORGED = "Nobody ever said these words of the lantern."
LINKS = (
    "lock", "lock.holder", "index.lock", ".gitignore", "index", "corpus.sqlite", "seal.json", "here",
    "passages.sqlite", "passages.json", "../queries.yaml", "../queries.log.jsonl", "../outside.txt",
)  # fmt: skip


class Payload:
    """A pickle that makes a file when it is read."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.mark,)


def forge(folder: Path) -> Iterator[tuple[str, str]]:
    """What was forged, and what went wrong."""
    whole = folder / "whole"
    right = ingested(whole)
    tries: dict[str, Callable[[Path, Path], None]] = {
        **{f"pickle in {kind}, {how}": _pickled(kind, is_told=how == "with a manifest that fits")
           for kind in ("toc", "pst", "trm") for how in ("as it is", "with a manifest that fits")},
        "a record in its place": _record,
        "a record in an unsealed store": _unsealed,
        "a record in a store that says it is written": _written,
        "a trigger": _sql("CREATE TRIGGER t AFTER INSERT ON facts_of_store BEGIN"
                          " DELETE FROM records; END"),
        "an endless view": _view,
        "no UTF-8": _sql("UPDATE texts SET record = CAST(x'7bff7d' AS TEXT)"),
        "no JSON": _sql("UPDATE texts SET record = '{'"),
        **{f"link for {name}": _linked(name) for name in LINKS},
        **{f"pipe for {name}": _piped(name) for name in LINKS},
        "link for .ccg": _linked("../.ccg"),
    }  # fmt: skip
    for number, (what, harm) in enumerate(tries.items()):
        project, outside = folder / f"forged-{number}", folder / f"outside-{number}"
        outside.mkdir()
        (outside / "precious.txt").write_text("precious", encoding="utf-8")
        shutil.copytree(whole, project, symlinks=True)
        ccg(project, "ingest")
        for asked in QUESTIONS:
            ccg(project, *asked)
        harm(project, outside)
        yield what, _fault(project, outside, right)


def _fault(project: Path, outside: Path, right: list[str]) -> str:
    before = _held(outside)
    faults = []
    for asked, answer in zip(QUESTIONS, right, strict=True):
        got = ccg(project, *asked, "--log")
        if not got.is_plain:
            faults.append(f"{asked}: {got.code} {got.err[-300:]}")
        if FORGED in got.out or (got.code != 2 and got.out != answer):
            faults.append(f"{asked}: a wrong answer")
    ccg(project, "save", "lamps", "lamp")
    made = ccg(project, "ingest")
    if made.code != 0 and not _is_told(made.err):
        faults.append(f"ingest: {made.code} {made.err[-300:]}")
    if (project / ".ccg").is_symlink():
        (project / ".ccg").unlink()
        ccg(project, "ingest")
    for asked, answer in zip(QUESTIONS, right, strict=True):
        if (got := ccg(project, *asked)).out != answer:
            faults.append(f"{asked}: still wrong after an ingest: {got.err[-300:]}")
    if _held(outside) != before:
        faults.append(f"outside: {_held(outside)}")
    return "; ".join(faults)


def _is_told(said: str) -> bool:
    """What is the user's own is theirs to mend."""
    return "remove the link" in said or "is no file" in said


def _held(folder: Path) -> dict[str, tuple[int, bytes]]:
    """All that lies in a folder."""
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes())
        if path.is_file()
        else (path.stat().st_mode, b"")
        for path in (folder, *sorted(folder.rglob("*")))
    }


def _pickled(kind: str, *, is_told: bool) -> Callable[[Path, Path], None]:
    def harm(project: Path, outside: Path) -> None:
        payload = pickle.dumps(Payload(outside / "ran"), 2)
        for file in (project / ".ccg" / "index").rglob(f"*.{kind}"):
            data = file.read_bytes()
            at = data.find(b"\x80")
            while at >= 0:  # each pickle in it
                data = data[:at] + payload + data[at + len(payload) :]
                at = data.find(b"\x80", at + len(payload))
            with file.open("r+b") as out:
                out.write(data)
                out.truncate()
        if is_told:
            _tell(project / ".ccg" / "index")

    return harm


def _tell(index: Path) -> None:
    """A manifest that fits whatever lies there, as who knows how one is made would write it."""
    manifest = index / "manifest.json"
    fields = json.loads(manifest.read_bytes())
    fields.pop("digest", None)
    fields["inode"] = index.stat().st_ino
    for shard in fields["shards"]:
        shard["files"] = {name: _stamp(index / shard["name"] / name, was)
                          for name, was in shard["files"].items()}  # fmt: skip
    fields["files"] = {name: _stamp(index / name, was) for name, was in fields["files"].items()}
    fields["digest"] = sha256(json.dumps(fields).encode()).hexdigest()[:32]
    manifest.write_text(json.dumps(fields), encoding="utf-8")


def _stamp(file: Path, was: object) -> object:
    state = file.stat()
    if isinstance(was, int):
        return state.st_size
    return [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def _changed(project: Path, sql: str, *values: str) -> None:
    database = sqlite3.connect(project / ".ccg" / "corpus.sqlite", isolation_level=None)
    database.execute(sql, values)
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()


def _sql(sql: str) -> Callable[[Path, Path], None]:
    return lambda project, outside: _changed(project, sql)


def _record(project: Path, outside: Path) -> None:
    del outside
    _changed(project, "UPDATE texts SET record = json_set(record, '$.text', ?)", FORGED)


def _unsealed(project: Path, outside: Path) -> None:
    _record(project, outside)
    (project / ".ccg" / "seal.json").unlink(missing_ok=True)


def _written(project: Path, outside: Path) -> None:
    _record(project, outside)
    seal = {"state": "writing", "stamp": [], "digest": "", "here": None, "code": None}
    (project / ".ccg" / "seal.json").write_text(json.dumps(seal), encoding="utf-8")


def _view(project: Path, outside: Path) -> None:
    del outside
    _changed(project, "ALTER TABLE documents RENAME TO others")
    _changed(
        project,
        "CREATE VIEW documents AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n)"
        " SELECT id, '' AS source, '' AS unit_key, NULL AS version_of, '{}' AS facts FROM n",
    )


def _piped(name: str) -> Callable[[Path, Path], None]:
    def harm(project: Path, outside: Path) -> None:
        del outside
        place = project / ".ccg" / name
        if place.is_dir():
            shutil.rmtree(place)
        place.unlink(missing_ok=True)
        os.mkfifo(place)

    return harm


def _linked(name: str) -> Callable[[Path, Path], None]:
    def harm(project: Path, outside: Path) -> None:
        place = project / ".ccg" / name
        if name == "../.ccg":
            place = project / ".ccg"
        target = outside / "precious.txt"
        if place.is_dir() and not place.is_symlink():
            target = outside / "folder"
            shutil.move(place, target)
        else:
            place.unlink(missing_ok=True)
        place.symlink_to(target)

    return harm
