"""Unmarked candidates: display quotations that only their label or lead-in betrays.

In: a document being read. Out: candidates for blocks (or parts of blocks) without quote marks of
their own: a block that ends with a label, a run of labels in a poured table, a turn of a dialogue,
a block the format states as a quotation, a cell of a column of quotations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ccg_corpus.core.model import Span
from ccg_corpus.quotations.candidates import Candidate, PlacedLabel
from ccg_corpus.quotations.detect.cells import is_words_cell, speaker_in_row
from ccg_corpus.quotations.detect.dialogue import turns_of
from ccg_corpus.quotations.detect.marked import label_in_lead_in
from ccg_corpus.quotations.detect.stated import (
    dashed_run,
    label_behind_marks,
    reference_at_end,
    with_own_turn,
    words_in_marks,
)
from ccg_corpus.quotations.detect.transcripts import transcript_turns
from ccg_corpus.quotations.headed import headed
from ccg_corpus.quotations.labels import SPEAKS, Label, role_of
from ccg_corpus.quotations.marks.bracket_pairs import Bracket, brackets, closing_of, is_aside
from ccg_corpus.quotations.marks.brackets import (
    end_label,
    item_before,
    leading_label,
    whole_label,
)
from ccg_corpus.quotations.marks.edges import ends_marked, starts_marked, tidied
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.voice import (
    COLLOQUIAL,
    FIRST_PERSON,
    SINGULAR,
    outside_marks,
)
from ccg_corpus.quotations.seams import after_colon
from ccg_corpus.quotations.segments import FINAL, Segment, sentence_labels
from ccg_corpus.quotations.segments import placed as place
from ccg_corpus.quotations.sentences import sentences
from ccg_corpus.quotations.source_lines import source_lines
from ccg_corpus.quotations.speakers.introduce import introduction
from ccg_corpus.quotations.speakers.mentions import PARTICIPANT_WORD
from ccg_corpus.quotations.speakers.narration import spoken_only

_LEAD_COLON = re.compile(r"[:：]\s*(?:[-–—]\s*)?$")
MAX_LOOSE_WORDS = 10  # of a label whose words nobody knows
_DASHED = re.compile(
    r"(?:\s[—–―-]{1,2}|(?<!-)--+|(?<=[.?!…”\"’'])\s*[—–―-])\s*(?P<words>[^\s—–-][^—–]{1,100})$"
)
_OPENED = re.compile(r"\s*\[\s+(?=[A-Z])")
_BARE = re.compile(r"[.?!…”\"’']\s+(?P<words>[A-Z][^.?!”\"]{1,60})\.?\s*$")
_CAPTION = re.compile(r"(?:\[Figure/Table\]\s*)?(?:Table|Figure|Box|Textbox)\s*\d+\s*[.:]?", re.I)
MIN_LEAD_WORDS = 5  # of an author's sentence that leads into unmarked words
_INTO = re.compile(r":\s+(?=[^\s\"“‘'«])")
_SPOKEN = re.compile(r"\b(?:I|my|me|you|your)\b|[\"“”]|n['’]t\b")
MAX_PARAGRAPHS = 4  # of one unmarked display quotation
_UNMARKED = frozenset(["display_block", "display_head", "run_in", "label_run"])


def display_candidates(reading: Reading) -> list[Candidate]:
    """Unmarked candidates of every block, in order; they may overlap the marked ones."""
    turns = transcript_turns(reading)
    found = list(turns.candidates)
    for at in range(len(reading.document.blocks)):
        if at not in turns.blocks and reading.readable(at) and reading.texts[at].strip():
            for segment in _segments(reading, at):
                candidate = _candidate(reading, at, segment)
                if candidate:
                    found.append(candidate)
    found.sort(key=lambda candidate: (candidate.block, candidate.span))
    return spoken_only(reading, found)


def _candidate(reading: Reading, at: int, segment: Segment) -> Candidate | None:
    offset = reading.block(at).span.start
    text = reading.texts[at]
    if segment.origin in _UNMARKED and (
        starts_marked(text, segment.span) or ends_marked(reading, at, segment.span)
    ):
        return None  # the marks say where it ends
    span = tidied(text, segment.span)
    if span.start >= span.end:
        return None
    segment, span = with_own_turn(text, segment, span)
    first = at
    if segment.label and segment.origin == "display_block" and span.start == 0:
        first = _first_paragraph(reading, at)
    lead = introduction(reading, first, span.start if first == at else 0)
    label = segment.label
    if label is None and lead and segment.origin != "interviewer_turn":
        label = label_in_lead_in(reading, lead)
    begin = span.start + offset
    if first != at:
        words = tidied(reading.texts[first], Span(0, len(reading.texts[first])))
        begin = reading.block(first).span.start + words.start
    return Candidate(
        span=Span(begin, span.end + offset),
        outer=Span(min(begin, segment.span.start + offset), segment.span.end + offset),
        block=first,
        origin=segment.origin,
        inline=False,
        label=label,
        lead_in=lead,
        window=lead,
        turn=segment.turn,
        citation=_moved(segment.reference, offset) if segment.reference else None,
    )


def _moved(span: Span, offset: int) -> Span:
    return Span(span.start + offset, span.end + offset)


# Segments


def _segments(reading: Reading, at: int) -> Iterator[Segment]:
    text, kind = reading.texts[at], reading.block(at).kind
    turns = list(turns_of(reading, at))
    if turns:
        yield from turns
        return
    dashed = list(dashed_run(reading, at))
    if dashed:
        yield from dashed
        return
    if head := headed(reading).get(at):
        start = head.outer.end - reading.block(at).span.start
        yield Segment(Span(start, len(text)), head, "turn", head.label.text)
        return
    if kind == "quote":
        yield from _stated_quote(reading, at)
        return
    labels = sentence_labels(reading, at)
    if len(labels) > 1:
        yield from _label_run(reading, at, labels)
    elif labels:
        yield from _one_label(reading, at, labels[0])
    else:
        yield from _by_next_block(reading, at)
    if kind == "cell" and not labels and is_words_cell(reading, at):
        yield Segment(Span(0, len(text)), speaker_in_row(reading, at), "quote_cell")


def _cited(text: str, start: int, bracket: Bracket, label: Label) -> bool:
    """Whether a number only cites what the authors' own sentence sums up: "… but people do [P6]."

    The bracket stands inside the sentence, nobody says "I", and elsewhere the same paragraph
    speaks of participants or prints marked words.
    """
    words = text[start : bracket.outer.start].rstrip()
    if set(label.kinds) != {"id"}:
        return False
    if FINAL.search(words) or FIRST_PERSON.search(words) or COLLOQUIAL.search(words):
        return False
    if not re.match(r"[.,;:]|\s+[a-z]", text[bracket.outer.end :]):
        return False
    own = outside_marks(text)
    return own is not None or bool(PARTICIPANT_WORD.search(text))


def _label_run(reading: Reading, at: int, labels: list[tuple[Bracket, Label]]) -> Iterator[Segment]:
    """Several labels in one block: each closes the words since the one before."""
    start = 0
    led_in = _led_in(reading.texts[at], labels)
    for bracket, label in labels:
        placed = place(reading, at, bracket, label, "label_run")
        text = reading.texts[at]
        begin = after_colon(text, start, bracket.outer.start) if start == 0 else start
        begin = led_in.get(start, begin)
        origin = "run_in" if begin > start else "label_run"
        begin = _after_headings(reading, text, begin, bracket.outer.start)
        torn = _torn(text, begin, bracket.outer.start)
        if torn:
            yield Segment(Span(begin, torn.start()), None, "torn_text")
            begin = torn.end()
        if origin == "run_in" or not _cited(text, begin, bracket, label):
            yield Segment(Span(begin, bracket.outer.start), placed, origin)
        start = bracket.outer.end


def _led_in(text: str, labels: list[tuple[Bracket, Label]]) -> dict[int, int]:
    """Where the words begin that author's sentences lead into without marks, one after another:
    "One matter was the lamp: it goes out (R2). Another was the rope: we have none (R7)."
    """
    found, start = {}, 0
    for bracket, _ in labels:
        words = text[start : bracket.outer.start]
        colon = _INTO.search(words)
        before = words[: colon.start()] if colon else ""
        if colon and len(before.split()) >= MIN_LEAD_WORDS and not _SPOKEN.search(before):
            found[start] = start + colon.end()
        start = bracket.outer.end
    return found if len(found) > 1 and 2 * len(found) > len(labels) else {}


def _torn(text: str, start: int, end: int) -> re.Match[str] | None:
    """A bracket that opens and never closes before a new sentence: there a converter tore text."""
    return next(
        (
            match
            for match in _OPENED.finditer(text, start, end)
            if match.start() > start and closing_of(text, match.end() - 2, end) is None
        ),
        None,
    )


def _after_headings(reading: Reading, text: str, start: int, end: int) -> int:
    """Past the table's caption and the document's own headings, which a poured table repeats."""
    caption = _CAPTION.match(text, start)
    if caption:
        first = next(
            (span for span in sentences(text[start:end]) if span.end > caption.end()), None
        )
        start += first.end if first else 0
    moved = True
    while moved:
        moved = False
        start += re.match(
            r"[\s.,;]*(?:\[Figure/Table\]\s*)?(?:\d{1,2}[.)]\s+)?", text[start:end]
        ).end()  # type: ignore[union-attr]
        for heading in reading.headings:
            if text.startswith(heading, start) and start + len(heading) < end:
                start, moved = start + len(heading), True
    return start


def _one_label(reading: Reading, at: int, found: tuple[Bracket, Label]) -> Iterator[Segment]:
    bracket, label = found
    text = reading.texts[at]
    begin = after_colon(text, 0, bracket.outer.start)
    if not begin and reading.block(at).kind == "caption":
        begin = _after_headings(reading, text, 0, bracket.outer.start)
    at_end = not text[bracket.outer.end :].strip(" .,;\"”’'")
    if begin:
        placed = place(reading, at, bracket, label, "trailing_label")
        yield Segment(Span(begin, bracket.outer.start), placed, "run_in")
    placed = place(reading, at, bracket, label, "trailing_label")
    if reading.block(at).kind == "paragraph" and _cited(text, 0, bracket, label):
        return
    if at_end:
        yield Segment(Span(0, bracket.outer.start), placed, "display_block")
    elif not begin and FINAL.search(text[: bracket.outer.start].rstrip()):
        yield Segment(Span(0, bracket.outer.start), placed, "display_head")


def _by_next_block(reading: Reading, at: int) -> Iterator[Segment]:
    """A block whose label stands in the next one, or whose lead-in ends with a colon."""
    text = reading.texts[at]
    label = None
    if at + 1 < len(reading.texts):
        label = whole_label(reading, at + 1) or leading_label(reading, at + 1)
    if label is None and (FIRST_PERSON.search(text) or at in source_lines(reading).labels):
        label = item_before(reading, at)  # else it may say who "P9" is
    if label:
        yield Segment(Span(0, len(text)), label, "display_block")
        return
    habitual = end_label(reading, at)
    if habitual:
        end = habitual.outer.start - reading.block(at).span.start
        yield Segment(Span(0, end), habitual, "display_block")
        return
    dashed = _loose_end_label(reading, at) if "—" in text or "–" in text or "--" in text else None
    if dashed and dashed.rule == "dash_label":
        end = dashed.outer.start - reading.block(at).span.start
        yield Segment(Span(0, end), dashed, "display_block")
        return
    if _label_comes(reading, at):
        return  # the first of several paragraphs: the last one's label takes it in
    previous = reading.before(at)
    if previous is None:
        return
    leads = _LEAD_COLON.search(reading.texts[previous])
    if leads or (reading.block(at).indented and not FINAL.search(reading.texts[previous])):
        yield Segment(Span(0, len(text)), None, "colon_block")


def _label_comes(reading: Reading, at: int) -> bool:
    """Whether this block and the next ones are one quotation with a label line at its end."""
    return any(
        _first_paragraph(reading, later) == at
        for later in range(at + 1, min(len(reading.texts) - 1, at + MAX_PARAGRAPHS))
        if whole_label(reading, later + 1)
    )


def _first_paragraph(reading: Reading, at: int) -> int:
    """Where a display quotation of several unmarked paragraphs begins that ends in block `at`.

    Every paragraph speaks in the first person and has no label; the first stands behind a
    lead-in with a colon, or says "I" where only participants do.
    """
    begin = at
    for first in range(at, max(0, at - MAX_PARAGRAPHS), -1):
        text = reading.texts[first]
        if reading.block(first).kind != "paragraph" or not FIRST_PERSON.search(text):
            break
        if first != at and not _may_continue(reading, first):
            break
        if first and _LEAD_COLON.search(reading.texts[first - 1]):
            return first
        begin = first if SINGULAR.search(text) and begin == first + 1 else begin
    return begin


def _may_continue(reading: Reading, at: int) -> bool:
    """Whether a paragraph has no marks, label or author's words of its own."""
    text = reading.texts[at]
    labelled = sentence_labels(reading, at) or whole_label(reading, at) or end_label(reading, at)
    if labelled or text.rstrip().endswith(":"):
        return False
    if any(passage.opened and passage.closed for passage in reading.passages(at)):
        return False
    return not PARTICIPANT_WORD.search(text)


