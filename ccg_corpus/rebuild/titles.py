"""Pieces of a first page → the same with its title marked: the largest type that can be a title.

Only formats that know sizes of type have one. A title of several lines, which stand far apart or
centred, becomes one piece. What is larger still is passed over where its words say that it is no
title: a journal, a university, a licence.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.rebuild.pieces import Piece
from ccg_corpus.rebuild.sections import opens_section

MAX_TITLE_WORDS = 40
_MIN_WORDS = 3  # fewer may be a name or a rubric
_MIN_LARGER = 1.15  # than the type of the text
_SAME_SIZE = 0.02  # a share
_LAST_PAGE = 2  # behind a cover
_NO_TITLE = re.compile(
    r"https?://|www\.|@|©|\bdoi\b|^\W*\d|intended for|repository|open research|journal item|"
    r"how to cite|version|downloaded|creative ?commons|licen[cs]e|^article$|research article|"
    r"original (?:research|article|paper)|invented example|cookies?|subscribe|sign in|menu|"
    r"volume \d|vol\. ?\d|university of|department of|corresponding author|words\b|"
    r"^(?:universi\w+|facul\w+|school|college|institut\w*) (?:of|de|do|da|di|für)\b|manuscript no\b|\(will be inserted|use style|^(?:the )?(?:\w+ )?journal of\b|^arxiv:",
    re.I,
)


def may_be_title(line: str) -> bool:
    """Whether a line of a first page can be the title: some words, and none that titles lack."""
    words = line.split()
    if not 2 <= len(words) <= MAX_TITLE_WORDS or _NO_TITLE.search(line):
        return False
    return not re.search(r"[.;:,]$", line) and line.strip("\"“‘'")[:1].isupper()


def mark_title(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with the title as one of kind "title", where size tells it."""
    groups = _groups(pieces)
    sizes: Counter[float] = Counter()
    for piece in pieces:
        sizes[piece.size or 0.0] += len(piece.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    large = [group for group in groups if (pieces[group[0]].size or 0.0) > _MIN_LARGER * usual > 0]
    large.sort(key=lambda group: (_page(pieces[group[0]]), -(pieces[group[0]].size or 0.0)))
    for group in large:
        text = " ".join(pieces[at].text for at in group)
        if may_be_title(text) and len(text.split()) >= _MIN_WORDS:
            return _marked(pieces, group)
    return list(pieces)


def _groups(pieces: Sequence[Piece]) -> list[list[int]]:
    """Neighbours of one size on the first pages, before the first section."""
    front: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.size is None or _page(piece) > _LAST_PAGE or opens_section(piece.text):
            break
        front.append(at)
    out: list[list[int]] = []
    for at in front:
        if out and out[-1][-1] == at - 1 and _alike(pieces[at - 1], pieces[at]):
            out[-1].append(at)
        else:
            out.append([at])
    return [group for group in out if pieces[group[0]].kind in ("paragraph", "list_item")]


def _alike(one: Piece, other: Piece) -> bool:
    if one.size is None or other.size is None or one.kind != other.kind:
        return False
    same_size = abs(one.size - other.size) <= _SAME_SIZE * other.size
    return same_size and _page(one) == _page(other)


def _page(piece: Piece) -> int:
    return piece.lines[0].page or 0


def _marked(pieces: Sequence[Piece], group: Sequence[int]) -> list[Piece]:
    first, *rest = (pieces[at] for at in group)
    title = replace(first, kind="title", soft=False, indented=False)
    for piece in rest:
        title = title.joined(piece)
    return [*pieces[: group[0]], title, *pieces[group[-1] + 1 :]]
