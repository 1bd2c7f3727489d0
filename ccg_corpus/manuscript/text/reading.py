"""A manuscript's file → its document, and where in the file each of its words stands.

In: a path (.docx, .odt, .md, .tex, .html, .txt and whatever else the readers read). Out: `Manuscript`.
The file is read as a paper's is and never written to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from pathlib import Path

from ccg_corpus.core.errors import SourceError
from ccg_corpus.core.model import Document, Draft
from ccg_corpus.manuscript.text.citations import KEY
from ccg_corpus.manuscript.text.finding import Quoted
from ccg_corpus.readers import Limits, open_source, read_bytes, read_draft_of
from ccg_corpus.rebuild import rebuild_document

_LINED = ("markdown", "text", "html", "latex")
_REFERENCES = re.compile(r"references|bibliography|literature|works cited|reference list", re.I)
_NEAR = 600  # code points between a quotation and its key in the file


@dataclass
class Manuscript:
    """A manuscript that was read. `raw` is the file's text where it has lines, "" elsewhere."""

    path: Path
    document: Document
    raw: str = ""
    keys: list[tuple[int, str]] = field(default_factory=list)
    _at: list[int] = field(default_factory=list)
    _letters: str = ""
    _lines: list[int] = field(default_factory=list)
    _from: int = 0
    _known: dict[tuple[int, int], int | None] = field(default_factory=dict)

    def references(self) -> list[str]:
        """The entries of its reference list, in order."""
        document = self.document
        found = [document.slice(b.span) for b in document.blocks if b.kind == "reference"]
        if found:
            return found
        for at, block in enumerate(document.blocks):
            if block.kind == "heading" and _REFERENCES.fullmatch(
                document.slice(block.span).strip(" .:#*0123456789")
            ):
                rest = document.blocks[at + 1 :]
                return [document.slice(one.span) for one in rest if one.kind != "heading"]
        return []

    def place(self, one: Quoted) -> str:
        """Where a quotation stands: a line of the file, or a paragraph under its heading."""
        line = self.line(one)
        if line is not None:
            return f"line {line}"
        blocks = self.document.blocks
        block = blocks[one.block]
        heads = [self.document.slice(blocks[at].span) for at in block.headings[-1:]]
        under = f", {heads[0]}" if heads else ""
        if block.kind == "note":
            return f"note{under}"
        if block.kind == "cell":
            return f"table {block.table}, row {(block.row or 0) + 1}{under}"
        number = sum(b.kind not in ("cell", "note") for b in blocks[: one.block + 1])
        return f"paragraph {number}{under}"

    def line(self, one: Quoted) -> int | None:
        """The line of the file in which a quotation begins; None where it has no lines."""
        offset = self.offset(one)
        return None if offset is None else bisect_right(self._lines, offset)

    def offset(self, one: Quoted) -> int | None:
        """Where in the file's text a quotation begins."""
        if not self.raw:
            return None
        if one.span not in self._known:
            self._known[one.span] = self._looked_up(one)
        return self._known[one.span]

    def _looked_up(self, one: Quoted) -> int | None:
        if not self._lines:
            self._lines = [0, *(m.end() for m in re.finditer("\n", self.raw))]
            self._at = [at for at, sign in enumerate(self.raw) if sign.isalnum()]
            self._letters = "".join(self.raw[at].casefold()[:1] for at in self._at)
        wanted = "".join(sign.casefold()[:1] for sign in one.text if sign.isalnum())[:40]
        found = self._letters.find(wanted, self._from) if wanted else -1
        if found < 0 and wanted:
            found = self._letters.find(wanted[:16], 0)
        if found < 0:
            return None
        self._from = found + 1
        return self._at[found]

    def keyed(self, one: Quoted) -> Quoted:
        """The quotation with the key that stands hidden behind it in the file."""
        if one.tag.key or not self.keys:
            return one
        offset = self.offset(one)
        if offset is None:
            return one
        near = [id for at, id in self.keys if 0 <= at - offset <= len(one.text) + _NEAR]
        return replace(one, tag=replace(one.tag, key=near[0])) if near else one


def read_manuscript(path: Path) -> Manuscript:
    """What a manuscript's file prints.

    Raises: SourceError, with the path.
    """
    limits = Limits()
    try:
        with open_source(path) as file:
            data = read_bytes(file, limits=limits)
        draft = _draft(data, path.name, limits)
    except SourceError as error:
        error.path = error.path or path
        raise
    document = rebuild_document(draft, path.name)
    raw = _text_of(data) if draft.format in _LINED else ""
    return Manuscript(path, document, raw, hidden_keys(raw))


def _draft(data: bytes, name: str, limits: Limits) -> Draft:
    if name.lower().endswith((".tex", ".ltx")):
        from ccg_corpus.manuscript.text.latex import read_latex

        return read_latex(_text_of(data))
    return read_draft_of(data, name, limits=limits)


def _text_of(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def hidden_keys(raw: str) -> list[tuple[int, str]]:
    """Keys of the corpus in a file's text that print does not show: in a comment, or in a link."""
    pattern = re.compile(
        rf"(?:<!--[^>]*?|\]\((?:ccg:)?|href=[\"'](?:ccg:)?|%\s*(?:ccg:?\s*)?|\\href\{{(?:ccg:)?|id=[\"']ccg[-:]){KEY.pattern}"
    )
    return [(match.start(), match["id"]) for match in pattern.finditer(raw)]
