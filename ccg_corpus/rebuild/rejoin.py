"""Pieces → pieces: a paragraph that a page, a column, a box or a note cut is whole again.

Words decide first: an unfinished sentence goes on in lower case. Where the format has places, the
print decides with them: the rest has the type and the indent of its beginning, and the line
before the cut was full. A join that only the print supports is marked as a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccg_corpus.rebuild.endings import (
    TAIL,
    ends_with_label,
    has_open_quotation,
    is_finished,
    leads_in,
    waits,
)
from ccg_corpus.rebuild.hyphens import ENDS_TORN
from ccg_corpus.rebuild.pieces import Piece
from ccg_corpus.rebuild.sections import opens_section, section_named

LOOK_BACK = 14  # pieces: how far a box or a figure may push the rest of a paragraph
MOST = 200  # pieces of any kind, as a large table has
MIN_WORDS = 4
SURE, GUESS = "sure", "guess"
_SAME_SIZE = 0.02  # a share: sizes of one style differ by rounding only
_SAME_LEVEL = 0.5  # em
_FIRST_LINE = 0.9  # em
_SET_IN = 0.6  # em: the indent of a first line, or of a display quotation

_MARKS = "“‘«\"'"
_DETERMINER = re.compile(r"\b(?:a|an|the|my|your|his|her|its|our|their|and|or)$", re.I)
_CLOSING_DEBRIS = re.compile(r"^[\"”’»']\s*[\[(][^\])]{1,60}[\])]\.?$")


def rejoin(pieces: list[Piece]) -> list[Piece]:
    """Pieces with the rest of each unfinished paragraph put back behind it."""
    out: list[Piece] = []
    for piece in pieces:
        found = _unfinished_before(out, piece)
        if found is None:
            out.append(replace(piece, soft=False) if piece.soft else piece)
        else:
            at, how = found
            out[at] = out[at].joined(piece, how)
    return out


_Join = tuple[int, str]  # the piece that is continued; "sure", or "guess"


def _unfinished_before(out: list[Piece], piece: Piece) -> _Join | None:
    """Where the paragraph stands that `piece` continues; None if it begins its own."""
    if not out or piece.kind not in ("paragraph", "list_item") or opens_section(piece.text):
        return None
    if _CLOSING_DEBRIS.match(piece.text):
        return len(out) - 1, SURE  # a closing mark and label that a converter tore off
    if piece.size is not None:
        return _by_print(out, piece)
    if not piece.soft:
        return (len(out) - 1, SURE) if _continues_quoted(out[-1], piece) else None
    return _by_words(out, piece)


def _looking_back(out: list[Piece]) -> Iterator[int]:
    """Pieces that may be waiting, the last first. A table's cells and a figure's labels are many:
    only pieces of some words count. What stands before the heading of a section is over.
    """
    looked_at = 0
    for at in range(len(out) - 1, max(-1, len(out) - 1 - MOST), -1):
        piece = out[at]
        looked_at += piece.table is None and piece.word_count >= MIN_WORDS
        if looked_at > LOOK_BACK or (piece.kind == "paragraph" and opens_section(piece.text)):
            return
        yield at


def _is_answered(out: list[Piece], at: int) -> bool:
    """Whether a display quotation stands right behind a piece that leads into one."""
    following = out[at + 1] if at + 1 < len(out) else None
    if following is None or not following.indented or following.text[0] not in _MARKS:
        return False  # a box may be set in too, and cut a sentence at a comma
    return leads_in(out[at].text)


def _by_words(out: list[Piece], piece: Piece) -> _Join | None:
    """The piece before, or one in front of a box, else the nearest that waits for its rest."""
    nearest = None
    for at in _looking_back(out):
        if not _alike(out[at], piece) or not _is_open(out[at], adjacent=at == len(out) - 1):
            continue
        if _is_answered(out, at):
            break
        if at == len(out) - 1 or _before_box(out, at):
            return at, SURE
        nearest = at if nearest is None else nearest
    return None if nearest is None else (nearest, GUESS)


# Where the format has places


def _by_print(out: list[Piece], piece: Piece) -> _Join | None:
    """The nearest paragraph of the same type and indent, if it breaks off; else by words."""
    if piece.kind == "list_item" and not piece.soft:
        return None
    cut = _cut_by_box(out, piece)
    if cut is not None or _opens_set_in(piece):
        return cut
    for at in _looking_back(out):
        other = out[at]
        if other.kind in ("paragraph", "list_item") and _alike(other, piece):
            if _is_answered(out, at):
                break
            how = _breaks_off(other, piece, adjacent=at == len(out) - 1)
            if how == GUESS and not piece.soft and _larger_between(out, at, piece):
                break
            if how is not None:
                return at, how
            if other.kind == "paragraph" and not _in_box(out, at):
                break
    return _by_words(out, piece) if piece.soft else None


def _cut_by_box(out: list[Piece], piece: Piece) -> _Join | None:
    """The paragraph that only a box in smaller type parts from `piece`, if it breaks off.

    What goes on in lower case may have any indent; before a capital, the words must wait.
    """
    at = len(out) - 1
    while at >= 0 and len(out) - at <= MOST and _is_smaller(out[at], piece):
        at -= 1
    if at < 0 or at == len(out) - 1 or out[at].kind not in ("paragraph", "list_item"):
        return None
    if not _same_size(out[at], piece) or not _is_open(out[at], adjacent=True):
        return None
    if leads_in(out[at].text) and not (_before_box(out, at) or has_open_quotation(out[at].text)):
        return None  # display quotations are set in smaller type as well
    if piece.soft:
        return at, SURE
    return (at, GUESS) if waits(out[at].text) or has_open_quotation(out[at].text) else None


def _is_smaller(other: Piece, piece: Piece) -> bool:
    return (other.size or 0.0) < (1 - _SAME_SIZE) * (piece.size or 0.0)


def _larger_between(out: list[Piece], at: int, piece: Piece) -> bool:
    """Whether a heading, or text around display quotations, stands behind the piece at `at`."""
    return any(_is_smaller(piece, other) for other in out[at + 1 :] if other.table is None)


def _same_size(other: Piece, piece: Piece) -> bool:
    return abs((other.size or 0.0) - (piece.size or 0.0)) <= _SAME_SIZE * (piece.size or 0.0)


def _alike(other: Piece, piece: Piece) -> bool:
    """Whether two pieces are printed alike, as far as the format knows: in size and indent."""
    if other.size is None or piece.size is None:
        return True
    if not _same_size(other, piece):
        return False
    first_line_alone = other.kind == "paragraph" and len(other.shown) == 1
    deeper = other.inset - piece.inset
    return abs(deeper) < _SAME_LEVEL or (first_line_alone and deeper > _FIRST_LINE)


def _in_box(out: list[Piece], at: int) -> bool:
    """Whether a caption stands shortly before: what is behind it may belong to a box."""
    return any(other.kind == "caption" for other in out[max(0, at - 6) : at])


def _breaks_off(other: Piece, piece: Piece, *, adjacent: bool) -> str | None:
    """Whether `piece` is the rest of `other`, and how surely."""
    text, last, first = other.text, other.shown[-1], piece.shown[0]
    if section_named(text) or other.word_count < 2:
        return None
    unfinished = not is_finished(text)
    if piece.soft and unfinished and _is_open(other, adjacent=adjacent):
        return SURE
    if adjacent and last.page == first.page:
        return SURE if _continues_quoted(other, piece) else None
    if not last.filled or _opens_set_in(piece):
        return None
    quoting = has_open_quotation(text)
    if quoting and piece.text[0] in _MARKS:
        return None
    if piece.soft or quoting or (unfinished and other.word_count > 4):
        return GUESS
    displayed = other.inset > _SET_IN and piece.inset > _SET_IN
    return GUESS if displayed and not unfinished and not ends_with_label(text) else None


def _opens_set_in(piece: Piece) -> bool:
    """Whether its first line has an indent of its own, as a new paragraph's has."""
    return len(piece.shown) > 1 and piece.shown[0].inset > piece.inset + _SET_IN


