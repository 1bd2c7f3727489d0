"""Word files: what Word prints with all changes accepted, in blocks; and packages that mean harm."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Cm, Pt
from renderings.marked_up import packed
from renderings.word import saved

from ccg_corpus.core.errors import NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.docx.reader import read_docx

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)

R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read(document: Any) -> Draft:
    return read_docx(saved(document), limits=Limits())


def of_body(*elements: str) -> Any:
    """A document of these elements of WordprocessingML."""
    document = Document()
    for element in elements:
        tag, _, rest = element.partition(">")
        node = parse_xml(f"{tag} {W}>{rest}")
        document.element.body.insert(len(document.element.body) - 1, node)
    return document


def pairs(*elements: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(of_body(*elements)).blocks]


def paragraph(words: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{run(words)}</w:p>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_styles_say_what_paragraphs_are() -> None:
    """Title, headings, quotations, captions and lists by their built-in styles."""
    document = Document()
    for words, style in (
        ("Invented example", "Title"), ("Findings", "Heading 1"), ("Hours", "Heading 2"),
        ("We asked.", "Normal"), ("Nobody did.", "Quote"), ("Nor did we.", "Intense Quote"),
        ("Table 1", "Caption"), ("one", "List Bullet"),
    ):  # fmt: skip
        document.add_paragraph(words, style=style)
    assert [(block.kind, block.level, block.text) for block in read(document).blocks] == [
        ("title", 0, "Invented example"), ("heading", 1, "Findings"), ("heading", 2, "Hours"),
        ("paragraph", 0, "We asked."), ("quote", 0, "Nobody did."), ("quote", 0, "Nor did we."),
        ("caption", 0, "Table 1"), ("list_item", 0, "one"),
    ]  # fmt: skip


def test_styles_of_ones_own_count_by_their_names_and_bases() -> None:
    """A style based on Heading 2 is one; "Block Quotation" and an outline level need no base."""
    document = Document()
    styles = document.styles
    own = styles.add_style("Theme", 1)
    own.base_style = styles["Heading 2"]
    styles.add_style("Block Quotation", 1)
    document.add_paragraph("Hours", style="Theme")
    document.add_paragraph("Nobody did.", style="Block Quotation")
    document.element.body.insert(
        2, parse_xml(f'<w:p {W}><w:pPr><w:outlineLvl w:val="0"/></w:pPr>{run("End")}</w:p>')
    )
    assert [(block.kind, block.level) for block in read(document).blocks] == [
        ("heading", 2), ("quote", 0), ("heading", 1)
    ]  # fmt: skip


def test_pull_quotes_are_judged_by_what_the_text_repeats() -> None:
    """Printed again they are callouts; their only print is a quotation."""
    document = Document()
    document.styles.add_style("Pull Quote", 1)
    document.add_paragraph("“Nobody at all did that” (P4).")
    document.add_paragraph("Nobody at all did that", style="Pull Quote")
    document.add_paragraph("We never met her, not once.", style="Pull Quote")
    assert [block.kind for block in read(document).blocks] == ["paragraph", "callout", "quote"]


def test_paragraphs_set_in_at_both_sides_are_quotations() -> None:
    """Not those set in at one side, not items of a list, and not where all are set in."""
    document = Document()
    document.add_paragraph("We asked everybody in the invented village what they thought of it.")
    for left, right in ((1, 1), (1, 0)):
        one = document.add_paragraph("Nobody did.")
        one.paragraph_format.left_indent = Cm(left)
        one.paragraph_format.right_indent = Cm(right)
    assert [block.kind for block in read(document).blocks] == ["paragraph", "quote", "paragraph"]
    everywhere = Document()
    for _ in range(3):
        one = everywhere.add_paragraph("We asked everybody.")
        one.paragraph_format.left_indent = one.paragraph_format.right_indent = Cm(1)
    assert {block.kind for block in read(everywhere).blocks} == {"paragraph"}


def test_authors_of_a_title_page_are_no_quotation() -> None:
    """They are set in too, before anything is said."""
    document = Document()
    for words in (
        "Jo Bloggs & Ann Example",
        "We asked everybody in the village. " * 9,
        "Nobody did.",
    ):
        one = document.add_paragraph(words)
        if len(words) < 50:
            one.paragraph_format.left_indent = one.paragraph_format.right_indent = Cm(1)
    assert [block.kind for block in read(document).blocks] == ["paragraph", "paragraph", "quote"]


def test_short_bold_lines_are_headings() -> None:
    """In a manuscript without styles; a bold sentence is not, nor one word of a line."""
    document = Document()
    document.add_paragraph().add_run("Finding the hours").bold = True
    document.add_paragraph().add_run("This sentence is loud.").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("Hours").bold = True
    mixed.add_run(" and minutes")
    document.add_paragraph("We asked.")
    kinds = [block.kind for block in read(document).blocks]
    assert kinds == ["heading", "paragraph", "paragraph", "paragraph"]


def test_tracked_changes_are_accepted() -> None:
    """Insertions and moves are in, deletions out; a deleted mark joins two paragraphs."""
    assert pairs(
        "<w:p>" + run("Nobody ") + f"<w:ins>{run('ever ')}</w:ins>"
        "<w:del><w:r><w:delText>quite </w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('gone ')}</w:moveFrom><w:moveTo>{run('did.')}</w:moveTo></w:p>",
        paragraph("They said", "<w:rPr><w:del/></w:rPr>"),
        paragraph("nothing."),
    ) == [("paragraph", "Nobody ever did."), ("paragraph", "They said nothing.")]


def test_italics_of_runs_and_styles() -> None:
    """A run's own property goes before its style's."""
    draft = read(
        of_body(
            "<w:p>"
            + run("We ")
            + run("never knew", "<w:i/>")
            + run(" it", '<w:i w:val="0"/>')
            + "</w:p>"
        )
    )
    (block,) = draft.blocks
    assert [block.text[start:end] for start, end in block.italics] == ["never knew"]


def test_fields_controls_and_hidden_text() -> None:
    """Results of fields are text, their codes are not; hidden words and comments are left out."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>ADDIN X</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("(Example, 2020)")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(' and so on')}</w:sdtContent></w:sdt>"
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('Contents 1')}</w:sdtContent></w:sdt>"
    )
    said = "<w:p>" + run("Said ") + field + control + run(" gone", "<w:vanish/>") + "</w:p>"
    assert pairs(contents, said) == [("paragraph", "Said (Example, 2020) and so on")]


