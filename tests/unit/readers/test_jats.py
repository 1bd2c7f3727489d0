"""JATS articles: blocks, facts, languages, and XML that means harm."""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

import pytest

from ccg_corpus.core.errors import NoText, Unreadable, Unsupported
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml.jats import read_jats

FRONT = """<front><journal-meta><journal-title-group><journal-title>Journal of Examples
</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">10.1234/abc</article-id>
<title-group><article-title>An invented <italic>example</italic><xref ref-type="fn">*</xref>
</article-title><subtitle>with a subtitle</subtitle></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Bloggs</surname><given-names>Jo Maria de</given-names>
</name></contrib>
<contrib contrib-type="author"><name><surname>Smith</surname><given-names>AB</given-names></name></contrib>
<contrib contrib-type="author"><collab>The Example Group</collab></contrib>
<contrib contrib-type="editor"><name><surname>Chief</surname></name></contrib></contrib-group>
<pub-date pub-type="epub"><year>2019</year></pub-date>
<pub-date pub-type="ppub"><year>2020</year></pub-date>
<volume>3</volume><fpage>5</fpage><lpage>9</lpage>
<abstract><sec><title>Aims</title><p>To invent.</p></sec></abstract>
<kwd-group><kwd>one</kwd><kwd>two</kwd></kwd-group></article-meta></front>"""


def read(inside: str, attributes: str = 'xml:lang="en"', prolog: str = "") -> Draft:
    return read_jats(f"{prolog}<article {attributes}>{inside}</article>".encode(), limits=Limits())


def pairs(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(f"<body>{body}</body>").blocks]


def test_facts_of_the_front_matter() -> None:
    """Title with subtitle, authors without editors, the year of the volume."""
    facts = read(FRONT, 'article-type="research-article" xml:lang="en"').facts
    assert facts.title == "An invented example: with a subtitle"
    assert facts.authors == ("Bloggs JM", "Smith AB", "The Example Group")
    assert (facts.year, facts.doi, facts.journal) == (2020, "10.1234/abc", "Journal of Examples")
    assert (facts.type, facts.language) == ("article", "en")
    assert facts.extra == (("volume", "3"), ("pages", "5–9"))


def test_title_abstract_and_keywords_come_first() -> None:
    """The abstract gets a heading where it has none; its parts stand below."""
    draft = read(FRONT + "<body><sec><title>Text</title></sec></body>")
    assert [(block.kind, block.level, block.text) for block in draft.blocks] == [
        ("title", 0, "An invented example: with a subtitle"),
        ("heading", 1, "Abstract"), ("heading", 2, "Aims"), ("paragraph", 0, "To invent."),
        ("front", 0, "Keywords: one; two"), ("heading", 1, "Text"),
    ]  # fmt: skip


def test_numbers_of_sections_are_dropped_words_are_not() -> None:
    """ "3.1." is no part of a title, "Theme 1" is."""
    draft = read(
        "<body><sec><label>3.</label><title>Findings</title><sec><label>Theme 1:</label>"
        "<title>Being told</title><p>Text</p></sec></sec></body>"
    )
    assert [(block.level, block.text) for block in draft.blocks[:2]] == [
        (1, "Findings"), (2, "Theme 1: Being told"),
    ]  # fmt: skip


def test_a_quotation_parts_its_paragraph() -> None:
    """Text before, each of its paragraphs, its source, text after."""
    body = (
        "<p>As one said: <disp-quote><p>Nobody told us.</p><p>So we stopped.</p>"
        "<attrib>Nurse, P4</attrib></disp-quote> and so on.</p>"
    )
    assert pairs(body) == [
        ("paragraph", "As one said:"), ("quote", "Nobody told us."), ("quote", "So we stopped."),
        ("attribution", "Nurse, P4"), ("paragraph", "and so on."),
    ]  # fmt: skip


def test_a_label_in_the_quotation_stays_in_its_text() -> None:
    """With its italics: the stage that reads labels reads it there."""
    draft = read(
        "<body><disp-quote><p>Nobody did. <italic>(P # 5)</italic>.</p></disp-quote></body>"
    )
    assert draft.blocks[0].text == "Nobody did. (P # 5)."
    assert draft.blocks[0].italics == ((12, 19),)


def test_pull_quotes_are_callouts() -> None:
    """Words printed a second time are no speech."""
    assert pairs('<disp-quote content-type="pullquote"><p>Told!</p></disp-quote>') == [
        ("callout", "Told!")
    ]


def test_a_paragraph_may_be_styled_as_a_quotation() -> None:
    """And a box may be a pull quote."""
    body = (
        "<p content-type='quote'>Nobody did.</p><p content-type='indent'>We asked.</p>"
        "<boxed-text content-type='pull-quote'><p>Nobody did.</p></boxed-text>"
    )
    assert [kind for kind, _ in pairs(body)] == ["quote", "paragraph", "callout"]


