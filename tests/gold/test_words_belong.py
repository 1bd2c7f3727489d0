"""In real documents nobody's words, label or turn stand in another one's lead-in or record.

Other people's texts are never in this repository: where `papers/` and `dev/` lie beside the
checkout (see test_floors), each of their documents is read; elsewhere these tests skip.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from builders import leaks_of, packaged_roles

from ccg_corpus.core.model import SPEECH_KINDS, Document, Quotation
from ccg_corpus.quotations import find_quotations, foreign_labels
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document

SHARED = Path(os.environ.get("CCG_SHARED") or Path(__file__).parents[3] / "shared")
FORMATS = {".txt", ".md", ".html", ".xml"}


def documents() -> list[Path]:
    found = [path for folder in ("papers", "dev") for path in (SHARED / folder).rglob("*.*")]
    return sorted(path for path in found if path.suffix in FORMATS)


@cache
def read(path: Path) -> tuple[Document, tuple[Quotation, ...]]:
    document = rebuild_document(read_draft(path), path.name)
    return document, find_quotations(document, packaged_roles())


def every_document() -> list[Path]:
    if not documents():
        pytest.skip(f"real papers are not here: no papers, dev in {SHARED}")
    return documents()


def test_no_lead_in_holds_words_or_labels_of_another() -> None:
    """A lead-in is the authors' own: in no document does it overlap a quotation or a label."""
    leaks = {path.name: found for path in every_document() if (found := leaks_of(*read(path)))}
    assert not leaks


def test_no_record_holds_a_label_of_another() -> None:
    """No speech record has a bracket of its document's own label shape, or another one's turn."""
    held = {
        path.name: [(quotation.text[:60], document.slice(span)) for quotation, span in found]
        for path in every_document()
        for document, quotations in [read(path)]
        if (found := foreign_labels(document, [q for q in quotations if q.kind in SPEECH_KINDS]))
    }
    assert not held


def test_the_documents_have_lead_ins_and_labels() -> None:
    """What is checked above is there to be checked."""
    found = [quotation for path in every_document() for quotation in read(path)[1]]
    assert sum(quotation.lead_in is not None for quotation in found) > 100
    assert sum(quotation.speaker.label is not None for quotation in found) > 100


def test_no_record_ends_with_a_mark_that_nothing_opens() -> None:
    """Outer marks are none of the words, and what stands behind them is not either."""
    torn = {
        path.name: [quotation.text[-40:] for quotation in read(path)[1] if ends_torn(quotation)]
        for path in every_document()
    }
    assert not {name: ends for name, ends in torn.items() if ends}


def ends_torn(quotation: Quotation) -> bool:
    text, end = quotation.text, quotation.text.rstrip(" .,;-–—")
    opened = text.count("“") + text.count("„") if end.endswith("”") else text.count('"') - 1
    closed = text.count("”") - 1 if end.endswith("”") else 0
    torn = opened <= closed if end.endswith("”") else opened % 2 == 0
    return quotation.kind in SPEECH_KINDS and end.endswith(("”", '"')) and torn
