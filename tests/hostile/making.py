"""Hostile and broken files, each made when it is asked for: a name → its bytes.

Comes in: nothing. Goes out: `FAILING`, files that can't be taken in, with what is said of them;
`DOUBTFUL`, files that can be, with a warning; `ENDING`, files of which only the end matters: they
are read or refused within the bounds. All invented; none is kept.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

Make = Callable[[], bytes]

# Some are as large as they would have to be only where that is asked for.
SHARE = 1 if "CCG_HOSTILE" in os.environ else 20

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>"
WORDS = b"Invented example of words that are long enough to be a layer of text. "


# PDF


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is the catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = b"/Size %d" % (len(objects) + 1)
    return bytes(
        out + b"trailer << %s /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, start)
    )


def stream(content: bytes, extra: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object."""
    data = zlib.compress(content, 9) if packed else content
    how = b"/Filter /FlateDecode" if packed else b""
    return b"<< /Length %d %s %s >>\nstream\n%s\nendstream" % (len(data), how, extra, data)


def one_page(content: bytes, *more: bytes, resources: bytes = b"", packed: bool = True) -> bytes:
    """A PDF of one page with this content; `more` objects are numbered from 6."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> %s >> >>" % resources,
        stream(content, packed=packed),
        FONT,
        *more,
    )


def text(words: bytes = WORDS * 3) -> bytes:
    """Content that prints some words."""
    return b"BT /F 12 Tf 50 700 Td (%s) Tj ET" % words


def encrypted() -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(PdfReader(io.BytesIO(one_page(text())))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def scanned(pages: int = 12, with_text: int = 0) -> bytes:
    """Pages that are pictures; the first ones also have words."""
    numbers = range(5, 5 + pages)
    picture = stream(
        b"\x00" * 64, b"/Type /XObject /Subtype /Image /Width 8 /Height 8"
        b" /ColorSpace /DeviceGray /BitsPerComponent 8"
    )  # fmt: skip
    show = b"q 600 0 0 800 0 0 cm /I Do Q "
    bodies = [
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
        b" /Resources << /XObject << /I 3 0 R >> /Font << /F 4 0 R >> >> >>" % (pages + number)
        for number in numbers
    ]
    layers = [
        text(b"Page %c: " % (97 + n) + WORDS * 3) if n < with_text else b"" for n in range(pages)
    ]
    contents = [stream(show + layer) for layer in layers]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, pages),
        picture,
        FONT,
        *bodies,
        *contents,
    )


def garbled() -> bytes:
    """A text layer of which every tenth character stands for none."""
    return one_page(text(b"Words of an \x01\x02 invented \x03\x04\x05 example " * 9))


def wide_tree(count: int = 300_000) -> bytes:
    """The same page, so many times."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * count, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )


def claimed_tree(count: int = 300_000) -> bytes:
    """One page that says it is so many."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count %d >>" % count,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )


def multiplied_tree(levels: int = 6, each: int = 10) -> bytes:
    """Ten nodes of ten nodes of ten nodes … a million pages in a few lines."""
    nodes = [
        b"<< /Type /Pages /Kids [%s] /Count %d >>"
        % (b"%d 0 R " % (level + 3) * each, each ** (levels - level))
        for level in range(levels)
    ]
    leaf = b"<< /Type /Page /MediaBox [0 0 9 9] >>"
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, leaf)


def deep_tree(levels: int = 60_000) -> bytes:
    """A page behind very many nodes."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (level + 3) for level in range(levels)]
    return pdf(b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, b"<< /Type /Page >>")


def circular_tree() -> bytes:
    """Nodes that hold one another."""
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 7 >>",
        b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 7 /Parent 2 0 R >>",
    )


def form(content: bytes, uses: bytes = b"") -> bytes:
    """A form XObject."""
    how = b"/Type /XObject /Subtype /Form /BBox [0 0 600 800]"
    return stream(content, how + b" /Resources << /XObject << %s >> >>" % uses)


def form_in_itself() -> bytes:
    return one_page(b"/X Do", form(b"/X Do", b"/X 6 0 R"), resources=b"/XObject << /X 6 0 R >>")


def forms_multiplied(levels: int = 12, each: int = 10) -> bytes:
    """Each form draws the next one ten times."""
    forms = [form(b"/X Do " * each, b"/X %d 0 R" % (7 + n)) for n in range(levels)]
    last = form(b"0 0 m")
    return one_page(b"/X Do", *forms, last, resources=b"/XObject << /X 6 0 R >>")


