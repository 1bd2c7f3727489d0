"""How sure a candidate is a participant's words, and which kind it is if not.

In: a candidate and what was read around it. Out: log-odds, the sum of its signs' weights, and a kind
with the sign that decided it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.habits import Example
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.signs import against, around_of, signs_of

# Log-odds of each sign: fitted to annotated papers and invented cases, drawn towards what a reader
# would say (docs/results.md). `short_colloquial` was then raised by hand.
WEIGHTS = {
    "results_displayed": -0.31, "methods_displayed": -1.63, "background_displayed": -2.32, "discussion_displayed": -0.78, "other_displayed": 0.41, "abstract_displayed": 0.00,
    "words_2": -3.43, "words_3": -1.82, "words_5": -0.59, "words_9": 0.37, "words_19": 1.54, "words_20": 2.35,
    "says_i": 0.30, "says_i_unmarked": 1.13, "says_we": 0.15, "says_we_unmarked": -0.26, "contraction": 0.15, "short_colloquial": 1.70, "colloquial": 0.20,
    "results": 1.01, "methods": -2.90, "background": -2.23, "discussion": -1.10, "other": -0.10, "abstract": 0.00,
    "strong_label": 4.10, "weak_label": 2.75, "sentence_end_label": -1.61, "lead_in_label": -2.34,
    "said_to_say": 1.96, "said_to_act": 1.18, "several_speakers": -0.99, "coded_speaker": 2.12,
    "no_talk_of_interviews": -0.90,
    "marked": -2.70, "colon_before_marks": 0.87, "participants_in_lead_in": 1.00, "displayed": 0.47,
    "mark_lost": -1.03, "long_italics": 2.10, "italics_of_nobody": -0.94, "italics": -0.23, "name_alone": -1.69,
    "unlabelled_where_labels_rule": -0.03, "short_but_said": 0.81, "whole_sentence": 0.48,
    "indented": 0.28, "unmarked": -4.34, "stated": 2.64, "stated_of_nobody": -0.93, "stated_before_results": -2.50,
    "column_of_people": 3.00, "paragraph_among_speech": 1.80,
    "turn": 3.45, "torn_text": 3.48, "block_introduced": -0.72, "block_behind_colon": -1.92,
    "list_item": -1.63, "colon": 1.82, "saying_before_colon": 0.66, "sibling": 0.06, "label_run": 0.29,
    "nothing_but_a_label": -2.34, "label_line": 0.93, "author_speaks": -3.24, "stated_marks_inside": -2.11,
    "marks_inside": -6.58,
    "citation": -4.56, "term": -2.34, "term_described": -0.54, "asked": -4.03, "item_noun": -4.00,
    "item": -2.48, "item_said": -0.54, "cited_author": -2.21, "authors_own": -9.00,
}  # fmt: skip


# What is in marks, long enough to be somebody's words and called by no other name is listed from
# here on, with its low confidence: of such passages of annotated papers two in three were speech.
DOUBT = -0.45
MIN_DOUBT_WORDS = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """The log-odds that a candidate is a participant's words, and why it is not if it is not."""

    score: float
    kind: str  # "participant", "cited" or "term"; survey and named are told apart later
    rule: str
    example: Example | None = None  # of a reviewer's, that decided it

    @property
    def confidence(self) -> float:
        """0–1, two decimals."""
        return round(min(0.99, max(0.01, 1 / (1 + math.exp(-self.score)))), 2)


def weigh(
    reading: Reading, candidate: Candidate, *, sibling: bool = False, labels: int = 0
) -> Verdict:
    """Weigh one candidate. `sibling`: the block before is a display quotation too; `labels`: how
    many passages of the document have a strong label behind them."""
    if candidate.origin == "interviewer_turn":
        return Verdict(-4.0, "cited", "interviewer_turn")
    around = around_of(reading, candidate)
    found = signs_of(reading, candidate, around, sibling=sibling, labels=labels)
    score = sum(WEIGHTS[sign] for sign in found)
    sign, kind, rule = against(reading, candidate, reading.document.slice(candidate.span), around)
    score += WEIGHTS[sign] if sign else 0.0
    if score >= 0:
        return Verdict(score, "participant", "weighed")
    if score >= DOUBT and candidate.marked and not sign and _is_long(reading, candidate):
        return Verdict(score, "participant", "in_doubt")
    return Verdict(score, kind or "term", rule or "no_speaker")


def _is_long(reading: Reading, candidate: Candidate) -> bool:
    return len(reading.document.slice(candidate.span).split()) >= MIN_DOUBT_WORDS
