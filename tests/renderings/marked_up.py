"""The invented paper as HTML, JATS, TEI and EPUB: the same parts in each format's own elements.

`attributed`: the format states the quotations' sources in elements of their own and leaves the marks
and brackets away; otherwise both stand in the words, as the article prints them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable
from html import escape
from io import BytesIO

from renderings.source import (
    AUTHORS,
    DOI,
    JOURNAL,
    TITLE,
    VOLUME,
    YEAR,
    Heading,
    Paragraph,
    Part,
    Quote,
    Table,
)

Write = Callable[[Part, bool], str]


def html(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """A journal's page, with its navigation, its banner and its links to other articles."""
    authors = "".join(f'<meta name="citation_author" content="{g} {s}">' for g, s in AUTHORS)
    body = "".join(_html_part(part, attributed) for part in parts)
    return f"""<!doctype html><html lang="en-GB"><head><title>{TITLE} | {JOURNAL}</title>
<meta name="citation_title" content="{TITLE}">{authors}
<meta name="citation_journal_title" content="{JOURNAL}">
<meta name="citation_publication_date" content="{YEAR}/05/01"><meta name="citation_doi" content="{DOI}">
</head><body><div id="cookie-banner"><p>We use cookies. May we?</p></div>
<nav><ul><li><a href="/">Home</a></li></ul></nav><main><article><h1>{TITLE}</h1>{body}</article>
<section class="c-recommendations"><h2>Related articles</h2><p>Another invented article</p></section>
</main><footer><p>Invented press</p></footer></body></html>""".encode()


def _html_part(part: Part, attributed: bool) -> str:
    match part:
        case Heading(level, words):
            return f"<h{level + 1}>{escape(words)}</h{level + 1}>\n"
        case Paragraph(words):
            return f"<p>{escape(words)}</p>\n"
        case Quote(words, label) if attributed:
            return (
                f"<blockquote><p>{escape(words)}</p><footer>{escape(label)}</footer></blockquote>\n"
            )
        case Quote(words, label):
            return f"<blockquote><p>‘{escape(words)}’ ({escape(label)})</p></blockquote>\n"
        case Table(caption, head, rows):
            top = _row("tr", "th", head)
            lines = "".join(_row("tr", "td", row) for row in rows)
            return f"<table><caption>{caption}</caption><thead>{top}</thead><tbody>{lines}</tbody></table>\n"


def _row(row: str, cell: str, words: Iterable[str]) -> str:
    return f"<{row}>{''.join(f'<{cell}>{escape(one)}</{cell}>' for one in words)}</{row}>"


def _nested(parts: Iterable[Part], write: Write, attributed: bool, section: str, title: str) -> str:
    """Sections within sections, as XML has them."""
    out, depth = [], 0
    for part in parts:
        if isinstance(part, Heading):
            closed = max(0, depth - part.level + 1)
            out.append(f"</{section}>" * closed)
            out.append(f"<{section}>" * (part.level - depth + closed))
            out.append(f"<{title}>{escape(part.words)}</{title}>\n")
            depth = part.level
        else:
            out.append(write(part, attributed))
    return "".join(out) + f"</{section}>" * depth


