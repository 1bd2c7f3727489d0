"""Automatic numbers and symbols of word processors: what Word and LibreOffice print is what is read."""

from __future__ import annotations

from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from renderings.opendocument import flat
from renderings.word import saved

from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.docx.reader import read_docx
from ccg_corpus.readers.office.numerals import belongs_to_words, numeral, printed_label_belongs
from ccg_corpus.readers.office.odt.reader import read_odt
from ccg_corpus.readers.office.symbols import UNREADABLE, shown, sign_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def level(at: int, text: str, form: str = "decimal", start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbered(levels: str, *, overrides: str = "") -> Any:
    """A document whose lists 71 and 72 have these levels; `overrides` are those of 72."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="71">{levels}</w:abstractNum>')
    )
    for number, more in (("71", ""), ("72", overrides)):
        numbering.append(
            parse_xml(f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="71"/>{more}</w:num>')
        )
    return document


def item(where: Any, words: str, at: int = 0, number: int = 71, style: str | None = None) -> None:
    paragraph = where.add_paragraph(words, style=style)
    _number(paragraph, at, number)


def _number(paragraph: Any, at: int = 0, number: int = 71) -> None:
    properties = f'<w:numPr {W}><w:ilvl w:val="{at}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(properties))


def texts(document: Any) -> list[str]:
    return [block.text for block in read_docx(saved(document), limits=Limits()).blocks]


def test_labels_of_headings_and_speakers() -> None:
    """Letters, Roman numbers and digits, each level with its own and those above."""
    document = numbered(
        level(0, "Case %1:", "upperLetter")
        + level(1, "GP %1.%2", start=3)
        + level(2, "%3.", "lowerRoman")
    )
    item(document, "The mill", style="Heading 2")
    item(document, "One", 1)
    item(document, "Two", 1)
    item(document, "counts only", 2)
    item(document, "The coast", style="Heading 2")
    item(document, "Three", 1)
    assert texts(document) == [
        "Case A: The mill", "GP A.3 One", "GP A.4 Two", "counts only", "Case B: The coast",
        "GP B.3 Three",
    ]  # fmt: skip


def test_lists_of_one_definition_count_on() -> None:
    """Unless one says at what it starts, which it does once."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'
    document = numbered(level(0, "P%1"), overrides=anew)
    for number in (71, 71, 72, 72, 71):
        item(document, "said", number=number)
    assert [text.split()[0] for text in texts(document)] == ["P1", "P2", "P7", "P8", "P9"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    """An override replaces the level's text and form."""
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "Nurse %1:", "upperRoman")}</w:lvlOverride>'
    document = numbered(level(0, "GP %1:"), overrides=own)
    item(document, "said")
    item(document, "said", number=72)
    assert texts(document) == ["GP 1: said", "Nurse II: said"]


def test_levels_start_anew_behind_the_one_they_name() -> None:
    """Never, where they name none; in digits, where the level says so."""
    document = numbered(
        level(0, "Site %1", "upperRoman") + level(1, "R%2", more='<w:lvlRestart w:val="0"/>')
        + level(2, "Round %1.%3", more="<w:isLgl/>")
    )  # fmt: skip
    for at in (0, 1, 0, 1, 2):
        item(document, "said", at)
    assert [text.removesuffix(" said") for text in texts(document)] == [
        "Site I", "R1", "Site II", "R2", "Round 2.1"
    ]  # fmt: skip


def test_numbers_that_come_with_a_style() -> None:
    """Of the style, of the one it is based on; number 0 takes a paragraph out."""
    document = numbered(level(0, "Case %1:", "upperLetter"))
    style = document.styles["Heading 3"]
    style.element.get_or_add_pPr().append(
        parse_xml(f'<w:numPr {W}><w:numId w:val="71"/></w:numPr>')
    )
    own = document.styles.add_style("Place", 1)
    own.base_style = style
    document.add_paragraph("The mill", style="Heading 3")
    document.add_paragraph("The coast", style="Place")
    item(document, "Neither", number=0, style="Heading 3")
    assert texts(document) == ["Case A: The mill", "Case B: The coast", "Neither"]


def test_rows_that_word_numbers() -> None:
    """A cell without words has its number, whatever its form."""
    document = numbered(level(0, "%1."))
    table = document.add_table(rows=2, cols=2)
    for row, words in zip(table.rows, ("a nurse", "a porter"), strict=True):
        _number(row.cells[0].paragraphs[0])
        row.cells[1].text = words
    assert texts(document) == ["1.", "a nurse", "2.", "a porter"]


def test_bullets_and_lists_that_are_not_there_have_no_label() -> None:
    """Nor does a paragraph whose list nobody defined."""
    document = numbered(level(0, "o", "bullet"))
    item(document, "One")
    item(document, "Two", number=99)
    assert texts(document) == ["One", "Two"]


