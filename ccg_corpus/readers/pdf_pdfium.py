"""PDFium behind the fragment interface: a page's shown text with its places, many times faster.

Bytes in, `Fragment`s out, as `pdf_stream` gives them: one for each stretch shown in one go, parted
at wide gaps. Used in the child process only, where pypdfium2 is installed. PDFium has its own view
of spaces and of marked content; lines, columns and everything after are ours for both parsers.
"""

from __future__ import annotations

import math
from ctypes import (
    CFUNCTYPE,
    byref,
    c_double,
    c_int,
    c_uint,
    c_ulong,
    c_ushort,
    c_void_p,
    cast,
    sizeof,
)
from typing import Any

from ccg_corpus.readers.pdf_stream import DOT_GAP, WIDE_GAP, Fragment, along, turn_of

_HYPHENS = {0x0002: "-", 0xFFFE: "-"}  # what PDFium makes of a hyphen at a line's end
_ARTIFACT = "Artifact\0".encode("utf-16-le")
_MAX_MARKS = 16  # of one object


class PdfiumPages:
    """A document's pages. Raises PdfiumError where the file can't be opened."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._library = _Library()
        self._document = pypdfium2.PdfDocument(data)

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> tuple[list[Fragment], tuple[float, float]]:
        """Fragments of a page (0-based), its bottom and top."""
        raw = self._library.raw
        page = self._document[number]
        try:
            box = raw.FS_RECTF()
            raw.FPDF_GetPageBoundingBox(page.raw, byref(box))
            text = page.get_textpage()
            try:
                return _Walk(self._library, text).fragments(), (box.bottom, box.top)
            finally:
                text.close()
        finally:
            page.close()

    def metadata(self) -> dict[str, str]:
        """The document's properties that say something, named in lower case."""
        stated = self._document.get_metadata_dict(skip_empty=True)
        return {key.lower(): value for key, value in stated.items()}

    def close(self) -> None:
        """Give the file's memory back."""
        self._document.close()


