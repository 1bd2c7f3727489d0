"""OpenDocument texts (LibreOffice, OpenOffice): bytes in, blocks and the file's own facts out.

A package of XML parts, or all of them in one file (.fodt). Sizes are looked at before anything is
unpacked; entities are never resolved, nothing is fetched. On which page a paragraph is printed is
not read: what the format says of pages is where one program broke them when it saved.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.errors import Encrypted, NoText, Unreadable, Unsupported
from ccg_corpus.core.model import Draft, DraftBlock, Facts
from ccg_corpus.readers.facts import names_of, one_line, plausible_title
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.odt.numbers import OdtNumbers
from ccg_corpus.readers.office.odt.styles import read_styles
from ccg_corpus.readers.office.odt.walk import OdtWalk
from ccg_corpus.readers.package import open_package, read_part
from ccg_corpus.readers.xml.xml_tree import parse_xml

_AGAIN = "open it in LibreOffice and save it again"
_MANIFEST = "META-INF/manifest.xml"


def read_odt(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of an OpenDocument text, tracked insertions in, deletions out."""
    parts = _parts(data, limits) if data.startswith(b"PK") else [parse_xml(data)]
    body = parts[0].find("body")
    text = body.find("text") if body is not None else None
    if text is None:
        kind = body[0].tag if body is not None and len(body) else "nothing"
        raise Unsupported(f"an OpenDocument file that holds no text but {kind}")
    walk = OdtWalk(*read_styles(parts), OdtNumbers(parts))
    walk.text(text)
    blocks = tuple(walk.blocks())
    if not blocks:
        raise NoText("the OpenDocument file holds no text")
    return Draft(format="odt", blocks=blocks, facts=_facts(parts, blocks))


def _parts(data: bytes, limits: Limits) -> list[Any]:
    """The trees of the content, of the styles and of the metadata, in that order."""
    with open_package(data, limits=limits) as package:
        if b"encryption-data" in (read_part(package, _MANIFEST) or b""):
            raise Encrypted("asks for a password", hint="save it without one")
        content = read_part(package, "content.xml")
        if content is None:
            raise Unreadable("an OpenDocument file without its content.xml", hint=_AGAIN)
        others = (read_part(package, name) for name in ("styles.xml", "meta.xml"))
        return [parse_xml(content), *(parse_xml(part) for part in others if part)]


def _facts(parts: list[Any], blocks: tuple[DraftBlock, ...]) -> Facts:
    """What the file's properties state, where it can be the work's. Dates are those of saving."""
    fields: dict[str, str] = {}
    for meta in (found for part in parts for found in part.iterchildren("meta")):
        for field in meta:
            if isinstance(field.tag, str) and (words := one_line("".join(field.itertext()))):
                fields.setdefault(field.tag, words)
    printed = next((block.text for block in blocks if block.kind == "title"), None)
    stated = fields.get("title")
    authors = names_of(fields.get("initial-creator") or fields.get("creator"))
    return Facts(
        title=printed or (stated if plausible_title(stated) else None),
        authors=tuple(name for name in authors if " " in name),  # a lone word is an account
        language=fields.get("language"),
    )