# What the words say


def _before_box(out: list[Piece], at: int) -> bool:
    """Whether a box or figure begins right behind the piece at `at`: that cuts paragraphs."""
    return at + 1 < len(out) and out[at + 1].kind == "caption"


def _continues_quoted(before: Piece, piece: Piece) -> bool:
    """A sentence that breaks off before a word in quote marks or capitals."""
    if _opens_quotation(before.text) and not is_finished(before.text):
        return True
    if _DETERMINER.search(before.text[-TAIL:]) and before.word_count > 4:
        return piece.text[:1].isupper() or piece.text[:1] in "\"'“‘"
    return waits(before.text) and piece.text[:1] in "\"'“‘"


def _opens_quotation(text: str) -> bool:
    """Whether a paragraph begins with a quote mark that it does not close."""
    closing = {"‘": "’", "“": "”", '"': '"', "«": "»"}.get(text[:1])
    return closing is not None and not re.search(rf"{closing}(?=[\s.,;:)\]]|$)", text[1:])


def _is_open(other: Piece, *, adjacent: bool) -> bool:
    """Whether a piece waits for its rest. A heading is short and unfinished too."""
    if other.kind not in ("paragraph", "list_item") or is_finished(other.text):
        return False
    if section_named(other.text):
        return False
    if waits(other.text) or other.text.endswith(ENDS_TORN):
        return other.word_count > 1
    return other.word_count > (4 if adjacent else 14)
