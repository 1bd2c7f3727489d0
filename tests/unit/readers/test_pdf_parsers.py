"""Two parsers behind one interface: pypdf everywhere, PDFium where it is installed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from ccg_corpus.errors import Encrypted
from ccg_corpus.model import Document
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import Limits, read_draft
from ccg_corpus.readers.pdf import read_pdf
from ccg_corpus.readers.pdf_tokens import operations
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

EXAMPLE = Path(__file__).parents[3] / "corpus" / "quistgaard-2019-two-columns.pdf"


def example(parser: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    return rebuild_document(read_draft(EXAMPLE), EXAMPLE.name)


def test_both_parsers_give_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, blocks, pages, facts and quotations of the example are equal, whoever parses it."""
    pytest.importorskip("pypdfium2")
    one, other = (example(parser, monkeypatch) for parser in ("pypdf", "pypdfium2"))
    assert one == other
    roles = load_roles()
    assert find_quotations(one, roles) == find_quotations(other, roles)


def locked(password: str, algorithm: str) -> bytes:
    """An invented paper that asks for a password, or only forbids printing where that is empty."""
    pytest.importorskip("cryptography")
    pdf = FPDF()
    pdf.set_title("An invented example of locked files")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    pdf.multi_cell(150, 5, "Invented example. Nobody had told us that the office would close. " * 4)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))
    writer.encrypt(user_password=password, owner_password="x", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def without_cryptography(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What pypdf needs for AES is not there for the process that parses."""
    for name in ("cryptography", "Crypto"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.usefixtures("without_cryptography")
@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_strong_encryption_without_a_password_is_read(
    algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AES with an empty user password, as publishers set it: PDFium needs no other library."""
    pytest.importorskip("pypdfium2")
    monkeypatch.setenv("CCG_PDF_PARSER", "pypdfium2")
    draft = read_pdf(locked("", algorithm), limits=Limits())
    assert draft.lines[0].text.startswith("Invented example.")
    assert draft.facts.title == "An invented example of locked files"


@pytest.mark.usefixtures("without_cryptography")
@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256"])
def test_strong_encryption_is_said_in_one_line(
    algorithm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """pypdf alone lacks a library; with PDFium only a password that must be typed is in the way."""
    monkeypatch.setenv("CCG_PDF_PARSER", "pypdf")
    with pytest.raises(Encrypted, match="is encrypted with AES"):
        read_pdf(locked("", algorithm), limits=Limits())
    pytest.importorskip("pypdfium2")
    monkeypatch.setenv("CCG_PDF_PARSER", "pypdfium2")
    with pytest.raises(Encrypted, match="asks for a password"):
        read_pdf(locked("secret", algorithm), limits=Limits())


@pytest.mark.parametrize(
    ("stream", "found"),
    [
        (b"/F1 9.5 Tf", [(["/F1", 9.5], b"Tf")]),
        (b"[(a\\(b\\051) -120 <4142>] TJ", [([[b"a(b)", -120.0, b"AB"]], b"TJ")]),
        (b"(one (two) three) Tj", [([b"one (two) three"], b"Tj")]),
        (b"/Span << /ActualText <FEFF00AD> /N 1 >> BDC",
         [(["/Span", {"/ActualText": b"\xfe\xff\x00\xad", "/N": 1.0}], b"BDC")]),
        (b"BI /W 1 ID \x00(\xff EI Q", [([], b"INLINE IMAGE"), ([], b"Q")]),
        (b"% note (\nq", [([], b"q")]),
        (b"(never closed", []),
    ],
)  # fmt: skip
def test_streams_are_cut_into_operations(stream: bytes, found: object) -> None:
    """Strings with escapes and brackets, hex, arrays, dictionaries, images, comments."""
    assert list(operations(stream)) == found


def test_hostile_streams_take_their_length() -> None:
    """Brackets that never close, a million of them: the end comes all the same."""
    assert list(operations(b"(a" * 200_000)) == []
    assert list(operations(b"[" * 200_000 + b"] q")) == []
