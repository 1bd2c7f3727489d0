"""What a content stream paints besides text: its operators of colour and area in, boxes out.

Part of the stream's walk, which has the matrix. Only what is needed to tell ink that is seen from ink
that is not: whether the colour is white, whether text is drawn at all, which areas are filled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ccg_corpus.readers.pdf.layout.visible import INVISIBLE, WHITE, Box, Painted

Matrix = tuple[float, float, float, float, float, float]

_MOST = 2000  # points of one path, and boxes of one page
_CLEAR = 0.02  # of full ink
_PLAIN_SPACES = frozenset(
    ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased")
)
_EVERYWHERE: Box = (-1e6, -1e6, 1e6, 1e6)


class Ink:
    """Colour and mode that text and areas are painted in; `q` copies it."""

    __slots__ = ("alpha", "is_plain", "mode", "white")

    def __init__(self) -> None:
        self.white = False
        self.is_plain = True  # the colour space counts light
        self.mode = 0  # of text
        self.alpha = 1.0

    def copy(self) -> Ink:
        other = Ink()
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        return other

    @property
    def of_text(self) -> str:
        """How text in this ink is seen: "" where it is."""
        if self.mode == 3 or self.alpha < _CLEAR:
            return INVISIBLE
        return WHITE if self.white and self.mode == 0 else ""


class Paint:
    """The areas of one page. `ink`, `matrix` and `resource` ask the walk."""

    def __init__(
        self,
        ink: Callable[[], Ink],
        matrix: Callable[[], Matrix],
        resource: Callable[[str, str], Any],
    ) -> None:
        self._ink, self._matrix, self._resource = ink, matrix, resource
        self._pictures: list[Box] = []
        self._grounds: list[Box] = []
        self._path: list[list[Any]] = []
        self.operators: dict[bytes, Callable[[list[Any]], None]] = {
            b"g": self._light, b"rg": self._light, b"k": self._printers, b"cs": self._space,
            b"sc": self._colour, b"scn": self._colour, b"Tr": self._mode, b"gs": self._state,
            b"re": self._rectangle, b"sh": self._shade,
            **dict.fromkeys((b"m", b"l", b"c", b"v", b"y"), self._point),
            **dict.fromkeys((b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), self._fill),
            **dict.fromkeys((b"S", b"s", b"n"), self._forget),
        }  # fmt: skip

    def painted(self) -> Painted:
        return Painted(self._pictures, self._grounds)

    def picture(self) -> None:
        """A picture on the unit square."""
        box = _around([(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)], self._matrix())
        self._pictures.append(box)
        self._ground(box)

    # Colour

    def _light(self, operands: list[Any]) -> None:
        ink = self._ink()
        ink.is_plain = True
        ink.white = all(float(part) >= 1 - _CLEAR for part in operands)

    def _printers(self, operands: list[Any]) -> None:
        ink = self._ink()
        ink.is_plain = True
        ink.white = all(float(part) <= _CLEAR for part in operands)

    def _space(self, operands: list[Any]) -> None:
        ink, name = self._ink(), operands[0]
        stated = self._resource("/ColorSpace", name) if name not in _PLAIN_SPACES else name
        first = stated[0] if isinstance(stated, list) and stated else stated
        ink.is_plain, ink.white = first in _PLAIN_SPACES, False

    def _colour(self, operands: list[Any]) -> None:
        ink = self._ink()
        if not ink.is_plain or any(isinstance(part, str) for part in operands):
            ink.white = False
        elif len(operands) == 4:
            ink.white = all(float(part) <= _CLEAR for part in operands)
        else:
            ink.white = all(float(part) >= 1 - _CLEAR for part in operands)

    def _mode(self, operands: list[Any]) -> None:
        self._ink().mode = int(operands[0])

    def _state(self, operands: list[Any]) -> None:
        stated = self._resource("/ExtGState", operands[0])
        if "/ca" in stated:
            self._ink().alpha = float(stated["/ca"])

    # Areas

    def _rectangle(self, operands: list[Any]) -> None:
        x, y, width, height = (float(part) for part in operands[:4])
        self._path.append([x, y, x + width, y + height])

    def _point(self, operands: list[Any]) -> None:
        if len(self._path) < _MOST:
            self._path.append(operands)

    def _fill(self, _: list[Any]) -> None:
        path, self._path = self._path, []
        ink = self._ink()
        if not path or ink.white or ink.alpha < _CLEAR:
            return
        points = [
            (float(part[at]), float(part[at + 1]))
            for part in path
            for at in range(0, len(part) - 1, 2)
        ]
        matrix = self._matrix()
        if len(path) > 1 and all(len(part) == 4 for part in path):  # rectangles, each for itself
            for part in path:
                self._ground(_around([(part[0], part[1]), (part[2], part[3])], matrix))
        else:
            self._ground(_around(points, matrix))

    def _shade(self, _: list[Any]) -> None:
        self._ground(_EVERYWHERE)

    def _forget(self, _: list[Any]) -> None:
        self._path = []

    def _ground(self, box: Box) -> None:
        if len(self._grounds) < _MOST:
            self._grounds.append(box)
        else:
            self._grounds[-1] = _EVERYWHERE  # too many to tell


def _around(points: list[tuple[float, float]], m: Matrix) -> Box:
    """The box around points of the matrix's plane; around both corners of a rectangle."""
    if len(points) == 2:
        (x0, y0), (x1, y1) = points
        points = [(x0, y0), (x1, y0), (x0, y1), (x1, y1)]
    xs = [m[0] * x + m[2] * y + m[4] for x, y in points]
    ys = [m[1] * x + m[3] * y + m[5] for x, y in points]
    return min(xs), min(ys), max(xs), max(ys)
