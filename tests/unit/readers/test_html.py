"""Web pages: the article's blocks, its facts, nothing else of the page."""

from __future__ import annotations

import pytest

from ccg_corpus.core.errors import NoText, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.web.html import read_html

WORDS = "<p>This is an invented example of a page with a good deal of running text in it.</p>"


def read(body: str, head: str = "", attributes: str = "") -> Draft:
    page = f"<!doctype html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return read_html(page.encode(), limits=Limits())


def pairs(body: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(body).blocks]


def test_only_the_article_is_read() -> None:
    """Navigation, forms, sidebars, scripts and the page's head and foot are left out."""
    body = (
        "<header><h1>Site</h1></header><nav><p>Menu</p></nav><div class='cookies'>Accept</div>"
        f"<article><h1>Invented example</h1>{WORDS}<aside>Advert</aside><script>x()</script>"
        "<div class='related-articles'><p>Others</p></div></article>"
        "<form><p>Sign up</p></form><footer><p>Foot</p></footer>"
    )
    assert pairs(body) == [("title", "Invented example"), ("paragraph", WORDS[3:-4])]


def test_without_article_or_main_the_fullest_part_is_read() -> None:
    """The body's container that holds nearly all the running text."""
    body = f"<div><p>Top</p></div><div id='c'><h2>Part</h2>{WORDS * 5}</div>"
    assert pairs(body)[0] == ("heading", "Part")


def test_the_title_outside_the_article_comes_first() -> None:
    """A journal's page may print its title above the article's own element."""
    draft = read(f"<h1>Invented example</h1><article><h1>Aims</h1>{WORDS}<h1>Ends</h1></article>")
    assert (draft.blocks[0].kind, draft.blocks[0].text) == ("title", "Invented example")
    assert draft.facts.title == "Invented example"


@pytest.mark.parametrize(
    "attribute",
    [
        "hidden",
        "style='display: none'",
        "aria-hidden='true'",
        "class='refCtt closed'",
        "role=tooltip",
    ],
)
def test_what_is_not_shown_is_not_read(attribute: str) -> None:
    """A popover with the reference does not stand in the sentence."""
    body = f"<p>Invented<sup>1</sup><span {attribute}>Bloggs J. 2020.</span> example.</p>"
    assert pairs(body) == [("paragraph", "Invented example.")]


def test_headings_lists_and_captions() -> None:
    """Levels of headings, items of all lists, captions of figures."""
    draft = read(
        "<h2>A</h2><h4>B</h4><ul><li>one<ol><li>two</li></ol></li></ul>"
        "<dl><dt>P1</dt><dd>a nurse</dd></dl><figure><img alt='x'><figcaption>Fig</figcaption></figure>"
    )
    assert [(block.kind, block.level, block.text) for block in draft.blocks] == [
        ("heading", 2, "A"), ("heading", 4, "B"), ("list_item", 0, "one"), ("list_item", 0, "two"),
        ("cell", 0, "P1"), ("cell", 0, "a nurse"), ("caption", 0, "Fig"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        "<footer>— Nurse, P4</footer>",
        "<cite>— Nurse, P4</cite>",
        "— <cite>Nurse, P4</cite>",
        "<p>— Nurse, P4</p>",
        "<p class='quote-attribution'>— Nurse, P4</p>",
        "<br>— Nurse, P4",
        "<p><cite>— Nurse, P4</cite></p>",
    ],
)
def test_the_source_of_a_quotation(source: str) -> None:
    """Footer, cite or a last line after a dash: the quotation's stated source."""
    assert pairs(f"{WORDS}<blockquote>Nobody told us. {source}</blockquote>")[1:] == [
        ("quote", "Nobody told us."), ("attribution", "— Nurse, P4"),
    ]  # fmt: skip


def test_the_source_below_a_quotation_in_a_figure() -> None:
    """The figure's caption names the speaker."""
    body = "<figure><blockquote><p>Nobody did.</p></blockquote><figcaption>P4</figcaption></figure>"
    assert pairs(body) == [("quote", "Nobody did."), ("attribution", "P4")]


def test_a_title_within_a_quotation_is_no_source() -> None:
    """A cite in the middle of the words is an italic title."""
    assert pairs("<blockquote>I read <cite>The Times</cite> about it.</blockquote>") == [
        ("quote", "I read The Times about it.")
    ]


def test_paragraphs_and_lines_of_a_quotation() -> None:
    """Each printed line is a block."""
    body = "<blockquote><p>I: And then?</p><p>P1: It closed.<br>Nobody told us.</p></blockquote>"
    assert [text for _, text in pairs(body)] == [
        "I: And then?",
        "P1: It closed.",
        "Nobody told us.",
    ]


