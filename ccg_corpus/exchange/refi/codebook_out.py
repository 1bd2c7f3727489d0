"""The codebook as REFI-QDA has it: a tree of codes with definitions and colours; and a file of it.

Comes in: a `CodeTree`. Goes out: `Code` elements; the bytes of a .qdc.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ccg_corpus.codebook.reading import ADDED
from ccg_corpus.exchange import Exported, ExportWish
from ccg_corpus.exchange.refi.guids import allowed, guid, one_line, unlike
from ccg_corpus.exchange.refi.programs import program

if TYPE_CHECKING:
    from ccg_corpus.codebook import CodeTree
    from ccg_corpus.corpus import Corpus
    from ccg_corpus.project.config import Code
    from ccg_corpus.query import Query

CODEBOOK_SPACE = "urn:QDA-XML:codebook:1.0"
# What is written of a code, in one text and back: a line of its own each.
PARTS = (
    ("Use when", "use_when"), ("Not when", "not_when"), ("Example", "example"),
)  # fmt: skip
TERMS = "Terms"


def exported(corpus: Corpus, query: Query, wish: ExportWish) -> Exported:
    """The codebook as a file of its own; of a query nothing is asked, for a codebook is whole."""
    from lxml import etree

    from ccg_corpus import __version__

    tree = corpus.coding.tree
    root = etree.Element(
        f"{{{CODEBOOK_SPACE}}}CodeBook", origin=f"ccg {__version__}", nsmap={None: CODEBOOK_SPACE}
    )
    codes = etree.SubElement(root, f"{{{CODEBOOK_SPACE}}}Codes")
    put_codes(codes, tree, most=program(wish.program).names, space=CODEBOOK_SPACE)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return Exported(data, len(tree))


def code_names(tree: CodeTree, most: int) -> dict[str, str]:
    """What each code is called in a file, by slug: no two alike."""

    def wanted(code: Code) -> tuple[str, str, str]:
        parent = tree.parent(code.slug)
        above = one_line(tree[parent].title) if parent else ""
        return code.slug, one_line(code.title) or code.slug, above

    return unlike(map(wanted, tree.codes), most)


def put_codes(
    above: Any, tree: CodeTree, *, most: int, space: str, notes: dict[str, list[str]] | None = None
) -> list[str]:
    """The codes under an element, each with those under it: their names. `notes`: GUIDs of notes, by
    slug."""
    from lxml import etree

    names = code_names(tree, most)
    made: dict[str, Any] = {}
    for code in tree.codes:
        parent = tree.parent(code.slug)
        element = etree.SubElement(
            above if parent is None else made[parent],
            f"{{{space}}}Code",
            guid=guid("code", code.slug),
            name=names[code.slug],
            isCodable="true",
        )
        if code.colour:
            element.set("color", _six(code.colour))
        if text := description(code):
            etree.SubElement(element, f"{{{space}}}Description").text = allowed(text)
        for note in (notes or {}).get(code.slug, ()):
            etree.SubElement(element, f"{{{space}}}NoteRef", targetGUID=note)
        made[code.slug] = element
    return list(names.values())


def description(code: Code) -> str:
    """All that is written of a code."""
    lines = [code.definition or ""]
    lines += [f"{name}: {text}" for name, key in PARTS if (text := getattr(code, key))]
    if code.terms:
        lines.append(f"{TERMS}: {'; '.join(code.terms)}")
    lines += [f"{name}: {text}" for name, text in code.notes if name != ADDED]
    return "\n".join(line for line in lines if line)


def _six(colour: str) -> str:
    """#abc in full, which not every program reads."""
    return colour if len(colour) > 4 else "#" + "".join(2 * sign for sign in colour[1:])