def test_tables_in_cells_are_tables() -> None:
    """Of their own, with their own heads; the outer cell goes on behind them."""
    document = Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text, outer.cell(0, 1).text = "Theme", "Examples"
    outer.cell(1, 0).text = "Lamps"
    inner = outer.cell(1, 1).add_table(rows=2, cols=2)
    for at, words in enumerate(("Speaker", "Quotation", "GP 2", "“No.”")):
        inner.cell(at // 2, at % 2).text = words
    blocks = read_docx(saved(document), limits=Limits()).blocks
    assert [(b.text, b.table, b.row, b.column, b.header) for b in blocks[2:]] == [
        ("Lamps", 1, 1, 0, "Theme"), ("Speaker", 2, 0, 0, None), ("Quotation", 2, 0, 1, None),
        ("GP 2", 2, 1, 0, "Speaker"), ("“No.”", 2, 1, 1, "Quotation"),
    ]  # fmt: skip


def test_signs_that_word_keeps_as_codes() -> None:
    """As elements, as private characters, as letters of a font of signs; none in a field's code."""
    document = Document()
    paragraph = document.add_paragraph("It takes ")
    for font, code in (("Symbol", "F0B3"), ("Times New Roman", "201C"), ("Wingdings", "F0FC"),
                       ("Nobody's Signs", "F041"), ("Symbol", "odd")):  # fmt: skip
        paragraph._p.append(parse_xml(f'<w:r {W}><w:sym w:font="{font}" w:char="{code}"/></w:r>'))
    for font, words in (
        ("Symbol", "\uf061b"),
        ("Wingdings", "\uf04a"),
        (None, "\uf0b7\uf041"),
        ("Arial", "x"),
    ):
        paragraph.add_run(words).font.name = font
    paragraph._p.append(parse_xml(
        f'<w:r {W}><w:fldChar w:fldCharType="begin"/><w:sym w:font="Symbol" w:char="F0B3"/>'
        '<w:noBreakHyphen/><w:fldChar w:fldCharType="end"/></w:r>'
    ))  # fmt: skip
    assert texts(document) == [f"It takes ≥“✓{UNREADABLE}{UNREADABLE}αβ☺•{UNREADABLE}x"]


def test_raised_numbers_in_word() -> None:
    """A call is no part of its word; a power is one of its number."""
    document = Document()
    paragraph = document.add_paragraph("The shutters")
    for words, raised in (
        ("1", True),
        (",", True),
        ("2", True),
        (" of 10", False),
        ("3", True),
        (" close.", False),
    ):
        paragraph.add_run(words).font.superscript = raised
    assert texts(document) == ["The shutters of 10³ close."]


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (4, "decimal", "4"), (4, "decimalZero", "04"), (27, "upperLetter", "AA"), (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"), (21, "ordinal", "21st"), (12, "ordinal", "12th"),
        (21, "ordinalText", "Twenty-first"), (20, "ordinalText", "Twentieth"), (13, "cardinalText", "Thirteen"),
        (3, "decimalEnclosedCircle", "③"), (0, "upperLetter", "0"), (5, "nobodyKnows", "5"), (2, "none", ""),
    ],
)  # fmt: skip
def test_numerals(number: int, form: str, expected: str) -> None:
    """As Word prints them."""
    assert numeral(number, form) == expected


def test_which_labels_belong_to_the_words() -> None:
    """Those that say who or what; a mere count only where nothing else stands there."""
    assert belongs_to_words("GP 1:", "GP :", is_alone=False)
    assert belongs_to_words("A:", ":", is_alone=False)
    assert not belongs_to_words("A.", ".", is_alone=False)
    assert not belongs_to_words("2.1", ".", is_alone=False)
    assert belongs_to_words("2.1", ".", is_alone=True)
    assert not belongs_to_words("•", "•", is_alone=True)
    assert [label for label in ("P1", "GP 1:", "Case A", "iv.", "b)", "3.2", "•", "A:", "(xii)") if
            printed_label_belongs(label)] == ["P1", "GP 1:", "Case A", "A:"]  # fmt: skip


def test_signs_by_font_and_code() -> None:
    """By any spelling of the font's name; a private code of no such font can't be read."""
    assert [sign_of(font, 0xF0B3) for font in ("Symbol", "SYMBOL", "'Symbol'", "Arial", None)] == [
        "≥", "≥", "≥", UNREADABLE, UNREADABLE
    ]  # fmt: skip
    assert sign_of("WP TypographicSymbols", 0x41) == "“"
    assert sign_of("Wingdings", 0x7D) + sign_of("Wingdings", 0xE8) == "“➡"
    assert shown("plain words", "Arial") == "plain words"


