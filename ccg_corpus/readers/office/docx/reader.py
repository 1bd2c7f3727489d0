"""Word files: bytes in, blocks and the properties of the file out.

python-docx opens the package and knows its parts; the walk is ours, because its document leaves out
tracked changes, content controls, text boxes and notes. Sizes are looked at before it unpacks
anything; entities are never resolved, nothing is fetched. Word does not say on which page a
paragraph is printed, so there are no pages.
"""

from __future__ import annotations

import zlib
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

from ccg_corpus.core.errors import NoText, Unreadable, Unsupported
from ccg_corpus.core.model import Draft, DraftBlock, Facts
from ccg_corpus.readers.facts import names_of, one_line, plausible_title
from ccg_corpus.readers.limits import MB, Limits
from ccg_corpus.readers.office.docx.chunks import chunk_of
from ccg_corpus.readers.office.docx.numbers import Numbers
from ccg_corpus.readers.office.docx.repair import mended
from ccg_corpus.readers.office.docx.styles import qualified, read_styles
from ccg_corpus.readers.office.docx.walk import DocxWalk
from ccg_corpus.readers.office.styles import Styles
from ccg_corpus.readers.package import MAX_PART_BYTES, open_package
from ccg_corpus.readers.xml.xml_tree import said_plainly

_AGAIN = "open it in Word and save it again"
_NOTE_PARTS = {"footnote": "footnotes", "endnote": "endnotes"}


def read_docx(data: bytes, *, limits: Limits) -> Draft:
    """The blocks of a Word file, tracked insertions in, deletions out."""
    package = _open(data, limits)
    part = package.main_document_part
    root = _root_of(part)
    body = root.find(qualified("body"))
    if body is None:
        raise Unsupported(f"a Word package without a text: its root is <{root.tag}>")
    numbers = Numbers(_related(part, "numbering"), _related(part, "styles"))
    chunks = partial(chunk_of, part, limits=limits)
    walk = DocxWalk(_styles(part), _notes(part), chunks, numbers)
    for one in root.iterchildren(qualified("body")):  # a file may hold several
        walk.body(one)
    blocks = tuple(walk.blocks())
    if not blocks:
        raise NoText("the Word file holds no text")
    return Draft(format="docx", blocks=blocks, facts=_facts(package, blocks))


def _open(data: bytes, limits: Limits) -> Any:
    """The opened package.

    Raises: Unreadable for what Word itself would not open; Unsupported for other Office files.
    """
    with open_package(data, limits=limits) as files:
        names = set(files.namelist())
        if "[Content_Types].xml" not in names:
            raise Unreadable("a Word file without its list of contents", hint=_AGAIN)
        large = next((one for one in files.infolist() if _is_large_text(one)), None)
        if large is not None:
            raise Unreadable(f"{large.filename} is too large: {large.file_size / MB:,.0f} MB")
    try:
        return _opened(data)
    except Unreadable as error:
        try:
            again = mended(data)
        except (BadZipFile, EOFError, NotImplementedError, OSError, zlib.error):
            raise error from None
        return _opened(again)


def _opened(data: bytes) -> Any:
    from docx.package import Package
    from lxml.etree import XMLSyntaxError

    try:
        package = Package.open(BytesIO(data))
        package.main_document_part  # noqa: B018  (found when it is asked for)
    except XMLSyntaxError as exc:
        raise Unreadable(
            f"a damaged Word file: {said_plainly(exc.msg or '')}", hint=_AGAIN
        ) from exc
    except (
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        BadZipFile,
        EOFError,
        zlib.error,
    ) as exc:
        raise Unreadable(f"a damaged Word file: {_why(exc)}", hint=_AGAIN) from exc
    return package


def _is_large_text(entry: Any) -> bool:
    is_text = entry.filename.endswith((".xml", ".rels"))
    return bool(is_text and entry.file_size > MAX_PART_BYTES)


def _why(error: Exception) -> str:
    return (one_line(str(error).strip("\"'")) or type(error).__name__)[:120]


def _root_of(part: Any) -> Any:
    """A part's tree; python-docx has none for parts it does not know (.docm, notes)."""
    from docx.oxml.parser import parse_xml
    from lxml.etree import XMLSyntaxError

    element = getattr(part, "element", None)
    if element is not None:
        return element
    try:
        return parse_xml(part.blob)
    except XMLSyntaxError as exc:
        raise Unreadable(
            f"a damaged Word file: {said_plainly(exc.msg or '')}", hint=_AGAIN
        ) from exc


def _related(part: Any, kind: str) -> Any:
    """The tree of a part that this one names, by the end of the relationship's type."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            return _root_of(relation.target_part)
    return None


def _styles(part: Any) -> Styles:
    root = _related(part, "styles")
    return Styles({}) if root is None else read_styles(root)


def _notes(part: Any) -> dict[tuple[str, str], Any]:
    """Footnotes and endnotes by kind and number; the lines that part them are no notes."""
    found = {}
    for kind, name in _NOTE_PARTS.items():
        root = _related(part, name)
        for note in () if root is None else root.iterchildren(qualified(kind)):
            if note.get(qualified("type"), "normal") == "normal":
                found[kind, note.get(qualified("id"), "")] = note
    return found


def _facts(package: Any, blocks: tuple[DraftBlock, ...]) -> Facts:
    """What the file's properties state, where it can be the work's. Dates are those of saving."""
    properties = package.core_properties
    printed = next((block.text for block in blocks if block.kind == "title"), None)
    stated = one_line(properties.title)
    authors = names_of(properties.author)
    return Facts(
        title=printed or (stated if plausible_title(stated) else None),
        authors=tuple(name for name in authors if " " in name),  # a lone word is an account
        language=one_line(properties.language),
    )
