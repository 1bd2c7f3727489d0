"""One run at a time: a lock on a project's cache that the system frees when its holder dies.

Comes in: a project and how long to wait. It says who holds the lock; it never breaks one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccg_corpus.core.errors import Locked, ProjectError
from ccg_corpus.store import make_cache_directory

LOCK_NAME = "lock"
HOLDER_NAME = "lock.holder"


@contextmanager
def locked(root: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the project; what is in `.ccg/` is ours to write within.

    Raises: Locked where another run holds it and does not let go within `wait_s`.
    """
    from filelock import FileLock, Timeout

    directory = make_cache_directory(root)
    holder = directory / HOLDER_NAME
    lock = FileLock(directory / LOCK_NAME, timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as exc:
        raise Locked(f"another run {_held_by(holder)}", path=root, hint="wait for it") from exc
    except OSError as exc:
        raise ProjectError(f"can't be locked: {exc.strerror or exc}", path=directory) from exc
    try:
        with suppress(OSError):  # on a full disk nobody learns who holds it; it is held
            holder.write_text(f"{os.getpid()} {time.strftime('%H:%M:%S')}", encoding="ascii")
        yield
        holder.unlink(missing_ok=True)
    finally:
        lock.release()


def _held_by(holder: Path) -> str:
    try:
        process, since = holder.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return "holds the project"
    return f"(process {process}) holds the project since {since}"
