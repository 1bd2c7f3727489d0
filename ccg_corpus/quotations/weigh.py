"""How sure a candidate is a participant's words, and which kind it is if not.

In: a candidate and what was read around it. Out: log-odds, the sum of its signs' weights, and a kind
with the sign that decided it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ccg_corpus.quotations.candidates import Candidate, Reading
from ccg_corpus.quotations.signs import against, around_of, signs_of

# Log-odds of each sign.
WEIGHTS = {
    "results_displayed": -0.3, "methods_displayed": -1.7, "background_displayed": -2.3, "discussion_displayed": -0.8, "other_displayed": 0.2, "abstract_displayed": 0.0,
    "words_2": -3.2, "words_3": -1.7, "words_5": -0.6, "words_9": 0.4, "words_19": 1.5, "words_20": 2.2,
    "says_i": 0.5, "says_i_unmarked": 1.3, "says_we": 0.2, "says_we_unmarked": -0.3, "contraction": 0.2, "colloquial": 0.1,
    "results": 1.1, "methods": -2.8, "background": -2.2, "discussion": -1.0, "other": 0.1, "abstract": 0.0,
    "strong_label": 4.0, "weak_label": 2.7, "sentence_end_label": -1.6, "lead_in_label": -2.4,
    "said_to_say": 2.1, "said_to_act": 1.1, "several_speakers": -0.9, "coded_speaker": 2.1,
    "no_talk_of_interviews": -1.0,
    "marked": -2.8, "colon_before_marks": 0.8, "participants_in_lead_in": 0.9, "displayed": 0.5,
    "mark_lost": -1.0, "long_italics": 1.8, "italics_of_nobody": -0.9, "italics": -0.2, "name_alone": -1.7,
    "unlabelled_where_labels_rule": 0.0, "short_but_said": 0.7, "whole_sentence": 0.6,
    "indented": 0.3, "unmarked": -4.0, "stated": 3.3, "stated_of_nobody": -1.1, "stated_before_results": -2.5,
    "turn": 2.0, "torn_text": 3.5, "block_introduced": -0.7, "block_behind_colon": -1.9,
    "list_item": -1.6, "colon": 1.7, "saying_before_colon": 0.6, "sibling": -0.1, "label_run": 0.1,
    "nothing_but_a_label": -2.3, "label_line": 0.9, "author_speaks": -3.1, "marks_inside": -6.2,
    "citation": -4.6, "term": -2.3, "term_described": -0.6, "asked": -4.0, "item_noun": -4.0,
    "item": -2.4, "item_said": -0.6, "cited_author": -2.2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """The log-odds that a candidate is a participant's words, and why it is not if it is not."""

    score: float
    kind: str  # "participant", "cited" or "term"; survey and named are told apart later
    rule: str

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
    sign, kind, rule = against(candidate, reading.document.slice(candidate.span), around)
    score += WEIGHTS[sign] if sign else 0.0
    if score >= 0:
        return Verdict(score, "participant", "weighed")
    return Verdict(score, kind or "term", rule or "no_speaker")
