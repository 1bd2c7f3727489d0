"""What speaks for and against a candidate being a participant's words: named signs.

In: a candidate and what was read around it. Out: the names of its signs, and what the words are if
they are no participant's. A sign is a fact about how something is printed; what it weighs is
`weigh`'s affair. No sign knows a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ccg_corpus.quotations.anycase import AnyCase
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.detect.cells import names_role
from ccg_corpus.quotations.labels import CODES
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.authors_own import is_authors_own
from ccg_corpus.quotations.score.unspoken import unspoken
from ccg_corpus.quotations.score.voice import (
    CLOSING_MARKS,
    COLLOQUIAL,
    CONTRACTION,
    FIRST_PERSON,
    SINGULAR,
)
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.verbs import SAYING

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
    r"\b(?:statements?|items?|questions?|prompts?|instructions?|vignettes?|pledges?|slogans?|mottos?|posters?|leaflets?|banners?|headlines?|messages?|subscales?|scales?|"
    r"(?:sub-?)?themes?|categor(?:y|ies)|sub-?categor(?:y|ies)|codes?)"
    r"(?: (?:\d+|[a-z]|of|was|were|is|are|asked|that asked|reading|stating|like|such as|includ(?:ed?|es|ing)|reads?))*[:,]?$",
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
# a question that is put to somebody
_ASKED = AnyCase(
    r"\b(?:(?:were|was|been|are) asked|(?:interviewers?|researchers?|moderators?|facilitators?|we|i) "
    r"(?:\w+ )?ask(?:ed|s)?|asking)\b[^.;]{0,60}$"
)
_BODY_AUTHOR = re.compile(
    r"\b(?=[BFTeioprt])(?:participants?|respondents?|interviewees?|informants?|this (?:study|paper|article)|our (?:findings|data|analysis)|"
    r"(?:Figure|Table|Box) \d|et al)\b|\[\d{1,3}(?:[,–-]\d{1,3})*\]",
)
_LISTED = re.compile(
    r"(?:\s*[“\"‘'][^“”\"‘’]{1,160}[”\"’'](?:\s*\([^()]{0,40}\))?(?:\s*(?:,|;|&|(?:and|or)\b))*)+$"
)
MAX_AROUND = 600  # code points of the author's words that are weighed
MAX_TAIL = 140  # of them, right before the passage, where a noun may say what the passage is
SOME_LABELS = 4  # strong labels behind marks that show how the document prints what was said
LABELS_RULE = 8  # strong labels behind marks that make a label the document's custom
_LENGTHS = ((2, "words_2"), (3, "words_3"), (5, "words_5"), (9, "words_9"), (19, "words_19"))
SHORT = 9  # words: terms are as short as that, unless somebody is said to say them
_NO_SPEECH = ("methods", "background")
_STATED = ("block_quotation", "quote_cell")


def around_of(reading: Reading, candidate: Candidate) -> str:
    """The author's words before the candidate, back to the sentence's start."""
    span = candidate.lead_in
    if span is None:
        return ""
    end = (
        candidate.outer.start if candidate.inline and candidate.outer.start > span.end else span.end
    )
    return reading.document.text[max(span.start, end - MAX_AROUND) : end]


def signs_of(
    reading: Reading, candidate: Candidate, around: str, *, sibling: bool, labels: int
) -> Iterator[str]:
    """The signs of a candidate. `sibling`: the block before is a display quotation too;
    `labels`: how many passages of the document have a strong label behind them."""
    text = reading.document.slice(candidate.span)
    if candidate.origin != "turn":  # an answer may be one word
        yield from _length(text)
    yield from _shape(text)
    yield from _voice(text, candidate.marked)
    yield _section(reading, candidate)
    yield from _speaker(candidate)
    if not reading.qualitative:
        yield "no_talk_of_interviews"
    if candidate.marked:
        yield from _marked(reading, candidate, text, around, labels)
    else:
        yield from _unmarked(reading, candidate, text, around, sibling=sibling)


def _section(reading: Reading, candidate: Candidate) -> str:
    """Where the candidate stands, if the document's own headings tell its sections apart."""
    section = reading.block(candidate.block).section
    if section not in ("results", "other") and not reading.has_results:
        return "other"
    return section if candidate.inline else f"{section}_displayed"


