"""PDFium behind the fragment interface: a page's shown text with its places, many times faster.

Bytes in, `Fragment`s out, as `content.stream` gives them: one for each stretch shown in one go, parted
at wide gaps. Used in the process that parses only. PDFium has its own view
of spaces and of marked content; lines, columns and everything after are ours for both parsers.
"""

from __future__ import annotations

import math
from ctypes import (
    PYFUNCTYPE,
    byref,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_ushort,
    c_void_p,
    cast,
    sizeof,
)
from typing import Any

from ccg_corpus.readers.pdf.content.stream import DOT_GAP, WIDE_GAP, Fragment, along, turn_of
from ccg_corpus.readers.pdf.layout.visible import (
    INVISIBLE,
    WHITE,
    Box,
    Unread,
    letters_of,
    on_grounds,
    part_shown,
    within,
)

_HYPHENS = {0x0002: "-", 0xFFFE: "-"}  # what PDFium makes of a hyphen at a line's end
_ARTIFACT = "Artifact\0".encode("utf-16-le")
_MAX_MARKS = 16  # of one object
_FILLED, _NO_INK = 0, 3  # modes of text
_LIGHT, _CLEAR = 250, 6  # of 255
_MAX_OBJECTS = 20_000  # of one page that are looked at

_Shown = tuple[int, int | None]  # a character's number, and the text object that shows it


class PdfiumPages:
    """A document's pages. Raises PdfiumError where the file can't be opened."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._library = _Library()
        self._document = pypdfium2.PdfDocument(data)

    unread = Unread()  # of the page that was read last
    _askew = 0

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
                fragments = self._fragments(text)
            finally:
                text.close()
            shown = (box.left, box.bottom, box.right, box.top)
            # What a page inherits is not told: then what is shown of it is all that is known.
            media = page.get_mediabox(fallback_ok=False) or shown
            every = fragments
            fragments = within(every, part_shown(shown, media))
            self.unread = Unread(letters_of(every) - letters_of(fragments), self._askew)
            if any(fragment.ink == WHITE for fragment in fragments):
                fragments = on_grounds(fragments, self._grounds(page))
            return fragments, (box.bottom, box.top)
        finally:
            page.close()

    def _fragments(self, text: Any) -> list[Fragment]:
        """What a page shows without its running heads, unless it says that of most of itself."""
        walk = _Walk(self._library, text)
        fragments = walk.fragments()
        if walk.left_out > sum(len(fragment.text) for fragment in fragments):
            walk = _Walk(self._library, text, heads_too=True)
            fragments = walk.fragments()
        self._askew = walk.askew
        return fragments

    def _grounds(self, page: Any) -> list[Box]:
        """Areas that the page's own objects paint in a colour other than white."""
        library, raw = self._library, self._library.raw
        left, bottom, right, top = (c_float() for _ in range(4))
        colours = tuple(c_uint() for _ in range(4))
        found: list[Box] = []
        for number in range(min(raw.FPDFPage_CountObjects(page.raw), _MAX_OBJECTS)):
            shown = raw.FPDFPage_GetObject(page.raw, number)
            kind = raw.FPDFPageObj_GetType(shown)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                is_told = library.colour_of(cast(shown, c_void_p), *map(byref, colours))
                if not is_told or min(colour.value for colour in colours[:3]) >= _LIGHT:
                    continue
            elif kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
                continue
            if raw.FPDFPageObj_GetBounds(shown, left, bottom, right, top):
                found.append((left.value, bottom.value, right.value, top.value))
        return found

    def has_picture(self, number: int) -> bool:
        """Whether a page (0-based) shows a picture, asked where nobody else can tell."""
        page = self._document[number]
        try:
            return any(page.get_objects(filter=[self._library.raw.FPDF_PAGEOBJ_IMAGE]))
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
    """PDFium's functions for one character or object, called with addresses and plain numbers.

    Some thousand calls a page: converting arguments to declared types and letting other threads in
    during each would take two thirds of their time.
    """

    def __init__(self) -> None:
        from pypdfium2 import raw

        self.raw = raw
        self.owner_of = _function(raw.FPDFText_GetTextObject, c_void_p)
        self.is_generated = _function(raw.FPDFText_IsGenerated, c_int)
        self.code_of = _function(raw.FPDFText_GetUnicode, c_uint)
        self.size_of = _function(raw.FPDFText_GetFontSize, c_double)
        self.matrix_of = _function(raw.FPDFText_GetMatrix, c_int)
        self.origin_of = _function(raw.FPDFText_GetCharOrigin, c_int)
        self.box_of = _function(raw.FPDFText_GetLooseCharBox, c_int)
        self.marks_of = _function(raw.FPDFPageObj_CountMarks, c_int)
        self.mark_of = _function(raw.FPDFPageObj_GetMark, c_void_p)
        self.mode_of = _function(raw.FPDFTextObj_GetTextRenderMode, c_int)
        self.colour_of = _function(raw.FPDFPageObj_GetFillColor, c_int)


