"""Heads of a transcript's turns: where they count, who asks, and in which formats they are read."""

from __future__ import annotations

from io import BytesIO

import pytest
from builders import document_of_blocks, document_of_lines, speech_of
from docx import Document as WordDocument

from ccg_corpus.core.model import DraftBlock
from ccg_corpus.readers.limits import Limits
from ccg_corpus.readers.office.docx.reader import read_docx
from ccg_corpus.rebuild import rebuild_document
from ccg_corpus.rebuild.turns import turn_heads


def who_speaks(*lines: str) -> list[str]:
    """Those whose turns are heads; askers have a question mark."""
    return [head.who + "?" * head.asks for head in turn_heads(lines).values()]


@pytest.mark.parametrize(
    "lines",
    [
        ("[Int] Why?", "[GP 4] Because.", "[Int] Oh?", "[GP 4] Yes."),
        ("{Int} Why?", "{GP 4} Because.", "{Int} Oh?", "{GP 4} Yes."),
        ("<Int> Why?", "<GP 4> Because.", "<Int> Oh?", "<GP 4> Yes."),
        ("#Int: Why?", "#GP 4: Because.", "#Int: Oh?", "#GP 4: Yes."),
        ("*Int: Why?", "*GP 4: Because.", "*Int: Oh?", "*GP 4: Yes."),
        ("00:01 Int: Why?", "00:02 GP 4: Because.", "00:03 Int: Oh?", "00:04 GP 4: Yes."),
        ("[0:00:01] Int: Why?", "[0:00:02] GP 4: Yes.", "[0:01:03] Int: Oh?", "[0:01:04] GP 4: No."),
        ("(00:01) Int: Why?", "(00:02) GP 4: Yes.", "(00:03) Int: Oh?", "(00:04) GP 4: No."),
        ("Int 00:01", "Why?", "GP 4 00:02", "Yes.", "Int 00:03", "Oh?", "GP 4 00:04", "No."),
        ("Int (00:01): Why?", "GP 4 (00:02): Yes.", "Int (00:03): Oh?", "GP 4 (00:04): No."),
        ("Int", "Why?", "GP 4", "Because.", "Int", "Oh?", "GP 4", "Yes."),
        ("**Int:**", "Why?", "**GP 4:**", "Because.", "**Int:**", "Oh?", "**GP 4:**", "Yes."),
    ],
)  # fmt: skip
def test_ways_to_print_who_speaks(lines: tuple[str, ...]) -> None:
    """Brackets, hashes, times and lines of their own are heads, and the interviewer asks."""
    assert who_speaks(*lines) == ["Int?", "GP 4", "Int?", "GP 4"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Place: the fen", "Aim: to see", "Place: the coast", "Aim: to hear"),
        ("[Aim] to see", "[Setting] the fen", "[Aim] to hear", "[Setting] the coast"),
        ("Chapter 2", "It rained.", "Chapter 2", "It snowed.", "Chapter 3", "It thawed."),
        ("Monday 10:15", "Bread", "Tuesday 10:15", "Salt", "Monday 11:15", "Tea"),
        ("GP 4: I left.", "GP 4: I came.", "GP 4: I stayed."),
        ("Int: Why?", "Because."),
    ],
)
def test_fields_and_running_heads_are_no_turns(lines: tuple[str, ...]) -> None:
    """Words before a colon, in brackets or alone are no speakers where nobody takes turns."""
    assert who_speaks(*lines) == []


def test_a_lone_letter_asks_where_the_others_have_numbers() -> None:
    """R is the researcher beside P4, and the respondent where somebody else asks."""
    assert who_speaks("R: Why?", "P4: Because.", "R: Oh?", "P4: Yes.")[:2] == ["R?", "P4"]
    assert who_speaks("[I] Why?", "[R] Because.", "[I] Oh?", "[R] Yes.")[:2] == ["I?", "R"]


def test_somebody_who_speaks_once_is_heard() -> None:
    """A name that speaks once among timed turns has a turn, and is not the words of the one before."""
    document = document_of_lines(
        ["[00:01] Int: Who?", "[00:02] Anna: I do.", "[00:03] Bo: So do I.", "[00:04] Int: Oh?",
         "[00:05] Anna: We both do."]
    )  # fmt: skip
    said = [(q.speaker.participant, q.text) for q in speech_of(document)]
    assert said == [("Anna", "I do."), ("Bo", "So do I."), ("Anna", "We both do.")]


def test_turns_in_a_word_table_without_a_stated_head() -> None:
    """Speaker | Text in a Word file is a transcript; a no-break hyphen in a name is read."""
    word = WordDocument()
    word.add_paragraph("Invented example.")
    rows = [("Speaker", "Text"), ("Interviewer", "Who keeps it?"), ("GP\u20114", "My wife does."),
            ("Interviewer", "Why?"), ("GP\u20114", "I lose it, each time.")]  # fmt: skip
    table = word.add_table(rows=len(rows), cols=2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    saved = BytesIO()
    word.save(saved)
    document = rebuild_document(read_docx(saved.getvalue(), limits=Limits()), "talk.docx")
    said = [(q.speaker.role, q.text) for q in speech_of(document)]
    assert said == [("gp", "My wife does."), ("gp", "I lose it, each time.")]


def test_a_speaker_in_the_cell_before_labels_unmarked_words() -> None:
    """In rows of two cells without headings the first one says who speaks, if the other says "I"."""
    rows = [("GP 2", "I keep the keys, and I lose them."), ("P9", "Porter, works at night")]
    cells = [
        DraftBlock("cell", text, table=1, row=row, column=column)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    talk = ("paragraph", "We held interviews. Interviews were long. Interviews were typed.")
    document = document_of_blocks(("heading", "Results"), talk, *cells)
    assert [(q.speaker.role, q.text) for q in speech_of(document)] == [
        ("gp", "I keep the keys, and I lose them.")
    ]


def test_speakers_set_as_headings_are_no_themes() -> None:
    """Headings that are the speakers of a talk head nothing."""
    turns = [("heading", "Moderator"), ("paragraph", "Who pays?"), ("heading", "Porter 1"),
             ("paragraph", "I do."), ("heading", "Moderator"), ("paragraph", "How?"),
             ("heading", "Porter 1"), ("paragraph", "In eggs.")]  # fmt: skip
    found = speech_of(document_of_blocks(("heading", "Money"), *turns))
    assert [(q.speaker.label, q.text) for q in found] == [
        ("Porter 1", "I do."),
        ("Porter 1", "In eggs."),
    ]
    assert all(q.theme != "Porter 1" for q in found)


def test_authors_words_between_turns_stay_the_authors() -> None:
    """In a paper, a paragraph without a speaker goes on with a turn only where it says "I"."""
    lines = [
        "Results", "", "[Int] Who keeps it?", "", "[GP 4] My wife does.", "",
        "I lose it, each time.", "", "[Int] Why?", "", "[GP 4] My coat has a hole.", "",
        "The GP then spoke of coats.", "", "[Int] And now?", "", "[GP 4] Now it is mended.", "",
        "Coats mattered to us.",
    ]  # fmt: skip
    assert [q.text for q in speech_of(document_of_lines(lines))] == [
        "My wife does. I lose it, each time.",
        "My coat has a hole.",
        "Now it is mended.",
    ]
