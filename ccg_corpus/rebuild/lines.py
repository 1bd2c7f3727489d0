"""Printed lines → pieces: paragraphs, table rows and captions, with debris left out.

In: the lines of a plain text or a PDF. Out: pieces in reading order. Works for hard-wrapped lines
with and without blank lines between paragraphs, and for one paragraph a line. A paragraph that a
page break, a column or a box cut is put together again where it says it is not finished.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ccg_corpus.core.model import DraftLine
from ccg_corpus.rebuild.debris import without_debris
from ccg_corpus.rebuild.endings import goes_on, is_caption, is_finished, leads_in, waits
from ccg_corpus.rebuild.hyphens import ENDS_TORN
from ccg_corpus.rebuild.pieces import Piece, Printed, printed
from ccg_corpus.rebuild.rejoin import rejoin
from ccg_corpus.rebuild.sections import heading_number, section_named
from ccg_corpus.rebuild.spacing import MAX_WRAPPED, closed_up
from ccg_corpus.rebuild.turns import cut_at_turns, turns_by_text

MAX_OPEN_LINES = 20  # lines in which the mark of an open quotation has to close
MAX_OPEN_INNER_LINES = 5  # the same for single marks, which may be apostrophes
NARROW = 0.93  # of the column: shorter lines may be of a narrower block
FULL = 0.88  # of a narrower block: lines from this length on are full
SET_IN = 0.6  # em, where the format has places: an indent
MIN_NARROW_LINES = 3
MAX_TABLE_GAP = 6  # lines between two rows of one table

_DOUBLE_MARK = re.compile("[“”]")
_SINGLE_MARK = re.compile(r"‘|’(?!\w)")
_CLOSING_DOUBLE = re.compile("”")
_CLOSING_SINGLE = re.compile(r"’(?!\w)")
_BULLET = re.compile(r"[•●▪◦‣·*–-]\s+\S")
_NUMBERED = re.compile(r"\(?\d{1,3}[.)]\s+\S")
_CELL_LABEL = re.compile(r"[.?!…\"”’']\s*[(\[][^()\[\]]*[)\]]\.?$")
# words that open a sentence and, in mid-sentence, would not have a capital
_OPENER = re.compile(
    r"(?:A|An|The|This|These|Those|That|There|It|They|We|He|She|In|On|At|For|From|With|While|"
    r"Whilst|When|Where|Although|Though|Despite|Because|Since|As|If|Most|Many|Several|Some|All|"
    r"Both|One|Two|Three|Another|Other|Others|Our|Their|Each|However|Overall|Participants?|"
    r"Respondents?|Interviewees?|Data|To|By|Also|Finally|First|Second|During|After|Before)\b"
)
_NO_HEADING_START = re.compile(
    r"(?:A|An|The|This|These|Those|There|It|They|We|He|She|In|On|At|For|With|While|When|Although|"
    r"As|If|Most|Many|Several|Some|All|Both|One|Two|Another|Our|Their|However|By)\b"
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|do|does|did)\b")


def pieces_from_lines(lines: Sequence[DraftLine], *, is_paged: bool = True) -> list[Piece]:
    """Paragraphs, rows and captions out of printed lines, in reading order.

    `is_paged`: the lines may be those of pages, with their numbers and heads.
    """
    shown = [printed(line) for line in lines]
    turns = turns_by_text([line.text for line in shown if line.text])
    chunks = _chunks(closed_up(without_debris(shown, turns) if is_paged else shown))
    if turns:
        chunks = [part for chunk in chunks for part in cut_at_turns(chunk, turns)]
    wrapped = _is_wrapped([line.text for chunk in chunks for line in chunk])
    pieces: list[Piece] = []
    table = 0
    for at, chunk in enumerate(chunks):
        width = _width_around(chunks, at)
        for part, tabbed in _tabbed_parts(chunk):
            if tabbed:
                table += 1
                pieces.extend(_rows(part, table))
            elif wrapped or _is_wrapped_part(part):
                pieces.extend(_paragraphs(part, width))
            else:
                pieces.extend(_piece([line]) for line in part)
    return rejoin(pieces)


# Chunks and paragraphs


def _chunks(lines: list[Printed]) -> list[list[Printed]]:
    """Lines between blank ones; blank lines stay in the `raw` before them."""
    chunks: list[list[Printed]] = []
    current: list[Printed] = []
    for line in lines:
        if line.text:
            current.append(line)
            continue
        if current:
            chunks.append(current)
            current = []
        if chunks:
            last = chunks[-1]
            last[-1] = last[-1]._replace(raw=last[-1].raw + line.raw)
    return [*chunks, current] if current else chunks


def _tabbed_parts(chunk: list[Printed]) -> list[tuple[list[Printed], bool]]:
    """A chunk cut into its tables, whose cells tabs part, and the lines around them.

    A short chunk with a tab is a table whole; in a long one, lines between two tabbed ones that
    are near each other belong to the table.
    """
    tabbed = [at for at, line in enumerate(chunk) if "\t" in line.raw.strip()]
    if not tabbed:
        return [(chunk, False)]
    if len(chunk) <= MAX_TABLE_GAP * (len(tabbed) + 1):
        return [(chunk, True)]
    parts: list[tuple[list[Printed], bool]] = []
    start = 0
    while tabbed:
        first = last = tabbed.pop(0)
        while tabbed and tabbed[0] - last <= MAX_TABLE_GAP:
            last = tabbed.pop(0)
        parts += [(chunk[start:first], False), (chunk[first : last + 1], True)]
        start = last + 1
    return [(part, is_table) for part, is_table in (*parts, (chunk[start:], False)) if part]


def _is_wrapped(texts: list[str]) -> bool:
    lengths = sorted(len(text) for text in texts)
    return bool(lengths) and lengths[int(0.98 * (len(lengths) - 1))] <= MAX_WRAPPED


def _is_wrapped_part(part: list[Printed]) -> bool:
    """Whether a few lines are wrapped in a text of mostly one paragraph a line: they break off."""
    if len(part) < 3 or any(len(line.text) > MAX_WRAPPED for line in part):
        return False
    broken = sum(not is_finished(line.text) for line in part[:-1])
    return 2 * broken > len(part) - 1


def _width_around(chunks: list[list[Printed]], at: int) -> int:
    """How wide the column is: the longest of the chunk's lines, or of its neighbours' if few."""
    lengths = sorted(len(line.text) for line in chunks[at])
    if len(lengths) >= 6:
        return lengths[int(0.95 * (len(lengths) - 1))]
    near = [len(line.text) for c in chunks[max(0, at - 4) : at + 5] for line in c]
    return sorted(near)[int(0.9 * (len(near) - 1))]


def _paragraphs(chunk: list[Printed], width: int) -> list[Piece]:
    """A chunk of wrapped lines, cut where a line ended before it was full."""
    pieces: list[Piece] = []
    current: list[Printed] = []
    widths = _widths([len(line.text) for line in chunk], width)
    may_quote = not all(line.text.isascii() for line in chunk)
    for at, line in enumerate(chunk):
        current.append(line)
        rest = chunk[at + 1 : at + 3]
        if may_quote and rest and _in_quotation(current, chunk[at + 1 : at + 1 + MAX_OPEN_LINES]):
            continue
        if (
            not rest
            or _breaks(current, rest[0], widths[at])
            or _indent_changes(current, rest[0], widths[at], widths[at + 1])
            or _heading_next(line, rest, width)
        ):
            piece = _piece(current)
            indented = _is_set_in(current, widths[at] < width)
            after_column = not pieces or not pieces[-1].indented
            soft = piece.soft and not (
                indented and after_column and pieces and leads_in(pieces[-1].text)
            )
            if (indented, soft) != (piece.indented, piece.soft):
                piece = replace(piece, indented=indented, soft=soft)
            pieces.append(piece)
            current = []
    return pieces


def _is_set_in(lines: Sequence[Printed], narrow: bool) -> bool:
    """Whether all lines of a paragraph are set in, as far as the format tells."""
    if lines[0].size is not None:
        return min(line.inset for line in lines) > SET_IN
    return narrow and len(lines) > 1


def _widths(lengths: Sequence[int], width: int) -> list[int]:
    """How wide the block of each line is: display quotations are set narrower than the column.

    A run of lines that are all shorter than the column is a narrower block, if most of them are
    full in it.
    """
    widths = [width] * len(lengths)
    start = 0
    for at in range(len(lengths) + 1):
        if at < len(lengths) and lengths[at] < NARROW * width:
            continue
        run = lengths[start:at]
        if len(run) >= MIN_NARROW_LINES:
            own = max(run)
            if sum(length >= FULL * own for length in run) * 2 > len(run):
                widths[start:at] = [own] * len(run)
        start = at + 1
    return widths


def _indent_changes(
    current: Sequence[Printed], following: Printed, width: int, next_width: int
) -> bool:
    """Whether a finished line is the last one before a wider or a narrower block."""
    line = current[-1]
    if line.size is not None:
        return abs(line.inset - following.inset) > SET_IN and is_finished(_last_words(current))
    if next_width < width and leads_in(line.text[-40:]):
        return True
    if width == next_width or not re.match(r"[\"'“‘(\[…]?[A-Z0-9\[(…]", following.text):
        return False
    return is_finished(line.text)


def _in_quotation(current: list[Printed], rest: Sequence[Printed]) -> bool:
    """Whether a quotation in curly marks is open that closes a few lines on."""
    last = [line.text for line in current[: -MAX_OPEN_LINES - 1 : -1] if not line.text.isascii()]
    if _is_open(last, "“", _CLOSING_DOUBLE):
        return _next_mark(rest[:MAX_OPEN_LINES], _DOUBLE_MARK) == "”"
    if _is_open(last, "‘", _CLOSING_SINGLE):
        return _next_mark(rest[:MAX_OPEN_INNER_LINES], _SINGLE_MARK) == "’"
    return False


def _is_open(backwards: Sequence[str], opening: str, closing: re.Pattern[str]) -> bool:
    """Whether lines, the last one first, open a quotation that they do not close."""
    for text in backwards:
        at = text.rfind(opening)
        if closing.search(text, max(0, at)):
            return False
        if at >= 0:
            return True
    return False


def _last_words(current: Sequence[Printed]) -> str:
    """The last two lines: a label that closes a quotation may be torn."""
    return " ".join(line.text for line in current[-2:])


def _next_mark(rest: Sequence[Printed], marks: re.Pattern[str]) -> str:
    for line in rest:
        if mark := marks.search(line.text):
            return mark.group()
        if is_caption(line.text) or section_named(line.text):
            break
    return ""


def _breaks(current: list[Printed], following: Printed, width: int) -> bool:
    """Whether a paragraph or heading ends at the last line of `current`."""
    text, next_text = current[-1].text, following.text
    first_word = next_text.split(" ", 1)[0]
    room = width - len(text) - 1 - len(first_word)
    if _BULLET.match(next_text) or is_caption(next_text):
        return room >= 0 or is_finished(text)
    # proportional type: lines of one column differ by a tenth in characters; print knows better
    ended = room >= width // 9 if current[-1].size is None else not current[-1].filled
    if ended and is_finished(_last_words(current)):
        return True
    if text.endswith(":") and room > 0 and re.match(r"[‘“\"'A-Z]", next_text):
        return True
    # "4.2.2 Being told": bold, and nothing but its number and its length tells it from the text
    numbered = len(current) == 1 and "." in (heading_number(text) or "") and room > width // 4
    return _is_heading_line(current, next_text, forced=ended or numbered, room=room)


def _heading_next(line: Printed, rest: Sequence[Printed], width: int) -> bool:
    """Whether a heading follows a paragraph whose last line is full."""
    if len(rest) < 2:
        return False
    room = width - len(rest[0].text) - 1 - len(rest[1].text.split(" ", 1)[0])
    if room < width // 4 or is_finished(rest[0].text) or not is_finished(line.text):
        return False
    return _is_heading_line([rest[0]], rest[1].text, forced=True, room=room)


def _is_heading_line(current: list[Printed], next_text: str, *, forced: bool, room: int) -> bool:
    """A short unfinished line or two before a new sentence, at the start of a paragraph."""
    if len(current) > 3:
        return False
    text = " ".join(line.text for line in current)
    if section_named(text) and re.match(r"[\"'“‘(\[]?[A-Z0-9]", next_text):
        return room > 0
    words = text.split()
    if len(words) > 16 or text.endswith(ENDS_TORN):
        return False
    if waits(text) or not re.match(r"[A-Z0-9\"“‘']", words[0]):
        return False
    if forced:
        return bool(re.match(r"[\"'“‘(\[]?[A-Z0-9]", next_text))
    if len(current) > 1 or len(words) > 10 or re.search(r"[,;.()]", text):
        return False
    if _OPENER.match(next_text):
        return not _NO_HEADING_START.match(text)
    verbless = not _FINITE.search(text) and not _NO_HEADING_START.match(text)
    return verbless and len(words) > 2 and bool(re.match(r"[A-Z]", next_text))


def _piece(lines: list[Printed]) -> Piece:
    text = lines[0].text
    kind = "paragraph"
    if is_caption(text):
        kind = "caption"
    elif _BULLET.match(text) or _NUMBERED.match(text):
        kind = "list_item"
    return Piece(kind=kind, lines=tuple(lines), soft=goes_on(text))


def _rows(chunk: list[Printed], table: int) -> list[Piece]:
    """Rows of a table whose cells a converter parted with tabs; other lines stay paragraphs.

    A cell printed on several lines is one cell: its words go on in the same column below.
    """
    pieces: list[Piece] = []
    open_cells: dict[int, int] = {}  # column → index of its last cell in `pieces`
    for row, line in enumerate(chunk):
        cells = line.raw.rstrip("\n").split("\t")
        if len(cells) == 1:
            open_cells.clear()
            pieces.append(_piece([line]))
            continue
        continues = _row_goes_on(pieces, open_cells, cells[0].strip())
        for column, cell in enumerate(cells):
            end = "\n" if column == len(cells) - 1 else "\t"
            if not cell.strip():
                continue
            shown = Printed(" ".join(cell.split()), cell + end, line.page)
            above = open_cells.get(column)
            if above is not None and _goes_on(pieces[above].text, shown.text, row=continues):
                pieces[above] = pieces[above].joined(Piece("cell", (shown,)))
                continue
            open_cells[column] = len(pieces)
            pieces.append(Piece("cell", (shown,), table=table, row=row, column=column))
    return pieces


def _row_goes_on(pieces: list[Piece], open_cells: dict[int, int], first: str) -> bool:
    """Whether a printed line continues the row above: its first cell is empty or goes on."""
    if not first:
        return True
    above = open_cells.get(0)
    return above is not None and (first[0].islower() or pieces[above].text.endswith(ENDS_TORN))


def _goes_on(above: str, text: str, *, row: bool) -> bool:
    """Whether a cell's words go on in the line below: lower case, or a row that goes on."""
    if above.endswith((*ENDS_TORN, ",")):
        return True
    if not re.search(r"[^\W\d_]", above) or not re.match(r"[^\W\d_]|[\[(\"“‘…]", text):
        return False
    if _CELL_LABEL.search(above):
        return False
    if is_finished(above):
        return row and (len(above.split()) > 3 or _open_bracket(above))
    return text[0].islower() or (row and len(above.split()) > 3)


def _open_bracket(text: str) -> bool:
    return text.count("(") > text.count(")")
