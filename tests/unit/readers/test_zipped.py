"""ZIP files as folders: what is a member, what it is called, what is refused."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ccg_corpus.core.errors import NoText, Unreadable, Unsupported
from ccg_corpus.readers import Limits, open_folder, open_source, read_draft
from ccg_corpus.readers.zipped import ZipFolder, harmless_name

WORDS = b"Invented example of a paper."


def packed(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def folder(data: bytes, **limits: int) -> ZipFolder:
    return ZipFolder(io.BytesIO(data), limits=Limits(**limits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/b.txt", "a/b.txt"),
        ("/etc/passwd", "etc/passwd"),
        ("../../up.txt", "_/_/up.txt"),
        ("C:\\papers\\b.txt", "C:/papers/b.txt"),
        ("./a//b.txt", "a/b.txt"),
        ("two\nlines.txt", "two\nlines.txt"),
    ],
)
def test_names_lead_nowhere(name: str, expected: str) -> None:
    """A name is one below the ZIP; nothing is ever unpacked under it."""
    assert harmless_name(name) == expected


def test_members_by_name() -> None:
    """In the order of names, without folders; of two of one name the last counts."""
    with pytest.warns(UserWarning, match="Duplicate"):
        data = packed(("b.txt", b"old"), ("sub/", b""), ("sub/a.txt", WORDS), ("b.txt", WORDS))
    opened = folder(data)
    assert opened.members() == ((3, "b.txt"), (2, "sub/a.txt"))
    assert opened.read(3) == WORDS


def test_bounds() -> None:
    """Number of files, size in all, size of one."""
    data = packed(*((f"{n}.txt", WORDS) for n in range(5)))
    with pytest.raises(Unreadable, match="5 files, the limit is 4"):
        folder(data, max_members=4).members()
    with pytest.raises(Unreadable, match="unpacks to"):
        folder(data, max_unpacked_bytes=100).members()
    with pytest.raises(Unreadable, match="too large"):
        folder(data, max_bytes=10).read(0)
    with pytest.raises(NoText, match="empty"):
        folder(packed(("a.txt", b""))).read(0)


def test_only_a_zip_by_name_and_content_is_a_folder(tmp_path: Path) -> None:
    """A program's document that is a ZIP inside is none; nor is text under that name."""
    word = packed(("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<document/>"))
    book = packed(("mimetype", b"application/epub+zip"), ("META-INF/container.xml", b"<x/>"))
    for data, is_folder in (
        (packed(("word/a.txt", WORDS)), True),
        (word, False),
        (book, False),
        (WORDS, False),
    ):
        path = tmp_path / "export.ZIP"
        path.write_bytes(data)
        with open_source(path) as file:
            assert (open_folder(file, path.name, limits=Limits()) is not None) is is_folder


def test_a_folder_has_no_text_of_its_own(tmp_path: Path) -> None:
    """Whoever reads single files is told."""
    path = tmp_path / "export.zip"
    path.write_bytes(packed(("a.txt", WORDS)))
    with pytest.raises(Unsupported, match="a ZIP file"):
        read_draft(path)
