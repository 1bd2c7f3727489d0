"""How well the extraction does, measured: against gold annotation, and by a reviewer's sample.

In: records of a project, gold files or a marked sheet. Out: tallies and tables. It changes
nothing in a project.
"""

from __future__ import annotations

from ccg_corpus.evaluate.gold import GoldDocument, GoldRow, gold_of, read_gold
from ccg_corpus.evaluate.scoring import Evaluation, Tally, score
from ccg_corpus.evaluate.sheet import SheetScore, sample_sheet, score_sheet
from ccg_corpus.evaluate.tables import confidence_rows, document_rows, habit_rows

__all__ = [
    "Evaluation",
    "GoldDocument",
    "GoldRow",
    "SheetScore",
    "Tally",
    "confidence_rows",
    "document_rows",
    "gold_of",
    "habit_rows",
    "read_gold",
    "sample_sheet",
    "score",
    "score_sheet",
]
