"""Quote marks → passages: where a text opens and closes quotations.

In: the text of one block. Out: `Passage`s in order, outermost only, never overlapping. Knows
apostrophes, plural possessives, inches, inner quotations, marks that don't match or are missing
(which signs are marks at all is `glyphs`' affair). It says nothing about who speaks. Linear in the
length of the text: a mark looks a bounded way ahead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.marks.glyphs import Glyph, glyphs

MAX_MARKS_AHEAD = 80  # marks looked at for a closing one
MAX_PASSAGE = 9000  # code points; a longer "quotation" is a mark gone wrong

_DOUBLE = frozenset(['"', "“", "”", "„", "‟", "«", "»", "``", "''"])
_OPENING = frozenset("“„«‘‚‛")
_CLOSING = frozenset("”»")
_ELISION = re.compile(
    r"(?:[’'])(?:cause|cos|coz|em|til|till|tis|twas|n|bout|round|ere|s|d|ll|re|ve|\d0s)\b", re.I
)
_AND = re.compile(r"[’'‘`‛]n[’'‘`](?!\w)", re.I)  # fish ’n’ chips
# words that lose their last letter: "an’", "goin’ to", "fish n’ chips"
_CLIPPED = re.compile(r"(?:\w(?:s|in|z)|(?<!\w)(?:an|n|o|th|wi|ol|av|hav|yo))$", re.I)
# what a mark with white space on both sides may stand behind, if it opens
_LEADS = re.compile(r"(?:^\W{0,4}|[:(\[—–])\s*$")
_BEGINS = re.compile(r"\s(?:[^\W\d_]|[…\[“‘\"'])")
_BEGINS_WITHIN = "…[“‘\"'¿¡("  # what may stand right behind an opening mark, letters aside
_SHAPES = {"«": "»", "‘": "‚"}  # marks that close what the other one opened
_SPACED = frozenset('"“«„')
_INCHES = frozenset(['"', "”", "''"])
_STRONG_AFTER = re.compile(r"\s*(?:$|[.,;:?!…)\]—–]|[(\[]|-\s)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage between marks. `outer` has the marks, `inner` the words, both in the block.

    `closed` and `opened` are False where the mark at that end is missing; `damaged` where a
    converter made other signs of it.
    """

    outer: Span
    inner: Span
    mark: str
    opened: bool = True
    closed: bool = True
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    char: str
    start: int
    end: int
    opens: bool
    closes: bool
    elides: bool = False  # "'Cause": it opens only if the same sort of mark closes
    measures: bool = False  # 30": it closes only if nothing else does
    damaged: bool = False

    @property
    def double(self) -> bool:
        return self.char in _DOUBLE


def find_passages(text: str) -> tuple[Passage, ...]:
    """Every marked passage of a block's text, outermost ones, in order."""
    marks = _marks(text)
    closer_after = _closers(marks)
    found: list[Passage] = []
    at = 0
    while at < len(marks):
        mark = marks[at]
        if not mark.opens:
            at += 1
            continue
        closing = None
        if mark.elides and not _is_opened(text, marks, at):
            at += 1
            continue
        if closer_after[at] - at <= MAX_MARKS_AHEAD:
            closing = _closing(text, marks, at)
            if closing is None:
                closing = _mismatched(text, marks, at)
        if closing is None:
            found.append(_unclosed(text, mark))
            at += 1
            continue
        found.append(_passage(text, mark, marks[closing]))
        at = closing + 1
    return tuple(_without_swallowed(text, found, marks))


def _closers(marks: Sequence[_Mark]) -> list[int]:
    """For each mark the index of the next one that may close; far beyond the end for none."""
    after, found = 2 * len(marks) + MAX_MARKS_AHEAD + 1, [0] * len(marks)
    for at in range(len(marks) - 1, -1, -1):
        found[at] = after
        if marks[at].closes:
            after = at
    return found


def _passage(text: str, opening: _Mark, closing: _Mark) -> Passage:
    inner = _trimmed(text, opening.end, closing.start)
    outer = Span(opening.start, closing.end)
    return Passage(outer, inner, opening.char, damaged=opening.damaged or closing.damaged)


def _unclosed(text: str, mark: _Mark) -> Passage:
    end = len(text)
    inner = _trimmed(text, mark.end, end)
    return Passage(Span(mark.start, end), inner, mark.char, closed=False, damaged=mark.damaged)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _marks(text: str) -> list[_Mark]:
    marks = []
    for glyph in glyphs(text):
        mark = _read_mark(text, glyph)
        if mark.opens or mark.closes:
            marks.append(mark)
    return marks


