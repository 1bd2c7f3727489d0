"""Invented documents, written as a reader would mark them: "⟦I felt heard⟧ (P7, nurse)".

In: a plain text in which ⟦ and ⟧ stand around the words that are quotations. Out: the document
that the real rebuild makes of the text without them, and the spans of the marked words in it.
Every sentence is invented; nothing here comes from a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from ccg_corpus.core.model import (
    SPEECH_KINDS,
    Document,
    Draft,
    DraftBlock,
    DraftLine,
    Evidence,
    Quotation,
    Span,
)
from ccg_corpus.quotations import find_quotations, of_one_voice
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.plain.text import read_text
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.vocabulary import Roles, load_roles

SOURCE = "invented.txt"
MAX_SHOWN = 80  # characters of evidence for the words themselves; the rest of a quotation is cut

FRONT = """
Waiting for the mobile library: an invented example

# Methods

Invented example: nothing here was ever said. We interviewed forty participants in four villages. \
Every interview was recorded and each participant could withdraw.

# Results
"""


def wrong_today(why: str) -> pytest.MarkDecorator:
    """Marks an expectation that today's rules don't meet; the mark goes when they are mended."""
    return pytest.mark.xfail(reason=why)


@cache
def packaged_roles() -> Roles:
    """The packaged vocabulary, loaded once."""
    return load_roles()


def make_document(marked: str, *, source: str = SOURCE) -> tuple[Document, tuple[Span, ...]]:
    """The document of a marked text, and where its marked words came to stand.

    Paragraphs are parted by blank lines; a line "# Words" is printed as the heading "Words".
    Raises: AssertionError where the rebuilt text has lost marked words.
    """
    plain = re.sub(r"^#+ +", "", marked, flags=re.M)
    printed = plain.replace("⟦", "").replace("⟧", "")
    draft = read_text(printed.encode(), limits=Limits())
    document = rebuild_document(draft, source)
    return document, tuple(_spans(document.text, plain))


def paper(results: str, *, front: str = FRONT) -> str:
    """A marked text with an invented title and methods before these results."""
    return f"{front.strip()}\n\n{results.strip()}\n"


def _spans(text: str, marked: str) -> Iterable[Span]:
    """The n-th printing of marked words is their n-th printing in the document."""
    for match in re.finditer(r"⟦(.*?)⟧", marked, re.S):
        pattern = _pattern(match.group(1))
        before = re.sub("[⟦⟧]", "", marked[: match.start()])
        nth = len(pattern.findall(before))
        places = list(pattern.finditer(text))
        assert nth < len(places), f"the document has lost {match.group(1)!r}"
        yield Span(*places[nth].span())


def _pattern(words: str) -> re.Pattern[str]:
    """The words with any white space; a hyphen at a line's end may go."""
    torn = [re.escape(word) for word in re.split(r"-\n", words.strip())]
    return re.compile("-?".join(re.sub(r"(?:\\?\s)+", r"\\s+", part) for part in torn))


def document_of_lines(lines: Iterable[str], *, page: int | None = None) -> Document:
    """The document of printed lines, as a plain text's or a page's."""
    draft = Draft(format="text", lines=tuple(DraftLine(line, page) for line in lines))
    return rebuild_document(draft, SOURCE)


def document_of_blocks(*blocks: tuple[str, str] | DraftBlock, format: str = "html") -> Document:
    """The document of stated blocks: ("heading", "Trust"), ("quote", "I felt heard") …"""
    stated = tuple(b if isinstance(b, DraftBlock) else _stated(*b) for b in blocks)
    return rebuild_document(Draft(format=format, blocks=stated), SOURCE)


def _stated(kind: str, text: str) -> DraftBlock:
    return DraftBlock(kind, text, level=1 if kind == "heading" else 0)


def quotations_of(document: Document, *, roles: Roles | None = None) -> tuple[Quotation, ...]:
    """Every quotation of a document, of every kind."""
    return find_quotations(document, roles or packaged_roles())


def speech_of(document: Document, *, roles: Roles | None = None) -> tuple[Quotation, ...]:
    """What a listing shows: the quotations that are somebody's speech."""
    return tuple(q for q in quotations_of(document, roles=roles) if q.kind in SPEECH_KINDS)


def speech_in(results: str, *, roles: Roles | None = None) -> tuple[Quotation, ...]:
    """The speech in these results of an invented paper, found to stand exactly where ⟦⟧ do."""
    document, expected = make_document(paper(results))
    found = speech_of(document, roles=roles)
    shown = [document.slice(quotation.span) for quotation in found]
    assert shown == [document.slice(span) for span in expected]
    assert tuple(quotation.span for quotation in found) == expected
    return found


