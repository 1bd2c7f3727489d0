"""What a PDF page has and is not read is named: beyond what viewers show, at an angle; pages of nothing
but heads, and letters that one of two parsers cannot tell."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ccg_corpus.core.model import Draft
from ccg_corpus.readers import read_draft_of
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.pdf.content.fonts import _of_glyph
from ccg_corpus.readers.pdf.layout.visible import letters_of

from .test_pdf import of_stream
from .test_pdf_seen import FILLER, filled, page, shown


@pytest.fixture(params=["pypdf", "pypdfium2"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each test twice: both parsers give the same."""
    monkeypatch.setenv("CCG_PDF_PARSER", request.param)
    assert os.environ["CCG_PDF_PARSER"] == request.param
    yield request.param


def read(data: bytes) -> Draft:
    return read_draft_of(data, "invented.pdf", limits=Limits())


def test_letters_outside_the_crop_box() -> None:
    """What no viewer shows is not read, and the note says how much of it there is."""
    draft = read(page(filled(700) + filled(300), more="/CropBox[0 500 595 842]"))
    text = "\n".join(line.text for line in draft.lines)
    assert FILLER in text
    assert any(
        "outside the part of the page that viewers show (page 1)" in w for w in draft.warnings
    )


def test_a_slug_for_the_printer_is_no_loss() -> None:
    """Its name and date beyond the edge of a page are what printers' files have."""
    draft = read(page(filled(700) + shown("huts.indd 3", 820), more="/CropBox[0 0 595 800]"))
    assert draft.warnings == ()


def test_letters_at_an_angle() -> None:
    """A sentence set at an angle is named; a stamp is not."""
    turned = "BT /F 10 Tf 0.9 0.4 -0.4 0.9 100 400 Tm (%s) Tj ET\n"
    draft = read(page(filled(700) + turned % FILLER))
    assert any("letters set at an angle (page 1)" in warning for warning in draft.warnings)
    assert read(page(filled(700) + turned % "DRAFT")).warnings == ()


def test_a_page_that_is_all_running_heads_is_none() -> None:
    """A program that marks every word as an artifact has not written a page of heads."""
    content = b"/Artifact <</Type/Pagination>> BDC %s EMC" % filled(700).encode()
    text = "\n".join(line.text for line in read(of_stream(content)).lines)
    assert FILLER in text


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("/u00ED", "í"),
        ("/uni00F1.alt", "ñ"),
        ("/u1F600", "😀"),
        ("/D5", "\ufffd"),
        ("/uD800", "\ufffd"),
    ],
)
def test_names_of_glyphs(name: str, sign: str) -> None:
    """A name that tells its sign gives it; any other is no word."""
    assert _of_glyph(name) == sign


def test_letters_are_counted_without_spaces() -> None:
    """A page of spaces has none."""
    assert letters_of(()) == 0
