"""PDF pages as a reader sees them: what is cropped away, without ink, laid over, or read from the right."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from ccg_corpus.core.errors import NoText
from ccg_corpus.core.model import Draft
from ccg_corpus.quotations import find_quotations
from ccg_corpus.readers import read_draft_of
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.pdf.content.stream import Fragment
from ccg_corpus.readers.pdf.layout.bidi import as_read, drawn
from ccg_corpus.readers.pdf.layout.fragments import lines_of
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import load_roles

from .test_pdf import built

FILLER = "Invented example: the lamp was trimmed and the ledger stood open on the shelf all day."
CATALOGUE, PAGES = b"<</Type/Catalog/Pages 2 0 R%s>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"


@pytest.fixture(params=["pypdf", "pypdfium2"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each test twice: both parsers give the same."""
    monkeypatch.setenv("CCG_PDF_PARSER", request.param)
    yield request.param


def page(
    content: str,
    *,
    more: str = "",
    catalogue: str = "",
    fonts: str = "",
    objects: tuple[bytes, ...] = (),
) -> bytes:
    """One page with these operators; objects 6 and on are `objects`."""
    stream = content.encode("latin-1")
    return built(
        CATALOGUE % catalogue.encode(), PAGES,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R%s/Resources<</Font<</F 5 0 R%s>>"
        b"/ExtGState<</G <</ca 0>>>>/XObject<</I 6 0 R>>/ColorSpace<</S [/Separation/Black/DeviceGray 6 0 R]>>>>>>"
        % (more.encode(), fonts.encode()),
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), FONT, *objects,
    )  # fmt: skip


def shown(words: str, y: int, *, x: int = 50, before: str = "") -> str:
    return f"q {before} BT /F 10 Tf {x} {y} Td ({words}) Tj ET Q\n"


def filled(y: int = 700) -> str:
    return "".join(
        shown(f"{FILLER} ({n})".replace("(", "\\(").replace(")", "\\)"), y - 14 * n)
        for n in range(3)
    )


def read(data: bytes) -> Draft:
    return read_draft_of(data, "invented.pdf", limits=Limits(is_apart=True))


def text(data: bytes) -> str:
    return " ".join(line.text for line in read(data).lines if line.text)


PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>"
    b"stream\n\x80\nendstream"
)


def test_what_is_cropped_away_is_not_read() -> None:
    """Below, beside, and words of a line that reaches over the edge; nothing of what is shown."""
    content = filled() + shown("Somebody else wrote below.", 300)
    content += shown("Never shown beside.", 672, x=610) + shown(
        "Seen ABCDEFGHIJKLMNOPQRST unseen", 600, x=420
    )
    said = text(page(content, more="/CropBox[0 420 540 842]"))
    assert said.count("the lamp was trimmed") == 3
    assert "Somebody else" not in said and "beside" not in said
    assert "Seen" in said and "unseen" not in said


def test_crop_boxes_that_make_no_sense_crop_nothing() -> None:
    """Empty, or outside of the page."""
    for box in ("[0 0 0 0]", "[900 900 950 950]"):
        assert text(page(filled(), more=f"/CropBox{box}")).count("the lamp was trimmed") == 3


def test_text_beside_the_page_is_not_read() -> None:
    """A note of the printer's outside of the sheet."""
    assert "Printer" not in text(page(filled() + shown("Printer's own note.", 700, x=700)))


@pytest.mark.parametrize(
    "before",
    ["3 Tr", "/G gs", "1 g", "1 1 1 rg", "0 0 0 0 k", "/DeviceRGB cs 1 1 1 sc"],
)
def test_words_without_ink_are_not_read(before: str) -> None:
    """Invisible, transparent, and white on the white page."""
    said = text(page(filled() + shown("A hidden order to the reader.", 500, before=before)))
    assert "hidden" not in said
    assert said.count("the lamp was trimmed") == 3


@pytest.mark.parametrize(
    "ground",
    ["0 0 1 rg 40 490 400 30 re f", "0.2 g 40 490 m 440 490 l 440 520 l 40 520 l h f",
     "q 400 0 0 30 40 490 cm /I Do Q"],
)  # fmt: skip
def test_white_words_on_a_coloured_ground_are_read(ground: str) -> None:
    """Heads of tables and boxes are printed so, and words on pictures."""
    content = f"q {ground} Q\n" + filled() + shown("Words on a box.", 500, before="1 g")
    assert "Words on a box." in text(page(content, objects=(PICTURE,)))


def test_colours_that_count_ink_are_no_light() -> None:
    """One part of a printer's colour is all its ink."""
    content = filled() + shown("Words in black ink.", 500, before="/S cs 1 scn")
    assert "Words in black ink." in text(page(content, objects=(PICTURE,)))


