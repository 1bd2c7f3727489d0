"""PDF files from end to end: pages, facts, and what is wrong with bad ones."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.pages import name_pages
from ccg_corpus.readers.pdf.reader import read_pdf

SAID = 'Invented example. "Nobody had told us that the office would close," said one manager. '


class Paper(FPDF):
    """Two columns, a running head, a page number."""

    def header(self) -> None:
        self.set_font("Helvetica", size=8)
        self.cell(0, 6, f"Invented journal of examples 2024;12:{self.page_no()}", align="C")
        self.ln(10)

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 6, str(self.page_no()), align="C")


def paper(paragraphs: int = 12, columns: int = 2) -> bytes:
    pdf = Paper(format="A4")
    pdf.set_title("An invented example of commissioning in practice")
    pdf.set_author("Jo Bloggs; Al Smith")
    pdf.set_lang("en-GB")
    pdf.add_page()
    pdf.set_font("Times", size=10)
    with pdf.text_columns(ncols=columns, gutter=8, text_align="J") as text:
        for number in range(paragraphs):
            text.write(f"Paragraph {number}. " + SAID * 10)
            text.ln()
            text.ln()
    return bytes(pdf.output())


def read(data: bytes, **limits: float) -> Draft:
    return read_pdf(data, limits=Limits(**limits))  # type: ignore[arg-type]


def rewritten(data: bytes, **encryption: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(**encryption)  # type: ignore[arg-type]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def built(*objects: bytes) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % size
    tail = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    return out + head + table + tail


def of_stream(content: bytes, extra: bytes = b"") -> bytes:
    """One page that shows a content stream."""
    return built(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )


def test_columns_pages_and_facts() -> None:
    """Both columns in order, with their pages; no heads; the facts of the properties."""
    draft = read(paper())
    text = " ".join(line.text for line in draft.lines)
    order = [text.index(f"Paragraph {number}.") for number in range(12)]
    assert order == sorted(order)
    assert text.count("Nobody had told us that the office would close") == 120
    assert "Invented journal" not in text
    assert {line.page for line in draft.lines} == {1, 2}
    assert draft.facts.title == "An invented example of commissioning in practice"
    assert draft.facts.authors == ("Jo Bloggs", "Al Smith")
    assert draft.facts.language == "en-GB"


def test_paragraphs_stand_apart() -> None:
    """Space between paragraphs is a blank line."""
    lines = [line.text for line in read(paper(paragraphs=5, columns=1)).lines]
    starts = [n for n, line in enumerate(lines) if line.startswith("Paragraph")]
    assert [lines[n - 1] for n in starts[1:]] == [""] * 4


def test_spaces_come_from_gaps() -> None:
    """Words parted only by a shift of the pen; letters drawn loose and pulled together."""
    shifts = b"BT /F 12 Tf 50 700 Td [(Nobody) -280 (told) -280 (us)] TJ ET"
    loose = b"BT /F 12 Tf 6 Tc 50 680 Td [(t) 480 (o) 480 (l) 480 (du) 480 (s)] TJ ET"
    filler = b"BT /F 12 Tf 50 660 Td (%s) Tj ET" % (b"Invented example. " * 4)
    lines = [
        line.text
        for line in read(of_stream(b"\n".join((shifts, loose, filler)))).lines
        if line.text
    ]
    assert lines[:2] == ["Nobody told us", "told us"]


def test_marked_content_says_what_it_prints() -> None:
    """Running heads marked as such are left out; a glyph's "actual text" replaces it."""
    content = (
        b"/Artifact <</Type/Pagination>> BDC BT /F 9 Tf 50 800 Td (Head) Tj ET EMC "
        b"BT /F 12 Tf 50 700 Td (inter) Tj /Span <</ActualText <FEFF00AD>>> BDC (-) Tj EMC ET "
        b"BT /F 12 Tf 50 686 Td (view. %s) Tj ET" % (b"Invented example. " * 4)
    )
    lines = [line.text for line in read(of_stream(content)).lines]
    assert lines[:2] == ["inter\xad", "view. " + ("Invented example. " * 4).strip()]
    assert "Head" not in lines


@pytest.mark.parametrize("part", [0.5, 0.05])
def test_a_truncated_file_is_unreadable(part: float) -> None:
    """Cut in half, or after the head."""
    data = paper()
    with pytest.raises(Unreadable, match="damaged"):
        read(data[: int(len(data) * part)])