def _read_mark(text: str, glyph: Glyph) -> _Mark:
    """What a mark may do here, by its shape and its neighbours."""
    char, start, end, damaged = glyph
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    opens = not after.isspace() and (
        char in _OPENING
        or _is_boundary(before)
        or (char in "\"'" and before in "\"'“‘")
        or (char == '"' and after.isalnum())
    )
    # a converter may leave a space inside the marks: ‘"words. " (P3)’
    stray = (
        char in '"”»'
        and bool(start)
        and (after.isspace() or after in ",;)" or (after == "." and not text.startswith("..", end)))
    )
    closes = (not before.isspace() or stray) and char not in "“„«‘‚‛``"
    if after.isspace() and char in _SPACED and _opens_spaced(text, glyph):
        return _Mark(char, start, end, True, False, damaged=damaged)
    if char in _SHAPES and _closes_shaped(text, glyph, before, after):
        return _Mark(char, start, end, False, True, damaged=damaged)
    if char == "“" and not opens and not before.isspace() and not _is_boundary(before):
        closes = True  # „quoted“ closes with the opening shape in some languages
    if char in _CLOSING:
        # ”quoted” and »quoted« open with the closing shape in some languages
        begins = after.isalnum() or after in _BEGINS_WITHIN
        opens = opens and (begins if char == "»" else before.isspace())
    elif char not in _DOUBLE:
        elides = _elides(text, glyph, before)
        opens, closes = _read_single(text, glyph, opens, closes, before, after)
        return _Mark(char, start, end, opens or elides, closes, elides, damaged=damaged)
    if opens and closes and char == '"':
        opens, closes = _read_straight(before, after)
    measures = closes and before.isdigit() and char in _INCHES
    return _Mark(char, start, end, opens, closes, measures=measures, damaged=damaged)


def _closes_shaped(text: str, glyph: Glyph, before: str, after: str) -> bool:
    """»quoted« and ‚quoted‘: the shape that opens in one language closes in another, where the one
    that it answers stands before it."""
    if before.isspace() or _is_boundary(before) or after.isalnum():
        return False
    answered = text.rfind(_SHAPES[glyph.char], max(0, glyph.start - MAX_PASSAGE), glyph.start)
    return answered >= 0


def _opens_spaced(text: str, glyph: Glyph) -> bool:
    """ "" If they rang a bell …”": a mark with white space behind it that opens all the same."""
    if not _BEGINS.match(text, glyph.end):
        return False
    before = text[max(0, glyph.start - 6) : glyph.start]
    if glyph.char in _OPENING:
        return not before or _is_boundary(before[-1])
    return bool(_LEADS.search(before)) and (
        before == "" or before[-1].isspace() or before[-1] in "(["
    )


def _elides(text: str, glyph: Glyph, before: str) -> bool:
    """Whether a mark before "Cause" or "Til" may be the opening one all the same."""
    return (
        glyph.char in "'‘"
        and _is_boundary(before)
        and text[glyph.end : glyph.end + 1].isupper()
        and _ELISION.match(text, glyph.start) is not None
    )


def _is_opened(text: str, marks: Sequence[_Mark], at: int) -> bool:
    """Whether a surely closing single mark comes before any other opening one."""
    for mark in marks[at + 1 : at + 1 + MAX_MARKS_AHEAD]:
        if mark.double:
            continue
        if mark.opens and not mark.elides:
            return False
        ends = text[mark.start - 1] in ".?!,…" or _STRONG_AFTER.match(text, mark.end)
        if mark.closes and ends:
            return True
    return False


def _is_boundary(before: str) -> bool:
    return before.isspace() or before in "([{<—–-/:=…>*_"


def _read_straight(before: str, after: str) -> tuple[bool, bool]:
    """A straight double mark between two signs: by the side that has the letter.

    Between two letters (a space was lost) it may do either: the marks before it decide.
    """
    if after.isalnum() and (before.isalnum() or before in ".,?!…"):
        return True, True
    if after.isalnum() and not before.isalnum() and before not in ".,?!…":
        return True, before in ")]"
    return before in "\"'“‘([—–", True


def _read_single(
    text: str, glyph: Glyph, opens: bool, closes: bool, before: str, after: str
) -> tuple[bool, bool]:
    """A single mark, or an apostrophe, which does neither."""
    char, start = glyph.char, glyph.start
    if before.isalnum() and after.isalnum():
        return False, False
    if _AND.match(text, start) or (start > 1 and _AND.match(text, start - 2)):
        return False, False
    if char in "’'`" and _ELISION.match(text, start) and not before.isalnum():
        return False, False
    if char == "’":
        opens = False
    if before.isdigit() and not after.isalnum() and char == "'" and after != ".":
        closes = True
    return opens, closes and not after.isalnum()


# Which mark closes which


def _closing(text: str, marks: Sequence[_Mark], at: int) -> int | None:
    if marks[at].double:
        return _closing_double(text, marks, at)
    return _closing_single(text, marks, at)


