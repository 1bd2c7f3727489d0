"""A paper as text → its parts to be typeset, and the gold quotations as they will be printed.

The package's own reading of the *text* says where its paragraphs, headings and tables are; what is
typeset is the truth from then on. Boxes and footnotes are invented here and put where they hurt:
boxes in the middle of quotations, notes at the foot of the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ccg_corpus.core.model import Block, Document
from ccg_corpus.evaluate.gold import GoldDocument, GoldRow
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document

BOX_EVERY = 3  # a box for each third quotation that is long enough to be cut, a float for the next
MIN_CUT_WORDS = 25
NOTE_EVERY = 4  # a footnote for each fourth long paragraph without a quotation
MIN_NOTED_WORDS = 60
_KEPT = ("keys", "letters", "lamps", "ledgers", "badges", "chairs", "maps", "kettles", "stamps")
_PLACES = ("in the long corridor", "behind the desk", "on the second floor", "under the stairs")
NOTE = "Invented note: the office moved in that year, and its files came after it in a van."
_PARTS = {"heading": "heading", "caption": "caption", "list_item": "item"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a quotation begins in a part's text: the word, not its quote mark."""

    quotation: int
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph, heading, list item, caption or table row in print.

    `cut` is the place where a box breaks in, `floats` asks for one that floats near the paragraph,
    `note` for a footnote behind the last word.
    """

    kind: str
    text: str = ""
    anchors: tuple[Anchor, ...] = ()
    cells: tuple[Part, ...] = ()
    cut: int | None = None
    floats: bool = False
    note: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What is typeset, and the exact words of each gold quotation in it."""

    name: str
    title: str
    parts: tuple[Part, ...]
    quotations: tuple[str, ...]
    left_out: int = 0  # rows that the text itself does not hold in one piece


@dataclass(slots=True)
class _Folded:
    """Letters and digits of a text, and where each stood."""

    text: str
    letters: str = ""
    places: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        found = [(c, at) for at, c in enumerate(self.text) for c in fold(c)]
        self.letters = "".join(c for c, _ in found)
        self.places = [at for _, at in found]


def box(number: int) -> tuple[str, ...]:
    """The lines of an invented box; no two are alike, as in print."""
    kept = [_KEPT[(number + 2 * n) % len(_KEPT)] for n in range(3)]
    place = _PLACES[number % len(_PLACES)]
    return (
        f"Box {number}. What the invented office keeps {place}",
        f"• a list of the {kept[0]}, and of those who have asked for them",
        f"• {number + 3} {kept[1]}, as they stood on the first day of the month",
        f"• some {kept[2]} which nobody has counted yet",
    )


def fold(text: str) -> str:
    """Letters and digits in lower case: words, whatever stands between them."""
    return re.sub(r"[\W_]", "", text).lower()


def paper_of(path: Path, gold: GoldDocument) -> Paper:
    """One text file as a paper with its gold quotations."""
    document = rebuild_document(read_draft(path), path.name)
    spans = [span for row in gold.required if (span := _place(_Folded(document.text), row))]
    parts, kept = _parts(document, spans)
    quotations = tuple(" ".join(document.text[a:b].split()) for a, b in kept)
    left_out = len(gold.required) - len(kept)
    return Paper(path.stem, f"Invented title of {path.stem}", parts, quotations, left_out)


def _place(folded: _Folded, row: GoldRow) -> tuple[int, int] | None:
    """Start and end of a gold row in the text, trying each place where its first words stand."""
    start, end, at = fold(row.start), fold(row.end), -1
    while start and (at := folded.letters.find(start, at + 1)) >= 0:
        last = folded.letters.find(end, at)
        if last < 0:
            return None
        span = folded.places[at], folded.places[last + len(end) - 1] + 1
        words = len(folded.text[span[0] : span[1]].split())
        if row.length is None or abs(words - row.length) <= 2 + row.length // 8:
            return span
    return None


def _parts(
    document: Document, spans: Sequence[tuple[int, int]]
) -> tuple[tuple[Part, ...], list[tuple[int, int]]]:
    """All blocks in print, and the spans that stand in one block each or in following ones."""
    kept = [span for span in spans if _in_one_place(document, span)]
    parts = list(_rows(_block_part(document, block, kept) for block in document.blocks))
    return tuple(_with_notes(_with_cuts(parts))), kept


def _in_one_place(document: Document, span: tuple[int, int]) -> bool:
    touched = [b for b in document.blocks if b.span.start < span[1] and b.span.end > span[0]]
    return len(touched) == 1 or (len(touched) > 1 and all(b.kind == "paragraph" for b in touched))


def _block_part(
    document: Document, block: Block, spans: Sequence[tuple[int, int]]
) -> tuple[Block, Part]:
    start = block.span.start
    anchors = tuple(
        Anchor(n, a - start, min(b, block.span.end) - start)
        for n, (a, b) in enumerate(spans)
        if start <= a < block.span.end
    )
    text = document.text[start : block.span.end].replace("κ", "k").replace("\n", " ")
    return block, Part(_PARTS.get(block.kind, "paragraph"), text, anchors)


def _rows(blocks: Iterator[tuple[Block, Part]]) -> Iterator[Part]:
    """Cells of one row become one part."""
    cells: list[Part] = []
    row: tuple[int | None, int | None] = (None, None)
    for block, part in blocks:
        if cells and (block.table is None or (block.table, block.row) != row):
            yield Part("row", cells=tuple(cells))
            cells = []
        if block.table is None:
            yield part
        else:
            row = block.table, block.row
            cells += [Part("cell")] * ((block.column or 0) - len(cells)) + [part]
    if cells:
        yield Part("row", cells=tuple(cells))


def _with_cuts(parts: Sequence[Part]) -> Iterator[Part]:
    """A box in the middle of some quotations of the running text."""
    long_ones = 0
    for part in parts:
        cut, floats = None, False
        for anchor in part.anchors if part.kind == "paragraph" else ():
            if len(part.text[anchor.at : anchor.end].split()) < MIN_CUT_WORDS:
                continue
            if long_ones % BOX_EVERY == 0 and cut is None:
                cut = (anchor.at + anchor.end) // 2
            floats = floats or long_ones % BOX_EVERY == 1
            long_ones += 1
        yield replace(part, cut=cut, floats=floats and cut is None)


def _with_notes(parts: Iterator[Part]) -> Iterator[Part]:
    seen = 0
    for part in parts:
        fits = part.kind == "paragraph" and not part.anchors
        if fits and len(part.text.split()) >= MIN_NOTED_WORDS:
            seen += 1
            part = replace(part, note=seen % NOTE_EVERY == 0)
        yield part


def is_display(part: Part) -> bool:
    """A paragraph that is a quotation and little else is printed as a block."""
    if part.kind != "paragraph" or not part.anchors:
        return False
    return part.anchors[0].at <= 2 and part.anchors[-1].end >= 0.5 * len(part.text)
