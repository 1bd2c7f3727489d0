"""How a worker and its parent write to one another: a length, then that many bytes.

What a worker sends is data, never code: it reads files that nobody vouches for.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from ccg_corpus.ingest.workers.task import SeenFile, Task, TaskResult

_LENGTH = 4
MAX_FRAME_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one task may cost a worker."""

    seconds: float
    memory_mb: int


class BrokenFrame(Exception):
    """What came is no message of ours."""


def write_frame(stream: BinaryIO, data: bytes) -> None:
    """One message."""
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> bytes | None:
    """The next message; None where the other side is gone.

    Raises: BrokenFrame.
    """
    head = stream.read(_LENGTH)
    if len(head) < _LENGTH:
        return None
    length = int.from_bytes(head, "big")
    if length > MAX_FRAME_BYTES:
        raise BrokenFrame(f"{length} bytes")
    data = stream.read(length)
    return data if len(data) == length else None


def encode(message: SeenFile | TaskResult | Task) -> bytes:
    """A message as bytes. `SeenFile` is told from `TaskResult` by its first byte."""
    from msgspec import msgpack

    from ccg_corpus.ingest.workers.task import SeenFile

    return (b"s" if isinstance(message, SeenFile) else b"-") + msgpack.encode(message)


def read_task(data: bytes) -> Task:
    """The task in a message to a worker."""
    from msgspec import msgpack

    from ccg_corpus.ingest.workers.task import Task

    return msgpack.decode(data[1:], type=Task)


def read_answer(data: bytes) -> SeenFile | TaskResult:
    """What a worker says.

    Raises: BrokenFrame.
    """
    from msgspec import MsgspecError, msgpack

    from ccg_corpus.ingest.workers.task import SeenFile, TaskResult

    try:
        if data[:1] == b"s":
            return msgpack.decode(data[1:], type=SeenFile)
        return msgpack.decode(data[1:], type=TaskResult)
    except MsgspecError as exc:
        raise BrokenFrame(str(exc)) from exc
