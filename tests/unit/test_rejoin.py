"""Paragraphs cut by boxes and pages are whole again where the format has places; guesses are marked."""

from __future__ import annotations

import pytest

from ccg_corpus.core.model import Document, Draft, DraftLine
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


def test_a_box_in_small_type_does_not_cut_a_ragged_passage() -> None:
    """Set flush right, the rest has another indent, and no line is full: lower case goes on."""
    document = rebuilt(
        body("Invented example. “We asked for the lamps and just what would make them", inset=2.4, filled=False),
        *BOX, body("cross. By the time I walk in I know it”", inset=4.1, filled=False),
    )  # fmt: skip
    assert "make them cross. By the time" in document.text


def test_a_display_quotation_in_small_type_is_no_box() -> None:
    """The text behind it does not go on where its lead-in stopped, at a comma."""
    document = rebuilt(
        body("Invented example. One of the nurses on the ward commented,", filled=False),
        BREAK,
        DraftLine(
            "I asked for the lamps, and nobody knew where they had been put.", 1, 9.0, 2.0, True
        ),
        BREAK,
        body("Many of them asked again in the second winter of the study.", filled=False),
    )
    assert "commented, Many" not in document.text


def test_no_guess_reaches_over_a_heading() -> None:
    """The quotation in front of it breaks off; what a heading in larger type opens is not its rest."""
    document = rebuilt(
        body("Invented example. “We all thought about it for a while. By the time I walk in"),
        BREAK, DraftLine("Some stay and some leave", 1, 12.0, 0.0, False), BREAK,
        body("Fourteen nurses were asked again in the second winter of the study."),
        body("Few of them left in a temper.", filled=False),
    )  # fmt: skip
    assert "walk in Fourteen" not in document.text


def test_no_guess_reaches_over_the_text_around_a_display_quotation() -> None:
    """A finished quotation in smaller type ends where the text in its own type goes on."""

    def small(text: str) -> DraftLine:
        return DraftLine(text, 1, 9.0, 2.0, True)

    document = rebuilt(
        small("Invented example. I am going to do it only when I can do it all for"),
        small("myself. I do not need anybody to come and do it for me in the ward."), BREAK,
        body("The others had asked for help, and nobody minded that they did it.", filled=False), BREAK,
        small("If I have a question I write it down and I take it to the desk with"), BREAK,
    )  # fmt: skip
    assert "in the ward. If I have" not in document.text


def test_a_first_line_with_an_indent_of_its_own_goes_on_from_nothing() -> None:
    """Not even in lower case, where a converter tore the text before it was set."""
    document = rebuilt(
        body("Invented example. One of the nurses who had been there for years said that she"),
        BREAK, DraftLine("Table 2 What was told to whom", 1, 9.0, 0.0, False), BREAK,
        body("The others had asked for help, and they got it.", filled=False), BREAK,
        body("telephone numbers are kept in the drawer that nobody opens any", inset=1.2),
        body("more, and so they ask the porter.", filled=False),
    )  # fmt: skip
    assert "that she telephone" not in document.text


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


def cells(rows: int) -> list[DraftLine]:
    return [DraftLine(f"row {n}\tfive\tsix", 1, 8.0) for n in range(rows)]


def test_a_large_table_does_not_cut_a_sentence() -> None:
    """Its cells count as nothing, however many they are."""
    document = rebuilt(
        body("Invented example. Nobody who worked on the ward had been told where the"),
        BREAK, boxed("Table 2 What was told to whom"), BREAK, *cells(12), BREAK,
        body("keys were kept, and so they asked the porter.", 2, filled=False),
    )  # fmt: skip
    assert paragraphs(document)[0].endswith(
        "where the keys were kept, and so they asked the porter."
    )


def test_labels_of_a_figure_do_not_cut_a_quotation() -> None:
    """A drawing's words come as many short lines in small type."""
    labels = [line for n in range(20) for line in (BREAK, DraftLine(f"never {n}", 2, 7.0))]
    document = rebuilt(
        body("Invented example. As P3 put it, “I knew that I had to ask for the keys in"),
        *labels, BREAK, boxed("Figure 4: Who asks for keys"), BREAK,
        body("which case they would send me away.” So did others.", 2, filled=False),
    )  # fmt: skip
    assert "for the keys in which case they would send me away." in document.text


