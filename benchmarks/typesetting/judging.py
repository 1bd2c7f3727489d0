"""What a reader made of a typeset paper: which gold quotations came through, and on which page.

Looked up in the rebuilt document's text, white space folded. Nothing is judged about speakers.
And whether the second reading, the file's plain text, tells right quotations from torn ones.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from ccg_corpus.core.model import Document, Quotation
from ccg_corpus.quotations import find_quotations
from ccg_corpus.text.words import letters
from ccg_corpus.vocabulary import Roles, load_roles
from typesetting.material import Paper, fold

IN_PLAIN_TEXT = ("in one stretch", "cut once", "cut at a guessed join, or twice")
MIN_JUDGED_WORDS = 4
_ALIKE = str.maketrans("‘’“”", "''\"\"")


@dataclass(slots=True)
class Tally:
    """Counts over quotations; `cut` counts those that a box, a column or a page interrupts."""

    quotations: int = 0
    words: int = 0  # the right words in order
    spaced: int = 0  # and spaces and hyphens right
    exact: int = 0  # every character
    page: int = 0
    cut: int = 0
    cut_words: int = 0
    lost: list[str] = field(default_factory=list)
    readings: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def include(self, other: Tally) -> None:
        for name in ("quotations", "words", "spaced", "exact", "page", "cut", "cut_words"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.lost += other.lost
        self.readings += other.readings


def judge(paper: Paper, document: Document, pages: Mapping[int, int]) -> Tally:
    """How the paper's quotations stand in the document that was read from its PDF."""
    tally, text = Tally(), _Text(document)
    cut = _cut(paper)
    for number, words in enumerate(paper.quotations):
        at = text.places(words)
        right = [place for place in at if text.page(place) == pages[number]]
        exact, spaced = words in text.folded, _marks(words) in text.unmarked
        tally.include(Tally(
            1, bool(at), spaced, exact, bool(right), number in cut, number in cut and bool(at),
            [] if exact and right else [_lost(number, words, exact, bool(at), bool(right))],
        ))  # fmt: skip
    return tally


def judge_readings(paper: Paper, document: Document) -> Tally:
    """How quotations found stand in the plain text, and whether their words are the paper's."""
    printed = (part.text + "".join(cell.text for cell in part.cells) for part in paper.parts)
    truth = letters("".join(printed))
    found = (
        (_reading(document, one), letters(one.text) in truth)
        for one in find_quotations(document, _roles())
        if len(one.text.split()) >= MIN_JUDGED_WORDS
    )
    return Tally(readings=Counter(found))


@cache
def _roles() -> Roles:
    return load_roles()


def _reading(document: Document, quotation: Quotation) -> str:
    tears = sum(proof.rule == "torn_in_plain_text" for proof in quotation.evidence)
    joined = any(run.guess == "join" and run.span.overlaps(quotation.span) for run in document.runs)
    return IN_PLAIN_TEXT[2 if tears > 1 or (tears and joined) else tears]


def _cut(paper: Paper) -> set[int]:
    """The quotations that a box breaks into."""
    boxed = [(part, part.cut) for part in paper.parts if part.cut is not None]
    return {a.quotation for part, at in boxed for a in part.anchors if a.at < at < a.end}


def _lost(number: int, words: str, exact: bool, found: bool, paged: bool) -> str:
    fault = "words" if not found else "characters" if not exact else "page" if not paged else ""
    return f"{number} {fault}: {words}"


def _marks(text: str) -> str:
    """Quote marks of all kinds alike."""
    return unicodedata.normalize("NFKC", text).translate(_ALIKE)


class _Text:
    """A document's text in the ways in which words are looked up in it."""

    def __init__(self, document: Document) -> None:
        self.folded = " ".join(document.text.split())
        self.unmarked = _marks(self.folded)
        found = [(c, at) for at, c in enumerate(document.text) for c in fold(c)]
        self._letters = "".join(c for c, _ in found)
        self._places = [at for _, at in found]
        self._starts = [run.span.start for run in document.runs]
        self._pages = [run.page for run in document.runs]

    def places(self, words: str) -> list[int]:
        """Where these words begin, spaces, hyphens and marks aside."""
        wanted, found, at = fold(words), [], -1
        while (at := self._letters.find(wanted, at + 1)) >= 0:
            found.append(self._places[at])
        return found

    def page(self, at: int) -> int | None:
        return self._pages[bisect_right(self._starts, at) - 1]
