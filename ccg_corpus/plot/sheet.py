"""A sheet of paper to draw on in inches, and the bytes of the file that it becomes.

Comes in: rectangles and words at their places, from the top left. Goes out: an SVG, PNG or PDF file,
the same bytes for the same drawing: no date, no chance, none of the user's own settings of Matplotlib.
Words are words in all of them: none is read as a formula, and those of an SVG can be searched, copied
and read out.
"""

from __future__ import annotations

import io
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK = "#111111"
FAINT = "#767676"
LINE = "#b0b0b0"
POINTS = 8.0
LEADING = POINTS * 1.25 / 72  # inches from line to line
_SETTINGS = {
    "font.family": ["DejaVu Sans"],  # comes with Matplotlib: the same everywhere
    "font.size": POINTS,
    "text.parse_math": False,  # "$" in a heading is a dollar
    "text.usetex": False,
    "svg.hashsalt": "ccg",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,  # letters as letters, not as drawings of them
    "hatch.linewidth": 0.6,
}
_DPI = 300
_MARGIN = 0.06


class Paper:
    """What has been drawn so far."""

    def __init__(self) -> None:
        from matplotlib.figure import Figure

        self._figure: Figure = Figure(figsize=(1, 1))
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._right, self._low = 0.1, 0.1
        self._signs: set[str] = set()

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: str | tuple[float, ...] = "none",
        edge: str = "none",
        hatch: str = "",
        thick: float = 0.6,
    ) -> None:
        """A rectangle; `y` is its upper side."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(
            Rectangle(
                (x, y), wide, high, facecolor=fill, edgecolor=edge, hatch=hatch or None,
                linewidth=thick if edge != "none" else 0, clip_on=False,
            )
        )  # fmt: skip
        self._grow(x + wide, y + high)

    def line(self, x: float, y: float, to_x: float, to_y: float, *, ink: str = LINE) -> None:
        """A thin straight line."""
        self._axes.plot(
            [x, to_x], [y, to_y], color=ink, linewidth=0.6, solid_capstyle="butt", clip_on=False
        )
        self._grow(max(x, to_x), max(y, to_y))

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        side: str = "left",
        level: str = "center",
        ink: str = INK,
        points: float = POINTS,
        bold: bool = False,
        turned: float = 0,
    ) -> None:
        """Text at a place: `side` and `level` say which part of it stands there."""
        if text:
            self._signs.update(text)
            self._axes.text(
                x, y, text, ha=side, va=level, color=ink, fontsize=points, rotation=turned,
                rotation_mode="anchor", fontweight="bold" if bold else "normal", linespacing=1.15,
            )  # fmt: skip
            self._grow(x, y)

    def width(self, text: str, points: float = POINTS) -> float:
        """Inches that the longest line of a text takes."""
        from matplotlib.textpath import TextPath

        with _unwarned():
            paths = [TextPath((0, 0), line, size=points) for line in text.split("\n") if line]
        return max((float(path.get_extents().x1) for path in paths), default=0.0) / 72

    def _grow(self, x: float, y: float) -> None:
        self._right, self._low = max(self._right, x), max(self._low, y)

    def file(self, kind: str, *, title: str, about: str) -> tuple[bytes, bool]:
        """The file's bytes, and whether the font has every sign that stands on the sheet."""
        self._figure.set_size_inches(self._right, self._low)
        self._axes.set_xlim(0, self._right)
        self._axes.set_ylim(self._low, 0)
        out = io.BytesIO()
        with _unwarned():
            self._figure.savefig(
                out, format=kind, dpi=_DPI, bbox_inches="tight", pad_inches=_MARGIN,
                facecolor="white", metadata=_METADATA[kind],
            )  # fmt: skip
        data = out.getvalue()
        if kind == "svg":  # whoever looks at it has fonts of their own
            return _told(data.decode(), title, about).encode(), True
        return data, self._is_whole()

    def _is_whole(self) -> bool:
        from matplotlib.font_manager import FontProperties, findfont, get_font

        known = set(get_font(findfont(FontProperties())).get_charmap())
        return {ord(sign) for sign in self._signs if not sign.isspace()} <= known


_METADATA: dict[str, dict[str, Any]] = {
    "svg": {"Date": None, "Creator": None, "Format": None, "Type": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def _told(svg: str, title: str, about: str) -> str:
    """An SVG with a name and a description for who does not see it."""
    head, opened, rest = svg.partition("<svg ")
    inside, closed, body = rest.partition(">")
    named = f"\n <title>{escape(title)}</title>\n <desc>{escape(about)}</desc>"
    return f'{head}{opened}role="img" {inside}{closed}{named}{body}'


@contextmanager
def _unwarned() -> Iterator[None]:
    """Without a warning for each letter that the font lacks: `Paper.file` tells it once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def sheet() -> Iterator[Paper]:
    """A sheet to draw on, whatever settings and fonts the user has."""
    import logging

    logging.getLogger("matplotlib").setLevel(logging.ERROR)  # it tells of its caches of fonts
    import matplotlib

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        settings: Any = matplotlib.rcParams
        settings.update(_SETTINGS)
        yield Paper()


def wrapped(text: str, wide: int, most: int) -> str:
    """Text in lines of so many signs; what is more than `most` lines ends in "…"."""
    lines = textwrap.wrap(text, wide, break_long_words=True, break_on_hyphens=False)
    if len(lines) > most:
        lines = lines[:most]
        lines[-1] = lines[-1][: wide - 2].rstrip() + " …"
    return "\n".join(lines)


def lines_of(text: str) -> int:
    """How many lines a wrapped text has."""
    return text.count("\n") + 1
