"""Facts about documents: what they state themselves, and what reference managers say of them.

`first_page` reads a document; `side_files` finds and reads exports (RIS, BibTeX, CSL-JSON) beside
the documents, `matching` says which entry is about which document. Names and kinds of publication
in many spellings are `names` and `types`. What reads a page is imported when one is read: a
citation needs the names only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ccg_corpus.model import Document, Facts

__all__ = ["read_facts"]


def read_facts(document: Document) -> Facts:
    """What a document's first page states about it."""
    from ccg_corpus.bibliography.first_page import read_facts as read

    return read(document)
