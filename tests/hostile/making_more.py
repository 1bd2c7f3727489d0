"""More hostile files, of formats and tricks that came later: as in `making`, a name → its bytes."""

from __future__ import annotations

import io
import zipfile

from making import WORDS, Make, jats, zipped
from renderings.opendocument import MIME, content

SAID = "“Nobody came up the stairs of this invented example that day” (Keeper 2). "


def odt(body: str, *, styles: str = "", **more: str) -> bytes:
    """An OpenDocument text, not packed: a bomb must not be found by its size."""
    text = content(body).replace(
        "</office:automatic-styles>", f"{styles}</office:automatic-styles>"
    )
    parts = {"mimetype": MIME, "content.xml": text, **more}
    named = [(name.replace("_", "/"), part.encode()) for name, part in parts.items()]
    return zipped(named, method=zipfile.ZIP_STORED)


def ring_of_styles(count: int = 20_000) -> bytes:
    """Each is based on the next, and the last on the first."""
    kind = 'style:family="paragraph" style:parent-style-name='
    styles = "".join(
        f'<style:style style:name="a{n}" {kind}"a{(n + 1) % count}"/>' for n in range(count)
    )
    return odt(f'<text:p text:style-name="a0">{SAID}</text:p>', styles=styles)


def nested_tables(levels: int = 200) -> bytes:
    """A Word file whose tables hold tables."""
    from docx import Document
    from docx.oxml import parse_xml

    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    document, out = Document(), io.BytesIO()
    document.element.body.insert(0, parse_xml(f"<w:p {names}>PLACE</w:p>"))
    document.save(out)
    with zipfile.ZipFile(out) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    tables = b"<w:tbl><w:tr><w:tc>" * levels + b"</w:tc></w:tr></w:tbl>" * levels
    return zipped([(name, part.replace(b"PLACE", tables)) for name, part in parts])


def epub(package: str | None, **chapters: str) -> bytes:
    """A book with this package document."""
    container = '<container><rootfiles><rootfile full-path="b/c.opf"/></rootfiles></container>'
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": container}
    parts |= {"b/c.opf": package} if package is not None else {}
    parts |= {f"b/{name}.xhtml": text for name, text in chapters.items()}
    return zipped([(name, part.encode()) for name, part in parts.items()])


def package_of(href: str, times: int = 1) -> str:
    """A package document whose spine names one chapter, so many times."""
    item = f'<item id="a" href="{href}" media-type="application/xhtml+xml"/>'
    spine = '<itemref idref="a"/>' * times
    return f"<package><manifest>{item}</manifest><spine>{spine}</spine></package>"


def articles(count: int = 20_000) -> bytes:
    one = "<article><body><p>a</p></body></article>"
    return f"<pmc-articleset>{one * count}</pmc-articleset>".encode()


def parameters() -> bytes:
    """Parameter entities that multiply."""
    names = "".join(f'<!ENTITY % p{n} "{f"%p{n - 1};" * 10}">' for n in range(1, 10))
    return jats("words", f'<!DOCTYPE article [<!ENTITY % p0 "ha ha ha">{names} %p9;]>')


def zip64_lie() -> bytes:
    """A member that says it is as large as can be."""
    data = bytearray(zipped([("a.txt", WORDS)]))
    start = data.index(b"PK\x01\x02")
    data[start + 20 : start + 28] = b"\xff" * 8
    return bytes(data)


def escapes() -> bytes:
    """Names that lead out of the ZIP, a link, one name twice, names that differ in case alone."""
    link = zipfile.ZipInfo("link.txt")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    names = ("../../up.txt", "/abs.txt", "C:\\drive.txt", "a/\x01b.txt", "Same.txt", "same.txt")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        for n, name in enumerate(names):
            archive.writestr(zipfile.ZipInfo(name), f"Example {n}. {SAID}" * (n + 3))
    return out.getvalue()


def aliases(levels: int = 30) -> bytes:
    """Front matter whose lists hold the one before eight times."""
    lines = ["a0: &a0 [x]"]
    for n in range(1, levels):
        lines.append(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]")
    return "\n".join(["---", *lines, f"title: *a{levels - 1}", "---", SAID]).encode()


MORE_FAILING: dict[str, tuple[Make, str]] = {
    "nested.odt": (lambda: odt("<text:p>" + "<text:span>" * 50_000), "XML nested too deeply"),
    "encrypted.odt": (
        lambda: odt("", **{"META-INF_manifest.xml": "<encryption-data/>"}), "asks for a password",
    ),
    "nested.docx": (nested_tables, "XML nested too deeply"),
    "no-package.epub": (lambda: epub(None), "an EPUB without the package document"),
    "itself.epub": (lambda: epub(package_of("c.opf")), "the book holds no text"),
    "outside.epub": (lambda: epub(package_of("../../../etc/passwd")), "the book holds no text"),
    "articles.xml": (articles, "20,000 articles, the limit is 10,000"),
    "parameters.xml": (parameters, "not well-formed XML"),
    "zip64-lie.zip": (zip64_lie, "the limit is 4,000 MB"),
}  # fmt: skip

MORE_DOUBTFUL: dict[str, tuple[Make, str]] = {
    "aliases.md": (aliases, "the front matter is not valid YAML"),
}

MORE_ENDING: dict[str, Make] = {
    "ring-of-styles.odt": ring_of_styles,
    "spine.epub": lambda: epub(package_of("a.xhtml", 50_000), a=f"<html><body><p>{SAID}"),
    "bytes.rtf": lambda: b"{\\rtf1 \\bin99999999999999999999999 " + WORDS + b"}",
    "halves.rtf": lambda: b"{\\rtf1 \\u-10179? " + WORDS + b"}",
    "utf-32.txt": lambda: (SAID * 9).encode("utf-32-be"),
    "zeros-within.html": lambda: f"<html><body><p>{SAID}\x00{SAID}".encode(),
    "escapes.zip": escapes,
}