def field(code: str, shown: str) -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return char("begin") + code + char("separate") + run(shown) + char("end")


def test_fields_in_the_code_of_fields_are_not_shown() -> None:
    """Nor are prompts of empty controls, nor words that a style hides; a field without an end hides none."""
    code = "<w:r><w:instrText>IF </w:instrText></w:r>" + field("", "draft")
    styled = run("Click", '<w:rStyle w:val="PlaceholderText"/>')
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    prompt = control.format(styled) + control.format(run(" so"))  # filled, with the mark left on
    tag = f"<w:smartTag>{run(' did')}</w:smartTag>"
    unended = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    assert pairs(
        f"<w:p>{run('Nobody ')}{field(code, 'ever')}{tag}{prompt}{unended}</w:p>",
        paragraph("Next."),
    ) == [("paragraph", "Nobody ever did so"), ("paragraph", "Next.")]


def test_a_page_within_a_word_file_is_read() -> None:
    """As programs on the web write them; tables go on counting. What can't be read is left out."""
    document = Document()
    document.add_table(2, 2).cell(0, 0).text = "Who"
    part = document.part
    html = b"<html><body><h2>Findings</h2><blockquote>Nobody did.</blockquote><table><tr><td>P1</td><td>x</td></tr></table></body></html>"
    for number, data in enumerate((html, b"PK\x03\x04 no page", b"\x00\x01")):
        chunk = Part(PackURI(f"/word/chunk{number}.html"), "text/html", data, part.package)
        name = part.relate_to(chunk, RELATIONSHIP_TYPE.A_F_CHUNK)
        document.element.body.insert(1, parse_xml(f'<w:altChunk {W} xmlns:r="{R}" r:id="{name}"/>'))
    assert [(one.kind, one.text, one.table) for one in read(document).blocks] == [
        ("cell", "Who", 1), ("heading", "Findings", None), ("quote", "Nobody did.", None),
        ("cell", "P1", 2), ("cell", "x", 2),
    ]  # fmt: skip


def test_what_a_manuscript_shows_of_its_quotations() -> None:
    """Set in at the left: with a label, slanted, in smaller type, or after a colon. Not items."""
    document = Document()

    def add(words: str, left: float = 1, **look: Any) -> None:
        one = document.add_paragraph()
        letters = one.add_run(words)
        letters.italic, letters.font.size = look.get("italic"), look.get("size")
        one.paragraph_format.left_indent = Cm(left)
        one.paragraph_format.first_line_indent = look.get("first")

    words = "Nobody came up the stairs that day"
    add("We asked everybody in the invented village what they thought. " * 9, 0)
    add("We met one who said:", 0)
    add(words)
    add("We left.", 0)
    add(f"{words} (Keeper 2)")
    add(words, italic=True)
    add(words, size=Pt(9))
    add(words, 0, italic=True, size=Pt(9))
    add(words)
    add(f"1. {words} (see below)")
    add(f"Example A. {words} (2020)", first=Cm(-1))
    add(f"Figure 2. {words} (thick lines)", 0, italic=True, size=Pt(9))
    blocks = read(document).blocks[2:]
    kinds = [
        "quote",
        "paragraph",
        "quote",
        "quote",
        "quote",
        "quote",
        "paragraph",
        "paragraph",
        "paragraph",
        "paragraph",
    ]
    assert [one.kind for one in blocks] == kinds
    assert [one.indented for one in blocks].index(True) == 6


