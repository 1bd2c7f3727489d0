"""TEI texts: GROBID's flat ones, editors' nested ones, pages, and facts of the header."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import NoText, Unreadable, Unsupported
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml.tei import read_tei

HEADER = """<teiHeader xml:lang="en"><fileDesc><titleStmt><title level="a" type="main">An invented example
</title></titleStmt><publicationStmt><publisher>Invented Press</publisher></publicationStmt>
<sourceDesc><biblStruct><analytic>
<author><persName><forename type="first">Jo</forename><forename type="middle">M</forename>
<surname>Bloggs</surname></persName><affiliation>Nowhere</affiliation></author>
<author><persName>The Example Group</persName></author><title level="a" type="main">An invented example</title>
</analytic><monogr><title level="j" type="main">Journal of Examples</title><imprint>
<biblScope unit="volume">3</biblScope><biblScope unit="page" from="5" to="9"/>
<date type="published" when="2020-03">2020</date></imprint></monogr><idno type="DOI">10.1234/abc</idno>
</biblStruct></sourceDesc></fileDesc><profileDesc><textClass><keywords><term>one</term><term>two</term>
</keywords></textClass><abstract><p>To invent.</p></abstract></profileDesc></teiHeader>"""


def read(body: str, *, header: str = "", around: str = "{}") -> Draft:
    text = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body>{body}</body></text></TEI>'
    )
    return read_tei(around.format(text).encode(), limits=Limits())


def pairs(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(body).blocks]


def test_facts_of_the_header() -> None:
    """Title, authors, year, DOI, journal; empty elements are no facts."""
    facts = read("<p>Text.</p>", header=HEADER).facts
    assert (facts.title, facts.authors) == (
        "An invented example",
        ("Bloggs JM", "The Example Group"),
    )
    assert (facts.year, facts.doi, facts.journal) == (2020, "10.1234/abc", "Journal of Examples")
    assert (facts.type, facts.language) == ("article", "en")
    assert facts.extra == (("volume", "3"), ("pages", "5–9"), ("publisher", "Invented Press"))
    empty = read(
        "<p>Text.</p>",
        header="<teiHeader><fileDesc><titleStmt><title/></titleStmt></fileDesc></teiHeader>",
    )
    assert (empty.facts.title, empty.facts.authors, empty.facts.year) == (None, (), None)


def test_title_abstract_and_keywords_come_first() -> None:
    """The abstract gets a heading where it has none."""
    assert [(b.kind, b.text) for b in read("<p>Text.</p>", header=HEADER).blocks] == [
        ("title", "An invented example"), ("heading", "Abstract"), ("paragraph", "To invent."),
        ("front", "Keywords: one; two"), ("paragraph", "Text."),
    ]  # fmt: skip


def test_numbers_of_flat_divisions_say_how_deep_they_are() -> None:
    """GROBID writes one division after another; elsewhere the nesting tells."""
    draft = read(
        "<div><head n='1.'>Results</head><p>a</p></div><div><head n='1.1'>Hours</head></div>"
        "<div><head>Outer</head><div><head>Inner</head></div></div>"
    )
    assert [(b.text, b.level) for b in draft.blocks if b.kind == "heading"] == [
        ("Results", 1), ("Hours", 2), ("Outer", 1), ("Inner", 2)
    ]  # fmt: skip


def test_quotations_stand_alone_or_in_a_sentence() -> None:
    """A quotation in a sentence gets the marks that its encoding left away, and no second ones."""
    assert pairs(
        "<div><p>One said: <quote>never</quote>, one “<q>always</q>”, one <q>‘late’</q>.</p>"
        "<quote>Nobody did. (P1)</quote><p>Then:<quote rend='block'>We did.</quote></p>"
        "<cit><quote><p>Nor did we.</p></quote><bibl>P2, nurse</bibl></cit></div>"
    ) == [
        ("paragraph", "One said: “never”, one “always”, one ‘late’."), ("quote", "Nobody did. (P1)"),
        ("paragraph", "Then:"), ("quote", "We did."),
        ("quote", "Nor did we."), ("attribution", "P2, nurse"),
    ]  # fmt: skip


def test_dialogues_lines_and_italics() -> None:
    """A turn is "Speaker: words"; lines of one page run on; italics are kept."""
    draft = read(
        "<div><sp><speaker>P1</speaker><p>Never.</p></sp><p>Inter<lb break='no'/>view<lb/>data "
        "<hi rend='italic'>never</hi> seen</p></div>"
    )
    assert [block.text for block in draft.blocks] == ["P1: Never.", "Interview data never seen"]
    start, end = draft.blocks[1].italics[0]
    assert draft.blocks[1].text[start:end] == "never"


def test_what_was_printed_goes_before_what_an_editor_made_of_it() -> None:
    """Corrections and expansions are left out."""
    assert pairs("<p>the <choice><sic>rotta</sic><corr>rota</corr></choice> was</p>") == [
        ("paragraph", "the rotta was")
    ]


def test_tables_figures_notes_and_references() -> None:
    """Captions are one line; the first short row heads the table; a note does not cut a sentence."""
    draft = read(
        "<div><p>Nobody<note place='foot' n='1'>Nearly.</note> did.</p></div>"
        "<figure type='table'><head>Table 1.</head><label>1</label><figDesc>Voices</figDesc>"
        "<table><row><cell>Theme</cell><cell>Quote</cell></row><row><cell>Hours</cell>"
        "<cell>“Never was there one.”</cell></row></table></figure><note place='foot'>End.</note>"
        "<listBibl><biblStruct><analytic><title>A</title></analytic></biblStruct></listBibl>"
    )
    assert [(b.kind, b.text, b.header) for b in draft.blocks] == [
        ("paragraph", "Nobody did.", None), ("note", "Nearly.", None), ("caption", "Table 1. Voices", None),
        ("cell", "Theme", None), ("cell", "Quote", None), ("cell", "Hours", "Theme"),
        ("cell", "“Never was there one.”", "Quote"), ("note", "End.", None), ("reference", "A", None),
    ]  # fmt: skip


def test_page_breaks_turn_inside_a_paragraph() -> None:
    """Numbered breaks say their page; breaks without numbers are counted."""
    draft = read("<pb n='4'/><div><p>One <pb n='5'/>two</p><p>three</p></div>")
    assert [(b.page, b.turns) for b in draft.blocks] == [(4, ((4, 5),)), (5, ())]
    counted = read("<div><p>One</p><pb/><p>two</p><pb/><p>three</p></div>")
    assert [block.page for block in counted.blocks] == [1, 2, 3]
    ahead = read("<pb/><div><p>One</p><pb/><p>two</p></div>")
    assert [block.page for block in ahead.blocks] == [1, 2]


def test_coordinates_say_the_page() -> None:
    """GROBID's; a paragraph over two pages has a page only for its sentences."""
    draft = read(
        "<div><p coords='3,1,2,3,4'>One</p><p coords='3,1,2,3,4;4,1,2,3,4'>two</p>"
        "<p coords='3,1,2,3,4;4,1,2,3,4'><s coords='3,1,2,3,4'>Three.</s><s coords='4,1,2,3,4'>Four.</s></p></div>"
    )
    assert [(b.text, b.page, b.turns) for b in draft.blocks] == [
        ("One", 3, ()), ("two", None, ()), ("Three. Four.", 3, ((7, 4),))
    ]  # fmt: skip


def test_what_is_no_tei_text() -> None:
    """Other XML, broken XML, a header alone, an empty text: one line each."""
    with pytest.raises(Unsupported, match="<svg>"):
        read_tei(b"<svg/>", limits=Limits())
    with pytest.raises(Unreadable, match="not well-formed"):
        read_tei(b"<TEI><text>", limits=Limits())
    with pytest.raises(NoText):
        read("<div/>")


def test_entities_keep_their_meaning_and_fetch_nothing() -> None:
    """Names of HTML become characters; a file's own entities stay as they stand."""
    text = '<!DOCTYPE TEI [<!ENTITY own SYSTEM "file:///etc/passwd">]>'
    draft = read("<p>a&nbsp;b &own; c</p>", around=text + "{}")
    assert draft.blocks[0].text == "a b &own; c"
    assert draft.warnings == ("&own; is not defined: left as it stands",)
