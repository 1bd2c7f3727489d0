"""Printed lines of one page → the same, without the raised numbers that call the notes at its foot.

A number in the middle of a sentence is dropped only where the page prints a note of that number in
smaller type; raised numbers of other kinds (references, powers) stay. Pure.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.readers.pdf.layout.fragments import PrintedLine

_OPEN, _CLOSE = "\ue0f0", "\ue0f1"  # around a raised number until the page is whole
_CALL = re.compile(f"{_OPEN}(\\d{{1,2}}){_CLOSE}")
_NOTE = re.compile(f"{_OPEN}?(\\d{{1,2}}){_CLOSE}?[.)]?\\s*(?=[^\\W\\d_]|[“‘\"'])")
_RAISED_TO = re.compile(r"(?:\d|\b[ckm]?m)$")  # before a power: 10², km²
_SMALLER = 0.95  # of the page's usual type


def marked(text: str) -> str:
    """A raised number with its place kept in mind; any other text as it is."""
    return f"{_OPEN}{text}{_CLOSE}" if text.isdecimal() and len(text) < 3 else text


def without_calls(lines: Sequence[PrintedLine], *, drop: bool) -> list[PrintedLine]:
    """The lines of a page with its calls of notes dropped, or with nothing but the marks gone."""
    if not any(_OPEN in line.text for line in lines):
        return list(lines)
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    small = _SMALLER * sizes.most_common(1)[0][0]
    found = (_NOTE.match(line.text) for line in lines if line.size < small)
    notes = {note.group(1) for note in found if note} if drop else set()
    return [_shown(line, notes) if _OPEN in line.text else line for line in lines]


def _shown(line: PrintedLine, notes: set[str]) -> PrintedLine:
    def kept(call: re.Match[str]) -> str:
        before = line.text[: call.start()]
        is_call = bool(before) and call.group(1) in notes and not _RAISED_TO.search(before)
        return "" if is_call else call.group(1)

    return line._replace(text=_CALL.sub(kept, line.text))