def only_speech_in(results: str, *, roles: Roles | None = None) -> Quotation:
    """The one quotation of these results."""
    (quotation,) = speech_in(results, roles=roles)
    return quotation


def fold_space(text: str) -> str:
    """White space folded to single spaces, none at the ends."""
    return re.sub(r"\s+", " ", text).strip()


def assert_sound(document: Document, quotations: tuple[Quotation, ...]) -> None:
    """What holds of every result: verbatim, in order, never overlapping, proved by the text."""
    for quotation in quotations:
        assert 0 <= quotation.span.start < quotation.span.end <= len(document.text)
        assert quotation.text == fold_space(document.slice(quotation.span)) != ""
        assert 0.0 <= quotation.confidence <= 1.0
        for evidence in (*quotation.evidence, *quotation.speaker.evidence):
            assert_proved(document, evidence)
        _assert_stated(document, quotation)
    for one, other in pairwise(quotations):
        assert one.span.end <= other.span.start, (one.text, other.text)
    assert not leaks_of(document, quotations)
    assert of_one_voice(document, quotations) == quotations


def assert_proved(document: Document, evidence: Evidence) -> None:
    """The evidence is what the text has at its place; long quotations are cut."""
    assert 0 <= evidence.start <= evidence.end <= len(document.text)
    shown = fold_space(evidence.text)
    printed = fold_space(document.text[evidence.start : evidence.end])
    if evidence.field == "text":
        printed = fold_space(printed[:MAX_SHOWN])
    assert shown == printed
    assert evidence.rule


def _assert_stated(document: Document, quotation: Quotation) -> None:
    """What is said about the speaker stands in the text; nothing is made up."""
    words = fold_space(document.text)
    speaker = quotation.speaker
    for value in (speaker.label, speaker.participant, speaker.name, quotation.lead_in):
        assert value is None or fold_space(value) in words or _in_pieces(value, words)
    proved = {evidence.field for evidence in speaker.evidence}
    assert speaker.role is None or "role" in proved
    assert speaker.case is None or "case" in proved
    assert speaker.role is None or speaker.role in speaker.roles


def _in_pieces(value: str, words: str) -> bool:
    """A code that a footnote sign tore apart ("SP a 12") is put together: each part is printed."""
    return all(part in words for part in re.findall(r"[^\W\d_]+|\d+", value))


def record_of(quotation: Quotation, *, source: str = SOURCE, **changes: Any) -> Mapping[str, Any]:
    """A quotation as the parts of a finished record that are evaluated."""
    speaker = quotation.speaker
    return {
        "id": f"invented:{quotation.span.start}",
        "text": quotation.text,
        "kind": quotation.kind,
        "inline": quotation.inline,
        "speaker_label": speaker.label,
        "role": speaker.role,
        "roles": list(speaker.roles),
        "participant": speaker.participant,
        "name": speaker.name,
        "case": speaker.case,
        "theme": quotation.theme,
        "lead_in": quotation.lead_in,
        "page": quotation.page,
        "confidence": quotation.confidence,
        "evidence": [
            {"field": e.field, "text": e.text, "start": e.start, "end": e.end, "rule": e.rule}
            for e in quotation.evidence
        ],
        "document": {"source": source},
        "also_in": [],
        **changes,
    }


def leaks_of(document: Document, quotations: Iterable[Quotation]) -> list[tuple[str, str]]:
    """Lead-ins of speech that overlap another quotation of somebody's words, or its label.

    A lead-in is looked up before its quotation; one that stands there clean, once, is clean. Where
    two quotations have one speaker's label in the author's sentence ("P4 said “…” and “…”"), it is
    nobody else's.
    """
    found = [q for q in quotations if q.kind in SPEECH_KINDS]
    leaks = []
    for quotation in found:
        if quotation.lead_in is None:
            continue
        places = _places_before(document, quotation.lead_in, quotation.span.start)
        assert places, (quotation.lead_in, "does not stand before", quotation.text)
        own = set(_labels_of(quotation))
        others = [
            (span, other.text)
            for other in found
            if other is not quotation
            for span in (other.span, *_labels_of(other))
            if span not in own
        ]
        hits = [[text for span, text in others if span.overlaps(place)] for place in places]
        if all(hits):
            leaks.append((quotation.lead_in, hits[-1][0]))
    return leaks


def _labels_of(quotation: Quotation) -> list[Span]:
    proofs = quotation.speaker.evidence
    return [Span(e.start, e.end) for e in proofs if e.field in ("speaker_label", "participant")]


def _places_before(document: Document, words: str, end: int) -> list[Span]:
    pattern = r"\s+".join(map(re.escape, words.split()))
    return [Span(*match.span()) for match in re.finditer(pattern, document.text[:end])]
