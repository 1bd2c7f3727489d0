"""A database as parts of one size, each with a digest: what is not written to is not read again.

Comes in: a file, and what SQLite's write-ahead log says was written to it. Goes out: the digests of
all parts, one behind the other. The log is looked into after each transaction, for SQLite begins it
anew whenever all of it has been brought into the file. https://www.sqlite.org/fileformat2.html#walformat
"""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

PART = 1 << 16  # bytes: a paper changes some hundred pages all over the file
DIGEST = 16  # bytes of each part's
_HEADER, _FRAME_HEADER = 32, 24


class Written:
    """The parts of a database that transactions have written to since this was made."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._salts = b""
        self._frames = 0  # up to the last transaction that was looked at
        self.parts: set[int] = set()

    def look(self) -> None:
        """Take note of what is new in the log. Call it behind each transaction.

        Raises: OSError.
        """
        try:
            log = self._log.open("rb", buffering=0)
        except FileNotFoundError:
            return
        with log:
            header = log.read(_HEADER)
            if len(header) == _HEADER:
                self._look_into(log, page_bytes=int.from_bytes(header[8:12]), salts=header[16:24])

    def _look_into(self, log: BinaryIO, *, page_bytes: int, salts: bytes) -> None:
        if salts != self._salts:  # the log was begun anew
            self._salts, self._frames = salts, 0
        number = self._frames
        while True:
            log.seek(_HEADER + number * (_FRAME_HEADER + page_bytes))
            frame = log.read(_FRAME_HEADER)
            if len(frame) < _FRAME_HEADER or frame[8:16] != salts:
                return
            number += 1
            self.parts.add((int.from_bytes(frame[:4]) - 1) * page_bytes // PART)
            # What a transaction that was given up left behind is written over by the next one.
            if any(frame[4:8]):
                self._frames = number


def digests(path: Path, known: bytes = b"", changed: frozenset[int] = frozenset()) -> bytes:
    """The digests of all parts; of those that are `known` and not `changed` as they are.

    Raises: OSError.
    """
    made = bytearray()
    with path.open("rb", buffering=0) as file:
        count = -(-os.fstat(file.fileno()).st_size // PART)
        last = {len(known) // DIGEST - 1, count - 1}  # where the file ends, and where it ended
        for number in range(count):
            at = number * DIGEST
            old = known[at : at + DIGEST]
            if len(old) < DIGEST or number in changed or number in last:
                file.seek(number * PART)
                old = sha256(file.read(PART)).digest()[:DIGEST]
            made += old
    return bytes(made)
