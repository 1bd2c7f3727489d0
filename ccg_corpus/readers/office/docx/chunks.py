"""Documents of another format within a Word file (`altChunk`): a name in, their blocks out.

Some programs on the web write a page, or a saved page, into a Word file that holds nothing else; Word
reads it when it opens the file. A Word file within a Word file is not read.
"""

from __future__ import annotations

from typing import Any

from ccg_corpus.core.errors import SourceError
from ccg_corpus.core.model import Draft, DraftBlock
from ccg_corpus.readers.limits import Limits

_HEAD = 4096


def chunk_of(part: Any, name: str, *, limits: Limits) -> list[DraftBlock]:
    """The blocks of what a part names so; none of what can't be read."""
    relation = part.rels.get(name)
    if relation is None or relation.is_external:
        return []
    try:
        return _blocks(relation.target_part.blob, limits)
    except SourceError:
        return []


def _blocks(data: bytes, limits: Limits) -> list[DraftBlock]:
    from ccg_corpus.readers.office.rtf.reader import read_rtf
    from ccg_corpus.readers.plain.text import read_text
    from ccg_corpus.readers.sniff import format_of
    from ccg_corpus.readers.web.html import read_html
    from ccg_corpus.readers.web.mhtml import read_mhtml

    readers = {"html": read_html, "mhtml": read_mhtml, "rtf": read_rtf, "text": read_text}
    read = readers.get(format_of(data[:_HEAD], suffix=".txt"))
    return list(_blocks_of(read(data, limits=limits))) if read else []


def _blocks_of(draft: Draft) -> list[DraftBlock]:
    lines = (line.text.strip() for line in draft.lines)
    return [*draft.blocks, *(DraftBlock("paragraph", line) for line in lines if line)]