def test_breaks_tabs_hyphens_and_formulas() -> None:
    """They print as a space, a hyphen, the formula's letters."""
    inside = (
        f"{run('self')}<w:r><w:noBreakHyphen/></w:r>{run('care')}<w:r><w:tab/></w:r>{run('of')}"
        f'<w:r><w:br w:type="page"/></w:r>{run("n ")}<m:oMath><m:r><m:t>=2</m:t></m:r></m:oMath>'
    )
    assert pairs(f"<w:p>{inside}</w:p>") == [("paragraph", "self-care of n =2")]


def test_a_drop_cap_begins_its_paragraph() -> None:
    """Word keeps the letter as a framed paragraph of its own; other frames stay apart."""
    initial = paragraph("I", '<w:framePr w:dropCap="drop" w:lines="3"/>')
    framed = paragraph("A frame.", '<w:framePr w:w="200"/>')
    assert pairs(initial, paragraph("nvented example."), framed, paragraph("Text.")) == [
        ("paragraph", "Invented example."), ("paragraph", "A frame."), ("paragraph", "Text.")
    ]  # fmt: skip


def test_text_boxes_come_once_and_after_their_paragraph() -> None:
    """A box is written down for newer and older programs; it must not cut the sentence."""
    box = f"<w:txbxContent>{paragraph('In the box')}</w:txbxContent>"
    shape = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert pairs(f"<w:p>{run('One ')}{shape}{run('sentence.')}</w:p>", paragraph("Next.")) == [
        ("paragraph", "One sentence."), ("callout", "In the box"), ("paragraph", "Next."),
    ]  # fmt: skip