def _function(function: Any, result: Any) -> Any:
    """The same function, taking what it is given: `c_void_p`, `byref` or a number that is an int."""
    return PYFUNCTYPE(result)(cast(function, c_void_p).value or 0)


class _Walk:
    """The characters of one page, put together to fragments.

    Calls into the library are what costs time: the text comes in one, and where a text object
    ends is searched for, first at the end of the printed line.
    """

    _ink = ""  # of the object being read

    def __init__(self, library: _Library, text: Any, *, heads_too: bool = False) -> None:
        self._library, self._raw = library, library.raw
        self._heads_too, self.left_out, self.askew = heads_too, 0, 0
        self._owner_of, self._origin_of = library.owner_of, library.origin_of
        self._box_of = library.box_of
        self._handle = cast(text.raw, c_void_p)
        self._count = text.count_chars()
        self._characters = self._page_text(text)
        self._x, self._y = c_double(), c_double()
        self._matrix = self._raw.FS_MATRIX()
        self._box = self._raw.FS_RECTF()
        self._to_x, self._to_y = byref(self._x), byref(self._y)
        self._to_matrix, self._to_box = byref(self._matrix), byref(self._box)
        self._colours = tuple(c_uint() for _ in range(4))
        self._to_colours = tuple(map(byref, self._colours))
        self._name, self._used = (c_ushort * 32)(), c_ulong()
        self._marks: dict[int, tuple[bytes, bool]] = {}
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
        at, owner = self._shown_from(0)
        while owner is not None:
            end, following = self._end_of(owner, at)
            if self._heads_too or not self._is_artifact(owner):
                self._ink = self._ink_of(owner)
                self._object(at, end)
            else:
                self.left_out += end - at
            at, owner = following
        return self._found

    def _shown_from(self, at: int) -> _Shown:
        """The first character from here on that the library did not put in itself."""
        owner_of, handle, count = self._owner_of, self._handle, self._count
        while at < count:
            owner = owner_of(handle, at)
            if owner is not None:
                return at, owner
            at += 1
        return at, None

    def _end_of(self, owner: int, start: int) -> tuple[int, _Shown]:
        """Behind the last character of a text object, and what is shown next.

        An object's characters follow one another.
        """
        owner_of, handle = self._owner_of, self._handle
        line_end = self._characters.find("\r", start)
        inside = (line_end if line_end > 0 else self._count) - 1
        if inside <= start or owner_of(handle, inside) != owner:
            inside = start
        else:
            following = self._shown_from(inside + 1)
            if following[1] != owner:
                return inside + 1, following
        end = self._end_behind(owner, inside)
        return end, self._shown_from(end)

    def _end_behind(self, owner: int, inside: int) -> int:
        """The same, searched for from one of its characters on."""
        step = 16
        while self._belongs(inside + step, owner):
            inside, step = inside + step, 2 * step
        outside = inside + step
        while outside - inside > 1:
            middle = (inside + outside) // 2
            if self._belongs(middle, owner):
                inside = middle
            else:
                outside = middle
        while self._owner_of(self._handle, inside) != owner:  # put in behind the object
            inside -= 1
        return inside + 1

    def _belongs(self, at: int, owner: int) -> bool:
        """Does the object show this character, or the next that it did not put in itself?"""
        if at >= self._count:
            return False
        found = self._owner_of(self._handle, at)
        if found is None:
            found = self._shown_from(at + 1)[1]
        return bool(found == owner)

    def _is_artifact(self, owner: int) -> bool:
        """Whether the file says itself that the object is a running head or its like."""
        shown = c_void_p(owner)
        for number in range(min(_MAX_MARKS, self._library.marks_of(shown))):
            mark = self._library.mark_of(shown, number)
            name, has_type = self._marks.get(mark) or self._look_at(mark)
            if name == _ARTIFACT:
                return has_type
        return False

    def _ink_of(self, owner: int) -> str:
        """How the object's ink is not seen: invisible, or white on what may be white as well."""
        shown = c_void_p(owner)
        mode = self._library.mode_of(shown)
        red, green, blue, alpha = self._to_colours
        if not self._library.colour_of(shown, red, green, blue, alpha):
            return INVISIBLE if mode == _NO_INK else ""
        if mode == _NO_INK or self._colours[3].value < _CLEAR:
            return INVISIBLE
        least = min(self._colours[0].value, self._colours[1].value, self._colours[2].value)
        return WHITE if mode == _FILLED and least >= _LIGHT else ""

    def _look_at(self, address: int) -> tuple[bytes, bool]:
        """A mark's name, and whether it states a type; a stretch of objects shares its marks."""
        raw, mark = self._raw, cast(address, self._raw.FPDF_PAGEOBJECTMARK)
        raw.FPDFPageObjMark_GetName(mark, self._name, sizeof(self._name), byref(self._used))
        name = bytes(self._name)[: self._used.value]
        has_type = name == _ARTIFACT and raw.FPDFPageObjMark_GetParamValueType(mark, b"Type") != 0
        self._marks[address] = name, has_type
        return name, has_type

    def _object(self, start: int, end: int) -> None:
        """One object's characters, parted where a gap is wide.

        Gaps are measured at the spaces that the library put in, and at the first of the text's own:
        those are alike on a line.
        """
        text, handle = self._characters[start:end], self._handle
        if not text or text.isspace():
            return
        m = self._matrix
        self._library.matrix_of(handle, start, self._to_matrix)
        turn = turn_of(m.a, m.b)
        size = abs(self._library.size_of(handle, start)) * math.hypot(m.c, m.d)
        if turn is None or size <= 0:
            self.askew += len("".join(text.split())) if turn is None else 0
            return
        first, widest, wide, measured = start, 0.0, WIDE_GAP * size, False
        place, last, is_generated = text.find(" ", 1), end - start - 1, self._library.is_generated
        while 0 < place < last:
            at = start + place
            if not measured or is_generated(handle, at) == 1:
                measured = True
                gap = self._start(at + 1, turn)[0] - self._end(at - 1, turn)
                if gap < DOT_GAP * size and text[place - 1] == "." == text[place + 1]:
                    self._closed.add(at)
                if gap > wide:
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
            # the library put it there: ink may reach over a narrow space, as in "of it"
            text = " " + text
        self._found.append(Fragment(text, x0, x1, y, size, turn, gap, self._ink))

    def _ends_in_space(self) -> bool:
        return bool(self._found) and self._found[-1].text.endswith(" ")

    def _start(self, at: int, turn: int) -> tuple[float, float]:
        self._origin_of(self._handle, at, self._to_x, self._to_y)
        x, y = self._x.value, self._y.value
        return along(x, y, turn) if turn else (x, y)

    def _end(self, at: int, turn: int) -> float:
        """Where a character's advance ends, along its line."""
        box = self._box
        self._box_of(self._handle, at, self._to_box)
        if turn == 0:
            return box.right  # type: ignore[no-any-return]
        x = box.left if turn == 180 else box.right
        y = box.bottom if turn == 270 else box.top
        return along(x, y, turn)[0]
