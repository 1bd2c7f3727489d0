"""Printed lines of PDF pages: characters put right, running heads taken away, gaps made visible.

Lines with their places in, draft lines out, with a blank one where the page leaves a gap, changes
its type or sets an indent: what a reader sees as the end of a paragraph. Nothing is joined here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from ccg_corpus.core.model import DraftLine
from ccg_corpus.readers.pdf.layout.fragments import PrintedLine
from ccg_corpus.readers.pdf.layout.heads import in_text
from ccg_corpus.readers.pdf.layout.places import placed
from ccg_corpus.readers.pdf.layout.ragged import straightened

_LIGATURES = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    # TeX's own encodings, where the file does not say which characters they stand for
    "\x0b": "ff", "\x0e": "ffi", "\x0f": "ffl",
    "\x10": "“", "\x11": "”", "\x12": "„", "\x13": "«", "\x14": "»", "\x15": "–", "\x16": "—",
    "\x1b": "ff", "\x1c": "fi", "\x1d": "fl", "\x1e": "ffi", "\x1f": "ffl",
    "\x00": "", "\x0c": " ", "\n": " ", "\r": " ",
}  # fmt: skip
_PUT_RIGHT = str.maketrans(_LIGATURES)
# TeX sets an accent and its letter one over the other: "caf´e", "Para´". An acute is an apostrophe too.
_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "¨": "\u0308"}
_ACCENTED = re.compile(
    r"(?:(?<=[^\W\d_]{2})|(?<=\b[A-Z]))([´`ˆ˜¨])([aeiouıAEIOU])|(?<=[^\W\d_])([ˆ˜¨])([nNyY])|"
    r"(?<=[^\W\d_])([aeiou])([´`ˆ˜¨])(?=[\s,.;)]|$)"
)
_WRONG = re.compile(f"[{re.escape(''.join(_LIGATURES))}]")
_SPACES = re.compile(r"[ \xa0]{2,}")  # justified lines are padded
_SOFT_HYPHEN = "\xad"
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?(?:[-–|(\[]\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*[-–|)\]])?(?:\s*(?:/|of)\s*\d{1,4})?",
    re.IGNORECASE,
)
_MARGIN = 0.15  # of the page's height: where heads and feet stand
_SAME_HEIGHT = 4.0  # points
_MIN_SHARE = 0.25  # of the pages
_MOST_ROWS = 5  # of heads, or of feet, on a page
_MOST_ELSEWHERE = 1.5  # printings on all of the page, for each one in its margins
_LEAST_KEPT = 0.1  # of the letters: where next to all recurs, it is the text
_GAP = 1.35  # of the usual distance between lines
_GAP_OF_FLOAT = 1.1
_FAR = 2.5  # em: between a head and the text
_OUTDENT, _DEEPEST = 0.5, 5.0  # em
_OTHER_SIZE = 1.08
_OTHER_ELSEWHERE = 1.04  # in another column or on another page: a box, or text around quotations
_RULE = re.compile(r"[\W_]{8,}")  # a line drawn with dots or dashes
_FLOAT = re.compile(
    r"(?:Fig(?:ure|\.)|Table|(?:Text)?[Bb]ox|Exhibit) \d+\b(?:[.:–—-]|$| [A-Z])", re.ASCII
)
_FINISHED = re.compile(r"[.:;?!…”’\"')\]]$")
_MARKED = re.compile(r"[•●▪◦‣·*–—-]|\(?\d{1,3}[.)\]]|\[\d")


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of one page, and where it begins and ends."""

    lines: tuple[PrintedLine, ...]
    bottom: float = 0.0
    top: float = 842.0

    def height_of(self, line: PrintedLine) -> float:
        """0 at the foot of the page, 1 at its head."""
        return (line.y - self.bottom) / max(1.0, self.top - self.bottom)


def put_right(text: str) -> str:
    """Letters in place of ligature characters and of the codes of TeX's fonts."""
    if text.isascii() and text.isprintable():
        return text
    return text.translate(_PUT_RIGHT) if _WRONG.search(text) else text


def clean_line(line: str) -> str:
    """One printed line without ligature characters, and soft hyphens only at its end."""
    line = put_right(line)
    if "  " in line or "\xa0" in line:
        line = _SPACES.sub(" ", line)
    line = line.rstrip()
    if not line.isascii() or "`" in line:
        line = _ACCENTED.sub(_composed, line)
    if _SOFT_HYPHEN in line:
        line = line[:-1].replace(_SOFT_HYPHEN, "") + line[-1]
    return line


def _composed(match: re.Match[str]) -> str:
    """A letter with the accent that stands before or behind it, as one character."""
    one, other = (part for part in match.groups() if part)
    accent, letter = (one, other) if one in _ACCENTS else (other, one)
    return unicodedata.normalize("NFC", letter.replace("ı", "i") + _ACCENTS[accent])


# Running heads and feet


