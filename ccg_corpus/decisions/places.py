"""Words → where a document has them, whatever became of spaces, hyphens, marks and letters' forms.

Comes in: a document's text, and words with what stood around them. Goes out: a span, or the nearest
one. The words as they stand are looked for first, then their letters and figures, then letters
alone: numbers of pages and notes come and go with the reader. What is only like them is never taken
for them unless it is long and hardly differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ccg_corpus.core.span import Span

# Below this many letters two different passages may be alike by chance.
LEAST_LIKE = 40
LEAST_LIKENESS = 92.0
# A long text is looked through for what is only alike in pieces of its own.
MOST_COMPARED = 400_000
CONTEXT = 32


@dataclass(frozen=True, slots=True)
class NearestPlace:
    """The place of a document that is most like some words: how like, 0 to 100."""

    span: Span
    likeness: float


@dataclass(frozen=True, slots=True)
class _Signs:
    """Signs of a text that count, in one form, each with its place in the text."""

    text: str
    places: tuple[int, ...]


class Places:
    """One document's text, to look words up in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[Callable[[str], bool], _Signs] = {}

    def all(self, exact: str, *, whole: bool = True) -> list[Span]:
        """Every place that has the words, by the first way in which any has; `whole`: beginning and
        ending where words of the text do."""
        for found in (self._as_printed, self._by_figures, self._by_letters):
            if spans := [span for span in found(exact) if not whole or self._is_whole(span)]:
                return spans
        return []

    def verbatim(self, typed: str) -> list[Span]:
        """Every place that has the words letter by letter and figure by figure, in whole words."""
        found = [*self._as_printed(typed)] or [*self._by_figures(typed)]
        return [span for span in found if self._is_whole(span)]

    def best(self, exact: str, prefix: str = "", suffix: str = "") -> Span | None:
        """The place that has the words, of several the one with most of what stood around them."""
        spans = self.all(exact) or self.all(exact, whole=False)
        if not spans:
            if _size(exact) < LEAST_LIKE:
                return None
            near = self.nearest(exact, at_least=LEAST_LIKENESS)
            return near.span if near else None
        if len(spans) == 1:
            return spans[0]
        return max(spans, key=lambda span: (self.around(span, prefix, suffix), -span.start))

    def around(self, span: Span, prefix: str, suffix: str) -> int:
        """How much of what stood around some words stands around a span."""
        before = _signs(self._text[max(0, span.start - 3 * CONTEXT) : span.start], str.isalnum)
        after = _signs(self._text[span.end : span.end + 3 * CONTEXT], str.isalnum)
        wanted = _signs(prefix, str.isalnum), _signs(suffix, str.isalnum)
        return _shared(before.text[::-1], wanted[0].text[::-1]) + _shared(
            after.text, wanted[1].text
        )

    @staticmethod
    def most_around(prefix: str, suffix: str) -> int:
        """What `around` is where all of it stands there."""
        return sum(len(_signs(text, str.isalnum).text) for text in (prefix, suffix))

    def nearest(self, exact: str, *, at_least: float = 0.0) -> NearestPlace | None:
        """The place that is most like the words; None where nothing is like them so much."""
        from rapidfuzz.fuzz import partial_ratio_alignment

        wanted = _signs(exact, str.isalpha).text
        own = self._of(str.isalpha)
        if not wanted or not own.text or len(own.text) > MOST_COMPARED:
            return None
        found = partial_ratio_alignment(wanted, own.text, score_cutoff=at_least)
        if found is None or found.dest_end <= found.dest_start:
            return None
        span = self._span(own, found.dest_start, found.dest_end)
        return NearestPlace(self._whole_words(span), found.score)

    # Ways of finding

    def _as_printed(self, exact: str) -> Iterator[Span]:
        words = exact.split()
        if words:
            pattern = re.compile(r"\s+".join(map(re.escape, words)))
            yield from (Span(*match.span()) for match in pattern.finditer(self._text))

    def _by_figures(self, exact: str) -> Iterator[Span]:
        return self._by_signs(exact, str.isalnum)

    def _by_letters(self, exact: str) -> Iterator[Span]:
        return self._by_signs(exact, str.isalpha)

    def _by_signs(self, exact: str, counts: Callable[[str], bool]) -> Iterator[Span]:
        wanted = _signs(exact, counts).text
        own = self._of(counts)
        at = own.text.find(wanted) if wanted else -1
        while at >= 0:
            yield self._with_marks(self._span(own, at, at + len(wanted)), exact, counts)
            at = own.text.find(wanted, at + 1)

    def _of(self, counts: Callable[[str], bool]) -> _Signs:
        if counts not in self._known:
            self._known[counts] = _signs(self._text, counts)
        return self._known[counts]

    @staticmethod
    def _span(signs: _Signs, start: int, end: int) -> Span:
        return Span(signs.places[start], signs.places[end - 1] + 1)

    def _is_whole(self, span: Span) -> bool:
        """Whether it begins and ends where words do."""
        text, (start, end) = self._text, span
        begins = start == 0 or not (text[start - 1].isalnum() and text[start].isalnum())
        ends = end >= len(text) or not (text[end].isalnum() and text[end - 1].isalnum())
        return begins and ends

    def _whole_words(self, span: Span) -> Span:
        start, end = span
        while start > 0 and self._text[start - 1].isalnum():
            start -= 1
        while end < len(self._text) and self._text[end].isalnum():
            end += 1
        return Span(start, end)

    def _with_marks(self, span: Span, exact: str, counts: Callable[[str], bool]) -> Span:
        """With the signs that the words begin and end with beyond those that were looked for."""
        text, (start, end) = self._text, span
        first = next((n for n, sign in enumerate(exact) if counts(sign)), 0)
        last = len(exact) - next((n for n, sign in enumerate(reversed(exact)) if counts(sign)), 0)
        for sign in reversed("".join(exact[:first].split())):
            at = start - 1
            while at >= 0 and text[at].isspace():
                at -= 1
            if at < 0 or text[at] != sign:
                break
            start = at
        for sign in "".join(exact[last:].split()):
            at = end
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != sign:
                break
            end = at + 1
        return Span(start, end)


def _signs(text: str, counts: Callable[[str], bool]) -> _Signs:
    """Letters in one form, as `words.letters` has them, with their places."""
    if text.isascii():
        places = tuple(n for n, sign in enumerate(text) if counts(sign))
        return _Signs("".join([text[n] for n in places]).lower(), places)
    signs: list[str] = []
    at: list[int] = []
    for n, sign in enumerate(text):
        folded = sign.lower() if sign.isascii() else _folded(sign)
        for one in folded:
            if counts(one):
                signs.append(one)
                at.append(n)
    return _Signs("".join(signs), tuple(at))


def _folded(sign: str) -> str:
    return unicodedata.normalize("NFKD", sign).casefold()


def _shared(one: str, other: str) -> int:
    """How many signs two texts begin with alike."""
    for n, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return n
    return min(len(one), len(other))


def _size(exact: str) -> int:
    return sum(map(str.isalpha, exact))
