"""corpus/gold.yaml points at words that stand in the example's documents, in their order."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from ccg_corpus.core.model import SPEECH_KINDS, Document
from ccg_corpus.readers import read_draft
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.text.words import normalised_words

CORPUS = Path(__file__).parents[2] / "corpus"
GOLD: dict[str, dict[str, Any]] = yaml.safe_load((CORPUS / "gold.yaml").read_text("utf-8"))
PARTS = ("required", "optional", "never")
ROW_KEYS = {
    "start", "end", "words", "kind", "label", "participant", "name", "organisation", "role",
    "case", "inline", "theme",
}  # fmt: skip

every_document = pytest.mark.parametrize("source", GOLD)


@cache
def rebuilt(source: str) -> Document:
    return rebuild_document(read_draft(CORPUS / source), source)


def places(row: dict[str, Any], words: str) -> list[tuple[int, int]]:
    """Where `row` can stand in `words`: from each of its starts to the next of its ends."""
    start, end = (f" {normalised_words(row[key])} " for key in ("start", "end"))
    found, at = [], words.find(start)
    while at >= 0:
        last = words.find(end, at)
        if last >= 0:
            found.append((at, last + len(end) - 1))
        at = words.find(start, at + 1)
    return found


def count(words: str, place: tuple[int, int]) -> int:
    return len(words[place[0] : place[1]].split())


@every_document
def test_every_row_stands_in_its_document(source: str) -> None:
    """Start and end are in the text, in that order, with as many words between as the row says."""
    words = f" {normalised_words(rebuilt(source).text)} "
    for part in PARTS:
        for row in GOLD[source][part]:
            counts = [count(words, place) for place in places(row, words)]
            assert row["words"] in counts, f"{part}: {row['start']!r} has {counts} words"


@every_document
def test_required_rows_follow_the_document(source: str) -> None:
    """Quotations are listed as a reader meets them, and none runs into the next."""
    words = f" {normalised_words(rebuilt(source).text)} "
    at = 0
    for row in GOLD[source]["required"]:
        begin, at_next = next(p for p in places(row, words) if p[0] >= at)
        assert begin >= at, row["start"]
        at = at_next


@every_document
def test_rows_say_what_a_row_can_say(source: str) -> None:
    """No key outside the format, a kind of speech, a heading of the document, a case it lists."""
    document = rebuilt(source)
    headings = {document.slice(b.span) for b in document.blocks if b.kind == "heading"}
    for row in [*GOLD[source]["required"], *GOLD[source]["optional"]]:
        assert set(row) <= ROW_KEYS
        assert row["kind"] in SPEECH_KINDS
        assert row["theme"] in headings
        assert row.get("case") is None or row["case"] in GOLD[source]["cases"]


@every_document
def test_every_document_says_that_it_is_invented(source: str) -> None:
    """Nobody can take the example for a study: it says so within its first 120 words."""
    assert "invented example" in normalised_words(rebuilt(source).text[:800])


def test_every_document_is_annotated() -> None:
    """A document without gold would be scored by nobody."""
    facts = {"gold.yaml", "topics.yaml", "real-papers.yaml", "README.md"}
    assert {path.name for path in CORPUS.iterdir()} - facts == set(GOLD)
