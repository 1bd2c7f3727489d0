"""The cases a document labels, and what it says each of them is."""

from __future__ import annotations

from builders import (
    assert_proved,
    document_of_blocks,
    make_document,
    paper,
    quotations_of,
)

from ccg_corpus.core.model import Case, Document, DraftBlock
from ccg_corpus.quotations import find_cases


def cases_of(document: Document) -> tuple[Case, ...]:
    return find_cases(document, quotations_of(document))


def described(document: Document) -> dict[str, str | None]:
    return {case.label: case.description for case in cases_of(document)}


def test_cases_of_labels() -> None:
    """A case that only a label names is a case without a description."""
    document, _ = make_document(
        paper("“I was wet and cross about it” (GP, case study D). “I was dry” (GP, case B).")
    )
    assert described(document) == {"B": None, "D": None}


def test_cases_of_headings() -> None:
    """ "Case A: …" as a heading describes the case, with its proof."""
    document, _ = make_document(
        paper("# Case A: A shelf for each\n\nIt is long.\n\n# Case B: A pot for all\n\nIt is deep.")
    )
    assert described(document) == {"A": "A shelf for each", "B": "A pot for all"}
    for case in cases_of(document):
        assert case.evidence is not None
        assert_proved(document, case.evidence)


def test_cases_of_rows() -> None:
    """Paragraphs in a row that begin with a case's label describe the cases."""
    document, _ = make_document(
        paper(
            "Case A: A harbour with two cranes and no ships.\n\n"
            "Case B: A harbour that is dry at noon."
        )
    )
    assert described(document) == {
        "A": "A harbour with two cranes and no ships.",
        "B": "A harbour that is dry at noon.",
    }


def test_cases_of_a_table() -> None:
    """A cell that is a case's label is described by the cell beside it."""
    cells = [
        DraftBlock("cell", "Case A", table=1, row=1, column=0),
        DraftBlock("cell", "Two cranes.", table=1, row=1, column=1),
        DraftBlock("cell", "Case B", table=1, row=2, column=0),
        DraftBlock("cell", "No water.", table=1, row=2, column=1),
    ]
    assert described(document_of_blocks(*cells)) == {"A": "Two cranes.", "B": "No water."}


def test_sentences_about_a_case_describe_nothing() -> None:
    """A paragraph that happens to begin with a case is no description."""
    document, _ = make_document(paper("Case A was visited twice. The cranes were closed."))
    assert described(document) == {}


def test_first_description_stays() -> None:
    """A case that is described twice keeps its first description."""
    document, _ = make_document(
        paper("# Case A: A shelf for each\n\nIt is long.\n\n# Case A: A wall of shelves\n\nIt is.")
    )
    assert described(document) == {"A": "A shelf for each"}


def test_sites_keep_their_noun() -> None:
    """A case study is named by its letter alone, a site with its noun."""
    document, _ = make_document(paper("“I was wet and I was cross about it” (Nurse, site B)."))
    assert list(described(document)) == ["Site B"]


def test_order_is_by_label_and_number() -> None:
    """Case 2 comes before case 10."""
    words = ("I was wet and cross", "I was dry and glad", "I was late and sorry")
    marked = " ".join(
        f"“{said}” (GP, case {n})." for said, n in zip(words, (10, 2, 1), strict=True)
    )
    document, _ = make_document(paper(marked))
    assert list(described(document)) == ["1", "2", "10"]


def test_no_cases() -> None:
    """A document that labels none has none."""
    document, _ = make_document(paper("“I was wet and I was cross about it” (P3)."))
    assert cases_of(document) == ()