def without_furniture(pages: Sequence[Page]) -> list[Page]:
    """The pages without what stands at the same height on many of them.

    A head is the same but for its digits on two pages or more and on a quarter of them; page
    numbers stand alone in the margins of as many. Left and right pages may have heads of their
    own: small type, far from the text, at one height on half of the pages.
    """
    enough = max(2.0, _MIN_SHARE * len(pages))
    margins = [[ln for ln in page.lines if _in_margin(page, ln)] for page in pages]
    running = _running(margins, enough, Counter(_key(ln) for page in pages for ln in page.lines))
    numbered = sum(1 for lines in margins if any(_is_page_number(ln) for ln in lines))
    slots = {(y + step, size) for y, size in _slots(pages) for step in (-1, 0, 1)}
    out: list[Page] = []
    for page, lines in zip(pages, margins, strict=True):
        heads = {
            ln
            for ln in page.lines
            if (ln in lines and _is_furniture(ln, running, numbered >= enough))
            or (round(ln.y), ln.size) in slots
        }
        heads = _at_the_edge(page, heads - in_text(page.lines, heads))
        kept = tuple(ln for ln in page.lines if ln not in heads)
        out.append(Page(kept, page.bottom, page.top))
    # Copies of one page, or a page set again and again, are no heads.
    return out if _letters(out) >= _LEAST_KEPT * _letters(pages) else list(pages)


def _letters(pages: Sequence[Page]) -> int:
    return sum(len(line.text) for page in pages for line in page.lines)


def _at_the_edge(page: Page, heads: set[PrintedLine]) -> set[PrintedLine]:
    """Those of the lines that nothing but another head, or one line more, parts from the page's edge.

    A sentence that a page repeats in its text stands in the margin on another one.
    """
    if not heads:
        return heads
    rows = sorted({round(ln.y) for ln in page.lines})
    headed = {round(ln.y) for ln in heads}
    margin = {round(ln.y) for ln in page.lines if _in_margin(page, ln)}
    kept: set[int] = set()
    for ordered in (rows, rows[::-1]):
        others = 0
        for y in ordered[:_MOST_ROWS]:
            if y in headed:
                kept.add(y)
            else:
                others += 1
                if others > 1 or y not in margin:
                    break
    return {ln for ln in heads if round(ln.y) in kept}


def _slots(pages: Sequence[Page]) -> set[tuple[int, float]]:
    """Heights and sizes of the heads and feet that say something else on every page."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    usual = sizes.most_common(1)[0][0] if sizes else 0.0
    found: Counter[tuple[int, float]] = Counter()
    for page in pages:
        found.update({(round(ln.y), ln.size) for ln in _outermost(page) if ln.size < usual})
    return {slot for slot, count in found.items() if count >= max(2.0, 0.5 * len(pages))}


def _outermost(page: Page) -> Iterator[PrintedLine]:
    """The first and the last line, if they stand in the margin, alone and far from the others."""
    by_height = sorted(page.lines, key=lambda ln: ln.y)
    for ordered in (by_height, by_height[::-1]):
        outer = ordered[0] if len(ordered) > 1 else None
        if outer and _in_margin(page, outer) and abs(ordered[1].y - outer.y) > _FAR * outer.size:
            yield outer


_Running = dict[str, list[float]]  # what a head says → the heights at which it runs


def _running(
    margins: Sequence[Sequence[PrintedLine]], enough: float, printings: Counter[str]
) -> _Running:
    """What stands at one height on pages enough, and hardly anywhere else: a sentence or a label
    that a text repeats stands in the middle of pages as well."""
    places: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number, lines in enumerate(margins):
        for line in lines:
            places[_key(line)].append((line.y, number))
    return {
        key: [y for y, _ in found if _pages_at(found, y) >= enough]
        for key, found in places.items()
        if len(found) >= enough and printings[key] < _MOST_ELSEWHERE * len(found)
    }


def _pages_at(found: list[tuple[float, int]], height: float) -> int:
    return len({number for y, number in found if abs(y - height) <= _SAME_HEIGHT})


def _in_margin(page: Page, line: PrintedLine) -> bool:
    height = page.height_of(line)
    return height < _MARGIN or height > 1 - _MARGIN


def _key(line: PrintedLine) -> str:
    return _DIGITS.sub("0", " ".join(line.text.split())).lower()


def _is_page_number(line: PrintedLine) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _is_furniture(line: PrintedLine, running: _Running, numbers: bool) -> bool:
    """Whether a line in the margin is a page number or a running head."""
    if numbers and _is_page_number(line):
        return True
    heights = running.get(_key(line), ())
    return any(abs(line.y - height) <= _SAME_HEIGHT for height in heights)


# Gaps


def draft_lines(pages: Sequence[Page]) -> tuple[DraftLine, ...]:
    """Every page's lines with their places, blank lines where the print shows a break."""
    pages = [replace(page, lines=tuple(straightened(page.lines))) for page in pages]
    leadings = _leadings(pages)
    out: list[DraftLine] = []
    last: PrintedLine | None = None
    for number, page in enumerate(pages, start=1):
        if last and page.lines and _opens_page(last, page.lines):
            out.append(DraftLine("", number))
        out += _with_breaks(page.lines, leadings, number)
        last = page.lines[-1] if page.lines else last
    return tuple(out)


