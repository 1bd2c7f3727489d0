"""OpenDocument texts: what is printed with all changes accepted, in blocks; and packages that mean harm."""

from __future__ import annotations

import pytest
from renderings.marked_up import packed
from renderings.opendocument import MIME, content, flat, of_body, table

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable, Unsupported
from ccg_corpus.readers import read_draft_of
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.odt.reader import read_odt


def pairs(body: str) -> list[tuple[str, str]]:
    draft = read_odt(of_body(body), limits=Limits())
    return [(block.kind, block.text) for block in draft.blocks]


def p(words: str, style: str = "") -> str:
    return (
        f'<text:p text:style-name="{style}">{words}</text:p>'
        if style
        else f"<text:p>{words}</text:p>"
    )


def test_styles_say_what_paragraphs_are() -> None:
    """Titles, headings, quotations and captions by style; lists by their element."""
    assert pairs(
        p("Invented example", "Title") + '<text:h text:outline-level="1">Findings</text:h>'
        + p("Hours", "Heading_20_1") + p("Nobody did.", "Quotations") + p("Table 1", "Table")
        + f"<text:list><text:list-item>{p('one')}</text:list-item></text:list>" + p("We asked.")
    ) == [
        ("title", "Invented example"), ("heading", "Findings"), ("heading", "Hours"),
        ("quote", "Nobody did."), ("caption", "Table 1"), ("list_item", "one"),
        ("paragraph", "We asked."),
    ]  # fmt: skip


def test_looks_say_it_where_styles_do_not() -> None:
    """Set in at both sides, or at the left with a label at the end; short lines in bold."""
    bold = '<text:span text:style-name="T1">Finding the hours</text:span>'
    assert pairs(
        p(bold) + p("We asked everybody in the invented village what they thought of it all.")
        + p("Nobody did.", "P1") + p("Nobody came up the stairs (Keeper 2)", "P2")
        + p("Nobody came up the stairs that day", "P2") + p("We left.")
    ) == [
        ("heading", "Finding the hours"),
        ("paragraph", "We asked everybody in the invented village what they thought of it all."),
        ("quote", "Nobody did."), ("quote", "Nobody came up the stairs (Keeper 2)"),
        ("paragraph", "Nobody came up the stairs that day"), ("paragraph", "We left."),
    ]  # fmt: skip


def test_tracked_changes_are_accepted() -> None:
    """Deletions are kept apart from the text and left out; insertions are in it."""
    changes = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion>'
        f"{p('quite gone')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    inserted = '<text:change-start text:change-id="b"/>ever <text:change-end text:change-id="b"/>'
    assert pairs(changes + p(f'Nobody {inserted}<text:change text:change-id="a"/>did.')) == [
        ("paragraph", "Nobody ever did.")
    ]


def test_notes_and_boxes_come_after_their_paragraph() -> None:
    """They must not cut a sentence; the number of a note is no text. A caption in a box stays one."""
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('See below.')}</text:note-body></text:note>"
    )
    box = f"<draw:frame><draw:text-box>{p('In the box')}{p('Figure 1', 'Table')}</draw:text-box></draw:frame>"
    assert pairs(p(f"Nobody{note} ever{box} did.") + p("Next.")) == [
        ("paragraph", "Nobody ever did."), ("note", "See below."), ("callout", "In the box"),
        ("caption", "Figure 1"), ("paragraph", "Next."),
    ]  # fmt: skip


