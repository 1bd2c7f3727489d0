"""The invented paper as an OpenDocument text: by the styles of LibreOffice, or by the look of its lines."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from renderings.marked_up import packed
from renderings.source import AUTHORS, TITLE, Heading, Paragraph, Part, Quote, Table

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("style", "style"), ("table", "table"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta"), ("draw", "drawing"),
    )
)  # fmt: skip
_NAMES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
MIME = "application/vnd.oasis.opendocument.text"
_STYLES = """
<style:style style:name="Title" style:family="paragraph"/>
<style:style style:name="Heading_20_1" style:display-name="Heading 1" style:family="paragraph"/>
<style:style style:name="Quotations" style:family="paragraph"/>
<style:style style:name="Table" style:family="paragraph"/>
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-left="1cm" fo:margin-right="1cm"/></style:style>
<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties fo:margin-left="1.25cm" fo:margin-right="0cm"/></style:style>
<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/></style:style>
<style:style style:name="T3" style:family="text"><style:text-properties text:display="none"/></style:style>
"""


def odt(parts: Iterable[Part], *, attributed: bool) -> bytes:
    """`attributed`: a manuscript without styles, its headings bold, its quotations set in."""
    body = f'<text:p text:style-name="Title">{escape(TITLE)}</text:p>'
    return of_body(body + "".join(_part(part, attributed) for part in parts))


def of_body(body: str, **more: str) -> bytes:
    """A file with this in its text, and more parts."""
    return packed({"mimetype": MIME, "content.xml": content(body), "meta.xml": _meta(), **more})


def content(body: str) -> str:
    """The part that holds the text."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES}>'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def flat(body: str) -> bytes:
    """The same in one file."""
    return (
        content(body)
        .replace("office:document-content", f'office:document office:mimetype="{MIME}"', 1)
        .replace("office:document-content", "office:document")
        .encode()
    )


def _meta() -> str:
    author = "; ".join(f"{given} {surname}" for given, surname in AUTHORS)
    return (
        f"<office:document-meta {_NAMES}><office:meta><dc:title>{escape(TITLE)}</dc:title>"
        f"<meta:initial-creator>{author}</meta:initial-creator><dc:language>en-GB</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _part(part: Part, attributed: bool) -> str:
    match part:
        case Heading(_, words) if attributed:
            return f'<text:p><text:span text:style-name="T1">{escape(words)}</text:span></text:p>'
        case Heading(level, words):
            return f'<text:h text:outline-level="{level}">{escape(words)}</text:h>'
        case Paragraph(words):
            return f"<text:p>{escape(words)}</text:p>"
        case Quote(words, label) if attributed:
            return f'<text:p text:style-name="P1">{escape(words)} ({escape(label)})</text:p>'
        case Quote(words, label):
            return (
                f'<text:p text:style-name="Quotations">‘{escape(words)}’ ({escape(label)})</text:p>'
            )
        case Table(caption, head, rows):
            return f'<text:p text:style-name="Table">{escape(caption)}</text:p>' + table(
                head, *rows
            )


def table(*rows: tuple[str, ...]) -> str:
    """A table of these rows."""
    lines = (
        "".join(
            f"<table:table-cell><text:p>{escape(one)}</text:p></table:table-cell>" for one in row
        )
        for row in rows
    )
    return (
        "<table:table>"
        + "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
        + "</table:table>"
    )