def test_notes_come_after_their_paragraph() -> None:
    """Footnotes and endnotes are blocks of their own; the lines that part them are none."""
    document = of_body(
        f"<w:p>{run('Nobody')}<w:r><w:footnoteReference w:id='2'/></w:r>{run(' did.')}</w:p>",
        paragraph("Next."),
    )
    notes = (
        f"<w:footnotes {W}><w:footnote w:type='separator' w:id='0'>{paragraph('---')}</w:footnote>"
        f"<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r>{run('Nearly.')}</w:p></w:footnote>"
        "</w:footnotes>"
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    assert [(block.kind, block.text) for block in read(document).blocks] == [
        ("paragraph", "Nobody did."), ("note", "Nearly."), ("paragraph", "Next."),
    ]  # fmt: skip


def test_tables_have_heads_and_merged_cells() -> None:
    """Cells with row, column and heading; a merged one comes once; a deleted row does not."""
    document = Document()
    table = document.add_table(rows=4, cols=2)
    for row, words in enumerate(
        (("Theme", "Quote"), ("Hours", "“Never.” (P1)"), ("", "“Late.” (P2)"))
    ):
        for cell, text in zip(table.rows[row].cells, words, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    table.rows[3].cells[0].text = "gone"
    table.rows[3]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W}/>"))
    assert [(b.text, b.row, b.column, b.header) for b in read(document).blocks] == [
        ("Theme", 0, 0, None), ("Quote", 0, 1, None), ("Hours", 1, 0, "Theme"),
        ("“Never.” (P1)", 1, 1, "Quote"), ("“Late.” (P2)", 2, 1, "Quote"),
    ]  # fmt: skip


def test_a_table_of_one_cell_is_a_box() -> None:
    """Its paragraphs are read as they are."""
    document = Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "We asked:"
    cell.add_paragraph("Nobody did.", style="Quote")
    assert [block.kind for block in read(document).blocks] == ["paragraph", "quote"]


def test_facts_of_the_properties() -> None:
    """A title and people's names; an account's name and a file's name are no facts."""
    document = Document()
    document.core_properties.title = "What the invented village said"
    document.core_properties.author = "Jo Bloggs; admin"
    document.core_properties.language = "en-GB"
    document.add_paragraph("We asked.")
    facts = read(document).facts
    assert (facts.title, facts.authors) == ("What the invented village said", ("Jo Bloggs",))
    assert (facts.language, facts.year) == ("en-GB", None)
    document.core_properties.title = "draft_final.docx"
    assert read(document).facts.title is None


def test_damaged_files_are_one_line() -> None:
    """Cut short, without its parts, with broken XML, or without words."""
    whole = saved(of_body(paragraph("Nobody did.")))
    parts = {name: zipfile.ZipFile(BytesIO(whole)).read(name) for name in names_in(whole)}
    damaged = [
        whole[: len(whole) // 2],
        whole[:600] + bytes(40) + whole[640:],
        packed({"word/document.xml": "<x/>"}),
        packed({name: part for name, part in parts.items() if name != "word/document.xml"}),
        packed({**parts, "word/document.xml": b"<w:document"}),
        packed({**parts, "word/styles.xml": b"<w:styles"}),
    ]
    for data in damaged:
        with pytest.raises(Unreadable) as caught:
            read_docx(data, limits=Limits())
        assert "\n" not in str(caught.value)
    with pytest.raises(NoText):
        read(Document())


def names_in(data: bytes) -> list[str]:
    return zipfile.ZipFile(BytesIO(data)).namelist()


def test_bombs_are_not_unpacked() -> None:
    """What its list of contents says is looked at first: sizes, ratios, numbers of parts."""
    whole = saved(of_body(paragraph("Nobody did.")))
    parts: dict[str, str | bytes] = {
        name: zipfile.ZipFile(BytesIO(whole)).read(name) for name in names_in(whole)
    }
    with pytest.raises(SourceError, match="times its size"):
        read_docx(packed({**parts, "word/x.bin": bytes(30_000_000)}), limits=Limits())
    with pytest.raises(SourceError, match="unpacks to"):
        read_docx(packed({**parts, "x": bytes(3_000)}), limits=Limits(max_bytes=2_000))
    with pytest.raises(SourceError, match="too many parts"):
        read_docx(packed({f"word/{n}": b"" for n in range(20_001)}), limits=Limits())


def test_entities_are_not_resolved() -> None:
    """Neither a billion laughs nor a file of this machine gets into the text."""
    whole = saved(of_body(paragraph("Nobody did.")))
    parts = {name: zipfile.ZipFile(BytesIO(whole)).read(name) for name in names_in(whole)}
    text = parts["word/document.xml"].decode().partition("?>")[2]
    evil = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    parts["word/document.xml"] = (evil + text.replace("Nobody did.", "No &b;&f; body")).encode()
    draft = read_docx(packed(parts), limits=Limits())
    assert "root:" not in draft.blocks[0].text
    assert "haha" not in draft.blocks[0].text


def test_boxes_within_boxes_come_once() -> None:
    """A frame in a frame, and a table in a cell."""
    document = Document()
    outer = document.add_table(rows=1, cols=1).cell(0, 0)
    outer.text = "Outer"
    outer.add_table(rows=1, cols=1).cell(0, 0).text = "Inner"
    assert [block.text for block in read(document).blocks] == ["Outer", "Inner"]
    document = Document()
    cell = document.add_table(rows=1, cols=2).cell(0, 0)
    cell.text = "Cell"
    cell.add_table(rows=1, cols=2).cell(0, 1).text = "within"
    assert [block.text for block in read(document).blocks] == ["Cell within"]


def test_a_control_around_everything_is_read() -> None:
    """Also where a table of contents stands in it."""
    contents = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
        f"</w:sdtPr><w:sdtContent>{paragraph('Contents 1')}</w:sdtContent></w:sdt>"
    )
    around = f"<w:sdt><w:sdtPr/><w:sdtContent>{contents}{paragraph('Text')}</w:sdtContent></w:sdt>"
    assert pairs(around) == [("paragraph", "Text")]


def test_what_word_opens_is_read() -> None:
    """A picture that was never saved, and Open XML in its strict form."""
    whole = saved(of_body(paragraph("Nobody did.")))
    parts: dict[str, str | bytes] = {
        name: zipfile.ZipFile(BytesIO(whole)).read(name) for name in names_in(whole)
    }
    relations = "word/_rels/document.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    dangling = b'<Relationship Id="rId99" Type="' + kind + b'" Target="../NULL"/></Relationships>'
    lacking = {**parts, relations: bytes(parts[relations]).replace(b"</Relationships>", dangling)}
    strict = {
        name: bytes(part)
        .replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/", b"http://purl.oclc.org/ooxml/wordprocessingml/")
        .replace(b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/")
        for name, part in parts.items()
    }  # fmt: skip
    for package in (lacking, strict):
        draft = read_docx(packed(dict(package)), limits=Limits())
        assert [block.text for block in draft.blocks] == ["Nobody did."]
