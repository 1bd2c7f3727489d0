"""Documents that are ZIP files inside (DOCX, ODT, EPUB): bytes in, their parts out, within bounds.

What a package says about its own sizes is looked at before anything is unpacked, and no part gives
more than it said: a bomb costs nothing. Nothing is ever written to disk.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO

from ccg_corpus.core.errors import Encrypted, Unreadable
from ccg_corpus.readers.limits import MB, Limits

MAX_ENTRIES = 20_000
MAX_PART_BYTES = 64 * 1024 * 1024  # of one part that is parsed: far above any article's
_MAX_RATIO = 200  # of a large part; XML packs 10 to 40 times
_LARGE = 1024 * 1024


def open_package(data: bytes, *, limits: Limits) -> zipfile.ZipFile:
    """The package, once its list of contents keeps within the limits.

    Raises: Unreadable if it is damaged or unpacks to more than the limit, Encrypted.
    """
    try:
        package = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as exc:
        raise Unreadable(f"a damaged ZIP package: {exc}", hint="save it again") from exc
    entries = package.infolist()
    if len(entries) > MAX_ENTRIES:
        raise Unreadable(f"too many parts: {len(entries):,}, the limit is {MAX_ENTRIES:,}")
    total = sum(entry.file_size for entry in entries)
    if total > limits.max_bytes:
        size, limit = total / MB, limits.max_bytes / MB
        raise Unreadable(f"unpacks to {size:,.0f} MB, the limit is {limit:,.0f} MB")
    for entry in entries:
        _check(entry)
    return package


def _check(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise Encrypted("asks for a password")
    packed = max(1, entry.compress_size)
    if entry.file_size > _LARGE and entry.file_size > _MAX_RATIO * packed:
        times = entry.file_size // packed
        raise Unreadable(f"a part unpacks to {times:,} times its size: a ZIP bomb, or damaged")


def read_part(package: zipfile.ZipFile, name: str) -> bytes | None:
    """One part's bytes; None if the package has no such part.

    Raises: Unreadable if it is damaged or too large to be parsed.
    """
    try:
        entry = package.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > MAX_PART_BYTES:
        raise Unreadable(f"{name} is too large: {entry.file_size / MB:,.0f} MB")
    try:
        return package.read(entry)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as exc:
        raise Unreadable(f"{name} is damaged: {exc}", hint="save the document again") from exc
    except (OSError, ValueError) as exc:
        raise Unreadable(f"{name} is damaged: {exc}", hint="save the document again") from exc
