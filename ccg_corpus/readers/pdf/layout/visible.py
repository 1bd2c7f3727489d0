"""Which of a page's fragments a reader sees: those with ink, on the part of the page that is shown.

Fragments and what the page paints in, the fragments that are read out. An invisible layer over a
picture is its text (OCR), unless visible text stands on the same place. White on white is nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ccg_corpus.readers.pdf.content.stream import Fragment

Box = tuple[float, float, float, float]  # left, bottom, right, top

INVISIBLE, WHITE = "invisible", "white"
_WORD = re.compile(r"\S+\s*")
_TOLERANCE = 1.0  # points
_MOSTLY = 4  # times the letters of the rest
_BELOW, _ABOVE = 0.2, 0.7  # em: how far letters reach from their baseline


class Unread(NamedTuple):
    """How many letters of a page are left out: beyond what viewers show of it, and at an angle."""

    outside: int = 0
    askew: int = 0


class Painted(NamedTuple):
    """What a page paints behind its text."""

    pictures: Sequence[Box] = ()
    grounds: Sequence[Box] = ()  # areas in a colour other than white, pictures among them


def seen(
    fragments: Sequence[Fragment], shown: VisiblePart | None, painted: Painted
) -> list[Fragment]:
    """The fragments that a viewer shows, `shown` being the part of the page that it does."""
    inside = within(fragments, shown)
    if not any(one.ink for one in inside):
        return inside
    inside = [one for one in inside if one.ink != WHITE or _lies_on(one, painted.grounds)]
    visible = [one for one in inside if one.ink != INVISIBLE and one.text.strip()]
    hidden = [one for one in inside if one.ink == INVISIBLE]
    if not visible or not hidden:
        return inside
    # A scan whose picture is not told apart: nearly all its text is the layer's.
    mostly = _letters(hidden) > _MOSTLY * _letters(visible) and not painted.pictures
    places = [box_of(one) for one in visible]
    kept = {
        id(one)
        for one in hidden
        if (mostly or _lies_on(one, painted.pictures)) and not _lies_on(one, places)
    }
    return [one for one in inside if one.ink != INVISIBLE or id(one) in kept]


class VisiblePart(NamedTuple):
    """The part of a page that viewers show, and whether it was cropped to that."""

    box: Box
    is_cropped: bool = True


def part_shown(crop: Box, media: Box) -> VisiblePart | None:
    """Where both boxes of a page meet; None where that is nowhere."""
    box = (
        max(crop[0], media[0]), max(crop[1], media[1]),
        min(crop[2], media[2]), min(crop[3], media[3]),
    )  # fmt: skip
    if box[2] <= box[0] or box[3] <= box[1]:
        return None
    apart = max(abs(one - other) for one, other in zip(box, media, strict=True))
    return VisiblePart(box, apart > _TOLERANCE)


def within(fragments: Sequence[Fragment], shown: VisiblePart | None) -> list[Fragment]:
    """The fragments on the part of the page that viewers show.

    Of those that reach over a cropped page's edge, the words on it. What runs over the edge of a
    whole page is a fault of its printer, and was meant to be read.
    """
    if shown is None:
        return list(fragments)
    if not shown.is_cropped:
        return [one for one in fragments if _meets(box_of(one), shown.box)]
    return [kept for one in fragments if (kept := _cut(one, shown.box)) is not None]


def _meets(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _cut(fragment: Fragment, shown: Box) -> Fragment | None:
    """What of a fragment is shown, by the places of its words."""
    left, bottom, right, top = box_of(fragment)
    if shown[0] <= left and shown[1] <= bottom and right <= shown[2] and top <= shown[3]:
        return fragment
    kept = "".join(
        word.group()
        for word in _WORD.finditer(fragment.text)
        if _holds(shown, _place_in(fragment, (word.start() + word.end()) / 2))
    )
    if not kept.strip():
        return None
    return fragment if len(kept) == len(fragment.text) else fragment._replace(text=kept)


def _place_in(fragment: Fragment, at: float) -> tuple[float, float]:
    """Where the letter at an offset of a fragment stands, as far as its letters are of one width."""
    along = fragment.x0 + (fragment.x1 - fragment.x0) * at / max(1, len(fragment.text))
    return _on_page(along, fragment.y + (_ABOVE - _BELOW) / 2 * fragment.size, fragment.turn)


def on_grounds(fragments: Sequence[Fragment], grounds: Sequence[Box]) -> list[Fragment]:
    """The fragments, white ones on a ground of another colour as what is seen."""
    return [
        one._replace(ink="") if one.ink == WHITE and _lies_on(one, grounds) else one
        for one in fragments
    ]


def middle_of(fragment: Fragment) -> tuple[float, float]:
    """The middle of a fragment on the page."""
    left, bottom, right, top = box_of(fragment)
    return (left + right) / 2, (bottom + top) / 2


def box_of(fragment: Fragment) -> Box:
    """Where a fragment's letters stand on the page."""
    low, high = fragment.y - _BELOW * fragment.size, fragment.y + _ABOVE * fragment.size
    corners = (
        _on_page(fragment.x0, low, fragment.turn),
        _on_page(fragment.x1, high, fragment.turn),
    )
    (one_x, one_y), (other_x, other_y) = corners
    return min(one_x, other_x), min(one_y, other_y), max(one_x, other_x), max(one_y, other_y)


def _on_page(along: float, above: float, turn: int) -> tuple[float, float]:
    return {0: (along, above), 90: (-above, along), 180: (-along, -above), 270: (above, -along)}[
        turn
    ]


def _lies_on(fragment: Fragment, boxes: Sequence[Box]) -> bool:
    place = middle_of(fragment)
    return any(_holds(box, place) for box in boxes)


def _holds(box: Box, place: tuple[float, float]) -> bool:
    x, y = place
    return (
        box[0] - _TOLERANCE <= x <= box[2] + _TOLERANCE
        and box[1] - _TOLERANCE <= y <= box[3] + _TOLERANCE
    )


def letters_of(fragments: Sequence[Fragment]) -> int:
    """How many letters they have, spaces aside."""
    return sum(len("".join(one.text.split())) for one in fragments)


def _letters(fragments: Sequence[Fragment]) -> int:
    return sum(len(one.text.strip()) for one in fragments)
