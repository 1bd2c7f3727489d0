"""A page's content stream, walked: every bit of shown text with its place, in the stream's order.

Coordinates are points in the direction of the text: x grows along the line, y upwards. Works on
the parser's objects and its font class; knows nothing of lines, columns or words.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

from ccg_corpus.readers.pdf.content.fonts import Glyphs, load_font, plain_font
from ccg_corpus.readers.pdf.content.paint import Ink, Paint
from ccg_corpus.readers.pdf.content.tokens import operations
from ccg_corpus.readers.pdf.layout.visible import Painted

Matrix = tuple[float, float, float, float, float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_WORD_GAP = 0.15  # em: a gap that is a space; kerning stays below a tenth
DOT_GAP = 0.22  # em: less between two dots is TeX's ellipsis
_LOOSE = 0.1  # em between letters: more is not kerning
_SPACE_GLYPH = 0.25  # em, in most fonts
WIDE_GAP = 1.2  # em: a gap that may part columns or cells
_MAX_FORMS = 400  # drawings used on one page
_MAX_DEPTH = 8
_MAX_REPLACEMENT = 8  # characters; longer "actual texts" stand for whole passages
_BAD_OPERANDS = (TypeError, ValueError, IndexError, KeyError, AttributeError, ArithmeticError)


class Fragment(NamedTuple):
    """Text shown in one go.

    `turn` is its direction in degrees: 0, 90, 180 or 270; `gap` the widest space within; `ink` how it
    is not seen, "" where it is.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    turn: int = 0
    gap: float = 0.0
    ink: str = ""


class _State:
    """Graphics and text state; `q` copies it."""

    __slots__ = (
        "char_gap", "font", "ink", "leading", "matrix", "rise", "size", "stretch", "word_gap"
    )  # fmt: skip

    def __init__(self) -> None:
        self.matrix: Matrix = _IDENTITY
        self.font: Glyphs | None = None
        self.size = self.char_gap = self.word_gap = self.leading = self.rise = 0.0
        self.stretch = 1.0
        self.ink = Ink()

    def copy(self) -> _State:
        other = _State()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.ink = self.ink.copy()
        return other


