"""What a label says: "(GP, case study D)", "[P3, female, 45]", "(Participant # 5)", "(s224)".

In: a label's words, the role vocabulary, and what the document's own words are. Out: a `Label`
with its parts and a weight: how sure its words are a speaker's label and not a citation, an
abbreviation or the author's aside. A label says only what is printed in it.
"""

from __future__ import annotations

from ccg_corpus.quotations.labels.label import (
    CODES,
    MAX_CODED_LABEL,
    MAX_LABEL,
    SPEAKS,
    STRONG,
    Label,
    read_known,
    read_label,
    without_unseen,
)
from ccg_corpus.quotations.labels.people import PERSON_NOUN, ends_in_person, role_of
from ccg_corpus.quotations.labels.places import CASE, case_label
from ccg_corpus.quotations.labels.towns import without_place

__all__ = [
    "CASE",
    "CODES",
    "MAX_CODED_LABEL",
    "MAX_LABEL",
    "PERSON_NOUN",
    "SPEAKS",
    "STRONG",
    "Label",
    "case_label",
    "ends_in_person",
    "read_known",
    "read_label",
    "role_of",
    "without_place",
    "without_unseen",
]