def operators(count: int = 900_000) -> bytes:
    return one_page(b"BT /F 12 Tf 50 700 Td " + b"(a) Tj " * count + b"ET")


def packed_stream(megabytes: int = 100) -> bytes:
    """A few hundred kilobytes that unpack to very many."""
    return one_page(b"q Q " * (megabytes * 250_000))


def packed_twice(megabytes: int = 100) -> bytes:
    """Packed within packed: a few kilobytes."""
    packer, inner = zlib.compressobj(9), bytearray()
    for _ in range(megabytes):
        inner += packer.compress(b"q Q " * 250_000)
    inner += packer.flush()
    data = zlib.compress(bytes(inner), 9)
    page = one_page(b"q")
    twice = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream"
    start = page.index(b"4 0 obj\n") + 8
    end = page.index(b"\nendobj", start)
    return page[:start] + twice % (len(data), data) + page[end:]


def previous_is_itself() -> bytes:
    whole = one_page(text())
    start = whole.rindex(b"startxref")
    place = int(whole[start:].split()[1])
    return whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % place)


def length_of_itself() -> bytes:
    return one_page(text()).replace(b"/Length", b"/Length 4 0 R /Was", 1)


def nested_arrays(levels: int = 300_000) -> bytes:
    return one_page(b"[" * levels + b"]" * levels + b" TJ")


def nested_dictionaries(levels: int = 100_000) -> bytes:
    return pdf(
        b"<< /Type /Catalog /Pages 2 0 R /X %s 1 %s >>" % (b"<< /X " * levels, b">> " * levels),
        b"<< /Type /Pages /Kids [] /Count 0 >>",
    )


# XML, HTML, Markdown, text


def jats(body: str, doctype: str = "") -> bytes:
    """An article with this in its body."""
    front = "<front><article-meta><title-group><article-title>Invented</article-title>"
    return (
        f'<?xml version="1.0"?>{doctype}<article article-type="research-article">'
        f"{front}</title-group></article-meta></front><body><p>{body}</p></body></article>"
    ).encode()


def billion_laughs() -> bytes:
    names = [f"l{n}" for n in range(10)]
    entities = [f'<!ENTITY {names[0]} "ha ha ha ">'] + [
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    ]
    return jats(f"&{names[-1]};", f"<!DOCTYPE article [{''.join(entities)}]>")


def quadratic_blow_up() -> bytes:
    doctype = f'<!DOCTYPE article [<!ENTITY big "{"ha " * 100_000}">]>'
    return jats("&big;" * 50_000, doctype)


def external(target: str) -> bytes:
    return jats("Words. &secret;", f'<!DOCTYPE article [<!ENTITY secret SYSTEM "{target}">]>')


def external_subset(target: str) -> bytes:
    return jats("Words.", f'<!DOCTYPE article SYSTEM "{target}">')


def external_parameter(target: str) -> bytes:
    return jats("Words.", f'<!DOCTYPE article [<!ENTITY % more SYSTEM "{target}"> %more;]>')


def nested_xml(levels: int = 400_000) -> bytes:
    return jats("<sec>" * levels + "words" + "</sec>" * levels)


def nested_html(levels: int = 300_000) -> bytes:
    return b"<html><body>" + b"<div>" * levels + b"words" + b"</div>" * levels


def nested_blockquotes(levels: int = 100_000) -> bytes:
    return b">" * levels + b" words"


def brackets(count: int = 100_000) -> bytes:
    return b"[" * count + b"words" + b"](" * count


