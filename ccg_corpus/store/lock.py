"""One run at a time: locks on a project's cache that the system frees when their holder dies.

Comes in: a project, what is to be held, and how long to wait. It says who holds a lock; it never
breaks one. A run of `ccg ingest` holds the project; who makes an index holds that index, so that a
question which has to make one keeps no run out.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ccg_corpus.core.errors import Locked, ProjectError
from ccg_corpus.project.files import write_whole
from ccg_corpus.store.database import make_cache_directory

PROJECT, INDEX, PASSAGES = "lock", "index.lock", "passages.lock"


@contextmanager
def locked(root: Path, *, wait_s: float = 0.0, what: str = PROJECT) -> Iterator[None]:
    """Hold the project, or an index of it; what is in `.ccg/` is ours to write within.

    Raises: Locked where another run holds it and does not let go within `wait_s`.
    """
    from filelock import FileLock, Timeout

    directory = make_cache_directory(root)
    holder = directory / f"{what}.holder"
    lock = FileLock(directory / what, timeout=wait_s)
    try:
        lock.acquire()
    except Timeout as exc:
        raise Locked(f"another run {_held_by(holder)}", path=root, hint="wait for it") from exc
    except OSError as exc:
        raise ProjectError(f"can't be locked: {exc.strerror or exc}", path=directory) from exc
    try:
        with suppress(OSError):  # on a full disk nobody learns who holds it; it is held
            write_whole(holder, f"{os.getpid()} {time.strftime('%H:%M:%S')}".encode())
        yield
        with suppress(OSError):
            holder.unlink(missing_ok=True)
    finally:
        lock.release()


def is_held(root: Path) -> bool:
    """Whether a run is at work on the project at this moment."""
    from filelock import FileLock, Timeout

    lock = FileLock(make_cache_directory(root) / PROJECT, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return True
    except OSError:
        return False
    lock.release()
    return False


def _held_by(holder: Path) -> str:
    try:
        process, since = holder.read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return "holds the project"
    return f"(process {process}) holds the project since {since}"
