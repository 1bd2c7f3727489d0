"""Document → Quotations: find them, say whose they are, say what kind.

In: a rebuilt `Document` and the role vocabulary. Out: `Quotation`s ordered by span, never
overlapping, each equal to its slice of the text. Passages that are nobody's speech (scare quotes,
cited words) are there too, by their kind. Nothing is invented: what the text does not state is
None.
"""

from __future__ import annotations

from ccg_corpus.quotations.find import find_quotations
from ccg_corpus.quotations.speakers.cases import find_cases
from ccg_corpus.quotations.speakers.one_voice import foreign_labels, of_one_voice

__all__ = ["find_cases", "find_quotations", "foreign_labels", "of_one_voice"]