def test_a_password_is_asked_for() -> None:
    """One that must be typed is an error, one that only forbids printing is not."""
    data = paper(paragraphs=2)
    with pytest.raises(Encrypted, match="password"):
        read(rewritten(data, user_password="secret", algorithm="RC4-128"))
    assert read(rewritten(data, user_password="", owner_password="x", algorithm="RC4-128")).lines


def test_strong_encryption_says_what_is_missing() -> None:
    """AES needs a library of its own; without it the file says so."""
    filters = b"/CF<</StdCF<</CFM/AESV2/Length 16>>>>/StmF/StdCF/StrF/StdCF"
    secret = b"<" + b"00" * 32 + b">"
    data = built(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>",
        b"<</Filter/Standard/V 4/R 4/Length 128/P -4%s/O %s/U %s>>" % (filters, secret, secret),
    )  # fmt: skip
    data = data.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]")
    with pytest.raises(Encrypted):
        read(data)


def test_a_scan_needs_ocr() -> None:
    """Pictures and no text: the pages are named."""
    pdf = FPDF()
    for _ in range(3):
        pdf.add_page()
        pdf.image(_picture(), 10, 10, 100)
    with pytest.raises(NoText, match="needs OCR: pages 1–3"):
        read(bytes(pdf.output()))


def _picture() -> io.BytesIO:
    """A grey PNG of one pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")
        )

    head = chunk(b"IHDR", bytes([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]))
    body = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b""))


def test_a_partly_scanned_file_warns() -> None:
    """The text is read, the pictures are named."""
    pdf = FPDF()
    pdf.set_font("Helvetica", size=10)
    for number in range(3):
        pdf.add_page()
        if number == 1:
            pdf.image(_picture(), 10, 10, 100)
        else:
            pdf.multi_cell(0, 5, ["First. ", "", "Last. "][number] + SAID * 5)
    draft = read(bytes(pdf.output()))
    assert draft.warnings == ("partly scanned, needs OCR: page 2",)


def test_a_file_without_text_or_pictures() -> None:
    """An empty page holds no text."""
    with pytest.raises(NoText):
        read(of_stream(b""))


def test_too_many_pages_are_not_read() -> None:
    """The limit is looked at before any page."""
    data = built(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 300/Kids[%s]>>" % b" ".join(b"%d 0 R" % n for n in range(3, 303)),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 300,
    )
    with pytest.raises(Unreadable, match="limit is 200"):
        read(data, max_pages=200)


def test_an_endless_stream_is_given_up() -> None:
    """A million operators: the clock stops the parser, not the run."""
    content = zlib.compress(b"BT /F 9 Tf 1 0 0 1 9 9 Tm (Invented example) Tj ET\n" * 300_000)
    begun = time.monotonic()
    with pytest.raises(Unreadable):
        read(of_stream(content, b"/Filter/FlateDecode"), seconds=3)
    assert time.monotonic() - begun < 30


def test_a_bomb_is_not_unpacked() -> None:
    """A stream that grows a thousandfold stays within the memory limit."""
    content = zlib.compress(b" " * 150_000_000, 9)
    with pytest.raises(SourceError):
        read(of_stream(content, b"/Filter/FlateDecode"), memory_mb=400)


def test_one_damaged_page_does_not_take_the_others() -> None:
    """Its number is in the warning."""
    good = b"BT /F 12 Tf 50 700 Td (%s) Tj ET" % (SAID * 3).encode()
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 7 0 R>>>>>>"
    data = built(
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>",
        page % 5, page % 6,
        b"<</Length %d>>stream\n%s\nendstream" % (len(good), good),
        b"<</Length 9/Filter/NoSuchFilter>>stream\nxxxxxxxxx\nendstream", font,
    )  # fmt: skip
    draft = read(data)
    assert draft.warnings == ("damaged and unread: page 2",)
    assert "Nobody had told us" in draft.lines[0].text


def test_nothing_but_the_answer_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    """The parser's warnings stay in its own process."""
    data = paper(paragraphs=1)
    read(data.replace(b"startxref\n", b"startxref\n1"))
    assert capfd.readouterr() == ("", "")


def test_pages_are_named_in_runs() -> None:
    """As a person would."""
    assert name_pages([3]) == "page 3"
    assert name_pages([1, 2, 3, 7, 9, 10]) == "pages 1–3, 7, 9–10"
