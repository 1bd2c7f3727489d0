"""PDFium behind the fragment interface: a page's shown text with its places, many times faster.

Bytes in, `Fragment`s out, as `pdf_stream` gives them: one for each stretch shown in one go, parted
at wide gaps. Used in the child process only, where pypdfium2 is installed. PDFium has its own view
of spaces and of marked content; lines, columns and everything after are ours for both parsers.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from ctypes import CFUNCTYPE, byref, c_double, c_int, c_ulong, c_ushort, c_void_p, cast, sizeof
from typing import Any

from ccg_corpus.readers.pdf_stream import WIDE_GAP, Fragment, along, turn_of

_HYPHENS = {0x0002: "-", 0xFFFE: "-"}  # what PDFium makes of a hyphen at a line's end
_ARTIFACT = "Artifact\0".encode("utf-16-le")
_MAX_MARKS = 16  # of one object


class PdfiumPages:
    """A document's pages. Raises PdfiumError where the file can't be opened."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2
        from pypdfium2 import raw

        self._raw = raw
        self._document = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> tuple[list[Fragment], tuple[float, float]]:
        """Fragments of a page (0-based), its bottom and top."""
        page = self._document[number]
        try:
            box = self._raw.FS_RECTF()
            self._raw.FPDF_GetPageBoundingBox(page.raw, byref(box))
            text = page.get_textpage()
            fragments = list(_Walk(self._raw, text).fragments())
            text.close()
            return fragments, (box.bottom, box.top)
        finally:
            page.close()


class _Walk:
    """The characters of one page, put together to fragments.

    Calls into the library are what costs time: the text comes in one, and where a text object
    ends is searched for in growing steps.
    """

    def __init__(self, raw: Any, text: Any) -> None:
        self._raw, self._text = raw, text.raw
        self._handle = cast(text.raw, c_void_p).value
        self._owner_of = _pointer_function(raw.FPDFText_GetTextObject)
        self._is_generated = _int_function(raw.FPDFText_IsGenerated)
        self._count = text.count_chars()
        self._characters = self._page_text(text)
        self._x, self._y = c_double(), c_double()
        self._matrix = raw.FS_MATRIX()
        self._box = raw.FS_RECTF()
        self._name, self._used = (c_ushort * 32)(), c_ulong()

    def _page_text(self, text: Any) -> str:
        """One character for each of the library's; hyphens at line ends are hyphens again."""
        shown: str = text.get_text_range(errors="replace") if self._count else ""
        if len(shown) != self._count:  # some stand for none, or for two
            get = self._raw.FPDFText_GetUnicode
            codes = (get(self._text, at) for at in range(self._count))
            shown = "".join(chr(c) if 0 < c < 0x110000 else "\ufffd" for c in codes)
        return shown.translate(_HYPHENS)

    def fragments(self) -> Iterator[Fragment]:
        """In the order in which the page shows them."""
        at = 0
        while at < self._count:
            owner = self._owner_of(self._handle, at)
            if owner is None:  # put in by the library between objects
                at += 1
                continue
            end = self._end_of(owner, at)
            if not self._is_artifact(owner):
                yield from self._object(at, end)
            at = end

    def _end_of(self, owner: int, start: int) -> int:
        """Behind the last character of a text object, whose characters follow one another."""
        inside, step = start, 16
        while self._belongs(inside + step, owner):
            inside, step = inside + step, 2 * step
        outside = inside + step
        while outside - inside > 1:
            middle = (inside + outside) // 2
            if self._belongs(middle, owner):
                inside = middle
            else:
                outside = middle
        while self._owner_of(self._handle, inside) != owner:
            inside -= 1  # what the library put in behind the object
        return inside + 1

    def _belongs(self, at: int, owner: int) -> bool:
        """Does the object show this character, or the next that it did not put in itself?"""
        while at < self._count:
            found = self._owner_of(self._handle, at)
            if found is not None:
                return bool(found == owner)
            at += 1
        return False

    def _is_artifact(self, owner: int) -> bool:
        """Whether the file says itself that the object is a running head or its like."""
        raw, shown = self._raw, cast(owner, self._raw.FPDF_PAGEOBJECT)
        for number in range(min(_MAX_MARKS, raw.FPDFPageObj_CountMarks(shown))):
            mark = raw.FPDFPageObj_GetMark(shown, number)
            raw.FPDFPageObjMark_GetName(mark, self._name, sizeof(self._name), byref(self._used))
            if bytes(self._name)[: self._used.value] == _ARTIFACT:
                return bool(raw.FPDFPageObjMark_GetParamValueType(mark, b"Type"))
        return False

    def _object(self, start: int, end: int) -> Iterator[Fragment]:
        """One object's characters, parted where a gap is wide."""
        text = self._characters[start:end]
        if not text.strip():
            return
        self._raw.FPDFText_GetMatrix(self._text, start, byref(self._matrix))
        m = self._matrix
        turn = turn_of((m.a, m.b, m.c, m.d, m.e, m.f))
        size = abs(self._raw.FPDFText_GetFontSize(self._text, start)) * math.hypot(m.c, m.d)
        if turn is None or size <= 0:
            return
        first, widest = start, 0.0
        for at, gap in self._gaps(start, text, turn):
            if gap > WIDE_GAP * size:
                yield self._made(first, at, turn, size, widest)
                first, widest = at + 1, 0.0
            else:
                widest = max(widest, gap)
        yield self._made(first, end, turn, size, widest)

    def _gaps(self, start: int, text: str, turn: int) -> Iterator[tuple[int, float]]:
        """Where spaces are and how wide: those the library put in, and the first of the text's.

        The text's own are alike on a line.
        """
        measured = False
        place = text.find(" ", 1)
        while 0 < place < len(text) - 1:
            at = start + place
            if not measured or self._is_generated(self._handle, at) == 1:
                measured = True
                yield at, self._start(at + 1, turn)[0] - self._end(at - 1, turn)
            place = text.find(" ", place + 1)

    def _made(self, first: int, end: int, turn: int, size: float, gap: float) -> Fragment:
        text = self._characters[first:end]
        x0, y = self._start(first, turn)
        x1 = self._end(first + max(1, len(text.rstrip())) - 1, turn)
        size = round(size, 3)  # single precision
        return Fragment(text, min(x0, x1), max(x0, x1), y, size, turn, gap)

    def _start(self, at: int, turn: int) -> tuple[float, float]:
        self._raw.FPDFText_GetCharOrigin(self._text, at, byref(self._x), byref(self._y))
        return along(self._x.value, self._y.value, turn)

    def _end(self, at: int, turn: int) -> float:
        """Where a character's advance ends, along its line."""
        self._raw.FPDFText_GetLooseCharBox(self._text, at, byref(self._box))
        box = self._box
        x = box.left if turn == 180 else box.right
        y = box.bottom if turn == 270 else box.top
        return along(x, y, turn)[0]


def _pointer_function(function: Any) -> Any:
    """The same function giving an address: cheaper than a pointer of its type."""
    return CFUNCTYPE(c_void_p, c_void_p, c_int)(cast(function, c_void_p).value or 0)


def _int_function(function: Any) -> Any:
    return CFUNCTYPE(c_int, c_void_p, c_int)(cast(function, c_void_p).value or 0)
