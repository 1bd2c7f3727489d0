"""A chosen candidate becomes a quotation: its speaker, kind, place and how sure its words are.

In: a candidate with its verdict. Out: a `Quotation` whose text equals its slice of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ccg_corpus.core.model import Document, Evidence, Quotation, Span
from ccg_corpus.quotations.candidates import Candidate
from ccg_corpus.quotations.habits import Example
from ccg_corpus.quotations.reading import Reading
from ccg_corpus.quotations.score.kinds import kind_of
from ccg_corpus.quotations.score.weigh import Verdict
from ccg_corpus.quotations.second_reading import PlainText
from ccg_corpus.quotations.speakers.attribute import Codes, attribute_speaker
from ccg_corpus.quotations.themes import RunIn

_CONTAINER = re.compile(r"^(?:Box|Textbox|Table|Panel)\s+\d+\s*[.:]?\s+(?=\w)")  # "Box 2 Barriers"
# how sure words can be that rest on what the rebuild decided without proof
_MOST_WITH_GUESS = {"join": 0.75, "hyphen": 0.94}
# and words that the file's plain text does not have in one stretch: cut once, as a box cuts them
# (measured on typeset papers: 98 % are right, on real ones fewer); cut where a join was guessed, or
# again and again (in real ones hardly any are)
_MOST_IF_CUT, _MOST_IF_TORN = 0.85, 0.5
# and words among which a sign could not be read: whatever it is, they are not verbatim
_MOST_IF_UNREAD = 0.6
_UNREAD = re.compile("[\ufffd\ue000-\uf8ff]")


# and words whose marks are damaged, or one of them lost: where they end is less sure
_MOST_BY_MARKS = {"damaged_pair": 0.85, "lone_mark": 0.9, "parted_pair": 0.95}


class Pages:
    """The page of an offset, and how sure the text of a span is."""

    def __init__(self, document: Document) -> None:
        self._plain = PlainText(document)
        self._starts = [run.span.start for run in document.runs]
        self._pages = [run.page for run in document.runs]
        self._guesses = [(run.span, run.guess) for run in document.runs if run.guess]
        self._guess_starts = [span.start for span, _ in self._guesses]

    def of(self, offset: int) -> int | None:
        at = bisect_right(self._starts, offset) - 1
        return self._pages[at] if at >= 0 else None

    def most_confidence(self, span: Span, tears: Sequence[int]) -> float:
        """1.0, less where a paragraph's rest or a hyphen within was guessed, or the words are torn."""
        guesses = self._guesses_in(span)
        most = min((_MOST_WITH_GUESS[guess] for guess in guesses), default=1.0)
        if not tears:
            return most
        is_torn = len(tears) > 1 or "join" in guesses
        return min(most, _MOST_IF_TORN if is_torn else _MOST_IF_CUT)

    def tears(self, span: Span) -> tuple[int, ...]:
        """Where the span's words do not go on in the file's plain text."""
        return self._plain.tears(span)

    def _guesses_in(self, span: Span) -> set[str]:
        at = max(0, bisect_right(self._guess_starts, span.start) - 1)
        found: set[str] = set()
        for guessed, what in self._guesses[at:]:
            if guessed.start >= span.end:
                break
            if guessed.overlaps(span):
                found.add(what)
        return found


def quotation_of(
    reading: Reading,
    candidate: Candidate,
    verdict: Verdict,
    codes: Codes,
    pages: Pages,
    themes: RunIn,
) -> Quotation:
    document, block = reading.printed, reading.block(candidate.block)
    speaker = attribute_speaker(reading, candidate, codes)
    kind, proof = kind_of(reading, candidate, verdict)
    headings = tuple(document.slice(reading.block(at).span) for at in block.headings)
    run_in = themes.above(candidate.span.start, block)
    headings = (*headings, run_in) if run_in else headings
    lead = candidate.lead_in
    origin = Evidence("text", "", candidate.outer.start, candidate.outer.end, candidate.origin)
    tears = pages.tears(candidate.span)
    unread = _UNREAD.search(document.slice(candidate.outer))
    most = pages.most_confidence(candidate.span, tears)
    return Quotation(
        span=candidate.span,
        text=_folded(document.slice(candidate.span)),
        kind=kind,
        inline=candidate.inline,
        speaker=speaker,
        theme=_CONTAINER.sub("", headings[-1]) if headings else None,
        headings=headings,
        section=block.section,
        page=pages.of(candidate.span.start),
        lead_in=_folded(document.slice(lead)) if lead else None,
        confidence=min(
            verdict.confidence,
            most,
            _MOST_BY_MARKS.get(candidate.origin, 1.0),
            _MOST_IF_UNREAD if unread else 1.0,
        ),
        evidence=(
            replace(origin, text=_folded(document.slice(candidate.outer))[:80]),
            *proof,
            *_taught(reading, candidate, verdict),
            *(_torn_at(document, at, candidate.span.end) for at in tears),
            *((_unread_in(document, candidate.outer.start + unread.start()),) if unread else ()),
        ),
    )


def _taught(reading: Reading, candidate: Candidate, verdict: Verdict) -> Iterator[Evidence]:
    """The examples by which the words, or their label, were read."""
    shown = reading.attributions.shown if reading.lessons else {}
    label = candidate.label
    if label and label.label.text in shown:
        yield _example(reading, shown[label.label.text], label.outer, "learnt:shape")
    if verdict.rule.startswith("learnt:"):
        yield _example(reading, verdict.example, candidate.outer, verdict.rule)


def _example(reading: Reading, example: Example | None, own: Span, rule: str) -> Evidence:
    """An example's words; where it is another document's, the words that it speaks for."""
    span = example.span if example else own
    text = _folded(reading.document.slice(span))[:80]
    return Evidence("text", text, span.start, span.end, rule)


def _torn_at(document: Document, start: int, end: int) -> Evidence:
    """The words that do not follow, in the file's plain text, on those before them."""
    shown = _folded(document.text[start:end])[:80]
    return Evidence("text", shown, start, end, "torn_in_plain_text")


def _unread_in(document: Document, at: int) -> Evidence:
    """A sign that a reader sees and that could not be read."""
    return Evidence("text", document.text[at], at, at + 1, "unreadable_sign")


def _folded(text: str) -> str:
    return " ".join(text.split())
