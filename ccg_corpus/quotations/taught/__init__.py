"""Examples → lessons → another reading: what a reviewer showed, applied where it recurs.

In: a document being read, its candidates with their verdicts, examples. Out: `Lessons`; and, of
lessons, further candidates and other verdicts. An example that was read rightly teaches nothing but
that lessons of others must leave its like alone.
"""

from __future__ import annotations

from ccg_corpus.quotations.taught.judging import judged, taught_candidates
from ccg_corpus.quotations.taught.teach import lessons_of

__all__ = ["judged", "lessons_of", "taught_candidates"]
