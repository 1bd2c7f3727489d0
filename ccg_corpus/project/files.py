"""Files that are written in a project: whole or not at all, and never through a link.

Comes in: a path in a folder that may have come from anybody, and what to write. A link in the place
of a file could lead anywhere: it is refused. To be read, it must be a file. A draft has a name that nobody could have taken before.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

# Size, times of content and of inode in nanoseconds, inode: who writes to a file, puts another in
# its place or copies it changes one of them, whatever they set its time to.
Stamp = list[int]
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe that nobody writes to would be waited for


def stamp(state: os.stat_result) -> Stamp:
    """What tells a file from another, and from itself after a change."""
    return [state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino]


def is_link(path: Path) -> bool:
    """Whether a link lies there, also one that leads nowhere."""
    return path.is_symlink() or (hasattr(path, "is_junction") and path.is_junction())


def refuse_link(path: Path) -> None:
    """Raises: OSError where a link lies in the place of a file that is to be written."""
    if is_link(path):
        raise OSError(errno.ELOOP, "it is a link, and nothing is written through links", str(path))


def open_file(path: Path, *, follow: bool = True) -> BinaryIO:
    """A file to read: no pipe, device or folder in its place, which would never end or never begin.

    Raises: OSError.
    """
    file = os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT | (0 if follow else _NO_LINK))
    try:
        if not stat.S_ISREG(os.fstat(file).st_mode):
            raise OSError(errno.EINVAL, "it is no file", str(path))
        return open(file, "rb")  # noqa: PTH123 - a descriptor
    except OSError:
        os.close(file)
        raise


def read_file(path: Path, *, follow: bool = True) -> bytes:
    """What is in a file of a project. Raises: OSError."""
    with open_file(path, follow=follow) as file:
        return file.read()


def write_whole(path: Path, data: bytes, *, mode: int = 0o644, is_synced: bool = False) -> None:
    """Put a file there, in place of the one that was; `is_synced`: on the disk when this returns.

    Raises: OSError.
    """
    refuse_link(path)
    if not path.name:  # "." and "/"
        raise OSError(errno.EISDIR, "it is a folder", str(path))
    if path.exists() and not path.is_file():  # a device would be replaced by a file
        raise OSError(errno.EINVAL, "it is no file", str(path))
    draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.new")
    try:
        file = os.open(draft, _NEW | _BINARY, mode)
        with open(file, "wb") as out:  # noqa: PTH123 - a descriptor
            out.write(data)
            if is_synced:
                out.flush()
                os.fsync(out.fileno())
        os.replace(draft, path)  # noqa: PTH105
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise


def open_to_add(path: Path, *, mode: int = 0o666) -> int:
    """The descriptor of a file that is added to, and may be read; made if need be.

    Raises: OSError.
    """
    refuse_link(path)
    return os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT | _BINARY, mode)


def append(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put data at the end of a file, at once; the file is made if need be.

    Raises: OSError.
    """
    file = open_to_add(path, mode=mode)
    try:
        os.write(file, data)
    finally:
        os.close(file)


def unlink_links(folder: Path) -> None:
    """Take away what in a folder of ours is no file and no folder: nothing of that is from us."""
    with os.scandir(folder) as entries:
        odd = [one.path for one in entries if not _is_plain(one)]
    for path in odd:
        os.unlink(path)  # noqa: PTH108


def _is_plain(entry: os.DirEntry[str]) -> bool:
    mode = entry.stat(follow_symlinks=False).st_mode
    return stat.S_ISREG(mode) or stat.S_ISDIR(mode)