def test_names_that_nobody_knows_stay_and_are_named() -> None:
    """With or without a document type; those of HTML are their characters."""
    for prolog in ("", "<!DOCTYPE article SYSTEM 'x.dtd'>"):
        draft = read("<body><p>a&nbsp;b &unheard; c</p></body>", prolog=prolog)
        assert draft.blocks[0].text == "a b &unheard; c"
        assert draft.warnings == ("&unheard; is not defined: left as it stands",)


def test_speech_names_its_speaker() -> None:
    """A turn is a paragraph: "Speaker: words"."""
    body = (
        "<speech><speaker>P1</speaker><p>Nobody did.</p><p>Never.</p></speech>"
        "<disp-quote><speech><speaker>I:</speaker><p>When?</p></speech></disp-quote>"
    )
    assert pairs(body) == [
        ("paragraph", "P1: Nobody did."), ("paragraph", "Never."), ("quote", "I: When?"),
    ]  # fmt: skip


def test_boxes_are_text_unless_they_sum_up() -> None:
    """A box often holds quotations; key points are a callout."""
    box = "<boxed-text><label>Box 1</label><caption><title>{}</title></caption><p>“Told.”</p></boxed-text>"
    assert pairs(box.format("Views")) == [("heading", "Box 1 Views"), ("paragraph", "“Told.”")]
    assert {kind for kind, _ in pairs(box.format("Key messages"))} == {"callout"}


def test_lists_and_definitions() -> None:
    """Items without their bullets; a quotation within an item is one."""
    body = (
        "<list><list-item><label>•</label><p>one</p></list-item><list-item><p>two</p>"
        "<disp-quote><p>three</p></disp-quote></list-item></list>"
        "<def-list><def-item><term>P1</term><def><p>a nurse</p></def></def-item></def-list>"
    )
    assert pairs(body) == [
        ("list_item", "one"), ("list_item", "two"), ("quote", "three"),
        ("cell", "P1"), ("cell", "a nurse"),
    ]  # fmt: skip


def test_tables_honour_spans_and_heads() -> None:
    """Caption, cells with their places and headings, notes below."""
    draft = read(
        "<body><table-wrap><label>Table 1</label><caption><title>Words</title><p>By theme.</p></caption>"
        "<table><thead><tr><th rowspan='2'>Theme</th><th colspan='2'>Told</th></tr>"
        "<tr><th>by</th><th>when</th></tr></thead>"
        "<tbody><tr><td>A</td><td>“B”<break/>(P1)</td><td/></tr></tbody></table>"
        "<table-wrap-foot><fn><p>Invented.</p></fn></table-wrap-foot></table-wrap></body>"
    )
    assert [(block.kind, block.text) for block in draft.blocks if block.kind != "cell"] == [
        ("caption", "Table 1 Words"), ("caption", "By theme."), ("note", "Invented."),
    ]  # fmt: skip
    assert [(b.text, b.row, b.column, b.header) for b in draft.blocks if b.kind == "cell"] == [
        ("Theme", 0, 0, None), ("Told", 0, 1, None), ("by", 1, 1, None), ("when", 1, 2, None),
        ("A", 2, 0, "Theme"), ("“B” (P1)", 2, 1, "Told / by"),
    ]  # fmt: skip


def test_calls_on_words_are_no_part_of_them() -> None:
    """Raised numbers of references are left out; those in brackets are characters of the text."""
    body = (
        "<p>Known<xref ref-type='bibr'><sup>1</sup></xref><sup>,</sup>"
        "<xref ref-type='bibr'><sup>2</sup></xref> and [<xref ref-type='bibr'>3</xref>].</p>"
    )
    assert pairs(body) == [("paragraph", "Known and [3].")]


def test_a_note_does_not_cut_its_sentence() -> None:
    """It comes after the paragraph."""
    assert pairs("<p>One <fn><p>a note</p></fn>sentence.</p><p>Two.</p>") == [
        ("paragraph", "One sentence."), ("note", "a note"), ("paragraph", "Two."),
    ]  # fmt: skip


def test_back_matter() -> None:
    """Thanks, references (one form of each), appendices, notes."""
    draft = read(
        "<body><p>x</p></body><back><ack><p>Thanks.</p></ack><ref-list><ref><label>1.</label>"
        "<mixed-citation>Bloggs J. <source>Examples</source>.</mixed-citation>"
        "<element-citation><source>Examples</source></element-citation></ref>"
        "<ref><element-citation><name><surname>Smith</surname><given-names>A</given-names></name>"
        "<year>2020</year></element-citation></ref></ref-list>"
        "<app-group><app><title>Guide</title><p>Asked.</p></app></app-group></back>"
    )
    assert [(block.kind, block.text) for block in draft.blocks[1:]] == [
        ("heading", "Acknowledgements"), ("paragraph", "Thanks."), ("heading", "References"),
        ("reference", "1. Bloggs J. Examples."), ("reference", "Smith A 2020"),
        ("heading", "Guide"), ("paragraph", "Asked."),
    ]  # fmt: skip