def test_an_invisible_layer_is_read_where_it_is_the_only_text() -> None:
    """A scan with its OCR, also where a stamp stands on it."""
    layer = "".join(shown(FILLER, 700 - 14 * n, before="3 Tr") for n in range(3))
    scan = "q 595 0 0 842 0 0 cm /I Do Q\n"
    assert text(page(scan + layer, objects=(PICTURE,))).count("the lamp was trimmed") == 3
    said = text(page(scan + layer + shown("Lent by the invented library.", 30), objects=(PICTURE,)))
    assert said.count("the lamp was trimmed") == 3
    assert "invented library" in said


def test_an_invisible_layer_over_words_counts_once() -> None:
    """OCR of a page that had its text."""
    layer = "".join(shown(FILLER, 700 - 14 * n, before="3 Tr") for n in range(3))
    scan = "q 595 0 0 842 0 0 cm /I Do Q\n"
    said = text(page(scan + filled() + layer, objects=(PICTURE,)))
    assert said.count("the lamp was trimmed") == 3


# What is not read


FIELD = "<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V({})/Rect[50 400 300 420]{}>>"
BOX = "<</Type/Annot/Subtype/FreeText/Contents(Said here)/DA(/F 10 Tf)/Rect[50 300 300 320]{}>>"


def test_fields_and_boxes_are_named() -> None:
    """How many, and where; not those that are empty or hidden, nor ticks, links and notes."""
    others = "<</Type/Annot/Subtype/Text/Contents(A note)/Rect[0 0 9 9]>><</Type/Annot/Subtype/Widget/FT/Btn/V/Yes/Rect[0 0 9 9]>>"
    annotations = (
        FIELD.format("An answer", "") * 2 + FIELD.format("", "") + FIELD.format("x", "/F 2")
    )
    data = page(filled(), more=f"/Annots[{annotations}{BOX.format('')}{others}]")
    assert read(data).warnings == (
        "not read: 2 filled form fields (page 1), 1 text box laid over the page as an annotation (page 1)",
    )
    assert read(page(filled(), more=f"/Annots[{others}]")).warnings == ()


def test_signatures_and_films_that_show_words_are_named() -> None:
    """What a viewer draws for them, also a form in their drawing; not where it shows no words."""
    stream = b"<</Type/XObject/Subtype/Form/BBox[0 0 99 20]%s/Length %d>>stream\n%s\nendstream"
    words, line = b"BT /F 9 Tf (Signed by the warden) Tj ET", b"0 0 m 9 9 l S"
    outer = b"q /N Do Q"
    objects = (
        stream % (b"", len(words), words),
        stream % (b"/Resources<</XObject<</N 6 0 R>>>>", len(outer), outer),
        stream % (b"", len(line), line),
    )
    drawn = "<</Type/Annot/Subtype/{}/Rect[50 400 300 420]/AP<</N {} 0 R>>>>"
    shows = [("Widget/FT/Sig", 7), ("RichMedia", 6), ("Screen", 6), ("Stamp", 8), ("Link", 6)]
    annotations = "".join(drawn.format(*one) for one in shows)
    data = page(filled(), more=f"/Annots[{annotations}]", objects=objects)
    assert read(data).warnings == (
        "not read: 2 annotations that show words (page 1), 1 signature that shows words (page 1)",
    )


def test_a_form_without_text_says_what_it_holds() -> None:
    """An error that names its fields."""
    data = page("", more=f"/Annots[{FIELD.format('An answer', '')}]")
    with pytest.raises(NoText, match="no text in any page; not read: 1 filled form field"):
        read(data)


def test_attached_files_are_named() -> None:
    """Of a portfolio too, and those clipped to a page."""
    files = "/Names<</EmbeddedFiles<</Names[(a)<</F(minutes.docx)>>(b)<</UF(notes.txt)>>]>>>>"
    assert read(page(filled(), catalogue=files)).warnings == (
        "not read: 2 attached files: minutes.docx, notes.txt",
    )
    clip = "/Annots[<</Type/Annot/Subtype/FileAttachment/FS<</F(talk.pdf)>>/Rect[0 0 9 9]>>]"
    assert read(page(filled(), catalogue="/Collection<</View/D>>", more=clip)).warnings == (
        "not read: 1 attached file of a portfolio: talk.pdf",
    )


# Signs that can't be read


