"""Two parsers behind one interface: PDFium first, pypdf for the rest, or the other way round."""

from __future__ import annotations

import io
from itertools import count
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from ccg_corpus.core.errors import Encrypted, NoText, Unreadable
from ccg_corpus.core.model import Document
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import Limits, read_draft
from ccg_corpus.readers.pdf.content.stream import StreamWalk
from ccg_corpus.readers.pdf.content.tokens import operations
from ccg_corpus.readers.pdf.pdfium import PdfiumPages
from ccg_corpus.readers.pdf.reader import read_pdf
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

EXAMPLE = Path(__file__).parents[3] / "corpus" / "quistgaard-2019-two-columns.pdf"
PARSERS = ("pypdf", "pypdfium2")
CLOSED = "Nobody had told us that the office would close."
MOVED = "They moved us to the annexe behind the old dairy."
STAYED = "I stayed because the lamps there were mine."


def example(parser: str, monkeypatch: pytest.MonkeyPatch) -> Document:
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    return rebuild_document(read_draft(EXAMPLE), EXAMPLE.name)


def test_both_parsers_give_the_same_document(monkeypatch: pytest.MonkeyPatch) -> None:
    """Text, blocks, pages, facts and quotations of the example are equal, whoever parses it."""
    one, other = (example(parser, monkeypatch) for parser in ("pypdf", "pypdfium2"))
    assert one == other
    roles = load_roles()
    assert find_quotations(one, roles) == find_quotations(other, roles)


def pages_of(*texts: str) -> FPDF:
    """An invented paper with a page for each text; "" is a page with nothing on it."""
    pdf = FPDF()
    pdf.set_title("An invented example of locked files")
    for text in texts:
        pdf.add_page()
        pdf.set_font("Times", size=10)
        if text:
            pdf.multi_cell(150, 5, f"Invented example. {text} " * 4)
    return pdf


def locked(password: str, algorithm: str, *texts: str) -> bytes:
    """A paper that asks for a password, or only forbids printing where that is empty."""
    pdf = pages_of(*(texts or (CLOSED,)))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(pdf.output()))))
    writer.encrypt(user_password=password, owner_password="x", algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture(params=["AES-128", "AES-256"])
def aes(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A kind of AES; what pypdf needs for it is not there for the process that parses."""
    for name in ("cryptography", "Crypto"):
        (tmp_path / f"{name}.py").write_text("raise ImportError", encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return str(request.param)


@pytest.fixture
def without_pdfium(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that PDFium is not built for."""
    text = "import sys\nsys.modules['pypdfium2'] = None\n"
    (tmp_path / "sitecustomize.py").write_text(text, encoding="ascii")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))


@pytest.mark.parametrize("parser", PARSERS)
def test_strong_encryption_without_a_password_is_read(
    aes: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """AES with an empty user password, as publishers set it: PDFium needs no other library."""
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    draft = read_pdf(locked("", aes), limits=Limits())
    assert draft.lines[0].text.startswith("Invented example.")
    assert draft.facts.title == "An invented example of locked files"


def test_strong_encryption_with_an_empty_page_is_read(aes: str) -> None:
    """A page with next to nothing on it, which pypdf would be asked about, stops no other."""
    draft = read_pdf(locked("", aes, CLOSED, "", MOVED), limits=Limits())
    assert {line.page for line in draft.lines} == {1, 3}
    with pytest.raises(NoText):
        read_pdf(locked("", aes, ""), limits=Limits())


@pytest.mark.parametrize("parser", PARSERS)
def test_a_password_is_asked_for_in_one_line(
    aes: str, parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only one that must be typed is in the way."""
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    with pytest.raises(Encrypted, match="asks for a password"):
        read_pdf(locked("secret", aes), limits=Limits())


@pytest.mark.usefixtures("without_pdfium")
def test_without_pdfium_all_but_strong_encryption_is_read(aes: str) -> None:
    """And that names what is missing."""
    assert read_pdf(bytes(pages_of(CLOSED).output()), limits=Limits()).lines
    with pytest.raises(Encrypted, match="is encrypted with AES") as told:
        read_pdf(locked("", aes), limits=Limits())
    assert "pip install pypdfium2" in str(told.value)


def lines_read(data: bytes) -> tuple[list[tuple[int | None, str]], tuple[str, ...]]:
    """The lines with their pages, and the warnings, of a PDF that is parsed in this process."""
    draft = read_pdf(data, limits=Limits(is_apart=True))
    return [(line.page, line.text) for line in draft.lines], draft.warnings


@pytest.mark.parametrize("parser", PARSERS)
def test_what_one_parser_fails_on_the_other_reads(
    parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page or the whole file; nothing is said to be damaged, for nothing is lost."""
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    data = bytes(pages_of(CLOSED, MOVED, STAYED).output())
    whole = lines_read(data)
    assert {page for page, _ in whole[0]} == {1, 2, 3} and not whole[1]

    def stumble(*given: object) -> None:
        raise ValueError("what a damaged file makes a parser stumble over")

    calls = count()
    if parser == "pypdf":
        walk = StreamWalk.walk
        second = lambda *given: (stumble if next(calls) == 1 else walk)(*given)  # noqa: E731
        monkeypatch.setattr(StreamWalk, "walk", second)
        assert lines_read(data) == whole
        monkeypatch.setattr("pypdf.PdfReader", stumble)
    else:
        page = PdfiumPages.page
        second = lambda own, n: (stumble if n == 1 else page)(own, n)  # noqa: E731
        monkeypatch.setattr(PdfiumPages, "page", second)
        assert lines_read(data) == whole
        monkeypatch.setattr(PdfiumPages, "__init__", stumble)
    assert lines_read(data)[0] == whole[0]


def test_a_file_that_pypdf_cannot_open_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """PDFium comes first and has the words; only what pypdf alone can tell is missing."""
    data = bytes(pages_of(CLOSED).output())
    whole = lines_read(data)

    def stumble(*given: object) -> None:
        raise ValueError("no cross-reference table")

    monkeypatch.setattr("pypdf.PdfReader", stumble)
    assert lines_read(data) == whole


def test_pages_that_only_one_parser_finds_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a damaged file shows PDFium fewer pages, the others are pypdf's."""
    data = bytes(pages_of(CLOSED, MOVED).output())
    whole = lines_read(data)
    monkeypatch.setattr(PdfiumPages, "__len__", lambda self: 1)
    page = PdfiumPages.page
    monkeypatch.setattr(PdfiumPages, "page", lambda self, n: page(self, range(1)[n]))
    assert lines_read(data) == whole


@pytest.mark.parametrize("parser", PARSERS)
def test_a_limit_is_no_fault_that_the_other_parser_mends(
    parser: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file of too many pages is refused by either, and not asked of the other."""
    monkeypatch.setenv("CCG_PDF_PARSER", parser)
    monkeypatch.setattr(PdfiumPages, "__len__", lambda self: 2 if parser == "pypdf" else 3)
    data = bytes(pages_of(CLOSED, MOVED, STAYED).output())
    with pytest.raises(Unreadable, match="3 pages, the limit is 2"):
        read_pdf(data, limits=Limits(max_pages=2, is_apart=True))


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