def test_pictures_and_formula_sources_are_no_text() -> None:
    """Alternative texts, identifiers, TeX."""
    body = (
        "<fig><label>Figure 1</label><caption><p>Flow.</p></caption><alt-text>A poster</alt-text>"
        "<graphic/></fig><p>n<inline-formula><alternatives><tex-math>=x</tex-math>"
        "<math>= 3</math></alternatives></inline-formula></p>"
    )
    assert pairs(body) == [("caption", "Figure 1 Flow."), ("paragraph", "n= 3")]


TRANSLATED = (
    "<front><article-meta><title-group><article-title>Exemplo</article-title></title-group>"
    "<pub-date><year>2022</year></pub-date></article-meta></front><body><p>Texto.</p></body>"
    '<sub-article article-type="translation" xml:lang="en"><front-stub><title-group><article-title>'
    "Invented example</article-title></title-group></front-stub><body><p>Text.</p></body></sub-article>"
    '<sub-article article-type="reviewer-report"><body><p>“Weak.”</p></body></sub-article>'
)


def test_the_preferred_language_is_read() -> None:
    """The translation where it is wanted, with its language on every block and a warning."""
    draft = read(TRANSLATED, 'xml:lang="pt"')
    assert [(block.text, block.language) for block in draft.blocks] == [
        ("Invented example", "en"), ("Text.", "en"),
    ]  # fmt: skip
    assert (draft.facts.title, draft.facts.language, draft.facts.year) == (
        "Invented example",
        "en",
        2022,
    )
    assert draft.warnings == ("also holds: pt (main), reviewer-report",)


def test_the_main_article_where_the_language_is_missing() -> None:
    """Another preference, or none that fits: the article itself."""
    data = f'<article xml:lang="pt">{TRANSLATED}</article>'.encode()
    for language in ("pt", "fr"):
        draft = read_jats(data, limits=Limits(language=language))
        assert [block.text for block in draft.blocks] == ["Exemplo", "Texto."]
        assert draft.warnings == ("also holds: en (translation), reviewer-report",)


def test_wrapped_articles_and_namespaces() -> None:
    """Servers wrap the article; some give its tags a namespace."""
    one = "<article xmlns='https://jats.nlm.nih.gov/ns/archiving/1.3/'><body><p>Invented</p></body></article>"
    draft = read_jats(f"<pmc-articleset>{one}{one}</pmc-articleset>".encode(), limits=Limits())
    assert [block.text for block in draft.blocks] == ["Invented"]
    assert "2 articles" in draft.warnings[0]


def test_named_characters_do_not_vanish() -> None:
    """&nbsp; and the like need no DTD here; the five of XML stay what they are."""
    assert pairs("<p>a&nbsp;b&mdash;c &amp; &lt;d&gt; &rsquo;</p>") == [
        ("paragraph", "a b—c & <d> ’")
    ]


def test_encodings_are_those_declared() -> None:
    """Latin-1 and UTF-16 as the declaration or the mark says."""
    article = "<article><body><p>“naïve” é</p></body></article>"
    for encoding in ("utf-8", "utf-16", "windows-1252"):
        data = f"<?xml version='1.0' encoding='{encoding}'?>{article}".encode(encoding)
        assert read_jats(data, limits=Limits()).blocks[0].text == "“naïve” é"


@pytest.mark.parametrize(
    "text",
    [
        "<article><body><p>cut off",
        "<article><body>" + "<sec>" * 5000 + "x" + "</sec>" * 5000 + "</body></article>",
        "<article><body><p>" + "x" * 12_000_000 + "</p></body></article>",
    ],
)
def test_what_is_not_well_formed_is_unreadable(text: str) -> None:
    """With the parser's reason, and never half an article."""
    with pytest.raises(Unreadable):
        read_jats(text.encode(), limits=Limits())


def test_an_article_without_text() -> None:
    """And a file that is no article."""
    with pytest.raises(NoText):
        read("<front/>")
    with pytest.raises(Unsupported):
        read_jats(b"<records/>", limits=Limits())


def test_a_billion_laughs_stay_untold() -> None:
    """Entities that grow tenfold ten times are named, not told."""
    grow = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 11))
    prolog = f'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY l0 "ha">{grow}]>'
    begun = time.monotonic()
    with contextlib.suppress(Unreadable):  # the parser itself may refuse such growth
        draft = read("<body><p>Invented &l10; example</p></body>", prolog=prolog)
        assert draft.blocks[0].text == "Invented &l10; example"
        assert "&l10;" in draft.warnings[0]
    assert time.monotonic() - begun < 5


def test_external_entities_are_not_read(tmp_path: Path) -> None:
    """Neither a file nor a DTD is opened."""
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    prolog = (
        f'<!DOCTYPE article SYSTEM "{secret.as_uri()}" [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        f'<!ENTITY % y SYSTEM "{secret.as_uri()}">]>'
    )
    draft = read("<body><p>Invented &x;</p></body>", prolog=prolog)
    assert draft.blocks[0].text == "Invented &x;"
