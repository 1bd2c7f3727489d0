"""Sections of documents, and what is not stated, in plain words: "in the results section", "no role".

Comes in: the row of lexemes. Goes out: the filter, and over how many lexemes it is written.
"""

from __future__ import annotations

from ccg_corpus.query.plain import asking_words as asking
from ccg_corpus.query.plain.row import Found, Lexemes
from ccg_corpus.query.tree import Has
from ccg_corpus.query.values import NONE


def section_at(row: Lexemes, at: int) -> Found | None:
    """ "the results section"; "in the discussion", where the phrase ends or goes on with small words."""
    name = asking.SECTIONS.get(row.word(at))
    if name is None:
        return None
    if row.word(at + 1) in asking.BEHIND_SECTION:
        return 2, Has("section", (name,))
    before = row.word(at - 1)
    is_placed = before == "the" and row.word(at - 2) in ("in", "from", "of", "under", "within")
    goes_on = row.is_ending(at + 1) or row.word(at + 1) in asking.TOPIC_FOLLOWS
    return (1, Has("section", (name,))) if is_placed and goes_on else None


def unstated_at(row: Lexemes, at: int) -> Found | None:
    """ "with no role", "without a speaker"."""
    begun = row.begins(at, asking.NOT_STATED)
    field = asking.UNSTATED.get(row.word(at + begun)) if begun else None
    end = at + begun + 1
    goes_on = row.word(end) in asking.TOPIC_FOLLOWS | asking.ASKING | {"in", "is"}
    if field and (row.is_ending(end) or goes_on):
        return begun + 1, Has(field, (NONE,))
    return None