def _stated_quote(reading: Reading, at: int) -> Iterator[Segment]:
    """A block that the format states as a quotation, with its label inside, behind or stated."""
    text = reading.texts[at]
    words = words_in_marks(reading, at)
    behind = label_behind_marks(reading, at) if words else None
    if words and behind:
        yield Segment(words, behind, "block_quotation")
        return
    labels = sentence_labels(reading, at)
    if labels and not text[labels[-1][0].outer.end :].strip(" .,;\"”’')"):
        for segment in _label_run(reading, at, labels):
            yield replace(segment, origin="block_quotation")
        return
    reference = reference_at_end(reading, at)
    if reference:
        yield Segment(Span(0, reference.start), None, "block_quotation", reference=reference)
        return
    label = source_lines(reading).labels.get(at) or _attribution_behind(reading, at)
    behind = end_label(reading, at) or _loose_end_label(reading, at)
    if behind:
        end = behind.outer.start - reading.block(at).span.start
        words = Span(0, end) if words is None or words.end > end else words
        yield Segment(words, behind, "block_quotation")
    elif whole_label(reading, at) is None:
        yield Segment(words or Span(0, len(text)), label, "block_quotation")


def _attribution_behind(reading: Reading, at: int) -> PlacedLabel | None:
    """The label in the paragraphs behind a stated quotation: its own last one, or its source.

    Paragraphs of another stated quotation, with a source of their own, are none of it.
    """
    group = reading.block(at).group
    following = at + 1
    while following < len(reading.texts) and reading.block(following).kind == "quote":
        if reading.block(following).group != group:
            return None
        label = whole_label(reading, following)
        if label and (group is not None or following == at + 1):
            return label
        following += 1  # several paragraphs, one attribution
    if following >= len(reading.texts):
        return None
    stated = reading.block(following).kind == "attribution"
    if stated and group is not None and reading.block(following).group not in (group, None):
        return None
    return whole_label(reading, following) if stated or following == at + 1 else None


