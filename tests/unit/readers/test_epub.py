"""EPUB books: chapters in the order of the spine, facts, pages, and packages that mean harm."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from renderings.marked_up import packed

from ccg_corpus.core.errors import Encrypted, NoText, SourceError, Unreadable
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.web.epub import read_epub

CONTAINER = '<container><rootfiles><rootfile full-path="b/book.opf"/></rootfiles></container>'
XHTML = (
    '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="x"/></head>'
    "<body{attributes}>{body}</body></html>"
)


def chapter(body: str, attributes: str = "") -> str:
    return XHTML.format(body=body, attributes=attributes)


def book(
    chapters: dict[str, str], *, spine: tuple[str, ...] = (), more: str = "", **files: str
) -> bytes:
    kind = 'media-type="application/xhtml+xml"'
    navigation = {"nav": " properties='nav'"}
    items = "".join(
        f'<item id="{name}" href="{name}.xhtml" {kind}{navigation.get(name, "")}/>'
        for name in chapters
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in spine or chapters)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Invented example</dc:title>'
        "<dc:creator>Jo Bloggs</dc:creator><dc:language>en-GB</dc:language><dc:date>2020-01-01</dc:date>"
        f"<dc:publisher>Invented Press</dc:publisher></metadata><manifest>{items}</manifest>"
        f"<spine>{order}</spine>{more}</package>"
    )
    named = {name.replace("_", "/"): text for name, text in files.items()}
    return packed(
        {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "b/book.opf": package,
         **{f"b/{name}.xhtml": text for name, text in chapters.items()}, **named}
    )  # fmt: skip


def read(data: bytes) -> Draft:
    return read_epub(data, limits=Limits())


def test_chapters_in_the_order_of_the_spine() -> None:
    """Not that of the manifest or the package; what the spine does not name is not read."""
    data = book({"a": chapter("<p>A</p>"), "b": chapter("<p>B</p>"), "c": chapter("<p>C</p>")},
                spine=("c", "a"))  # fmt: skip
    assert [block.text for block in read(data).blocks] == ["C", "A"]


def test_contents_and_covers_are_left_out() -> None:
    """By the manifest, by the guide of older books, by what a page says of itself."""
    pages = {
        "nav": chapter("<nav><ol><li>One</li></ol></nav><p>Contents</p>"),
        "old": chapter("<p>Contents</p>"),
        "cover": chapter("<p>Cover</p>", " epub:type='cover'"),
        "one": chapter("<section epub:type='toc'><p>Contents</p></section><p>Text</p>"),
    }
    guide = '<guide><reference type="toc" href="old.xhtml#x"/></guide>'
    assert [block.text for block in read(book(pages, more=guide)).blocks] == ["Text"]


def test_chapters_are_walked_as_pages_are() -> None:
    """Headings, quotations with their source, notes; empty elements swallow nothing."""
    body = (
        "<h1>Hours</h1><p>We<a id='x'/> asked:<sup><a epub:type='noteref' href='#n'>1</a></sup></p>"
        "<blockquote><p>Nobody did.</p><footer>P1</footer></blockquote>"
        "<aside epub:type='footnote' id='n'><p>Nearly.</p></aside>"
    )
    assert [(b.kind, b.text) for b in read(book({"one": chapter(body)})).blocks] == [
        ("heading", "Hours"), ("paragraph", "We asked:"), ("quote", "Nobody did."),
        ("attribution", "P1"), ("note", "Nearly."),
    ]  # fmt: skip


def test_page_breaks_say_the_pages_of_the_print() -> None:
    """Those with a number; Roman ones have none."""
    body = (
        "<p>Front</p><span epub:type='pagebreak' title='12'/><p>One "
        "<span role='doc-pagebreak' aria-label='13'/>two</p>"
    )
    draft = read(book({"one": chapter(body)}))
    assert [(b.text, b.page, b.turns) for b in draft.blocks] == [
        ("Front", None, ()), ("One two", 12, ((4, 13),))
    ]  # fmt: skip


def test_facts_of_the_package() -> None:
    """Title, creators, year, language and publisher."""
    facts = read(book({"one": chapter("<p>Text</p>")})).facts
    assert (facts.title, facts.authors, facts.year) == ("Invented example", ("Jo Bloggs",), 2020)
    assert (facts.language, facts.extra) == ("en-GB", (("publisher", "Invented Press"),))


def test_a_bad_chapter_does_not_stop_the_others() -> None:
    """One that is not well-formed is read as a page; a missing one is named."""
    data = book({"one": "<html><body><p>Not closed<p>Text</body></html>"})
    assert [block.text for block in read(data).blocks] == ["Not closed", "Text"]
    lacking = book({"one": chapter("<p>Text</p>")}, more="").replace(b"b/one", b"b/two")
    with pytest.raises(SourceError):
        read(lacking)


def test_encrypted_books_say_so() -> None:
    """Where chapters are; fonts often are, which is no matter."""
    text = "<encryption><EncryptedData><CipherData><CipherReference URI='{}'/></CipherData></EncryptedData></encryption>"
    pages = {"one": chapter("<p>Text</p>")}
    with pytest.raises(Encrypted):
        read(book(pages, **{"META-INF_encryption.xml": text.format("b/one.xhtml")}))
    assert read(book(pages, **{"META-INF_encryption.xml": text.format("b/font.otf")})).blocks


def test_damaged_books_are_one_line() -> None:
    """No container, a container that names nothing, nothing but pictures, a bomb."""
    for data in (packed({"mimetype": "application/epub+zip"}),
                 packed({"META-INF/container.xml": CONTAINER})):  # fmt: skip
        with pytest.raises(Unreadable):
            read(data)
    with pytest.raises(NoText):
        read(book({"one": chapter("<img src='http://nowhere.invalid/x.png'/>")}))
    with pytest.raises(Unreadable, match="times its size"):
        read(book({"one": chapter("<p>" + " " * 30_000_000 + "</p>")}))


def test_pages_that_the_book_lists() -> None:
    """By its navigation, or by the NCX of EPUB 2, where the chapters only have places for them."""
    text = '<p id="p7">Nobody came up.</p><p><a id="p8"/>They never did.</p>'
    chapters = {"a": chapter(text), "nav": chapter(
        '<nav epub:type="page-list"><ol><li><a href="a.xhtml#p7">7</a></li>'
        '<li><a href="a.xhtml#p8">8</a></li></ol></nav>')}  # fmt: skip
    assert [block.page for block in read(book(chapters, spine=("a",))).blocks] == [7, 8]
    ncx = "".join(
        f'<pageTarget><navLabel><text>{n}</text></navLabel><content src="a.xhtml#p{n}"/></pageTarget>'
        for n in (7, 8)
    )
    old = book({"a": chapter(text)}, b_toc=f"<ncx><pageList>{ncx}</pageList></ncx>")
    assert [block.page for block in read(old).blocks] == [
        None,
        None,
    ]  # the package does not name it
    named = '<item id="ncx" href="toc" media-type="application/x-dtbncx+xml"/></manifest>'
    parts = {
        name: zipfile.ZipFile(BytesIO(old)).read(name)
        for name in zipfile.ZipFile(BytesIO(old)).namelist()
    }
    parts["b/book.opf"] = parts["b/book.opf"].replace(b"</manifest>", named.encode())
    assert [block.page for block in read(packed({**parts})).blocks] == [7, 8]


def test_a_page_of_links_into_the_book_is_no_text() -> None:
    """Contents that the metadata does not call so; a list of links elsewhere is text."""
    links = '<h1>Contents</h1><p><a href="a.xhtml">One</a></p><p><a href="b.xhtml">Two</a></p>'
    data = book({"c": chapter(links), "a": chapter("<p>A</p>"), "b": chapter("<p>B</p>"),
                 "d": chapter(links.replace("a.xhtml", "https://a.example"))})  # fmt: skip
    assert [block.text for block in read(data).blocks] == ["A", "B", "Contents", "One", "Two"]
