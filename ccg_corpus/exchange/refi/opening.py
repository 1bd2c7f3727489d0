"""A file that came from anybody → its XML and its texts, within bounds.

Comes in: the path of a .qdpx or .qdc. Goes out: the root element, and texts by the paths that it names.
Nothing is unpacked to the disk, and nothing is read that is not in the file: a path that leads out of it is
refused, whatever it says. Nothing in it is resolved, fetched or run.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from ccg_corpus.core.errors import CcgError

MB = 1024 * 1024
MOST_PART = 128 * MB  # of one text, or of the XML
MOST_READ = 512 * MB  # of all that is read
MOST_MEMBERS = 100_000
MOST_RATIO = 200  # XML and text pack 3 to 40 times
LARGE = MB
INTERNAL = "internal://"


class QdaFile:
    """A project or a codebook to read. Close it, or use `with`."""

    def __init__(self, path: Path) -> None:
        from ccg_corpus.project.files import open_file

        self.path = path
        try:
            self._file: BinaryIO = open_file(path)
        except OSError as exc:
            raise CcgError(f"can't be read: {exc.strerror or exc}", path=path) from exc
        self._package: zipfile.ZipFile | None = None
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._read = 0
        try:
            head = self._file.read(4)
            self._file.seek(0)
            if head[:2] == b"PK":
                self._package = zipfile.ZipFile(self._file)
                self._members = self._listed()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError) as exc:
            self._file.close()
            raise self._wrong(f"a damaged ZIP file: {exc}") from exc
        except CcgError:
            self._file.close()
            raise

    def __enter__(self) -> QdaFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def root(self) -> Any:
        """The root element.

        Raises: CcgError where it is no XML, or more than XML should be.
        """
        if self._package is None:
            data = self._file.read(MOST_PART + 1)
            if len(data) > MOST_PART:
                raise self._wrong(f"is larger than {MOST_PART // MB} MB")
        else:
            data = self._part(self._project())
        return self._parsed(data)

    def text(self, path: str) -> bytes:
        """What lies under a path of the XML ("internal://…").

        Raises: CcgError where it leads out of the file, is not in it, or is too large.
        """
        name = path.strip().replace("\\", "/").removeprefix(INTERNAL)
        if "://" in name or name.startswith("/") or name[1:2] == ":":
            raise CcgError("lies outside of the file and is not read")
        if ".." in PurePosixPath(name).parts:
            raise CcgError("its path leads out of the file and is not followed")
        for folder in ("sources/", ""):  # some programs leave "internal://" out
            if (entry := self._members.get((folder + name).casefold())) is not None:
                return self._part(entry)
        raise CcgError("its text is not in the file")

    # Parts

    def _listed(self) -> dict[str, zipfile.ZipInfo]:
        assert self._package is not None
        entries = self._package.infolist()
        if len(entries) > MOST_MEMBERS:
            raise self._wrong(f"has {len(entries):,} parts, the limit is {MOST_MEMBERS:,}")
        found: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            found.setdefault(entry.filename.replace("\\", "/").casefold(), entry)
        return found

    def _project(self) -> zipfile.ZipInfo:
        named = [
            entry for name, entry in self._members.items()
            if name.endswith(".qde") and "/" not in name.strip("/")
        ]  # fmt: skip
        if len(named) != 1:
            said = "no project (.qde)" if not named else f"{len(named)} projects (.qde), not one"
            raise self._wrong(f"has {said} in it")
        return named[0]

    def _part(self, entry: zipfile.ZipInfo) -> bytes:
        assert self._package is not None
        if entry.flag_bits & 0x1:
            raise self._wrong("asks for a password")
        size, packed = entry.file_size, max(1, entry.compress_size)
        if size > MOST_PART:
            raise self._wrong(
                f"a part of it unpacks to {size / MB:,.0f} MB, the limit is {MOST_PART // MB}"
            )
        if size > LARGE and size > MOST_RATIO * packed:
            raise self._wrong(
                f"a part unpacks to {size // packed:,} times its size: a ZIP bomb, or damaged"
            )
        self._read += size
        if self._read > MOST_READ:
            raise self._wrong(f"its texts unpack to more than {MOST_READ // MB} MB")
        try:
            with self._package.open(entry) as part:
                data = part.read(size + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
                OSError, ValueError) as exc:  # fmt: skip
            raise self._wrong(f"a part is damaged: {exc}") from exc
        if len(data) > size:
            raise self._wrong("a part is larger than it says: damaged")
        return data

    def _parsed(self, data: bytes) -> Any:
        from lxml import etree

        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
            huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as exc:
            reason = (getattr(exc, "msg", None) or str(exc)).splitlines()
            raise self._wrong(
                f"no XML that can be read: {reason[0][:120] if reason else ''}"
            ) from exc
        if root.getroottree().docinfo.doctype:
            raise self._wrong("declares a document type or entities, which no such file needs")
        return root

    def _wrong(self, what: str) -> CcgError:
        return CcgError(what, path=self.path)