def test_what_is_not_printed_is_left_out() -> None:
    """Comments, hidden words, contents and descriptions of pictures; fields keep what they show."""
    inside = (
        "Nobody<office:annotation><text:p>Really?</text:p></office:annotation>"
        '<text:span text:style-name="T3"> at all</text:span><text:s text:c="3"/>'
        '<text:span text:style-name="T2">ever</text:span><text:tab/>did'
        "<draw:frame><draw:image/><svg:desc xmlns:svg='s'>A lamp</svg:desc></draw:frame>"
        " <text:reference-mark-start text:name='ZOTERO_ITEM {}'/>(Example, 2020)"
        "<text:reference-mark-end text:name='ZOTERO_ITEM {}'/>."
    )
    contents = f"<text:table-of-content><text:index-body>{p('Findings 3')}</text:index-body></text:table-of-content>"
    draft = read_odt(of_body(contents + p(inside)), limits=Limits())
    (block,) = draft.blocks
    assert block.text == "Nobody ever did (Example, 2020)."
    assert [block.text[start:end] for start, end in block.italics] == ["ever"]


def test_a_reference_managers_list_is_one_of_references() -> None:
    """Zotero keeps it in a section that it names."""
    section = f"<text:section text:name='ZOTERO_BIBL {{}}'>{p('Example A. 2020.')}</text:section>"
    assert pairs(p("We asked.") + section) == [
        ("paragraph", "We asked."), ("reference", "Example A. 2020.")
    ]  # fmt: skip


def test_tables_have_heads_and_merged_cells() -> None:
    """Heads by look; covered cells are none; a table of one cell is a box around paragraphs."""
    draft = read_odt(of_body(table(("Who", "Words"), ("P1", "Nobody did."))), limits=Limits())
    assert [(b.row, b.column, b.header, b.text) for b in draft.blocks] == [
        (0, 0, None, "Who"), (0, 1, None, "Words"), (1, 0, "Who", "P1"), (1, 1, "Words", "Nobody did."),
    ]  # fmt: skip
    merged = (
        '<table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>a</text:p>'
        "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>"
        "<table:table-row><table:covered-table-cell/><table:table-cell><text:p>c</text:p>"
        "</table:table-cell></table:table-row></table:table>"
    )
    draft = read_odt(of_body(merged), limits=Limits())
    assert [(b.row, b.column, b.text) for b in draft.blocks] == [
        (0, 0, "a"),
        (0, 1, "b"),
        (1, 1, "c"),
    ]
    assert pairs(table(("One.",))) == [("paragraph", "One.")]


def test_facts_of_the_metadata() -> None:
    """Title, authors and language; the year is that of saving and is left out."""
    facts = read_odt(of_body(p("Nobody did.")), limits=Limits()).facts
    assert facts.title and facts.authors[0] == "Elin Harrowgate" and facts.language == "en-GB"
    assert facts.year is None


@pytest.mark.parametrize("name", ["paper.odt", "paper.fodt", "paper.zip.odt", "paper"])
def test_known_by_its_content(name: str) -> None:
    """As a package or as one file, whatever its name."""
    for data in (of_body(p("Nobody did.")), flat(p("Nobody did."))):
        assert read_draft_of(data, name, limits=Limits()).format == "odt"


def test_damaged_files_are_one_line() -> None:
    """Cut short, without its text, with broken XML, with a password, of another kind."""
    whole = of_body(p("Nobody did."))
    sheet = content("").replace("office:text>", "office:spreadsheet>")
    locked = {"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}
    for data, error in (
        (whole[: len(whole) // 2], Unreadable),
        (packed({"mimetype": MIME}), Unreadable),
        (packed({"mimetype": MIME, "content.xml": "<x"}), Unreadable),
        (packed({"mimetype": MIME, "content.xml": sheet}), Unsupported),
        (of_body(p("Nobody did."), **locked), Encrypted),
        (of_body(""), NoText),
    ):
        with pytest.raises(SourceError) as caught:
            read_odt(data, limits=Limits())
        assert type(caught.value) is error and "\n" not in str(caught.value)


def test_entities_are_not_resolved() -> None:
    """Neither a billion laughs nor a file of this machine gets into the text."""
    evil = (
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    text = content(p("No &b;&f; body")).replace('<?xml version="1.0" encoding="UTF-8"?>', evil)
    (block,) = read_odt(packed({"mimetype": MIME, "content.xml": text}), limits=Limits()).blocks
    assert "root:" not in block.text and "haha" not in block.text
