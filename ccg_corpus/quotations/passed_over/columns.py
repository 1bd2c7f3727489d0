"""Columns of a table whose cells speak as people do, in which nothing was found.

In: a document with what was found. Out: a sentence with the number of cells, or "". Items of scales say
"I", too, and `Seen` has none of them: a column counts where the document tells that people
were asked or the heading says that they spoke.
"""

from __future__ import annotations

import re
from collections import defaultdict

from ccg_corpus.core.model import Block
from ccg_corpus.quotations.passed_over.seen import Seen, is_long, speaks_of_self

LEAST_CELLS = 3
_OF_SPEECH = re.compile(
    r"\b(?:said|says?|told|words|voices?|talk|quot\w*|verbatim|extracts?|excerpts?|comments?|respon\w+|"
    r"replies|reply|answers?|narratives?|testimon\w+|experiences?|views?|perspectives?|illustrat\w*)\b",
    re.I,
)


def missed_cells(seen: Seen) -> str:
    """What to say of such cells; "" where there are hardly any, or far more was found."""
    columns: dict[tuple[int, int], list[Block]] = defaultdict(list)
    for block in seen.blocks:
        if block.kind == "cell" and block.table is not None:
            columns[block.table, block.column or 0].append(block)
    missed = sum(_missed_in(seen, cells) for cells in columns.values())
    if missed < LEAST_CELLS or 2 * missed < len(seen.speech):
        return ""
    return (
        f"{missed} cells of tables sound like speech and were taken for nobody's words; "
        f"{len(seen.speech)} for somebody's"
    )


def _missed_in(seen: Seen, cells: list[Block]) -> int:
    header = next((cell.header for cell in cells if cell.header), "")
    if not (_OF_SPEECH.search(header) or seen.heard):
        return 0
    rows = [cell for cell in cells if is_long(seen.document.slice(cell.span))]
    spoken = [cell for cell in rows if speaks_of_self(seen.document.slice(cell.span))]
    if len(spoken) < LEAST_CELLS or 2 * len(spoken) < len(rows):
        return 0
    return sum(not seen.is_found(cell.span) for cell in spoken)
