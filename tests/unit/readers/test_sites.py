"""Pages saved from journals and public bodies: the article is read, the site around it is not."""

from __future__ import annotations

import pytest
from builders import speech_of
from renderings.sites import FURNITURE, LABEL, LEAD, SITES, WORDS

from ccg_corpus.core.model import Document, Draft
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.web.html import read_html
from ccg_corpus.rebuild import rebuild_document


def page(site: str) -> Draft:
    text = f"<!doctype html><html lang='en'><head><title>Invented example</title></head>{SITES[site]}</html>"
    return read_html(text.encode(), limits=Limits())


def document(site: str) -> Document:
    return rebuild_document(page(site), f"{site}.html")


@pytest.mark.parametrize("site", SITES)
def test_the_site_is_not_read(site: str) -> None:
    """Banners, menus, feedback forms, lists of other articles, buttons beside tables."""
    shown = [block.text for block in page(site).blocks]
    assert not [text for text in shown if FURNITURE in text]
    assert not [
        text for text in shown
        if text in ("View inline", "Download figure", "PPT", "View Article", "Google Scholar", "Article",
                    "Open in a new tab")
    ]  # fmt: skip


@pytest.mark.parametrize("site", SITES)
def test_the_quotation_of_a_site_is_found(site: str) -> None:
    """Its words, its speaker, its theme and its lead-in, wherever the site sets them."""
    (quotation,) = speech_of(document(site))
    assert quotation.text.rstrip(".") == WORDS
    assert (quotation.speaker.label, quotation.theme) == (LABEL, "Asking")
    assert (quotation.speaker.role, quotation.speaker.case) == ("nurse", "Site B")
    assert quotation.lead_in == LEAD
    assert "block_quotation" in {evidence.rule for evidence in quotation.evidence}


@pytest.mark.parametrize("site", SITES)
def test_tables_and_figures_have_captions_and_are_no_headings(site: str) -> None:
    """Whether the site uses figures, divisions or headings for them."""
    blocks = page(site).blocks
    captions = " ".join(block.text for block in blocks if block.kind == "caption")
    assert "Table 1" in captions
    assert "Who took part" in captions
    assert not [b.text for b in blocks if b.kind == "heading" and b.text.startswith("Table")]


@pytest.mark.parametrize("site", ["bmj", "bmc", "plos", "pmc"])
def test_reference_lists_are_references(site: str) -> None:
    """And nothing else is."""
    references = [block.text for block in page(site).blocks if block.kind == "reference"]
    assert any("An invented book" in text for text in references)
    assert not [text for text in references if LEAD in text]


def test_summaries_and_notices_are_callouts() -> None:
    """A list of strengths, an inset, a call to act: no running text. Notes are notes."""
    kinds = {b.text: b.kind for site in ("bmj", "nhs", "govuk") for b in page(site).blocks}
    assert kinds["Forty interviews."] == "callout"
    assert kinds["In brief."] == "callout"
    assert kinds["Tell us what you think."] == "callout"
    assert kinds["An invented note. ↩"] == "note"


@pytest.mark.parametrize(
    "words",
    ["<h2 id='social-care'>Social care</h2><p>Text</p>",
     "<section id='recommendations' class='recommendations'><h2>Recommendations</h2><p>Text</p></section>",
     "<div class='consent'><h3 id='consent-and-feedback'>Consent</h3><p>Text</p></div>",
     "<div class='patient-feedback related'><p>One said:</p><blockquote>Text</blockquote></div>",
     "<ul class='social-care'><li>Text</li></ul>"],
)  # fmt: skip
def test_words_that_papers_have_headings_for_are_no_furniture(words: str) -> None:
    """Ids are made of headings, and reports have parts named as sites name theirs."""
    text = f"<html><body><h1>Invented example</h1><p>{FURNITURE}</p>{words}</body></html>"
    shown = [block.text for block in read_html(text.encode(), limits=Limits()).blocks]
    assert "Text" in shown


def test_text_in_elements_without_a_meaning_is_found() -> None:
    """Some programs set paragraphs as divisions and spans; a footer in real paragraphs is less."""
    words = "Nobody came up the stairs that day, and we wrote down what they said of it. "
    said = "".join(f"<div><span>{words}</span></div>" for _ in range(4))
    page = (
        f"<html><body><div><div>{said}</div></div><div><div><p>About us. Our site.</p></div></div>"
    )
    assert words.strip() in [
        block.text for block in read_html(page.encode(), limits=Limits()).blocks
    ]


def test_comments_of_readers_are_no_text() -> None:
    """However long they are; a page whose article is called so is read."""
    text = "<p>Nobody came up the stairs that day, and we wrote down what they said.</p>" * 3
    comments = f'<section id="comments"><h3>Two comments</h3><blockquote>“Not so!”</blockquote>{text * 9}</section>'
    page = f"<html><body><article><h1>Stairs</h1>{text}{comments}</article></body></html>"
    kinds = [block.kind for block in read_html(page.encode(), limits=Limits()).blocks]
    assert kinds == ["title", "paragraph", "paragraph", "paragraph"]
    whole = f'<html><body><div class="comments"><h1>Stairs</h1>{text}</div></body></html>'
    assert len(read_html(whole.encode(), limits=Limits()).blocks) == 4
