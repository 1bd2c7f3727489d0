"""Two parsers behind one interface: pypdf everywhere, PDFium where it is installed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

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


def test_strong_encryption_without_a_password_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """AES with an empty user password, as publishers set it: PDFium needs no other library."""
    pytest.importorskip("pypdfium2")
    pytest.importorskip("cryptography")
    monkeypatch.setenv("CCG_PDF_PARSER", "pypdfium2")
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Times", size=10)
    pdf.multi_cell(150, 5, "Invented example. Nobody had told us that the office would close. " * 4)
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))
    writer.encrypt(user_password="", owner_password="x", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    draft = read_pdf(out.getvalue(), limits=Limits())
    assert draft.lines[0].text.startswith("Invented example.")


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