def _label_stated(reading: Reading, at: int, text: str, bracket: Bracket) -> Label | None:
    """A bracket at the end of a quotation: where the format states the quotation, and a sentence
    ends before the bracket, its words are the speaker's label though nobody knows them."""
    words = text[bracket.inner.start : bracket.inner.end]
    label = reading.label(words)
    if label or reading.block(at).kind != "quote" or not FINAL.search(text[: bracket.outer.start]):
        return label
    if not re.search(r"[^\W\d_]{3}", words) or len(words.split()) > MAX_LOOSE_WORDS:
        return None
    if is_aside(words) or re.search(r"\b(?:19|20)\d\d\b|et al|\bpp?\.", words) or words.islower():
        return None
    role, wider = role_of(words, reading.roles) if reading.roles.find(words) else (None, ())
    return Label(words, SPEAKS, role=role, roles=wider)


def _loose_end_label(reading: Reading, at: int) -> PlacedLabel | None:
    """A bracket or dash at the end of a stated quotation: its words need not be known ones."""
    text = reading.texts[at]
    last = None
    for bracket in brackets(text):
        last = bracket
    if last and text[last.outer.end :].strip(" .,;\"”’')"):
        last = None
    known = reading.label(text[last.inner.start : last.inner.end]) if last else None
    if last and known and known.speaks and known.strong:
        return place(reading, at, last, known, "trailing_label")
    match = _DASHED.search(text)
    if match is None and reading.block(at).kind == "quote":
        match = _BARE.search(text)
    label = reading.label(match["words"]) if match else None
    if match and label and (label.strong or label.participant):
        offset = reading.block(at).span.start
        span = Span(match.start("words") + offset, match.end("words") + offset)
        return PlacedLabel(
            label, span, Span(match.start() + offset, match.end() + offset), "dash_label"
        )
    stated = _label_stated(reading, at, text, last) if last else None
    return place(reading, at, last, stated, "trailing_label") if last and stated else None
