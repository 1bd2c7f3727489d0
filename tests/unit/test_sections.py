"""The names of sections, and which section each part of a paper stands in."""

from __future__ import annotations

import pytest
from builders import document_of_blocks, make_document

from ccg_corpus.core.model import SECTIONS, Document, DraftBlock
from ccg_corpus.rebuild.sections import (
    bare_heading,
    heading_number,
    opens_section,
    section_named,
)


@pytest.mark.parametrize(
    ("heading", "section"),
    [
        ("Abstract", "abstract"),
        ("Summary", "abstract"),
        ("Introduction", "background"),
        ("1. Introduction", "background"),
        ("Background and aims", "background"),
        ("METHODS", "methods"),
        ("2 Methods", "methods"),
        ("Study 2. Methods", "methods"),
        ("Materials and methods", "methods"),
        ("Data collection and analysis", "methods"),
        ("Results", "results"),
        ("Findings", "results"),
        ("III. Findings", "results"),
        ("**Results**", "results"),
        ("Discussion", "discussion"),
        ("Strengths and limitations", "discussion"),
        ("Conclusions", "discussion"),
        ("Acknowledgements", "other"),
        ("Funding", "other"),
        ("References", "references"),
        ("Bibliography", "references"),
        ("The last stop", None),
        ("Resulting problems of buses", None),
    ],
)
def test_section_named(heading: str, section: str | None) -> None:
    """A heading's words say the section it opens or belongs to, in any case and numbering."""
    assert section_named(heading) == section


@pytest.mark.parametrize(
    ("heading", "bare", "number"),
    [
        ("3.1. Trust", "Trust", "3.1"),
        ("3.1 Trust", "Trust", "3.1"),
        ("2. Methods", "Methods", "2"),
        ("IV. Trust", "Trust", None),
        ("**Trust**", "Trust", None),
        ("Trust", "Trust", None),
        ("20 buses late", "20 buses late", None),
    ],
)
def test_numbers_of_headings(heading: str, bare: str, number: str | None) -> None:
    """Numbers and emphasis marks are no part of a heading's words."""
    assert bare_heading(heading) == bare
    assert heading_number(heading) == number


def test_opens_section() -> None:
    """Results opens a section wherever it stands; Participants belongs to the one above."""
    assert opens_section("Results")
    assert opens_section("4. Discussion and conclusions")
    assert not opens_section("Participants")
    assert not opens_section("The last stop")


def sections_of(document: Document) -> dict[str, str]:
    return {
        document.slice(block.span): block.section
        for block in document.blocks
        if block.kind not in ("heading", "title")
    }


def test_sections_of_a_paper() -> None:
    """Each paragraph stands in the section that the last section's heading opened."""
    document, _ = make_document(
        "# Introduction\n\nBuses are late.\n\n# Methods\n\nWe waited.\n\n# Participants\n\n"
        "Riders waited too.\n\n# Results\n\nIt came.\n\n# The last stop\n\nIt stopped.\n\n"
        "# Discussion\n\nBuses matter.\n\n# Funding\n\nNobody paid."
    )
    assert sections_of(document) == {
        "Buses are late.": "background",
        "We waited.": "methods",
        "Riders waited too.": "methods",
        "It came.": "results",
        "It stopped.": "results",
        "Buses matter.": "discussion",
        "Nobody paid.": "other",
    }


def test_structured_abstract_stays_an_abstract() -> None:
    """Background, Methods and Results of an abstract are not those of the paper."""
    document, _ = make_document(
        "# Abstract\n\n# Background\n\nBuses are late in brief.\n\n# Methods\n\nWe waited in brief.\n\n"
        "# Results\n\nIt came in brief.\n\n# Conclusion\n\nBuses matter in brief.\n\n"
        "# Introduction\n\nBuses are late.\n\n# Results\n\nIt came."
    )
    found = sections_of(document)
    assert {section for text, section in found.items() if "in brief" in text} == {"abstract"}
    assert found["Buses are late."] == "background"
    assert found["It came."] == "results"


def test_references_are_blocks_of_their_kind() -> None:
    """What stands under References is a reference, and no section of its own name."""
    document, _ = make_document(
        "# Results\n\nIt came.\n\n# References\n\n1. Plumridge A. Buses. 2009.\n\n2. Sallow B. Trams."
    )
    kinds = {document.slice(block.span)[:2]: block.kind for block in document.blocks}
    assert kinds["1."] == kinds["2."] == "reference"
    assert {block.section for block in document.blocks} <= set(SECTIONS)


def test_sections_of_stated_headings() -> None:
    """A format's own headings open sections as well."""
    document = document_of_blocks(
        ("heading", "Methods"), ("paragraph", "We waited."),
        ("heading", "Findings"), ("quote", "I wait."),
    )  # fmt: skip
    assert sections_of(document) == {"We waited.": "methods", "I wait.": "results"}


def test_without_headings_everything_is_other() -> None:
    """A text that names no section has none."""
    document, _ = make_document("Buses are late.\n\nWe waited for one.")
    assert set(sections_of(document).values()) == {"other"}


def test_a_short_abstract_whose_heading_is_as_deep_as_the_next() -> None:
    """It has no parts: a heading of the same depth behind its words is the paper's."""

    def heading(text: str, level: int = 2) -> DraftBlock:
        return DraftBlock("heading", text, level=level)

    def sections(*blocks: tuple[str, str] | DraftBlock) -> list[str]:
        document = document_of_blocks(*blocks)
        return [block.section for block in document.blocks if block.kind == "paragraph"]

    plain = ("paragraph", "We asked keepers of lamps, and we say here what they said.")
    text = ("paragraph", "We went to four invented towns.")
    assert sections(heading("Abstract"), plain, heading("Methods"), text) == ["abstract", "methods"]
    parts = (heading("Abstract"), heading("Background"), text, heading("Methods"), text)
    assert sections(*parts) == ["abstract", "abstract"]
    below = (heading("Abstract"), plain, heading("Methods", 3), text)
    assert sections(*below) == ["abstract", "abstract"]
