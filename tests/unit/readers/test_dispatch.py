"""Which reader a file gets, and what is said of a file that gets none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable, Unsupported
from ccg_corpus.readers import Limits, read_draft
from ccg_corpus.readers.sniff import format_of

MAIL = (
    b"From: <Saved by Example>\r\nSubject: =?utf-8?Q?Invented?=\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n'
)


def zip_head(name: str, content: bytes = b"") -> bytes:
    """The first bytes of a ZIP file whose first entry has this name."""
    return (
        b"PK\x03\x04"
        + bytes(22)
        + len(name).to_bytes(2, "little")
        + b"\0\0"
        + name.encode()
        + content
    )


@pytest.mark.parametrize(
    ("head", "suffix", "expected"),
    [
        (b"%PDF-1.7\n", ".txt", "pdf"),
        (b"\n\n%PDF-1.4", ".html", "pdf"),
        (b"<!DOCTYPE html>\n<title>x", ".txt", "html"),
        (b"<!-- saved from url=(1) -->\n<html lang='en'>", ".xml", "html"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "", "html"),
        ("<html><p>Invented".encode("utf-16"), ".htm", "html"),
        (b"<p>Invented example", ".html", "html"),
        (b"<article><p>Invented", ".html", "html"),
        (b"<?xml version='1.0'?>\n<article article-type='research-article'>", ".txt", "jats"),
        (b"<!DOCTYPE article PUBLIC '-//NLM//DTD JATS' 'x.dtd'>\n<article>", "", "jats"),
        (b"<?xml version='1.0'?><!DOCTYPE article [<!ENTITY a 'b'>]><article>", ".txt", "jats"),
        (b"<pmc-articleset><article>", ".xml", "jats"),
        (b"Invented example", ".txt", "text"),
        (b"Invented example", ".md", "markdown"),
        (b"Invented example", ".pdf", "text"),
        (b"# Invented <b>example</b>", ".markdown", "markdown"),
        (b"<div align=center>\n\n# Invented example", ".md", "markdown"),
        ("Invented".encode("utf-16"), ".html", "text"),
        (b"\x00\x01\x00\x00binary", ".pdf", "pdf"),
        (zip_head("[Content_Types].xml", b"PK\x03\x04word/document.xml"), ".txt", "docx"),
        (zip_head("word/media/large.png"), ".zip", "docx"),
        (zip_head("docProps/core.xml"), ".docx", "docx"),
        (zip_head("mimetype", b"application/epub+zip"), ".zip", "epub"),
        (zip_head("OEBPS/one.xhtml"), ".epub", "epub"),
        (b"{\\rtf1\\ansi", ".doc", "rtf"),
        (b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'>", ".xml", "tei"),
        (b"<?xml version='1.0'?>\n<teiCorpus>", ".txt", "tei"),
        (MAIL, ".mhtml", "mhtml"),
        (MAIL, ".txt", "mhtml"),
    ],
)  # fmt: skip
def test_content_decides_before_the_suffix(head: bytes, suffix: str, expected: str) -> None:
    """The first bytes say which format it is; the suffix only where they don't."""
    assert format_of(head, suffix=suffix) == expected


@pytest.mark.parametrize(
    ("head", "suffix", "said"),
    [
        (zip_head("[Content_Types].xml", b"xl/workbook.xml"), ".docx", "an Excel file"),
        (
            zip_head("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
            ".ods",
            "OpenDocument",
        ),
        (zip_head("anything"), ".zip", "unpack"),
        (zip_head("one.docx", b"PK\x03\x04word/document.xml"), ".zip", "unpack"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", ".txt", "old Office file"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), ".docx", "password"),
        (b"bplist00", ".webarchive", "Safari"),
        (b"\x89PNG\r\n", ".pdf", "OCR"),
        (b"a,b\n1,2", ".csv", "no reader knows a .csv file"),
        (b"Invented example", "", "without a suffix"),
        (b"<?xml version='1.0'?><svg>", ".xml", "<svg>"),
    ],
)
def test_foreign_formats_are_named(head: bytes, suffix: str, said: str) -> None:
    """A format that no reader knows is named, with what to do."""
    with pytest.raises((Unsupported, Encrypted)) as caught:
        format_of(head, suffix=suffix)
    assert said in str(caught.value)


def test_an_error_names_the_file(tmp_path: Path) -> None:
    """What goes wrong in a reader comes out with the path, in one line."""
    path = tmp_path / "two\nlines.txt"
    path.write_bytes(b"a\x00b")
    with pytest.raises(Unsupported) as caught:
        read_draft(path)
    assert caught.value.path == path
    assert "\n" not in str(caught.value)


def test_an_empty_file_holds_no_text(tmp_path: Path) -> None:
    """Zero bytes, whatever the suffix."""
    for name in ("a.txt", "a.pdf", "a.xml", "a.html", "a.md"):
        (tmp_path / name).touch()
        with pytest.raises(NoText):
            read_draft(tmp_path / name)


def test_what_is_not_a_file_is_unreadable(tmp_path: Path) -> None:
    """A directory, a pipe and a file that has gone are unreadable; none of them blocks."""
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path, tmp_path / "pipe.txt", tmp_path / "gone.txt"):
        with pytest.raises(Unreadable) as caught:
            read_draft(path)
        assert caught.value.path == path


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    """The system's own words say why."""
    path = tmp_path / "a.txt"
    path.write_text("Invented example")
    path.chmod(0)
    with pytest.raises(Unreadable, match="Permission denied"):
        read_draft(path)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    """The size is looked at before anything is read."""
    path = tmp_path / "a.txt"
    path.write_text("Invented example " * 100)
    with pytest.raises(SourceError, match="too large"):
        read_draft(path, limits=Limits(max_bytes=100))
