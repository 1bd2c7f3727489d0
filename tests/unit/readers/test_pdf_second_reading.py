"""A quotation is looked up in the file's plain text too: found in only one reading, it is less sure."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec import json

from ccg_corpus.core.model import Document, Quotation
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.pdf.reader import read_pdf
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

from .test_pdf import built

PARSERS = ("pypdf", "pypdfium2")
BEFORE = (
    "Results",
    "",
    "Invented example. Those who ran the office spoke of the move at length:",
    "",
)
SAID = (
    "“Nobody had told us that the of\x1cce would close, and when we came to work on Mon-",
    "day the locks were new and the lamps were gone, so we stood in the yard and wai-",
    "ted for somebody who could tell us where our desks had been taken, and I thought",
    "of the keys I had left in the drawer, which I have never seen again since that day”",
    "(Manager, site B).",
)
BOX = ("", "Box 1. What the office keeps", "• a list of the lamps", "• some keys", "")
BEHIND = ("", "Others were glad of the new rooms, and said so to whoever came to see them there.")
_DIFFERENCES = b"/Differences[28/fi 147/quotedblleft/quotedblright]"


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("CCG_PDF_PARSER", request.param)
    return str(request.param)


def drawn(lines: Sequence[tuple[str, int, int]], *, size: int = 10) -> bytes:
    """Lines with their places, as a content stream."""
    return b"".join(
        b"BT /F %d Tf %d %d Td (%s) Tj ET\n"
        % (
            size,
            x,
            y,
            text.replace("“", "\x93").replace("”", "\x94").replace("•", "\x95").encode("latin-1"),
        )
        for text, x, y in lines
        if text
    )


def column(lines: Sequence[str], *, x: int = 50, top: int = 760) -> list[tuple[str, int, int]]:
    """Lines below one another."""
    return [(line, x, top - 12 * n) for n, line in enumerate(lines)]


def pdf(*pages: bytes) -> bytes:
    """A PDF of these content streams."""
    places = range(4, 4 + 2 * len(pages), 2)
    kids = b" ".join(b"%d 0 R" % place for place in places)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Courier"
        b"/Encoding<</BaseEncoding/WinAnsiEncoding%s>>>>" % _DIFFERENCES,
    ]
    for place, content in zip(places, pages, strict=True):
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (place + 1),
            b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        ]
    return built(*objects)


def document_of(*pages: bytes) -> Document:
    return rebuild_document(read_pdf(pdf(*pages), limits=Limits(is_apart=True)), "x.pdf")


def found(document: Document) -> Quotation:
    (quotation,) = find_quotations(document, load_roles())
    return quotation


def torn(quotation: Quotation) -> list[str]:
    """What the record says of where the plain text does not go on."""
    return [proof.text for proof in quotation.evidence if proof.rule == "torn_in_plain_text"]


def test_a_quotation_in_one_stretch_is_as_sure_as_its_signs(parser: str) -> None:
    """Words broken at line ends and ligatures are no difference."""
    quotation = found(document_of(drawn(column([*BEFORE, *SAID, *BEHIND]))))
    assert "office would close" in quotation.text
    assert "Monday the locks" in quotation.text
    assert torn(quotation) == []
    assert quotation.confidence > 0.9


def test_heads_between_two_pages_tear_nothing(parser: str) -> None:
    """Each page's part is looked up on its own page."""
    head, foot = ("Invented journal 2024", 50, 810), ("12", 290, 30)
    one = drawn([head, *column([*BEFORE, *SAID[:3]]), foot])
    two = drawn([head, *column([*SAID[3:], *BEHIND]), ("13", 290, 30)])
    quotation = found(document_of(one, two))
    assert quotation.text.endswith("since that day")
    assert torn(quotation) == []


def test_a_quotation_that_a_box_cuts_is_less_sure(parser: str) -> None:
    """It is put together, and the record names the words that do not follow in the file."""
    quotation = found(document_of(drawn(column([*BEFORE, *SAID[:3], *BOX, *SAID[3:], *BEHIND]))))
    assert quotation.text.endswith("since that day")
    assert [words[:28] for words in torn(quotation)] == ["of the keys I had left in th"]
    assert quotation.confidence <= 0.85


def test_a_quotation_that_the_file_prints_line_by_line_is_doubtful(parser: str) -> None:
    """Two columns drawn row by row: only the places of the lines say that they belong together."""
    others = [
        f"Invented example {n}: the office kept a list of all its lamps, keys, badges and chairs."
        for n in range(24)
    ]
    left = column([*others[:8], *SAID, *others[8:16]], x=40)
    right = column(others[:21], x=310)
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    assert torn(_about_locks(document_of(drawn([*left, *right], size=5)))) == []
    quotation = _about_locks(document_of(drawn(rows, size=5)))
    assert "Monday the locks were new" in quotation.text
    assert len(torn(quotation)) == 2
    assert quotation.confidence <= 0.5


def _about_locks(document: Document) -> Quotation:
    return next(q for q in find_quotations(document, load_roles()) if "the locks" in q.text)


def test_the_plain_text_is_kept_with_the_document(parser: str) -> None:
    """A stored document can be searched anew without its file."""
    document = document_of(drawn(column([*BEFORE, *SAID[:3], *BOX, *SAID[3:], *BEHIND])))
    stored = json.decode(json.encode(document), type=Document)
    assert stored == document
    assert found(stored) == found(document)
    assert "hadtoldusthattheofficewouldclose" in stored.plain[0]
