"""Paragraphs cut by boxes and pages are whole again where the format has places; guesses are marked."""

from __future__ import annotations

import pytest

from ccg_corpus.model import Document, Draft, DraftLine
from ccg_corpus.quotations import find_quotations
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.rebuild.endings import has_open_quotation
from ccg_corpus.vocabulary import load_roles

BREAK = DraftLine("", 1)


def body(text: str, page: int = 1, *, filled: bool = True, inset: float = 0.0) -> DraftLine:
    return DraftLine(text, page, 10.0, inset, filled)


def boxed(text: str) -> DraftLine:
    return DraftLine(text, 1, 9.0, 1.0, False)


BOX = (BREAK, boxed("Box 1. What the office keeps"), boxed("• a list of the keys"), BREAK)


def rebuilt(*lines: DraftLine) -> Document:
    return rebuild_document(Draft("pdf", lines=lines), "invented.pdf")


def paragraphs(document: Document) -> list[str]:
    return [document.slice(block.span) for block in document.blocks if block.kind == "paragraph"]


def test_a_box_does_not_cut_a_sentence() -> None:
    """The rest stands behind the box in the same type; lower case makes it sure."""
    document = rebuilt(
        body("Invented example. One of the nurses who had been there for years said that she"),
        *BOX, body("had never been told about it, and went home.", filled=False),
    )  # fmt: skip
    assert paragraphs(document)[0].endswith(
        "said that she had never been told about it, and went home."
    )
    assert not any(run.guess for run in document.runs)


def test_a_capital_behind_a_box_is_a_guess() -> None:
    """Only the full line says that the paragraph goes on; whoever quotes it is told so."""
    document = rebuilt(
        body("Invented example. “We all thought about it for a while. By the time I walk in"),
        *BOX, body("I’m not guessing any more, I have known it for years” (P3, nurse).", filled=False),
    )  # fmt: skip
    assert "walk in I’m not guessing" in document.text
    assert [run.guess for run in document.runs if run.guess] == ["join"]
    (quotation,) = find_quotations(document, load_roles())
    assert quotation.confidence <= 0.75


def test_a_line_that_is_not_full_ends_its_paragraph() -> None:
    """A heading or a last line in front of a box takes nothing from behind it."""
    document = rebuilt(
        body("Invented example. This was all that they would say on it", filled=False),
        *BOX, body("Nobody asked again in that year.", filled=False),
    )  # fmt: skip
    assert "say on it Nobody" not in document.text


@pytest.mark.parametrize(
    ("left", "right", "whole", "guess"),
    [
        ("the commis-", "sioning of it", "the commissioning of it", None),
        ("a one-", "page letter", "a one-page letter", "hyphen"),
        ("they were re-", "ferring us", "they were referring us", "hyphen"),
        ("it was well-", "known there", "it was well-known there", "hyphen"),
        ("the organ-", "isation of it", "the organisation of it", None),
        ("at the inter\xad", "view itself", "at the interview itself", None),
    ],
)
def test_hyphens_at_line_ends(left: str, right: str, whole: str, guess: str | None) -> None:
    """A word list tells words from compounds; what it does not prove is marked."""
    document = rebuilt(body(f"Invented example and {left}"), body(right, filled=False))
    assert whole in document.text
    assert next((run.guess for run in document.runs if run.guess), None) == guess


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("She said “I never knew", True),
        ("She said “I never knew”, and left", False),
        ("‘We don’t know the answer yet", True),
        ('"It was hard" and "it still', True),
        ("the nurses' rota and the doctor's", False),
    ],
)
def test_open_quotations(text: str, is_open: bool) -> None:
    """Apostrophes open nothing and close nothing in the middle of words."""
    assert has_open_quotation(text) is is_open
