"""Who speaks, and who does not: several people, the silent, lines below displays in Word files."""

from __future__ import annotations

import pytest
from builders import packaged_roles
from docx import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from renderings.word import saved

from ccg_corpus.core.model import Quotation
from ccg_corpus.quotations import find_quotations
from ccg_corpus.quotations.labels import read_label
from ccg_corpus.quotations.labels.others import is_direction
from ccg_corpus.quotations.labels.several import several_in
from ccg_corpus.quotations.speakers.mentions import speaker_before
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.docx.reader import read_docx
from ccg_corpus.rebuild import rebuild_document


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("P3 and P4", "P"),
        ("P3, P4 and P5", "P"),
        ("P11/P12, couple", "P"),
        ("Bakers 5 and 6", "Baker"),
        ("Nurses 2, 5", "Nurse"),
        ("Participants 1–4", "Participant"),
        ("Carers A and B", "Carer"),
        ("GP 1 and Nurse 2", None),
    ],
)
def test_labels_of_several(words: str, noun: str | None) -> None:
    """They name more than one, and nobody in particular."""
    several = several_in(words)
    assert several is not None and several.noun == noun
    label = read_label(words, packaged_roles())
    assert label is not None and label.participant is None and label.speaks


@pytest.mark.parametrize(
    "words",
    [
        "P3",
        "P3, 45",
        "Nurse 2, 34",
        "M1, H2",
        "Case 1 and 2",
        "Wards 3 and 4",
        "GP, Site A",
        "Table 2 and 3",
    ],
)
def test_labels_of_one(words: str) -> None:
    """An age, a place or a table beside a code makes nobody two people."""
    assert several_in(words) is None


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("C3 nods", True),
        ("Nurse 2 shakes her head", True),
        ("both women laugh", True),
        ("Carer 4 wipes her eyes", True),
        ("general laughter", True),
        ("P3 nurse", False),
        ("C3, nurse", False),
        ("Nurse 2, nights", False),
        ("Anna, laughs a lot, 45", False),
    ],
)
def test_stage_directions(words: str, is_one: bool) -> None:
    """What somebody does meanwhile."""
    assert is_direction(words) is is_one


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("Baker 2 said:", "Baker 2"),
        ("Baker 2 said nothing.", None),
        ("Baker 2 would not say:", None),
        ("Bakers 2 and 3 said:", None),
        ("Neither Baker 2 nor Baker 3 said:", None),
        ("Baker 1 spoke of the oven. Baker 2 did not.", None),
        ("Baker 1 spoke of the oven. Baker 1 was proud of it.", "Baker 1"),
        ("The miller told us that Baker 2 had said:", None),
        ("Asked about Baker 1, Baker 2 said:", "Baker 2"),
        ("FG2 said:", None),
        ("Baker 2 did not agree:", "Baker 2"),
    ],
)
def test_who_is_about_to_speak(before: str, who: str | None) -> None:
    """The one who is said to speak; where it may be another, nobody."""
    mention = speaker_before(before, packaged_roles())
    assert (mention.participant if mention else None) == who


def found_in(word: Word) -> list[Quotation]:
    document = rebuild_document(read_docx(saved(word), limits=Limits()), "invented.docx")
    return [one for one in find_quotations(document, packaged_roles()) if one.kind == "participant"]


def test_label_lines_below_quotations_in_word() -> None:
    """Style Quote, and below each the line that says who spoke, in mixed words."""
    word = Word()
    word.add_heading("Paint: an invented example", 0)
    word.add_paragraph("We interviewed crews.")
    word.add_heading("Results", 1)
    word.add_paragraph("Crews spoke of paint.")
    for said, who in (
        ("I paint the boat red, it is what we do.", "Skipper 1"),
        ("I paint it blue and I never ask.", "Mate, aged 50"),
        ("I have no boat of my own.", "Cook 3"),
    ):
        word.add_paragraph(said, style="Quote")
        word.add_paragraph(who).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    word.add_paragraph("Then they spoke of nails.")
    found = found_in(word)
    assert [one.speaker.label for one in found] == ["Skipper 1", "Mate, aged 50", "Cook 3"]
    assert not [one for one in found if "nails" in one.text]


def test_lines_between_quotations_that_end_with_one_are_nobodys() -> None:
    """Where the run does not tell whose a line is, it is not the next one's."""
    word = Word()
    word.add_heading("Tar: an invented example", 0)
    word.add_paragraph("We interviewed crews.")
    word.add_heading("Results", 1)
    word.add_paragraph("They spoke of tar.")
    word.add_paragraph("I boil the tar myself, I do.", style="Quote")
    word.add_paragraph("Skipper 1")
    word.add_paragraph("I hate the tar, I always did.", style="Quote")
    word.add_paragraph("Then they slept.")
    assert not [one for one in found_in(word) if one.speaker.label and "hate" in one.text]
