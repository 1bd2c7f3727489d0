"""A manuscript against its sources: each quotation in it, found in the corpus and given two verdicts.

In: a manuscript's file and an open corpus. Out: `CheckedQuotation`s in order. The manuscript is never
changed. `finding` has where quotations stand and the tags beside them, `source` where they may come
from, `wording` the ladder of words, `attribution` the verdicts on tags.
"""

from __future__ import annotations

from ccg_corpus.manuscript.checking import (
    CheckedQuotation,
    check_manuscript,
    check_read,
    exit_code,
    summary,
)

__all__ = ["CheckedQuotation", "check_manuscript", "check_read", "exit_code", "summary"]