def _length(text: str) -> Iterator[str]:
    count = len(text.split())
    yield next((sign for most, sign in _LENGTHS if count <= most), "words_20")


def _shape(text: str) -> Iterator[str]:
    """What the words themselves say of how they were said."""
    if CONTRACTION.search(text):
        yield "contraction"
    if COLLOQUIAL.search(text):
        yield "colloquial" if len(text.split()) > SHORT else "short_colloquial"


def _voice(text: str, marked: bool) -> Iterator[str]:
    """Who is speaking: authors say "we" too, so without marks it says less."""
    if SINGULAR.search(text):
        yield "says_i" if marked else "says_i_unmarked"
    elif FIRST_PERSON.search(text):
        yield "says_we" if marked else "says_we_unmarked"


def _speaker(candidate: Candidate) -> Iterator[str]:
    placed, mention = candidate.label, candidate.mention
    if placed:
        lists = placed.label.kinds == CODES and candidate.marked
        yield "strong_label" if placed.label.strong or lists else "weak_label"
        if placed.rule in ("sentence_end_label", "lead_in_label"):
            yield placed.rule
        if placed.rule == "said_behind" and not mention:
            yield "said_to_say"
    if mention:
        yield "said_to_say" if mention.weight >= 2 else "said_to_act"
        if mention.plural:
            yield "several_speakers"
        if mention.participant or mention.case:
            yield "coded_speaker"  # "one GP (case study E) described …": a label in the sentence


def _marked(
    reading: Reading, candidate: Candidate, text: str, around: str, labels: int
) -> Iterator[str]:
    yield "marked"
    nobody = candidate.label is None and not FIRST_PERSON.search(text)
    if around.rstrip().endswith(":") and candidate.window is not None:
        yield "colon_before_marks"
    if PARTICIPANT_WORD.search(around):
        yield "participants_in_lead_in"
    if not candidate.inline:
        yield "displayed"
    if not candidate.whole or candidate.origin == "damaged_pair":
        yield "mark_lost"
    if candidate.origin == "italics":
        yield "italics_of_nobody" if nobody else "italics"  # italics stress words as well
        if len(text.split()) > SHORT and reading.has_long_italics:
            yield "long_italics"
    if nobody and not candidate.inline and candidate.mention is None and text[-1:].isalnum():
        yield "name_alone"  # a theme's name in marks, alone in its block
    if candidate.label is None and candidate.mention is None and labels >= LABELS_RULE:
        yield "unlabelled_where_labels_rule"
    if text[-1:] in ".?!…":
        yield "whole_sentence"
        if nobody and labels >= SOME_LABELS and _is_whole_paragraph(reading, candidate):
            yield "paragraph_among_speech"
    if candidate.mention and len(text.split()) <= SHORT:
        yield "short_but_said"


def _is_whole_paragraph(reading: Reading, candidate: Candidate) -> bool:
    """Whether a paragraph of a study's results is a sentence in marks and nothing else."""
    block = reading.block(candidate.block)
    return (
        not candidate.inline
        and candidate.whole
        and block.kind in ("paragraph", "quote")
        and block.section in ("results", "other")
        and reading.qualitative
        and candidate.citation is None
        and candidate.unread is None
        and candidate.outer.end >= block.span.end - 1
    )