def _leadings(pages: Sequence[Page]) -> dict[float, float]:
    """The usual distance between lines of each size of type."""
    steps: dict[float, list[float]] = defaultdict(list)
    for page in pages:
        for above, below in pairwise(page.lines):
            size = _round(above.size)
            step = above.y - below.y
            if (
                size == _round(below.size)
                and 0.5 * size < step < 3 * size
                and _overlap(above, below)
            ):
                steps[size].append(step)
    return {size: _usual(found) for size, found in steps.items()}


def _usual(steps: list[float]) -> float:
    """A low one: gaps between paragraphs and items must not pass for the usual distance."""
    return sorted(steps)[int(0.2 * (len(steps) - 1))] if len(steps) > 3 else median(steps)


@lru_cache(maxsize=1024)
def _round(size: float) -> float:
    return round(size * 2) / 2


def _overlap(above: PrintedLine, below: PrintedLine) -> bool:
    return above.x0 < above.x1 > below.x0 and above.x0 < below.x1 > below.x0


def _with_breaks(
    lines: Sequence[PrintedLine], leadings: dict[float, float], number: int
) -> Iterator[DraftLine]:
    places = placed(lines)
    for n, line in enumerate(lines):
        if n and (_is_break(lines, n, leadings) or _other_level(places[n - 1], places[n])):
            yield DraftLine("", number)
        text, (inset, filled) = clean_line(line.text), places[n]
        shown = "" if _RULE.fullmatch(text) else text
        yield DraftLine(shown, number, round(line.size, 1), inset, filled)


def _is_break(lines: Sequence[PrintedLine], n: int, leadings: dict[float, float]) -> bool:
    """Does the print show a break before line `n`?"""
    above, line = lines[n - 1], lines[n]
    if _other_size(above, line):
        return True
    step = above.y - line.y
    if not _overlap(above, line) or step <= 0:  # a new column
        other = _other_size(above, line, _OTHER_ELSEWHERE) or _FLOAT.match(line.text) is not None
        return other or _opens_indented(lines, n)
    usual = leadings.get(_round(line.size), 1.2 * line.size)
    if step > _GAP_OF_FLOAT * usual and _FLOAT.match(line.text):
        return True
    return step > _GAP * usual or _indent_breaks(lines, n)


def _other_level(above: tuple[float, bool], line: tuple[float, bool]) -> bool:
    """Does a passage that is set in deeper end with a line that is not full?"""
    return not above[1] and _OUTDENT < above[0] - line[0] < _DEEPEST


def _opens_page(last: PrintedLine, lines: Sequence[PrintedLine]) -> bool:
    """Does a new page begin with something else than what the one before ended with?"""
    floats = _FLOAT.match(lines[0].text) is not None
    other = floats or _other_size(last, lines[0], _OTHER_ELSEWHERE)
    return other or _opens_indented(lines, 0)


def _other_size(above: PrintedLine, line: PrintedLine, least: float = _OTHER_SIZE) -> bool:
    one, other = above.size, line.size
    return one != other and max(one, other) > least * min(one, other)


def _opens_indented(lines: Sequence[PrintedLine], n: int) -> bool:
    return (
        n + 1 < len(lines) and _indent(lines[n + 1], lines[n]) and _adjacent(lines[n], lines[n + 1])
    )


def _adjacent(above: PrintedLine, below: PrintedLine) -> bool:
    return 0 < above.y - below.y < 3 * above.size and _overlap(above, below)


def _indent(margin: PrintedLine, line: PrintedLine) -> bool:
    """Is `line` set in against `margin`, as a paragraph or a quotation is?"""
    return 0.7 * line.size < line.x0 - margin.x0 < 5 * line.size


def _level(one: PrintedLine, other: PrintedLine) -> bool:
    return abs(one.x0 - other.x0) < 0.4 * one.size


def _indent_breaks(lines: Sequence[PrintedLine], n: int) -> bool:
    """An indented first line, or the begin or the end of an indented passage."""
    above, line = lines[n - 1], lines[n]
    if _indent(above, line):
        # Further lines of a list item or a reference are set in as well.
        return not _MARKED.match(above.text) and _ends(lines, n - 1)
    two_above = lines[n - 2] if n > 1 else above
    return _indent(line, above) and _level(two_above, above) and _ends(lines, n - 1)


def _ends(lines: Sequence[PrintedLine], n: int) -> bool:
    """Does line `n` end a sentence, or stop before the edge of its column?"""
    line = lines[n]
    near = lines[max(0, n - 6) : n + 7]
    edge = max((other.x1 for other in near if _overlap(other, line)), default=line.x1)
    return _FINISHED.search(line.text) is not None or line.x1 < edge - 3 * line.size
