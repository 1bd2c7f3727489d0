"""ZIP files as folders of documents: which members may be read, and the bytes of one.

Comes in: an open file. Goes out: members by number, with names that are harmless, and their bytes
within bounds. Nothing is unpacked to disk. A ZIP that a program writes as its document (DOCX,
EPUB) is a document and no folder; a ZIP in a ZIP is not read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import PurePosixPath
from typing import BinaryIO

from ccg_corpus.core.errors import Encrypted, NoText, Unreadable
from ccg_corpus.readers.limits import MB, Limits

# A text packs to a tenth, a table of one value to a hundredth; a bomb to a thousandth.
MOST_RATIO = 200
LEAST_BOMB_BYTES = 10 * 1024 * 1024
_ENCRYPTED = 0x1
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, OverflowError)


class ZipFolder:
    """An open ZIP. Its directory is read once, for all its members.

    Raises: Unreadable where it is damaged.
    """

    def __init__(self, file: BinaryIO, *, limits: Limits) -> None:
        self._limits = limits
        with _damage_named():
            self._archive = zipfile.ZipFile(file)

    @property
    def format(self) -> str:
        """What it is by its members: "docx", "odt", "epub", else "zip", a folder of files."""
        names = self._archive.NameToInfo
        if "[Content_Types].xml" in names and "word/document.xml" in names:
            return "docx"
        if "META-INF/manifest.xml" in names and "content.xml" in names:
            return "odt"
        return "epub" if "META-INF/container.xml" in names else "zip"

    def members(self) -> tuple[tuple[int, str], ...]:
        """The number and the name of the files in it, by name; "/" stands between folders.

        Of two of one name the last counts, as when unpacked.

        Raises: Unreadable where it is a bomb; NoText where it is empty.
        """
        infos = self._archive.infolist()
        _check_sizes(infos, self._limits)
        members = {
            name: number
            for number, info in enumerate(infos)
            if not info.is_dir() and (name := harmless_name(info.filename))
        }
        if not members:
            raise NoText("the ZIP holds no files")
        return tuple((number, name) for name, number in sorted(members.items()))

    def read(self, number: int) -> bytes:
        """The bytes of one member.

        Raises: Unreadable, Encrypted, NoText.
        """
        info = self._archive.infolist()[number]
        if info.flag_bits & _ENCRYPTED:
            raise Encrypted("asks for a password", hint="unpack the ZIP")
        if PurePosixPath(info.filename).suffix.lower() == ".zip":
            raise Unreadable("a ZIP in a ZIP", hint="unpack the outer one")
        _check_size(info, self._limits)
        with _damage_named(), self._archive.open(info) as member:
            data = member.read(self._limits.max_bytes + 1)
        if not data:
            raise NoText("the file is empty")
        return data

    def head(self, number: int, size: int) -> bytes:
        """The first bytes of one member; none where it can't be read."""
        info = self._archive.infolist()[number]
        try:
            with _damage_named(), self._archive.open(info) as member:
                return member.read(size)
        except Unreadable:
            return b""


def harmless_name(name: str) -> str:
    """A member's name as a path below the ZIP, whatever it was made to point at."""
    parts = name.replace("\\", "/").split("/")
    return "/".join("_" if part == ".." else part for part in parts if part not in ("", "."))


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except (NotImplementedError, RuntimeError) as exc:  # a method or a version unknown to Python
        raise Unreadable(f"packed in a way that is not known: {exc}") from exc
    except _DAMAGE as exc:
        raise Unreadable(f"damaged ZIP: {exc}") from exc


def _check_sizes(infos: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Bounds for all members together. Members that share their bytes are a bomb's."""
    if len(infos) > limits.max_members:
        raise Unreadable(f"{len(infos):,} files, the limit is {limits.max_members:,}")
    unpacked = sum(info.file_size for info in infos)
    if unpacked > limits.max_unpacked_bytes:
        size, limit = unpacked / MB, limits.max_unpacked_bytes / MB
        raise Unreadable(f"unpacks to {size:,.0f} MB, the limit is {limit:,.0f} MB")
    in_order = sorted(infos, key=lambda info: info.header_offset)
    for info, following in pairwise(in_order):
        if info.header_offset + info.compress_size > following.header_offset:
            raise Unreadable("damaged ZIP: its files overlap")


def _check_size(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.file_size > limits.max_bytes:
        size, limit = info.file_size / MB, limits.max_bytes / MB
        raise Unreadable(f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
    is_large = info.file_size > LEAST_BOMB_BYTES
    if is_large and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise Unreadable(f"unpacks to more than {MOST_RATIO} times its size")