class _Library:
    """PDFium's functions for one character, called with a plain address and a number.

    Some thousand calls a page: converting typed pointers would take half of the time.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.owner_of = _function(raw.FPDFText_GetTextObject, c_void_p)
        self.is_generated = _function(raw.FPDFText_IsGenerated, c_int)
        self.code_of = _function(raw.FPDFText_GetUnicode, c_uint)
        self.size_of = _function(raw.FPDFText_GetFontSize, c_double)
        self.matrix_of = _function(raw.FPDFText_GetMatrix, c_int, 1)
        self.origin_of = _function(raw.FPDFText_GetCharOrigin, c_int, 2)
        self.box_of = _function(raw.FPDFText_GetLooseCharBox, c_int, 1)


def _function(function: Any, result: Any, outputs: int = 0) -> Any:
    """The same function, taking and giving addresses."""
    kind = CFUNCTYPE(result, c_void_p, c_int, *[c_void_p] * outputs)
    return kind(cast(function, c_void_p).value or 0)


class _Walk:
    """The characters of one page, put together to fragments.

    Calls into the library are what costs time: the text comes in one, and where a text object
    ends is searched for, first at the end of the printed line.
    """

    def __init__(self, library: _Library, text: Any) -> None:
        self._library, self._raw = library, library.raw
        self._owner_of = library.owner_of
        self._handle = cast(text.raw, c_void_p).value
        self._count = text.count_chars()
        self._characters = self._page_text(text)
        self._x, self._y = c_double(), c_double()
        self._matrix = self._raw.FS_MATRIX()
        self._box = self._raw.FS_RECTF()
        self._origin = byref(self._x), byref(self._y)
        self._to_matrix, self._to_box = byref(self._matrix), byref(self._box)
        self._name, self._used = (c_ushort * 32)(), c_ulong()
        self._found: list[Fragment] = []
        self._closed: set[int] = set()  # spaces within an ellipsis

    def _page_text(self, text: Any) -> str:
        """One character for each of the library's; hyphens at line ends are hyphens again."""
        shown: str = text.get_text_range(errors="replace") if self._count else ""
        if len(shown) != self._count:  # some stand for none, or for two
            code_of, handle = self._library.code_of, self._handle
            codes = [code_of(handle, at) for at in range(self._count)]
            shown = "".join([chr(c) if 0 < c < 0x110000 else "\ufffd" for c in codes])
        return shown.translate(_HYPHENS)

    def fragments(self) -> list[Fragment]:
        """In the order in which the page shows them."""
        at, count, owner_of, handle = 0, self._count, self._owner_of, self._handle
        while at < count:
            owner = owner_of(handle, at)
            if owner is None:  # put in by the library between objects
                at += 1
                continue
            end = self._end_of(owner, at)
            if not self._is_artifact(owner):
                self._object(at, end)
            at = end
        return self._found

    def _end_of(self, owner: int, start: int) -> int:
        """Behind the last character of a text object, whose characters follow one another."""
        inside, step = start, 16
        line_end = self._characters.find("\r", start)
        line_end = line_end if line_end > 0 else self._count
        if line_end > start + 1 and self._belongs(line_end - 1, owner):
            inside = line_end - 1
            if not self._belongs(line_end, owner):
                return self._without_added(owner, inside)
        while self._belongs(inside + step, owner):
            inside, step = inside + step, 2 * step
        outside = inside + step
        while outside - inside > 1:
            middle = (inside + outside) // 2
            if self._belongs(middle, owner):
                inside = middle
            else:
                outside = middle
        return self._without_added(owner, inside)

    def _without_added(self, owner: int, last: int) -> int:
        """Behind the object's own last character: not what the library put in behind it."""
        while self._owner_of(self._handle, last) != owner:
            last -= 1
        return last + 1

    def _belongs(self, at: int, owner: int) -> bool:
        """Does the object show this character, or the next that it did not put in itself?"""
        owner_of, handle = self._owner_of, self._handle
        while at < self._count:
            found = owner_of(handle, at)
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

    def _object(self, start: int, end: int) -> None:
        """One object's characters, parted where a gap is wide.

        Gaps are measured at the spaces that the library put in, and at the first of the text's own:
        those are alike on a line.
        """
        text = self._characters[start:end]
        if not text or text.isspace():
            return
        self._library.matrix_of(self._handle, start, self._to_matrix)
        m = self._matrix
        turn = turn_of((m.a, m.b, m.c, m.d, m.e, m.f))
        size = abs(self._library.size_of(self._handle, start)) * math.hypot(m.c, m.d)
        if turn is None or size <= 0:
            return
        first, widest, measured = start, 0.0, False
        place, last = text.find(" ", 1), len(text) - 1
        while 0 < place < last:
            at = start + place
            if not measured or self._library.is_generated(self._handle, at) == 1:
                measured = True
                gap = self._start(at + 1, turn)[0] - self._end(at - 1, turn)
                if gap < DOT_GAP * size and text[place - 1] == "." == text[place + 1]:
                    self._closed.add(at)
                if gap > WIDE_GAP * size:
                    self._put(first, at, turn, size, widest)
                    first, widest = at + 1, 0.0
                elif gap > widest:
                    widest = gap
            place = text.find(" ", place + 1)
        self._put(first, end, turn, size, widest)

    def _put(self, first: int, end: int, turn: int, size: float, gap: float) -> None:
        text = self._characters[first:end]
        if self._closed:
            text = "".join(c for at, c in enumerate(text, first) if at not in self._closed)
            self._closed.clear()
        x0, y = self._start(first, turn)
        x1 = self._end(first + max(1, len(text.rstrip())) - 1, turn)
        x0, x1 = (x0, x1) if x0 <= x1 else (x1, x0)
        size = round(size, 3)  # single precision
        if first and self._characters[first - 1] == " " and not self._ends_in_space():
            text = (
                " " + text
            )  # the library put it there: ink may reach over a narrow space ("of it")
        self._found.append(Fragment(text, x0, x1, y, size, turn, gap))

    def _ends_in_space(self) -> bool:
        return bool(self._found) and self._found[-1].text.endswith(" ")

    def _start(self, at: int, turn: int) -> tuple[float, float]:
        self._library.origin_of(self._handle, at, *self._origin)
        x, y = self._x.value, self._y.value
        return along(x, y, turn) if turn else (x, y)

    def _end(self, at: int, turn: int) -> float:
        """Where a character's advance ends, along its line."""
        self._library.box_of(self._handle, at, self._to_box)
        box = self._box
        if turn == 0:
            return float(box.right)
        x = box.left if turn == 180 else box.right
        y = box.bottom if turn == 270 else box.top
        return along(x, y, turn)[0]
