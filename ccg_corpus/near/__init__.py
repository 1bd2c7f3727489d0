"""Words near in meaning: a table of word vectors, and which words of the corpus are near a word.

Comes in: a table (a file of small integers), the word families of an index, words of a topic. Goes
out: for each word the families of the index that are near it in meaning, with what each counts; and
for a text the words that say what it is about. Whole numbers and plain Python throughout, so the
same answer everywhere; no model is needed to ask. Nothing here knows an engine, a document or a role.
"""

from __future__ import annotations

from ccg_corpus.near.neighbours import NearWord, Neighbours, near_words
from ccg_corpus.near.table import Table, chosen_table, opened_table, shipped_table
from ccg_corpus.near.texts import telling

__all__ = [
    "NearWord",
    "Neighbours",
    "Table",
    "chosen_table",
    "near_words",
    "opened_table",
    "shipped_table",
    "telling",
]
