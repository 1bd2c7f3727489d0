"""How sure a candidate is a participant's words, and which kind it is if not.

In: a candidate and what was read around it. Out: log-odds from a sum of named signs, and a kind
with the sign that decided it. The weights were set by hand and checked on annotated papers; no
sign knows a document.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate, Reading
from ccg_corpus.quotations.mentions import PARTICIPANT_WORD, SAYING
from ccg_corpus.quotations.voice import (
    CLOSING_MARKS,
    COLLOQUIAL,
    CONTRACTION,
    FIRST_PERSON,
    SINGULAR,
)

_TERM = AnyCase(
    r"(?:\b(?:so[- ]called|called|termed|known as|labell?ed|dubbed|named|entitled|titled|terms?|phrases?|"
    r"words?|concepts? of|notions? of|label|defined as|referred to as|coined|idea of|ideas of|category|categories|theme|themes|"
    r"code|codes|subthemes?|domain|rated as|judged as|rhetoric of|rhetoric such as|versions? of|as in|headed|under the heading|programme|"
    r"intervention|the ethos of|mental model of|model of|culture of|logic of|so-called|use of|(?:search )?terms|keywords?|variable|option|button|tab|page|step|menu|screen|instead of|field|level)\b,?\s*$)",
)
_ITEM = AnyCase(
    r"\b(?:ask(?:ed|ing|s)?|agree(?:d|ment|ing)? (?:with|that)|questions?|items?|statements?|scale|rang(?:ed|ing)|respon(?:se|d) options?|"
    r"answer(?:ed|s)? options?|rated|scored?|from \d|to \d|prompts?|prompted|likert|instructions?|messages?|"
    r"titled|example item|option|anchored|coded as|coded|defined)\b[^.:;]{0,70}$",
)
_ITEM_NOUN = AnyCase(
    r"\b(?:statements?|items?|questions?|prompts?|instructions?|vignettes?|subscales?|scales?|"
    r"(?:sub-?)?themes?|categor(?:y|ies)|sub-?categor(?:y|ies)|codes?)"
    r"(?: (?:\d+|[a-z]|of|was|were|is|are|asked|that asked|reading|stating|like|such as))*[:,]?$",
)
_AUTHOR = re.compile(
    r"(?:\bet al\.?|\b(?:19|20)\d\d\b|\[\d{1,3}\]|\b[A-Z][a-z]+ and (?:colleagues|[A-Z][a-z]+)\b|"
    r"\b(?:according to|defined by|as) (?:the )?[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+)*\b|\bbook\b|\bauthors?\b|"
    r"\bstud(?:y|ies) (?:found|reported|showed|by)|"
    r"\b(?:polic(?:y|ies)|white paper|guidance|guidelines?|strategy|legislation|act|report|framework|"
    r"constitution|declaration|literature|media|government|essayist|novelist|poet|philosopher)\b"
    r"(?=[^.]{0,60}\b(?:stat|sa[iy]|describ|defin|call|recommend|suggest|argu|not|set|promis|speak|spoke|"
    r"wrote|refer|put|us|term|claim|declar|announc|requir)\w*\b))[^.]{0,90}$",
)
_BODY_AUTHOR = re.compile(
    r"\b(?=[BFTeioprt])(?:participants?|respondents?|interviewees?|informants?|this (?:study|paper|article)|our (?:findings|data|analysis)|"
    r"(?:Figure|Table|Box) \d|et al)\b|\[\d{1,3}(?:[,–-]\d{1,3})*\]",
)
_LISTED = re.compile(
    r"(?:\s*[“\"‘'][^“”\"‘’]{1,160}[”\"’'](?:\s*\([^()]{0,40}\))?(?:\s*(?:,|;|&|(?:and|or)\b))*)+$"
)
_LABEL_RULES = {"sentence_end_label": -1.6, "lead_in_label": -1.8}
_NO_SPEECH = ("methods", "background")
MAX_AROUND = 600  # code points of the author's words that are weighed
MAX_TAIL = 140  # of them, right before the passage, where a noun may say what the passage is
# up to so many words: short passages are terms more often than speech
_LENGTHS = ((2, -2.2), (3, -1.3), (5, -0.2), (9, 0.6), (19, 1.3))
LONG = 1.8
_SECTION = {"results": 0.9, "methods": -2.2, "background": -2.2, "discussion": -0.6, "other": 0.0}


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


def weigh(reading: Reading, candidate: Candidate, *, sibling: bool = False) -> Verdict:
    """Weigh one candidate. `sibling`: the block before is a display quotation too."""
    if candidate.origin == "interviewer_turn":
        return Verdict(-4.0, "cited", "interviewer_turn")
    text = reading.document.slice(candidate.span)
    around = _around(reading, candidate)
    score = _shape(text) + _SECTION.get(reading.block(candidate.block).section, 0.0)
    score += _speaker(candidate) + (0.0 if reading.qualitative else -1.5)
    if candidate.marked:
        score += _marked(candidate, text, around)
    else:
        score += _unmarked(reading, candidate, text, around, sibling=sibling)
    against, kind, rule = _against(candidate, text, around)
    score += against
    if score >= 0:
        return Verdict(score, "participant", "weighed")
    return Verdict(score, kind or "term", rule or "no_speaker")


def _around(reading: Reading, candidate: Candidate) -> str:
    """The author's words before the candidate, back to the sentence's start."""
    span = candidate.lead_in
    if span is None:
        return ""
    end = (
        candidate.outer.start if candidate.inline and candidate.outer.start > span.end else span.end
    )
    return reading.document.text[max(span.start, end - MAX_AROUND) : end]


def _shape(text: str) -> float:
    """What the words themselves say: length, voice."""
    count = len(text.split())
    score = next((score for most, score in _LENGTHS if count <= most), LONG)
    if FIRST_PERSON.search(text):
        score += 1.0
    if CONTRACTION.search(text):
        score += 0.4
    if COLLOQUIAL.search(text):
        score += 0.6
    return score


def _speaker(candidate: Candidate) -> float:
    score = 0.0
    if candidate.label:
        label = candidate.label.label
        score += 4.2 if label.strong else 2.4
        score += _LABEL_RULES.get(candidate.label.rule, 0.0)
    mention = candidate.mention
    if mention:
        score += {2.0: 2.2, 1.0: 1.1}[mention.weight] - (0.5 if mention.plural else 0.0)
        if mention.participant or mention.case:
            score += 1.5  # "one GP (case study E) described …": a label in the author's sentence
    return score


def _marked(candidate: Candidate, text: str, around: str) -> float:
    score = -1.9
    nobody = candidate.label is None and not FIRST_PERSON.search(text)
    if around.rstrip().endswith(":") and candidate.window is not None:
        score += 0.8
    if PARTICIPANT_WORD.search(around):
        score += 0.8
    if not candidate.inline:
        score += 1.2
    if not candidate.whole:
        score -= 1.0
    if candidate.origin == "italics":
        score -= 2.2 if nobody else 1.0  # italics stress words as well
    if nobody and not candidate.inline and candidate.mention is None and text[-1:].isalnum():
        score -= 2.0  # a theme's name in marks, alone in its block
    return score


def _unmarked(
    reading: Reading, candidate: Candidate, text: str, around: str, *, sibling: bool
) -> float:
    score = -3.4
    colon = around.rstrip().endswith(":")
    if candidate.origin in ("block_quotation", "quote_cell"):
        score += 3.4
        if candidate.label is None and not FIRST_PERSON.search(text):
            score -= 1.2
            if reading.block(candidate.block).section in _NO_SPEECH:
                score -= 2.5  # a vignette, an instruction, an epigraph
    if candidate.origin == "turn":
        score += 2.0
    if candidate.origin == "colon_block":
        introduced = candidate.mention is not None or PARTICIPANT_WORD.search(around)
        score += -0.5 if introduced else -3.0
        if reading.block(candidate.block).kind == "list_item":
            score -= 1.5
    if colon:
        score += 1.8
        if SAYING.search(around) or PARTICIPANT_WORD.search(around):
            score += 0.6
    if sibling:
        score += 1.2
    if candidate.origin == "torn_text":
        score += 3.4  # its label went with the rest; the runs around it are quotations
    if candidate.origin == "label_run":
        score += 1.0
    elif candidate.origin in ("display_block", "display_head") and not (
        colon or sibling or FIRST_PERSON.search(text)
    ):
        score -= 3.0  # an author's paragraph may end with a code too
    if candidate.label and candidate.label.rule == "label_line":
        score += 0.8
    if _BODY_AUTHOR.search(text):
        score -= 2.4
    outside = reading.outside(candidate.block, candidate.outer)
    # authors say "we" as well: where the marks end at the label, the words outside are theirs
    voice = SINGULAR if text[-1:] in CLOSING_MARKS else FIRST_PERSON
    if outside is not None and not voice.search(outside):
        score -= 4.0  # the author's own sentence, with marked words in it
    return score


def _against(candidate: Candidate, text: str, around: str) -> tuple[float, str, str]:
    """Signs that the words are not a participant's: what they would be then, and the sign."""
    if candidate.citation:
        return -4.5, "cited", "citation_behind"
    if candidate.label and candidate.label.label.strong and candidate.label.rule != "lead_in_label":
        return 0.0, "", ""
    before = around.rstrip(" (,:")
    near = _before_list(before)[-MAX_TAIL:]
    if candidate.marked and _TERM.search(near) and not candidate.label:
        described = bool(candidate.mention and re.search(r"\bdescribed\b|\bcalled\b", around))
        return (-0.8 if described or len(text.split()) > 8 else -2.6), "term", "named_term"
    if candidate.marked and _ITEM_NOUN.search(near) and not candidate.label:
        return -4.0, "term", "survey_item"
    if candidate.marked and _ITEM.search(near) and not candidate.label:
        said = candidate.mention is not None and candidate.mention.weight >= 2
        such_as = around.rstrip().endswith(":") and bool(FIRST_PERSON.search(text))
        return (-0.8 if said or such_as else -2.4), "term", "survey_item"
    author = _AUTHOR.search(before)
    if author and not candidate.label and not _speaker_follows(candidate, author.start()):
        return -1.8, "cited", "cited_author"
    return 0.0, "", ""


def _before_list(before: str) -> str:
    """The words before a list of marked ones: ‘the items “…”, “…” and’ → "the items"."""
    cut = _LISTED.search(before)
    return before[: cut.start()].rstrip(" (,:") if cut else before


def _speaker_follows(candidate: Candidate, author_at: int) -> bool:
    """Whether someone in the study is said to speak after the words that smell of an author."""
    mention, lead = candidate.mention_span, candidate.lead_in
    return bool(mention and lead and mention.start >= lead.start + author_at)
