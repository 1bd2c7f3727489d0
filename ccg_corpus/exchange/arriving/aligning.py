"""A source of another program → the document that it is, and a place in it → the place here.

Comes in: texts. Goes out: spans of our document's text. The words decide: a name or an id alone places
nothing that has words.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from ccg_corpus.core.span import Span
from ccg_corpus.decisions.places import CONTEXT, Places
from ccg_corpus.exchange.refi.guids import guid
from ccg_corpus.exchange.refi.incoming import SourceThere, StretchThere

if TYPE_CHECKING:
    from ccg_corpus.corpus import Corpus

SAMPLES = 12  # stretches whose words tell which document it is
LEAST_FOUND = 0.6
LONG_ENOUGH = 15  # letters, of a stretch that proves something


class TextHere:
    """A text, its letters in one form, and where each stands."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def places(self) -> Places:
        return Places(self.text)

    @cached_property
    def _signs(self) -> tuple[str, list[int]]:
        signs: list[str] = []
        at: list[int] = []
        for n, sign in enumerate(self.text):
            plain = sign if sign.isascii() else unicodedata.normalize("NFKD", sign)
            for one in plain.casefold():
                if one.isalnum():
                    signs.append(one)
                    at.append(n)
        return "".join(signs), at

    @property
    def letters(self) -> str:
        return self._signs[0]

    def first_letter(self, at: int) -> int:
        """The number of the first letter at a place or behind it."""
        return bisect_left(self._signs[1], at)

    def span(self, first: int, last: int) -> Span:
        """The span of some letters."""
        at = self._signs[1]
        return Span(at[first], at[last - 1] + 1)


class SourceHere:
    """A source there that is a document here."""

    def __init__(self, id: str, source: str, here: TextHere, there: TextHere | None) -> None:
        self.id, self.source, self.text = id, source, here.text
        self._here, self._there = here, there

    def span(self, stretch: StretchThere) -> Span | None:
        """Where a stretch stands here; None where its words do not."""
        there = self._there
        if there is None:
            return None
        if there.text == self.text:
            return Span(stretch.start, stretch.end)
        if there.letters == self._here.letters:
            first, last = there.first_letter(stretch.start), there.first_letter(stretch.end)
            return self._with_marks(first, last, stretch) if first < last else None
        words = there.text[stretch.start : stretch.end]
        before = there.text[max(0, stretch.start - CONTEXT) : stretch.start]
        behind = there.text[stretch.end : stretch.end + CONTEXT]
        return self._here.places.best(words, before, behind)

    def _with_marks(self, first: int, last: int, stretch: StretchThere) -> Span:
        """The letters with the marks around them that the stretch has, and that stand here too."""
        assert self._there is not None
        here, there = self._here.span(first, last), self._there.span(first, last)
        start, end = here
        for sign in "".join(self._there.text[stretch.start : there.start].split())[::-1]:
            if start == 0 or self.text[start - 1] != sign:
                break
            start -= 1
        for sign in "".join(self._there.text[there.end : stretch.end].split()):
            if end >= len(self.text) or self.text[end] != sign:
                break
            end += 1
        return Span(start, end)


class DocumentsHere:
    """The documents of a corpus, to find the one that a source is."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._rows = {row["id"]: row for row in corpus.documents()}
        self._texts: dict[str, TextHere] = {}
        self._by_guid = {guid("document", id): id for id in self._rows}
        self._names: dict[str, str] = {}
        for id, row in self._rows.items():
            file = str(row["source"]).rpartition("/")[2]
            for name in (row["title"], file.rpartition(".")[0], file, id):
                if name:
                    self._names[" ".join(str(name).casefold().split())] = id

    def match(self, source: SourceThere) -> SourceHere | None:
        """The document that a source is; None where it is none of them."""
        named = self._by_guid.get(source.guid) or self._names.get(
            " ".join(source.name.casefold().split())
        )
        if source.text is None or not source.text.strip():
            return self._found(named, None) if named else None
        there = TextHere(source.text)
        if named and self._is_it(named, there, source):
            return self._found(named, there)
        for id in self._rows:
            if id != named and self._is_it(id, there, source):
                return self._found(id, there)
        return None

    def _found(self, id: str, there: TextHere | None) -> SourceHere:
        return SourceHere(id, str(self._rows[id]["source"]), self._text(id), there)

    def _text(self, id: str) -> TextHere:
        if id not in self._texts:
            self._texts[id] = TextHere(self._corpus.reviews.text_of(self._rows[id]["source"]))
        return self._texts[id]

    def _is_it(self, id: str, there: TextHere, source: SourceThere) -> bool:
        here = self._text(id)
        if here.text == there.text:
            return True
        if not here.letters:
            return False
        if here.letters == there.letters:
            return True
        samples = list(_samples(there, source))
        found = sum(sample in here.letters for sample in samples)
        return bool(samples) and found >= LEAST_FOUND * len(samples)


def _samples(there: TextHere, source: SourceThere) -> Iterable[str]:
    """Letters of its longest stretches; of a source without any, of pieces of its text."""
    longest = sorted(source.stretches, key=lambda one: one.start - one.end)[:SAMPLES]
    for one in longest:
        first, last = there.first_letter(one.start), there.first_letter(one.end)
        if last - first >= LONG_ENOUGH:
            yield there.letters[first : min(last, first + 200)]
    if not longest:
        step = max(1, len(there.letters) // SAMPLES)
        for at in range(0, len(there.letters), step):
            piece = there.letters[at : at + 60]
            if len(piece) >= LONG_ENOUGH:
                yield piece
