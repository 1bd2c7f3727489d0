"""A document's own habits of attributing, learnt from itself before anything is judged.

In: a document's readable blocks. Out: `Attributions`: which words, at which places, name a speaker
here because the document prints them so again and again. No vocabulary, no other document.
"""

from __future__ import annotations

from ccg_corpus.quotations.habits.attributions import (
    Attributions,
    attributions_of,
    learn_attributions,
    participant_of,
)
from ccg_corpus.quotations.habits.below import Below, lines_below
from ccg_corpus.quotations.habits.learn import Habit
from ccg_corpus.quotations.habits.lessons import NO_LESSONS, Example, Lessons
from ccg_corpus.quotations.habits.shapes import words_in_classes
from ccg_corpus.quotations.habits.sites import Site

__all__ = [
    "NO_LESSONS",
    "Attributions",
    "Below",
    "Example",
    "Habit",
    "Lessons",
    "Site",
    "attributions_of",
    "learn_attributions",
    "lines_below",
    "participant_of",
    "words_in_classes",
]
