"""TEI, as GROBID makes it from a PDF, and as editors write it: bytes in, blocks and facts out.

Entities are never resolved, nothing is fetched.
"""

from __future__ import annotations

from ccg_corpus.core.errors import NoText, Unsupported
from ccg_corpus.core.model import Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.xml.tei_facts import facts_of_header
from ccg_corpus.readers.xml.tei_walk import TeiWalk
from ccg_corpus.readers.xml.xml_tree import language_of, parse_xml


def read_tei(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of the first text of the file, and the facts of its header."""
    root = parse_xml(data)
    document = root if root.tag == "TEI" else root.find(".//TEI")
    if document is None or document.find("text") is None:
        raise Unsupported(f"XML, but not a TEI text: its root is <{root.tag}>")
    language = _language(document)
    walk = TeiWalk()
    walk.document(document)
    if not walk.writer.blocks:
        raise NoText("the TEI text is empty")
    warnings = tuple(f"&{name}; is not defined: left as it stands" for name in walk.unresolved)
    facts = facts_of_header(document, language=language)
    return Draft(format="tei", blocks=tuple(walk.writer.blocks), facts=facts, warnings=warnings)


def _language(document: object) -> str | None:
    """Of the text; GROBID states it on the header, editors often only in the profile."""
    for path in ("text", "teiHeader", "."):
        found = document.find(path)  # type: ignore[attr-defined]
        if found is not None and (stated := language_of(found)):
            return stated
    used = document.find("teiHeader/profileDesc/langUsage/language")  # type: ignore[attr-defined]
    return used.get("ident") if used is not None else None