def _closing_double(text: str, marks: Sequence[_Mark], at: int) -> int | None:
    """The mark that closes a double one; one level of the same marks inside is allowed."""
    opening, depth, first = marks[at], 0, None
    limit = min(len(marks), at + 1 + MAX_MARKS_AHEAD)
    for i in range(at + 1, limit):
        mark = marks[i]
        if not mark.double or mark.start - opening.start > MAX_PASSAGE:
            if mark.start - opening.start > MAX_PASSAGE:
                break
            continue
        if mark.opens and mark.closes and depth == 0 and _opens_next(marks, i, limit):
            return None  # ours never closes: this mark opens the next passage
        if mark.measures and _another_closes(marks, i, limit):
            continue
        if mark.closes and not (mark.opens and mark.char == opening.char == "“"):
            if first is None:
                first = i
            if depth == 0:
                return i
            depth -= 1
        elif mark.opens:
            if opening.char == '"':
                return first  # straight marks do not nest: this opens the next passage
            depth += 1
    return first


def _another_closes(marks: Sequence[_Mark], at: int, limit: int) -> bool:
    """Whether the next double mark behind inches only closes: then the inches do not.

    In "about 30" and "more than 40" it opens, and the mark behind the number is one.
    """
    following = next((m for m in marks[at + 1 : limit] if m.double and not m.measures), None)
    return following is not None and following.closes and not following.opens


def _opens_next(marks: Sequence[_Mark], at: int, limit: int) -> bool:
    """Whether a mark that may do either is followed by one that can only close."""
    following = next((mark for mark in marks[at + 1 : limit] if mark.double), None)
    return following is not None and following.closes and not following.opens


def _closing_single(text: str, marks: Sequence[_Mark], at: int) -> int | None:
    """The mark that closes a single one: the first sure one; possessives only if nothing is."""
    opening, maybe, i = marks[at], None, at + 1
    limit = min(len(marks), at + 1 + MAX_MARKS_AHEAD)
    while i < limit and marks[i].start - opening.start <= MAX_PASSAGE:
        mark = marks[i]
        if mark.double and mark.opens:
            inner = _closing_double(text, marks, i)
            # a quotation inside ours, if it ends before ours can
            if inner is not None and inner < limit and _has_single_closing(marks, inner, limit):
                i = inner + 1
                continue
        elif not mark.double and mark.closes:
            if not _may_be_possessive(text, mark):
                return i
            if maybe is None:
                maybe = i
        elif not mark.double and mark.opens and not mark.elides and maybe is not None:
            return maybe
        i += 1
    return maybe


def _has_single_closing(marks: Sequence[_Mark], after: int, limit: int) -> bool:
    return any(not mark.double and mark.closes for mark in marks[after + 1 : limit])


def _may_be_possessive(text: str, mark: _Mark) -> bool:
    """ "patients’ notes", "goin’ to" or "6' long": the word goes on in the same breath."""
    if _STRONG_AFTER.match(text, mark.end):
        return False
    before = text[max(0, mark.start - 5) : mark.start]
    after = text[mark.end : mark.end + 2]
    goes_on = len(after) == 2 and after[0] == " " and (after[1].islower() or after[1].isdigit())
    return goes_on and (before[-1:].isdigit() or _CLIPPED.search(before) is not None)


def _mismatched(text: str, marks: Sequence[_Mark], at: int) -> int | None:
    """A closing mark of another shape, left over when all inner pairs are taken: ‘quoted"."""
    depth = 0
    for i in range(at + 1, min(len(marks), at + 1 + MAX_MARKS_AHEAD)):
        mark = marks[i]
        if mark.start - marks[at].start > MAX_PASSAGE:
            return None
        if mark.opens and not mark.closes:
            depth += 1
        elif mark.closes and depth:
            depth -= 1
        elif mark.closes and mark.double and _STRONG_AFTER.match(text, mark.end):
            return i
    return None


# Missing marks


def _without_swallowed(text: str, found: list[Passage], marks: Sequence[_Mark]) -> list[Passage]:
    """Unclosed passages end before the next one; a lone closing mark makes one from the start."""
    out: list[Passage] = []
    for i, passage in enumerate(found):
        if not passage.closed and i + 1 < len(found):
            end = found[i + 1].outer.start
            passage = Passage(
                Span(passage.outer.start, end),
                _trimmed(text, passage.inner.start, end),
                passage.mark,
                closed=False,
            )
        out.append(passage)
    lone = _lone_closing(text, marks, found)
    if lone is not None:
        inner = _trimmed(text, 0, lone.start)
        out.insert(0, Passage(Span(0, lone.end), inner, lone.char, opened=False))
    return out


def _lone_closing(text: str, marks: Sequence[_Mark], found: list[Passage]) -> _Mark | None:
    """The first mark of a block, if it only closes: its opening one is lost."""
    first = next((mark for mark in marks if not _is_no_mark(text, mark)), None)
    if first is None or not first.closes or first.opens or not first.double:
        return None
    return first if not found or found[0].outer.start > first.start else None


def _is_no_mark(text: str, mark: _Mark) -> bool:
    """Inches in mid-sentence, and the apostrophe of "'Cause"."""
    return mark.elides or (mark.measures and not _STRONG_AFTER.match(text, mark.end))
