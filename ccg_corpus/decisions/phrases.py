"""What a reviewer types of a passage, "first words … last words" → the passage in the document.

Comes in: a document's text and what was typed. Goes out: a span, or an error that says what is nearest.
The words have to stand there: their marks and spaces may be typed in another way, a letter may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ccg_corpus.core.errors import QueryError
from ccg_corpus.core.span import Span
from ccg_corpus.decisions.places import Places

# The longest passage that two ends can be of, in signs.
MOST_BETWEEN = 9000
SHOWN = 100
_OMITTED = re.compile(r"\s*(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s*")
_OUTER = '"“”„‟«»‹› \t\n'
_ENDS = ".!?…"


def passage_typed(text: str, typed: str, *, around: Span | None = None) -> Span:
    """The passage that begins and ends with the words typed; all of it, where nothing is left out.

    `around`: it has to share words with this stretch, and of several the one that shares most.
    Raises: QueryError where it is not there, or in several places.
    """
    places = Places(text)
    pieces = [piece.strip(_OUTER) for piece in _OMITTED.split(typed.strip(_OUTER))]
    pieces = [piece for piece in pieces if any(map(str.isalnum, piece))]
    if not pieces:
        raise QueryError("no words are given", hint='"first words … last words"')
    spans = [_with_end(text, span, pieces[-1]) for span in _candidates(places, pieces)]
    spans = list(dict.fromkeys(spans))
    if around is not None:
        touching = [span for span in spans if span.overlaps(around)]
        if spans and not touching:
            raise QueryError(f"'{_cut(pieces[0])}' stands in the document, but not here")
        if touching:
            return max(touching, key=lambda span: (_shared(span, around), -span.start))
    if not spans:
        raise _not_there(text, places, pieces)
    if len(spans) > 1:
        shown = "; ".join(f"“{_cut(text[span.start : span.end])}”" for span in spans[:3])
        raise QueryError(f"stands {len(spans)} times: {shown}", hint="give more of its words")
    return spans[0]


def _candidates(places: Places, pieces: Sequence[str]) -> list[Span]:
    """Each beginning with the nearest end behind it, what is between in order."""
    starts = places.verbatim(pieces[0])
    if len(pieces) == 1:
        return starts
    rest = [places.verbatim(piece) for piece in pieces[1:]]
    found: dict[int, Span] = {}  # by its end: of two beginnings the nearer one
    for start in starts:
        at = start.end
        for spans in rest:
            at = next((span.end for span in spans if span.start >= at), -1)
            if at < 0:
                break
        if at >= 0 and at - start.start <= MOST_BETWEEN:
            found[at] = Span(start.start, at)
    return sorted(found.values())


def _with_end(text: str, span: Span, last: str) -> Span:
    """With the full stop that ends the sentence, which nobody types."""
    end = span.end
    if last[-1].isalnum():
        while end < len(text) and text[end] in _ENDS:
            end += 1
    return Span(span.start, end)


def _not_there(text: str, places: Places, pieces: Sequence[str]) -> QueryError:
    for piece in pieces:
        if not places.verbatim(piece):
            near = places.nearest(piece)
            hint = f"nearest: “{_cut(text[near.span.start : near.span.end])}”" if near else ""
            return QueryError(f"the document has no '{_cut(piece)}'", hint=hint)
    return QueryError(
        f"no passage begins with '{_cut(pieces[0])}' and ends with '{_cut(pieces[-1])}'",
        hint="in this order, in one passage",
    )


def _shared(one: Span, other: Span) -> int:
    return min(one.end, other.end) - max(one.start, other.start)


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN // 2]} … {plain[-SHOWN // 2 :]}"