def test_a_heading_ends_what_stands_before_it() -> None:
    """Key words have no full stop; the first paragraph is none of them."""
    document = rebuilt(
        body("keys, doors, night shifts", filled=False), BREAK, body("1 Introduction", filled=False),
        BREAK, body("Invented example. To open a door in the ever-changing world of the night"),
        body("shift one needs a key.", filled=False),
    )  # fmt: skip
    assert paragraphs(document)[0] == "keys, doors, night shifts"


def test_a_lead_in_is_answered_by_its_display_quotation() -> None:
    """What comes after the quotation does not go on behind "who stated that"."""
    document = rebuilt(
        body("Invented example. Nobody had said a word about it before they came in the door. The"),
        body("lack of keys was reported as a problem by P9, who stated that"), BREAK, body("“We had one key for all the doors, and nobody could ever say", inset=1.4),
        body("who had it.”", inset=1.4, filled=False), BREAK,
        body("Others also reported that they missed a “list of the keys” (P11).", filled=False),
    )  # fmt: skip
    assert [text[:6] for text in paragraphs(document)] == ["Invent", "“We ha", "Others"]


@pytest.mark.parametrize("end", ["” – SNE2", '" –IT1', "” – Nurse 4", ".” (P4)", ". – L1"])
def test_a_speaker_ends_a_display_quotation(end: str) -> None:
    """A dash and a name behind a closing mark; some close a curly mark with a straight one."""
    document = rebuilt(
        body(f"“It will be enough to have just the one key{end}", inset=1.4, filled=False),
        BREAK, body("Keys raised a number of questions.", filled=False), BREAK,
        body("“If we have a box of our own, then it will be easy.” – SNE1", inset=1.4, filled=False),
    )  # fmt: skip
    assert len(paragraphs(document)) == 3


def test_a_speaker_on_a_line_of_his_own_ends_it_too() -> None:
    """The dash ends one line, the name is the next."""
    document = rebuilt(
        body("“I think that it is fine, because there are more ways to find the door. They", inset=1.4),
        body("need not put out their hands to know where the porter is going.\" –", inset=1.4),
        body("SNE1", inset=1.4, filled=False),
        body("In addition, the porters said that the doors could be painted.", 2, filled=False),
    )  # fmt: skip
    assert [text[:6] for text in paragraphs(document)] == ["“I thi", "In add"]


def sized(text: str, size: float, page: int = 1) -> list[DraftLine]:
    return [BREAK, DraftLine(text, page, size, 0.0, False)]


def test_the_title_is_the_largest_type_that_can_be_one() -> None:
    """Its lines are one, whatever stands between them; a university's name is passed over."""
    document = rebuilt(
        *sized("UNIVERSITY OF FENMOUTH", 24), *sized("Who Holds the Keys at", 18),
        *sized("Night? Methods", 18), *sized("Jo Amble, Al Crane", 11), *sized("Abstract", 12),
        *[line for n in range(6) for line in sized(f"Invented example {n}. A key is lost.", 10)],
    )  # fmt: skip
    titles = [document.slice(b.span) for b in document.blocks if b.kind == "title"]
    assert titles == ["Who Holds the Keys at Night? Methods"]


def test_a_numbered_heading_right_above_its_text() -> None:
    """Set in bold of nearly the same size, without a gap."""
    document = rebuilt(
        body("Invented example. Nobody in the house had ever been told where all of the keys were."),
        BREAK, DraftLine("4.2.2 Keys of the house", 1, 9.4, 0.0, True),
        body("Only one key was mentioned by the porters, and that was the one of the front door, which"),
        body("nobody had locked for years.", filled=False),
    )  # fmt: skip
    assert [document.slice(b.span) for b in document.blocks if b.kind == "heading"] == [
        "4.2.2 Keys of the house"
    ]
