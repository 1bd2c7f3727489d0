"""The same paper in every format gives the same quotations."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import speech_of
from renderings import marked_up, opendocument, word
from renderings.source import AUTHORS, DOI, TEXT, TITLE, YEAR, parts

from ccg_corpus.core.model import Document, Quotation
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document

RENDERINGS = {
    "docx": word.docx,
    "odt": opendocument.odt,
    "html": marked_up.html,
    "xml": marked_up.jats,
    "tei": marked_up.tei,
    "epub": marked_up.epub,
}


def document_of(path: Path) -> Document:
    return rebuild_document(read_draft(path), path.name)


def told(quotation: Quotation) -> dict[str, object]:
    """What a reviewer asks a quotation for."""
    speaker = quotation.speaker
    return {
        "text": quotation.text,
        "kind": quotation.kind,
        "label": speaker.label,
        "role": speaker.role,
        "case": speaker.case,
        "theme": quotation.theme,
        "section": quotation.section,
        "inline": quotation.inline,
    }


@pytest.mark.parametrize(
    "attributed", [pytest.param(False, id="as printed"), pytest.param(True, id="stated")]
)
@pytest.mark.parametrize("suffix", RENDERINGS)
def test_renderings_of_one_paper_agree(suffix: str, attributed: bool, tmp_path: Path) -> None:
    """Words, speakers, roles, cases and themes are those of the printed text."""
    path = tmp_path / f"paper.{suffix}"
    path.write_bytes(RENDERINGS[suffix](parts(), attributed=attributed))
    expected = [told(one) for one in speech_of(document_of(TEXT))]
    found = [told(one) for one in speech_of(document_of(path))]
    assert len(expected) > 10
    assert found == expected


@pytest.mark.parametrize("suffix", ["html", "xml", "tei", "epub"])
def test_renderings_state_their_facts(suffix: str, tmp_path: Path) -> None:
    """Title, authors, year, DOI and language come out of every format's own metadata."""
    path = tmp_path / f"paper.{suffix}"
    path.write_bytes(RENDERINGS[suffix](parts(), attributed=False))
    facts = read_draft(path).facts
    assert (facts.title, facts.year, facts.doi) == (TITLE, YEAR, DOI)
    assert [surname in name for name, (_, surname) in zip(facts.authors, AUTHORS, strict=True)]
    assert (facts.language or "").startswith("en")


def test_pages_of_a_rendering_with_page_breaks(tmp_path: Path) -> None:
    """TEI states its page breaks: every quotation of the results is on the second page."""
    path = tmp_path / "paper.tei"
    path.write_bytes(marked_up.tei(parts(), attributed=False))
    pages = {one.page for one in speech_of(document_of(path)) if one.section == "results"}
    assert pages == {2}