def multiply(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


class StreamWalk:
    """One page: its fragments, and whether it shows pictures."""

    def __init__(self, fonts: dict[Any, Glyphs]) -> None:
        self.fragments: list[Fragment] = []
        self.pictures = False
        self._fonts = fonts  # shared by the pages of a file
        self._forms = 0
        self._state = _State()
        self._stack: list[_State] = []
        self._line: Matrix = _IDENTITY
        self._pen: Matrix = _IDENTITY
        self._marks: list[str | None] = []  # what open marked content prints instead; "" nothing
        self._resources: Any = {}
        self._depth = 0
        self._widest = 0.0  # em: space in the text being shown
        self._paint = Paint(
            lambda: self._state.ink, lambda: self._state.matrix, self._named_resource
        )
        self._operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"q": self._save, b"Q": self._restore, b"cm": self._transform, b"BT": self._begin,
            b"Tf": self._set_font, b"Tc": self._set("char_gap"), b"Tw": self._set("word_gap"),
            b"TL": self._set("leading"), b"Ts": self._set("rise"), b"Tz": self._set_stretch,
            b"Td": self._move, b"TD": self._move_leading, b"Tm": self._set_matrix,
            b"T*": self._next_line, b"Tj": self._show_one, b"TJ": self._show_many,
            b"'": self._show_next, b'"': self._show_spaced, b"Do": self._draw,
            b"BDC": self._mark, b"BMC": self._mark_plain, b"EMC": self._unmark,
            b"INLINE IMAGE": self._picture, **self._paint.operators,
        }  # fmt: skip

    def walk(self, page: Any) -> None:
        self._run(_content(page.get("/Contents")), page.get("/Resources"), 0)

    def painted(self) -> Painted:
        """The pictures and coloured areas of the page."""
        return self._paint.painted()

    def _named_resource(self, kind: str, name: str) -> Any:
        found = _resolved(_resolved(self._resources[kind])[name])
        if isinstance(found, list):
            return [_resolved(part) for part in found[:1]]
        return found

    def _run(self, content: bytes, resources: Any, depth: int) -> None:
        outer, self._resources = self._resources, _resolved(resources) or self._resources
        self._depth = depth
        for operands, operator in operations(content):
            act = self._operators.get(operator)
            if act is None:
                continue
            try:
                act(operands)
            except _BAD_OPERANDS:
                continue  # a damaged operator shows nothing; the next one may
        self._resources = outer

    # State

    def _save(self, _: list[Any]) -> None:
        self._stack.append(self._state.copy())

    def _restore(self, _: list[Any]) -> None:
        if self._stack:
            self._state = self._stack.pop()

    def _transform(self, operands: list[Any]) -> None:
        self._state.matrix = multiply(_matrix(operands), self._state.matrix)

    def _set(self, name: str) -> Callable[[list[Any]], None]:
        return lambda operands: setattr(self._state, name, float(operands[0]))

    def _set_stretch(self, operands: list[Any]) -> None:
        self._state.stretch = float(operands[0]) / 100

    def _set_font(self, operands: list[Any]) -> None:
        self._state.size = float(operands[1])
        self._state.font = plain_font()
        self._state.font = self._font(_resolved(self._resources["/Font"])[operands[0]])

    def _font(self, reference: Any) -> Glyphs:
        resource = _resolved(reference)
        known = getattr(reference, "idnum", None) or id(resource)
        if known not in self._fonts:
            self._fonts[known] = load_font(resource)
        return self._fonts[known]

    # Position

    def _begin(self, _: list[Any]) -> None:
        self._line = self._pen = _IDENTITY

    def _move(self, operands: list[Any]) -> None:
        step = (1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1]))
        self._line = self._pen = multiply(step, self._line)

    def _move_leading(self, operands: list[Any]) -> None:
        self._state.leading = -float(operands[1])
        self._move(operands)

    def _next_line(self, _: list[Any]) -> None:
        self._move([0, -self._state.leading])

    def _set_matrix(self, operands: list[Any]) -> None:
        self._line = self._pen = _matrix(operands)

    # Text

    def _show_one(self, operands: list[Any]) -> None:
        self._show_many([[operands[0]]])

    def _show_next(self, operands: list[Any]) -> None:
        self._next_line([])
        self._show_one(operands)

    def _show_spaced(self, operands: list[Any]) -> None:
        self._state.word_gap, self._state.char_gap = float(operands[0]), float(operands[1])
        self._show_next(operands[2:])

    def _show_many(self, operands: list[Any]) -> None:
        """One array of strings and shifts. A shift is a space, or parts two fragments, or nothing."""
        state = self._state
        items, usual, char_gap = operands[0], 0.0, state.char_gap
        if state.size and abs(char_gap / state.size) > _LOOSE:
            items, usual = self._letters(items)
            state.char_gap = 0.0  # it is among the shifts now
        start, text, narrow = self._pen, "", False
        for item in items:
            if isinstance(item, bytes):
                shown = self._advance(item)
                is_ellipsis = narrow and shown[:1] == "." and text[-2:] == ". "
                text, narrow = (text[:-1] if is_ellipsis else text) + shown, False
                continue
            gap = -float(item) / 1000
            if text and not -WIDE_GAP / 2 < gap - usual < WIDE_GAP:
                self._put(text, start)
                text = ""
            elif gap - usual > _WORD_GAP and text:
                narrow = gap - usual < DOT_GAP and not text.endswith(" ")
                text += "" if text.endswith(" ") else " "
                self._widest = max(self._widest, gap)
            self._shift(gap * state.size * state.stretch)
            start = start if text else self._pen
        self._put(text, start)
        state.char_gap = char_gap

    def _letters(self, items: list[Any]) -> tuple[list[Any], float]:
        """Loose letters: the gap after each as a shift of its own, and the usual shift.

        Some programs space letters widely and pull them together again one by one, but for the
        ends of words; others mean the wide spacing.
        """
        state = self._state
        loose = -1000 * state.char_gap / state.size
        width = 2 if state.font is not None and state.font.is_wide else 1
        out: list[Any] = []
        for item in items:
            if isinstance(item, bytes):
                data = item
                for at in range(0, len(data), width):
                    out += [data[at : at + width], loose]
            elif out and not isinstance(out[-1], bytes):
                out[-1] += float(item)
            else:
                out.append(float(item))
        shifts = sorted(-item / 1000 for item in out if isinstance(item, float))
        return out, max(0.0, shifts[len(shifts) // 2]) if shifts else 0.0

    def _advance(self, data: bytes) -> str:
        state = self._state
        if state.font is None:
            return ""
        text, width, count = state.font.decode(data)
        spaces = data.count(b" ") if count == len(data) else 0
        if spaces and state.size:
            self._widest = max(self._widest, _SPACE_GLYPH + state.word_gap / state.size)
        self._shift(
            (width * state.size + count * state.char_gap + spaces * state.word_gap) * state.stretch
        )
        return text

    def _shift(self, distance: float) -> None:
        m = self._pen
        self._pen = (*m[:4], m[4] + distance * m[0], m[5] + distance * m[1])

    def _put(self, text: str, start: Matrix) -> None:
        text, widest, self._widest = self._replaced(text), self._widest, 0.0
        if not text:
            return
        place = multiply((1.0, 0.0, 0.0, 1.0, 0.0, self._state.rise), start)
        begin, end = multiply(place, self._state.matrix), multiply(self._pen, self._state.matrix)
        size = abs(self._state.size) * math.hypot(begin[2], begin[3])
        turn = turn_of(begin[0], begin[1])
        if turn is None or size <= 0:
            return
        (x0, y), (x1, _) = along(begin[4], begin[5], turn), along(end[4], end[5], turn)
        gap = widest * size
        self.fragments.append(
            Fragment(text, min(x0, x1), max(x0, x1), y, size, turn, gap, self._state.ink.of_text)
        )

    def _replaced(self, text: str) -> str:
        """What the innermost marked content prints for these glyphs."""
        for n in range(len(self._marks) - 1, -1, -1):
            instead = self._marks[n]
            if instead is not None:
                self._marks[n] = ""
                return instead
        return text

    # Marked content, drawings

    def _mark(self, operands: list[Any]) -> None:
        self._marks.append(None)
        properties = operands[1]
        if isinstance(properties, str):
            properties = _resolved(self._resources["/Properties"])[properties]
        properties = _resolved(properties)
        if operands[0] == "/Artifact" and properties.get("/Type"):
            self._marks[-1] = ""  # the file says itself that it is a running head or its like
            return
        actual = properties.get("/ActualText")
        if isinstance(actual, bytes):
            actual = actual.decode("utf-16" if actual.startswith(b"\xfe\xff") else "latin-1")
        if actual is not None and len(actual) <= _MAX_REPLACEMENT:
            self._marks[-1] = actual

    def _mark_plain(self, _: list[Any]) -> None:
        self._marks.append(None)

    def _unmark(self, _: list[Any]) -> None:
        if self._marks:
            self._marks.pop()

    def _picture(self, _: list[Any]) -> None:
        self.pictures = True
        self._paint.picture()

    def _draw(self, operands: list[Any]) -> None:
        drawing = _resolved(_resolved(self._resources["/XObject"])[operands[0]])
        if drawing.get("/Subtype") == "/Image":
            self._picture([])
        if drawing.get("/Subtype") != "/Form" or self._depth >= _MAX_DEPTH:
            return
        self._forms += 1
        if self._forms > _MAX_FORMS:
            return
        self._enter(drawing)

    def _enter(self, drawing: Any) -> None:
        state, stack, depth = self._state.copy(), self._stack, self._depth
        self._stack = []
        if "/Matrix" in drawing:
            self._transform(list(drawing["/Matrix"]))
        self._run(drawing.get_data(), drawing.get("/Resources"), depth + 1)
        self._state, self._stack, self._depth = state, stack, depth


def _content(stated: Any) -> bytes:
    """The bytes of a stream, or of several one after the other."""
    content = _resolved(stated)
    if content is None:
        return b""
    parts = [_resolved(part) for part in content] if isinstance(content, list) else [content]
    return b"\n".join(part.get_data() for part in parts if hasattr(part, "get_data"))


def _resolved(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(value) for value in operands[:6])
    return a, b, c, d, e, f


def turn_of(a: float, b: float) -> int | None:
    """The direction of text, to the right angle; None if it runs aslant (a watermark)."""
    if b == 0 and a > 0:
        return 0
    angle = math.degrees(math.atan2(b, a)) % 360
    nearest = round(angle / 90) % 4 * 90
    return nearest if min(abs(angle - nearest), 360 - abs(angle - nearest)) < 5 else None


def along(x: float, y: float, turn: int) -> tuple[float, float]:
    """A place on the page as place along, and above, a line that runs in that direction."""
    return {0: (x, y), 90: (y, -x), 180: (-x, -y), 270: (-y, x)}[turn]
