"""Draft → Document: one text, its blocks, its headings, and the way back to what was printed.

In: a `Draft` of printed lines (plain text, PDF) or of stated blocks (Markdown, HTML, JATS).
Out: a `Document` whose `runs` remember every character that was changed or put in. It decides
nothing about quotations; it only keeps a paragraph whole where a page, a column or a box cut it.
"""

from __future__ import annotations

from ccg_corpus.core.model import Document, Draft
from ccg_corpus.rebuild.assemble import assemble
from ccg_corpus.rebuild.headings import mark_headings
from ccg_corpus.rebuild.lines import pieces_from_lines
from ccg_corpus.rebuild.pieces import Piece, pieces_from_blocks
from ccg_corpus.rebuild.titles import mark_title

__all__ = ["rebuild_document"]


def rebuild_document(draft: Draft, source: str) -> Document:
    """The document that a draft's lines or blocks make up.

    Returns: a document without cases; its facts are those the file itself states.
    Raises: nothing; text that no rule understands becomes a paragraph.
    """
    pieces: list[Piece] = (
        mark_title(pieces_from_lines(draft.lines, is_paged=draft.format != "rtf"))
        if draft.lines
        else pieces_from_blocks(draft.blocks)
    )
    return assemble(mark_headings(pieces), draft, source)