LIST = """<text:list-style style:name="L1">
<text:list-level-style-number text:level="1" style:num-format="A" style:num-prefix="Case " style:num-suffix=":"/>
<text:list-level-style-number text:level="2" style:num-format="1" loext:num-list-format="GP %1%.%2%"
 text:start-value="3"/></text:list-style>"""


STYLES = """<style:style style:name="S1" style:family="text"><style:text-properties
 style:font-name="Symbol"/></style:style><style:style style:name="S2" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>"""
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0" '


def odt_texts(body: str) -> list[str]:
    """The blocks of an OpenDocument text that has a list style L1."""
    data = (
        flat(body)
        .decode()
        .replace("<office:automatic-styles>", "<office:automatic-styles>" + LIST + STYLES)
    )
    data = data.replace("xmlns:office=", LOEXT + "xmlns:office=", 1)
    return [block.text for block in read_odt(data.encode(), limits=Limits()).blocks]


def odt_list(*items: str, more: str = "") -> str:
    inside = "".join(f"<text:list-item>{one}</text:list-item>" for one in items)
    return f'<text:list text:style-name="L1"{more}>{inside}</text:list>'


def p(words: str) -> str:
    return f"<text:p>{words}</text:p>"


def test_labels_of_opendocument_lists() -> None:
    """By their prefix and suffix, or by their pattern; a list goes on where it says so."""
    inner = "<text:list>" + "".join(
        f"<text:list-item>{p(words)}</text:list-item>" for words in ("One", "Two")
    ) + "</text:list>"  # fmt: skip
    assert odt_texts(
        odt_list('<text:h text:outline-level="2">The mill</text:h>' + inner, p("The coast") + inner)
        + odt_list(p("The fen"), more=' text:continue-numbering="true"') + odt_list(p("The moor"))
    ) == [
        "Case A: The mill", "GP A.3 One", "GP A.4 Two", "Case B: The coast", "GP B.3 One", "GP B.4 Two",
        "Case C: The fen", "Case A: The moor",
    ]  # fmt: skip


def test_labels_of_opendocument_items() -> None:
    """Only an item's first paragraph has it; an item may say its number, a heading of a list none."""
    assert odt_texts(
        odt_list(p("One") + p("more"))
        + '<text:list text:style-name="L1"><text:list-header><text:p>None</text:p></text:list-header>'
        + f'<text:list-item text:start-value="4">{p("Four")}</text:list-item></text:list>'
    ) == ["Case A: One", "more", "None", "Case D: Four"]


def test_signs_and_raised_numbers_of_opendocument() -> None:
    """Symbols by their font; calls are no part of their word; prompts are left out."""
    assert odt_texts(p(
        'It takes <text:span text:style-name="S1">\uf0b3</text:span>10<text:span text:style-name="S2">3'
        '</text:span> at the shutters<text:span text:style-name="S2">1,2</text:span>'
        '<text:placeholder text:placeholder-type="text">&lt;what&gt;</text:placeholder>.'
    )) == ["It takes ≥10³ at the shutters."]  # fmt: skip


def test_fields_that_show_no_text_of_their_own() -> None:
    """The entry that is chosen, a box that is ticked; styles may hide a paragraph's words."""
    document = Document()
    paragraph = document.add_paragraph("Role: ")
    for data in (
        '<w:ddList><w:result w:val="1"/><w:listEntry w:val="nurse"/><w:listEntry w:val="GP"/></w:ddList>',
        '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>',
        '<w:checkBox><w:default w:val="0"/></w:checkBox>',
    ):
        paragraph._p.append(parse_xml(
            f'<w:r {W}><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar>'
            '<w:instrText> FORMCHECKBOX </w:instrText><w:fldChar w:fldCharType="end"/></w:r>'
        ))  # fmt: skip
    hush = document.styles.add_style("Hush", 1)
    hush.font.hidden = True
    document.add_paragraph("Never shown.", style="Hush").add_run(" But this.").font.hidden = False
    assert texts(document) == ["Role: GP☒☐", "But this."]


def test_signs_in_two_forms_come_once() -> None:
    """The newer form holds nothing that is known here; the older one has the sign."""
    document = Document()
    paragraph = document.add_paragraph("Well ")
    paragraph._p.append(parse_xml(
        f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:AlternateContent>'
        '<mc:Choice Requires="x"><x:symEx xmlns:x="urn:invented" x:char="1F60F"/></mc:Choice>'
        "<mc:Fallback><w:t>😏</w:t></mc:Fallback></mc:AlternateContent></w:r>"
    ))  # fmt: skip
    assert texts(document) == ["Well 😏"]
