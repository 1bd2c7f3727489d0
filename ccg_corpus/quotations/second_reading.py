"""The second reading: where does a passage not go on in the file's plain text?

In: a document with its pages' letters in the order in which the file prints them, and spans of its
text. Out: places in them. The columns, joins and removed heads of the first reading play no part in
it. Which of the two is right is not decided here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from ccg_corpus.core.model import Document, Span
from ccg_corpus.text.words import letters

ENOUGH_TEARS = 2  # more of them say no more


class PlainText:
    """A document's second reading; where it has none, every passage goes on in it."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._starts = [run.span.start for run in document.runs]

    def tears(self, span: Span) -> tuple[int, ...]:
        """Where the words behind do not follow in the plain text of their page, two places at most.

        Each page's part is looked up on its page: heads and notes may stand between two pages.
        """
        found: list[int] = []
        for page, part in self._parts(span) if self._document.plain else ():
            found += self._tears_on_page(page, part)
        return tuple(found[:ENOUGH_TEARS])

    def _parts(self, span: Span) -> Iterator[tuple[int, Span]]:
        """The span, cut where its words go on on another page."""
        runs = self._document.runs
        at = max(0, bisect_right(self._starts, span.start) - 1)
        start, page = span.start, runs[at].page
        for run in runs[at:]:
            if run.span.start >= span.end:
                break
            if run.page != page:
                yield page or 0, Span(start, run.span.start)
                start, page = run.span.start, run.page
        yield page or 0, Span(start, span.end)

    def _tears_on_page(self, page: int, part: Span) -> Iterator[int]:
        pages = self._document.plain
        plain = pages[page - 1] if 0 < page <= len(pages) else ""
        text, start, behind = self._document.slice(part), part.start, 0
        for _ in range(ENOUGH_TEARS):
            if plain.find(letters(text), behind) >= 0:
                return
            length = _standing(text, plain, behind)
            yield start + length
            head = letters(text[:length])
            behind = plain.find(head, behind) + len(head)
            text, start = text[length:], start + length


def _standing(text: str, plain: str, behind: int) -> int:
    """How many characters of `text`, from its beginning, stand in `plain` in one stretch."""
    inside, outside = 0, len(text)
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if plain.find(letters(text[:middle]), behind) >= 0:
            inside = middle
        else:
            outside = middle
    return inside