def jats(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """An article as PubMed Central gives it out."""
    names = "".join(
        f'<contrib contrib-type="author"><name><surname>{surname}</surname>'
        f"<given-names>{given}</given-names></name></contrib>"
        for given, surname in AUTHORS
    )
    body = _nested(parts, _jats_part, attributed, "sec", "title")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<article article-type="research-article" xml:lang="en"><front><journal-meta><journal-title-group>
<journal-title>{JOURNAL}</journal-title></journal-title-group></journal-meta><article-meta>
<article-id pub-id-type="doi">{DOI}</article-id>
<title-group><article-title>{TITLE}</article-title></title-group><contrib-group>{names}</contrib-group>
<pub-date pub-type="collection"><year>{YEAR}</year></pub-date><volume>{VOLUME}</volume>
</article-meta></front><body>{body}</body></article>""".encode()


def _jats_part(part: Part, attributed: bool) -> str:
    match part:
        case Quote(words, label) if attributed:
            return (
                f"<disp-quote><p>{escape(words)}</p><attrib>{escape(label)}</attrib></disp-quote>\n"
            )
        case Quote(words, label):
            return f"<disp-quote><p>‘{escape(words)}’ ({escape(label)})</p></disp-quote>\n"
        case Table(caption, head, rows):
            top = _row("tr", "th", head)
            lines = "".join(_row("tr", "td", row) for row in rows)
            label, _, title = caption.partition(". ")
            return (
                f"<table-wrap><label>{label}.</label><caption><title>{title}</title></caption>"
                f"<table><thead>{top}</thead><tbody>{lines}</tbody></table></table-wrap>\n"
            )
        case Heading(_, words) | Paragraph(words):
            return f"<p>{escape(words)}</p>\n"


def tei(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """TEI in the manner of GROBID: flat numbered divisions, the table behind them, page breaks."""
    names = "".join(
        f'<author><persName><forename type="first">{given}</forename><surname>{surname}</surname>'
        "</persName></author>"
        for given, surname in AUTHORS
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xml:space="preserve" xmlns="http://www.tei-c.org/ns/1.0"><teiHeader xml:lang="en"><fileDesc>
<titleStmt><title level="a" type="main">{TITLE}</title></titleStmt><publicationStmt><publisher/>
</publicationStmt><sourceDesc><biblStruct><analytic>{names}<title level="a" type="main">{TITLE}</title>
</analytic><monogr><title level="j" type="main">{JOURNAL}</title><imprint>
<biblScope unit="volume">{VOLUME}</biblScope><date type="published" when="{YEAR}-05-01">May {YEAR}</date>
</imprint></monogr><idno type="DOI">{DOI}</idno></biblStruct></sourceDesc></fileDesc></teiHeader>
<text xml:lang="en"><body><pb n="1"/>{"".join(_tei_parts(parts, attributed))}</body></text></TEI>""".encode()


def _tei_parts(parts: Iterable[Part], attributed: bool) -> Iterable[str]:
    numbers, floats = [0, 0, 0], []
    yield "<div>"
    for part in parts:
        match part:
            case Heading(level, words):
                numbers = [*numbers[:level], numbers[level] + 1, 0, 0]
                number = ".".join(str(one) for one in numbers[1 : level + 1])
                page = '<pb n="2"/>' if words == "Results" else ""
                yield f'</div>\n{page}<div><head n="{number}">{escape(words)}</head>'
            case Paragraph(words):
                yield f"<p>{escape(words)}</p>\n"
            case Quote(words, label) if attributed:
                yield f"<cit><quote><p>{escape(words)}</p></quote><bibl>{escape(label)}</bibl></cit>\n"
            case Quote(words, label):
                yield f"<quote>‘{escape(words)}’ ({escape(label)})</quote>\n"
            case Table(caption, head, rows):
                lines = "".join(_row("row", "cell", row) for row in (head, *rows))
                floats.append(
                    f'<figure type="table"><head>{caption}</head><label>1</label><figDesc></figDesc>'
                    f"<table>{lines}</table></figure>\n"
                )
    yield f"</div>{''.join(floats)}"


def epub(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """A book of one chapter a section, with a cover and a table of contents."""
    chapters: list[str] = [f"<h1>{TITLE}</h1>"]
    for part in parts:
        if isinstance(part, Heading) and part.level == 1:
            chapters.append("")
        chapters[-1] += _html_part(part, attributed)
    names = [f"chapter{number}" for number in range(len(chapters))]
    files = {
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        "OEBPS/book.opf": _package(names),
        "OEBPS/nav.xhtml": _chapter(f"<nav epub:type='toc'><ol><li>{TITLE}</li></ol></nav>"),
    }
    files |= {
        f"OEBPS/{name}.xhtml": _chapter(text) for name, text in zip(names, chapters, strict=True)
    }
    return packed({"mimetype": "application/epub+zip", **files})


def packed(files: dict[str, str | bytes]) -> bytes:
    """A ZIP file of these parts, the same bytes each time."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            package.writestr(zipfile.ZipInfo(name), content, compress_type=how)
    return out.getvalue()


def _chapter(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def _package(names: list[str]) -> str:
    kind = 'media-type="application/xhtml+xml"'
    items = "".join(f'<item id="{name}" href="{name}.xhtml" {kind}/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in ("nav", *names))
    creators = "".join(f"<dc:creator>{given} {surname}</dc:creator>" for given, surname in AUTHORS)
    return f"""<package xmlns="http://www.idpf.org/2007/opf" version="3.0">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{TITLE}</dc:title>{creators}
<dc:language>en</dc:language><dc:date>{YEAR}</dc:date><dc:identifier>doi:{DOI}</dc:identifier></metadata>
<manifest><item id="nav" href="nav.xhtml" {kind} properties="nav"/>{items}</manifest>
<spine>{spine}</spine></package>"""
