"""Books of the JATS family, and files that hold several articles. Invented examples."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from ccg_corpus.core.errors import Unreadable
from ccg_corpus.ingest import ingest
from ccg_corpus.project.config import load_config
from ccg_corpus.readers import open_folder, read_draft_of
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml.jats import read_jats

META = """<book-meta><book-id book-id-type="doi">10.1234/book</book-id><book-title-group>
<book-title>Lamps and ladders</book-title></book-title-group><contrib-group>
<contrib contrib-type="author"><name><surname>Bloggs</surname><given-names>Jo</given-names></name>
</contrib></contrib-group><pub-date><year>2018</year></pub-date>
<publisher><publisher-name>Example Press</publisher-name></publisher></book-meta>"""
CHAPTER = """<book-part><book-part-meta><title-group><label>Chapter 2</label>
<title>Keepers</title></title-group></book-part-meta><body><sec><title>Findings</title>
<p>They said:</p><disp-quote><p>Nobody came up.</p><attrib>Keeper 2</attrib></disp-quote></sec>
</body></book-part>"""


def article(title: str, identifier: str = "") -> str:
    return (
        f"<article><front><article-meta>{identifier}<title-group><article-title>{title}"
        f"</article-title></title-group></article-meta></front><body><p>Words of {title}.</p>"
        '<sub-article article-type="reviewer-report"><body><p>No.</p></body></sub-article></body></article>'
    )


def pmc(number: str) -> str:
    return f'<article-id pub-id-type="pmc">{number}</article-id>'


SET = (
    '<?xml version="1.0"?><!DOCTYPE pmc-articleset SYSTEM "x.dtd"><pmc-articleset>'
    f"{article('One', pmc('7001'))}{article('Two', pmc('PMC7002'))}{article('Three')}"
    "</pmc-articleset>"
).encode()


def test_a_chapter_is_a_document() -> None:
    """Its own title, the book's authors, year and name."""
    data = f"<book-part-wrapper>{META}{CHAPTER}</book-part-wrapper>".encode()
    draft = read_draft_of(data, "chapter.nxml", limits=Limits())
    assert [(block.kind, block.level, block.text) for block in draft.blocks] == [
        ("title", 0, "Keepers"), ("heading", 1, "Findings"), ("paragraph", 0, "They said:"),
        ("quote", 0, "Nobody came up."), ("attribution", 0, "Keeper 2"),
    ]  # fmt: skip
    facts = draft.facts
    assert (facts.title, facts.type, facts.journal) == ("Keepers", "chapter", "Lamps and ladders")
    assert (facts.authors, facts.year, facts.doi) == (("Bloggs J",), 2018, None)


def test_a_whole_book_is_one_document() -> None:
    """Its chapters are headings above those of their sections."""
    data = f"<book>{META}<book-body>{CHAPTER}{CHAPTER}</book-body></book>".encode()
    draft = read_draft_of(data, "book.xml", limits=Limits())
    headings = [(one.level, one.text) for one in draft.blocks if one.kind == "heading"]
    assert headings == [(1, "Chapter 2 Keepers"), (2, "Findings")] * 2
    assert (draft.facts.title, draft.facts.type) == ("Lamps and ladders", "book")
    assert draft.facts.doi == "10.1234/book"


def test_a_set_is_a_folder_of_its_articles() -> None:
    """Named by their numbers in PubMed Central, else by their place; each reads by itself."""
    folder = open_folder(BytesIO(SET), "set.xml", limits=Limits())
    assert folder is not None
    names = {name: number for number, name in folder.members()}
    assert list(names) == ["PMC7001.xml", "PMC7002.xml", "article-3.xml"]
    draft = read_jats(folder.read(names["PMC7002.xml"]), limits=Limits())
    assert draft.facts.title == "Two" and draft.blocks[-1].text == "Words of Two."


@pytest.mark.parametrize(
    "data",
    [
        article("One").encode(), b"<pmc-articleset>" + article("One").encode() + b"</pmc-articleset>",
        b"<TEI><text/></TEI>", b"<pmc-articleset><article", b"no XML", b"",
    ],
)  # fmt: skip
def test_what_is_no_set_stays_one_file(data: bytes) -> None:
    """One article, another format, or what is damaged: its reader has it, from its first byte."""
    file = BytesIO(data)
    assert open_folder(file, "one.xml", limits=Limits()) is None
    assert file.tell() == 0


def test_too_many_articles_are_refused() -> None:
    """As many as a ZIP may have files."""
    with pytest.raises(Unreadable, match="3 articles, the limit is 2"):
        open_folder(BytesIO(SET), "set.xml", limits=Limits(max_members=2))


def test_each_article_is_a_document(tmp_path: Path) -> None:
    """Of its own name in the corpus; of a changed file only the changed article is read again."""
    (tmp_path / "config.yaml").write_text("")
    (tmp_path / "corpus").mkdir()
    path = tmp_path / "corpus" / "set.xml"
    path.write_bytes(SET)
    report = ingest(load_config(tmp_path), jobs=1)
    assert report.added == tuple(
        f"corpus/set.xml/{name}.xml" for name in ("PMC7001", "PMC7002", "article-3")
    )
    path.write_bytes(SET.replace(b"Words of Two", b"Words of 2"))
    report = ingest(load_config(tmp_path), jobs=1)
    assert (report.changed, len(report.unchanged)) == (("corpus/set.xml/PMC7002.xml",), 2)
