"""Readers: a path in, a `Draft` out, one module for each format.

A reader says what the file prints and what its format states; it repairs no lines, finds no
quotations, and never fetches anything. A file that can't be read raises a `SourceError`, one line.
The parsers are imported when the first file of their format comes along.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from typing import BinaryIO, Protocol

from ccg_corpus.core.errors import NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import MB, Limits
from ccg_corpus.readers.sniff import HEAD, SUFFIXES, ZIP_MARKS, format_of
from ccg_corpus.readers.unread import with_note

__all__ = [
    "MB",
    "SUFFIXES",
    "Folder",
    "Limits",
    "open_folder",
    "open_source",
    "read_bytes",
    "read_draft",
    "read_draft_of",
]

_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_draft(path: Path, *, limits: Limits | None = None) -> Draft:
    """What one file prints, by its content first and its suffix second.

    Raises: SourceError (Unsupported, Unreadable, NoText, Encrypted), with the path.
    """
    limits = limits or Limits()
    try:
        with open_source(path) as file:
            data = read_bytes(file, limits=limits)
        return read_draft_of(data, path.name, limits=limits)
    except SourceError as error:
        error.path = error.path or path
        raise


def _with_language(draft: Draft) -> Draft:
    """The draft with the language that its format states; else the one its words are in.

    What a word processor states is the language of its menus as often as that of the text: of it and
    English the words decide.
    """
    from ccg_corpus.readers.language import language_of_draft, language_tag

    stated = language_tag(draft.facts.language)
    is_doubtful = stated is None or draft.format in ("docx", "odt")
    spoken = language_of_draft(draft) if is_doubtful else None
    base = (stated or "").split("-")[0]
    differs = base and spoken and base != spoken and "en" in (base, spoken)
    language = spoken if differs else stated or spoken
    return replace(draft, facts=replace(draft.facts, language=language))


def read_draft_of(data: bytes, name: str, *, limits: Limits) -> Draft:
    """What the bytes of a file of that name print.

    Raises: SourceError, without a path.
    """
    if not data:
        raise NoText("the file is empty")
    try:
        suffix = PurePath(name).suffix.lower()
        read = _reader(format_of(data[:HEAD], suffix=suffix))
        return with_note(_with_language(read(data, limits=limits)))
    except RecursionError as exc:
        raise Unreadable("nested too deeply") from exc


@contextmanager
def open_source(path: Path) -> Iterator[BinaryIO]:
    """A regular file, open. A pipe or a device would block, so none is opened.

    Raises: Unreadable where it can't be opened, and where reading it within `with` fails.
    """
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise Unreadable("is a directory")
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("not a regular file")
        # Another file may stand there by now: a pipe without a writer must not be waited for.
        descriptor = os.open(path, os.O_RDONLY | _AT_ONCE)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor has no path
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Unreadable("not a regular file")
            yield file
    except OSError as exc:
        raise Unreadable(f"can't be read: {exc.strerror or exc}") from exc


def read_bytes(file: BinaryIO, *, limits: Limits) -> bytes:
    """All of an open file.

    Raises: Unreadable where it is too large, or is being written to.
    """
    before = os.fstat(file.fileno())
    if before.st_size > limits.max_bytes:
        size, limit = before.st_size / MB, limits.max_bytes / MB
        raise Unreadable(f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
    data = file.read(before.st_size + 1)
    after = os.fstat(file.fileno())
    if len(data) != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise Unreadable("changed while it was read", hint="run 'ccg ingest' again")
    return data


class Folder(Protocol):
    """A file that holds several documents."""

    def members(self) -> tuple[tuple[int, str], ...]:
        """The number and the name of each."""

    def read(self, number: int) -> bytes:
        """The bytes of one."""

    def head(self, number: int, size: int) -> bytes:
        """The first bytes of one; none where it can't be read."""


def open_folder(file: BinaryIO, name: str, *, limits: Limits) -> Folder | None:
    """A ZIP of documents, or a set of articles in one XML file; None where the file is neither.

    Raises: Unreadable where it is damaged.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in (".zip", ".xml", ".nxml"):
        return None
    folder = _open_zip(file, limits) if suffix == ".zip" else _open_set(file, limits)
    file.seek(0)
    return folder


def _open_zip(file: BinaryIO, limits: Limits) -> Folder | None:
    is_zip = file.read(4) in ZIP_MARKS
    file.seek(0)
    if not is_zip:
        return None
    from ccg_corpus.readers.zipped import ZipFolder

    folder = ZipFolder(file, limits=limits)
    return folder if folder.format == "zip" else None


def _open_set(file: BinaryIO, limits: Limits) -> Folder | None:
    from ccg_corpus.readers.xml.article_set import open_article_set

    return open_article_set(file, limits=limits)


class _Read(Protocol):
    def __call__(self, data: bytes, *, limits: Limits) -> Draft: ...


def _reader(format_name: str) -> _Read:
    match format_name:
        case "markdown":
            from ccg_corpus.readers.plain.markdown import read_markdown as read
        case "html":
            from ccg_corpus.readers.web.html import read_html as read
        case "jats":
            from ccg_corpus.readers.xml.jats import read_jats as read
        case "docx":
            from ccg_corpus.readers.office.docx.reader import read_docx as read
        case "odt":
            from ccg_corpus.readers.office.odt.reader import read_odt as read
        case "epub":
            from ccg_corpus.readers.web.epub import read_epub as read
        case "mhtml":
            from ccg_corpus.readers.web.mhtml import read_mhtml as read
        case "rtf":
            from ccg_corpus.readers.office.rtf.reader import read_rtf as read
        case "tei":
            from ccg_corpus.readers.xml.tei import read_tei as read
        case "pdf":
            from ccg_corpus.readers.pdf.reader import read_pdf as read
        case "zip":
            raise Unreadable("damaged ZIP")
        case _:
            from ccg_corpus.readers.plain.text import read_text as read
    return read