def _unmarked(
    reading: Reading, candidate: Candidate, text: str, around: str, *, sibling: bool
) -> Iterator[str]:
    yield "unmarked"
    if reading.block(candidate.block).indented:
        yield "indented"
    colon = around.rstrip().endswith(":")
    yield from _stated(reading, candidate, text)
    if candidate.origin in ("turn", "torn_text"):
        yield candidate.origin  # torn text: its label went with the rest of a run of quotations
    if candidate.origin == "colon_block":
        introduced = candidate.mention is not None or PARTICIPANT_WORD.search(around)
        yield "block_introduced" if introduced else "block_behind_colon"
        if reading.block(candidate.block).kind == "list_item":
            yield "list_item"
    if colon:
        yield "colon"
        if SAYING.search(around) or PARTICIPANT_WORD.search(around):
            yield "saying_before_colon"
    if sibling:
        yield "sibling"
    if candidate.origin == "label_run":
        yield "label_run"
    elif candidate.origin in ("display_block", "display_head") and not (
        colon or sibling or FIRST_PERSON.search(text)
    ):
        yield "nothing_but_a_label"  # an author's paragraph may end with a code too
    if candidate.label and candidate.label.rule == "label_line":
        yield "label_line"
    if _BODY_AUTHOR.search(text):
        yield "author_speaks"
    outside = reading.outside(candidate.block, candidate.outer)
    # authors say "we" as well: where the marks end at the label, the words outside are theirs
    voice = SINGULAR if text[-1:] in CLOSING_MARKS else FIRST_PERSON
    if outside is not None and not voice.search(outside):
        # the author's own sentence, with marked words in it, unless the format says otherwise
        yield "stated_marks_inside" if candidate.origin in _STATED else "marks_inside"


def _stated(reading: Reading, candidate: Candidate, text: str) -> Iterator[str]:
    """Signs of a passage that the format states to be a quotation."""
    if candidate.origin not in _STATED:
        return
    yield "stated"
    header = reading.block(candidate.block).header
    if candidate.origin == "quote_cell" and header and names_role(reading, header):
        yield "column_of_people"
    if candidate.label is None and not FIRST_PERSON.search(text):
        yield "stated_of_nobody"
        if reading.block(candidate.block).section in _NO_SPEECH:
            yield "stated_before_results"  # a vignette, an instruction, an epigraph


def against(reading: Reading, candidate: Candidate, text: str, around: str) -> tuple[str, str, str]:
    """The sign that the words are not a participant's, what they would be then, and its rule."""
    if candidate.citation:
        return "citation", "cited", "citation_behind"
    if is_authors_own(reading, candidate, around):
        return "authors_own", "term", "words_of_the_author"
    if candidate.label and candidate.label.label.strong and candidate.label.rule != "lead_in_label":
        return "", "", ""
    before = around.rstrip(" (,:")
    near = _before_list(before)[-MAX_TAIL:]
    if candidate.marked and not candidate.label:
        found = unspoken(reading, candidate, text, around)
        found = found if found[0] else _named(candidate, text, around, near)
        if found[0]:
            return found
    author = _AUTHOR.search(before)
    if author and not candidate.label and not _speaker_follows(candidate, author.start()):
        return "cited_author", "cited", "cited_author"
    return "", "", ""


def _named(candidate: Candidate, text: str, around: str, near: str) -> tuple[str, str, str]:
    """What a noun or verb right before marked words says that they are."""
    if _TERM.search(near):
        described = bool(candidate.mention and re.search(r"\bdescribed\b|\bcalled\b", around))
        sign = "term_described" if described or len(text.split()) > 8 else "term"
        return sign, "term", "named_term"
    if _ASKED.search(near) and text.endswith("?"):
        return "asked", "term", "survey_item"
    if _ITEM_NOUN.search(near):
        return "item_noun", "term", "survey_item"
    item = _ITEM.search(near)
    if item:
        said = candidate.mention is not None and candidate.mention.weight >= 2
        if said and SAYING.search(near, item.start()):
            return "", "", ""  # "One teacher, asked the same question, said only"
        such_as = around.rstrip().endswith(":") and bool(FIRST_PERSON.search(text))
        return "item_said" if said or such_as else "item", "term", "survey_item"
    return "", "", ""


def _before_list(before: str) -> str:
    """The words before a list of marked ones: ‘the items “…”, “…” and’ → "the items"."""
    cut = _LISTED.search(before)
    return before[: cut.start()].rstrip(" (,:") if cut else before


def _speaker_follows(candidate: Candidate, author_at: int) -> bool:
    """Whether someone in the study is said to speak after the words that smell of an author."""
    mention, lead = candidate.mention_span, candidate.lead_in
    return bool(mention and lead and mention.start >= lead.start + author_at)