def test_pull_quotes_are_callouts() -> None:
    """Words printed a second time to catch the eye are no quotation; their only print is one."""
    body = (
        f"{WORDS}<p>“Nobody at all did that” (P4).</p>"
        "<blockquote class='pullquote'>Nobody at all did that.</blockquote>"
        "<figure class='wp-block-pullquote'><blockquote>We never met her, not once.</blockquote></figure>"
    )
    assert pairs(body)[2:] == [
        ("callout", "Nobody at all did that."),
        ("quote", "We never met her, not once."),
    ]


def test_tables_honour_spans() -> None:
    """Rows and columns count as printed; a spanning cell comes once."""
    body = (
        "<table><caption>Table 1</caption><thead><tr><th>Theme</th><th>Words</th></tr></thead>"
        "<tr><td rowspan=2>Told</td><td><p>“Nobody did.”</p><p>“Late.”</p></td></tr>"
        "<tr><td>“Never.” (P1)<br>“Once.” (P2)</td></tr></table>"
    )
    draft = read(body)
    assert draft.blocks[0].kind == "caption"
    assert [(b.text, b.row, b.column, b.header) for b in draft.blocks[1:]] == [
        ("Theme", 0, 0, None), ("Words", 0, 1, None), ("Told", 1, 0, "Theme"),
        ("“Nobody did.”", 1, 1, "Words"), ("“Late.”", 1, 1, "Words"),
        ("“Never.” (P1)", 2, 1, "Words"), ("“Once.” (P2)", 2, 1, "Words"),
    ]  # fmt: skip


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    """Old pages put everything into one."""
    assert pairs(f"<table><tr><td><h2>Part</h2>{WORDS}</td></tr></table>")[0] == ("heading", "Part")


def test_a_table_in_a_window_is_read_where_it_is_opened() -> None:
    """Journals show large tables in a window of their own."""
    body = (
        f"<article>{WORDS}<div><a data-target='#t1'><i>Thumbnail</i></a></div>{WORDS}</article>"
        "<div class='modal' id='t1'><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr>"
        "</table></div>"
    )
    assert [kind for kind, _ in pairs(body)] == ["paragraph", *["cell"] * 4, "paragraph"]


def test_references_are_references() -> None:
    """The list under the heading, until the next heading of its level."""
    body = (
        "<h2>References</h2><ol><li>Bloggs J.</li></ol><p>Smith A.</p><h2>Funding</h2><p>None.</p>"
    )
    assert [kind for kind, _ in pairs(body)] == [
        "heading", "reference", "reference", "heading", "paragraph"
    ]  # fmt: skip


def test_inline_text() -> None:
    """Italics are recorded, q gets the marks that browsers print, two breaks part paragraphs."""
    draft = read(
        "<p>One <em>two</em>\n  <i>three</i>, <q>four</q><br>five<br><br>six&nbsp; seven</p>"
    )
    assert [block.text for block in draft.blocks] == ["One two three, “four” five", "six seven"]
    assert draft.blocks[0].italics == ((4, 13),)


def test_facts_of_journals() -> None:
    """The names that journals put into the head of their pages."""
    metas = {
        "citation_title": "An invented example", "citation_author": "Bloggs, Jo",
        "citation_publication_date": "2021/03/04", "citation_doi": "doi:10.1234/abc.5",
        "citation_journal_title": "Journal of Examples", "citation_volume": "3",
    }  # fmt: skip
    head = "".join(f"<meta name='{name}' content='{value}'>" for name, value in metas.items())
    facts = read(WORDS, head, "lang='en-GB'").facts
    assert (facts.title, facts.authors, facts.year) == (
        "An invented example",
        ("Bloggs, Jo",),
        2021,
    )
    assert (facts.doi, facts.journal, facts.type) == (
        "10.1234/abc.5",
        "Journal of Examples",
        "article",
    )
    assert (facts.language, facts.extra) == ("en-GB", (("volume", "3"),))


def test_facts_of_other_pages() -> None:
    """Open Graph and Dublin Core; a page is a web page until it states a journal."""
    head = (
        "<meta property='og:title' content='Invented'><meta name='DC.creator' content='Jo Bloggs'>"
    )
    facts = read(WORDS, head + "<meta name='dc.date' content='6 May 2020'>").facts
    assert (facts.title, facts.authors, facts.year) == ("Invented", ("Jo Bloggs",), 2020)
    assert facts.type == "web page"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    """By mark, by declaration, by the bytes: the quotation marks come out."""
    stated = f"<meta charset='{encoding}'>" if encoding.startswith(("iso", "win")) else ""
    page = f"<html><head>{stated}</head><body><p>“Invented” naïve example</p></body></html>"
    encoded = page.encode("cp1252" if stated else encoding)
    assert read_html(encoded, limits=Limits()).blocks[0].text == "“Invented” naïve example"