def emphases(count: int = 60_000 // SHARE) -> bytes:
    return b"*a **b " * count


def one_line(megabytes: int = 60 // SHARE) -> bytes:
    return WORDS * (megabytes * 1_000_000 // len(WORDS))


def marks(count: int = 2_000_000 // SHARE) -> bytes:
    return "“‘".encode() * count


# ZIP


def zipped(members: list[tuple[str, bytes]], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return out.getvalue()


def flat_bomb(megabytes: int = 150) -> bytes:
    return zipped([("bomb.txt", b"\x20" * (megabytes * 1_000_000))])


def lying_bomb() -> bytes:
    """Unpacks to a hundred times what it says."""
    data = zipped([("bomb.txt", b"ha " * 3_000_000)])
    return data.replace(struct.pack("<I", 9_000_000), struct.pack("<I", 90_000))


def many_members(count: int = 30_000) -> bytes:
    return zipped([(f"{n}.txt", b"") for n in range(count)], method=zipfile.ZIP_STORED)


def claimed_sizes() -> bytes:
    """Members that together say they are terabytes."""
    data = zipped([(f"{n}.txt", b"ha " * 333) for n in range(2000)])
    return data.replace(struct.pack("<I", 999), struct.pack("<I", 0xFFFFFFF0))


def overlapping(count: int = 1000) -> bytes:
    """Every entry of the directory points to the same bytes."""
    whole = zipped([("a.txt", b"ha " * 300_000)])
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    entry = whole[start:end]
    directory = b"".join(entry[:46] + b"%c.txt" % (97 + n % 26) for n in range(count))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
    return whole[:start] + directory + tail


def zip_in_zip(levels: int = 5) -> bytes:
    data = b"ha " * 100_000
    name = "bomb.txt"
    for _ in range(levels):
        data, name = zipped([(f"{n}-{name}", data) for n in range(10)]), "more.zip"
    return data


def encrypted_member() -> bytes:
    data = bytearray(zipped([("a.txt", WORDS)]))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


HTTP = "http://127.0.0.1:9/fetched.dtd"

FAILING: dict[str, tuple[Make, str]] = {
    "encrypted.pdf": (encrypted, "asks for a password (save a copy without one)"),
    "truncated.pdf": (lambda: one_page(text())[:300], "damaged PDF"),
    "scanned.pdf": (scanned, "scanned, needs OCR: pages 1–12"),
    "empty.pdf": (lambda: b"", "the file is empty"),
    "zeros.txt": (lambda: b"\x00" * 5000, ""),
    "wrong-name.pdf": (lambda: b"\x89PNG\r\n\x1a\n" + b"\x00\x01\x02" * 500, "an image"),
    "binary.txt": (lambda: bytes(range(256)) * 40, ""),
    "wide-tree.pdf": (wide_tree, ""),
    "claimed-tree.pdf": (claimed_tree, ""),
    "multiplied-tree.pdf": (multiplied_tree, ""),
    "deep-tree.pdf": (deep_tree, ""),
    "circular-tree.pdf": (circular_tree, ""),
    "form-in-itself.pdf": (form_in_itself, ""),
    "forms-multiplied.pdf": (forms_multiplied, ""),
    "packed-stream.pdf": (packed_stream, ""),
    "packed-twice.pdf": (packed_twice, ""),
    "nested-arrays.pdf": (nested_arrays, ""),
    "nested-dictionaries.pdf": (nested_dictionaries, ""),
    "billion-laughs.xml": (billion_laughs, ""),
    "nested.xml": (nested_xml, ""),
    "flat-bomb.zip/bomb.txt": (flat_bomb, "unpacks to more than 200 times its size"),
    "lying-bomb.zip/bomb.txt": (lying_bomb, "damaged ZIP"),
    "many-members.zip": (many_members, "30,000 files, the limit is 10,000"),
    "claimed-sizes.zip": (claimed_sizes, "the limit is 4,000 MB"),
    "overlapping.zip": (overlapping, "damaged ZIP: its files overlap"),
    "zip-in-zip.zip/0-more.zip": (zip_in_zip, "a ZIP in a ZIP (unpack the outer one)"),
    "encrypted.zip/a.txt": (encrypted_member, "asks for a password (unpack the ZIP)"),
    "truncated.zip": (lambda: zipped([("a.txt", WORDS)])[:60], "damaged ZIP"),
    "no-members.zip": (lambda: zipped([]), "the ZIP holds no files"),
    "nothing-for-us.zip": (lambda: zipped([("a.exe", WORDS)]), "the ZIP holds no file that"),
}

DOUBTFUL: dict[str, tuple[Make, str]] = {
    "partly-scanned.pdf": (lambda: scanned(5, with_text=3), "partly scanned, needs OCR: pages 4–5"),
    "garbled.pdf": (garbled, "garbled text layer"),
}

ENDING: dict[str, Make] = {
    "operators.pdf": operators,
    "quadratic-blow-up.xml": quadratic_blow_up,
    "previous-is-itself.pdf": previous_is_itself,
    "length-of-itself.pdf": length_of_itself,
    "external-file.xml": lambda: external("file:///etc/hostname"),
    "external-http.xml": lambda: external(HTTP),
    "external-subset.xml": lambda: external_subset(HTTP),
    "external-parameter.xml": lambda: external_parameter(HTTP),
    "nested.html": nested_html,
    "nested-blockquotes.md": nested_blockquotes,
    "brackets.md": brackets,
    "emphases.md": emphases,
    "one-line.txt": one_line,
    "marks.txt": marks,
}
