"""Facts about documents: what they state themselves, and what reference managers say of them.

`first_page` reads a document; `side_files` finds and reads exports (RIS, BibTeX, CSL-JSON) beside
the documents, `matching` says which entry is about which document. Names and kinds of publication
in many spellings are `names` and `types`.
"""

from __future__ import annotations

from ccg_corpus.bibliography.first_page import read_facts

__all__ = ["read_facts"]
