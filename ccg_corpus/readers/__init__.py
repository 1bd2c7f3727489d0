"""Readers: a path in, a `Draft` out, one module for each format.

A reader says what the file prints and what its format states; it repairs no lines, finds no
quotations, and never fetches anything. A file that can't be read raises a `SourceError`, one line.
The parsers are imported when the first file of their format comes along.
"""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from ccg_corpus.errors import NoText, SourceError, Unreadable
from ccg_corpus.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.sniff import HEAD, SUFFIXES, format_of

__all__ = ["SUFFIXES", "Limits", "read_draft"]


def read_draft(path: Path, *, limits: Limits | None = None) -> Draft:
    """What one file prints, by its content first and its suffix second.

    Raises: SourceError (Unsupported, Unreadable, NoText, Encrypted), with the path.
    """
    limits = limits or Limits()
    try:
        data = _read_bytes(path, limits)
        read = _reader(format_of(data[:HEAD], suffix=path.suffix.lower()))
        return _with_language(read(data, limits=limits))
    except SourceError as error:
        error.path = error.path or path
        raise
    except RecursionError as exc:
        raise Unreadable("nested too deeply", path=path) from exc
    except OSError as exc:
        raise Unreadable(f"can't be read: {exc.strerror or exc}", path=path) from exc


def _with_language(draft: Draft) -> Draft:
    """The draft with the language that its format states; else the one its words are in."""
    from ccg_corpus.readers.language import language_of_draft, language_tag

    stated = language_tag(draft.facts.language)
    language = stated or language_of_draft(draft)
    return replace(draft, facts=replace(draft.facts, language=language))


def _read_bytes(path: Path, limits: Limits) -> bytes:
    """The whole file. A pipe or a device would block, so only regular files are opened."""
    state = path.stat()
    if stat.S_ISDIR(state.st_mode):
        raise Unreadable("is a directory")
    if not stat.S_ISREG(state.st_mode):
        raise Unreadable("not a regular file")
    if state.st_size > limits.max_bytes:
        size, limit = state.st_size / 1e6, limits.max_bytes / 1e6
        raise Unreadable(f"too large: {size:,.0f} MB, the limit is {limit:,.0f} MB")
    data = path.read_bytes()
    if not data:
        raise NoText("the file is empty")
    return data


class _Read(Protocol):
    def __call__(self, data: bytes, *, limits: Limits) -> Draft: ...


def _reader(format_name: str) -> _Read:
    match format_name:
        case "markdown":
            from ccg_corpus.readers.markdown import read_markdown as read
        case "html":
            from ccg_corpus.readers.html import read_html as read
        case "jats":
            from ccg_corpus.readers.jats import read_jats as read
        case "docx":
            from ccg_corpus.readers.docx import read_docx as read
        case "epub":
            from ccg_corpus.readers.epub import read_epub as read
        case "mhtml":
            from ccg_corpus.readers.mhtml import read_mhtml as read
        case "rtf":
            from ccg_corpus.readers.rtf import read_rtf as read
        case "tei":
            from ccg_corpus.readers.tei import read_tei as read
        case "pdf":
            from ccg_corpus.readers.pdf import read_pdf as read
        case _:
            from ccg_corpus.readers.text import read_text as read
    return read