def test_signs_without_a_meaning_lower_the_confidence() -> None:
    """A font whose table says nothing: the words stay, less sure, and a note says where."""
    content = (
        shown("Results", 760) + filled()
        + "BT /F 10 Tf 50 500 Td (A nurse said: \\223I close the ) Tj /X 10 Tf <00410041> Tj /F 10 Tf "
        "( shutters at four and nobody asks me why.\\224 \\(Nurse 1, Case A\\)) Tj ET"
    )  # fmt: skip
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>"
    table = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0041> <FFFD> endbfchar endcmap"
    stream = b"<</Length %d>>stream\n%s\nendstream" % (len(table), table)
    data = page(content, fonts="/X 7 0 R", objects=(below, font % b"/ToUnicode 8 0 R", stream))
    draft = read(data)
    assert draft.warnings == (
        "2 signs can't be read (page 1): quotations there may be lost or not verbatim",
    )
    found = find_quotations(rebuild_document(draft, "invented.pdf"), load_roles())
    assert [(one.text, one.confidence) for one in found] == [
        ("I close the \ufffd\ufffd shutters at four and nobody asks me why.", 0.6)
    ]
    assert found[0].evidence[-1].rule == "unreadable_sign"
    if os.environ["CCG_PDF_PARSER"] == "pypdf":  # PDFium has tables of its own, or reads nothing
        assert "\ufffd" in text(page(content, fonts="/X 7 0 R", objects=(below, font % b"")))


# From right to left


def placed_words(*words: tuple[str, int], y: int = 600) -> tuple[str, bytes, bytes, bytes]:
    """Operators that draw letters in the order given, with the font that has them."""
    codes = {
        letter: number for number, letter in enumerate(sorted({c for w, _ in words for c in w}), 65)
    }
    content = "".join(
        f"BT /X 10 Tf {x} {y} Td <{''.join(f'{codes[c]:04X}' for c in word)}> Tj ET\n"
        for word, x in words
    )
    pairs = "".join(f"<{code:04X}> <{ord(letter):04X}> " for letter, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> "
        f"endcodespacerange {len(codes)} beginbfchar {pairs}endbfchar endcmap"
    ).encode()
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Odd/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500>>"
    font = b"<</Type/Font/Subtype/Type0/BaseFont/Odd/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 8 0 R>>"
    return content, below, font, b"<</Length %d>>stream\n%s\nendstream" % (len(table), table)


def of_words(*words: tuple[str, int]) -> str:
    content, *objects = placed_words(*words)
    return text(page(filled(800) + content, fonts="/X 7 0 R", objects=tuple(objects))).split(
        "(2) "
    )[1]


def test_words_drawn_from_their_left_end() -> None:
    """As WeasyPrint, LibreOffice and browsers draw them, alone and within a Latin line."""
    assert of_words(("the well " + "بئر"[::-1] + " is deep", 50)) == "the well بئر is deep"
    assert of_words(("באר עמוקה מאוד"[::-1], 50)) == "באר עמוקה מאוד"


def test_words_drawn_one_by_one_from_the_right() -> None:
    """As word processors draw them: each word by itself, the first at the right."""
    assert of_words(("באר"[::-1], 120), ("עמוקה"[::-1], 92), ("מאוד"[::-1], 68)) == "באר עמוקה מאוד"


def test_letters_drawn_one_by_one_with_their_points() -> None:
    """A point is drawn apart, on its letter."""
    drawn_at = (("ב", 80, 5), ("\u05b0", 80, 0), ("א", 75, 5), ("\u05b5", 75, 0), ("ר", 70, 5))
    fragments = [Fragment(letter, x, x + width, 600.0, 10.0) for letter, x, width in drawn_at]
    assert [line.text for line in lines_of(fragments)] == ["ב\u05b0א\u05b5ר"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("said: “" + "בְּאֵר"[::-1] + "” (P1)", "said: “בְּאֵר” (P1)"),
        ("well (" + "בור"[::-1] + ") " + "באר"[::-1] + " here", "well באר (בור) here"),
        (".25 " + "באר עמוקה"[::-1], "באר עמוקה 25."),
        ("(Nurse 5, Case A) ”." + "באר עמוקה"[::-1] + "“", "“באר עמוקה.” (Nurse 5, Case A)"),
        ("!" + "מים"[::-1] + " 3.5 " + "באר"[::-1], "באר 3.5 מים!"),
        ("the " + "באר"[::-1] + ".", "the באר."),
        ("plain words", "plain words"),
    ],
)  # fmt: skip
def test_lines_as_they_are_read(line: str, expected: str) -> None:
    """Numbers and Latin words keep their order; brackets open where one opens; ends of sentences tell."""
    assert as_read(line, page_is_right_to_left=False) == expected


def test_glyphs_of_several_letters() -> None:
    """A ligature's letters are in their order once the line is turned."""
    assert as_read(drawn("لا"), page_is_right_to_left=False) == "لا"
    assert as_read(drawn("\ufefb"), page_is_right_to_left=False) == "لا"
    assert drawn("fi") == "fi"