def test_pages_without_text() -> None:
    """A page whose text a script would write says so."""
    for page in (b"<html></html>", b"<html><body><script>x</script></body></html>", b"<!-- x -->"):
        with pytest.raises(NoText):
            read_html(page, limits=Limits())


@pytest.mark.parametrize(
    "body", ["<div>" * 10_000 + "x" + "</div>" * 10_000, "<p>" + "x" * 12_000_000 + "</p>"]
)
def test_hostile_pages_are_refused(body: str) -> None:
    """The parser's bounds for depth and size are errors, not lost text."""
    with pytest.raises(Unreadable):
        read(body)


def test_deep_but_not_hostile() -> None:
    """Two hundred levels are read."""
    assert pairs("<div>" * 200 + "Invented example" + "</div>" * 200)


def test_short_paragraphs_in_bold_are_headings_where_the_page_has_no_others() -> None:
    """Office programs save headings that a writer only made bold as they stand."""
    made_bold = "<p><font face='X'><b>Finding the\n hours</b></font></p><p><b>P1:</b> never</p>"
    assert pairs(f"<main>{made_bold}{WORDS}</main>")[:2] == [
        ("heading", "Finding the hours"), ("paragraph", "P1: never")
    ]  # fmt: skip
    assert pairs(f"<main><h2>Results</h2>{made_bold}{WORDS}</main>")[1][0] == "paragraph"


def test_the_place_of_a_title_is_no_title() -> None:
    """What an office program writes where the writer gave none."""
    assert (
        read(f"<main>{WORDS}</main>", head="<title>- no title specified</title>").facts.title
        is None
    )


SHEETS = [
    (".cut{display:none}", "class=cut", False),
    ("span.cut, .other { Visibility : hidden }", "class=cut", False),
    (".body>p > .cut{display:none}", "class=cut", False),
    ("#x{display:none}", "id=x", False),
    ("@media screen{.cut{display:none}}", "class=cut", False),
    (".cut{font-size:0}", "class=cut", False),
    (".cut{position:absolute;left:-9999px}", "class=cut", False),
    (".cut{display:none!important} .cut{display:inline}", "class=cut", False),
    (".cut{display:none}", "class=cut style='color:red'", False),
    (".cut{display:none}", "class=cut style='display:inline'", True),
    (".cut{display:none} .cut{display:inline}", "class=cut", True),
    ("span.cut{display:inline} .cut{display:none}", "class=cut", True),
    ("@media print{.cut{display:none}}", "class=cut", True),
    ("@media (max-width:9em){.cut{display:none}}", "class=cut", True),
    ("@supports (display:grid){.cut{display:none}}", "class=cut", True),
    (".menu .cut{display:none}", "class=cut", True),
    (".cut:hover{display:none}", "class=cut", True),
    ("/* .cut{display:none} */ .cut{color:red", "class=cut", True),
    ("@import url(x); @font-face{font-family:none} .cuts{display:none}", "class=cut", True),
]


@pytest.mark.parametrize(("sheet", "attributes", "shown"), SHEETS)
def test_what_the_pages_own_style_sheet_hides(sheet: str, attributes: str, shown: bool) -> None:
    """As a browser's reader sees it: the important, the more specific, the later rule counts."""
    body = f"<div class='body'>{WORDS}<p>I do <span {attributes}>not </span>sing.</p></div>"
    words = read(body, head=f"<style>{sheet}</style>").blocks[-1].text
    assert words == ("I do not sing." if shown else "I do sing.")


def test_a_style_sheet_that_hides_most_of_a_page_hides_nothing() -> None:
    """It waits for a script to show it."""
    body = f"<div class='late'>{WORDS * 4}</div>{WORDS}"
    for sheet in (".late{display:none}", "body{visibility:hidden}"):
        assert read(body, head=f"<style>{sheet}</style>").blocks == read(body).blocks


def test_many_hidden_words_are_told() -> None:
    """A note says how many words a page's style sheet kept back."""
    body = f"{WORDS * 4}<p class='tab'>{'There is more behind this tab. ' * 4}</p>"
    draft = read(body, head="<style>.tab{display:none}</style>")
    assert draft.warnings == ("24 words that the page's own style sheet hides were not read",)
    assert (
        read(f"{WORDS * 4}<p class=tab>More</p>", head="<style>.tab{display:none}</style>").warnings
        == ()
    )
