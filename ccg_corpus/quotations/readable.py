"""Which blocks quotations are looked for in: not in abstracts, references, titles.

In: a document. Out: its readable blocks by index, with their texts.
"""

from __future__ import annotations

from collections.abc import Iterator

from ccg_corpus.core.model import Block, Document
from ccg_corpus.rebuild.sections import is_back_matter

READ_KINDS = frozenset(["paragraph", "quote", "list_item", "cell", "callout", "caption", "note"])


def is_readable(document: Document, at: int) -> bool:
    """Whether quotations are looked for in a block."""
    block = document.blocks[at]
    if block.kind not in READ_KINDS or block.section == "abstract":
        return False
    if not block.headings:
        return True
    return not is_back_matter(document.slice(document.blocks[block.headings[-1]].span))


def readable_blocks(document: Document) -> Iterator[tuple[int, Block, str]]:
    """The readable blocks, in order: index, block, text."""
    for at, block in enumerate(document.blocks):
        if is_readable(document, at):
            yield at, block, document.slice(block.span)
