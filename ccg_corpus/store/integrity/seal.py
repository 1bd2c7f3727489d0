"""The seal on a project's database: whose it is, and that nobody but us has written to it since.

Comes in: the database as a run leaves it. Goes out: a small file beside it, and later a verdict on
both. SQLite has no checksum of its own, and a folder may have come from anybody. So a run that ends
writes down the file's stamp and a digest of its bytes, with proof that it was we. A stamp that still
fits is enough; else the bytes are compared. While a run writes, the seal says so. The digest is of the
digests of parts (`parts`), which lie beside it: the run that ends reads those it has written to.

What proves that we wrote it is a code made with the user's own key (`secret`), which holds for copies
too. Who has no key, as in a container without a home that lasts, goes by the stamp of a file that
lies beside the seal, which no copy has. A disk that somebody hands on has all its stamps: so who has a
key never goes by them alone. While a run writes, or after it was killed, the database has no digest;
then it is the very file that the run wrote to, or is not believed: the seal of a run is no use for another.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from enum import Enum
from hashlib import blake2b, sha256
from pathlib import Path
from stat import S_ISREG
from typing import Any

from ccg_corpus.project.files import Stamp, is_link, open_file, stamp, write_whole
from ccg_corpus.store.integrity.parts import DIGEST, PART, Written, digests

SEAL_NAME = "seal.json"
PARTS_NAME = "parts"
HERE_NAME = "here"
# With these a database would not be read as it lies there.
_BESIDE = ("-wal", "-journal")


class Trust(Enum):
    """What is to be thought of a database."""

    GOOD = "good"
    DAMAGED = "damaged"
    UNSEALED = "of another version of ccg, or made by somebody else"
    FOREIGN = "made by somebody else, or on another computer"


class Writing:
    """A run that writes to a database, from when it said so until it says what there is."""

    def __init__(self, database: Path, known: bytes) -> None:
        self._database = database
        self._known = known
        self._written = Written(database.with_name(f"{database.name}-wal"))

    def look(self) -> None:
        """Take note of what a transaction has written. Call it behind each."""
        if self._known:
            try:
                self._written.look()
            except OSError:
                self._known = b""  # then all of it is read in the end

    def end(self) -> None:
        """Say that nothing is written any more, and what there is.

        Raises: OSError.
        """
        database = self._database
        if any(_size(database, suffix) for suffix in _BESIDE):
            return  # somebody still reads the old state: the file is changed once more when they end
        before = stamp(database.lstat())
        parts = digests(database, self._known, frozenset(self._written.parts))
        if stamp(database.lstat()) == before:
            write_whole(database.parent / PARTS_NAME, parts, mode=0o600)
            said = {"state": "whole", "stamp": before, "digest": _digest(parts), "part": PART}
            _write(database.parent, said)


def begin(database: Path) -> Writing:
    """Say that the database is about to be written to.

    Raises: OSError.
    """
    known = _known(database)
    with suppress(FileExistsError):  # its inode stands in the seal before anything in the file
        os.close(os.open(database, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _write(database.parent, {"state": "writing", "stamp": _itself(database.lstat()), "digest": ""})
    return Writing(database, known)


def _itself(state: os.stat_result) -> Stamp:
    """What a file keeps while it is written to."""
    return [state.st_ino]


def _known(database: Path) -> bytes:
    """The digests of its parts as the last run left it; none where it is not as it was left."""
    seal = _read(database.parent)
    try:
        state = database.lstat()
        if (seal.get("state"), seal.get("part"), seal.get("stamp")) != (
            "whole",
            PART,
            stamp(state),
        ):
            return b""
        with open_file(database.parent / PARTS_NAME, follow=False) as kept:
            parts = kept.read(DIGEST * (state.st_size // PART + 1) + 1)
    except OSError:
        return b""
    return parts if _digest(parts) == seal.get("digest") else b""


def judge(database: Path) -> Trust:
    """What is to be thought of a database, before it is opened.

    Raises: OSError where it can't be looked at.
    """
    seal = _read(database.parent)
    while True:
        verdict = _judged(database, seal)
        again = _read(database.parent)
        if verdict is Trust.GOOD or again == seal:
            return verdict
        seal = again  # a run began or ended meanwhile


def _judged(database: Path, seal: dict[str, Any]) -> Trust:
    state = database.lstat()
    if not S_ISREG(state.st_mode) or is_link(database.parent):
        return Trust.FOREIGN
    if not seal:
        return Trust.UNSEALED
    if not _is_ours(database.parent, seal):
        return Trust.FOREIGN
    if seal.get("state") == "writing":
        return Trust.GOOD if seal.get("stamp") == _itself(state) else Trust.DAMAGED
    if seal.get("state") != "whole" or any(_size(database, suffix) for suffix in _BESIDE):
        return Trust.DAMAGED
    if seal.get("stamp") == stamp(state):
        return Trust.GOOD
    if seal.get("part") != PART:  # a digest of another kind
        return Trust.UNSEALED
    return Trust.GOOD if seal.get("digest") == _digest(digests(database)) else Trust.DAMAGED


def _is_ours(directory: Path, seal: dict[str, Any]) -> bool:
    from ccg_corpus.store.integrity.secret import key

    own = key()
    if own is not None:
        return bool(seal.get("code") == _code(own, seal))
    here = _here(directory)
    return here is not None and seal.get("here") == here


def _code(own: bytes, seal: dict[str, Any]) -> str:
    said = json.dumps([seal.get(name) for name in ("state", "stamp", "digest")])
    return blake2b(said.encode(), key=own, digest_size=24).hexdigest()


def _write(directory: Path, seal: dict[str, Any]) -> None:
    from ccg_corpus.store.integrity.secret import made_key

    own = made_key()
    here = _here(directory)
    if here is None:
        write_whole(directory / HERE_NAME, b"", mode=0o600)
        here = _here(directory)
    said = {**seal, "here": here, "code": None if own is None else _code(own, seal)}
    write_whole(directory / SEAL_NAME, json.dumps(said).encode(), mode=0o600)


def _here(directory: Path) -> Stamp | None:
    try:
        state = (directory / HERE_NAME).lstat()
    except OSError:
        return None
    return stamp(state) if S_ISREG(state.st_mode) else None


def _read(directory: Path) -> dict[str, Any]:
    try:
        with open_file(directory / SEAL_NAME, follow=False) as text:
            seal = json.loads(text.read(1 << 16))
    except FileNotFoundError:
        return {}
    except (ValueError, RecursionError):
        return {}
    return seal if isinstance(seal, dict) else {}


def _size(database: Path, suffix: str) -> int:
    try:
        state = os.lstat(f"{database}{suffix}")
    except OSError:
        return 0
    return state.st_size if S_ISREG(state.st_mode) else 1


def _digest(parts: bytes) -> str:
    return sha256(parts).hexdigest()
